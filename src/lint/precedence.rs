//! Which finding explains which: one cause, one finding.

use crate::link::Anatomy;
use crate::rule::{Finding, Rule};
use crate::span::Span;
use std::collections::BTreeMap;

/// Resolves `yields_to`: a finding goes if one that survives shares its unit and is of a rule it yields to.
pub fn apply(findings: &mut Vec<Finding>, split: &Anatomy) {
    if findings.len() < 2 {
        return;
    }
    let units: Vec<Span> = findings.iter().map(|f| unit(f, split)).collect();
    let rules: Vec<&Rule> = findings.iter().map(|f| f.rule).collect();
    let gone = explained(&rules, |i, j| units[i].touches(units[j]));
    let mut gone = gone.into_iter();
    findings.retain(|_| !gone.next().unwrap_or_default());
}

/// True if `finding` goes because `earlier`, of a rule it yields to, is about the same unit.
pub fn yields(finding: &Finding, earlier: &Finding, split: &Anatomy) -> bool {
    finding.rule.yields_to.contains(&earlier.rule.id) && unit(finding, split).touches(unit(earlier, split))
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
fn unit(finding: &Finding, split: &Anatomy) -> Span {
    unit_of(finding.span, finding.whole, split)
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
