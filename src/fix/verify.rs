//! The proof of a repair: the file, read again, holds what was meant and nothing else.

use super::repairs::{Chosen, FileFindings, FoundItem, Intent};
use crate::rule::Part;
use crate::scan::Reads;
use crate::source::{Comment, Document, FileText, Node, NodeKind};
use crate::span::{Safety, Severity};
use std::collections::BTreeMap;

/// A file as it was read.
pub struct Reading<'r> {
    pub bytes: &'r [u8],
    pub file_findings: &'r FileFindings,
}

/// Why repairs must not be made. The words are said behind "fixing it would have".
#[derive(Debug)]
pub enum Objection {
    /// Probable repairs in the links of these numbers would leave or bring a fault: they were no repairs.
    Improbable(Vec<usize>),
    /// What the repairs would have done; and the number of the link whose repairs they were, where that is known.
    Broken { link: Option<usize>, why: String },
}

/// Compares a file before and after its repair.
///
/// # Errors
/// What speaks against the repair.
pub fn check(before: &Reading, after: &Reading, intents: &[Intent], reads: Reads) -> Result<(), Objection> {
    links(before.file_findings, after.file_findings, intents)?;
    match reads {
        Reads::Structured(_) => document(before.bytes, after.bytes, intents, reads).map_err(whole_file)?,
        _ if before.file_findings.unread.len() != after.file_findings.unread.len() => {
            return Err(whole_file("broken a line".to_owned()));
        }
        _ => {}
    }
    findings(before.file_findings, after.file_findings, intents)
}

const fn whole_file(why: String) -> Objection {
    Objection::Broken { link: None, why }
}

/// What is said of a link. If nothing is repaired in it, it may be the repair of another one that moved it.
const fn broken(number: usize, intent: &Intent, why: String) -> Objection {
    Objection::Broken { link: if intent.chosen.is_empty() { None } else { Some(number) }, why }
}

/// Every link is where it was, and reads as it was meant to.
fn links(before: &FileFindings, after: &FileFindings, intents: &[Intent]) -> Result<(), Objection> {
    if before.links().count() != after.links().count() {
        return Err(whole_file("lost or brought a link".to_owned()));
    }
    for (number, ((old, new), intent)) in before.links().zip(after.links()).zip(intents).enumerate() {
        if (&old.key, &intent.text) != (&new.key, &new.text) {
            let why = format!("written something else than was meant {}", place(old));
            return Err(broken(number, intent, why));
        }
    }
    Ok(())
}

fn place(found: &FoundItem) -> String {
    found.key.as_ref().map_or_else(|| format!("in line {}", found.line), |key| format!("at {key}"))
}

/// What was fixed is gone, and nothing of its severity or above came.
fn findings(before: &FileFindings, after: &FileFindings, intents: &[Intent]) -> Result<(), Objection> {
    let all = intents.iter().flat_map(|i| &i.chosen).map(|c| c.severity).min().unwrap_or(Severity::Error);
    let mut improbable = Vec::new();
    for (number, ((old, new), intent)) in before.links().zip(after.links()).zip(intents).enumerate() {
        let least = intent.chosen.iter().map(|c| c.severity).min().unwrap_or(all);
        let Some(rule) = stays(new, intent).or_else(|| comes(old, new, least)) else { continue };
        if !intent.chosen.iter().any(|c| c.safety == Safety::Unsafe) {
            let why = format!("left or brought a fault ({rule}) {}", place(old));
            return Err(broken(number, intent, why));
        }
        improbable.push(number);
    }
    if improbable.is_empty() { Ok(()) } else { Err(Objection::Improbable(improbable)) }
}

/// The rule of a fault that was fixed and is still there, at the place it had.
fn stays(new: &FoundItem, intent: &Intent) -> Option<&'static str> {
    if intent.chosen.is_empty() {
        return None;
    }
    let forth = intent.map.invert();
    let still = |c: &&Chosen| new.faults.iter().any(|f| f.rule == c.rule && f.span == forth.span_out(c.span));
    intent.chosen.iter().find(still).map(|c| c.rule)
}

/// The rule of a fault that was not there before. What only shows when links are read together may come to light when
/// one of them is fixed, and a comment may no longer be needed: neither speaks against the repair.
fn comes(old: &FoundItem, new: &FoundItem, least: Severity) -> Option<&'static str> {
    let count = |found: &FoundItem| {
        let mut count: BTreeMap<&'static str, (usize, Severity)> = BTreeMap::new();
        for fault in found.faults.iter().filter(|f| !matches!(f.part, Part::Offer | Part::File)) {
            let (n, worst) = count.entry(fault.rule).or_insert((0, fault.severity));
            (*n, *worst) = (*n + 1, fault.severity.max(*worst));
        }
        count
    };
    let had = count(old);
    let more = |(rule, (n, worst)): &(&'static str, (usize, Severity))| {
        *worst >= least && had.get(rule).is_none_or(|(before, _)| before < n)
    };
    count(new).into_iter().find(more).map(|(rule, _)| rule)
}

/// The file is read as before, but for the texts that were fixed.
fn document(before: &[u8], after: &[u8], intents: &[Intent], reads: Reads) -> Result<(), String> {
    let Reads::Structured(syntax) = reads else { return Ok(()) };
    let (old_file, new_file) = (FileText::read(before), FileText::read(after));
    let old = Document::read("", &old_file, syntax);
    let new = Document::read("", &new_file, syntax);
    let shape = |d: &Document| (d.breaks.len(), d.nodes.len(), d.comments.len());
    if shape(&old) != shape(&new) {
        return Err("changed how the file is read".to_owned());
    }
    let chosen = intents.iter().flat_map(|i| &i.chosen);
    let mut edits: Vec<(u64, u64)> = chosen.flat_map(|c| &c.edits).map(|e| (e.start_byte, e.end_byte)).collect();
    edits.sort_unstable();
    let edited = |node: &Node| {
        let (from, to) = (old_file.offset(node.value.start as usize), old_file.offset(node.value.end as usize));
        let first = edits.partition_point(|(_, end)| *end < from as u64);
        edits.get(first).is_some_and(|(start, _)| *start <= to as u64)
    };
    for (number, (a, b)) in (0..).zip(old.nodes.iter().zip(&new.nodes)) {
        let holds = matches!(a.kind, NodeKind::Map | NodeKind::List);
        let same_text = || holds || old.text(number) == new.text(number) || edited(a);
        let shape = |n: &Node| (n.kind, n.parent, n.next, n.index);
        if shape(a) != shape(b)
            || old.alias(number) != new.alias(number)
            || old.key(number) != new.key(number)
            || !same_text()
        {
            return Err(format!("changed {}", old.pointer(number)));
        }
    }
    let comments = old.comments.iter().zip(&new.comments);
    let text = |file: &FileText, c: &Comment| file.text[c.start as usize..c.end as usize].to_owned();
    if comments.into_iter().any(|(a, b)| text(&old_file, a) != text(&new_file, b)) {
        return Err("changed a comment".to_owned());
    }
    Ok(())
}
