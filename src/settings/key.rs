//! What a setting is.

use super::builder::Draft;
use super::custom_platform::OwnFact;
use super::word::Word;

/// One setting.
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is, in one or two sentences.
    pub about: &'static str,
    /// What to write behind the name, as an example; lines of a table for a table.
    pub example: &'static str,
    /// What it holds, and where that goes.
    pub kind: KeyKind,
}

/// A setting.
pub const fn key(name: &'static str, kind: KeyKind, example: &'static str, about: &'static str) -> Key {
    Key { name, about, example, kind }
}

/// What a setting holds, and where that goes. An error is a sentence for the user.
pub enum KeyKind {
    /// A text.
    Text(Word, fn(&mut Draft, &str) -> Result<(), String>),
    /// A list of texts, kept one by one.
    Texts(Word, fn(&mut Draft, &str) -> Result<(), String>),
    /// A text, or a list of texts, kept one by one.
    OneOrMore(Word, fn(&mut Draft, &str) -> Result<(), String>),
    /// True or false.
    Flag(fn(&mut Draft, bool)),
    /// A table with these settings.
    Table(&'static [Key]),
    /// A table with settings that are made from a list elsewhere.
    Made(fn() -> &'static [Key]),
    /// Facts of a platform of somebody's own.
    Fact(OwnFact),
    /// Several tables with these settings.
    Rows(&'static Rows),
    /// A table whose keys are the user's: what may be a key and a value, a look at the key, and where both go.
    Pairs { key: Word, value: Word, look: fn(&Draft, &str) -> Result<(), String>, put: Put },
}

impl KeyKind {
    /// The settings of a table; `None` for anything else.
    #[must_use]
    pub fn table(&self) -> Option<&'static [Key]> {
        match self {
            Self::Table(keys) => Some(keys),
            Self::Made(keys) => Some(keys()),
            _ => None,
        }
    }
}

/// Keeps a text.
pub type PutText = fn(&mut Draft, &str) -> Result<(), String>;

/// Keeps a key and its value.
pub type Put = fn(&mut Draft, &str, &str) -> Result<(), String>;

/// Tables of one kind, each with the same settings.
pub struct Rows {
    /// What is said of each.
    pub keys: &'static [Key],
    /// Those that have to be there.
    pub needed: &'static [&'static str],
    /// Called before a table is read, with the line it begins on.
    pub begin: fn(&mut Draft, u64),
    /// Called when one was read.
    pub end: fn(&mut Draft) -> Result<(), String>,
    /// What a text may mean that stands in place of a table, and where it goes.
    pub or: Option<(Word, PutText)>,
}
