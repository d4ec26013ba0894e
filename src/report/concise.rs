//! One line a finding, with a place that editors and terminals can open.

use super::columns::visible;
use super::inert::inert;
use super::style::Style;
use super::tables;
use crate::findings::{Ending, Masked, MaskedFinding, MaskedReport};
use crate::span::Severity;
use owo_colors::{OwoColorize, Style as Paint};

/// `path:line:column: severity: message; see path:line:column [rule]`
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

    fn line(&self, entry: &Masked, pointed: &MaskedFinding) -> String {
        let finding = &pointed.finding;
        let place = entry.place(finding.span);
        let mut message = finding.message();
        let far: Vec<String> = pointed.far.iter().map(|far| far.whereabouts()).collect();
        if !far.is_empty() {
            message = format!("{}; see {}", message.trim_end_matches('.'), far.join(", "));
        }
        format!(
            "{}:{}:{}: {}: {} [{}]\n",
            visible(&entry.path()),
            place.line,
            place.column,
            finding.severity.word().style(self.paint(finding.severity)),
            visible(&message),
            finding.rule.id,
        )
    }
}

impl MaskedReport for Concise {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        for pointed in entry.findings() {
            out.extend_from_slice(inert(&self.line(entry, &pointed)).as_bytes());
        }
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        if let Some(words) = tables::left_out(ending.left_out).filter(|_| !self.style.quiet) {
            out.extend_from_slice(words.as_bytes());
            out.push(b'\n');
        }
        tables::write(ending.statistics, out);
    }
}
