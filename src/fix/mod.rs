//! Mending files: the repairs of findings, carried into the bytes of the file, and kept only if the file, read again,
//! holds what was meant and nothing else.

mod mender;
mod outcome;
mod repairs;
mod verify;

pub use mender::mend;
pub use outcome::{Left, Mended};
