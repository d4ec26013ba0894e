//! Structured files: every text with its exact place, whatever is broken around it.

mod csv;
mod json;
mod reading;
