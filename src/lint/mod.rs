//! Floor 6: from a link, or from the links of one offer, to a verdict.

mod context;
mod guard;
mod journey;
#[expect(clippy::module_inception, reason = "it is renamed when the stages are in")]
mod lint;
mod memo;
mod offer;
mod reading;
mod settle;
mod verdict;

pub use context::Reasons;
pub use guard::guarded;
pub use journey::{CLICK_ID, Journey, Outcome as Fate, Pair, Step};
pub use lint::{Linter, is_signed};
pub use offer::OfferLinted;
pub use verdict::{Decision, Linted};
