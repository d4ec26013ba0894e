//! What a baseline keeps: a line for each finding.

use super::baseline::BaselineEntry;
use super::entry::{Ending, Entry, Report};

/// One JSON object a finding and line, for [`super::Baseline`].
pub struct KnownLines;

impl Report for KnownLines {
    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        for known in BaselineEntry::of(entry) {
            // A plain struct into a vector: neither side can fail.
            let _ = serde_json::to_writer(&mut *out, &known);
            out.push(b'\n');
        }
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}
