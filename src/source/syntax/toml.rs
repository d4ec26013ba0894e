//! TOML.

use super::draft::{Draft, ItemId, spelled};
use super::spelling::Spelling;
use crate::source::Encoding;
use crate::source::detect::each_link;
use crate::source::format::InputFormat;
use crate::source::tape::{DecodedText, NodeKind, Spelled, Tape, Writing};
use crate::span::Map;
use std::collections::{HashMap, HashSet};
use toml_parser::decoder::{Encoding as Quotes, ScalarKind};
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Raw, Source};

/// How deep lists and maps may lie in each other within one value.
const DEEPEST_VALUE: u32 = 100;

pub fn read(tape: &mut Tape) {
    let file = tape.source();
    let text = file.text.as_ref();
    let mut reader = Reader {
        tape,
        text,
        base: 0,
        draft: Draft::new(),
        named: HashMap::new(),
        tables: HashSet::new(),
        table: Draft::TOP,
        open: Vec::new(),
        header: None,
        keys: Vec::new(),
        stray: None,
        skip_to: 0,
        resume: None,
        broken: Vec::new(),
    };
    reader.read();
    let Reader { draft, broken, tape, .. } = reader;
    draft.write(tape, Draft::TOP);
    tell(tape, text, broken);
}

/// Tells of each broken line once.
fn tell(tape: &mut Tape, text: &str, mut broken: Vec<(usize, String)>) {
    broken.sort();
    let mut told = 0;
    for (at, message) in broken {
        if at >= told {
            tape.broken(at, message);
            told = text[at..].find('\n').map_or(usize::MAX, |end| at + end + 1);
        }
    }
}

/// A list or table that stands within a value.
struct Open {
    item: ItemId,
    /// The keys that were read and wait for their value outside of it.
    keys: Vec<(Spelled, String)>,
    is_list: bool,
}

