//! One documented fact, with its source.

use super::names::matches_name;

/// One documented fact: a host, a parameter, a macro. `name` may hold `*` for any text and `#` for digits
/// (`event_callback_*`, `sub#`); a host may begin with `*.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The host, parameter or macro name, without delimiters.
    pub name: &'static str,
    /// False where sources disagree or only hearsay was found. An unsure fact never makes an error.
    pub sure: bool,
    /// What a support agent should know of it.
    pub note: &'static str,
    /// The page or file that says so.
    pub source: &'static str,
}

/// A sure fact.
#[must_use]
pub const fn fact(name: &'static str, source: &'static str) -> Fact {
    Fact { name, sure: true, note: "", source }
}

impl Fact {
    /// Adds a note.
    #[must_use]
    pub const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// Marks the fact as one that sources contradict or do not confirm.
    #[must_use]
    pub const fn unsure(self) -> Self {
        Self { sure: false, ..self }
    }

    /// True if more than one name fits.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        self.name.bytes().any(|b| matches!(b, b'*' | b'#'))
    }

    /// True if `name` fits the fact's pattern.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        matches_name(self.name, name)
    }
}

/// The fact among `facts` that `name` fits.
#[must_use]
pub fn find<'f>(facts: &'f [Fact], name: &str) -> Option<&'f Fact> {
    facts.iter().find(|f| f.is(name))
}
