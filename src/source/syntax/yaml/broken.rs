//! The rest of a document that YAML's parser gave up on: read line by line, by indentation, so that its links are
//! found and keep their keys.

use super::scalar;
use crate::source::detect::each_link;
use crate::source::format::InputFormat;
use crate::source::tape::{DEEPEST, DecodedText, NodeKind, Spelled, Tape, Writing};
use crate::span::Map;
use std::ops::Range;

/// Why no edit is made in what was read so.
const BROKEN: &str = "the file is broken at this place: fix that first";

/// The longest text that is taken for a key.
const LONGEST_KEY: usize = 128;

/// Reads the lines of `range`. `levels` are the maps and lists that the tape has open, with the columns at which
/// their lines begin.
pub fn read(tape: &mut Tape, range: Range<usize>, levels: Vec<(NodeKind, usize)>) {
    let file = tape.source();
    let text = &file.text[..range.end];
    let alone = levels.is_empty();
    let nodes = tape.last();
    let mut lines = Lines { tape, text, levels };
    let mut at = range.start;
    while at < range.end {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found);
        lines.line(at, end);
        at = end + 1;
    }
    let tape = lines.tape;
    if alone && tape.last() == nodes {
        let value = Spelled { start: range.start as u32, end: range.start as u32, writing: Writing::Plain };
        tape.scalar(NodeKind::Null, None, value);
    }
    while tape.depth() > 0 {
        tape.close(range.end);
    }
}

struct Lines<'r, 'a, 's> {
    tape: &'r mut Tape<'a>,
    /// The text up to the end of the broken document.
    text: &'s str,
    levels: Vec<(NodeKind, usize)>,
}

