//! Floor 6: from a literal to a verdict.

mod context;
mod entry;
mod lint;
mod reading;
mod settle;

pub use context::Reasons;
pub use entry::{Entry, Report, Summary, Unread};
pub use lint::{Decision, Linted, Linter, is_signed};
