//! A text while it is decoded, with the way back to the bytes that spell it.

use crate::source::Encoding;
use crate::source::tape::DecodedText;
use crate::span::{Map, MapBuilder};

/// Writes a decoded text from left to right.
#[derive(Debug)]
pub struct Spelling {
    text: String,
    map: MapBuilder,
    outer: usize,
}

impl Spelling {
    /// Begins a text between whose bytes edits are written with `encoding`.
    pub fn new(encoding: Encoding) -> Self {
        Self { text: String::new(), map: Map::builder(encoding), outer: 0 }
    }

    /// Bytes that are the text.
    pub fn same(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.exact(text.len());
        self.outer += text.len();
    }

    /// A text that stands, as a whole, for `written` other bytes.
    pub fn unit(&mut self, text: &str, written: usize) {
        self.text.push_str(text);
        self.map.unit(text.len(), written);
        self.outer += written;
    }

    /// A text of which only the bytes it comes from are known: nothing is edited in it.
    pub fn opaque(&mut self, text: &str, written: usize) {
        self.text.push_str(text);
        self.map.opaque(text.len(), written);
        self.outer += written;
    }

    /// A character that stands for `written` bytes.
    pub fn character(&mut self, c: char, written: usize) {
        self.unit(c.encode_utf8(&mut [0; 4]), written);
    }

    /// What is decoded so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes were read for it.
    pub const fn read(&self) -> usize {
        self.outer
    }

    /// The finished text.
    pub fn finish(self) -> (String, Map) {
        (self.text, self.map.finish())
    }

    /// The finished text, to be kept, if it is what the format's parser read from `written` bytes; else the
    /// parser's text, without a way back. `locked` is why no edit may be made in it.
    pub fn checked(self, parsed: &str, written: usize, locked: Option<&'static str>) -> DecodedText {
        if self.text == parsed && self.outer == written {
            return DecodedText { text: self.text, map: self.map.finish(), locked };
        }
        let mut map = Map::builder(Encoding::None);
        map.opaque(parsed.len(), written);
        let locked = Some("it is not certain which bytes of the file spell which part of the text");
        DecodedText { text: parsed.to_owned(), map: map.finish(), locked }
    }
}