impl Lines<'_, '_, '_> {
    /// Reads the line `start..end`.
    fn line(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let content = line.trim_matches(is_blank);
        let mut at = start + line.len() - line.trim_start_matches(is_blank).len();
        let end = at + content.len();
        if content.is_empty() || at == start && (content.starts_with("---") || content == "...") {
            return;
        }
        if content.starts_with('#') {
            return self.tape.comment(at + 1, end);
        }
        let from = at;
        while let Some(rest) = self.text[at..end].strip_prefix('-').filter(|r| r.is_empty() || r.starts_with(is_blank))
        {
            self.enter(NodeKind::List, at - start, at);
            at = end - rest.trim_start_matches(is_blank).len();
        }
        let braces = self.text[at..end].len() - self.text[at..end].trim_start_matches(['{', '[', ' ']).len();
        let found = match key_and_value(&self.text[at + braces..end]) {
            // Of several keys on a line only those before links are kept.
            Some((_, value))
                if braces > 0
                    && self.text[at + braces + value..end].trim_end_matches(',').contains([',', '{', '[']) =>
            {
                None
            }
            found => found,
        };
        at += if found.is_some() { braces } else { 0 };
        let Some((key, value)) = found else {
            let alone = at > from && at < end && !self.text[at..].starts_with(['[', '{']);
            return if alone { self.value(None, at..end) } else { self.links(at..end) };
        };
        self.enter(NodeKind::Map, at - start, at);
        let key = Spelled { start: (at + key.start) as u32, end: (at + key.end) as u32, writing: Writing::Plain };
        let value = at + value..end;
        let first = self.text[value.clone()].chars().next();
        match first {
            None | Some('|' | '>' | '&' | '#') => self.below(key, at - start, end),
            Some('[' | '{') => self.links_under(key, value),
            Some(_) => self.value(Some(key), value),
        }
    }

    /// Closes what a line at this column ends, and opens what it begins.
    fn enter(&mut self, kind: NodeKind, column: usize, at: usize) {
        while let Some((open, begun)) = self.levels.last().copied() {
            // A list may stand at the column of the key it belongs to.
            let ends =
                begun > column || begun == column && open != kind && !(open == NodeKind::Map && kind == NodeKind::List);
            if !ends || self.levels.len() == 1 {
                break;
            }
            self.leave(at);
        }
        let (open, begun) = self.levels.last().copied().unwrap_or((NodeKind::Null, 0));
        if open == NodeKind::Null || open != kind && (begun < column || open == NodeKind::List) {
            self.open(kind, None, column, at);
        }
    }

    fn leave(&mut self, at: usize) {
        self.levels.pop();
        self.tape.close(at);
    }

    fn open(&mut self, kind: NodeKind, key: Option<Spelled>, column: usize, at: usize) {
        if self.tape.depth() < DEEPEST {
            self.tape.open(kind, key, at);
            self.levels.push((kind, column));
        }
    }

    /// A key whose value stands in the lines behind `end`.
    fn below(&mut self, key: Spelled, column: usize, end: usize) {
        let rest = &self.text[end..];
        let start = rest.len() - rest.trim_start().len();
        let indent = rest[..start].len() - rest[..start].rfind('\n').map_or(0, |at| at + 1);
        let is_list = rest[start..].starts_with("- ");
        if start < rest.len() && (indent > column || indent == column && is_list) {
            let is_map = !is_list && rest[start..].lines().next().is_some_and(|line| key_and_value(line).is_some());
            self.open(if is_map { NodeKind::Map } else { NodeKind::List }, Some(key), indent, key.start as usize);
            return;
        }
        self.tape.scalar(
            NodeKind::Null,
            Some(key),
            Spelled { start: end as u32, end: end as u32, writing: Writing::Plain },
        );
    }

    /// A value on the line of its key.
    fn value(&mut self, key: Option<Spelled>, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.and_then(|quote| text[1..].find(quote).map(|end| &text[1..=end]));
        if let Some(inner) = inner.filter(|inner| !inner.contains('\\')) {
            return self.text(key, range.start + 1, inner);
        }
        let end = text.find(" #").unwrap_or(text.len());
        let text = text[..end].trim_end_matches(is_blank).trim_end_matches(',');
        match quote {
            Some(quote) => self.text(key, range.start + 1, text[1..].trim_end_matches(quote)),
            None => self.text(key, range.start, text),
        }
    }

    fn text(&mut self, key: Option<Spelled>, start: usize, raw: &str) {
        let escaped = self.text[..start].ends_with('"') && raw.contains('\\');
        let spelling = scalar::double(raw);
        let (text, map) = if escaped && spelling.read() == raw.len() {
            spelling.finish()
        } else {
            (raw.to_owned(), Map::identity(raw.len()))
        };
        let writing = self.tape.keep(DecodedText { text, map, locked: Some(BROKEN) });
        self.tape.scalar(
            NodeKind::Text,
            key,
            Spelled { start: start as u32, end: (start + raw.len()) as u32, writing },
        );
    }

    /// The links in a value within brackets: each under `key`, or its own key within them.
    fn links_under(&mut self, key: Spelled, range: Range<usize>) {
        let depth = self.tape.depth();
        if depth < DEEPEST {
            self.tape.open(NodeKind::List, Some(key), range.start);
        }
        self.links(range.clone());
        if self.tape.depth() > depth {
            self.tape.close(range.end);
        }
    }

    /// The links in a line that is no key and value.
    fn links(&mut self, range: Range<usize>) {
        let text = self.text;
        let mut found = Vec::new();
        each_link(&text[range.clone()], InputFormat::Lines, |link| {
            found.push(range.start + link.start..range.start + link.end)
        });
        for link in found {
            let key = key_before(&text[range.start..link.start]).map(|key| Spelled {
                start: (range.start + key.start) as u32,
                end: (range.start + key.end) as u32,
                writing: Writing::Plain,
            });
            self.text(key, link.start, &text[link]);
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r')
}

/// The key at the start of a line, and where its value begins.
fn key_and_value(line: &str) -> Option<(Range<usize>, usize)> {
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = 1 + line[1..].find(quote)?;
            (1..end, end + 1)
        }
        '[' | '{' | '#' => return None,
        _ => {
            let end =
                line.char_indices().find(|(at, c)| *c == ':' && line[at + 1..].chars().next().is_none_or(is_blank))?;
            (0..line[..end.0].trim_end_matches(is_blank).len(), end.0)
        }
    };
    let rest = line[rest..]
        .trim_start_matches(is_blank)
        .strip_prefix(':')
        .filter(|r| r.is_empty() || r.starts_with(is_blank))?;
    let value = line.len() - rest.trim_start_matches(is_blank).len();
    (key.len() <= LONGEST_KEY && !line[key.clone()].contains("://")).then_some((key, value))
}

/// The key that ends a text: `{ name: x, "url": "`.
fn key_before(text: &str) -> Option<Range<usize>> {
    let before =
        text.trim_end_matches(['"', '\'', ' ', '\t', '[']).strip_suffix(':')?.trim_end_matches(['"', '\'', ' ']);
    let start = before
        .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    (start < before.len() && before.len() - start <= LONGEST_KEY).then_some(start..before.len())
}
