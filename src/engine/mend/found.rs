//! What is found in a file, with the repairs in bytes of the file; and which of them can be made together.

use super::Left;
use crate::engine::{Ending, Entry, Report, Unread};
use crate::rule::{Finding, Part};
use crate::source::FileEdit;
use crate::span::{Edit, Safety, Severity, apply};
use std::sync::Mutex;

/// A link or field of a file with what was found in it.
#[derive(Debug)]
pub struct Found {
    /// Its key path, where the format has keys.
    pub key: Option<String>,
    pub text: String,
    pub findings: Vec<Fault>,
}

/// A finding.
#[derive(Debug)]
pub struct Fault {
    pub rule: &'static str,
    pub part: Part,
    pub severity: Severity,
    /// Line and column.
    pub place: (u64, u64),
    pub repair: Option<Repair>,
}

/// A repair.
#[derive(Debug)]
pub struct Repair {
    pub safety: Safety,
    /// In bytes of the link.
    edits: Vec<Edit>,
    /// In bytes of the file, or why it cannot be carried there.
    file: Result<Vec<FileEdit>, &'static str>,
}

/// A repair that is made.
#[derive(Debug)]
pub struct Chosen {
    pub rule: &'static str,
    pub edits: Vec<FileEdit>,
}

/// Everything that was found in a file.
#[derive(Debug, Default)]
pub struct Look {
    pub found: Vec<Found>,
    pub unread: Vec<Unread>,
}

/// A report that keeps what it is told, whoever tells it, in the order of the file.
#[derive(Default)]
pub struct Collector {
    found: Mutex<Vec<(u64, Found)>>,
}

impl Collector {
    pub fn finish(self, unread: Vec<Unread>) -> Look {
        let mut found = self.found.into_inner().unwrap_or_default();
        found.sort_by_key(|(at, _)| *at);
        Look { found: found.into_iter().map(|(_, found)| found).collect(), unread }
    }
}

impl Report for Collector {
    fn head(&self, _: &mut Vec<u8>) {}

    fn joiner(&self) -> &'static [u8] {
        b""
    }

    fn entry(&self, entry: &Entry, _: &mut Vec<u8>) {
        let literal = entry.literal;
        let place = literal.whole();
        let found = Found {
            key: literal.key.as_deref().map(str::to_owned),
            text: literal.text.clone().into_owned(),
            findings: entry.linted.findings.iter().map(|f| Fault::of(f, entry)).collect(),
        };
        if let Ok(mut all) = self.found.lock() {
            all.push((place.start_byte, found));
        }
    }

    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}

    fn tail(&self, _: &Ending, _: &mut Vec<u8>) {}
}

impl Fault {
    fn of(finding: &Finding, entry: &Entry) -> Self {
        let place = entry.literal.place(finding.span);
        let repair = finding.fix.as_ref().map(|fix| Repair {
            safety: fix.safety,
            edits: fix.edits.clone(),
            file: carried(&fix.edits, entry),
        });
        let (rule, severity) = (finding.rule, finding.severity);
        Self { rule: rule.id, part: rule.part, severity, place: (place.line, place.column), repair }
    }
}

/// The edits in bytes of the file; in order, without overlap.
fn carried(edits: &[Edit], entry: &Entry) -> Result<Vec<FileEdit>, &'static str> {
    const OPAQUE: &str = "the file writes this text in a way that cannot be changed in one place only";
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        all.push(entry.literal.file_edit(edit).ok_or(entry.literal.locked.unwrap_or(OPAQUE))?);
    }
    all.sort_by_key(|e| (e.start_byte, e.end_byte));
    if all.windows(2).any(|pair| clash(&pair[0], &pair[1])) { Err(OPAQUE) } else { Ok(all) }
}

fn clash(a: &FileEdit, b: &FileEdit) -> bool {
    let same_point = a.start_byte == b.start_byte && a.end_byte == b.end_byte;
    same_point || a.start_byte < b.end_byte && b.start_byte < a.end_byte
}

impl Found {
    /// The findings that are not mended, and why.
    pub fn left(&self, path: &str, least: Safety) -> impl Iterator<Item = Left> {
        self.findings.iter().filter(|f| f.severity > Severity::Advice).map(move |fault| {
            let (line, column) = fault.place;
            Left { rule: fault.rule, place: format!("{path}:{line}:{column}"), reason: fault.reason(least) }
        })
    }
}

impl Fault {
    fn reason(&self, least: Safety) -> &'static str {
        match &self.repair {
            None => "only a person can tell what is right",
            Some(repair) => match (repair.safety, &repair.file) {
                (_, Err(why)) => why,
                (Safety::Shown, _) => "the repair is only shown: the link is signed, or it would change more than this",
                (Safety::Unsafe, _) if least == Safety::Safe => "the repair is only probable; --unsafe-fixes makes it",
                _ => "another repair of this link came first and left it",
            },
        }
    }

    /// The repair in bytes of the file, if it is one that is made.
    fn wanted(&self, least: Safety) -> Option<(&Repair, &Vec<FileEdit>)> {
        let repair = self.repair.as_ref().filter(|r| r.safety <= least)?;
        let edits = repair.file.as_ref().ok().filter(|edits| !edits.is_empty())?;
        Some((repair, edits))
    }
}

/// The repairs that are made in this round, the sure ones first where two overlap, and the text that each link is to
/// have afterwards.
pub fn choose(all: &[Found], least: Safety) -> (Vec<Chosen>, Vec<String>) {
    let (mut chosen, mut intended): (Vec<Chosen>, Vec<String>) = (Vec::new(), Vec::with_capacity(all.len()));
    // Links in one text of markup lie one behind the other, so a repair can only clash with one of its own link.
    for found in all {
        let mut wanted: Vec<_> = found.findings.iter().filter_map(|f| f.wanted(least).map(|w| (f, w))).collect();
        wanted.sort_by_key(|(_, (repair, _))| repair.safety);
        let mut edits: Vec<&Edit> = Vec::new();
        let first = chosen.len();
        for (fault, (repair, file)) in wanted {
            let taken = chosen[first..].iter().flat_map(|c| &c.edits);
            if taken.clone().any(|t| file.iter().any(|e| clash(t, e))) {
                continue;
            }
            edits.extend(&repair.edits);
            chosen.push(Chosen { rule: fault.rule, edits: file.clone() });
        }
        edits.sort_by_key(|e| e.span);
        intended.push(if edits.is_empty() { found.text.clone() } else { apply(&found.text, &edits).0 });
    }
    (chosen, intended)
}
