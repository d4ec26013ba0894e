//! Floor 1: from the bytes of an input to literals: decoded text with an exact way back.

mod detect;
mod json;
mod lines;
mod literal;
mod record;

pub use detect::{Format, each_link, starts_like_url};
pub use json::Quoted;
pub use lines::{Block, Blocks, LONGEST_LINE, Line, Part};
pub use literal::{FileEdit, Literal};
pub use record::{OfferRecord, Record};
