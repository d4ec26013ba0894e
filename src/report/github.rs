//! `github`: workflow commands, which a runner shows as annotations of the file.

use super::{Shown, Style, tidy};
use crate::engine::{Ending, Entry, Report, Unread};
use crate::rule::Finding;
use crate::span::Severity;

/// One command a finding.
pub struct GitHub {
    pub style: Style,
}

impl Report for GitHub {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) {
        let shown = Shown::new(entry, &self.style);
        for finding in &entry.linted.findings {
            out.extend_from_slice(command(entry, &shown, finding).as_bytes());
        }
    }

    /// Written with the others at the end: an annotation has no order.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        for unread in ending.unread {
            let mut properties = vec![("file", unread.path.clone())];
            properties.extend(unread.line.map(|line| ("line", line.to_string())));
            properties.push(("title", "not read".to_owned()));
            out.extend_from_slice(line("error", &properties, &unread.message).as_bytes());
        }
        if ending.left_out > 0 {
            out.extend_from_slice(line("notice", &[], &format!("and {} more findings", ending.left_out)).as_bytes());
        }
    }
}

fn command(entry: &Entry, shown: &Shown, finding: &Finding) -> String {
    let place = entry.literal.place(finding.span);
    let path = shown.mask.words(entry.literal.path);
    let mut properties = Vec::new();
    // A pasted link is in no file of the repository.
    if !path.starts_with('<') {
        properties.push(("file", path.into_owned()));
        properties.push(("line", place.line.to_string()));
        properties.push(("col", place.column.to_string()));
        properties.push(("endLine", place.end_line.to_string()));
        // The runner takes columns as those of one line.
        if place.line == place.end_line {
            properties.push(("endColumn", place.end_column.to_string()));
        }
    }
    properties.push(("title", finding.rule.id.to_owned()));
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let words = |text: &str| shown.mask.words(text).into_owned();
    line(name, &properties, &format!("{} {}", words(&finding.message()), words(&finding.todo)))
}

/// `::error file=a.json,line=3::message`, escaped as the runner decodes it.
fn line(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", property(&tidy(value)))).collect();
    let blank = if properties.is_empty() { "" } else { " " };
    format!("::{name}{blank}{}::{}\n", properties.join(","), data(&tidy(message)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
