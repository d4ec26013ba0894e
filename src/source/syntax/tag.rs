//! The tags of XML and HTML.

use crate::source::Encoding;
use crate::source::tape::DecodedText;
use crate::span::Map;
use std::ops::Range;

/// One attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Where its name stands.
    pub name: Range<usize>,
    /// Where its value stands, without quotes; empty behind the name where it has none.
    pub value: Range<usize>,
    /// True if a quote stands before the value.
    pub quoted: bool,
    /// False if that quote is not closed.
    pub closed: bool,
}

/// A tag that begins an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Where its name stands.
    pub name: Range<usize>,
    pub attributes: Vec<Attribute>,
    /// True for `<x/>`.
    pub empty: bool,
    /// Offset behind it.
    pub end: usize,
    /// False if the text ends in it, or another tag begins in it.
    pub closed: bool,
}

/// The tag that begins at the `<` at `at`; `None` if that begins none.
pub fn tag(text: &str, at: usize) -> Option<Tag> {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    text[at + 1..].starts_with(starts).then(|| {
        let name = at + 1..name_end(text, at + 1);
        let mut tag = Tag { end: name.end, name, attributes: Vec::new(), empty: false, closed: false };
        attributes(text, &mut tag);
        tag
    })
}

/// The name of the closing tag that begins at the `</` at `at`, and the offset behind the tag.
pub fn closing(text: &str, at: usize) -> (Range<usize>, usize) {
    let name = at + 2..name_end(text, at + 2);
    let rest = &text[name.end..];
    let end = rest
        .find(['<', '>'])
        .map_or(text.len(), |found| name.end + found + usize::from(rest.as_bytes()[found] == b'>'));
    (name, end)
}

fn name_end(text: &str, at: usize) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<' | '=' | '"' | '\'');
    text[at..].find(ends).map_or(text.len(), |found| at + found)
}

fn attributes(text: &str, tag: &mut Tag) {
    let bytes = text.as_bytes();
    loop {
        let at = blanks_end(text, tag.end);
        tag.end = at;
        match bytes.get(at) {
            None | Some(b'<') => return,
            Some(b'>') => {
                (tag.end, tag.closed) = (at + 1, true);
                return;
            }
            Some(b'/') => {
                tag.empty = bytes.get(at + 1) == Some(&b'>');
                tag.end = at + 1;
            }
            // Nothing that could be a name.
            Some(b'=' | b'"' | b'\'') => tag.end = at + 1,
            Some(_) => {
                let attribute = attribute(text, at);
                tag.end = attribute.value.end + usize::from(attribute.quoted && attribute.closed);
                tag.attributes.push(attribute);
            }
        }
    }
}

fn blanks_end(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

fn attribute(text: &str, at: usize) -> Attribute {
    let name = at..name_end(text, at);
    let sign = blanks_end(text, name.end);
    if text.as_bytes().get(sign) != Some(&b'=') {
        return Attribute { value: name.end..name.end, name, quoted: false, closed: true };
    }
    let start = blanks_end(text, sign + 1);
    let Some(quote @ (b'"' | b'\'')) = text.as_bytes().get(start).copied() else {
        // Other blanks, such as one that does not break, are part of it.
        let end =
            text[start..].find(|c: char| c.is_ascii_whitespace() || c == '>').map_or(text.len(), |found| start + found);
        return Attribute { name, value: start..end, quoted: false, closed: true };
    };
    let start = start + 1;
    match memchr::memchr(quote, &text.as_bytes()[start..]) {
        Some(end) => Attribute { name, value: start..start + end, quoted: true, closed: true },
        None => {
            // What is never closed ends with its tag or line.
            let end = text[start..].find(['>', '\n']).map_or(text.len(), |found| start + found);
            Attribute { name, value: start..end, quoted: true, closed: false }
        }
    }
}

/// The key of an attribute: its name behind an `@`.
pub fn attribute_name(name: &str) -> DecodedText {
    let mut map = Map::builder(Encoding::None);
    map.unit(1, 0);
    map.exact(name.len());
    DecodedText { text: format!("@{name}"), map: map.finish(), locked: None }
}
