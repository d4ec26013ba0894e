//! One cause, one finding; and which repairs can be made together.

use crate::link::{Anatomy, Link, decoded};
use crate::rule::{Check, Finding, Part, Rule};
use crate::span::{Edit, Safety, Span, apply};
use std::collections::BTreeMap;

/// Drops what a better rule explains, and puts the rest in the order in which it should be mended.
pub fn order(findings: &mut Vec<Finding>, written: &Anatomy) {
    if findings.len() > 1 {
        settle(findings, written);
        findings.sort_by_key(|f| (f.rule.part, f.span.start, f.rule.id));
    }
}

/// Resolves `yields_to`: a finding goes if one that survives shares its unit and is of a rule it yields to.
pub fn settle(findings: &mut Vec<Finding>, written: &Anatomy) {
    let units: Vec<Span> = findings.iter().map(|f| unit(f, written)).collect();
    let rules: Vec<&Rule> = findings.iter().map(|f| f.rule).collect();
    let gone = explained(&rules, |i, j| {
        // What a safe repair of the shape has mended already explains nothing in the repaired reading.
        let mended =
            findings[j].rule.part == Part::Shape && findings[i].rule.part != Part::Shape && is_safe(&findings[j]);
        !mended && units[i].touches(units[j])
    });
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
}

/// Of findings of these rules those that go: a finding goes if one stays that it yields to, and `shares` says that the
/// two have one cause.
pub fn explained(rules: &[&'static Rule], shares: impl Fn(usize, usize) -> bool) -> Vec<bool> {
    let count = rules.len();
    // One fault may stand in a text thousands of times, and its findings yield to none of each other.
    let mut of_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, rule) in rules.iter().enumerate() {
        of_rule.entry(rule.id).or_default().push(i);
    }
    let better = |i: usize| {
        let all = rules[i].yields_to.iter().filter_map(|id| of_rule.get(id)).flatten().copied();
        all.filter(|&j| j != i && shares(i, j)).collect::<Vec<usize>>()
    };
    let mut gone = vec![false; count];
    // Rules that yield to nobody here are certain; then those that yield only to certain ones, and so on.
    let mut decided = vec![false; count];
    while decided.iter().any(|d| !d) {
        let before = decided.clone();
        for i in 0..count {
            if decided[i] {
                continue;
            }
            let better = better(i);
            if better.iter().any(|&j| decided[j] && !gone[j]) {
                (gone[i], decided[i]) = (true, true);
            } else if better.iter().all(|&j| decided[j]) {
                decided[i] = true;
            }
        }
        if decided == before {
            break;
        }
    }
    gone
}

/// The part of the link that a finding is about.
pub fn unit(finding: &Finding, written: &Anatomy) -> Span {
    unit_of(finding.span, finding.whole, written)
}

/// The part of the link that holds `span`: one parameter, the host, the path; all of it for a `whole` finding.
pub fn unit_of(span: Span, whole: bool, written: &Anatomy) -> Span {
    if whole {
        return Span { start: 0, end: u32::MAX };
    }
    let param = written.params.iter().map(|p| p.separator.join(p.span())).find(|s| s.touches(span) && s.contains(span));
    let parts = [written.host, written.path, written.fragment];
    let part = parts.into_iter().find(|s| !s.is_empty() && s.contains(span));
    // A parameter without its separator, so that neighbours do not share a border.
    param.or(part).unwrap_or(span)
}

pub fn is_safe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|f| f.safety == Safety::Safe)
}

pub fn show_only(finding: &mut Finding) {
    if let Some(fix) = &mut finding.fix {
        fix.safety = Safety::Shown;
    }
}

/// Of two safe fixes that overlap, the one of the rule that comes first stays; the other waits for the next round.
pub fn by_place(findings: &mut [Finding]) {
    findings.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
}

/// The edits of all safe fixes.
pub fn safe_edits(findings: &[Finding]) -> Vec<&Edit> {
    edits_of(findings, is_safe)
}

/// The edits of the fixes that are chosen, sorted, those that overlap an earlier one left out as whole fixes.
fn edits_of(findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> Vec<&Edit> {
    let mut chosen: Vec<&Edit> = Vec::new();
    for finding in findings.iter().filter(|f| chooses(f)) {
        let Some(fix) = &finding.fix else { continue };
        let clash = fix.edits.iter().any(|e| chosen.iter().any(|c| clashes(c, e)));
        if !clash {
            chosen.extend(&fix.edits);
        }
    }
    chosen.sort_by_key(|e| e.span);
    chosen
}

fn clashes(a: &Edit, b: &Edit) -> bool {
    a.span.touches(b.span)
        && (a.span.is_empty() == b.span.is_empty() || a.span.start < b.span.start && b.span.start < a.span.end)
        || a.span == b.span
}

/// The text with the fixes that are chosen applied once.
pub fn repaired(text: &str, findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> String {
    apply(text, &edits_of(findings, chooses)).0
}

/// True if `later` holds nothing, counted by rule, that `earlier` does not hold.
pub fn is_subset(later: &[Finding], earlier: &[Finding]) -> bool {
    let count = |all: &[Finding], id: &str| all.iter().filter(|f| f.rule.id == id).count();
    later.iter().all(|f| count(later, f.rule.id) <= count(earlier, f.rule.id))
}

/// Holds the safe fixes to their promise: one after which another parameter would be read differently (because the
/// link is then cut in other places) is only probable.
pub fn hold_to_promise(findings: &mut [Finding], text: &str, anatomy: &Anatomy) {
    for finding in findings.iter_mut().filter(|f| is_safe(f) && !matches!(f.rule.check, Check::Wrapper(_))) {
        if let Some(fix) = finding.fix.as_mut().filter(|fix| !keeps_parameters(text, anatomy, &fix.edits)) {
            fix.safety = Safety::Unsafe;
        }
    }
}

fn keeps_parameters(text: &str, anatomy: &Anatomy, edits: &[Edit]) -> bool {
    let (fixed, _) = apply(text, &edits.iter().collect::<Vec<_>>());
    let mut after = Anatomy::default();
    after.split(&fixed);
    let (mut before, mut after) = (pairs(text, anatomy, edits), pairs(&fixed, &after, &[]));
    before.sort_unstable();
    after.sort_unstable();
    // In order, so one pass finds each of the first among the second.
    let mut left = after.into_iter();
    before.into_iter().all(|pair| left.any(|other| other == pair))
}

/// Decoded names and values, those left out that an edit reaches into.
fn pairs(text: &str, anatomy: &Anatomy, edits: &[Edit]) -> Vec<(String, String)> {
    let link = Link::new(text, anatomy);
    // The edits of one fix stand in order: of those that end before the span none can touch it.
    let edited = |span: Span| {
        let first = edits.partition_point(|e| e.span.end < span.start);
        edits[first..].iter().take_while(|e| e.span.start <= span.end).any(|e| e.span.touches(span))
    };
    let untouched = anatomy.params.iter().filter(|p| !p.span().is_empty() && !edited(p.span()));
    untouched.map(|p| (decoded(link.key(p)).into_owned(), decoded(link.value(p)).into_owned())).collect()
}
