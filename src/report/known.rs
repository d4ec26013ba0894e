//! What a baseline keeps: a line for each finding.

use crate::engine::{Ending, Entry, Known, Report, Unread};

/// One JSON object a finding and line, for [`crate::engine::Baseline`].
pub struct KnownLines;

impl Report for KnownLines {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        for known in Known::of(entry) {
            // A plain struct into a vector: neither side can fail.
            let _ = serde_json::to_writer(&mut *out, &known);
            out.push(b'\n');
        }
    }

    /// Said on standard error.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}
