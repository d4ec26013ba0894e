//! The bytes of a file as text, and the way back.

use std::borrow::Cow;

/// How a file writes characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, with a byte order mark or without.
    #[default]
    Utf8,
    /// UTF-16, the low byte first, as its byte order mark says.
    Utf16Le,
    /// UTF-16, the high byte first, as its byte order mark says.
    Utf16Be,
}

/// A file read as text. A byte order mark is no part of the text.
#[derive(Clone, Debug)]
pub struct FileText<'a> {
    /// The text. Bytes that are no text stand in it as U+001A, one for each, so that offsets hold.
    pub text: Cow<'a, str>,
    /// How the file writes it.
    pub charset: Charset,
    /// Bytes of the byte order mark, 0 without one.
    pub mark: usize,
    /// Offset in `text` of the first place that is no text, where there is one.
    pub broken: Option<usize>,
}

impl<'a> FileText<'a> {
    /// Reads the bytes of a file.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Self {
        let (charset, mark) = match bytes {
            [0xEF, 0xBB, 0xBF, ..] => (Charset::Utf8, 3),
            [0xFF, 0xFE, ..] => (Charset::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Charset::Utf16Be, 2),
            _ => (Charset::Utf8, 0),
        };
        let (text, broken) = match charset {
            Charset::Utf8 => from_utf8(&bytes[mark..]),
            Charset::Utf16Le => from_utf16(&bytes[mark..], u16::from_le_bytes),
            Charset::Utf16Be => from_utf16(&bytes[mark..], u16::from_be_bytes),
        };
        Self { text, charset, mark, broken }
    }

    /// The offset in the file of an offset in its text.
    #[must_use]
    pub fn offset(&self, at: usize) -> usize {
        match self.charset {
            Charset::Utf8 => self.mark + at,
            _ => self.mark + 2 * self.text[..at].chars().map(char::len_utf16).sum::<usize>(),
        }
    }
}

/// Every byte that is no text becomes one U+001A.
fn from_utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error,
    };
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\u{1A}'));
    }
    (Cow::Owned(text), Some(error.valid_up_to()))
}

/// Halves of characters, and a last single byte, become U+001A.
fn from_utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'a, str>, Option<usize>) {
    let (pairs, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(bytes.len());
    let mut broken = None;
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let c = c.unwrap_or_else(|_| {
            broken.get_or_insert(text.len());
            '\u{1A}'
        });
        text.push(c);
    }
    if !rest.is_empty() {
        broken.get_or_insert(text.len());
    }
    (Cow::Owned(text), broken)
}
