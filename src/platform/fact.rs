//! One documented fact, with its source.

use super::names::matches_name;
use crate::link::mark_of;

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
    /// Where the first `*` or `#` of the name stands; [`PLAIN`] if there is none. Facts are compared with every name of
    /// every link, and nearly all of them are plain.
    wildcard: u16,
    /// The mark of the name; every bit if it is a pattern. A link without a name of this mark cannot have it.
    pub(crate) mark: u64,
}

/// The place of the wildcard in a name without one.
const PLAIN: u16 = u16::MAX;

const fn wildcard(name: &str) -> u16 {
    let (bytes, mut at) = (name.as_bytes(), 0);
    while at < bytes.len() && at < PLAIN as usize {
        if matches!(bytes[at], b'*' | b'#') {
            return at as u16;
        }
        at += 1;
    }
    PLAIN
}

/// A sure fact.
#[must_use]
pub const fn fact(name: &'static str, source: &'static str) -> Fact {
    let wildcard = wildcard(name);
    let mark = if wildcard == PLAIN { mark_of(name) } else { u64::MAX };
    Fact { name, sure: true, note: "", source, wildcard, mark }
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
    pub const fn is_pattern(&self) -> bool {
        self.wildcard != PLAIN
    }

    /// True if `name` fits the fact's pattern.
    #[must_use]
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        if self.is_pattern() {
            return matches_name(self.name, name);
        }
        let (own, name) = (self.name.as_bytes(), name.as_bytes());
        own.len() == name.len() && own.first() == name.first() && own == name
    }
}

/// The fact among `facts` that `name` fits.
#[must_use]
pub fn find<'f>(facts: &'f [Fact], name: &str) -> Option<&'f Fact> {
    facts.iter().find(|f| f.is(name))
}
