//! Floor 1: from the bytes of an input to literals: decoded text with an exact way back.

mod literal;

pub use literal::{FileEdit, Literal};
