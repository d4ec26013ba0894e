//! Structured files: every text is found, with its key path, its exact bytes and a way to write an edit back.

mod html;
mod look;
mod toml;
mod xml;
mod yaml;
