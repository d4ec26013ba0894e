//! XML. An element that holds a text alone is that text under the element's name; attributes are called `@name`;
//! elements of one name are a list.

use super::draft::{Draft, ItemId, spelled};
use super::spelling::Spelling;
use super::tag;
use crate::source::Encoding;
use crate::source::tape::{DecodedText, NodeKind, Spelled, Tape, Writing};
use crate::span::Map;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub fn read(tape: &mut Tape) {
    let file = tape.source();
    let text = file.text.as_ref();
    let mut reader = Reader {
        tape,
        text,
        draft: Draft::new(),
        open: Vec::new(),
        names: HashMap::new(),
        attribute_names: HashMap::new(),
        never: Vec::new(),
        declares: false,
    };
    reader.read();
    let Reader { draft, tape, .. } = reader;
    for top in &draft.item(Draft::TOP).children {
        draft.write(tape, *top);
    }
}

pub fn text(bytes: &str) -> Cow<'_, str> {
    if bytes.contains(['&', '\r']) { Cow::Owned(decoded(bytes).finish().0) } else { Cow::Borrowed(bytes) }
}

pub fn map(bytes: &str) -> Option<Map> {
    Some(decoded(bytes).finish().1)
}

fn decoded(bytes: &str) -> Spelling {
    let mut spelling = Spelling::new(Encoding::Markup);
    decode(bytes, &mut spelling, false);
    spelling
}

/// Undoes entities and line breaks, in an attribute those that are blanks too.
fn decode(bytes: &str, spelling: &mut Spelling, in_attribute: bool) {
    let signs: &[char] = if in_attribute { &['&', '\r', '\n', '\t'] } else { &['&', '\r'] };
    let mut rest = bytes;
    while let Some(at) = rest.find(signs) {
        spelling.same(&rest[..at]);
        rest = &rest[at..];
        let blank = if in_attribute { ' ' } else { '\n' };
        let (c, length) = match rest.as_bytes() {
            [b'\r', b'\n', ..] => (blank, 2),
            [b'\r' | b'\n' | b'\t', ..] => (blank, 1),
            _ => entity(rest).unwrap_or(('&', 1)),
        };
        if length == 1 && c == '&' {
            spelling.same("&");
        } else {
            spelling.character(c, length);
        }
        rest = &rest[length..];
    }
    spelling.same(rest);
}

/// The character that the entity at the start of `text` stands for, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 5] = [("&amp;", '&'), ("&apos;", '\''), ("&gt;", '>'), ("&lt;", '<'), ("&quot;", '"')];
    if let Some((name, c)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |hex| (hex, 16));
    let end = digits.bytes().take(12).position(|b| b == b';')?;
    let digits = Some(&digits[..end]).filter(|d| d.bytes().all(|b| char::from(b).is_digit(radix)))?;
    let c = char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|c| *c != '\0')?;
    Some((c, text.len() - text.split_once(';')?.1.len()))
}

/// An element that is open.
struct Element {
    /// Its item; that of the one around it where it lies too deep to have one.
    item: ItemId,
    too_deep: bool,
    name: Range<usize>,
    /// Where what it holds begins.
    content: usize,
    /// The texts and CDATA sections since the last tag: their first and last byte, and how many there are.
    run: Option<(Range<usize>, usize)>,
    /// Whether it has elements or attributes.
    holds: bool,
}

