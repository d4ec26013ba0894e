//! Strings of JSON, decoded with an exact way back to the bytes that spell them.

use crate::span::{Encoding, Map};

/// A string as it stands in JSON. It is decoded only when it is asked for, into memory of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// What stands between the quotes.
    inner: &'a str,
}

/// One step through the inside of a string.
enum Piece<'a> {
    Plain(&'a str),
    Escape(char, usize),
}

impl<'a> Quoted<'a> {
    /// The string that the JSON value `json` is; `None` if it is another kind of value.
    ///
    /// # Errors
    /// An escape that stands for no character.
    pub fn read(json: &'a str) -> Result<Option<Self>, String> {
        let Some(inner) = json.strip_prefix('"').and_then(|j| j.strip_suffix('"')) else {
            return Ok(None);
        };
        let quoted = Self { inner };
        if quoted.is_plain() {
            return Ok(Some(quoted));
        }
        quoted.pieces(|_| {}).map(|()| Some(quoted))
    }

    /// The bytes between the quotes, as written.
    #[must_use]
    pub const fn written(&self) -> &'a str {
        self.inner
    }

    /// True if nothing in it is escaped.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        memchr::memchr(b'\\', self.inner.as_bytes()).is_none()
    }

    /// The text, decoded into `scratch` if anything in it is escaped.
    #[must_use]
    pub fn text<'t>(&self, scratch: &'t mut String) -> &'t str
    where
        'a: 't,
    {
        if self.is_plain() {
            return self.inner;
        }
        scratch.clear();
        let decoded = self.pieces(|piece| match piece {
            Piece::Plain(text) => scratch.push_str(text),
            Piece::Escape(c, _) => scratch.push(c),
        });
        debug_assert!(decoded.is_ok(), "read() let no bad escape pass");
        scratch
    }

    /// The way from the text back to what is written.
    #[must_use]
    pub fn map(&self) -> Map {
        let mut map = Map::builder(Encoding::Json);
        let decoded = self.pieces(|piece| match piece {
            Piece::Plain(text) => map.exact(text.len()),
            Piece::Escape(c, written) => map.unit(c.len_utf8(), written),
        });
        debug_assert!(decoded.is_ok(), "read() let no bad escape pass");
        map.finish()
    }

    fn pieces(&self, mut see: impl FnMut(Piece<'a>)) -> Result<(), String> {
        let mut rest = self.inner;
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            if at > 0 {
                see(Piece::Plain(&rest[..at]));
            }
            let (c, written) = escape(&rest[at..])?;
            see(Piece::Escape(c, written));
            rest = &rest[at + written..];
        }
        if !rest.is_empty() {
            see(Piece::Plain(rest));
        }
        Ok(())
    }
}

/// The character that the escape at the start of `text` stands for, and how many bytes it takes.
fn escape(text: &str) -> Result<(char, usize), String> {
    let short = match text.as_bytes().get(1) {
        Some(b @ (b'"' | b'\\' | b'/')) => char::from(*b),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return long_escape(text),
        _ => return Err("a backslash stands before a character that JSON does not escape".to_owned()),
    };
    Ok((short, 2))
}

fn long_escape(text: &str) -> Result<(char, usize), String> {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first = unit(0).ok_or_else(|| "`\\u` is not followed by four hexadecimal digits".to_owned())?;
    if let Some(c) = char::from_u32(first) {
        return Ok((c, 6));
    }
    let second = unit(6).filter(|low| (0xDC00..0xE000).contains(low) && first < 0xDC00);
    let both = second.and_then(|low| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)));
    both.map(|c| (c, 12)).ok_or_else(|| format!("`\\u{first:04x}` is one half of a character whose other half is missing"))
}
