//! Floor 6: from a link, or from the links of one offer, to a verdict.

mod carried;
mod chain;
mod context;
mod guard;
mod journey;
mod linter;
mod needs;
mod offer;
mod passes;
mod precedence;
mod repair;
mod spelling;
mod step;
mod two_sides;
mod verdict;
mod way;
mod way_faults;

pub use chain::{Chain, Hop, LONGEST_CHAIN};
pub use context::Reasons;
pub use guard::guarded;
pub use journey::{Corrected, Pair};
pub use linter::Linter;
pub use offer::OfferLinted;
pub use step::{CLICK_ID, Journey, Request, Step, StepState};
pub use verdict::{Decision, Linted};
