//! `csv`: one row a postback, for a spreadsheet. Cells that a spreadsheet would take for a formula are made harmless.

use super::rows::Row;
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
pub fn row(row: &Row, out: &mut Vec<u8>) {
    let line = row.line.to_string();
    let cells: [&str; COLUMNS.len()] = [
        &row.time,
        &row.path,
        &line,
        row.verdict,
        row.reason,
        &row.message,
        &row.help,
        &row.sender,
        &row.method,
        &row.status,
        &row.url,
        &row.offer,
        &row.click_id,
        &row.event,
        &row.unique_id,
        &row.amount,
        &row.agent,
        &row.answered,
        &row.seconds,
        &row.duplicate_of,
    ];
    write(cells.iter().map(|c| harmless(c)), out);
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
    out.extend_from_slice(b"\r\n");
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
        assert_eq!(out, b"a,\"b,\"\"c\"\"\"\r\n");
    }
}
