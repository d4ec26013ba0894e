//! Exports as they come: every fault of `fixtures/exports` is found under its rule at its place, and nothing else is.

use crate::common::{Failures, run, text};

/// `file line column severity rule text`: the text stands in the file from there on.
const TABLE: &str = "tests/offers/faults.txt";

/// `file line column severity rule` of a line of the report.
fn reported(line: &str) -> Option<String> {
    let (place, rest) = line.strip_prefix("fixtures/exports/")?.split_once(": ")?;
    let severity = rest.split_once(':')?.0;
    let rule = line.rsplit_once('[')?.1.trim_end_matches(']');
    Some(format!("{} {severity} {rule}", place.replace(':', " ")))
}

#[test]
fn every_listed_fault_is_found_at_its_place_and_nothing_else_is() {
    let (mut failures, table) = (Failures::default(), text(TABLE));
    let ran = run(&crate::common::root(), &["--format", "concise", "--no-config", "fixtures/exports"]);
    assert_eq!((ran.exit, ran.stderr.lines().count()), (1, 1), "{}", ran.stderr);
    let mut found: Vec<String> = ran.stdout.lines().map(|l| reported(l).unwrap_or_else(|| l.to_owned())).collect();
    for row in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        failures.looked();
        let words: Vec<&str> = row.splitn(6, ' ').collect();
        let [file, line, column, severity, rule, stands] = words[..] else { panic!("{TABLE}: {row}") };
        match found.iter().position(|f| *f == format!("{file} {line} {column} {severity} {rule}")) {
            Some(at) => drop(found.remove(at)),
            None => failures.note(row, "is not found"),
        }
        let (line, column): (usize, usize) = (line.parse().expect("a line"), column.parse().expect("a column"));
        let export = text(format!("fixtures/exports/{file}"));
        let from: String = export.lines().nth(line - 1).unwrap_or_default().chars().skip(column - 1).collect();
        if !from.starts_with(stands) {
            failures.note(row, format!("there stands {from}"));
        }
    }
    found.iter().for_each(|extra| failures.note(extra, "is found and in no row of the table"));
    failures.end();
}

/// The native format is one format, however it is written down.
#[test]
fn the_same_offers_have_the_same_faults_in_every_syntax() {
    let found = |ending: &str| {
        let file = format!("fixtures/offers/offers.{ending}");
        let ran = run(&crate::common::root(), &["--format", "concise", "--no-config", &file]);
        assert_eq!((ran.exit, ran.stderr.lines().count()), (1, 1), "{file}: {}", ran.stderr);
        let place = format!("{file}:");
        let message = |line: &str| {
            let rest = line.strip_prefix(&place).and_then(|rest| rest.splitn(3, ':').nth(2));
            let rest = rest.unwrap_or_else(|| panic!("{line} is of another file"));
            // Where the other place stands differs.
            match rest.split_once("; see ") {
                Some((what, there)) => format!("{what}{}", &there[there.find(' ').unwrap_or(there.len())..]),
                None => rest.to_owned(),
            }
        };
        let mut all: Vec<String> = ran.stdout.lines().map(message).collect();
        all.sort();
        all
    };
    let yaml = found("yaml");
    assert_eq!(yaml.len(), 9, "{yaml:#?}");
    for ending in ["json", "toml", "csv"] {
        assert_eq!(found(ending), yaml, "{ending}");
    }
}
