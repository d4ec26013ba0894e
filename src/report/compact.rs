//! Compact JSON that may also be read on a terminal or in the log of a CI system: characters that would steer them, or
//! turn text round, are written as `\u` escapes. A decoder sees no difference.
//!
//! Written here because a line of a report is mostly keys, numbers and plain text: these are copied as they stand,
//! in a third of the time that looking at them byte by byte takes.

use super::inert::orders;
use crate::span::{every, one_of, within};
use serde::Serialize;
use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};
use std::borrow::Cow;

/// Letters of the longest name a field may have.
const LONGEST_NAME: usize = 60;

/// Appends the value as JSON. Only for values without binary data, enums that carry fields and fields with longer names,
/// of which a report has none; half of such a one would be written.
pub fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // Into a vector nothing fails but what is excluded above.
    let _ = value.serialize(Writer::new(out));
}

/// JSON that was read from an input, to be echoed as it is.
#[derive(Clone, Copy)]
pub struct Raw<'a>(pub &'a str);

/// A word of ours: letters and hyphens, which nobody has to look at.
pub struct Word(pub &'static str);

/// Texts that are one text with blanks between them, without being put together first.
pub struct Sentences<'a>(pub [Cow<'a, str>; 2]);

/// How [`Raw`] tells the writer that it is no text.
const RAW: &str = "JSON as it is";
/// How [`Sentences`] tells the writer that it is no array.
const SENTENCES: &str = "texts that are one";

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(RAW, self.0)
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Word", 0, self.0)
    }
}

impl Serialize for Sentences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.each_ref().map(|text| &**text) {
            [alone, ""] | ["", alone] => serializer.serialize_str(alone),
            both => serializer.serialize_newtype_struct(SENTENCES, &both),
        }
    }
}

/// True for text that stands in JSON as it is, and steers nothing. Nearly every text is such, and looking at blocks of
/// its bytes takes a tenth of what looking at its characters takes. A `[` may end an order to a CI system.
fn is_plain(text: &[u8]) -> bool {
    every(text, |block| within(block, b' ', b'~') & !one_of(block, b"\"\\["))
}

/// What stands between the quotes.
fn text(out: &mut Vec<u8>, text: &str) {
    if is_plain(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
    } else {
        with_escapes(out, text);
    }
}

/// Text that is not plain. Apart, because with it in one the compiler saves and restores all it has for each text.
#[cold]
fn with_escapes(out: &mut Vec<u8>, text: &str) {
    let escape = |c| match c {
        '"' => Some(r#"\""#),
        '\\' => Some(r"\\"),
        '\n' => Some(r"\n"),
        '\r' => Some(r"\r"),
        '\t' => Some(r"\t"),
        '\u{8}' => Some(r"\b"),
        '\u{C}' => Some(r"\f"),
        _ => None,
    };
    escaped(out, text, escape);
}

/// JSON as it is: its control characters stand between tokens, where a blank means the same.
fn raw(out: &mut Vec<u8>, json: &str) {
    escaped(out, json, |c| c.is_ascii_control().then_some(if c == '\u{7F}' { r"\u007f" } else { " " }));
}

/// The text with what steers as `\u` escapes, but for characters that have an escape of their own.
fn escaped(out: &mut Vec<u8>, text: &str, own: impl Fn(char) -> Option<&'static str>) {
    let mut done = 0;
    let mut orders = orders(text).peekable();
    for (at, c) in text.char_indices() {
        let (is_order, own) = (orders.next_if_eq(&at).is_some(), own(c));
        if !is_order && own.is_none() && !steers(c) {
            continue;
        }
        out.extend_from_slice(&text.as_bytes()[done..at]);
        match own {
            Some(escape) => out.extend_from_slice(escape.as_bytes()),
            // All of them lie below U+10000.
            None => out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes()),
        }
        done = at + c.len_utf8();
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes one value.
struct Writer<'o> {
    out: &'o mut Vec<u8>,
    texts: Texts,
}

/// How texts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Quoted,
    /// They are JSON already.
    Raw,
    /// They are sentences of one text.
    Joined,
}

impl<'o> Writer<'o> {
    const fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, texts: Texts::Quoted }
    }

    fn word(self, word: &[u8]) -> Result<(), Error> {
        self.out.extend_from_slice(word);
        Ok(())
    }

    const fn several(self, open: u8, close: u8) -> Several<'o> {
        Several { out: self.out, next: open, between: b',', close, texts: Texts::Quoted }
    }

    fn no_report<T>(self) -> Result<T, Error> {
        Err(Error::custom("no report holds such a value"))
    }
}

/// Writes the elements of an array, the keys and values of an object, or the sentences of a text.
struct Several<'o> {
    out: &'o mut Vec<u8>,
    /// What stands before the next one.
    next: u8,
    between: u8,
    close: u8,
    texts: Texts,
}

