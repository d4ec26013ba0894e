//! Mending files: the repairs of findings, carried into the bytes of the file, and kept only if the file, read again,
//! holds what was meant and nothing else.

mod fixer;
mod outcome;
mod repairs;
mod verify;

pub use fixer::fix_bytes;
pub use outcome::{FixOutcome, Left};
