//! What a format that is written at the end knows of each link: gathered while the run goes on, read back then.

use super::{Shown, Style};
use crate::engine::{Ending, Entry, Unread, fingerprints};
use crate::rule::Finding;
use crate::span::{Edit, Place, Safety, Severity};
use serde::{Deserialize, Serialize};

/// A link or field, masked as the report is. One that could not be read has no text.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    pub path: String,
    pub key: Option<String>,
    pub text: String,
    pub place: Place,
    pub faults: Vec<Fault>,
    /// The link with all safe fixes applied.
    pub fixed: Option<String>,
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
    /// Other places to look at.
    pub also: Vec<Also>,
    pub fingerprint: String,
    pub fix: Option<Repair>,
}

/// Another place to look at.
#[derive(Debug, Serialize, Deserialize)]
pub struct Also {
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
    /// What is wrong and what it costs.
    pub fn message(&self) -> String {
        if self.cost.is_empty() { self.what.clone() } else { format!("{} {}", self.what, self.cost) }
    }
}

/// Writes what is to be known of an entry, on a line.
pub fn gather(entry: &Entry, style: &Style, out: &mut Vec<u8>) {
    let shown = Shown::new(entry, style);
    let prints = fingerprints(entry);
    let case = Case {
        path: shown.mask.words(entry.literal.path).into_owned(),
        key: entry.literal.key.as_deref().map(|k| shown.mask.words(k).into_owned()),
        text: shown.text.clone().into_owned(),
        place: entry.literal.whole(),
        faults: entry.linted.findings.iter().zip(prints).map(|(f, print)| fault(f, entry, &shown, print)).collect(),
        fixed: shown.fixed.map(str::to_owned),
    };
    // Plain structs into a vector: neither side can fail.
    let _ = serde_json::to_writer(&mut *out, &case);
    out.push(b'\n');
}

fn fault(finding: &Finding, entry: &Entry, shown: &Shown, fingerprint: String) -> Fault {
    let words = |text: &str| shown.mask.words(text).into_owned();
    let near = finding.labels.iter().map(|(span, label)| Also {
        path: words(entry.literal.path),
        place: entry.literal.place(*span),
        label: words(label),
    });
    let far = finding.elsewhere.iter().filter_map(|there| {
        let literal = entry.places.literal(there.spot)?;
        Some(Also { path: words(literal.path), place: literal.place(there.span), label: words(&there.label) })
    });
    Fault {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity,
        what: words(&finding.what),
        cost: words(&finding.cost),
        todo: words(&finding.todo),
        text: shown.text.get(finding.span.range()).unwrap_or_default().to_owned(),
        place: entry.literal.place(finding.span),
        also: near.chain(far).collect(),
        fingerprint,
        fix: repair(finding, entry, shown),
    }
}

/// `None` for a repair that is only shown, that cannot be carried into the file, or that holds what is masked.
fn repair(finding: &Finding, entry: &Entry, shown: &Shown) -> Option<Repair> {
    let fix = finding.fix.as_ref().filter(|f| f.safety != Safety::Shown)?;
    let edit = |e: &Edit| {
        let text = entry.literal.file_edit(e).filter(|_| !shown.mask.touches(e))?.text;
        Some((entry.literal.place(e.span), text.into_owned()))
    };
    Some(Repair {
        title: shown.mask.words(&fix.title).into_owned(),
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
