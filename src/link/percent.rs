//! Percent-decoding, with the way back.

use crate::span::{Encoding, Map};
use std::borrow::Cow;

fn escape(bytes: &[u8]) -> Option<u8> {
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
    written.len() > name.len() && written.contains('%') && decoded(written) == name
}

/// The text after one percent-decoding. Escapes that are broken or do not give UTF-8 stay as they are.
#[must_use]
pub fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('%') { Cow::Owned(decode(text).0) } else { Cow::Borrowed(text) }
}

/// The text after one percent-decoding, and the map from it back to `text`.
/// Escapes that are broken or do not give UTF-8 stay as they are.
#[must_use]
pub fn decode(text: &str) -> (String, Map) {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut map = Map::builder(Encoding::Percent);
    let mut at = 0;
    while at < bytes.len() {
        let plain = memchr::memchr(b'%', &bytes[at..]).unwrap_or(bytes.len() - at);
        out.push_str(&text[at..at + plain]);
        map.exact(plain);
        at += plain;
        if at == bytes.len() {
            break;
        }
        if let Some((c, taken)) = character(&bytes[at..]) {
            out.push(c);
            map.unit(c.len_utf8(), taken);
            at += taken;
        } else {
            out.push('%');
            map.exact(1);
            at += 1;
        }
    }
    (out, map.finish())
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
