//! Several reports from one run: each link is linted once, and every report writes of it.

use super::entry::{Ending, Entry, Report, Unread};

/// Reports that are written side by side. What one entry comes to in each of them stands behind each other in one buffer,
/// each piece behind a head that names its report; whoever takes the buffer apart ([`pieces`]) joins the pieces of a
/// report as that report wants it.
pub struct Several {
    parts: Vec<Part>,
}

/// One of the reports.
struct Part {
    report: Box<dyn Report>,
    /// Links without findings are reported too.
    all: bool,
}

impl Several {
    /// These reports, each with whether links without findings are reported too.
    #[must_use]
    pub fn new(reports: Vec<(Box<dyn Report>, bool)>) -> Self {
        Self { parts: reports.into_iter().map(|(report, all)| Part { report, all }).collect() }
    }

    fn each(&self, out: &mut Vec<u8>, write: impl Fn(&Part, &mut Vec<u8>)) {
        for (number, part) in (0u8..).zip(&self.parts) {
            let start = out.len();
            out.extend_from_slice(&[number; HEAD]);
            let text = out.len();
            write(part, out);
            let length = (out.len() - text) as u64;
            if length == 0 {
                out.truncate(start);
            } else {
                out[start + 1..text].copy_from_slice(&length.to_le_bytes());
            }
        }
    }
}

/// Bytes before each piece: the number of its report, and its length.
const HEAD: usize = 1 + size_of::<u64>();

impl Report for Several {
    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        self.each(out, |part, out| {
            if part.all || !entry.linted.findings.is_empty() {
                part.report.entry(entry, out);
            }
        });
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        self.each(out, |part, out| part.report.unread(unread, out));
    }

    /// Each part has an end of its own, in an output of its own.
    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}

    fn parts(&self) -> Vec<&dyn Report> {
        self.parts.iter().map(|part| &*part.report).collect()
    }
}

/// The pieces in what [`Several`] wrote, each with the number of its report.
pub fn pieces(mut text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    std::iter::from_fn(move || {
        let (head, rest) = text.split_first_chunk::<HEAD>()?;
        let [number, length @ ..] = head;
        let (piece, rest) = rest.split_at_checked(u64::from_le_bytes(*length) as usize)?;
        text = rest;
        Some((usize::from(*number), piece))
    })
}
