//! Floor 9: the bytes of one input: its links through the rules, and what there is to report in their order.

mod compared;
mod extent;
mod free_text;
mod input_kind;
mod kept_click_id;
mod multi_link_text;
mod offer_journeys;
mod open;
mod reused_click_ids;
mod setup;
mod structured;
mod whole;
mod worker;

pub use compared::{Compared, compare_records};
pub use offer_journeys::{OfferJourney, OfferJourneys, offer_journeys};
pub use reused_click_ids::{click_id, of_run};
pub use setup::ScanSetup;

pub(crate) use input_kind::Reads;
#[cfg(feature = "cli")]
pub(crate) use kept_click_id::LiteralClickId;
#[cfg(feature = "cli")]
pub(crate) use open::Open;
#[cfg(feature = "cli")]
pub(crate) use structured::joined;
pub(crate) use whole::{listed, whole};
#[cfg(feature = "cli")]
pub(crate) use worker::NAMED;
pub(crate) use worker::{At, PartResult, Stream, Worker};
