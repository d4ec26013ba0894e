//! Which finding explains which: one cause, one finding.

use crate::link::Anatomy;
use crate::rule::{Finding, Rule};
use crate::span::Span;
use std::collections::BTreeMap;

/// The unit of a finding about all of a link.
const WHOLE: Span = Span { start: 0, end: u32::MAX };

/// Resolves `yields_to`: a finding goes if one that survives shares its unit and is of a rule it yields to.
pub fn apply(findings: &mut Vec<Finding>, split: &Anatomy) {
    if findings.len() < 2 {
        return;
    }
    let units: Vec<Span> = findings.iter().map(|f| unit(f, split)).collect();
    let rules: Vec<&Rule> = findings.iter().map(|f| f.rule).collect();
    let beside = Beside::of(&rules, &units);
    let gone = explained(&rules, |i| beside.explaining(rules[i], units[i]));
    let mut gone = gone.into_iter();
    findings.retain(|_| !gone.next().unwrap_or_default());
}

/// True if `finding` goes because `earlier`, of a rule it yields to, is about the same unit.
pub fn yields(finding: &Finding, earlier: &Finding, split: &Anatomy) -> bool {
    finding.rule.yields_to.contains(&earlier.rule.id) && unit(finding, split).touches(unit(earlier, split))
}

/// Findings by rule and unit, so that each meets only those beside it: one fault may stand in a text thousands of times.
#[derive(Default)]
struct Beside {
    /// Of each rule the units and one finding of each, by where they begin, with the farthest end up to there.
    of_rule: BTreeMap<&'static str, Vec<(Span, usize, u32)>>,
    /// Of each rule one finding about the whole link.
    whole: BTreeMap<&'static str, usize>,
}

impl Beside {
    fn of(rules: &[&'static Rule], units: &[Span]) -> Self {
        let mut beside = Self::default();
        for (i, (rule, unit)) in rules.iter().zip(units).enumerate() {
            if *unit == WHOLE {
                beside.whole.insert(rule.id, i);
            } else {
                beside.of_rule.entry(rule.id).or_default().push((*unit, i, 0));
            }
        }
        for all in beside.of_rule.values_mut() {
            all.sort_unstable();
            // Findings of one rule in one unit go or stay together.
            all.dedup_by_key(|(unit, ..)| *unit);
            let mut farthest = 0;
            for (unit, _, reach) in all {
                farthest = unit.end.max(farthest);
                *reach = farthest;
            }
        }
        beside
    }

    /// The findings that a finding of this rule about this unit yields to, if they stay.
    fn explaining(&self, rule: &Rule, unit: Span) -> Vec<usize> {
        let mut found = Vec::new();
        for id in rule.yields_to {
            found.extend(self.whole.get(id));
            let Some(all) = self.of_rule.get(id) else { continue };
            let begun = all.partition_point(|(other, ..)| other.start <= unit.end);
            let near = all[..begun].iter().rev().take_while(|(.., reach)| *reach >= unit.start);
            found.extend(near.filter(|(other, ..)| other.touches(unit)).map(|(_, i, _)| *i));
        }
        found
    }
}

/// Of findings of these rules those that go: a finding goes if one stays of those that `explaining` names for it.
pub fn explained(rules: &[&'static Rule], explaining: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let count = rules.len();
    let better: Vec<Vec<usize>> = (0..count).map(explaining).collect();
    let mut gone = vec![false; count];
    // Rules that yield to nobody here are certain; then those that yield only to certain ones, and so on.
    let mut decided = vec![false; count];
    while decided.iter().any(|d| !d) {
        let before = decided.clone();
        for i in 0..count {
            if decided[i] {
                continue;
            }
            let better = &better[i];
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
        return WHOLE;
    }
    // Parameters stand in order, so that only those beside the span are looked at.
    let first = written.params.partition_point(|p| p.span().end < span.start);
    let near = written.params[first..].iter().map(|p| p.separator.join(p.span())).take_while(|s| s.start <= span.end);
    let param = near.into_iter().find(|s| s.touches(span) && s.contains(span));
    let parts = [written.host, written.path, written.fragment];
    let part = parts.into_iter().find(|s| !s.is_empty() && s.contains(span));
    // A parameter without its separator, so that neighbours do not share a border.
    param.or(part).unwrap_or(span)
}