struct Reader<'r, 'a> {
    tape: &'r mut Tape<'a>,
    text: &'a str,
    /// Where in the text the part begins that is read.
    base: usize,
    draft: Draft,
    named: HashMap<(ItemId, String), ItemId>,
    /// Tables that have had a header.
    tables: HashSet<ItemId>,
    table: ItemId,
    open: Vec<Open>,
    /// Where a header began that is not closed yet, and whether it is one of `[[…]]`.
    header: Option<(usize, bool)>,
    /// The keys of a header or a value, read so far.
    keys: Vec<(Spelled, String)>,
    /// Where something begins that is no part of a key and its value.
    stray: Option<usize>,
    /// What begins before this offset was read as part of a text without quotes.
    skip_to: usize,
    /// Where to go on behind a text that is never closed.
    resume: Option<usize>,
    broken: Vec<(usize, String)>,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self) {
        loop {
            let source = Source::new(&self.text[self.base..]);
            let tokens = source.lex().into_vec();
            let mut errors: Vec<ParseError> = Vec::new();
            let mut see = |event: Event| self.event(&source, &event);
            parse_document(&tokens, &mut RecursionGuard::new(&mut see, DEEPEST_VALUE), &mut errors);
            self.end_line(self.resume.unwrap_or(self.text.len()));
            let end = self.resume.take();
            for error in errors {
                self.error(&error, end.unwrap_or(usize::MAX));
            }
            self.open.clear();
            match end {
                Some(end) => self.base = end,
                None => return,
            }
        }
    }

    /// Tells of an error, if it does not come from reading on in a text that is never closed.
    fn error(&mut self, error: &ParseError, end: usize) {
        let at = error.unexpected().or(error.context()).map_or(0, |span| span.start()) + self.base;
        let at = (0..=at.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        if at < end {
            let words = match error.description() {
                "cannot recurse further; max recursion depth met" => "this lies too deep to be read".to_owned(),
                other => format!("TOML cannot be read here: {other}"),
            };
            self.broken.push((at, words));
        }
    }

    fn event(&mut self, source: &Source<'a>, event: &Event) {
        let (start, end) = (self.base + event.span().start(), self.base + event.span().end());
        if self.resume.is_some() || start < self.skip_to {
            return;
        }
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.end_line(start);
                self.header = Some((start, event.kind() == EventKind::ArrayTableOpen));
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.end_header(end),
            EventKind::SimpleKey => {
                let key = self.key(source, event, start, end);
                self.keys.push(key);
            }
            EventKind::Scalar => self.scalar(source, event, start, end),
            EventKind::ArrayOpen => self.open(NodeKind::List, start),
            EventKind::InlineTableOpen => self.open(NodeKind::Map, start),
            EventKind::ArrayClose | EventKind::InlineTableClose => self.close(end),
            EventKind::Comment => self.tape.comment((start + 1).min(end), end),
            EventKind::Newline if self.open.is_empty() => self.end_line(start),
            EventKind::Error if self.open.is_empty() => _ = self.stray.get_or_insert(start),
            _ => {}
        }
    }

    /// A header that is not closed ends with its line. Of a line that is no key with a value the links are kept.
    fn end_line(&mut self, end: usize) {
        if let Some((start, _)) = self.header {
            self.end_header(start);
        }
        let keys = std::mem::take(&mut self.keys);
        let Some(start) = self.stray.take().filter(|start| *start < end) else { return };
        let mut links = Vec::new();
        each_link(&self.text[start..end], InputFormat::Lines, |link| links.push(start + link.start..start + link.end));
        for link in links {
            let value = self.locked(link.start, link.end, "the line is broken: fix that first");
            self.draft.add(self.table, NodeKind::Text, keys.first().map(|(key, _)| *key), value);
        }
    }

    fn end_header(&mut self, end: usize) {
        let Some((start, is_list)) = self.header.take() else { return };
        let mut keys = std::mem::take(&mut self.keys);
        let Some((key, name)) = keys.pop() else { return };
        let holder = self.descend(Draft::TOP, keys, start);
        let known = self.named.get(&(holder, name.clone())).copied();
        let is_table = |at: ItemId| self.draft.item(at).kind == if is_list { NodeKind::List } else { NodeKind::Map };
        let table = match known.filter(|at| is_table(*at)) {
            Some(at) if is_list => self.draft.add(at, NodeKind::Map, None, spelled(start, end)),
            Some(at) => {
                if !self.tables.insert(at) {
                    self.twice(key, &name);
                }
                at
            }
            None => {
                if known.is_some() {
                    self.twice(key, &name);
                }
                let kind = if is_list { NodeKind::List } else { NodeKind::Map };
                let added = self.draft.add(holder, kind, Some(key), spelled(start, end));
                self.named.entry((holder, name)).or_insert(added);
                if is_list {
                    self.draft.add(added, NodeKind::Map, None, spelled(start, end))
                } else {
                    self.tables.insert(added);
                    added
                }
            }
        };
        self.table = table;
    }

    fn twice(&mut self, key: Spelled, name: &str) {
        // A key that is missing altogether is told as that.
        if name.is_empty() {
            return;
        }
        let words = format!("`{name}` appears twice in this table, which TOML does not allow");
        self.broken.push((key.start as usize, words));
    }

    /// The table that dotted keys lead to.
    fn descend(&mut self, from: ItemId, keys: Vec<(Spelled, String)>, start: usize) -> ItemId {
        let mut at = from;
        for (key, name) in keys {
            let known = self.named.get(&(at, name.clone())).map(|known| (*known, self.draft.item(*known)));
            at = match known {
                Some((known, item)) if item.kind == NodeKind::Map => known,
                // The last table of several.
                Some((known, item)) if item.kind == NodeKind::List => match item.children.last() {
                    Some(last) if self.draft.item(*last).kind == NodeKind::Map => *last,
                    _ => known,
                },
                _ if self.draft.is_deepest(at) => {
                    self.broken.push((start, "this lies too deep to be read".to_owned()));
                    return at;
                }
                other => {
                    if other.is_some() {
                        self.twice(key, &name);
                    }
                    let added =
                        self.draft.add(at, NodeKind::Map, Some(key), spelled(key.start as usize, key.end as usize));
                    self.named.insert((at, name), added);
                    added
                }
            };
        }
        at
    }

    /// Puts a value where the next one goes.
    fn put(&mut self, kind: NodeKind, value: Spelled) -> ItemId {
        let holder = self.open.last().map_or(self.table, |open| open.item);
        if self.open.last().is_some_and(|open| open.is_list) {
            return self.draft.add(holder, kind, None, value);
        }
        let mut keys = std::mem::take(&mut self.keys);
        let Some((key, name)) = keys.pop() else { return self.draft.add(holder, kind, None, value) };
        let holder = self.descend(holder, keys, key.start as usize);
        let added = self.draft.add(holder, kind, Some(key), value);
        if self.named.contains_key(&(holder, name.clone())) {
            self.twice(key, &name);
        } else {
            self.named.insert((holder, name), added);
        }
        added
    }

    fn open(&mut self, kind: NodeKind, start: usize) {
        let item = self.put(kind, spelled(start, start));
        let keys = std::mem::take(&mut self.keys);
        self.open.push(Open { item, keys, is_list: kind == NodeKind::List });
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        self.keys = open.keys;
        let item = self.draft.item(open.item);
        let start = item.value.start as usize;
        let lone = matches!(item.children[..], [child] if self.draft.item(child).kind == NodeKind::Null);
        self.draft.item_mut(open.item).value.end = end as u32;
        if open.is_list || !lone || self.text[start..end].contains('=') {
            return;
        }
        // `link = {click_id}`: nobody means a table.
        let value = self.locked(start, end, "the text has no quotes, which TOML needs");
        let item = self.draft.item_mut(open.item);
        (item.kind, item.value) = (NodeKind::Text, value);
        item.children.clear();
        self.broken
            .push((start, "TOML reads a value that begins with `{` as a table: put the text in quotes".to_owned()));
    }

    /// A text that is as it stands, and in which nothing may be edited.
    fn locked(&mut self, start: usize, end: usize, why: &'static str) -> Spelled {
        let text = self.text[start..end].to_owned();
        let kept = DecodedText { map: Map::identity(text.len()), text, locked: Some(why) };
        Spelled { writing: self.tape.keep(kept), ..spelled(start, end) }
    }

    fn scalar(&mut self, source: &Source<'a>, event: &Event, start: usize, end: usize) {
        let Some(raw) = source.get(event) else { return };
        let Some(quotes) = event.encoding().filter(|_| start < end) else {
            let (kind, value) = self.bare(raw, start, end);
            self.put(kind, value);
            return;
        };
        let mark = quotes.mark();
        let written = &self.text[start..end];
        let closed = written.len() >= 2 * mark.len() && written.ends_with(mark);
        if !closed {
            self.broken.push((start, "the quote that is opened here is not closed".to_owned()));
            let line = start + written.find('\n').unwrap_or(written.len());
            let text = start + mark.len().min(line - start);
            let value = self.locked(text, line, "the quote before the text is not closed");
            self.put(NodeKind::Text, value);
            if line < end {
                self.resume = Some(line);
            }
            return;
        }
        let value = self.decoded(raw, quotes, start, end, Raw::decode_scalar_text);
        self.put(NodeKind::Text, value);
    }

    /// A value without quotes.
    fn bare(&mut self, raw: Raw<'a>, start: usize, end: usize) -> (NodeKind, Spelled) {
        let mut decoded = std::borrow::Cow::Borrowed("");
        let mut error: Option<ParseError> = None;
        let kind = match raw.decode_scalar(&mut decoded, &mut error) {
            ScalarKind::Boolean(_) => NodeKind::Truth,
            ScalarKind::Float | ScalarKind::Integer(_) => NodeKind::Number,
            ScalarKind::DateTime | ScalarKind::String => NodeKind::Text,
        };
        if start == end {
            return (NodeKind::Null, spelled(start, end));
        }
        if error.is_none() {
            return (kind, spelled(start, end));
        }
        let rest = &self.text[start..];
        let mut text = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        if !self.open.is_empty() {
            text = without_closers(text);
        }
        let end = start + text.len().max(end - start);
        self.skip_to = end;
        self.broken.push((start, "a text needs quotes in TOML".to_owned()));
        (NodeKind::Text, self.locked(start, end, "the text has no quotes, which TOML needs"))
    }

    fn key(&mut self, source: &Source<'a>, event: &Event, start: usize, end: usize) -> (Spelled, String) {
        let whole = spelled(start, end);
        let (Some(raw), Some(quotes)) = (source.get(event), event.encoding()) else {
            return (whole, self.text[start..end].to_owned());
        };
        let (mark, written) = (quotes.mark(), &self.text[start..end]);
        if written.len() < 2 * mark.len() || !written.ends_with(mark) {
            self.broken.push((start, "the quote that is opened here is not closed".to_owned()));
            return (whole, written.to_owned());
        }
        let key = self.decoded(raw, quotes, start, end, Raw::decode_key_text);
        let name = match key.writing {
            Writing::DecodedText(number) => self.tape.kept(number).text.clone(),
            _ => self.text[key.start as usize..key.end as usize].to_owned(),
        };
        (key, name)
    }

    /// A text within quotes.
    fn decoded(
        &mut self,
        raw: Raw<'a>,
        quotes: Quotes,
        start: usize,
        end: usize,
        decode: impl Fn(&Raw<'a>, &mut String, &mut Vec<ParseError>),
    ) -> Spelled {
        let mut parsed = String::new();
        let mut errors: Vec<ParseError> = Vec::new();
        decode(&raw, &mut parsed, &mut errors);
        let mark = quotes.mark().len();
        let mut inside = start + mark..end - mark;
        if mark == 3 {
            // A line break behind the quotes is not part of the text.
            let text = &self.text[inside.clone()];
            inside.start += if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) };
        }
        let written = &self.text[inside.clone()];
        let is_basic = matches!(quotes, Quotes::BasicString | Quotes::MlBasicString);
        let encoding = if is_basic { Encoding::Json } else { Encoding::TomlLiteral };
        for error in &errors {
            self.error(error, usize::MAX);
        }
        if written == parsed {
            return Spelled { writing: Writing::As(encoding), ..spelled(inside.start, inside.end) };
        }
        let mut spelling = Spelling::new(encoding);
        if is_basic {
            basic(written, &mut spelling);
        } else {
            spelling.same(written);
        }
        let kept = spelling.checked(&parsed, written.len(), None);
        Spelled { writing: self.tape.keep(kept), ..spelled(inside.start, inside.end) }
    }
}

