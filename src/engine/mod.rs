//! Floor 6: from a literal to a verdict.

mod context;
mod entry;
mod guard;
mod job;
mod lint;
mod memo;
mod reading;
mod run;
pub mod select;
pub mod settings;
mod settle;
pub mod suggest;
mod verdict;
mod work;

pub use context::Reasons;
pub use entry::{Entry, Report, Summary, Unread};
pub use job::{Input, Job};
pub use lint::{Linter, is_signed};
pub use run::{Outcome, Talk, run};
pub use select::Selection;
pub use settings::{Config, Settings};
pub use verdict::{Decision, Linted};
