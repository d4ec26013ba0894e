//! Lines of a stream, in blocks that end at line ends, so that memory stays flat however long the stream is.

use memchr::{memchr, memchr_iter, memrchr};
use std::io::{ErrorKind, Read, Result};

/// How much is asked of a reader at once: little of one that pauses, much of one that always has more.
const ASK: (usize, usize) = (1 << 14, 1 << 20);

/// The longest line that is read, in bytes without its line end.
pub const LONGEST_LINE: usize = 16 << 20;

/// Whole lines of an input. The last line of an input may lack its line end.
#[derive(Debug, Default)]
pub struct Block {
    /// The lines as they stand in the input.
    pub bytes: Vec<u8>,
    /// Offset of the first byte in the input; a byte order mark counts.
    pub at: u64,
    /// Number of the first line, from 1.
    pub first_line: u64,
}

/// One line of a [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line without its line end, which is LF or CR LF.
    pub bytes: &'a [u8],
    /// Offset of its first byte in the input.
    pub at: u64,
    /// Its number, from 1.
    pub number: u64,
}

impl Block {
    /// Its lines in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (mut from, mut number) = (0, self.first_line);
        std::iter::from_fn(move || {
            if from >= self.bytes.len() {
                return None;
            }
            let rest = &self.bytes[from..];
            let (line, taken) = match memchr(b'\n', rest) {
                Some(end) => (rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]), end + 1),
                None => (rest, rest.len()),
            };
            let found = Line { bytes: line, at: self.at + from as u64, number };
            (from, number) = (from + taken, number + 1);
            Some(found)
        })
    }
}

/// What comes next in an input.
#[derive(Debug)]
pub enum Part {
    /// Whole lines.
    Lines(Block),
    /// A line longer than [`LONGEST_LINE`], by its number. It was skipped.
    TooLong(u64),
}

/// Cuts a reader into blocks of whole lines. Whatever one reading brings is handed on as soon as a line is
/// complete, so that somebody who types, or a pipe that pauses, is answered at once.
pub struct Blocks<R> {
    reader: R,
    /// Bytes read and not yet handed on: the beginning of a line.
    rest: Vec<u8>,
    ask: usize,
    at: u64,
    line: u64,
    started: bool,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// The blocks of `reader`.
    #[must_use]
    pub const fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), ask: ASK.1, at: 0, line: 1, started: false, ended: false }
    }

    /// The next part; `None` at the end of the input.
    ///
    /// # Errors
    /// What the reader reports, interruptions apart.
    pub fn next_part(&mut self) -> Result<Option<Part>> {
        loop {
            if self.ended {
                return Ok(self.last());
            }
            let searched = if self.started { self.rest.len() } else { 0 };
            self.ended = !self.fill()?;
            self.skip_mark();
            if let Some(end) = memrchr(b'\n', &self.rest[searched..]) {
                return Ok(Some(self.cut(searched + end + 1)));
            }
            // One more for a CR whose LF is still to come.
            if self.rest.len() > LONGEST_LINE + 1 {
                return self.skip_line().map(Some);
            }
        }
    }

    /// Reads once. False at the end.
    fn fill(&mut self) -> Result<bool> {
        let before = self.rest.len();
        self.rest.resize(before + self.ask, 0);
        let outcome = loop {
            match self.reader.read(&mut self.rest[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => break outcome,
            }
        };
        let n = *outcome.as_ref().unwrap_or(&0);
        self.rest.truncate(before + n);
        self.ask = if n == self.ask { self.ask * 2 } else { (n * 2).next_power_of_two() }.clamp(ASK.0, ASK.1);
        outcome.map(|n| n > 0)
    }

    /// Steps over a byte order mark at the very beginning.
    fn skip_mark(&mut self) {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        if !self.started && (self.rest.len() >= MARK.len() || self.ended || !MARK.starts_with(&self.rest)) {
            self.started = true;
            if self.rest.starts_with(MARK) {
                self.rest.drain(..MARK.len());
                self.at += MARK.len() as u64;
            }
        }
    }

    /// Hands on the first `end` bytes, which are whole lines.
    fn cut(&mut self, end: usize) -> Part {
        let tail = self.rest.split_off(end);
        let block = Block { bytes: std::mem::replace(&mut self.rest, tail), at: self.at, first_line: self.line };
        self.at += end as u64;
        self.line += memchr_iter(b'\n', &block.bytes).count() as u64;
        Part::Lines(block)
    }

    fn last(&mut self) -> Option<Part> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.len();
        Some(self.cut(end))
    }

    /// Drops the rest of a line that is too long.
    fn skip_line(&mut self) -> Result<Part> {
        let number = self.line;
        loop {
            if let Some(end) = memchr(b'\n', &self.rest) {
                self.rest.drain(..=end);
                self.at += end as u64 + 1;
                break;
            }
            self.at += self.rest.len() as u64;
            self.rest.clear();
            if self.ended {
                break;
            }
            self.ended = !self.fill()?;
        }
        self.line += 1;
        Ok(Part::TooLong(number))
    }
}