/// A text that ends a list or table, without the commas and brackets behind it.
fn without_closers(text: &str) -> &str {
    let mut more = [('[', ']'), ('{', '}')]
        .map(|(open, close)| (close, text.matches(close).count().saturating_sub(text.matches(open).count())));
    let mut text = text;
    while let Some(last) = text.chars().next_back() {
        match more.iter_mut().find(|(close, count)| *close == last && *count > 0) {
            Some((_, count)) => *count -= 1,
            None if last == ',' => {}
            None => break,
        }
        text = &text[..text.len() - 1];
    }
    text
}

trait Mark {
    /// The quotes.
    fn mark(self) -> &'static str;
}

impl Mark for Quotes {
    fn mark(self) -> &'static str {
        match self {
            Self::BasicString => "\"",
            Self::LiteralString => "'",
            Self::MlBasicString => "\"\"\"",
            Self::MlLiteralString => "'''",
        }
    }
}

trait Decode {
    fn decode_scalar_text(&self, text: &mut String, errors: &mut Vec<ParseError>);
    fn decode_key_text(&self, text: &mut String, errors: &mut Vec<ParseError>);
}

impl Decode for Raw<'_> {
    fn decode_scalar_text(&self, text: &mut String, errors: &mut Vec<ParseError>) {
        let mut decoded = std::borrow::Cow::Borrowed("");
        let _ = self.decode_scalar(&mut decoded, errors);
        text.push_str(&decoded);
    }

    fn decode_key_text(&self, text: &mut String, errors: &mut Vec<ParseError>) {
        let mut decoded = std::borrow::Cow::Borrowed("");
        self.decode_key(&mut decoded, errors);
        text.push_str(&decoded);
    }
}

/// What stands between double quotes.
fn basic(written: &str, spelling: &mut Spelling) {
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        spelling.same(&rest[..at]);
        rest = &rest[at..];
        let length = match escape(rest) {
            Some((c, length)) => {
                spelling.character(c, length);
                length
            }
            None => {
                // A backslash at the end of a line takes the blanks and breaks behind it along.
                let length = 1 + rest[1..].len() - rest[1..].trim_start_matches([' ', '\t', '\r', '\n']).len();
                spelling.unit("", length);
                length
            }
        };
        rest = &rest[length..];
    }
    spelling.same(rest);
}

/// The character that the escape at the start of `text` stands for, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let hex = |digits: usize| {
        let digits = text.get(2..2 + digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 2 + digits.len()))
    };
    let c = match text.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'e' => '\u{1B}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        c @ (b'"' | b'\\') => char::from(*c),
        b'x' => return hex(2),
        b'u' => return hex(4),
        b'U' => return hex(8),
        _ => return None,
    };
    Some((c, 2))
}