struct Reader<'r, 'a> {
    tape: &'r mut Tape<'a>,
    text: &'a str,
    draft: Draft,
    open: Vec<Element>,
    /// How many open elements have a name.
    names: HashMap<&'a str, usize>,
    attribute_names: HashMap<&'a str, Writing>,
    /// Signs that do not stand in what is left.
    never: Vec<&'static str>,
    /// Whether a DOCTYPE declares entities of its own. They are not expanded.
    declares: bool,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'<', &self.text.as_bytes()[at..]) {
            self.piece(at..at + found);
            at = self.markup(at + found);
        }
        self.piece(at..self.text.len());
        if let Some(element) = self.open.last() {
            self.unclosed(element.name.clone());
        }
        while !self.open.is_empty() {
            self.end_element(self.text.len());
        }
    }

    /// What begins with the `<` at `at`; returns the offset behind it.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            return self.until(at, 4, "-->", "comment", |reader, inside| reader.tape.comment(inside.start, inside.end));
        }
        if rest.starts_with("<![CDATA[") {
            return self.until(at, 9, "]]>", "CDATA section", |reader, inside| {
                reader.run(inside.start - 9..inside.end + 3);
            });
        }
        if rest.starts_with("<?") {
            return self.until(at, 2, "?>", "instruction", |_, _| {});
        }
        if rest.starts_with("<!") {
            return self.doctype(at);
        }
        if rest.starts_with("</") {
            let (name, end) = tag::closing(self.text, at);
            self.closing(name, at, end);
            return end;
        }
        match tag::tag(self.text, at) {
            Some(tag) => {
                let end = tag.end;
                self.tag(at, tag);
                end
            }
            None => {
                self.tape.broken(at, "a `<` that begins no tag is written `&lt;` in XML");
                self.run(at..at + 1);
                at + 1
            }
        }
    }

    /// What ends with `sign`. If that never comes, only its opening is passed over.
    fn until(
        &mut self,
        at: usize,
        opening: usize,
        sign: &'static str,
        what: &str,
        see: impl FnOnce(&mut Self, Range<usize>),
    ) -> usize {
        let start = at + opening;
        let found = if self.never.contains(&sign) { None } else { self.text[start..].find(sign) };
        match found {
            Some(end) => {
                see(self, start..start + end);
                start + end + sign.len()
            }
            None => {
                if !self.never.contains(&sign) {
                    self.never.push(sign);
                    self.tape.broken(at, format!("the {what} that begins here does not end"));
                }
                start
            }
        }
    }

    /// A DOCTYPE, with what is declared in its brackets.
    fn doctype(&mut self, at: usize) -> usize {
        const SIGN: &str = "]>";
        let mut in_brackets = false;
        let mut quote = None;
        let rest = if self.never.contains(&SIGN) { "" } else { &self.text[at..] };
        let mut i = 2;
        while let Some(b) = rest.as_bytes().get(i) {
            match (quote, b) {
                (Some(open), b) if open == b => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(b),
                (None, b'[') => in_brackets = true,
                (None, b']') => in_brackets = false,
                (None, b'<') if rest[i..].starts_with("<!--") => i += rest[i..].find("-->").unwrap_or(rest.len()),
                (None, b'>') if !in_brackets => {
                    self.declares |= rest[..i].contains("<!ENTITY");
                    return at + i + 1;
                }
                _ => {}
            }
            i += 1;
        }
        if !self.never.contains(&SIGN) {
            self.never.push(SIGN);
            self.tape.broken(at, "the declaration that begins here does not end");
        }
        self.text[at..].find('>').map_or(self.text.len(), |found| at + found + 1)
    }

    /// Text between tags.
    fn piece(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let blank = text.trim_matches([' ', '\t', '\r', '\n']);
        if blank.is_empty() {
            return;
        }
        let start = range.start + text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let range = start..start + blank.len();
        self.ampersands(range.clone());
        self.run(range);
    }

    /// Tells of the first `&` that begins no entity.
    fn ampersands(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let bare = text.match_indices('&').find(|(at, _)| entity(&text[*at..]).is_none());
        if let Some((at, _)) = bare.filter(|_| !self.declares) {
            self.tape.broken(range.start + at, "a `&` that begins no entity is written `&amp;` in XML");
        }
    }

    fn run(&mut self, range: Range<usize>) {
        let Some(element) = self.open.last_mut() else {
            if self.text.get(range.clone()).is_some_and(|text| !text.starts_with('<')) {
                self.tape.broken(range.start, "there is text outside of every element");
                let value = Spelled { writing: Writing::Xml, ..spelled(range.start, range.end) };
                self.draft.add(Draft::TOP, NodeKind::Text, None, value);
            }
            return;
        };
        match &mut element.run {
            Some((whole, count)) => (whole.end, *count) = (range.end, *count + 1),
            None => element.run = Some((range, 1)),
        }
    }

    fn tag(&mut self, at: usize, tag: tag::Tag) {
        let name = &self.text[tag.name.clone()];
        if self.open.is_empty() && !self.draft.item(Draft::TOP).children.is_empty() {
            self.tape.broken(at, "there is a second element outside of the first");
        }
        if !tag.closed {
            self.tape.broken(at, "the tag that begins here is not closed");
        }
        self.flush();
        let holder = self.open.last_mut().map_or(Draft::TOP, |element| {
            element.holds = true;
            element.item
        });
        let too_deep = self.draft.is_deepest(holder);
        let item = if too_deep {
            if !self.open.last().is_some_and(|element| element.too_deep) {
                self.tape.broken(at, "this lies too deep to be read");
            }
            holder
        } else {
            self.draft.add(holder, NodeKind::Map, Some(spelled(tag.name.start, tag.name.end)), spelled(at, tag.end))
        };
        *self.names.entry(name).or_default() += 1;
        self.open.push(Element { item, too_deep, name: tag.name, content: tag.end, run: None, holds: false });
        let mut names = HashSet::new();
        for attribute in tag.attributes {
            self.attribute(item, &attribute, &mut names);
        }
        if tag.empty {
            self.end_element(tag.end);
        }
    }

    fn attribute(&mut self, item: ItemId, attribute: &tag::Attribute, names: &mut HashSet<&'a str>) {
        let name = &self.text[attribute.name.clone()];
        if !attribute.closed {
            self.tape.broken(attribute.value.start, "the quote that is opened here is not closed");
        }
        if !attribute.quoted {
            self.tape.broken(attribute.name.start, "the value of an attribute needs quotes in XML");
        }
        if !names.insert(name) {
            let words = format!("the attribute `{name}` appears twice in this tag, which XML does not allow");
            self.tape.broken(attribute.name.start, words);
        }
        // Names of vocabularies look like links and are none.
        if name == "xmlns" || name.starts_with("xmlns:") || name.ends_with("schemaLocation") {
            return;
        }
        self.ampersands(attribute.value.clone());
        if let Some(element) = self.open.last_mut() {
            element.holds = true;
        }
        let key = match self.attribute_names.get(name) {
            Some(key) => *key,
            None => *self.attribute_names.entry(name).or_insert_with(|| self.tape.keep(tag::attribute_name(name))),
        };
        let key = Spelled { writing: key, ..spelled(attribute.name.start, attribute.name.end) };
        let written = &self.text[attribute.value.clone()];
        let mut writing = Writing::Xml;
        if written.contains(['\t', '\r', '\n']) {
            let mut spelling = Spelling::new(Encoding::Markup);
            decode(written, &mut spelling, true);
            let (text, map) = spelling.finish();
            writing = self.tape.keep(DecodedText { text, map, locked: None });
        }
        let value = Spelled { writing, ..spelled(attribute.value.start, attribute.value.end) };
        self.draft.add(item, NodeKind::Text, Some(key), value);
    }

    fn closing(&mut self, name: Range<usize>, at: usize, end: usize) {
        let written = &self.text[name.clone()];
        if self.names.get(written).is_none_or(|count| *count == 0) {
            self.tape.broken(at, format!("`</{written}>` closes nothing"));
            return;
        }
        let mut inner = None;
        while self.open.last().is_some_and(|element| self.text[element.name.clone()] != *written) {
            let unclosed = self.open.last().map(|element| element.name.clone());
            if let Some(name) = unclosed.filter(|_| inner.is_none()) {
                self.unclosed(name.clone());
                inner = Some(name);
            }
            self.end_element(at);
        }
        if inner.is_some() {
            self.as_text(at);
        }
        self.end_element(end);
    }

    fn unclosed(&mut self, name: Range<usize>) {
        let words = format!("`<{}>` is not closed", &self.text[name.clone()]);
        self.tape.broken(name.start - 1, words);
    }

    /// `<url>https://a.com/?x=<click_id></url>`: what is in an element up to `end` was meant as text.
    fn as_text(&mut self, end: usize) {
        const LONGEST: usize = 4096;
        let Some(element) = self.open.last_mut() else { return };
        let written = &self.text[element.content..end];
        let text = written.trim_matches([' ', '\t', '\r', '\n']);
        if element.too_deep || text.len() > LONGEST || text.starts_with('<') || text.contains('\n') {
            return;
        }
        let start = element.content + written.len() - written.trim_start_matches([' ', '\t', '\r']).len();
        let locked = Some("the XML is broken at this place: fix that first");
        let (text, map) = decoded(text).finish();
        let end = start + map.outer_len();
        let writing = self.tape.keep(DecodedText { text, map, locked });
        let item = self.draft.item_mut(element.item);
        item.children.clear();
        (item.kind, item.value) = (NodeKind::Text, Spelled { writing, ..spelled(start, end) });
        (element.run, element.holds) = (None, true);
    }

    /// The text that was read since the last tag.
    fn spelled_run(&mut self) -> Option<Spelled> {
        let (range, count) = self.open.last_mut()?.run.take()?;
        let written = &self.text[range.clone()];
        let is_section = written.starts_with("<![CDATA[");
        if count == 1 && !is_section {
            return Some(Spelled { writing: Writing::Xml, ..spelled(range.start, range.end) });
        }
        let inside = range.start + 9..range.end - if is_section { 3 } else { 0 };
        if count == 1 && !self.text[inside.clone()].contains('\r') {
            return Some(Spelled { writing: Writing::As(Encoding::Cdata), ..spelled(inside.start, inside.end) });
        }
        let (text, map) = mixed(written).finish();
        let locked = Some("the text is put together from several pieces");
        Some(Spelled { writing: self.tape.keep(DecodedText { text, map, locked }), ..spelled(range.start, range.end) })
    }

    /// Puts the text since the last tag among what the element holds.
    fn flush(&mut self) {
        if let Some(value) = self.spelled_run()
            && let Some(element) = self.open.last()
        {
            let key = element.too_deep.then(|| spelled(element.name.start, element.name.end));
            self.draft.add(element.item, NodeKind::Text, key, value);
        }
    }

    fn end_element(&mut self, end: usize) {
        let Some(element) = self.open.last() else { return };
        let (item, name, content) = (element.item, element.name.clone(), element.content);
        if let Some(count) = self.names.get_mut(&self.text[name]) {
            *count -= 1;
        }
        if element.holds || element.too_deep {
            self.flush();
            if self.draft.item(item).kind == NodeKind::Map && !self.open.last().is_some_and(|e| e.too_deep) {
                let text = self.text;
                self.draft.gather(item, |key| {
                    (matches!(key.writing, Writing::DecodedText(_)), &text[key.start as usize..key.end as usize])
                });
                self.draft.item_mut(item).value.end = end as u32;
            }
        } else {
            let value = self.spelled_run().unwrap_or(Spelled { writing: Writing::Xml, ..spelled(content, content) });
            let item = self.draft.item_mut(item);
            (item.kind, item.value) = (NodeKind::Text, value);
        }
        self.open.pop();
    }
}

