//! `csv`: one row a postback, for a spreadsheet. Cells that a spreadsheet would take for a formula are made harmless.

use super::super::{harmless as unhidden, inert};
use crate::log::shown::Shown;
use crate::log::verdict::Reason;
use std::borrow::Cow;

const COLUMNS: [&str; 20] = [
    "time",
    "path",
    "line",
    "verdict",
    "reason",
    "message",
    "help",
    "sender",
    "method",
    "status",
    "url",
    "offer",
    "click_id",
    "event",
    "unique_id",
    "amount",
    "agent",
    "answered",
    "seconds_after_click",
    "duplicate_of",
];

/// The names of the columns.
pub fn head(out: &mut Vec<u8>) {
    write(COLUMNS.iter().map(|c| Cow::Borrowed(*c)), out);
}

/// One row.
pub fn row(shown: &Shown, out: &mut Vec<u8>) {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells: [String; COLUMNS.len()] = [
        shown.time.map(|t| t.to_string()).unwrap_or_default(),
        shown.place.0.clone(),
        shown.place.1.to_string(),
        shown.verdict.id().to_owned(),
        shown.reason.map_or("", Reason::id).to_owned(),
        shown.message.clone(),
        shown.help.clone(),
        some(&shown.sender),
        some(&shown.method),
        shown.status.map(|s| s.to_string()).unwrap_or_default(),
        shown.url.clone(),
        some(&shown.offer),
        some(&shown.click_id),
        some(&shown.event),
        some(&shown.unique_id),
        some(&shown.amount),
        some(&shown.agent),
        some(&shown.answered),
        shown.click.as_ref().and_then(|c| c.seconds).map(|s| s.to_string()).unwrap_or_default(),
        shown.duplicate_of.as_ref().map(|(path, line)| format!("{path}:{line}")).unwrap_or_default(),
    ];
    write(
        cells.iter().enumerate().map(|(at, c)| if NUMBERS.contains(&COLUMNS[at]) { c.into() } else { shown_as(c) }),
        out,
    );
}

/// Columns of numbers of ours: a minus there begins no formula.
const NUMBERS: [&str; 1] = ["seconds_after_click"];

/// A cell without what steers a terminal or a CI system: a table is often looked at before it is opened.
fn shown_as(cell: &str) -> Cow<'_, str> {
    match unhidden(cell) {
        Cow::Borrowed(cell) if cell == inert(cell) => harmless(cell),
        cell => Cow::Owned(harmless(&inert(&cell)).into_owned()),
    }
}

/// Spreadsheets take a cell for a formula that begins with one of these; a quote before it makes it text.
fn harmless(cell: &str) -> Cow<'_, str> {
    match cell.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => Cow::Owned(format!("'{cell}")),
        _ if cell.starts_with(['\t', '\r', '\n']) => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}

fn write<'c>(cells: impl Iterator<Item = Cow<'c, str>>, out: &mut Vec<u8>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            out.push(b',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push(b'"');
            out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("a=1"), "a=1");
        let mut out = Vec::new();
        write(["a".into(), "b,\"c\"".into()].into_iter(), &mut out);
        assert_eq!(out, b"a,\"b,\"\"c\"\"\"\n");
    }
}
