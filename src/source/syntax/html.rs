//! HTML. A list of tags with their attributes, called `@name`, and of the texts between them, each under the name
//! of its tag.

use super::draft::{Draft, spelled};
use super::spelling::Spelling;
use super::tag::{self, Tag};
use crate::source::Encoding;
use crate::source::begin::starts_like_url;
use crate::source::detect::each_link;
use crate::source::entity::entity;
use crate::source::format::InputFormat;
use crate::source::passage::Passage;
use crate::source::tape::{DecodedText, NodeKind, Spelled, Tape, Writing};
use crate::source::wrapped::each_passage;
use crate::span::Map;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A text in HTML.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The bytes that spell it.
    pub range: Range<usize>,
    /// With entities undone.
    pub text: String,
    /// From `text` to the bytes in `range`.
    pub map: Map,
    /// How it stands in a script, if it does.
    pub passage: Option<Passage>,
}

/// The links in a text that is HTML or holds some, such as the code of a pixel: values of attributes, links in
/// scripts, and links in the text between tags.
#[must_use]
pub fn markup_links(text: &str) -> Vec<Marked> {
    let mut links = Vec::new();
    scan(text, &mut |piece| match piece {
        Markup::Tag(tag) => {
            for attribute in &tag.attributes {
                let range = trimmed(text, attribute.value.clone());
                let (text, map) = decoded(&text[range.clone()], true).finish();
                // `//host/path` is right in a page: the browser takes the page's own scheme.
                if starts_like_url(&text) && text.contains("://") {
                    links.push(Marked { range, text, map, passage: None });
                }
            }
        }
        Markup::Text(range) => lines(text, range, &mut |range| {
            let (text, map) = decoded(&text[range.clone()], false).finish();
            links.push(Marked { range, text, map, passage: None });
        }),
        Markup::Raw(range) => each_passage(&text[range.clone()], InputFormat::Code, |passage| {
            let passage = passage.moved(range.start);
            let (range, link) = (passage.range.clone(), passage.link(text).into_owned());
            let map = passage.map().unwrap_or_else(|| Map::identity(link.len()));
            links.push(Marked { range, text: link, map, passage: Some(passage) });
        }),
        Markup::Closing(_) | Markup::Comment(_) => {}
    });
    links
}

/// The links in each line of `range`.
fn lines(text: &str, range: Range<usize>, see: &mut dyn FnMut(Range<usize>)) {
    let mut at = range.start;
    for line in text[range].split('\n') {
        each_link(line, InputFormat::Lines, |link| see(at + link.start..at + link.end));
        at += line.len() + 1;
    }
}

pub fn read(tape: &mut Tape) {
    let file = tape.source();
    let text = file.text.as_ref();
    let mut page = Page { tape, text, draft: Draft::new(), open: Vec::new(), names: HashMap::new() };
    scan(text, &mut |piece| page.piece(piece));
    let Page { mut draft, tape, .. } = page;
    draft.gather(Draft::TOP, |key| text[key.start as usize..key.end as usize].to_ascii_lowercase());
    draft.item_mut(Draft::TOP).value.end = text.len() as u32;
    draft.write(tape, Draft::TOP);
}

pub fn text(bytes: &str) -> Cow<'_, str> {
    if bytes.contains('&') { Cow::Owned(decoded(bytes, true).finish().0) } else { Cow::Borrowed(bytes) }
}

pub fn map(bytes: &str) -> Option<Map> {
    Some(decoded(bytes, true).finish().1)
}

fn decoded(bytes: &str, in_attribute: bool) -> Spelling {
    let mut spelling = Spelling::new(Encoding::Markup);
    let mut rest = bytes;
    while let Some(at) = rest.find('&') {
        spelling.same(&rest[..at]);
        rest = &rest[at..];
        let length = match entity(rest, in_attribute) {
            Some((c, length)) => {
                spelling.character(c, length);
                length
            }
            None => {
                spelling.same("&");
                1
            }
        };
        rest = &rest[length..];
    }
    spelling.same(rest);
    spelling
}

/// What a page is made of.
enum Markup {
    Tag(Tag),
    /// The name of a closing tag.
    Closing(Range<usize>),
    Text(Range<usize>),
    /// What stands in a script or style sheet, where nothing is an entity.
    Raw(Range<usize>),
    Comment(Range<usize>),
}

/// Gives the pieces of a page to `see`, one after the other.
fn scan(text: &str, see: &mut dyn FnMut(Markup)) {
    let (mut at, mut from) = (0, 0);
    let mut closed_comments = true;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        let rest = &text[start..];
        let (piece, end) = if rest.starts_with("<!--") && closed_comments {
            let found = comment(rest);
            closed_comments = found.is_some();
            let (inside, end) = found.unwrap_or((4..4, 4));
            let piece = closed_comments.then(|| Markup::Comment(start + inside.start..start + inside.end));
            (piece, start + end)
        } else if rest.starts_with("</") && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (name, end) = tag::closing(text, start);
            (Some(Markup::Closing(name)), end)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            (None, rest.find('>').map_or(text.len(), |end| start + end + 1))
        } else if let Some(tag) =
            tag::tag(text, start).filter(|_| rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let end = tag.end;
            (Some(Markup::Tag(tag)), end)
        } else {
            // A `<` that begins nothing is text.
            at = start + 1;
            continue;
        };
        if from < start {
            see(Markup::Text(from..start));
        }
        let raw = match &piece {
            Some(Markup::Tag(tag)) if !tag.empty => raw_end(text, tag),
            _ => None,
        };
        piece.into_iter().for_each(&mut *see);
        if let Some(raw) = raw.filter(|raw| *raw > end) {
            see(Markup::Raw(end..raw));
        }
        at = raw.unwrap_or(end).max(end);
        from = at;
    }
    if from < text.len() {
        see(Markup::Text(from..text.len()));
    }
}

