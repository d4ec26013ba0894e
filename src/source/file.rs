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
    /// The text. Bytes that are no text stand in it as U+001A, one for each, so that offsets hold; of UTF-16 one for
    /// each half of a character, while a single byte at the end is left out.
    pub text: Cow<'a, str>,
    /// How the file writes it.
    pub charset: Charset,
    /// Bytes of the byte order mark, 0 without one.
    pub mark: usize,
    /// Offset in `text` of the first place that is no text, where there is one.
    pub broken: Option<usize>,
    /// In UTF-16, how many units the characters take that begin before each [`STEP`]th byte of `text`.
    steps: Vec<usize>,
}

/// Bytes of text between two counts of UTF-16 units.
const STEP: usize = 4096;

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
        let mut steps = Vec::new();
        if charset != Charset::Utf8 {
            let mut units = 0;
            for block in text.as_bytes().chunks(STEP) {
                steps.push(units);
                units += units_begun(block);
            }
            steps.push(units);
        }
        Self { text, charset, mark, broken, steps }
    }

    /// The offset in the file of an offset in its text.
    #[must_use]
    pub fn offset(&self, at: usize) -> usize {
        match self.charset {
            Charset::Utf8 => self.mark + at,
            _ => {
                let step = at / STEP;
                self.mark + 2 * (self.steps[step] + units_begun(&self.text.as_bytes()[step * STEP..at]))
            }
        }
    }

    /// The bytes of a file that holds `text` as this one holds its own, with a byte order mark if this one has one.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.mark + text.len());
        match self.charset {
            Charset::Utf8 => {
                bytes.extend_from_slice(if self.mark > 0 { b"\xEF\xBB\xBF" } else { b"" });
                bytes.extend_from_slice(text.as_bytes());
            }
            Charset::Utf16Le => bytes.extend(units_with_mark(text).flat_map(u16::to_le_bytes)),
            Charset::Utf16Be => bytes.extend(units_with_mark(text).flat_map(u16::to_be_bytes)),
        }
        bytes
    }
}

/// The UTF-16 units of the characters that begin in a part of a text.
fn units_begun(part: &[u8]) -> usize {
    let begins = |b: &u8| b & 0xC0 != 0x80;
    part.iter().filter(|b| begins(b)).map(|b| 1 + usize::from(*b >= 0xF0)).sum()
}

fn units_with_mark(text: &str) -> impl Iterator<Item = u16> + '_ {
    std::iter::once(0xFEFF).chain(text.encode_utf16())
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHARSETS: [(Charset, usize); 4] =
        [(Charset::Utf8, 0), (Charset::Utf8, 3), (Charset::Utf16Le, 2), (Charset::Utf16Be, 2)];

    fn written(text: &str, (charset, mark): (Charset, usize)) -> Vec<u8> {
        FileText { charset, mark, ..FileText::read(b"") }.encode(text)
    }

    #[test]
    fn the_mark_tells_the_charset() {
        for (bytes, charset, mark) in [
            (&b"h\xC3\xA9"[..], Charset::Utf8, 0),
            (b"\xEF\xBB\xBFh\xC3\xA9", Charset::Utf8, 3),
            (b"\xFF\xFEh\0\xE9\0", Charset::Utf16Le, 2),
            (b"\xFE\xFF\0h\0\xE9", Charset::Utf16Be, 2),
        ] {
            let file = FileText::read(bytes);
            assert_eq!((&*file.text, file.charset, file.mark, file.broken), ("h\u{e9}", charset, mark, None));
            assert_eq!(file.encode(&file.text), bytes);
        }
    }

    #[test]
    fn what_is_no_text_keeps_its_room() {
        let file = FileText::read(b"a\xE9\xFFb");
        assert_eq!((&*file.text, file.broken), ("a\u{1A}\u{1A}b", Some(1)));
        assert_eq!(file.offset(3), 3);
        let file = FileText::read(b"\xFF\xFEa\0\x3D\xD8b\0\x3D\xD8\0\xDEc");
        assert_eq!((&*file.text, file.broken), ("a\u{1A}b\u{1F600}", Some(1)));
        assert_eq!((file.offset(3), file.offset(7)), (8, 12));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_text_is_written_and_read_again(piece in any::<String>(), times in 1..400_usize) {
            let text = piece.trim_start_matches('\u{FEFF}').repeat(times);
            for how in CHARSETS {
                let bytes = written(&text, how);
                let file = FileText::read(&bytes);
                prop_assert_eq!((&*file.text, file.broken), (&*text, None));
                prop_assert_eq!((file.charset, file.mark), how);
                for (at, c) in text.char_indices().step_by(1 + text.len() / 50) {
                    let (from, to) = (file.offset(at), file.offset(at + c.len_utf8()));
                    prop_assert_eq!(&bytes[from..to], &written(c.encode_utf8(&mut [0; 4]), how)[how.1..]);
                }
                prop_assert_eq!(file.offset(text.len()), bytes.len());
            }
        }
    }
}
