//! YAML. The only file that knows its parser.

mod broken;
mod scalar;

use crate::source::Encoding;
use crate::source::tape::{DEEPEST, DecodedText, NodeId, NodeKind, Spelled, Tape, Writing};
use crate::span::Map;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle, options};
use std::collections::{HashMap, HashSet};

/// Why no edit is made in a text that other places repeat.
const ANCHORED: &str =
    "the text is repeated elsewhere in the file by an alias, so that an edit would change it there too";

pub fn read(tape: &mut Tape) {
    let file = tape.source();
    let text = file.text.as_ref();
    let parser = Parser::new_from_str_with_options(
        text,
        options! { emit_unresolved_aliases: true, max_buffered_comment_events: usize::MAX },
    );
    let mut reader = Reader {
        tape,
        text,
        frames: Vec::new(),
        anchors: HashMap::new(),
        repeated: HashSet::new(),
        skipped: None,
        item: 0,
        read_to: 0,
    };
    reader.read(parser);
}

/// A map or list that is open.
struct Frame {
    node: NodeId,
    kind: NodeKind,
    /// The column at which its lines begin, from 0.
    column: usize,
    in_flow: bool,
    start: usize,
    /// In a map: the key whose value comes next.
    key: Option<Spelled>,
    /// The keys it has.
    keys: HashSet<String>,
    /// The key under which it stands.
    name: String,
    /// How many values it has, and whether the last one is missing: `{click_id}`.
    values: usize,
    last_is_missing: bool,
}

/// A map or list of which nothing is told: it is a key, or lies too deep.
struct Skipped {
    depth: usize,
    start: usize,
    is_key: bool,
}

