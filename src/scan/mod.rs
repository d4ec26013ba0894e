//! Floor 9: the bytes of one input: its links through the rules, and what there is to report in their order.

mod extent;
mod free_text;
mod input_kind;
mod multi_link_text;
mod offer_journeys;
mod reused_click_ids;
mod setup;
mod structured;
mod whole;
mod worker;

pub use offer_journeys::{Trip, Trips, trips};
pub use reused_click_ids::{click_id, of_run};
pub use setup::Setup;

pub(crate) use input_kind::Reads;
pub(crate) use reused_click_ids::Kept;
pub(crate) use structured::Open;
#[cfg(feature = "cli")]
pub(crate) use structured::joined;
pub(crate) use whole::whole;
#[cfg(feature = "cli")]
pub(crate) use worker::NAMED;
pub(crate) use worker::{At, Done, Mark, Stream, Worker};