/// Text, CDATA sections, comments and instructions that stand one behind the other.
fn mixed(written: &str) -> Spelling {
    let mut spelling = Spelling::new(Encoding::Markup);
    let mut rest = written;
    let mut never = "";
    while let Some(at) = rest.find('<') {
        decode(&rest[..at], &mut spelling, false);
        rest = &rest[at..];
        let (opening, sign) = match rest {
            _ if rest.starts_with("<![CDATA[") => (9, "]]>"),
            _ if rest.starts_with("<!--") => (4, "-->"),
            _ if rest.starts_with("<?") => (2, "?>"),
            _ => (rest.len(), never),
        };
        let found = if sign == never { None } else { rest[opening..].find(sign) };
        let Some(end) = found.map(|end| opening + end) else {
            // A `<` that begins nothing.
            never = sign;
            spelling.same("<");
            rest = &rest[1..];
            continue;
        };
        if opening == 9 {
            spelling.unit("", opening);
            section(&rest[opening..end], &mut spelling);
            spelling.unit("", sign.len());
        } else {
            spelling.unit("", end + sign.len());
        }
        rest = &rest[end + sign.len()..];
    }
    decode(rest, &mut spelling, false);
    spelling
}

/// What stands in a CDATA section: only its line breaks are told in one way.
fn section(written: &str, spelling: &mut Spelling) {
    for (i, line) in written.split("\r\n").enumerate() {
        if i > 0 {
            spelling.unit("\n", 2);
        }
        spelling.same(line);
    }
}
