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
    /// Its name in sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Csv => "CSV",
            Self::Xml => "XML",
            Self::Html => "HTML",
        }
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
