//! Click ids that stand in several links of a run.

use super::Linted;
use crate::rule::{ALL, Check, ClickIds, Finding, Repeat, Rule, literal_click_id};

/// Notes the literal click id of a link, if it holds one and no finding explains it already.
pub fn note_click_id(ids: &mut ClickIds, text: &str, linted: &Linted, path: &str, line: u64) {
    let decision = &linted.decision;
    let Some(span) = literal_click_id(text, decision.role, decision.state, decision.click_id) else { return };
    let explained = |rule: &Rule| linted.findings.iter().any(|f| rule.yields_to.contains(&f.rule.id));
    if !rules().any(|(rule, _)| explained(rule)) {
        ids.note(text, span, path, line);
    }
}

/// The findings of the rules that look at a whole run, each with the link it is about, in the order of the input.
pub fn of_run(ids: &ClickIds, wanted: impl Fn(&Rule) -> bool) -> Vec<(&Repeat, Finding)> {
    let wanted: Vec<_> = rules().filter(|(rule, _)| wanted(rule)).collect();
    ids.repeats().iter().flat_map(|repeat| wanted.iter().map(move |(_, check)| (repeat, check(repeat)))).collect()
}

fn rules() -> impl Iterator<Item = (&'static Rule, fn(&Repeat) -> Finding)> {
    ALL.iter().filter_map(|rule| match rule.check {
        Check::Run(check) => Some((*rule, check)),
        _ => None,
    })
}
