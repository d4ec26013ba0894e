//! Floor 1: from the bytes of an input to literals: decoded text with an exact way back.

mod bounds;
mod detect;
mod document;
mod encoding;
mod file;
mod json;
mod lines;
mod literal;
mod pointer;
mod prose;
mod record;
mod syntax;
mod wrapped;

pub use detect::{Format, each_link, is_parameters, is_record, starts_like_url};
pub use document::{Break, Comment, Document, Kept, Kind, Node, NodeId, Spelled, Writing};
pub use encoding::Encoding;
pub use file::{Charset, FileText};
pub use json::Quoted;
pub use lines::{Block, Blocks, LONGEST_LINE, Line, Part};
pub use literal::{FileEdit, Literal};
pub use pointer::fits_key;
pub use prose::each_in_text;
pub use record::{OfferRecord, Record};
pub use syntax::{Marked, Syntax, markup_links};
pub use wrapped::{Passage, each_passage, open_end};
