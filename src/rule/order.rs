//! The stages in which a link is judged, and the order of the checks within each.

use super::{ALL, Check, LinkCheck, Rule, Stage};
use crate::link::Seen;
use crate::platform::{Role, State};
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

/// Every check of a link in the order in which they look, and who has to look when: a bit for each check.
struct Plan {
    steps: Vec<Step>,
    /// The checks of each stage.
    by_stage: [u128; 7],
    /// The checks that each bit of [`Seen`] triggers.
    by_bit: [u128; 64],
    /// The checks that look at each role.
    by_role: [u128; 7],
    /// The checks that look at a template, and those that look at a live link.
    by_state: [u128; 2],
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let by_stage = Stage::ALL.map(steps_of);
    let (mut steps, mut stages) = (Vec::new(), [0; 7]);
    for (stage, own) in stages.iter_mut().zip(by_stage) {
        let from = steps.len();
        steps.extend(own);
        assert!(steps.len() <= 128, "a check has no bit: make the sets wider");
        *stage = (from..steps.len()).fold(0, |set, at| set | 1 << at);
    }
    let set = |takes: &dyn Fn(&Rule) -> bool| {
        let takers = steps.iter().enumerate().filter(|(_, step)| takes(step.rule));
        takers.fold(0_u128, |set, (at, _)| set | 1 << at)
    };
    Plan {
        by_stage: stages,
        by_bit: std::array::from_fn(|bit| set(&|rule| rule.triggers.has(Seen(1 << bit)))),
        by_role: Role::ALL.map(|(role, _)| set(&|rule| rule.roles.has(role))),
        by_state: [State::Template, State::Live].map(|state| set(&|rule| rule.states.has(state))),
        steps,
    }
});

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

/// The checks that have to look at one link.
#[derive(Clone, Copy)]
pub struct Chosen(u128);

impl Chosen {
    /// Those of one stage, in the order in which they look.
    pub fn of(self, stage: Stage) -> impl Iterator<Item = &'static Step> {
        let plan = &*PLAN;
        let mut left = self.0 & plan.by_stage[stage as usize];
        std::iter::from_fn(move || {
            let at = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            plan.steps.get(at)
        })
    }
}

/// The checks that something seen in a link triggers, and that look at its role and its state.
#[must_use]
pub fn chosen(seen: Seen, role: Role, state: State) -> Chosen {
    let plan = &*PLAN;
    let (mut left, mut set) = (seen.0, 0);
    while left != 0 {
        set |= plan.by_bit[left.trailing_zeros() as usize];
        left &= left - 1;
    }
    Chosen(set & plan.by_role[role as usize] & plan.by_state[state as usize])
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
            assert_eq!(looks, PLAN.steps.iter().any(|step| step.rule.id == rule.id), "{}", rule.id);
        }
    }

    #[test]
    fn the_sets_choose_what_each_rule_says_of_itself() {
        for (number, (role, _)) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, number);
            for (state, bit) in [State::Template, State::Live].into_iter().flat_map(|s| (0..64).map(move |b| (s, b))) {
                let seen = Seen(1 << bit | 1 << (bit * 7 % 64));
                let set = chosen(seen, role, state);
                let found: Vec<&str> = Stage::ALL.into_iter().flat_map(|s| set.of(s)).map(|s| s.rule.id).collect();
                let looks = |r: &Rule| r.triggers.has(seen) && r.roles.has(role) && r.states.has(state);
                let plain: Vec<&str> = PLAN.steps.iter().map(|s| s.rule).filter(|r| looks(r)).map(|r| r.id).collect();
                assert_eq!(found, plain, "{role:?} {state:?} {bit}");
            }
        }
    }
}
