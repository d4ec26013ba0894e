//! Lines and columns.

use memchr::memchr_iter;

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

/// Turns byte offsets of one text into lines and columns. Made only when a finding has to be placed.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a [u8],
    /// Offset of the text in the file, and the number of its first line.
    base: (u64, u64),
    /// Characters of its first line that stand before it.
    before: u64,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`, which begins at byte `base_byte` of the file, at the start of line `first_line`.
    #[must_use]
    pub fn new(text: &'a [u8], base_byte: u64, first_line: u64) -> Self {
        let starts = std::iter::once(0).chain(memchr_iter(b'\n', text).map(|i| i + 1)).collect();
        Self { text, base: (base_byte, first_line), before: 0, starts }
    }

    /// For a text that begins within a line, behind so many characters.
    #[must_use]
    pub const fn behind(mut self, characters: u64) -> Self {
        self.before = characters;
        self
    }

    /// The place of the bytes `start..end` of the text.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Place {
        let (line, column) = self.locate(start);
        let (end_line, end_column) = self.locate(end);
        let (base, _) = self.base;
        Place { line, column, end_line, end_column, start_byte: base + start as u64, end_byte: base + end as u64 }
    }

    fn locate(&self, at: usize) -> (u64, u64) {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|&s| s <= at) - 1;
        let characters = begun(&self.text[self.starts[line]..at]);
        let before = if line == 0 { self.before } else { 0 };
        (self.base.1 + line as u64, before + characters as u64 + 1)
    }
}
