//! One line a finding, with a place that editors and terminals can open.

use super::window::visible;
use super::{Shown, Style};
use crate::engine::{Ending, Entry, Report, Unread};
use crate::rule::Finding;
use crate::span::Severity;
use owo_colors::{OwoColorize, Style as Paint};
use std::io::Write;

/// `path:line:column: severity: message [rule]`
pub struct Concise {
    pub style: Style,
}

impl Concise {
    fn paint(&self, severity: Severity) -> Paint {
        match severity {
            _ if !self.style.color => Paint::new(),
            Severity::Error => Paint::new().red().bold(),
            Severity::Warning => Paint::new().yellow().bold(),
            Severity::Advice => Paint::new().cyan().bold(),
        }
    }

    fn line(&self, entry: &Entry, shown: &Shown, finding: &Finding, out: &mut Vec<u8>) {
        let place = entry.literal.place(finding.span);
        let message = finding.message();
        // Writing to a vector never fails.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}: {} [{}]",
            visible(&shown.mask.words(entry.literal.path)),
            place.line,
            place.column,
            finding.severity.word().style(self.paint(finding.severity)),
            visible(&shown.mask.words(&message)),
            finding.rule.id,
        );
    }
}

impl Report for Concise {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        let shown = Shown::new(entry, &self.style);
        for finding in &entry.linted.findings {
            self.line(entry, &shown, finding, out);
        }
    }

    /// Said on standard error.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}
