//! Exports of platforms: what a system says it received, or sent, row by row. They are recognised by their columns.

mod kind;
mod row;
mod table;
mod words;

pub use kind::{Export, Url};
pub use row::{Row, with_query};
pub use table::ALL;
pub use words::{PlatformWords, spoken};

/// The export that has these columns; `has` is asked in small letters.
#[must_use]
pub fn with_columns(has: impl Fn(&str) -> bool) -> Option<&'static Export> {
    ALL.iter().find(|e| e.columns.iter().all(|c| has(c)))
}
