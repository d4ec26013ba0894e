//! `gitlab`: a code quality report, as GitLab's merge requests show it.

use super::compact::write;
use super::gathered::{Case, Fault, cases};
use super::plain::tidy;
use super::style::Style;
use crate::findings::Ending;
use crate::span::Severity;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    /// For those who read no columns.
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: u64,
    end: u64,
}

#[derive(Serialize)]
struct Positions {
    begin: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u64,
    column: u64,
}

/// A list of issues. What could not be read, was left out or was counted is in none: it is no fault of a file's.
pub fn written(ending: &Ending, _: &Style, out: &mut Vec<u8>) {
    let cases = cases(ending);
    let mut met = HashMap::new();
    let issues: Vec<Issue> = cases
        .iter()
        .flat_map(|case| case.faults.iter().map(move |f| (case, f)))
        .map(|(c, f)| issue(c, f, &mut met))
        .collect();
    write(&issues, out);
    out.push(b'\n');
}

fn issue<'a>(case: &'a Case, fault: &'a Fault, met: &mut HashMap<&'a str, u32>) -> Issue<'a> {
    // Two links that are alike in all that a fingerprint knows are told apart by their order.
    let times = met.entry(&fault.fingerprint).or_default();
    *times += 1;
    let fingerprint = if *times == 1 { fault.fingerprint.clone() } else { format!("{}-{times}", fault.fingerprint) };
    let place = fault.place;
    Issue {
        description: tidy(&fault.told()),
        check_name: &fault.rule,
        fingerprint,
        severity: match fault.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        },
        location: Location {
            path: &case.path,
            lines: Lines { begin: place.line, end: place.end_line },
            positions: Positions {
                begin: Point { line: place.line, column: place.column },
                end: Point { line: place.end_line, column: place.end_column },
            },
        },
    }
}
