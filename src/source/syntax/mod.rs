//! The formats of structured files: one file each.

mod csv;
mod draft;
mod html;
mod json;
mod spelling;
mod tag;
mod toml;
mod writing;
mod xml;
mod yaml;

pub use html::{Marked, markup_links};

use super::tape::Tape;

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
