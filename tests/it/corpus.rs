//! Links of the field: those that work pass, the others are reported for what is wrong with them.

use crate::common::{Failures, describe, field, lint, no_hosts, records, worse};
use serde_json::Value;
use std::collections::BTreeMap;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::rule;
use tracklint::span::{Severity, Span};

/// Of a link that was told to be live, either is as right as the other.
const ALIKE: [&str; 2] = ["encoded-macro", "unresolved-macro"];

/// At most one good link in twenty may be warned about.
const RARELY: usize = 20;

#[derive(Default)]
struct Tally {
    labelled: usize,
    found: usize,
    beside: usize,
}

#[test]
fn links_of_the_field_get_the_verdict_they_deserve() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let (mut good, mut warned) = (0, Vec::new());
    for (_, record) in records("fixtures/corpus/real_urls.jsonl") {
        failures.looked();
        let linted = lint(&mut linter, &catalogue, &record);
        let subject = format!("{} {:?} ({})", field(&record, "id"), field(&record, "url"), field(&record, "why"));
        defects(&record, &linted, &mut tallies, |what| failures.note(&subject, what));
        if field(&record, "verdict") == "good" {
            good += 1;
            pass(&record, &linted, &mut warned, |what| failures.note(&subject, what));
        }
    }
    print(&tallies, good, &warned);
    if warned.len() * RARELY > good {
        failures.note(&format!("{} of {good} good links are warned about", warned.len()), warned.join("\n"));
    }
    failures.end();
}

/// A good link has no error but those that are labelled; warnings are collected.
fn pass(record: &Value, linted: &Linted, warned: &mut Vec<String>, mut wrong: impl FnMut(String)) {
    let url = field(record, "url");
    let labelled = |id: &str| labels(record).iter().any(|d| field(d, "rule") == id);
    let mut unlabelled = worse(&linted.findings, Severity::Warning).filter(|f| !labelled(f.rule.id)).peekable();
    if let Some(first) = unlabelled.peek() {
        warned.push(format!("{}: {}", field(record, "id"), describe(url, first)));
    }
    for error in unlabelled.filter(|f| f.severity == Severity::Error) {
        wrong(format!("a good link: {}", describe(url, error)));
    }
}

/// Every labelled defect is found by its rule, where the label says.
fn defects(
    record: &Value,
    linted: &Linted,
    tallies: &mut BTreeMap<&'static str, Tally>,
    mut wrong: impl FnMut(String),
) {
    let url = field(record, "url");
    for defect in labels(record) {
        let id = field(defect, "rule");
        let rule = rule::named(id).unwrap_or_else(|| panic!("no rule of the catalogue: {record}"));
        let tally = tallies.entry(rule.id).or_default();
        tally.labelled += 1;
        let place = place(url, field(defect, "where"));
        let same = |other: &str| other == id || ALIKE.contains(&other) && ALIKE.contains(&id);
        if linted.findings.iter().any(|f| same(f.rule.id) && (f.whole || f.span.touches(place))) {
            tally.found += 1;
        } else {
            let reported: Vec<_> = linted.findings.iter().map(|f| describe(url, f)).collect();
            wrong(format!("{id} is not reported at {:?}; reported:\n{}", field(defect, "where"), reported.join("\n")));
        }
    }
    let labelled = |id: &str| labels(record).iter().any(|d| field(d, "rule") == id);
    for finding in linted.findings.iter().filter(|f| !labelled(f.rule.id)) {
        tallies.entry(finding.rule.id).or_default().beside += 1;
    }
}

fn labels(record: &Value) -> &[Value] {
    record["defects"].as_array().map_or(&[], Vec::as_slice)
}

fn place(url: &str, piece: &str) -> Span {
    let at = url.find(piece).unwrap_or_else(|| panic!("{piece:?} does not stand in {url:?}"));
    Span::new(at, at + piece.len())
}

fn print(tallies: &BTreeMap<&str, Tally>, good: usize, warned: &[String]) {
    println!("{:<32}{:>10}{:>10}{:>10}", "rule", "labelled", "found", "beside");
    for (id, tally) in tallies {
        println!("{id:<32}{:>10}{:>10}{:>10}", tally.labelled, tally.found, tally.beside);
    }
    println!("{} of {good} good links warned about", warned.len());
}
