//! Formats that are written at the end: what they know of each link is gathered while the run goes on, read back then.

use super::compact::write;
use super::plain::in_repository;
use super::style::Style;
use crate::findings::{About, Ending, Masked, MaskedFinding, MaskedRelated, MaskedReport, Unread};
use crate::span::{Edit, Place, Safety, Severity};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A format that is written when everything is known.
pub struct Gathering {
    /// Writes it, from what was gathered and how the run ended.
    pub written: fn(&Ending, &Style, &mut Vec<u8>),
    pub style: Style,
}

impl MaskedReport for Gathering {
    fn entry(&self, entry: &Masked, out: &mut Vec<u8>) {
        gather(entry, out);
    }

    fn tail(&self, ending: &Ending, out: &mut Vec<u8>) {
        (self.written)(ending, &self.style, out);
    }

    fn gathers(&self) -> bool {
        true
    }
}

/// A link, field or comment, masked as the report is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    pub about: About,
    pub path: String,
    pub key: Option<String>,
    pub text: String,
    pub place: Place,
    pub faults: Vec<Fault>,
    /// The link with all safe fixes applied.
    pub fixed: Option<String>,
    /// An error is left in the corrected link.
    pub partly: bool,
    /// It could be corrected, but that would show what is masked.
    pub masked: bool,
}

/// A finding.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fault {
    pub rule: String,
    pub severity: Severity,
    pub what: String,
    pub cost: String,
    pub todo: String,
    /// The text at fault.
    pub text: String,
    pub place: Place,
    /// Other places to look at: of the same text, and of others.
    pub near: Vec<RelatedPlace>,
    pub far: Vec<RelatedPlace>,
    pub fingerprint: String,
    pub fix: Option<Repair>,
}

/// Another place to look at.
#[derive(Debug, Serialize, Deserialize)]
pub struct RelatedPlace {
    pub path: String,
    pub place: Place,
    pub label: String,
}

/// A safe or probable repair of the file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Repair {
    pub title: String,
    pub safe: bool,
    /// Where something goes, and what comes in, escaped as the file is.
    pub edits: Vec<(Place, String)>,
}

impl Fault {
    /// All of it: what is wrong, what it costs, what to do, and where else to look.
    pub fn told(&self) -> String {
        let see: Vec<String> = self.far.iter().map(RelatedPlace::told).collect();
        let see = if see.is_empty() { String::new() } else { format!("See also {}.", see.join(" and ")) };
        sentences(&[&self.what, &self.cost, &self.todo, &see])
    }
}

impl RelatedPlace {
    /// `offers.yaml:7:23 (the click id is stored here)`
    fn told(&self) -> String {
        let Self { path, place, label } = self;
        let words = if label.is_empty() { String::new() } else { format!(" ({label})") };
        format!("{path}:{}:{}{words}", place.line, place.column)
    }
}

/// One after the other, without those that are empty.
pub fn sentences(all: &[&str]) -> String {
    all.iter().copied().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes what is to be known of an entry, on a line.
fn gather(entry: &Masked, out: &mut Vec<u8>) {
    let prints = entry.fingerprints();
    let case = Case {
        about: entry.about(),
        path: in_repository(&entry.path()).to_owned(),
        key: entry.key().map(Cow::into_owned),
        text: entry.text().to_owned(),
        place: entry.whole(),
        faults: entry.findings().zip(prints).map(|(f, print)| fault(&f, entry, print.as_str())).collect(),
        fixed: entry.corrected().map(str::to_owned),
        partly: entry.fixed().is_none(),
        masked: entry.hides_correction(),
    };
    write(&case, out);
    out.push(b'\n');
}

fn fault(pointed: &MaskedFinding, entry: &Masked, fingerprint: &str) -> Fault {
    let finding = &*pointed.finding;
    let near = finding.labels.iter().map(|(span, label)| RelatedPlace {
        path: in_repository(&entry.path()).to_owned(),
        place: entry.place(*span),
        label: label.clone(),
    });
    let far = |far: &MaskedRelated| RelatedPlace {
        path: in_repository(&far.path).to_owned(),
        place: far.place,
        label: far.label.clone(),
    };
    Fault {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity,
        what: finding.what.clone(),
        cost: finding.cost.clone(),
        todo: finding.todo.clone(),
        text: entry.text().get(finding.span.range()).unwrap_or_default().to_owned(),
        place: entry.place(finding.span),
        near: near.collect(),
        far: pointed.far.iter().map(far).collect(),
        fingerprint: fingerprint.to_owned(),
        fix: repair(pointed, entry),
    }
}

/// `None` for a repair that is only shown, that cannot be carried into the file, or that holds what is masked.
fn repair(pointed: &MaskedFinding, entry: &Masked) -> Option<Repair> {
    let fix = pointed.finding.fix.as_ref().filter(|f| f.safety != Safety::Shown && !pointed.hides_edits)?;
    let edit = |e: &Edit| Some((entry.place(e.span), entry.file_edit(e)?.text.into_owned()));
    Some(Repair {
        title: fix.title.clone(),
        safe: fix.safety == Safety::Safe,
        edits: fix.edits.iter().map(edit).collect::<Option<_>>()?,
    })
}

/// What was gathered.
pub fn cases(ending: &Ending) -> Vec<Case> {
    let lines = ending.gathered.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    lines.filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

/// `path:line:column: what is the matter` for each input that could not be read.
pub fn unread_words(unread: &Unread) -> String {
    format!("{}: {}", unread.place(), unread.message)
}
