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

impl Line<'_> {
    /// True if it has more than [`LONGEST_LINE`] bytes and is not to be read.
    #[must_use]
    pub const fn is_too_long(&self) -> bool {
        self.bytes.len() > LONGEST_LINE
    }
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
    /// A line so much longer than [`LONGEST_LINE`] that it was skipped, by its number. Where its end came with the
    /// last reading, it is among the lines and [`Line::is_too_long`].
    TooLong(u64),
}

impl Part {
    /// Its bytes; 0 for a line that was skipped.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Lines(block) => block.bytes.len(),
            Self::TooLong(_) => 0,
        }
    }

    /// True if it holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
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

    /// Takes back the end of a block, from `at` on, to hand it on with what follows. At the end of the input nothing
    /// follows, and the block stays whole.
    pub fn take_back(&mut self, block: &mut Block, at: usize) {
        if self.ended || at >= block.bytes.len() {
            return;
        }
        let mut tail = block.bytes.split_off(at);
        self.at -= tail.len() as u64;
        self.line -= memchr_iter(b'\n', &tail).count() as u64;
        tail.append(&mut self.rest);
        self.rest = tail;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives at most so many bytes a reading.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let n = self.1.min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    type Seen = Vec<(u64, u64, Vec<u8>)>;

    /// Number, offset and bytes of every line; numbers of those that are too long.
    fn read(bytes: &[u8], at_once: usize) -> (Seen, Vec<u64>) {
        let (mut seen, mut long) = (Vec::new(), Vec::new());
        let mut blocks = Blocks::new(Slow(bytes, at_once));
        while let Ok(Some(part)) = blocks.next_part() {
            match part {
                Part::Lines(block) => {
                    long.extend(block.lines().filter(Line::is_too_long).map(|l| l.number));
                    let short = block.lines().filter(|l| !l.is_too_long());
                    seen.extend(short.map(|l| (l.number, l.at, l.bytes.to_vec())));
                }
                Part::TooLong(line) => long.push(line),
            }
        }
        (seen, long)
    }

    #[test]
    fn line_ends_and_mark_are_no_part_of_a_line() {
        let text = b"\xEF\xBB\xBFone\r\n\ntw\ro\nthree";
        let wanted =
            vec![(1, 3, b"one".to_vec()), (2, 8, Vec::new()), (3, 9, b"tw\ro".to_vec()), (4, 14, b"three".to_vec())];
        for at_once in 1..=text.len() {
            assert_eq!(read(text, at_once), (wanted.clone(), Vec::new()), "{at_once} bytes at once");
        }
    }

    #[test]
    fn nothing_a_mark_alone_and_a_last_line_end_are_read() {
        assert!(read(b"", 9).0.is_empty());
        assert!(read(b"\xEF\xBB\xBF", 1).0.is_empty());
        assert_eq!(read(b"a\n", 9).0, vec![(1, 0, b"a".to_vec())]);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        let mut text = b"first\n".to_vec();
        text.resize(text.len() + LONGEST_LINE, b'x');
        let exact = text.len();
        for (more, too_long) in [(0, false), (1, true), (2, true), (2 << 20, true)] {
            text.truncate(exact);
            text.resize(exact + more, b'x');
            let end = text.len() as u64;
            text.extend(b"\nlast\n");
            let (seen, long) = read(&text, 1 << 20);
            assert_eq!(long.contains(&2), too_long, "{more} bytes more");
            assert!(seen.len() == if too_long { 2 } else { 3 });
            assert_eq!(seen.last(), Some(&(3, end + 1, b"last".to_vec())));
        }
    }

    #[test]
    fn blocks_stay_small_in_a_long_stream() {
        let text = b"https://example.com/a?b={c}\n".repeat(200_000);
        let mut blocks = Blocks::new(&*text);
        let mut lines = 0;
        while let Ok(Some(part)) = blocks.next_part() {
            let Part::Lines(block) = part else { continue };
            assert!(block.bytes.len() <= ASK.1 + 64);
            lines += block.lines().count();
        }
        assert_eq!(lines, 200_000);
    }
}
