//! What came of repairing a file.

use crate::findings::Unread;
use std::collections::BTreeMap;

/// What became of a file.
#[derive(Debug, Default)]
pub struct FixOutcome {
    /// The bytes it should have; those it had where nothing could be fixed.
    pub bytes: Vec<u8>,
    /// How many findings were fixed, by rule.
    pub fixed: BTreeMap<&'static str, u64>,
    /// What is left for a person.
    pub left: Vec<Left>,
    /// Why nothing was changed although something could have been, in words for the user.
    pub refused: Option<String>,
    /// How many findings the baseline knew in links that were fixed since, by which it knows them no more.
    pub renamed: u64,
    /// What could not be read. The rest was fixed.
    pub unread: Vec<Unread>,
}

/// A finding that was not fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The rule.
    pub rule: &'static str,
    /// `path:line:column`
    pub place: String,
    /// Why, in words for the user.
    pub reason: &'static str,
}
