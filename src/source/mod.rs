//! Floor 1: from the bytes of an input to literals: decoded text with an exact way back.

mod begin;
mod bounds;
mod code;
mod detect;
mod document;
mod escape;
mod file;
mod fit;
mod hole;
mod json;
mod kind;
mod lines;
mod literal;
mod passage;
mod pointer;
mod prose;
mod record;
mod regular;
mod sniff;
mod syntax;
mod wrapped;

pub use begin::starts_like_url;
pub use detect::each_link;
pub use document::{Break, Comment, Document, Kept, Kind, Node, NodeId, Spelled, Writing};
pub use file::{Charset, FileText};
pub use json::Quoted;
pub use kind::{Format, is_record};
pub use lines::{Block, Blocks, LONGEST_LINE, Line, Part};
pub use literal::{FileEdit, Literal};
pub use passage::{End, Passage};
pub use pointer::fits_key;
pub use prose::each_in_text;
pub use record::{OfferRecord, Record};
pub use sniff::is_told_by_its_first_line;
pub use syntax::{Marked, Syntax, markup_links};
pub use wrapped::{each_passage, open_end};
