//! The help pages' own examples, right and wrong, get the verdict that the pages give them.

use crate::common::{Failures, describe, field, lint, no_hosts, records, under, worse};
use serde_json::Value;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::Catalogue;
use tracklint::rule;
use tracklint::span::Severity;

const PAGES: &[&str] = &[
    "cake-postback-troubleshooting",
    "gokart-multi-event",
    "gokart-postback-url",
    "gokart-troubleshooting",
    "gokart-what-is-a-postback",
];

#[test]
fn every_example_of_the_help_pages_gets_its_verdict() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for page in PAGES {
        for (at, record) in records(format!("fixtures/seeds/{page}.jsonl")) {
            failures.looked();
            let linted = lint(&mut linter, &catalogue, &record);
            let subject = format!("{at}  {:?}  ({})", field(&record, "url"), field(&record, "from"));
            judge(&record, &linted, |what| failures.note(&subject, what));
        }
    }
    failures.end();
}

fn judge(record: &Value, linted: &Linted, mut wrong: impl FnMut(String)) {
    let url = field(record, "url");
    let expected = expected(record);
    let is = |e: &Value, f: &rule::Finding| {
        field(e, "rule") == f.rule.id
            && field(e, "text") == under(url, f.span)
            && field(e, "severity") == f.severity.word()
    };
    for missing in expected.iter().filter(|e| !linted.findings.iter().any(|f| is(e, f))) {
        wrong(format!("should report {missing}"));
    }
    let surplus = worse(&linted.findings, Severity::Warning).filter(|f| !expected.iter().any(|e| is(e, f)));
    for surplus in surplus {
        wrong(format!("reports {}", describe(url, surplus)));
    }
    if linted.corrected() != record["fixed"].as_str() {
        wrong(format!("fixed to  {:?}\nshould be {:?}", linted.fixed, record["fixed"].as_str()));
    }
}

fn expected(record: &Value) -> &[Value] {
    let expected = record["expect"].as_array().unwrap_or_else(|| panic!("no `expect`: {record}"));
    for one in expected {
        assert!(rule::named(field(one, "rule")).is_some(), "no rule of the catalogue: {record}");
        assert!(one["text"].is_string() && one["severity"].is_string(), "`text` and `severity` are needed: {record}");
    }
    expected
}

/// Every shape of postback address that the pages show is known for what it is.
#[test]
fn every_postback_address_of_the_pages_is_recognised() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    for address in [
        "https://api.getgokart.ai/postback",
        "https://api.brownboots.getgokart.ai",
        "https://api.brownboots.getgokart.ai/",
        "https://api.brownboots.getgokart.ai/.../",
        "https://api.brownboots.getgokart.ai/api/v1/postback",
    ] {
        failures.looked();
        let url = format!("{address}?cnv_event_id={{event_name}}&gk_click_id={{sub1}}");
        let decision = linter.lint(&url, &rule::Hints::default()).decision;
        let network = decision.network.map(|n| n.id);
        if (decision.role.id(), network) != ("postback", Some("gokart")) {
            failures.note(&url, format!("is taken for a {} of {network:?}", decision.role.id()));
        }
        if decision.click_id_in(&url).as_deref() != Some("gk_click_id") {
            failures.note(&url, format!("the click id is seen in {:?}", decision.click_id_in(&url)));
        }
    }
    failures.end();
}
