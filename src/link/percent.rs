//! Percent-decoding, with the way back.

use crate::span::{Encoding, Map};
use std::fmt;
use std::ops::Deref;

/// The byte for which the escape at the beginning stands.
pub(crate) fn escape(bytes: &[u8]) -> Option<u8> {
    let digit = |b: &u8| char::from(*b).to_digit(16).map(|d| d as u8);
    match bytes {
        [b'%', high, low, ..] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    }
}

/// True if `written`, after one percent-decoding, is `name`: `%243p` is `$3p`.
#[must_use]
pub fn names_equal(written: &str, name: &str) -> bool {
    if written.len() == name.len() {
        return written == name;
    }
    written.len() > name.len() && written.contains('%') && &*decoded(written) == name
}

/// A text after one percent-decoding. Short ones, as names are, stay off the heap.
#[derive(Clone, Debug)]
pub enum Decoded<'a> {
    /// There was nothing to decode.
    Same(&'a str),
    /// Decoded, at most 64 bytes.
    Short([u8; 64], usize),
    /// Decoded.
    Long(String),
}

impl Deref for Decoded<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Short(bytes, len) => std::str::from_utf8(&bytes[..*len]).unwrap_or_default(),
            Self::Long(text) => text,
        }
    }
}

impl Decoded<'_> {
    /// The text on the heap.
    #[must_use]
    pub fn into_owned(self) -> String {
        match self {
            Self::Long(text) => text,
            short => (*short).to_owned(),
        }
    }
}

impl Default for Decoded<'_> {
    fn default() -> Self {
        Self::Same("")
    }
}

impl PartialEq<str> for Decoded<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Decoded<'_> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq for Decoded<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Display for Decoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// The text after one percent-decoding. Escapes that are broken or do not give UTF-8 stay as they are.
#[must_use]
#[inline]
pub fn decoded(text: &str) -> Decoded<'_> {
    if memchr::memchr(b'%', text.as_bytes()).is_none() { Decoded::Same(text) } else { decoded_anew(text) }
}

fn decoded_anew(text: &str) -> Decoded<'_> {
    if text.len() > 64 {
        return Decoded::Long(decode(text).0);
    }
    let (mut out, mut len) = ([0; 64], 0);
    each_piece(text, |piece, _| {
        out[len..len + piece.len()].copy_from_slice(piece.as_bytes());
        len += piece.len();
    });
    Decoded::Short(out, len)
}

/// The text after one percent-decoding, and the map from it back to `text`.
/// Escapes that are broken or do not give UTF-8 stay as they are.
#[must_use]
pub fn decode(text: &str) -> (String, Map) {
    let mut out = String::with_capacity(text.len());
    let mut map = Map::builder(Encoding::Percent);
    each_piece(text, |piece, taken| {
        out.push_str(piece);
        if piece.len() == taken {
            map.exact(taken);
        } else {
            map.unit(piece.len(), taken);
        }
    });
    (out, map.finish())
}

/// Calls `see` with every run of plain text and every decoded character, and how many bytes of `text` it stands for.
fn each_piece(text: &str, mut see: impl FnMut(&str, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let plain = memchr::memchr(b'%', &bytes[at..]).unwrap_or(bytes.len() - at);
        if plain > 0 {
            see(&text[at..at + plain], plain);
        }
        at += plain;
        if at == bytes.len() {
            break;
        }
        if let Some((c, taken)) = character(&bytes[at..]) {
            see(c.encode_utf8(&mut [0; 4]), taken);
            at += taken;
        } else {
            see("%", 1);
            at += 1;
        }
    }
}

/// The character that the escapes at the start of `bytes` spell, and how many bytes they take.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let mut buffer = [0; 4];
    for n in 1..=4 {
        buffer[n - 1] = escape(bytes.get(3 * (n - 1)..)?)?;
        if let Ok(text) = std::str::from_utf8(&buffer[..n]) {
            return text.chars().next().map(|c| (c, 3 * n));
        }
    }
    None
}
