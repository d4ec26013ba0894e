//! `github`: workflow commands, which a runner shows as annotations of the file.

use super::gathered::unread_words;
use super::plain::{in_repository, is_no_file, tidy};
use super::tables;
use crate::findings::{Ending, Masked, MaskedFinding, MaskedReport};
use crate::span::Severity;

/// One command a finding.
pub struct GitHub;

impl MaskedReport for GitHub {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        for pointed in entry.findings() {
            out.extend_from_slice(command(entry, &pointed).as_bytes());
        }
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        for unread in ending.unread {
            let mut properties = Vec::new();
            if !is_no_file(&unread.path) {
                properties.push(("file", in_repository(&unread.path).to_owned()));
                properties.extend(unread.line.map(|line| ("line", line.to_string())));
                properties.extend(unread.column.map(|column| ("col", column.to_string())));
            }
            properties.push(("title", "not read".to_owned()));
            let message = if properties.len() > 1 { unread.message.clone() } else { unread_words(unread) };
            out.extend_from_slice(line("error", &properties, &message).as_bytes());
        }
        if let Some(words) = tables::left_out(ending.left_out) {
            out.extend_from_slice(line("notice", &[("title", "tracklint".to_owned())], &words).as_bytes());
        }
        // Lines that are no commands are shown in the log.
        tables::write(ending.statistics, out);
    }
}

fn command(entry: &Masked, pointed: &MaskedFinding) -> String {
    let finding = &*pointed.finding;
    let place = entry.place(finding.span);
    let path = entry.path();
    let mut properties = Vec::new();
    // A pasted link is in no file of the repository.
    if !is_no_file(&path) {
        properties.push(("file", in_repository(&path).to_owned()));
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
    let mut told: Vec<String> = [&finding.what, &finding.cost, &finding.todo].map(Clone::clone).into();
    if is_no_file(&path) {
        told.insert(0, format!("{path}:{}:{}:", place.line, place.column));
    }
    told.extend(pointed.far.iter().map(|far| format!("See also {}.", far.whereabouts())));
    told.retain(|words| !words.is_empty());
    line(name, &properties, &told.join(" "))
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
