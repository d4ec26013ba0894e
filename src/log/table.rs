//! The rows of a table as they stream past: cells separated by one byte, some in quotes, which may hold line ends.

use super::entry::lossless;
use crate::source::LONGEST_LINE;
use std::io::{BufRead, Read, Result};

/// Reads rows.
pub struct Rows<R> {
    reader: R,
    separator: u8,
    /// Lines read so far.
    lines: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> Rows<R> {
    /// The rows of a table whose cells this byte separates.
    pub const fn new(reader: R, separator: u8) -> Self {
        Self { reader, separator, lines: 0, bytes: Vec::new() }
    }

    /// Reads the next row that is not empty into `cells`, whose memory is used again. Returns the line on which it begins,
    /// from 1; `None` at the end.
    ///
    /// # Errors
    /// What the reader reports.
    pub fn next_row(&mut self, cells: &mut Vec<String>) -> Result<Option<u64>> {
        loop {
            self.bytes.clear();
            let line = self.lines + 1;
            loop {
                let before = self.bytes.len();
                let room = (LONGEST_LINE - before.min(LONGEST_LINE)) as u64;
                let read = Read::by_ref(&mut self.reader).take(room).read_until(b'\n', &mut self.bytes)?;
                self.lines += u64::from(read > 0);
                // A quote that is never closed takes in no more than the longest line.
                if read == 0 || !self.is_open() {
                    break;
                }
            }
            if self.bytes.is_empty() {
                return Ok(None);
            }
            self.split(cells);
            if cells.len() > 1 || cells.first().is_some_and(|c| !c.is_empty()) {
                return Ok(Some(line));
            }
        }
    }

    /// True if a quoted cell goes on behind the last line end. A quote counts only at the beginning of a cell.
    fn is_open(&self) -> bool {
        if memchr::memchr(b'"', &self.bytes).is_none() {
            return false;
        }
        let mut open = false;
        let mut fresh = true;
        let mut bytes = self.bytes.iter().peekable();
        while let Some(&b) = bytes.next() {
            match b {
                b'"' if open && bytes.peek() == Some(&&b'"') => {
                    bytes.next();
                }
                b'"' if open => open = false,
                b'"' if fresh => open = true,
                _ => {}
            }
            fresh = !open && (b == self.separator || b == b'\n' || fresh && b == b' ');
        }
        open
    }

    fn split(&self, cells: &mut Vec<String>) {
        let mut bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let mut count = 0;
        let mut rest = Some(bytes);
        while let Some(text) = rest {
            if cells.len() == count {
                cells.push(String::new());
            }
            let cell = &mut cells[count];
            cell.clear();
            count += 1;
            rest = match text.trim_ascii_start().strip_prefix(b"\"") {
                Some(quoted) => self.quoted(quoted, cell),
                None => {
                    let end = memchr::memchr(self.separator, text).unwrap_or(text.len());
                    cell.push_str(&lossless(&text[..end]));
                    text.get(end + 1..)
                }
            };
        }
        cells.truncate(count);
    }

    /// Reads a cell behind its opening quote; returns what follows the separator behind it.
    fn quoted<'t>(&self, text: &'t [u8], cell: &mut String) -> Option<&'t [u8]> {
        let mut at = 0;
        loop {
            let Some(end) = memchr::memchr(b'"', &text[at..]).map(|i| at + i) else {
                cell.push_str(&lossless(&text[at..]));
                return None;
            };
            cell.push_str(&lossless(&text[at..end]));
            if text.get(end + 1) == Some(&b'"') {
                cell.push('"');
                at = end + 2;
                continue;
            }
            let after = &text[end + 1..];
            let next = memchr::memchr(self.separator, after)?;
            return Some(&after[next + 1..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: u8) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(text.as_bytes(), separator);
        let (mut all, mut cells) = (Vec::new(), Vec::new());
        while let Some(line) = rows.next_row(&mut cells).unwrap() {
            all.push((line, cells.clone()));
        }
        all
    }

    #[test]
    fn cells_are_read_with_their_quotes_and_line_ends() {
        let text = "a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\n\n2,\"\",3\n";
        let wanted = [(1, vec!["a", "b", "c"]), (2, vec!["1", "x, \"y\"\nz", ""]), (5, vec!["2", "", "3"])];
        let wanted: Vec<(u64, Vec<String>)> =
            wanted.into_iter().map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect())).collect();
        assert_eq!(rows(text, b','), wanted);
        assert_eq!(rows("a\tb\"c\t", b'\t'), [(1, vec!["a".to_owned(), "b\"c".to_owned(), String::new()])]);
        assert_eq!(rows("a,\"b", b','), [(1, vec!["a".to_owned(), "b".to_owned()])]);
        assert_eq!(rows("", b','), []);
    }
}
