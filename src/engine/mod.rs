//! Floor 6: from a literal to a verdict.

mod context;
mod entry;
mod guard;
mod job;
mod journey;
mod lint;
mod offer;
mod reading;
mod reuse;
mod run;
pub mod select;
pub mod settings;
mod settle;
pub mod suggest;
mod verdict;
mod work;

pub use context::Reasons;
pub use entry::{About, Alone, Entry, Places, Report, Summary, Unread};
pub use guard::guarded;
pub use job::{Input, Job};
pub use journey::{CLICK_ID, Journey, Outcome as Fate, Pair, Step};
pub use lint::{Linter, is_signed};
pub use offer::OfferLinted;
pub use reuse::{note_click_id, of_run};
pub use run::{Outcome, Talk, run};
pub use select::Selection;
pub use settings::{Config, Settings};
pub use verdict::{Decision, Linted};
