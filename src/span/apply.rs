//! Edits made.

use super::edit::Edit;
use super::map::{Encoding, Map};

/// Applies edits to `text`. `edits` must be sorted by span; of two that overlap, the later one is dropped.
/// Returns the new text and the map from it back to `text`.
#[must_use]
pub fn apply(text: &str, edits: &[&Edit]) -> (String, Map) {
    let mut out = String::with_capacity(text.len() + 16);
    let mut map = Map::builder(Encoding::None);
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        map.exact(range.start - at);
        out.push_str(&edit.text);
        map.replaced(edit.text.len(), range.len());
        at = range.end;
    }
    out.push_str(&text[at..]);
    map.exact(text.len() - at);
    (out, map.finish())
}
