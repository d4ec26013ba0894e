//! How an input is read: decided once, by its name or by how it begins.

use crate::settings::Settings;
use crate::source::{
    InputFormat, Syntax, holds_more_than_a_link, is_mail, is_record, is_told_by_its_first_line, starts_like_url,
};

/// How much of an input is looked at to find out what it is, in bytes.
pub const HEAD: usize = 64 << 10;

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Line by line.
    Lines(InputFormat),
    /// Line by line, in UTF-16.
    Wide,
    /// As a whole.
    Structured(Syntax),
    /// As one mail, or several in a row.
    Mail,
}

impl Reads {
    /// How an input of that name is read that begins so.
    pub fn detect(name: &str, head: &[u8], settings: &Settings) -> Self {
        let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
        match settings.input {
            Some(_) if wide => return Self::Wide,
            Some(format) => return Self::Lines(format),
            None => {}
        }
        // As much is looked at of a file as of a stream.
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let line = text.split_inclusive(|b| *b == b'\n').next().unwrap_or_default();
        let text = if is_told_by_its_first_line(line) { line } else { &text[..text.len().min(HEAD)] };
        let format = InputFormat::detect(name, text);
        // Objects without links of their own are somebody's export, one object a line.
        let export = line.starts_with(b"{") && !is_record(line);
        if !wide && is_mail(name, text) {
            return Self::Mail;
        }
        if format == InputFormat::Records && !wide && !export {
            return Self::Lines(format);
        }
        match Syntax::detect(name, text) {
            Some(syntax) => Self::Structured(syntax),
            None if wide => Self::Wide,
            None => Self::Lines(format),
        }
    }

    /// How an argument is read that is more than one link, or none by itself: a paste of JSON, HTML, a row of a table,
    /// a command, a message.
    pub fn of_argument(text: &str, settings: &Settings) -> Option<Self> {
        let is_link = starts_like_url(text) && !text.contains('\n');
        if settings.input.is_some() || is_link {
            return None;
        }
        let head = text.as_bytes();
        let format = InputFormat::detect("", head);
        if format == InputFormat::Records {
            return Some(Self::Lines(format));
        }
        if holds_more_than_a_link(text) {
            return Some(Self::Lines(format));
        }
        Syntax::detect("", head).map(Self::Structured)
    }

    /// What `--verbose` says of it.
    pub fn said_of(self, name: &str) -> String {
        let words = match self {
            Self::Lines(format) => format.words(),
            Self::Wide => "text in UTF-16, line by line",
            Self::Structured(syntax) => syntax.name(),
            Self::Mail => "mail",
        };
        format!("{name} is read as {words}")
    }
}