struct Reader<'r, 'a> {
    tape: &'r mut Tape<'a>,
    text: &'a str,
    /// Those that the tape has open, in the same order.
    frames: Vec<Frame>,
    anchors: HashMap<usize, NodeId>,
    repeated: HashSet<NodeId>,
    skipped: Option<Skipped>,
    /// Where the value that was read last begins, with its key.
    item: usize,
    /// How far values were read.
    read_to: usize,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self, mut parser: Parser<'a, StrInput<'a>>) {
        let mut document = 0;
        while let Some(next) = parser.next_event() {
            match next {
                Ok((Event::DocumentStart(explicit, _), span)) => {
                    let range = span.byte_range().unwrap_or_default();
                    document = if explicit { range.end } else { range.start };
                    (self.item, self.read_to) = (document, document);
                }
                Ok((Event::DocumentEnd, _)) => self.end_document(),
                Ok((event, span)) => self.event(event, span),
                Err(error) => match self.recover(&error, document, &mut parser) {
                    Some(start) => document = start,
                    None => break,
                },
            }
        }
    }

    fn event(&mut self, event: Event<'a>, span: Span) {
        let Some(range) = span.byte_range() else { return };
        let column = span.start.col();
        if let Event::Comment(..) = event {
            return self.tape.comment(range.start + 1, range.end);
        }
        if self.skipped.is_some() {
            return self.skip(&event, range.end);
        }
        match event {
            Event::Scalar(parsed, style, anchor, tag) => {
                let text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                self.scalar(&parsed, style, range, column, anchor, text);
            }
            Event::SequenceStart(style, anchor, _) => self.open(NodeKind::List, style, range.start, column, anchor),
            Event::MappingStart(style, anchor, _) => self.open(NodeKind::Map, style, range.start, column, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(anchor) => self.alias(anchor, range),
            // `*.example.com`: nobody called anything so.
            Event::UnresolvedAlias(name) => {
                self.tape.broken(
                    range.start,
                    format!(
                        "YAML takes `*{name}` for the name of an earlier value, and there is none: put it in quotes"
                    ),
                );
                let value = self.spelled(range.clone(), Writing::As(Encoding::YamlPlain));
                self.value(NodeKind::Text, value, 0, false);
            }
            _ => {}
        }
    }

    fn spelled(&self, range: std::ops::Range<usize>, writing: Writing) -> Spelled {
        Spelled { start: range.start as u32, end: range.end as u32, writing }
    }

    fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(|f| f.kind == NodeKind::Map && f.key.is_none())
    }

    fn scalar(
        &mut self,
        parsed: &str,
        style: ScalarStyle,
        range: std::ops::Range<usize>,
        column: usize,
        anchor: usize,
        tagged: bool,
    ) {
        let in_flow = self.frames.last().is_some_and(|f| f.in_flow);
        let value = self.decoded(parsed, style, range.clone(), column, in_flow);
        if self.expects_key() {
            self.read_to = range.end;
            return self.key(value, parsed);
        }
        let missing = range.is_empty() && style == ScalarStyle::Plain;
        let kind = match style {
            ScalarStyle::Plain if missing => NodeKind::Null,
            ScalarStyle::Plain if !tagged => plain_kind(parsed),
            _ => NodeKind::Text,
        };
        self.value(kind, value, anchor, missing);
        self.read_to = self.read_to.max(range.end);
    }

    fn key(&mut self, key: Spelled, name: &str) {
        self.item = key.start as usize;
        let Some(frame) = self.frames.last_mut() else { return };
        frame.key = Some(key);
        if name != "<<" && !frame.keys.insert(name.to_owned()) {
            self.tape.broken(
                key.start as usize,
                format!("the key `{name}` appears twice in this map: only one of the two values is used"),
            );
        }
    }

    /// Puts a value where the next one goes.
    fn value(&mut self, kind: NodeKind, value: Spelled, anchor: usize, missing: bool) {
        let key = self.place(value.start as usize, missing);
        let node = self.tape.scalar(kind, key, value);
        self.remember(anchor, node);
        self.read_to = value.end as usize;
    }

    /// The key of the next value, which is counted.
    fn place(&mut self, start: usize, missing: bool) -> Option<Spelled> {
        let frame = self.frames.last_mut()?;
        frame.values += 1;
        frame.last_is_missing = missing;
        let key = frame.key.take();
        if key.is_none() {
            self.item = start;
        }
        key
    }

    fn remember(&mut self, anchor: usize, node: NodeId) {
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
    }

    fn decoded(
        &mut self,
        parsed: &str,
        style: ScalarStyle,
        range: std::ops::Range<usize>,
        column: usize,
        in_flow: bool,
    ) -> Spelled {
        let inside = range.start + 1..range.end.max(range.start + 2) - 1;
        let quoted = self.text.get(inside.clone()).unwrap_or_default();
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let (range, encoding, same) = match style {
            ScalarStyle::SingleQuoted => (inside, Encoding::YamlSingle, quoted == parsed),
            ScalarStyle::DoubleQuoted => (inside, Encoding::Json, quoted == parsed),
            ScalarStyle::Plain if range.is_empty() => (range, Encoding::None, true),
            ScalarStyle::Plain if in_flow => (range, Encoding::YamlFlow, raw == parsed),
            ScalarStyle::Plain => (range, Encoding::YamlPlain, raw == parsed),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The span of a block without text begins at its sign.
                let raw = if parsed.trim_matches('\n').is_empty() { "" } else { raw };
                let (kept, read) = scalar::block(raw, parsed, column, style == ScalarStyle::Literal);
                let writing = self.tape.keep(kept);
                return self.spelled(range.start..range.start + read, writing);
            }
        };
        if same {
            return self.spelled(range, Writing::As(encoding));
        }
        let kept = match style {
            ScalarStyle::SingleQuoted => scalar::single(quoted, parsed),
            ScalarStyle::DoubleQuoted => scalar::double_checked(quoted, parsed),
            _ => scalar::plain(raw, parsed, in_flow),
        };
        let writing = self.tape.keep(kept);
        self.spelled(range, writing)
    }

    fn open(&mut self, kind: NodeKind, style: StructureStyle, start: usize, column: usize, anchor: usize) {
        let is_key = self.expects_key();
        if is_key || self.tape.depth() >= DEEPEST {
            if is_key {
                self.item = start;
            } else {
                self.tape.broken(start, "this lies too deep to be read");
                self.place(start, false);
            }
            self.skipped = Some(Skipped { depth: 1, start, is_key });
            return;
        }
        let key = self.place(start, false);
        let node = self.tape.open(kind, key, start);
        self.remember(anchor, node);
        let name = match key {
            Some(key) => self.text.get(key.start as usize..key.end as usize).unwrap_or_default().to_ascii_lowercase(),
            None => String::new(),
        };
        self.frames.push(Frame {
            node,
            kind,
            column,
            in_flow: style == StructureStyle::Flow,
            start,
            key: None,
            keys: HashSet::new(),
            name,
            values: 0,
            last_is_missing: false,
        });
    }

    fn skip(&mut self, event: &Event, end: usize) {
        let Some(skipped) = &mut self.skipped else { return };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => skipped.depth += 1,
            Event::SequenceEnd | Event::MappingEnd => skipped.depth -= 1,
            _ => {}
        }
        if skipped.depth > 0 {
            return;
        }
        let (start, is_key) = (skipped.start, skipped.is_key);
        self.skipped = None;
        let end = start + self.text.get(start..end).unwrap_or_default().trim_end().len();
        self.read_to = self.read_to.max(end);
        if is_key {
            let key = self.spelled(start..end, Writing::Plain);
            self.key(key, self.text.get(start..end).unwrap_or_default());
        }
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        if !frame.in_flow {
            return self.tape.close(self.read_to);
        }
        self.read_to = self.read_to.max(end);
        let text = self.text.get(frame.start..end).unwrap_or_default();
        let lone = frame.kind == NodeKind::Map && frame.values == 1 && frame.last_is_missing;
        if !lone || !(names_a_link(&frame.name) || text.starts_with("{{")) {
            return self.tape.close(end);
        }
        // `link: {click_id}` and `x: {{ url }}`: nobody means a map.
        let text = text.to_owned();
        let locked = Some("YAML reads the braces as a map: put the text in quotes first");
        let kept = DecodedText { map: Map::identity(text.len()), text, locked };
        let value = Spelled { start: frame.start as u32, end: end as u32, writing: self.tape.keep(kept) };
        self.tape.turn(frame.node, NodeKind::Text, value);
        self.tape
            .broken(frame.start, "YAML reads a value that begins with `{` as a map, not as text: put it in quotes");
    }

    fn alias(&mut self, anchor: usize, range: std::ops::Range<usize>) {
        let known = self.anchors.get(&anchor).copied();
        let value = self.spelled(range.clone(), Writing::Plain);
        if self.expects_key() {
            let named =
                known.and_then(|node| self.tape.node(node)).filter(|n| n.kind == NodeKind::Text).map(|n| n.value);
            self.read_to = range.end;
            return self
                .key(named.map_or(value, |named| Spelled { writing: named.writing, ..named }), &self.text[range]);
        }
        let key = self.place(range.start, false);
        self.read_to = range.end;
        match known {
            Some(node) if self.frames.iter().any(|f| f.node == node) => {
                self.tape.broken(range.start, "this repeats the very value it is in");
                self.tape.scalar(NodeKind::Null, key, value);
            }
            Some(node) => {
                self.tape.alias(node, key, value);
                self.repeated.insert(node);
            }
            None => {
                self.tape.scalar(NodeKind::Text, key, value);
            }
        }
    }

    fn end_document(&mut self) {
        while self.frames.pop().is_some() {
            self.tape.close(self.read_to);
        }
        let mut repeated: Vec<_> = self.repeated.drain().collect();
        repeated.sort_unstable();
        let mut done = 0;
        for node in repeated {
            if node >= done {
                self.tape.lock(node, ANCHORED);
                done = self.tape.node(node).map_or(done, |n| n.next);
            }
        }
        self.anchors.clear();
        self.skipped = None;
    }

    /// Tells of an error, reads the rest of its document line by line, and goes on with the next document, whose
    /// start is returned if there is one.
    fn recover(&mut self, error: &ScanError, document: usize, parser: &mut Parser<'a, StrInput<'a>>) -> Option<usize> {
        let at = error.marker().byte_offset().unwrap_or(self.read_to).min(self.text.len());
        self.tape.broken(at, words(error));
        let mut next = None;
        while next.is_none() && matches!(parser.proceed_next_document(), Ok(true)) {
            while let Some(Ok((event, span))) = parser.next_event() {
                if let (Event::DocumentStart(explicit, _), Some(range)) = (event, span.byte_range()) {
                    next = Some(if explicit { range } else { range.start..range.start });
                    break;
                }
            }
        }
        let end = next.as_ref().map_or(self.text.len(), |n| n.start);
        let from = self.broken_from(at, document).min(end);
        self.tape.rewind(from);
        self.frames.truncate(self.tape.depth());
        while self.frames.last().is_some_and(|f| f.in_flow) {
            self.frames.pop();
            self.tape.close(from);
        }
        self.repeated.retain(|node| self.tape.node(*node).is_some());
        let levels = self.frames.iter().map(|f| (f.kind, f.column)).collect();
        broken::read(self.tape, from..end, levels);
        self.frames.clear();
        self.read_to = end;
        self.end_document();
        let next = next?.end;
        (self.item, self.read_to) = (next, next);
        Some(next)
    }

    /// Where the line begins from which a broken document is read anew.
    fn broken_from(&self, at: usize, document: usize) -> usize {
        let line = |at: usize| self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let half = self.skipped.is_some() || self.frames.last().is_some_and(|f| f.key.is_some());
        let from = if half || line(self.read_to) == line(at) {
            self.item.min(at)
        } else {
            let rest = self.text.get(self.read_to..).unwrap_or_default();
            at.min(self.text.len() - rest.trim_start().len())
        };
        line(from).max(document)
    }
}

