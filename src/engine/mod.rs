//! Floor 6: from a literal to a verdict.

mod baseline;
mod context;
mod crew;
mod directive;
mod document;
mod entry;
mod fingerprint;
mod guard;
mod job;
mod lint;
mod mask;
pub mod mend;
mod reading;
mod reads;
mod run;
pub mod select;
pub mod settings;
mod settle;
pub mod suggest;
mod suppression;
mod verdict;
mod work;

pub use baseline::{Baseline, Known};
pub use context::Reasons;
pub use entry::{About, Alone, Ending, Entry, Places, Report, Statistics, Summary, Unread};
pub use fingerprint::{fingerprints, stable_key};
pub use job::{Input, Job};
pub use lint::{Linter, is_signed};
pub use mask::Mask;
pub use run::{Outcome, Talk, plain_error, run};
pub use select::Selection;
pub use settings::{Config, Settings};
pub use suppression::{At, Directives, Leftover, LineComments, Quiet};
pub use verdict::{Decision, Linted};
