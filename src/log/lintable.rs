//! The one place of this module that knows where a link is linted.

pub use crate::lint::{CLICK_ID as EXAMPLE_CLICK_ID, Linted, Linter};
