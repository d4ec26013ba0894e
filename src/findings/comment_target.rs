//! The lines that a comment of a document is about.

use crate::source::{Comment, Document, Syntax};
use std::ops::{Range, RangeInclusive};

/// Finds the lines of one comment after the other. What was seen of the text is kept for the next one, so that neither
/// many comments in one line nor many below each other are gone over again for each.
pub struct Targets<'d> {
    document: &'d Document<'d>,
    text: &'d str,
    /// Where the last comment begins, and its line.
    seen: usize,
    line: Range<usize>,
    /// Where the last search for a value began, and what it found.
    value: Option<(usize, Option<usize>)>,
}

impl<'d> Targets<'d> {
    pub fn of(document: &'d Document<'d>) -> Self {
        Self { document, text: &document.file.text, seen: 0, line: 0..0, value: None }
    }

    /// The lines that a comment is about: its own, if a value stands there; else the next one with a value. Comments
    /// are asked for in the order of the file.
    pub fn next(&mut self, comment: Comment) -> RangeInclusive<u64> {
        let (start, end) = (comment.start as usize, comment.end as usize);
        let from = self.seen.min(start);
        self.line.start = self.text[from..start].rfind('\n').map_or(self.line.start, |at| from + at + 1);
        self.seen = start;
        if self.line.end < end || self.line.end == 0 {
            self.line.end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        }
        let before = &self.text[self.line.start..start];
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "#/*!-<".contains(c)).trim();
        let after = self.text[end..self.line.end].trim_start_matches(['-', '>', '*', '/']).trim();
        if before.is_empty() && after.is_empty() {
            let line = self.next_value().map_or(self.number(end), |at| self.number(at));
            return line..=line;
        }
        // Behind `link: >-` the value begins on the next line. A word of more letters than that is no such sign.
        let ending = &before[before.floor_char_boundary(before.len().saturating_sub(4))..];
        let word = ending.rsplit(char::is_whitespace).next().unwrap_or_default();
        let opens = before.ends_with(':') || word.starts_with(['>', '|']) && word.len() <= 3;
        let last = if opens { self.next_value().unwrap_or(start) } else { start };
        self.number(start)..=self.number(last).max(self.number(start))
    }

    fn number(&self, at: usize) -> u64 {
        self.document.line_and_column(at).0
    }

    /// Where the first line behind this one begins that holds more than blanks and comments.
    fn next_value(&mut self) -> Option<usize> {
        let at = self.line.end;
        match self.value {
            Some((from, found)) if from <= at && found.is_none_or(|found| found > at) => found,
            _ => {
                let found = next_value(self.document, at);
                self.value = Some((at, found));
                found
            }
        }
    }
}

/// Where the first line behind `at` begins that holds more than blanks and comments.
fn next_value(document: &Document, at: usize) -> Option<usize> {
    let text = &*document.file.text;
    let signs: &[&str] = match document.syntax {
        Syntax::Json => &["//", "/*"],
        Syntax::Xml | Syntax::Html => &["<!--"],
        Syntax::Yaml | Syntax::Toml | Syntax::Csv => &["#"],
    };
    let mut from = at;
    for line in text[at..].split_inclusive('\n') {
        let first = from + line.len() - line.trim_start().len();
        let after = document.comments.partition_point(|c| c.start as usize <= first);
        let within = after.checked_sub(1).is_some_and(|i| first < document.comments[i].end as usize);
        if !line.trim().is_empty() && !within && !signs.iter().any(|sign| line.trim_start().starts_with(sign)) {
            return Some(first);
        }
        from += line.len();
    }
    None
}
