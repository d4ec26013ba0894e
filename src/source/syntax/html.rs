//! HTML.

use crate::source::document::Tape;
use crate::span::Map;
use std::borrow::Cow;

pub fn read(_: &mut Tape) {}

pub fn text(bytes: &str) -> Cow<'_, str> {
    Cow::Borrowed(bytes)
}

pub fn map(_: &str) -> Option<Map> {
    None
}
