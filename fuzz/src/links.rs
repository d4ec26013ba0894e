//! One link, and a link with its postback.

use crate::{CHECKER, assert_inert, prepare, run};
use std::collections::HashMap;
use std::path::PathBuf;
use tracklint::link::{Anatomy, Link, decoded};
use tracklint::lint::Linted;
use tracklint::platform::{Environment, Role, State};
use tracklint::rule::{Finding, Hints};
use tracklint::span::{Edit, Safety, Span, apply};

/// `data` is a link; words before a tab say what is told of it: a role, a state, a network, an environment.
pub fn link(data: &[u8]) {
    prepare();
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (words, text) = text.split_once('\t').unwrap_or(("", text));
    check(text, &hints(words));
}

fn hints(words: &str) -> Hints<'static> {
    let mut hints = CHECKER.hints();
    for word in words.split(' ') {
        hints.role = Role::named(word).or(hints.role);
        hints.state = [State::Template, State::Live].into_iter().find(|s| s.id() == word).or(hints.state);
        hints.environment =
            [Environment::Production, Environment::Sandbox].into_iter().find(|e| e.id() == word).or(hints.environment);
        hints.network = CHECKER.catalogue().named(word).or(hints.network);
    }
    hints
}

/// Everything that holds for the verdict on a link.
pub fn check(text: &str, hints: &Hints) {
    split(text);
    let linted = CHECKER.link(text, hints);
    linted.findings.iter().for_each(|finding| placed(text, finding));
    assert!(linted.decision.click_id.is_none_or(|span| lies_in(text, span)));
    let open = linted.findings.iter().any(|f| f.extent_open);
    let safe = linted.findings.iter().any(|f| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe));
    assert!(!safe || open || linted.corrected().is_some(), "a safe fix, and no corrected link");
    corrected(text, hints, &linted);
    kept(text, &linted.findings);
}

fn lies_in(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// The parts of a split link put end to end are the link.
fn split(text: &str) {
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let mut end = 0;
    for part in link.parts() {
        assert!(lies_in(text, part) && part.start == end, "a gap, an overlap or a cut character at {part:?}");
        end = part.end;
    }
    assert_eq!(end as usize, text.len(), "the parts end before the link does");
}

/// Spans lie inside the link and on characters, and the edits of a fix are in order and can be made.
fn placed(text: &str, finding: &Finding) {
    let id = finding.rule.id;
    assert!(lies_in(text, finding.span), "{id}: {:?}", finding.span);
    assert!(!finding.what.trim().is_empty(), "{id} says nothing");
    assert!(finding.labels.iter().all(|(span, _)| lies_in(text, *span)), "{id}: a label outside");
    let (mut end, mut before) = (0, None);
    for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
        assert!(lies_in(text, edit.span), "{id}: an edit outside: {edit:?}");
        assert!(edit.span.start >= end && before != Some(edit.span), "{id}: edits overlap: {:?}", finding.fix);
        (end, before) = (edit.span.end, Some(edit.span));
    }
}

/// A corrected link is corrected to the end, and has no fault that was not there before.
fn corrected(text: &str, hints: &Hints, before: &Linted) {
    let Some(fixed) = &before.fixed else { return };
    assert!(fixed != text, "corrected to itself");
    let after = CHECKER.link(fixed, hints);
    assert_eq!(after.fixed, None, "not corrected to the end: {fixed:?}");
    let had = counts(&before.findings);
    for (id, count) in counts(&after.findings) {
        let allowed = had.get(id).copied().unwrap_or(0);
        assert!(count <= allowed, "{id}: {allowed} before, {count} after, in {fixed:?}");
    }
}

fn counts(findings: &[Finding]) -> HashMap<&'static str, usize> {
    let mut counts = HashMap::new();
    findings.iter().for_each(|f| *counts.entry(f.rule.id).or_default() += 1);
    counts
}

/// The safe fixes keep the name and value of every parameter that they do not reach into.
fn kept(text: &str, findings: &[Finding]) {
    let safe = |f: &&Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    let mut edits: Vec<Edit> =
        findings.iter().filter(safe).flat_map(|f| &f.fix).flat_map(|f| f.edits.clone()).collect();
    edits.sort_by_key(|e| e.span);
    edits.dedup();
    let disjoint = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    if edits.is_empty() || !disjoint {
        return;
    }
    let (fixed, _) = apply(text, &edits.iter().collect::<Vec<_>>());
    let mut left = parameters(&fixed, &[]);
    for pair in parameters(text, &edits) {
        let at = left.iter().position(|p| *p == pair);
        assert!(at.is_some(), "`{}={}` is lost in {fixed:?}", pair.0, pair.1);
        left.swap_remove(at.unwrap_or_default());
    }
}

/// Decoded names and values of the parameters that no edit reaches into. What an edit writes right behind a value belongs
/// to it, unless it cuts the link there. What stands behind a `#` is a part of the last parameter, as it may be again
/// once the edits are made.
fn parameters(text: &str, edits: &[Edit]) -> Vec<(String, String)> {
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let edited = |span: Span| {
        let last = span.end == anatomy.fragment.start && !anatomy.fragment.is_empty();
        let goes_on = |e: &Edit| e.span.start == span.end && !e.text.is_empty() && !e.text.starts_with(['?', '&', '#']);
        edits.iter().any(|e| e.span.touches(span) || goes_on(e) || last && e.span.touches(anatomy.fragment))
    };
    let untouched = anatomy.params.iter().filter(|p| !p.span().is_empty() && !edited(p.span()));
    untouched.map(|p| (decoded(link.key(p)).into_owned(), decoded(link.value(p)).into_owned())).collect()
}

/// `data` is a link, and in the second line its postback; or two links to compare.
pub fn pair(data: &[u8]) {
    prepare();
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((one, two)) = text.split_once('\n') else { return };
    let together = CHECKER.pair(one, two, &CHECKER.hints());
    let texts = if together.swapped { [two, one] } else { [one, two] };
    for (text, linted) in texts.into_iter().zip(&together.linted) {
        linted.findings.iter().for_each(|finding| placed(text, finding));
    }
    // An argument cannot hold a NUL, and one that begins with a dash is an option.
    if text.contains('\0') || one.starts_with('-') || two.starts_with('-') {
        return;
    }
    let form = if data.len() % 2 == 0 { "json" } else { "human" };
    for command in ["pair", "compare"] {
        let printed = run(&[command, "--no-config", "--format", form, one, two], b"", PathBuf::new());
        assert_inert("standard error", &printed.stderr);
        if form == "json" && printed.code < 2 {
            let read = serde_json::from_slice::<serde_json::Value>(&printed.stdout);
            assert!(read.is_ok(), "{command}: no JSON: {:?}", String::from_utf8_lossy(&printed.stdout));
        }
    }
}
