//! Lines and columns.

use super::{every, within};
use memchr::{memchr_iter, memrchr};
use std::sync::OnceLock;

/// Where something stands in a file, as people count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Line of the first byte.
    pub line: u64,
    /// Column of the first byte.
    pub column: u64,
    /// Line of the end.
    pub end_line: u64,
    /// Column after the last character.
    pub end_column: u64,
    /// First byte of the file, from 0.
    pub start_byte: u64,
    /// The byte after the last.
    pub end_byte: u64,
}

/// The characters that begin in a part of a text, also in one that is not UTF-8: every byte that does not continue one.
fn begun(part: &[u8]) -> usize {
    part.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

/// Counts the characters before places in one line that are asked for in their order: each character once, however
/// many places are asked for.
#[derive(Debug)]
pub struct Columns<'a> {
    line: &'a [u8],
    at: usize,
    characters: u64,
}

impl<'a> Columns<'a> {
    /// The columns of `line`. Nothing is counted until somebody asks.
    #[must_use]
    pub const fn new(line: &'a [u8]) -> Self {
        Self { line, at: 0, characters: 0 }
    }

    /// How many characters of the line stand before the byte at `at`, which is not before the one asked for last.
    pub fn before(&mut self, at: usize) -> u64 {
        self.characters += begun(&self.line[self.at..at]) as u64;
        self.at = at;
        self.characters
    }
}

/// A text in a file, in which places are looked for. Made only when a finding has to be placed.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// The bytes, which may begin within a line.
    pub text: &'a [u8],
    /// Offset of the first one in the file.
    pub at: u64,
    /// Number of the line it stands on, from 1.
    pub first_line: u64,
    /// Characters of that line that stand before it.
    pub before: u64,
}

/// Bytes between two marks.
const APART: usize = 2048;

/// The line and column at equal distances in a long text, made when the first place is looked for: one text may hold
/// thousands of findings, and none is to be counted from its beginning.
#[derive(Clone, Debug, Default)]
pub struct Marks(OnceLock<Box<[(u64, u64)]>>);

impl Marks {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    fn of(&self, lines: &Lines) -> &[(u64, u64)] {
        self.0.get_or_init(|| {
            let mut here = lines.begin();
            let mark = |part: &[u8]| {
                let next = behind(part, here);
                std::mem::replace(&mut here, next)
            };
            lines.text.chunks(APART).map(mark).collect()
        })
    }
}

impl Lines<'_> {
    /// The place of the bytes `start..end` of the text.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Place {
        self.place_by(&Marks::new(), start, end)
    }

    /// The same with the marks of this text, where many places of it are looked for.
    #[must_use]
    pub fn place_by(&self, marks: &Marks, start: usize, end: usize) -> Place {
        let first = start.min(self.text.len());
        let last = end.clamp(first, self.text.len());
        let (line, column) = self.at(marks, first);
        let (end_line, end_column) =
            if last - first > APART { self.at(marks, last) } else { behind(&self.text[first..last], (line, column)) };
        let (start_byte, end_byte) = (self.at + start as u64, self.at + end as u64);
        Place { line, column, end_line, end_column, start_byte, end_byte }
    }

    /// The line and column of the byte at `at`.
    fn at(&self, marks: &Marks, at: usize) -> (u64, u64) {
        if at <= APART {
            return behind(&self.text[..at], self.begin());
        }
        // The end of the text may be where the next mark would be.
        let marks = marks.of(self);
        let number = (at / APART).min(marks.len() - 1);
        behind(&self.text[number * APART..at], marks[number])
    }

    const fn begin(&self) -> (u64, u64) {
        (self.first_line, self.before + 1)
    }
}

/// The line and column behind a text that begins in these.
fn behind(text: &[u8], (line, column): (u64, u64)) -> (u64, u64) {
    // Nearly every text is such, and this takes a fifth of the time of looking for line breaks and counting.
    if every(text, |block| within(block, b'\n' + 1, 0x7F)) {
        return (line, column + text.len() as u64);
    }
    match memrchr(b'\n', text) {
        None => (line, column + begun(text) as u64),
        Some(last) => (line + memchr_iter(b'\n', text).count() as u64, begun(&text[last + 1..]) as u64 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks stand at any byte: within a character, a line, or at the end.
    #[test]
    fn a_place_is_the_same_wherever_marks_stand() {
        for piece in ["a", "\u{e9}", "\u{1F600}x\n", "ab\ncd\u{e9}", "\n"] {
            let text = piece.repeat(3 * APART / piece.len());
            let lines = Lines { text: text.as_bytes(), at: 7, first_line: 3, before: 5 };
            let marks = Marks::new();
            for start in [0, 1, APART - 1, APART, APART + 1, 2 * APART, text.len() - 1, text.len()] {
                for end in [start, start + 1, start + APART + 3, text.len()] {
                    let by_marks = lines.place_by(&marks, start, end);
                    let (line, column) = behind(&text.as_bytes()[..start], (3, 6));
                    let (end_line, end_column) = behind(&text.as_bytes()[..end.min(text.len())], (3, 6));
                    let plain = Place { line, column, end_line, end_column, ..by_marks };
                    assert_eq!(by_marks, plain, "{piece:?} {start} {end}");
                }
            }
        }
    }
}
