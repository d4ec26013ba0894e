//! How an input is read: decided once, by its name or by how it begins.

use crate::settings::Settings;
use crate::source::{Format, Syntax, is_record};

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Line by line.
    Lines(Format),
    /// Line by line, in UTF-16.
    Wide,
    /// As a whole.
    Structured(Syntax),
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
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let line = text.split(|b| *b == b'\n').next().unwrap_or_default();
        let format = Format::detect(name, line);
        // Objects without links of their own are somebody's export, one object a line.
        let export = line.starts_with(b"{") && !is_record(line);
        if format == Format::Records && !wide && !export {
            return Self::Lines(format);
        }
        match Syntax::by_name(name).or_else(|| by_beginning(name, text)) {
            Some(syntax) => Self::Structured(syntax),
            None if wide => Self::Wide,
            None => Self::Lines(format),
        }
    }

    /// What `--verbose` says of it.
    pub fn said_of(self, name: &str) -> String {
        let words = match self {
            Self::Lines(format) => format.words(),
            Self::Wide => "text in UTF-16, line by line",
            Self::Structured(syntax) => syntax.name(),
        };
        format!("{name} is read as {words}")
    }
}

/// The format of a text whose name says nothing.
fn by_beginning(name: &str, text: &[u8]) -> Option<Syntax> {
    // A name with an ending that means text is believed.
    let ending = name.rsplit('/').next().and_then(|last| last.rsplit_once('.'));
    if ending.is_some_and(|(_, e)| TEXT.iter().any(|t| t.eq_ignore_ascii_case(e))) {
        return None;
    }
    let quoted = |rest: &[u8]| rest.trim_ascii_start().first().is_some_and(|b| b"\"{}[]".contains(b));
    match text {
        [b'{', rest @ ..] if quoted(rest) => Some(Syntax::Json),
        [b'[', rest @ ..] if quoted(rest) => Some(Syntax::Json),
        [b'<', ..] if starts_html(text) => Some(Syntax::Html),
        [b'<', rest @ ..] if rest.starts_with(b"?xml") || is_tag(rest) => Some(Syntax::Xml),
        _ => None,
    }
}

/// Endings of files that are text whatever they begin with.
const TEXT: [&str; 5] = ["txt", "md", "markdown", "log", "eml"];

fn starts_html(text: &[u8]) -> bool {
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|t| t.eq_ignore_ascii_case(start)))
}

/// `offers>`: a whole tag without attributes. `https://...>` is none.
fn is_tag(rest: &[u8]) -> bool {
    let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
    rest.first().is_some_and(u8::is_ascii_alphabetic) && rest.get(name) == Some(&b'>')
}
