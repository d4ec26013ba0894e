//! `jsonl --flat`: one object a finding, with keys that a table can have, for joins.

use super::compact::{Raw, Sentences, Word, write};
use super::style::Style;
use crate::findings::{About, Ending, Masked, MaskedReport, Masking, Report, Unread};
use crate::span::Severity;
use serde::Serialize;
use std::borrow::Cow;

/// The report, masked unless `style` says otherwise.
#[must_use]
pub fn flat(style: Style) -> Box<dyn Report> {
    Box::new(Masking { report: Flat, redact: style.redact })
}

struct Flat;

/// Version 1: keys and their order are a promise.
#[derive(Serialize)]
struct Line<'a> {
    /// The record's id as it was.
    id: Option<Raw<'a>>,
    /// The link, its secrets masked; null for a field, a file or a line that could not be read.
    url: Option<&'a str>,
    /// Null for a link without findings, and for a line that could not be read.
    rule: Option<Word>,
    severity: Option<Severity>,
    /// What is wrong and what it costs, or why the line could not be read.
    message: Option<Sentences<'a>>,
    /// The corrected link, in each line of its link; null where there is none, or where an error is left in it.
    fixed: Option<&'a str>,
}

fn push(line: &Line, out: &mut Vec<u8>) {
    write(line, out);
    out.push(b'\n');
}

impl MaskedReport for Flat {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        let url = (entry.about() == About::Url).then_some(entry.text());
        let (id, fixed) = (entry.id().map(Raw), entry.fixed());
        let mut any = false;
        for found in entry.findings() {
            let finding = &*found.finding;
            let message = Some(Sentences([&*finding.what, &finding.cost].map(Cow::Borrowed)));
            let (rule, severity) = (Some(Word(finding.rule.id)), Some(finding.severity));
            push(&Line { id, url, rule, severity, message, fixed }, out);
            any = true;
        }
        if !any {
            push(&Line { id, url, rule: None, severity: None, message: None, fixed }, out);
        }
    }

    fn unread(&self, unread: &Unread, out: &mut Vec<u8>) {
        let message = Some(Sentences([Cow::Borrowed(&*unread.message), Cow::Borrowed("")]));
        push(&Line { id: None, url: None, rule: None, severity: Some(Severity::Error), message, fixed: None }, out);
    }

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}
