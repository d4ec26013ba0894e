//! No secret and no personal data in anything that a program or a log may keep, and nothing else masked.
//!
//! `cases.txt` and `lookalikes.txt` were written from what is promised, without a look at the code that masks. The
//! program itself is run, on all cases at once, in every format and in every way that a link comes in; each secret is
//! different, so that one found in an output tells its case.

mod cases;
mod judge;
mod outputs;

use crate::common::{Failures, text};
use cases::{Case, Way, read};
use judge::Judge;
use outputs::{FORMATS, Output};
use std::collections::BTreeMap;

fn cases() -> Vec<Case> {
    read(&text("tests/it/secrets/cases.txt"))
}

fn lookalikes() -> Vec<Case> {
    read(&text("tests/it/secrets/lookalikes.txt"))
}

#[test]
fn the_lists_are_long_and_varied() {
    let cases = cases();
    let kinds: std::collections::BTreeSet<_> = cases.iter().map(|c| &c.kind).collect();
    assert!(cases.len() >= 450 && kinds.len() >= 20, "{} cases of {} kinds", cases.len(), kinds.len());
    assert!(lookalikes().len() >= 150, "{} look-alikes", lookalikes().len());
    for case in &cases {
        assert!(!case.secrets.is_empty(), "no secret is marked in {}", case.text);
    }
}

/// Each case, put into an output as it stands, must be found, as must half of a long secret.
#[test]
fn a_planted_leak_is_found() {
    let cases = cases();
    let judge = Judge::new(&cases);
    for (index, case) in cases.iter().enumerate() {
        let leak = format!("<argument 1>:1:7: error: There is {} in the link.\n", case.text);
        assert!(judge.leaks(&leak).contains(&index), "not found: {}", case.text);
        assert!(!judge.leaks("https://shop.example/?password=**********").contains(&index));
    }
    let half = &cases[0].secrets[0][..7];
    assert!(judge.leaks(&format!("<testcase name=\"{half}*****\"/>")).contains(&0), "{half}");
}

/// What must stay readable but is masked in a report must be noticed.
#[test]
fn a_planted_mask_is_found() {
    let cases = cases();
    let index = cases.iter().position(|c| !c.keep.is_empty()).expect("a case with a readable part");
    let shown = |url: &str| serde_json::json!({"id": index.to_string(), "url": url, "redacted": true}).to_string();
    assert!(judge::unreadable(&cases, &shown(&cases[index].text)).iter().all(|(i, _)| *i != index));
    let masked = cases[index].text.replace(cases[index].keep[0].as_str(), "****");
    assert!(judge::unreadable(&cases, &shown(&masked)).iter().any(|(i, _)| *i == index));
    assert!(judge::altered(&cases[index..=index], &shown("*")).len() == 1);
}

#[test]
fn no_secret_reaches_an_output() {
    let cases = cases();
    let judge = Judge::new(&cases);
    let mut leaks: BTreeMap<(usize, &str), Vec<String>> = BTreeMap::new();
    let all = outputs::all(&cases);
    assert!(all.len() >= 3 * FORMATS.len());
    let mut failures = Failures::default();
    for Output { format, from, text, exit } in &all {
        failures.looked();
        if !matches!(exit, Some(0..=2)) {
            let words: Vec<_> = text.lines().filter(|l| l.contains("panicked")).collect();
            failures.note(&format!("exit {exit:?} in format {format} with {from}"), words.join("\n"));
        }
        for index in judge.leaks(text) {
            leaks.entry((index, *format)).or_default().push(from.clone());
        }
    }
    table(&cases, &leaks);
    for (index, case) in cases.iter().enumerate() {
        failures.looked();
        let of: Vec<_> = leaks.iter().filter(|((i, _), _)| *i == index).collect();
        if !of.is_empty() {
            let places: Vec<_> = of.iter().map(|((_, f), from)| format!("{f} ({})", from.join(", "))).collect();
            failures.note(&format!("{}: {}", case.kind, case.text.escape_debug()), places.join("; "));
        }
    }
    failures.end();
}

#[test]
fn what_stands_beside_a_secret_stays_readable() {
    let cases = cases();
    let report = outputs::records(&cases, "jsonl");
    let mut failures = Failures::default();
    cases.iter().for_each(|_| failures.looked());
    for (index, what) in judge::unreadable(&cases, &report) {
        failures.note(&format!("{}: {}", cases[index].kind, cases[index].text.escape_debug()), what);
    }
    failures.end();
}

#[test]
fn what_only_looks_like_a_secret_is_not_masked() {
    let cases = lookalikes();
    let report = outputs::records(&cases, "jsonl");
    let mut failures = Failures::default();
    cases.iter().for_each(|_| failures.looked());
    for (index, what) in judge::altered(&cases, &report) {
        failures.note(&format!("{}: {}", cases[index].kind, cases[index].text.escape_debug()), what);
    }
    failures.end();
}

/// Prints the number of cases that leak, by kind and format; seen with `--nocapture`.
fn table(cases: &[Case], leaks: &BTreeMap<(usize, &str), Vec<String>>) {
    let mut kinds: Vec<&str> = Vec::new();
    for case in cases {
        if kinds.last() != Some(&case.kind.as_str()) && !kinds.contains(&case.kind.as_str()) {
            kinds.push(&case.kind);
        }
    }
    print!("\n{:34}{:>6}{:>6}", "kind", "cases", "leak");
    FORMATS.iter().for_each(|f| print!("{f:>10}"));
    println!();
    let line = |name: &str, of: &dyn Fn(&Case) -> bool| {
        let chosen: Vec<usize> = (0..cases.len()).filter(|i| of(&cases[*i])).collect();
        let any = chosen.iter().filter(|i| FORMATS.iter().any(|f| leaks.contains_key(&(**i, *f)))).count();
        print!("{name:34}{:>6}{any:>6}", chosen.len());
        for format in FORMATS {
            print!("{:>10}", chosen.iter().filter(|i| leaks.contains_key(&(**i, format))).count());
        }
        println!();
    };
    for kind in kinds {
        line(kind, &|case| case.kind == kind);
    }
    line("all", &|_| true);
    let links = cases.iter().filter(|c| c.way == Way::Link).count();
    println!("{links} of them are links, given as an argument, as a record, as a line and inside JSON");
}
