//! The paste prompt: each line is answered as it comes, with nothing to quote for a shell.

use super::say;
use crate::source::{Format, each_link};
use std::cell::RefCell;
use std::io::{Read, Result, Write};

/// Hands on what is typed, a line at a time, until an empty line.
///
/// An empty line within a paste, as between the paragraphs of an e-mail, does not end it: were it to, the rest
/// of the paste would be typed into the shell.
pub struct Prompt<'a, 'e> {
    stdin: &'a mut dyn Read,
    stderr: &'a RefCell<&'e mut dyn Write>,
    more: &'a dyn Fn() -> bool,
    /// Read and not yet handed on.
    waiting: Vec<u8>,
    /// A line being handed on, and how much of it has been.
    line: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'a, 'e> Prompt<'a, 'e> {
    /// Asks for links.
    pub fn new(stdin: &'a mut dyn Read, stderr: &'a RefCell<&'e mut dyn Write>, more: &'a dyn Fn() -> bool) -> Self {
        let _ = writeln!(stderr.borrow_mut(), "Paste a link and press Enter. An empty line ends.");
        Self { stdin, stderr, more, waiting: Vec::new(), line: Vec::new(), given: 0, ended: false }
    }

    /// Fetches the next line that is not empty. False at the end.
    fn next_line(&mut self) -> Result<bool> {
        while !self.ended {
            if let Some(end) = memchr::memchr(b'\n', &self.waiting) {
                let rest = self.waiting.split_off(end + 1);
                self.line = std::mem::replace(&mut self.waiting, rest);
                if !self.line.trim_ascii().is_empty() {
                    return Ok(true);
                }
                self.ended = self.waiting.is_empty() && !(self.more)();
                continue;
            }
            let mut chunk = [0; 4096];
            let n = self.stdin.read(&mut chunk)?;
            self.waiting.extend_from_slice(&chunk[..n]);
            if n == 0 {
                self.ended = true;
                self.line = std::mem::take(&mut self.waiting);
                return Ok(!self.line.trim_ascii().is_empty());
            }
        }
        Ok(false)
    }

    /// Says so if there is nothing to answer.
    fn look(&self) {
        let text = String::from_utf8_lossy(&self.line);
        let mut found = text.trim_start().starts_with('{');
        each_link(text.trim_end_matches('\n'), Format::Lines, |_| found = true);
        if !found {
            say(&mut **self.stderr.borrow_mut(), "note", "there is no link in that line");
        }
    }
}

impl Read for Prompt<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.given == self.line.len() {
            self.line.clear();
            self.given = 0;
            if !self.next_line()? {
                return Ok(0);
            }
            self.look();
        }
        let rest = &self.line[self.given..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one piece a reading, as a terminal gives lines.
    struct Typed(Vec<&'static [u8]>);

    impl Read for Typed {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let piece = self.0.remove(0);
            buffer[..piece.len()].copy_from_slice(piece);
            Ok(piece.len())
        }
    }

    fn typed(pieces: &[&'static [u8]], more: &dyn Fn() -> bool) -> (String, String) {
        let (mut said, mut read) = (Vec::new(), String::new());
        let mut stdin = Typed(pieces.to_vec());
        {
            let stderr: RefCell<&mut dyn Write> = RefCell::new(&mut said);
            let mut prompt = Prompt::new(&mut stdin, &stderr, more);
            assert!(prompt.read_to_string(&mut read).is_ok());
        }
        (read, String::from_utf8_lossy(&said).into_owned())
    }

    #[test]
    fn an_empty_line_ends_it() {
        let (read, said) = typed(&[b"https://a.com/x\n", b"\n", b"https://b.com/x\n"], &|| false);
        assert_eq!(read, "https://a.com/x\n");
        assert_eq!(said.lines().count(), 1);
    }

    #[test]
    fn an_empty_line_within_a_paste_does_not() {
        let (read, _) = typed(&[b"https://a.com/x\n", b"\n", b"https://b.com/x\n", b"\n"], &|| true);
        assert_eq!(read, "https://a.com/x\nhttps://b.com/x\n");
        let (read, _) = typed(&[b"https://a.com/x\n\nhttps://b.com/x\n\n"], &|| false);
        assert_eq!(read, "https://a.com/x\nhttps://b.com/x\n");
    }

    #[test]
    fn a_line_without_a_link_is_answered_too() {
        let (_, said) = typed(&[b"hello\n", b"https://a.com/x"], &|| false);
        assert!(said.ends_with("note: there is no link in that line\n"), "{said}");
    }
}
