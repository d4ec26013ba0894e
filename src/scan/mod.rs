//! Floor 9: the bytes of one input: its links through the rules, and what there is to report in their order.

mod extent;
mod free_text;
mod input_kind;
mod job;
mod multi_link_text;
mod offer_journeys;
mod reused_click_ids;
mod structured;
mod worker;

pub use job::{Input, Job};
pub use offer_journeys::{Trip, Trips, trips};
pub use reused_click_ids::{click_id, of_run};

pub(crate) use input_kind::Reads;
pub(crate) use reused_click_ids::Kept;
pub(crate) use structured::{Open, lint_shared};
pub(crate) use worker::{At, Done, Mark, NAMED, Stream, Task, Work, Worker};