/// What stands in the comment at the start of `text`, and the offset behind it; `None` if it is not closed. As in
/// browsers `--!>` closes it too, and `<!-->` is one.
fn comment(text: &str) -> Option<(Range<usize>, usize)> {
    memchr::memchr_iter(b'>', &text.as_bytes()[4..]).find_map(|at| {
        let at = at + 4;
        let inside = text[4..at]
            .strip_suffix("--!")
            .or_else(|| text[2..at].strip_suffix("--").map(|t| t.get(2..).unwrap_or("")))?;
        Some((4..4 + inside.len(), at + 1))
    })
}

/// Where the content of a script or style sheet ends.
fn raw_end(text: &str, tag: &Tag) -> Option<usize> {
    let name = text[tag.name.clone()].to_ascii_lowercase();
    if !matches!(name.as_str(), "script" | "style") {
        return None;
    }
    let rest = &text.as_bytes()[tag.end..];
    let closing = |at: &usize| {
        let behind = &rest[at + 2..];
        behind.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            && behind.get(name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
    };
    let end = memchr::memmem::find_iter(rest, "</").find(closing);
    Some(end.map_or(text.len(), |end| tag.end + end))
}

/// Without the blanks around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_ascii_start().len();
    start..start + inside.trim_ascii().len()
}

/// Tags that never hold anything.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// How far back a closing tag looks for what it closes.
const REACH: usize = 8;

struct Page<'r, 'a> {
    tape: &'r mut Tape<'a>,
    text: &'a str,
    draft: Draft,
    /// The names of the tags that are open.
    open: Vec<Range<usize>>,
    names: HashMap<&'a str, Writing>,
}

impl<'a> Page<'_, 'a> {
    fn piece(&mut self, piece: Markup) {
        match piece {
            Markup::Tag(tag) => self.tag(tag),
            Markup::Closing(name) => {
                let same = |open: &Range<usize>| self.text[open.clone()].eq_ignore_ascii_case(&self.text[name.clone()]);
                let back = self.open.iter().rev().take(REACH).position(same);
                if let Some(back) = back {
                    self.open.truncate(self.open.len() - 1 - back);
                }
            }
            Markup::Text(range) => {
                let range = trimmed(self.text, range);
                let written = &self.text[range.clone()];
                if written.contains('&') {
                    let (text, map) = decoded(written, false).finish();
                    let writing = self.tape.keep(DecodedText { text, map, locked: None });
                    self.text_node(Spelled { writing, ..spelled(range.start, range.end) });
                } else {
                    self.text_node(Spelled { writing: Writing::Html, ..spelled(range.start, range.end) });
                }
            }
            Markup::Raw(range) => {
                let range = trimmed(self.text, range);
                self.text_node(spelled(range.start, range.end));
            }
            Markup::Comment(range) => self.tape.comment(range.start, range.end),
        }
    }

    fn text_node(&mut self, value: Spelled) {
        if value.start < value.end {
            let key = self.open.last().map(|name| spelled(name.start, name.end));
            self.draft.add(Draft::TOP, NodeKind::Text, key, value);
        }
    }

    fn tag(&mut self, tag: Tag) {
        let name = &self.text[tag.name.clone()];
        let start = tag.name.start - 1;
        if !tag.closed {
            self.tape.broken(start, "the tag that begins here is not closed");
        }
        if !tag.attributes.is_empty() {
            let key = spelled(tag.name.start, tag.name.end);
            let item = self.draft.add(Draft::TOP, NodeKind::Map, Some(key), spelled(start, tag.end));
            for attribute in &tag.attributes {
                self.attribute(item, attribute);
            }
        }
        if !tag.empty && !VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) {
            self.open.push(tag.name);
        }
    }

    fn attribute(&mut self, item: super::draft::ItemId, attribute: &tag::Attribute) {
        let name = &self.text[attribute.name.clone()];
        if !attribute.closed {
            self.tape.broken(attribute.value.start, "the quote that is opened here is not closed");
        }
        let key = match self.names.get(name) {
            Some(key) => *key,
            None => *self.names.entry(name).or_insert_with(|| self.tape.keep(tag::attribute_name(name))),
        };
        let key = Spelled { writing: key, ..spelled(attribute.name.start, attribute.name.end) };
        let range = trimmed(self.text, attribute.value.clone());
        let value = Spelled { writing: Writing::Html, ..spelled(range.start, range.end) };
        self.draft.add(item, NodeKind::Text, Some(key), value);
    }
}
