//! Floor 1: from the bytes of an input to literals: decoded text with an exact way back.

mod bounds;
mod detect;
mod json;
mod lines;
mod literal;
mod prose;
mod record;
mod wrapped;

pub use detect::{Format, each_link, starts_like_url};
pub use json::Quoted;
pub use lines::{Block, Blocks, LONGEST_LINE, Line, Part};
pub use literal::{FileEdit, Literal};
pub use prose::each_in_text;
pub use record::{OfferRecord, Record};
pub use wrapped::{Passage, each_passage, open_end};
