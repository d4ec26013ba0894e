//! The stages in which a link is judged, and the order of the checks within each.

use super::{ALL, Check, LinkCheck, Rule, Stage};
use std::sync::LazyLock;

/// One check of a rule, in the stage in which it looks.
#[derive(Clone, Copy)]
pub struct Step {
    /// The rule that owns the check.
    pub rule: &'static Rule,
    /// The function that looks.
    pub check: LinkCheck,
    /// True if a repair lays bare another link, so that no parameter of the outer one has to survive it.
    pub unwraps: bool,
}

/// Within a stage these look first, in this order; the others follow in the order of the catalogue. A check stands
/// before those that would misread what it repairs.
const FIRST: [&str; 28] = [
    "rewritten-link",
    "stray-punctuation",
    "invisible-character",
    "html-entity",
    "leftover-escape",
    "lookalike-character",
    "unencoded-character",
    "stray-whitespace",
    "malformed-scheme",
    "missing-scheme",
    "lookalike-host",
    "invalid-host",
    "misspelled-host",
    "non-public-host",
    "missing-question-mark",
    "fragment-before-query",
    "extra-question-mark",
    "missing-separator",
    "parameter-without-value",
    "empty-parameter",
    "double-encoding",
    "invalid-percent-encoding",
    "nested-url-not-encoded",
    "encoded-macro",
    "glued-click-id",
    "unbalanced-macro",
    "placeholder-left",
    "unresolved-macro",
];

/// Every check of a link, by stage, each stage in the order in which its checks look.
static STEPS: LazyLock<[Vec<Step>; 7]> = LazyLock::new(|| Stage::ALL.map(steps_of));

fn steps_of(stage: Stage) -> Vec<Step> {
    let mut steps = Vec::new();
    for rule in ALL.iter().copied() {
        match rule.check {
            Check::Link(checks) | Check::Both(checks, _) => {
                let of_stage = checks.iter().filter(|(at, _)| *at == stage);
                steps.extend(of_stage.map(|&(_, check)| Step { rule, check, unwraps: false }));
            }
            Check::Wrapper(check) if stage == Stage::Extent => steps.push(Step { rule, check, unwraps: true }),
            Check::Wrapper(_) | Check::File | Check::Own | Check::Offer(_) | Check::Run(_) => {}
        }
    }
    // The sort is stable: what is not named keeps the order of the catalogue.
    steps.sort_by_key(|step| FIRST.iter().position(|id| *id == step.rule.id).unwrap_or(FIRST.len()));
    steps
}

/// The checks of one stage, in the order in which they look.
#[must_use]
pub fn steps(stage: Stage) -> &'static [Step] {
    &STEPS[stage as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_named_in_the_order_exists_and_every_link_rule_has_a_step() {
        for id in FIRST {
            assert!(super::super::named(id).is_some(), "{id}");
        }
        for rule in ALL {
            let looks = matches!(rule.check, Check::Link(_) | Check::Both(..) | Check::Wrapper(_));
            let has = Stage::ALL.iter().any(|s| steps(*s).iter().any(|step| step.rule.id == rule.id));
            assert_eq!(looks, has, "{}", rule.id);
        }
    }
}
