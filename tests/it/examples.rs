//! The examples of the rules and platforms are their documentation, and hold.

use crate::common::{Failures, Seen, describe, example, no_hosts, under, worse};
use tracklint::findings::{Leftover, LineComments, Selection};
use tracklint::link::Anatomy;
use tracklint::lint::{Linted, Linter};
use tracklint::platform::{Catalogue, Platform, Role};
use tracklint::rule::{ALL, Bad, Check, ExampleHints, Finding, Good, Hints, Rule};
use tracklint::source::{Block, Part};
use tracklint::span::{Severity, Span};

#[test]
fn every_bad_example_is_reported_as_it_says() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    for rule in ALL {
        for bad in rule.bad {
            failures.looked();
            let seen = shown(rule, &catalogue, &hosts, bad.url, &bad.given);
            let subject = format!("{}: bad  {:?}", rule.id, bad.url);
            judge_bad(rule, bad, &seen, |what| failures.note(&subject, what));
        }
    }
    failures.end();
}

/// What is found in an example: a link, an offer, or a list of links with comments for tracklint.
fn shown(rule: &Rule, catalogue: &Catalogue, hosts: &tracklint::rule::Hosts, url: &str, given: &ExampleHints) -> Seen {
    if !matches!(rule.check, Check::File) {
        return example(catalogue, hosts, url, given);
    }
    let linted = comments(url, catalogue);
    let all = linted.findings.iter().map(|f| (url.to_owned(), f.clone())).collect();
    Seen { linted, all }
}

/// A list of links with comments for tracklint: what is left to say, with its places in the whole text.
fn comments(text: &str, catalogue: &Catalogue) -> Linted {
    let (hosts, selection) = (no_hosts(), Selection::default());
    let part = Part::Lines(Block { bytes: text.as_bytes().to_vec(), at: 0, first_line: 1 });
    let mut all = LineComments::default();
    let here = all.enter(&part);
    let mut found = Vec::new();
    let mut take = |rest: Vec<Leftover>| {
        for one in rest {
            let at = one.literal.lines_at as u32;
            let moved =
                |f: &Finding| Finding { span: Span { start: f.span.start + at, end: f.span.end + at }, ..f.clone() };
            found.extend(one.linted.findings.iter().map(moved));
        }
    };
    for (number, line) in (1..).zip(text.lines()) {
        if !line.starts_with('#') {
            let loud = |rule: &Rule| !here.suppresses(rule, number..=number);
            let linted = Linter::new(catalogue, &hosts).lint_for(line, &Hints::default(), loud);
            let errors: Vec<_> = worse(&linted.findings, Severity::Warning).collect();
            assert!(errors.is_empty(), "{line}: {errors:?}");
        }
        take(here.leftover_on(number, "links.txt", &selection));
    }
    take(all.end().leftover("links.txt", &selection));
    Linted::without_link(found)
}

fn judge_bad(rule: &Rule, bad: &Bad, seen: &Seen, mut wrong: impl FnMut(String)) {
    let own: Vec<_> = seen.all.iter().filter(|(_, f)| f.rule.id == rule.id).collect();
    let marked: Vec<_> = own.iter().filter(|(text, f)| under(text, f.span) == bad.marks).collect();
    let said = |f: &Finding| format!("{} {}", f.message(), f.todo).contains(bad.says);
    if own.is_empty() {
        wrong(format!("the rule is silent; reported: {}", all(seen)));
    } else if marked.is_empty() {
        let spans: Vec<_> = own.iter().map(|(text, f)| under(text, f.span)).collect();
        wrong(format!("marks {spans:?}, should mark {:?}", bad.marks));
    } else if !marked.iter().any(|(_, f)| said(f)) {
        wrong(format!("does not say {:?}: {} {}", bad.says, marked[0].1.message(), marked[0].1.todo));
    }
    if seen.linted.fixed.as_deref() != bad.fixed {
        wrong(format!("fixed to  {:?}\nshould be {:?}", seen.linted.fixed, bad.fixed));
    }
    for (text, other) in &seen.all {
        if other.severity == Severity::Error && other.rule.id != rule.id {
            wrong(format!("another rule reports too: {}", describe(text, other)));
        }
    }
}

#[test]
fn every_good_example_passes() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    for rule in ALL {
        for good in rule.good {
            failures.looked();
            let seen = shown(rule, &catalogue, &hosts, good.url, &good.given);
            let subject = format!("{}: good {:?}", rule.id, good.url);
            judge_good(rule, good, &seen, |what| failures.note(&subject, what));
        }
    }
    failures.end();
}

