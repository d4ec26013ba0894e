//! From the bytes of a terminal to keys and pastes. Whatever is no key that we know means nothing.

use memchr::memmem;

/// What a terminal writes round a paste, if it was asked to.
const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");

/// A key, or a whole paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    /// Everything between the terminal's brackets, with `\n` for every line end.
    Paste(String),
    Enter,
    Left,
    Right,
    Home,
    End,
    /// The character before the cursor goes.
    Erase,
    /// The character behind it.
    Delete,
    EraseWord,
    /// Everything before the cursor.
    EraseLine,
    /// Ctrl-C
    Interrupt,
    /// Ctrl-D
    Close,
    /// Ctrl-Z
    Suspend,
    /// A key that means nothing here.
    Other,
}

/// Bytes that were read, on their way to keys.
#[derive(Debug, Default)]
pub struct Keys {
    bytes: Vec<u8>,
    /// How many of them are keys already.
    at: usize,
    /// How far the end of a paste was looked for, so that a long one is searched once.
    searched: usize,
    /// The last key was a carriage return: a line feed behind it is the same key.
    returned: bool,
}

impl Keys {
    /// Adds what was read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.at);
        self.searched = self.searched.saturating_sub(self.at);
        self.at = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// True if there is something left to read keys from.
    pub fn waits(&self) -> bool {
        let rest = &self.bytes[self.at..];
        !(rest.is_empty() || self.returned && rest == b"\n")
    }

    /// The next key; `None` if its end is still to come. With `all` nothing more comes, and what is there is all.
    pub fn next(&mut self, all: bool) -> Option<Key> {
        let rest = &self.bytes[self.at..];
        let first = *rest.first()?;
        let (key, length) = match first {
            b'\n' if self.returned => (None, 1),
            0x1B => self.escape(all)?,
            b'\r' | b'\n' => (Some(Key::Enter), 1),
            control @ (0..=0x1F | 0x7F) => (Some(of_control(control)), 1),
            _ => character(rest, all)?,
        };
        self.returned = first == b'\r';
        self.at += length;
        match key {
            None => self.next(all),
            some => some,
        }
    }

    /// The key of which nothing more comes at once: ESC alone, or half a character. None within a paste, however slowly
    /// it comes.
    pub fn next_alone(&mut self) -> Option<Key> {
        let pasting = self.bytes[self.at..].starts_with(PASTE.0);
        if pasting { None } else { self.next(true) }
    }

    /// A sequence that begins with ESC, and its length.
    fn escape(&mut self, all: bool) -> Option<(Option<Key>, usize)> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(PASTE.0) {
            return self.paste(all);
        }
        let end = match rest.get(1) {
            Some(b'[') => rest[2..].iter().position(|b| !(0x20..=0x3F).contains(b)).map(|n| n + 3),
            Some(b'O') => rest.get(2).map(|_| 3),
            Some(0x1B) => Some(1),
            Some(_) => Some(2),
            None => None,
        };
        let Some(end) = end else { return all.then_some((Some(Key::Other), rest.len())) };
        let key = match &rest[1..end] {
            b"[D" | b"OD" => Key::Left,
            b"[C" | b"OC" => Key::Right,
            b"[H" | b"OH" | b"[1~" | b"[7~" => Key::Home,
            b"[F" | b"OF" | b"[4~" | b"[8~" => Key::End,
            b"[3~" => Key::Delete,
            _ => Key::Other,
        };
        Some((Some(key), end))
    }

    fn paste(&mut self, all: bool) -> Option<(Option<Key>, usize)> {
        let start = self.at + PASTE.0.len();
        let from = self.searched.max(start);
        let (end, after) = match memmem::find(&self.bytes[from..], PASTE.1) {
            Some(found) => (from + found, from + found + PASTE.1.len()),
            None if all => (self.bytes.len(), self.bytes.len()),
            None => {
                self.searched = self.bytes.len().saturating_sub(PASTE.1.len()).max(start);
                return None;
            }
        };
        self.searched = 0;
        let text = String::from_utf8_lossy(&self.bytes[start..end]);
        Some((Some(Key::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))), after - self.at))
    }
}

const fn of_control(byte: u8) -> Key {
    match byte {
        b'\t' => Key::Char('\t'),
        0x01 => Key::Home,
        0x02 => Key::Left,
        0x03 => Key::Interrupt,
        0x04 => Key::Close,
        0x05 => Key::End,
        0x06 => Key::Right,
        0x08 | 0x7F => Key::Erase,
        0x15 => Key::EraseLine,
        0x17 => Key::EraseWord,
        0x1A => Key::Suspend,
        _ => Key::Other,
    }
}

/// A character, and how many bytes it takes. Bytes that are none are one mark that says so.
fn character(rest: &[u8], all: bool) -> Option<(Option<Key>, usize)> {
    let length = match rest[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let there = &rest[..length.min(rest.len())];
    match std::str::from_utf8(there) {
        Ok(text) => Some((text.chars().next().map(Key::Char), length)),
        Err(error) if error.error_len().is_none() && !all => None,
        Err(error) => Some((Some(Key::Char(char::REPLACEMENT_CHARACTER)), error.error_len().unwrap_or(there.len()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(bytes: &[u8], at_once: usize) -> Vec<Key> {
        let (mut keys, mut found) = (Keys::default(), Vec::new());
        for chunk in bytes.chunks(at_once) {
            keys.feed(chunk);
            found.extend(std::iter::from_fn(|| keys.next(false)));
        }
        found.extend(std::iter::from_fn(|| keys.next(true)));
        found
    }

    #[test]
    fn keys_are_told_apart_however_they_arrive() {
        let bytes =
            "aé\u{1b}[D\u{1b}OC\u{1b}[3~\u{1b}[1;5D\u{1b}[200~x\r\ny\rz\u{1b}[Aé\u{1b}[201~\r\n\n\u{7f}\u{3}\u{4}"
                .as_bytes();
        let wanted = [
            Key::Char('a'),
            Key::Char('é'),
            Key::Left,
            Key::Right,
            Key::Delete,
            Key::Other,
            Key::Paste("x\ny\nz\u{1b}[Aé".to_owned()),
            Key::Enter,
            Key::Enter,
            Key::Erase,
            Key::Interrupt,
            Key::Close,
        ];
        for at_once in 1..=bytes.len() {
            assert_eq!(keys(bytes, at_once), wanted, "{at_once} at once");
        }
    }

    #[test]
    fn what_breaks_off_ends_with_the_input() {
        assert_eq!(keys(b"\x1b", 1), [Key::Other]);
        assert_eq!(keys(b"\x1b[20", 1), [Key::Other]);
        assert_eq!(keys(b"a\xC3", 1), [Key::Char('a'), Key::Char('\u{FFFD}')]);
        assert_eq!(keys(b"\xFFa", 1), [Key::Char('\u{FFFD}'), Key::Char('a')]);
        assert_eq!(keys(b"\x1b[200~ab", 1), [Key::Paste("ab".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_keys_however_they_are_cut(
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0x1B), Just(b'['), Just(b'~'), Just(b'\r')], 0..60),
            at_once in 1usize..9,
        ) {
            let whole = keys(&bytes, bytes.len().max(1));
            prop_assert_eq!(keys(&bytes, at_once), whole);
        }
    }
}
