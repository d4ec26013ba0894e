//! Every base with every ordered pair of kinds, the second made in what the first left.

use super::bases::{Base, Verdict};
use super::draft::Draft;
use super::kinds::{Ground, KINDS, Repair};
use std::collections::HashMap;
use tracklint::platform::Catalogue;

/// A link with two faults.
pub struct Case {
    /// The numbers of the kinds, in the order in which they were made.
    pub kinds: [usize; 2],
    pub text: String,
    /// The link that has to come back.
    pub right: String,
    pub repair: Repair,
}

/// The cases of one base; of `every` of them one is kept, spread evenly over the pairs.
pub fn of(base: &Base, number: usize, catalogue: &Catalogue, every: usize) -> Vec<Case> {
    let ground = Ground { catalogue, own: base.own, told: base.hints.role.is_some() };
    let mut cases = Vec::new();
    for first in 0..KINDS.len() {
        for second in 0..KINDS.len() {
            let place = first * KINDS.len() + second;
            if (number + place).is_multiple_of(every) {
                let seed = (number * KINDS.len() * KINDS.len() + place) as u64;
                cases.extend(two(base, &ground, [first, second], seed));
            }
        }
    }
    unambiguous(cases)
}

fn two(base: &Base, ground: &Ground, kinds: [usize; 2], seed: u64) -> Option<Case> {
    let mut draft = base.draft.clone();
    draft.shuffle(seed);
    let first = (KINDS[kinds[0]].make)(&mut draft, ground)?;
    let once = draft.text();
    let second = (KINDS[kinds[1]].make)(&mut draft, ground)?;
    let (text, right) = (draft.text(), draft.right());
    let damaged_twice = text != right && text != once && once != base.text;
    let repair = first.and(second);
    (damaged_twice && punctuation_is_sure(&draft)).then_some(Case { kinds, text, right, repair })
}

/// A link with one fault, for each kind that finds a place.
pub fn singles(base: &Base, number: usize, catalogue: &Catalogue) -> Vec<Case> {
    let ground = Ground { catalogue, own: base.own, told: base.hints.role.is_some() };
    let made = KINDS.iter().enumerate().filter_map(|(kind, made)| {
        let mut draft = base.draft.clone();
        draft.shuffle((number * KINDS.len() + kind) as u64);
        let repair = (made.make)(&mut draft, &ground)?;
        let (text, right) = (draft.text(), draft.right());
        (text != right && punctuation_is_sure(&draft)).then_some(Case { kinds: [kind, kind], text, right, repair })
    });
    made.collect()
}

/// A full stop or comma is left out of the count where it stands behind a word, or behind a blank.
fn punctuation_is_sure(draft: &Draft) -> bool {
    let behind = draft.after.split("http").next().unwrap_or_default();
    let Some(at) = behind.find(['.', ',']) else { return true };
    draft.ends_surely() && !draft.after[..at].contains(char::is_whitespace)
}

/// Without those of which the same text was made of two links: nobody can tell which was meant.
fn unambiguous(cases: Vec<Case>) -> Vec<Case> {
    let mut rights: HashMap<String, Option<String>> = HashMap::new();
    for case in &cases {
        let known = rights.entry(case.text.clone()).or_insert_with(|| Some(case.right.clone()));
        if known.as_ref() != Some(&case.right) {
            *known = None;
        }
    }
    cases.into_iter().filter(|case| rights[&case.text].is_some()).collect()
}

/// How a linter did on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Another link was handed out as the corrected one.
    Wrong,
    /// Not a word.
    Silent,
    /// Something was said, and no link handed out.
    NoLink,
    /// The fault was heard, and no link handed out where none can be right; more was not asked.
    Heard,
    Restored,
}

/// What a linter said of a case, judged.
pub fn outcome(base: &Base, case: &Case, said: &Verdict) -> Outcome {
    let heard = said.fixed.is_some() || said.rules.iter().any(|rule| !base.remarks.contains(rule));
    match &said.fixed {
        _ if !heard => Outcome::Silent,
        Some(_) if case.repair == Repair::Refuse => Outcome::Wrong,
        _ if case.repair != Repair::One => Outcome::Heard,
        Some(link) if *link == case.right => Outcome::Restored,
        Some(_) => Outcome::Wrong,
        None => Outcome::NoLink,
    }
}