fn judge_good(rule: &Rule, good: &Good, seen: &Seen, mut wrong: impl FnMut(String)) {
    for (text, finding) in &seen.all {
        if finding.rule.id == rule.id || finding.severity >= Severity::Warning {
            wrong(format!("({}) {}", good.why, describe(text, finding)));
        }
    }
}

fn all(seen: &Seen) -> String {
    let lines: Vec<_> = seen.all.iter().map(|(text, f)| describe(text, f)).collect();
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n") }
}

/// What is printed for people to copy has to be right, whoever the network is.
#[test]
fn every_platform_template_passes() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let gokart = catalogue.named("gokart");
    let mut pass = |platform: &Platform, face: &str, url: &str, hints: &Hints| {
        failures.looked();
        let linted = Linter::new(&catalogue, &hosts).lint(url, hints);
        for error in worse(&linted.findings, Severity::Error) {
            failures.note(&format!("{}: {face} {url:?}", platform.id), describe(url, error));
        }
    };
    for platform in catalogue.all() {
        let own = Some(platform.id) == gokart.map(|g| g.id);
        let role = if own { Role::PartnerLink } else { Role::TrackingLink };
        let link = platform.link.template;
        if !link.is_empty() {
            pass(platform, "link", link, &Hints { role: Some(role), ..Hints::default() });
        }
        if !link.is_empty() && !own {
            let filled = link.replace("{click_id}", "{gk_click_id}");
            pass(
                platform,
                "link, for GoKart",
                &filled,
                &Hints { role: Some(role), network: gokart, ..Hints::default() },
            );
        }
        let postback = platform.receives.template;
        if !postback.is_empty() {
            pass(platform, "postback", postback, &Hints { role: Some(Role::Postback), ..Hints::default() });
        }
    }
    failures.end();
}

/// What a note says of an example that is not right as it stands, and the rules that may then say so too.
const NOTED: &[(&str, &[&str])] = &[
    (
        "to be completed",
        &["placeholder-left", "non-public-host", "empty-click-id", "missing-click-id", "unbraced-macro"],
    ),
    ("no click id", &["missing-click-id"]),
    ("is left out", &["missing-click-id"]),
];

#[test]
fn every_platform_example_passes() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    for platform in catalogue.all() {
        for example in platform.examples.iter().filter(|e| !e.note.contains("broken")) {
            failures.looked();
            let hints = Hints { role: Some(example.role), ..Hints::default() };
            let linted = Linter::new(&catalogue, &hosts).lint(example.url, &hints);
            let noted = |id: &str| NOTED.iter().any(|(words, ids)| example.note.contains(words) && ids.contains(&id));
            for error in worse(&linted.findings, Severity::Error).filter(|f| !noted(f.rule.id)) {
                let subject = format!("{}: example {:?} ({})", platform.id, example.url, example.role.id());
                failures.note(&subject, describe(example.url, error));
            }
        }
    }
    failures.end();
}

/// The same examples, with GoKart's click id in the slot and GoKart told to be the network.
#[test]
fn every_platform_example_passes_for_gokart() {
    let (catalogue, hosts, mut failures) = (Catalogue::default(), no_hosts(), Failures::default());
    let gokart = catalogue.named("gokart");
    for platform in catalogue.all().iter().filter(|p| p.id != "gokart") {
        let links = platform.examples.iter().filter(|e| e.role == Role::TrackingLink && !e.note.contains("broken"));
        for example in links {
            let hints = Hints { role: Some(example.role), ..Hints::default() };
            let before = Linter::new(&catalogue, &hosts).lint(example.url, &hints);
            let Some(slot) = before.decision.click_id else { continue };
            let mut anatomy = Anatomy::default();
            anatomy.split(example.url);
            let Some(param) = anatomy.params.iter().find(|p| p.key == slot && !p.value.is_empty()) else { continue };
            failures.looked();
            let range = param.value.range();
            let url = format!("{}{{gk_click_id}}{}", &example.url[..range.start], &example.url[range.end..]);
            let linted = Linter::new(&catalogue, &hosts).lint(&url, &Hints { network: gokart, ..hints });
            let noted = |id: &str| NOTED.iter().any(|(words, ids)| example.note.contains(words) && ids.contains(&id));
            for error in worse(&linted.findings, Severity::Error).filter(|f| !noted(f.rule.id)) {
                failures.note(&format!("{}: example {url:?} for GoKart", platform.id), describe(&url, error));
            }
        }
    }
    failures.end();
}
