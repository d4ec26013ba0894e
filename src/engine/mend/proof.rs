//! The proof of a repair: the file, read again, holds what was meant and nothing else.

use super::found::{Chosen, Look};
use crate::engine::reads::Reads;
use crate::rule::Part;
use crate::source::{Document, FileText, Node};
use crate::span::Severity;
use std::collections::BTreeMap;

/// A file as it was read.
pub struct Reading<'r> {
    pub bytes: &'r [u8],
    pub look: &'r Look,
}

/// Compares a file before and after its repair.
///
/// # Errors
/// What the repair would have done, to be said behind "because mending it would have".
pub fn check(
    before: &Reading,
    after: &Reading,
    chosen: &[Chosen],
    intended: &[String],
    reads: Reads,
) -> Result<(), String> {
    links(before, after, intended)?;
    findings(before.look, after.look, chosen)?;
    match reads {
        Reads::Structured(_) => document(before.bytes, after.bytes, chosen, reads),
        _ if before.look.unread.len() != after.look.unread.len() => Err("broken a line".to_owned()),
        _ => Ok(()),
    }
}

/// Every link is where it was, and reads as it was meant to.
fn links(before: &Reading, after: &Reading, intended: &[String]) -> Result<(), String> {
    let (old, new) = (&before.look.found, &after.look.found);
    // Fields are only told of where something is found in them.
    let texts = |all: &mut dyn Iterator<Item = (Option<&str>, &str)>| -> BTreeMap<(String, String), u64> {
        let mut count = BTreeMap::new();
        for (key, text) in all {
            *count.entry((key.unwrap_or_default().to_owned(), text.to_owned())).or_default() += 1;
        }
        count
    };
    let meant = texts(&mut old.iter().zip(intended).map(|(f, text)| (f.key.as_deref(), &**text)));
    let came = texts(&mut new.iter().map(|f| (f.key.as_deref(), &*f.text)));
    match came.iter().find(|(link, n)| meant.get(link).is_none_or(|m| m < n)) {
        Some(((key, _), _)) => Err(format!("written something else than was meant{}", at(key))),
        None => Ok(()),
    }
}

fn at(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!(" at {key}") }
}

/// What was mended is gone, and nothing of its severity or above came.
fn findings(before: &Look, after: &Look, chosen: &[Chosen]) -> Result<(), String> {
    // What only shows when links are read together may come to light when one of them is mended.
    let count = |look: &Look| {
        let mut count: BTreeMap<&'static str, u64> = BTreeMap::new();
        let mut worst: BTreeMap<&'static str, Severity> = BTreeMap::new();
        for fault in look.found.iter().flat_map(|f| &f.findings).filter(|f| f.part != Part::Offer) {
            *count.entry(fault.rule).or_default() += 1;
            let worse = worst.entry(fault.rule).or_insert(fault.severity);
            *worse = (*worse).max(fault.severity);
        }
        (count, worst)
    };
    let ((old, _), (new, worst)) = (count(before), count(after));
    let mut mended: BTreeMap<&str, u64> = BTreeMap::new();
    chosen.iter().for_each(|c| *mended.entry(c.rule).or_default() += 1);
    let least = severity_of(before, chosen);
    for (rule, now) in new {
        let had = old.get(rule).copied().unwrap_or(0);
        if now + mended.get(rule).copied().unwrap_or(0) > had && (mended.contains_key(rule) || worst[rule] >= least) {
            return Err(format!("left or brought a fault: {rule}"));
        }
    }
    Ok(())
}

/// The least severity among what was mended.
fn severity_of(look: &Look, chosen: &[Chosen]) -> Severity {
    let all = look.found.iter().flat_map(|f| &f.findings);
    all.filter(|f| chosen.iter().any(|c| c.rule == f.rule)).map(|f| f.severity).min().unwrap_or(Severity::Advice)
}

/// The file is read as before, but for the texts that were mended.
fn document(before: &[u8], after: &[u8], chosen: &[Chosen], reads: Reads) -> Result<(), String> {
    let Reads::Structured(syntax) = reads else { return Ok(()) };
    let (old_file, new_file) = (FileText::read(before), FileText::read(after));
    let old = Document::read("", &old_file, syntax);
    let new = Document::read("", &new_file, syntax);
    if old.breaks.len() != new.breaks.len() || old.nodes.len() != new.nodes.len() {
        return Err("changed how the file is read".to_owned());
    }
    let mut edits: Vec<(u64, u64)> = chosen.iter().flat_map(|c| &c.edits).map(|e| (e.start_byte, e.end_byte)).collect();
    edits.sort_unstable();
    let edited = |node: &Node| {
        let (from, to) = (old_file.offset(node.value.start as usize), old_file.offset(node.value.end as usize));
        let first = edits.partition_point(|(_, end)| *end < from as u64);
        edits.get(first).is_some_and(|(start, _)| *start <= to as u64)
    };
    for (number, (a, b)) in old.nodes.iter().zip(&new.nodes).enumerate() {
        let id = number as u32;
        let same_text = || a.next > id + 1 || old.text(id) == new.text(id) || is_holder(a) || edited(a);
        if (a.kind, a.next, a.index) != (b.kind, b.next, b.index) || old.key(id) != new.key(id) || !same_text() {
            return Err(format!("changed {}", old.pointer(id)));
        }
    }
    Ok(())
}

fn is_holder(node: &Node) -> bool {
    matches!(node.kind, crate::source::Kind::Map | crate::source::Kind::List)
}
