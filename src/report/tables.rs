//! What is told at the end besides the findings: how many were left out, and how many there are of each kind.

use super::hidden::harmless;
use super::inert::inert;
use crate::findings::Statistics;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt::Write;

/// For links whose platform nobody knows, so that the counts of a table add up.
const UNKNOWN: &str = "not known";

/// A name and how many findings it has.
pub type Row<'a> = (Cow<'a, str>, u64);

/// What is counted, and each name with its count: the most first, then by name.
pub fn tables(statistics: &Statistics) -> [(&'static str, Vec<Row<'_>>); 3] {
    let Statistics { rules, platforms, files } = statistics;
    let total: u64 = rules.values().sum();
    let rules = rules.iter().map(|(name, n)| (Cow::Borrowed(*name), *n)).collect();
    let known: u64 = platforms.values().sum();
    let mut by_platform: Vec<_> = platforms.iter().map(|(name, n)| (Cow::Borrowed(*name), *n)).collect();
    by_platform.extend(total.checked_sub(known).filter(|n| *n > 0).map(|n| (UNKNOWN.into(), n)));
    let files = files.iter().map(|(name, n)| (harmless(name), *n)).collect();
    [("rule", rules), ("platform", by_platform), ("file", files)].map(|(what, mut rows): (_, Vec<_>)| {
        rows.sort_by(|(a, m), (b, n)| (Reverse(m), a == UNKNOWN, a).cmp(&(Reverse(n), b == UNKNOWN, b)));
        (what, rows)
    })
}

/// The counts for a terminal or a log; empty where there is nothing to count.
#[must_use]
pub fn table(statistics: &Statistics) -> String {
    let mut out = String::new();
    for (what, rows) in tables(statistics).into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let digits = rows.iter().map(|(_, n)| n.to_string().len()).max().unwrap_or(0);
        let blank = if out.is_empty() { "" } else { "\n" };
        // Writing to a string never fails.
        let _ = writeln!(out, "{blank}Findings by {what}:");
        for (name, n) in rows {
            let _ = writeln!(out, "  {n:>digits$}  {name}");
        }
    }
    inert(&out).into_owned()
}

/// Writes the counts, behind whatever was written before.
pub fn write(statistics: Option<&Statistics>, out: &mut Vec<u8>) {
    let table = statistics.map(table).unwrap_or_default();
    if !table.is_empty() {
        if !out.is_empty() {
            out.push(b'\n');
        }
        out.extend_from_slice(table.as_bytes());
    }
}

/// The same for somebody to whom it is read out; each line a sentence.
pub fn sentences(statistics: &Statistics) -> String {
    let mut out = String::new();
    for (what, rows) in tables(statistics).into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let rows: Vec<String> = rows.iter().map(|(name, n)| format!("{name}: {n}")).collect();
        let _ = writeln!(out, "Findings by {what}. {}.", rows.join(", "));
    }
    out
}

/// `And 3 more findings.`; nothing where none was left out.
pub fn left_out(n: u64) -> Option<String> {
    match n {
        0 => None,
        1 => Some("And 1 more finding.".to_owned()),
        n => Some(format!("And {n} more findings.")),
    }
}
