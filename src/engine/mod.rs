//! Floor 6: from a literal to a verdict.

mod context;
mod entry;
mod guard;
mod lint;
mod run;
pub mod select;
pub mod settings;
pub mod suggest;

pub use context::Reasons;
pub use entry::{Entry, Report, Summary, Unread};
pub use lint::{Decision, Linted, Linter};
pub use run::{Input, Job, Outcome, Talk, run};
pub use select::Selection;
pub use settings::{Config, Settings};
