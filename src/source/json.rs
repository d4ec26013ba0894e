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
    both.map(|c| (c, 12))
        .ok_or_else(|| format!("`\\u{first:04x}` is one half of a character whose other half is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Edit, Span};
    use proptest::prelude::*;

    fn quoted(json: &str) -> Quoted<'_> {
        match Quoted::read(json) {
            Ok(Some(quoted)) => quoted,
            other => panic!("{json}: {other:?}"),
        }
    }

    /// What the bytes that `span` of the text stands for spell, decoded.
    fn spelt(quoted: &Quoted, span: Span) -> String {
        let written = quoted.map().span_out(span).of(quoted.written());
        serde_json::from_str(&format!("\"{written}\"")).unwrap_or_default()
    }

    #[test]
    fn every_escape_is_decoded_and_found_again() {
        let json = r#""a\u0026b\/c\"\\\n\ud83d\ude00é""#;
        let quoted = quoted(json);
        let mut scratch = String::new();
        let text = quoted.text(&mut scratch);
        assert_eq!(text, "a&b/c\"\\\n😀é");
        for (at, c) in text.char_indices() {
            assert_eq!(spelt(&quoted, Span::new(at, at + c.len_utf8())), c.to_string());
        }
    }

    #[test]
    fn an_edit_is_escaped_as_the_string_is() {
        let quoted = quoted(r#""a\u0026b""#);
        let edit = Edit::replace(Span::new(1, 2), "\"");
        let out = quoted.map().edit_out(&edit);
        assert_eq!(out, Some(Edit::replace(Span::new(1, 7), "\\\"")));
    }

    #[test]
    fn halves_of_characters_are_told() {
        for json in [r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, r#""\ud83d\u0041""#, r#""\ud83d\ud83d""#] {
            let said = Quoted::read(json).unwrap_err();
            assert!(said.contains("half of a character"), "{json}: {said}");
        }
        assert_eq!(Quoted::read("7"), Ok(None));
        assert!(Quoted::read(r#""\x""#).is_err() && Quoted::read(r#""\u12é""#).is_err());
    }

    /// Writes `text` as JSON, each character in one of the ways JSON has for it.
    fn encoded(text: &str, choices: &[u8]) -> String {
        let mut out = String::from("\"");
        for (i, c) in text.chars().enumerate() {
            let must = (c as u32) < 0x20 || c == '"' || c == '\\';
            match (choices.get(i).copied().unwrap_or(0) % 3, c) {
                (0, c) if !must => out.push(c),
                (1, '"' | '\\' | '/') => out.extend(['\\', c]),
                (1, '\n') => out.push_str("\\n"),
                (1, '\t') => out.push_str("\\t"),
                (choice, c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let hex = if choice == 2 { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") };
                        out.push_str(&hex);
                    }
                }
            }
        }
        out + "\""
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agrees_with_serde_json(text in any::<String>(), choices in prop::collection::vec(any::<u8>(), 0..64)) {
            let json = encoded(&text, &choices);
            let oracle: String = serde_json::from_str(&json).unwrap_or_default();
            let quoted = quoted(&json);
            let mut scratch = String::new();
            let decoded = quoted.text(&mut scratch);
            prop_assert_eq!(decoded, &oracle);
            let map = quoted.map();
            prop_assert_eq!((map.inner_len(), map.outer_len()), (decoded.len(), quoted.written().len()));
            for (at, c) in decoded.char_indices() {
                prop_assert_eq!(spelt(&quoted, Span::new(at, at + c.len_utf8())), c.to_string());
            }
        }
    }
}
