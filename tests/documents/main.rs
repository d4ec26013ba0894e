//! Structured files: every text with its key path, its exact bytes and a way to write an edit back, whatever is broken
//! around it.

mod csv;
mod json;
mod look;
mod reading;
mod yaml;
