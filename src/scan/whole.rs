//! One input from its first byte to its last, for whoever has no more than that.

use super::input_kind::Reads;
use super::setup::ScanSetup;
use super::structured;
use super::worker::{At, PartResult, Worker};
use crate::findings::Directives;
use crate::rule::{ClickIds, Hints};
use crate::source::{FileText, InputFormat, Literal};

impl Worker<'_> {
    /// The bytes of a whole input.
    pub fn bytes(&mut self, name: &str, bytes: &[u8], reads: Reads) {
        match reads {
            Reads::Lines(format) => self.lines(name, bytes, format, None),
            Reads::Wide => {
                let file = FileText::read(bytes);
                let format = self.job.settings.input.unwrap_or(InputFormat::Lines);
                self.lines(name, file.text.as_bytes(), format, Some(&file));
            }
            Reads::Mail => self.mail(name, &FileText::read(bytes)),
            Reads::Structured(syntax) => structured::lint(self, name, &FileText::read(bytes), syntax),
        }
    }
}

/// Lints all the bytes of an input called `name`. What the report writes of it stands in [`PartResult::out`], with joiners
/// between the entries and without what a report writes before and after them.
pub fn whole(setup: &ScanSetup, name: &str, bytes: &[u8]) -> PartResult {
    let events: Vec<&str> = setup.settings.events.iter().map(String::as_str).collect();
    let mut worker = Worker::new(setup, &events);
    worker.done.summary.files += 1;
    worker.bytes(name, bytes, Reads::detect(name, bytes, setup.settings));
    let mut done = std::mem::take(&mut worker.done);
    // Whether a click id stands in two links shows only when all are known.
    let mut click_ids = ClickIds::default();
    for kept in std::mem::take(&mut done.click_ids) {
        if let Some(repeat) = click_ids.note(&kept.text, kept.span, &kept.path, kept.line()) {
            worker.again(&kept, &repeat);
        }
    }
    if !done.out.is_empty() && !worker.done.out.is_empty() {
        done.out.extend_from_slice(setup.report.joiner());
    }
    done.add(worker.done);
    done
}

/// Lints links that are handed over one by one, each by itself. In places each is a line of an input called `name`.
pub fn listed(setup: &ScanSetup, name: &str, links: &[&str], told: &Hints) -> PartResult {
    let mut worker = Worker::new(setup, &[]);
    worker.done.summary.files += 1;
    let quiet = worker.quiet(name, Directives::default());
    for (line, text) in (1..).zip(links) {
        let at = At { path: name, line, column: None, byte: 0, key: None };
        worker.link(at, &quiet, None, text, told, || Literal::plain(text, name, 0, line));
    }
    std::mem::take(&mut worker.done)
}
