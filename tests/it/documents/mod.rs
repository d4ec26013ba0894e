//! Structured files: every text with its key path, its exact bytes and a way to write an edit back, whatever is broken
//! around it. And Markdown, which is read as the text it is.

mod csv;
mod html;
mod json;
mod look;
mod markdown;
mod reading;
mod toml;
mod xml;
mod yaml;
