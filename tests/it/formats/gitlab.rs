//! GitLab's code quality report.

use super::{STYLE, golden, scene};
use serde_json::Value;
use std::collections::BTreeSet;
use tracklint::report::OutputFormat;

/// Checks what GitLab's documentation asks for, and returns the issues.
pub fn check(page: &str) -> Vec<Value> {
    let Value::Array(issues) = serde_json::from_str(page).expect("it is JSON") else { panic!("no list: {page}") };
    let mut prints = BTreeSet::new();
    for issue in &issues {
        for key in ["description", "check_name", "fingerprint"] {
            assert!(issue[key].as_str().is_some_and(|t| !t.is_empty()), "{key}: {issue}");
        }
        assert!(prints.insert(issue["fingerprint"].as_str()), "two issues with one fingerprint: {issue}");
        let severity = issue["severity"].as_str().unwrap_or_default();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{severity}");
        let place = &issue["location"];
        assert!(place["path"].as_str().is_some_and(|p| !p.starts_with("./")), "{place}");
        let number = |path: &str| place.pointer(path).and_then(Value::as_u64).unwrap_or(0);
        assert!(number("/lines/begin") >= 1 && number("/lines/end") >= number("/lines/begin"), "{place}");
        assert_eq!(number("/positions/begin/line"), number("/lines/begin"));
        assert_eq!(number("/positions/end/line"), number("/lines/end"));
        assert!(number("/positions/begin/column") >= 1 && number("/positions/end/column") >= 1, "{place}");
    }
    issues
}

#[test]
fn gitlab_reads_what_was_meant() {
    let page = scene(OutputFormat::GitLab, STYLE);
    golden("scene-gitlab.json", &pretty(&page));
    let issues = check(&page);
    let severities: Vec<&str> = issues.iter().filter_map(|i| i["severity"].as_str()).collect();
    assert_eq!(severities, ["major", "major", "info", "minor", "minor", "major"]);
    assert_eq!(issues[1]["location"]["path"], "my offers/acme.json");
    assert_eq!(issues[1]["location"]["positions"]["begin"]["column"], 90);
    // The same for the same input, for ever.
    assert_eq!(page, scene(OutputFormat::GitLab, STYLE));
}

/// Two links that are the same in all that a fingerprint knows are two issues.
#[test]
fn no_two_issues_share_a_fingerprint() {
    let text = super::UNBRACED;
    let report = tracklint::report::report(OutputFormat::GitLab, STYLE);
    let (mut gathered, mut out) = (Vec::new(), Vec::new());
    let linted = super::lint(text);
    for line in 1..4 {
        let literal = tracklint::source::Literal::plain(text, "a.txt", 100 * line, line);
        report.entry(&tracklint::findings::Entry::url(None, &literal, &linted), &mut gathered);
    }
    report.tail(&tracklint::findings::Ending { gathered: &gathered, ..Default::default() }, &mut out);
    assert_eq!(check(std::str::from_utf8(&out).expect("UTF-8")).len(), 3 * linted.findings.len());
}

pub fn pretty(page: &str) -> String {
    let value: Value = serde_json::from_str(page).expect("it is JSON");
    serde_json::to_string_pretty(&value).expect("it was JSON") + "\n"
}