/// True for the keys under which links stand.
fn names_a_link(key: &str) -> bool {
    ["url", "link", "postback", "callback", "webhook", "pixel", "landing"].iter().any(|word| key.contains(word))
}

/// What a text without quotes is.
fn plain_kind(text: &str) -> NodeKind {
    match text {
        "~" | "null" | "Null" | "NULL" | "" => NodeKind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => NodeKind::Truth,
        _ if is_number(text) => NodeKind::Number,
        _ => NodeKind::Text,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |digits: &str, fits: fn(&u8) -> bool| !digits.is_empty() && digits.as_bytes().iter().all(fits);
    if let Some(hex) = text.strip_prefix("0x") {
        return all(hex, u8::is_ascii_hexdigit);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return all(octal, |b| (b'0'..b'8').contains(b));
    }
    let number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && digits.parse::<f64>().is_ok();
    number || matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// An error in words for the user.
fn words(error: &ScanError) -> String {
    let words = match error.kind() {
        ErrorKind::UnexpectedCharacter { character } => {
            return format!("YAML does not let a value begin with `{character}`: put it in quotes");
        }
        ErrorKind::MappingValueNotAllowed => {
            "YAML reads `: ` as the end of a key, and none is expected here: put a value that holds it in quotes, or \
             fix the indentation"
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => "YAML does not allow a tab here: indent with spaces",
        ErrorKind::RecursionLimitExceeded => "this lies too deep to be read",
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            "the quote that was opened before this place is not closed"
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence => "the bracket that was opened here is not closed",
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            "the brackets here do not close each other: put a value that holds brackets in quotes"
        }
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator => {
            "YAML expects a comma or a closing bracket here: put a value that holds brackets in quotes"
        }
        ErrorKind::UnknownQuotedScalarEscape => "there is a backslash before a character that YAML does not escape",
        ErrorKind::InvalidIndentation => "the indentation of this line fits none of the lines before it",
        _ => return format!("YAML cannot be read from here on: {}", error.info()),
    };
    words.to_owned()
}
