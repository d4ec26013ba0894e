//! A mistake in a configuration, and how it is shown: as a finding, in the line where it stands.

use crate::link::Seen;
use crate::lint::Linted;
use crate::rule::{Check, Finding, Part, Roles, Rule, States};
use crate::source::Literal;
use crate::span::{Severity, Span};
use std::ops::Range;

/// A mistake in a configuration, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// The bytes at fault; a byte order mark does not count.
    pub span: Range<usize>,
    /// What is the matter, in words for the user.
    pub message: String,
}

/// What mistakes go by when they are drawn. No part of the catalogue: nobody can switch it off.
static CONFIGURATION: Rule = Rule {
    id: "configuration",
    severity: Severity::Error,
    part: Part::File,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NONE,
    yields_to: &[],
    summary: "a mistake in the configuration",
    explanation: "",
    bad: &[],
    good: &[],
    check: Check::File,
};

impl ConfigError {
    /// The line of the configuration that holds the mistake, and the mistake as a finding in it.
    #[must_use]
    pub fn drawn<'t>(&self, text: &'t str, path: &'t str) -> (Literal<'t>, Linted) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let at = text.floor_char_boundary(self.span.start);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        let line = text[start..start + length].trim_end_matches('\r');
        let clamped = |offset: usize| line.floor_char_boundary((offset - start.min(offset)).min(line.len()));
        let span = Span::new(clamped(at), clamped(self.span.end.max(at)));
        let finding = Finding::new(&CONFIGURATION, span, sentence(&self.message));
        (Literal::plain(line, path, start as u64, self.line), Linted::without_link(vec![finding]))
    }
}

/// With a capital letter and a full stop, where they are missing.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let end = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    first.chain(chars).chain(end.chars()).collect()
}