impl Several<'_> {
    const fn next(&mut self) -> u8 {
        std::mem::replace(&mut self.next, self.between)
    }

    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        let next = self.next();
        self.out.push(next);
        value.serialize(Writer { out: self.out, texts: self.texts })
    }

    fn close(self) {
        if self.next != self.between {
            self.out.push(self.next);
        }
        self.out.push(self.close);
    }
}

impl SerializeSeq for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeMap for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        self.element(key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        value.serialize(Writer::new(self.out))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Several<'_> {
    type Ok = ();
    type Error = Error;

    /// The names of fields are plain. Inlined, so that each is a constant, and copied at once with what stands round
    /// it: one by one these pieces took a sixth of the time of a report.
    #[inline(always)]
    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let mut room = [0; 4 + LONGEST_NAME];
        let Some([next, open, name @ .., close, colon]) = room.get_mut(..4 + key.len()) else {
            return Writer::new(self.out).no_report();
        };
        (*next, *open, *close, *colon) = (self.next(), b'"', b'"', b':');
        name.copy_from_slice(key.as_bytes());
        self.out.extend_from_slice(&room[..4 + key.len()]);
        value.serialize(Writer::new(self.out))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl<'o> Serializer for Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Several<'o>;
    type SerializeTuple = Several<'o>;
    type SerializeMap = Several<'o>;
    type SerializeStruct = Several<'o>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.word(if value { b"true" } else { b"false" })
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.word(itoa::Buffer::new().format(value).as_bytes())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.word(itoa::Buffer::new().format(value).as_bytes())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        serde_json::to_writer(self.out, &value).map_err(Error::custom)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        match self.texts {
            Texts::Raw => raw(self.out, value),
            Texts::Joined => text(self.out, value),
            Texts::Quoted => {
                self.out.push(b'"');
                text(self.out, value);
                self.out.push(b'"');
            }
        }
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        self.no_report()
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.word(b"null")
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.word(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.word(b"null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.out.push(b'"');
        self.out.extend_from_slice(variant.as_bytes());
        self.word(b"\"")
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<(), Error> {
        let texts = match name {
            RAW => Texts::Raw,
            SENTENCES => Texts::Joined,
            _ => self.texts,
        };
        value.serialize(Writer { texts, ..self })
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        self.no_report()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Several<'o>, Error> {
        Ok(self.several(b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Several<'o>, Error> {
        if self.texts == Texts::Joined {
            return Ok(Several { between: b' ', texts: Texts::Joined, ..self.several(b'"', b'"') });
        }
        Ok(self.several(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), Error>, Error> {
        self.no_report()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        self.no_report()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Several<'o>, Error> {
        Ok(self.several(b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Several<'o>, Error> {
        Ok(self.several(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        self.no_report()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn written(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write(value, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let text = prop_oneof!["[ -~]{0,12}", "\\PC{0,12}", any::<String>()];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(text.clone(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_decoder_reads_what_the_library_writes(value in any_value()) {
            let (ours, plain) = (written(&value), serde_json::to_string(&value).unwrap());
            prop_assert_eq!(serde_json::from_str::<Value>(&ours).unwrap(), serde_json::from_str::<Value>(&plain).unwrap());
            if plain.bytes().all(|b| matches!(b, b' '..=b'~')) && !plain.contains("##") {
                prop_assert_eq!(&ours, &plain);
            }
            prop_assert!(!ours.chars().any(steers), "{}", ours);
        }
    }

    #[test]
    fn what_steers_is_escaped() {
        let text = "a\"\\\n\r\t\u{8}\u{c}\u{1b}\u{7f}\u{85}\u{202e}##[b]##vso[c] [d]日";
        let wanted = r##""a\"\\\n\r\t\b\f\u001b\u007f\u0085\u202e\u0023#[b]\u0023#vso[c] [d]日""##;
        assert_eq!(written(&text), wanted);
    }

    #[test]
    fn sentences_are_written_as_one_text() {
        for (sentences, wanted) in [
            (["One.", "Two."], r#""One. Two.""#),
            (["One.", ""], r#""One.""#),
            (["", "Two."], r#""Two.""#),
            (["", ""], r#""""#),
            (["\"##[a]", "b\n"], r#""\"\u0023#[a] b\n""#),
        ] {
            assert_eq!(written(&Sentences(sentences.map(Cow::from))), wanted);
        }
        let (two, one) = (["a", "b"].map(Cow::from), ["c", ""].map(Cow::from));
        assert_eq!(written(&[Sentences(two), Sentences(one)]), r#"["a b","c"]"#);
    }

    #[test]
    fn json_that_was_read_is_echoed() {
        assert_eq!(written(&[Raw("{\"a\" :\n[1.50,\"\u{202e}\\u0041\"]}")]), "[{\"a\" : [1.50,\"\\u202e\\u0041\"]}]");
        assert_eq!(written(&json!({"a": [(), ()], "b": {}})), r#"{"a":[null,null],"b":{}}"#);
    }
}
