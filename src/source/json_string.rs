//! Strings of JSON, decoded with an exact way back to the bytes that spell them.

use super::encoding::Encoding;
use crate::span::Map;
use std::borrow::Cow;
use std::fmt;

/// A string as it stands in JSON. It is decoded only when it is asked for, into memory of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// What stands between the quotes.
    inner: &'a str,
}

/// One step through the inside of a string.
enum StringPart<'a> {
    Plain(&'a str),
    Escape(Escape),
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
        let mut fault = None;
        quoted.pieces(|piece| {
            if let StringPart::Escape(Escape { fault: Some(found), .. }) = piece {
                fault.get_or_insert(found);
            }
        });
        fault.map_or(Ok(Some(quoted)), |fault| Err(fault.to_string()))
    }

    /// The string between whose quotes `inner` stands. An escape that stands for no character is taken for the
    /// character behind the backslash, or for U+FFFD.
    pub(super) const fn between(inner: &'a str) -> Self {
        Self { inner }
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
        self.pieces(|piece| match piece {
            StringPart::Plain(text) => scratch.push_str(text),
            StringPart::Escape(escape) => scratch.push(escape.stands_for),
        });
        scratch
    }

    /// The text.
    pub(super) fn decoded(&self) -> Cow<'a, str> {
        if self.is_plain() {
            return Cow::Borrowed(self.inner);
        }
        let mut text = String::with_capacity(self.inner.len());
        let _ = self.text(&mut text);
        Cow::Owned(text)
    }

    /// The way from the text back to what is written.
    #[must_use]
    pub fn map(&self) -> Map {
        self.map_as(Encoding::Json)
    }

    /// The way from the text back to what is written with `encoding`.
    pub(super) fn map_as(&self, encoding: Encoding) -> Map {
        let mut map = Map::builder(encoding);
        self.pieces(|piece| match piece {
            StringPart::Plain(text) => map.exact(text.len()),
            StringPart::Escape(escape) => map.unit(escape.stands_for.len_utf8(), escape.length),
        });
        map.finish()
    }

    fn pieces(&self, mut see: impl FnMut(StringPart<'a>)) {
        let mut rest = self.inner;
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            if at > 0 {
                see(StringPart::Plain(&rest[..at]));
            }
            let escape = Escape::read(&rest[at..]);
            rest = &rest[at + escape.length..];
            see(StringPart::Escape(escape));
        }
        if !rest.is_empty() {
            see(StringPart::Plain(rest));
        }
    }
}

/// What a backslash begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Escape {
    pub stands_for: char,
    /// How many bytes it takes.
    pub length: usize,
    pub fault: Option<Fault>,
}

/// Why an escape stands for no character.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    Unknown,
    NoDigits,
    Half(u32),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("there is a backslash before a character that JSON does not escape"),
            Self::NoDigits => f.write_str("`\\u` is not followed by four hexadecimal digits"),
            Self::Half(unit) => {
                write!(f, "`\\u{unit:04x}` is one half of a character whose other half is missing")
            }
        }
    }
}

impl Escape {
    /// The escape at the start of `text`, which is a backslash.
    pub fn read(text: &str) -> Self {
        let short = |stands_for| Self { stands_for, length: 2, fault: None };
        match text[1..].chars().next() {
            Some(c @ ('"' | '\\' | '/')) => short(c),
            Some('b') => short('\u{8}'),
            Some('f') => short('\u{c}'),
            Some('n') => short('\n'),
            Some('r') => short('\r'),
            Some('t') => short('\t'),
            Some('u') => Self::read_long(text),
            // A line that ends here ends the text.
            None | Some('\n' | '\r') => Self { stands_for: '\\', length: 1, fault: Some(Fault::Unknown) },
            Some(c) => Self { stands_for: c, length: 1 + c.len_utf8(), fault: Some(Fault::Unknown) },
        }
    }

    fn read_long(text: &str) -> Self {
        let unit = |from: usize| {
            let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
            digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
        };
        let wrong = |length, fault| Self { stands_for: char::REPLACEMENT_CHARACTER, length, fault: Some(fault) };
        let Some(first) = unit(0) else { return wrong(2, Fault::NoDigits) };
        if let Some(stands_for) = char::from_u32(first) {
            return Self { stands_for, length: 6, fault: None };
        }
        let second = unit(6).filter(|low| (0xDC00..0xE000).contains(low) && first < 0xDC00);
        let both = second.and_then(|low| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)));
        both.map_or(wrong(6, Fault::Half(first)), |stands_for| Self { stands_for, length: 12, fault: None })
    }
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
        #![proptest_config(ProptestConfig::with_cases(512))]

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
