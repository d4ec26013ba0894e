//! A text found in an input, and where it stands.

use super::FileText;
use crate::span::{Edit, Lines, Map, Marks, Place, Span};
use std::borrow::Cow;

/// One link (or what stands in its place) as it was found in an input.
#[derive(Clone, Debug)]
pub struct Literal<'a> {
    /// The text with the file's escapes undone.
    pub text: Cow<'a, str>,
    /// From `text` to the bytes of the file that spell it, which begin at `start`; `None` where they are the same.
    pub map: Option<Map>,
    /// The path of the input as given, with `/`; `<stdin>`; or `<argument N>`.
    pub path: &'a str,
    /// A JSON Pointer to the literal, where the format has keys.
    pub key: Option<Cow<'a, str>>,
    /// Offset in the file at which the bytes begin that `map` leads to.
    pub at: u64,
    /// The bytes that spell the text, or more of the lines that hold it. To find a place all of them are read, so what
    /// is one of many in a long line has its own bytes alone.
    pub lines: &'a [u8],
    /// Offset of `lines` in the file.
    pub lines_at: u64,
    /// Number of the first of these lines, from 1.
    pub first_line: u64,
    /// Characters of that line that stand before `lines`.
    pub before: u64,
    /// The file, where `lines` are text that was decoded from it; `None` where they are its bytes.
    pub file: Option<&'a FileText<'a>>,
    /// Why no edit can be carried into the file, in words for the user, where none can.
    pub locked: Option<&'static str>,
    /// Marks in `lines`.
    pub marks: Marks,
}

/// An edit in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// First byte that goes.
    pub start_byte: u64,
    /// The byte after the last one that goes.
    pub end_byte: u64,
    /// What comes in, escaped the way the literal is.
    pub text: Cow<'static, str>,
}

impl<'a> Literal<'a> {
    /// A literal that is a whole line or argument, with nothing escaped.
    #[must_use]
    pub const fn plain(text: &'a str, path: &'a str, lines_at: u64, first_line: u64) -> Self {
        Self {
            text: Cow::Borrowed(text),
            map: None,
            path,
            key: None,
            at: lines_at,
            lines: text.as_bytes(),
            lines_at,
            first_line,
            before: 0,
            file: None,
            locked: None,
            marks: Marks::new(),
        }
    }

    /// Where a span of the text stands in the file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let outer = self.map.as_ref().map_or(span, |m| m.span_out(span)).range();
        let in_lines = |at: usize| (self.at + at as u64).saturating_sub(self.lines_at) as usize;
        let Self { lines, lines_at, first_line, before, .. } = *self;
        let (start, end) = (in_lines(outer.start), in_lines(outer.end));
        let place = Lines { text: lines, at: lines_at, first_line, before }.place_by(&self.marks, start, end);
        let (start_byte, end_byte) = (self.in_file(place.start_byte), self.in_file(place.end_byte));
        Place { start_byte, end_byte, ..place }
    }

    /// The offset in the file of an offset in its text.
    fn in_file(&self, at: u64) -> u64 {
        self.file.map_or(at, |file| file.offset(at as usize) as u64)
    }

    /// Where the whole literal stands in the file.
    #[must_use]
    pub fn whole(&self) -> Place {
        self.place(Span::new(0, self.text.len()))
    }

    /// An edit of the text as an edit of the file; `None` where it cannot be carried exactly.
    #[must_use]
    pub fn file_edit(&self, edit: &Edit) -> Option<FileEdit> {
        if self.locked.is_some() {
            return None;
        }
        let edit = match &self.map {
            Some(map) => map.edit_out(edit)?,
            None => edit.clone(),
        };
        let (start, end) = (self.at + u64::from(edit.span.start), self.at + u64::from(edit.span.end));
        Some(FileEdit { start_byte: self.in_file(start), end_byte: self.in_file(end), text: edit.text })
    }
}
