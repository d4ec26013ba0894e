//! Floor 0: places in text, and what may be done to them.
//!
//! Everything above speaks of a link in byte offsets of the link ([`Span`]); [`Map`] is the only thing
//! that carries such offsets out to a file, and edits back into it.

mod apply;
mod blocks;
mod edit;
mod map;
mod place;

pub use apply::apply;
pub use blocks::{every, one_of, some, within};
pub use edit::{Edit, Fix, Safety, Severity, Span};
pub use map::{Builder as MapBuilder, Encoding, Layer, Map, Parts};
pub use place::{Columns, Lines, Marks, Place};
