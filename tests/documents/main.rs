//! Structured files: every text is found, with its key path, its exact bytes and a way to write an edit back.

mod look;
mod yaml;
