//! The formats of structured files: one file each.

mod csv;
mod draft;
mod entity;
mod html;
mod json;
mod spelling;
mod tag;
mod toml;
mod xml;
mod yaml;

pub(super) use entity::entity;
pub use html::{Marked, markup_links};

use super::document::{Tape, Writing};
use crate::source::Encoding;
use crate::span::Map;
use std::borrow::Cow;

/// A format of structured files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, with comments and trailing commas allowed; several values may stand one after the other.
    Json,
    /// YAML, several documents allowed.
    Yaml,
    /// TOML.
    Toml,
    /// Cells separated by commas, semicolons, tabs or bars, the first row naming the columns.
    Csv,
    /// XML.
    Xml,
    /// HTML.
    Html,
}

impl Syntax {
    /// Every format, with its name in sentences and the endings of its files.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 6] = [
        (Self::Json, "JSON", &["json", "jsonc", "json5", "jsonl", "ndjson"]),
        (Self::Yaml, "YAML", &["yaml", "yml"]),
        (Self::Toml, "TOML", &["toml"]),
        (Self::Csv, "CSV", &["csv", "tsv"]),
        (Self::Xml, "XML", &["xml"]),
        (Self::Html, "HTML", &["html", "htm", "xhtml"]),
    ];

    /// Its name in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(syntax, ..)| *syntax == self).map_or("", |(_, name, _)| name)
    }

    /// The format of files of that name.
    #[must_use]
    pub fn by_name(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        let fits = |endings: &[&str]| endings.iter().any(|e| e.eq_ignore_ascii_case(ending));
        Self::ALL.iter().find(|(.., endings)| fits(endings)).map(|(syntax, ..)| *syntax)
    }

    /// Reads the text of a tape onto it.
    pub fn read(self, tape: &mut Tape) {
        match self {
            Self::Json => json::read(tape),
            Self::Yaml => yaml::read(tape),
            Self::Toml => toml::read(tape),
            Self::Csv => csv::read(tape),
            Self::Xml => xml::read(tape),
            Self::Html => html::read(tape),
        }
    }
}

/// A map of a text onto the same bytes, between which edits are written with `encoding`.
fn exact(len: usize, encoding: Encoding) -> Map {
    let mut map = Map::builder(encoding);
    map.exact(len);
    map.finish()
}

impl Writing {
    /// What `bytes` spell.
    #[must_use]
    pub fn text(self, bytes: &str) -> Cow<'_, str> {
        match self {
            Self::Plain | Self::As(_) | Self::Cell(_) | Self::Kept(_) => Cow::Borrowed(bytes),
            Self::Json | Self::Json5 => json::text(bytes),
            Self::Csv => csv::text(bytes),
            Self::Xml => xml::text(bytes),
            Self::Html => html::text(bytes),
        }
    }

    /// From what `bytes` spell to them; `None` where they are the same.
    #[must_use]
    pub fn map(self, bytes: &str) -> Option<Map> {
        match self {
            Self::Plain | Self::Kept(_) => None,
            Self::As(encoding) => Some(exact(bytes.len(), encoding)),
            Self::Cell(separator) => csv::plain_map(bytes, separator),
            Self::Json => json::map(bytes, Encoding::Json),
            Self::Json5 => json::map(bytes, Encoding::Json5),
            Self::Csv => csv::map(bytes),
            Self::Xml => xml::map(bytes),
            Self::Html => html::map(bytes),
        }
    }
}
