//! Two faults in one link: every ordered pair of kinds, the second made in what the first left, over every `good`
//! example and every platform's templates. Written from the contract of the stages, not from the rules.
//!
//! `cargo test --test it double_faults -- --nocapture` prints the table. `DOUBLE_FAULTS=all` makes every pair on every
//! link and not only one in a few; `DOUBLE_FAULTS_SHOWN=200` lists so many of the worst pairs with examples.
//!
//! Left out of the count: punctuation behind words, which nobody can tell from the words. Only heard, not restored,
//! must be what the contract leaves to a person: a bracket without a partner, a `#` where a query begins, an encoded
//! macro with no other macro beside it. Where the text holds more than the link (a verb, words behind it, another link)
//! or less (it was cut off), no corrected link may be handed out at all: *claimed* counts those that are.

pub mod bases;
pub mod cases;
pub mod draft;
pub mod kinds;
pub mod table;

use bases::{Base, Verdict};
use cases::Case;
use kinds::Repair;
use std::collections::HashMap;
use table::Table;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hints, Hosts};

/// How much a table may lack.
pub struct Limits {
    /// Corrected links that are not the link that was damaged.
    pub wrong: usize,
    /// Links with two faults of which nothing is said.
    pub silent: usize,
    /// Of a hundred links with one right repair, how many have to be restored over all pairs.
    pub restored: f64,
    /// Pairs of kinds of which less than [`LEAST_OF_A_PAIR`] are restored.
    pub low_pairs: usize,
}

/// Of a hundred links of one pair of kinds.
const LEAST_OF_A_PAIR: f64 = 95.0;

/// What is asked of a linter.
const ASKED: Limits = Limits { wrong: 0, silent: 0, restored: 99.0, low_pairs: 0 };

/// What is left today of 210,000 links, so that it can only become less: most of it are words behind a link that was
/// damaged besides, and macros that stand for a whole link.
const TODAY: Limits = Limits { wrong: 510, silent: 334, restored: 99.6, low_pairs: 47 };

/// One case of so many is made, unless all are asked for.
const ONE_IN: usize = 4;

/// Every ordered pair of kinds, on one base in so many.
fn pairs(base: &Base, number: usize, catalogue: &Catalogue) -> Vec<Case> {
    let all = std::env::var("DOUBLE_FAULTS").is_ok_and(|v| v == "all");
    cases::of(base, number, catalogue, if all { 1 } else { ONE_IN })
}

/// The cases of one base, of which the number is told.
type Make<'a> = &'a (dyn Fn(&Base, usize, &Catalogue) -> Vec<Case> + Sync);

/// Judges what `lint` says of every case of these bases.
fn judge(bases: &[Base], from: usize, make: Make, mut lint: impl FnMut(&str, &Hints) -> Verdict) -> Table {
    let (catalogue, mut table) = (Catalogue::default(), Table::default());
    for (number, base) in (from..).zip(bases) {
        for case in make(base, number, &catalogue) {
            let hints = &base.hints;
            // A value may be one of a closed set, in which no blank is right.
            if case.right == base.text || lint(&case.right, hints).rules.iter().all(|r| base.remarks.contains(r)) {
                table.note(base, &case, &lint(&case.text, hints));
            }
        }
    }
    table
}

/// The linter itself over all bases, with as many threads as there are processors, at most four.
fn judge_all(bases: &[Base], make: Make) -> Table {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let size = bases.len().div_ceil(threads).max(1);
    let work = |number: usize, part: &[Base]| {
        let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
        let mut linter = Linter::new(&catalogue, &hosts);
        judge(part, number * size, make, |text, hints| bases::lint(&mut linter, text, hints))
    };
    let mut table = Table::default();
    std::thread::scope(|scope| {
        let parts = bases.chunks(size).enumerate();
        let running: Vec<_> = parts.map(|(number, part)| scope.spawn(move || work(number, part))).collect();
        for part in running {
            table.add(&part.join().expect("a thread that lints does not panic"));
        }
    });
    table
}

#[test]
fn two_faults_are_repaired_as_safely_as_one() {
    let bases = bases::all();
    let table = judge_all(&bases, &pairs);
    let most = std::env::var("DOUBLE_FAULTS_SHOWN").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let alone = judge_all(&bases, &cases::singles);
    println!("{} links\n{}", bases.len(), alone.shown_alone(most));
    println!("{} pairs of kinds\n{}", table.pairs.len(), table.shown(most));
    let complaints = table.complaints(&TODAY);
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}

/// The cases of some bases with their answers: what a linter without any fault would say.
fn answers(bases: &[Base]) -> HashMap<String, Verdict> {
    let catalogue = Catalogue::default();
    let mut answers = HashMap::new();
    for (number, base) in bases.iter().enumerate() {
        answers.insert(base.text.clone(), Verdict::default());
        for Case { text, right, repair, .. } in pairs(base, number, &catalogue) {
            answers.insert(right.clone(), Verdict::default());
            let fixed = (repair != Repair::Refuse).then_some(right);
            answers.insert(text, Verdict { rules: vec!["some-rule"], fixed });
        }
    }
    answers
}

#[test]
fn a_linter_that_restores_every_link_passes() {
    let bases = bases::all();
    let (some, _) = bases.split_at(20);
    let answers = answers(some);
    let table = judge(some, 0, &pairs, |text, _| answers[text].clone());
    assert!(table.sum().asked() > 1000, "hardly anything was asked: {}", table.sum().asked());
    assert_eq!(table.complaints(&ASKED), Vec::<String>::new());
}

/// One blank taken out of a value where it should have been encoded, or one fault passed over, is enough.
#[test]
fn a_planted_unsafe_deletion_is_caught() {
    let bases = bases::all();
    let (some, _) = bases.split_at(20);
    let mut answers = answers(some);
    let catalogue = Catalogue::default();
    let cases = some.iter().enumerate().flat_map(|(number, base)| pairs(base, number, &catalogue));
    // Only where one link alone is right can another one be told to be wrong.
    let encoded = cases.filter(|case| case.repair == Repair::One && case.right.contains("%20"));
    let at = encoded.map(|case| case.text).min().expect("a blank in a value");
    let right = answers[&at].clone();
    let losing = right.fixed.as_deref().unwrap_or_default().replacen("%20", "", 1);
    let mut ask = |planted: Verdict| {
        answers.insert(at.clone(), planted);
        judge(some, 0, &pairs, |text, _| answers[text].clone()).complaints(&ASKED)
    };
    let lost = ask(Verdict { fixed: Some(losing), ..right.clone() });
    assert!(lost.iter().any(|c| c.contains("wrong corrected link")), "{lost:?}");
    let silent = ask(Verdict::default());
    assert!(silent.iter().any(|c| c.contains("without a finding")), "{silent:?}");
    assert_eq!(ask(right), Vec::<String>::new());
}
