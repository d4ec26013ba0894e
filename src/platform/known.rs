//! The names of the parameters that one side of a platform reads, to be asked for by name.

use super::fact::Fact;
use super::hashing::{AsIs, folded};
use super::names::{any_alike, letters};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// The parameters that one side of a platform reads. Nearly every name of a link is either one of them or like none of
/// them, and both are told without a walk over the facts.
#[derive(Debug, Default)]
pub struct KnownParams {
    plain: HashSet<&'static str, BuildHasherDefault<AsIs>>,
    /// Those that stand for several names, but for the one that stands for all.
    patterns: Vec<&'static Fact>,
    /// The hashes of the names, the same in any case.
    folded: HashSet<u64, BuildHasherDefault<AsIs>>,
    /// The letters of the names that a slip is looked for.
    letters: Vec<u32>,
    /// One of the names is not ASCII, so that its letters prove nothing.
    is_foreign: bool,
}

/// Shorter names have too many neighbours to be misspelt ones.
const SHORTEST: usize = 7;

impl KnownParams {
    pub(super) fn of(facts: impl Iterator<Item = &'static Fact>) -> Self {
        let mut known = Self::default();
        for fact in facts {
            if !fact.is_pattern() {
                known.plain.insert(fact.name);
            } else if fact.name != "*" {
                known.patterns.push(fact);
            }
            known.folded.insert(folded(fact.name));
            if fact.name.len() >= SHORTEST {
                known.letters.push(letters(fact.name));
            }
            known.is_foreign |= !fact.name.is_ascii();
        }
        known
    }

    /// True if it reads a parameter called `name`; a fact that stands for any name does not count.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.plain.contains(name) || self.patterns.iter().any(|fact| fact.is(name))
    }

    /// False if none of its parameters is called `name` in another case.
    #[must_use]
    pub fn may_be_in_other_case(&self, name: &str) -> bool {
        let numbered = || !self.patterns.is_empty() && name.bytes().any(|b| b.is_ascii_uppercase());
        self.folded.contains(&folded(name)) || numbered()
    }

    /// False if none of its parameters of seven letters and more is called `name` but for one edit.
    #[must_use]
    pub fn may_be_misspelt(&self, name: &str) -> bool {
        self.is_foreign || !name.is_ascii() || any_alike(&self.letters, letters(name), 1)
    }
}
