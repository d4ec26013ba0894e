//! A link that holds the id of one click, kept with all that a report needs.

use crate::lint::Decision;
use crate::source::Literal;
use crate::span::{Map, Span};

/// A link with a literal click id, kept until those before it are known.
#[derive(Debug)]
pub struct LiteralClickId {
    /// The first link of those that are reported with it.
    pub unit: u32,
    pub text: String,
    /// The click id in it.
    pub span: Span,
    pub path: String,
    pub map: Option<Map>,
    pub key: Option<String>,
    pub stable: String,
    pub at: u64,
    pub lines: Vec<u8>,
    pub lines_at: u64,
    pub first_line: u64,
    pub before: u64,
    pub decision: Decision,
    /// Something was found in it alone.
    pub was_faulty: bool,
}

impl LiteralClickId {
    /// The link and its place.
    pub fn literal(&self) -> Literal<'_> {
        Literal {
            map: self.map.clone(),
            key: self.key.as_deref().map(Into::into),
            at: self.at,
            lines: &self.lines,
            before: self.before,
            ..Literal::plain(&self.text, &self.path, self.lines_at, self.first_line)
        }
    }

    /// The line on which the link begins.
    pub fn line(&self) -> u64 {
        self.literal().place(Span::point(0)).line
    }
}
