//! The count of how every pair of kinds came out.

use super::bases::{Base, Verdict};
use super::cases::{Case, Outcome, outcome};
use super::kinds::{KINDS, Repair};
use super::{LEAST_OF_A_PAIR, Limits};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Examples that are kept of a pair and an outcome.
const KEPT: usize = 6;

#[derive(Clone, Default)]
pub struct Count {
    pub restored: usize,
    pub wrong: usize,
    pub none: usize,
    pub silent: usize,
    /// Cases of which no more was asked than to be heard, and those of them that were not.
    pub heard: usize,
    pub unheard: usize,
    /// Links handed out as corrected where none can be right.
    pub claimed: usize,
    pub examples: Vec<(Outcome, String)>,
}

impl Count {
    /// Cases with one right repair.
    pub fn asked(&self) -> usize {
        self.restored + self.wrong + self.none + self.silent
    }

    pub fn failed(&self) -> usize {
        self.wrong + self.none + self.silent + self.unheard + self.claimed
    }

    fn add(&mut self, other: &Self) {
        self.restored += other.restored;
        self.wrong += other.wrong;
        self.none += other.none;
        self.silent += other.silent;
        self.heard += other.heard;
        self.unheard += other.unheard;
        self.claimed += other.claimed;
        self.examples.extend(other.examples.iter().cloned());
        self.examples.sort();
        self.examples.truncate(KEPT);
    }
}

#[derive(Default)]
pub struct Table {
    pub pairs: BTreeMap<[usize; 2], Count>,
}

impl Table {
    pub fn note(&mut self, base: &Base, case: &Case, said: &Verdict) {
        let count = self.pairs.entry(case.kinds).or_default();
        let outcome = outcome(base, case, said);
        match outcome {
            Outcome::Restored => count.restored += 1,
            Outcome::Wrong if case.repair == Repair::Refuse => count.claimed += 1,
            Outcome::Wrong => count.wrong += 1,
            Outcome::NoLink => count.none += 1,
            Outcome::Silent if case.repair != Repair::One => count.unheard += 1,
            Outcome::Silent => count.silent += 1,
            Outcome::Heard => count.heard += 1,
        }
        if !matches!(outcome, Outcome::Restored | Outcome::Heard) && count.examples.len() < KEPT {
            let lines = format!(
                "{:?}\n          of {:?}\n          {outcome:?} {:?}, found {:?}",
                case.text, case.right, said.fixed, said.rules
            );
            count.examples.push((outcome, lines));
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (pair, count) in &other.pairs {
            self.pairs.entry(*pair).or_default().add(count);
        }
    }

    pub fn sum(&self) -> Count {
        let mut sum = Count::default();
        self.pairs.values().for_each(|count| sum.add(count));
        sum
    }

    /// What the contract asks and the table does not show.
    pub fn complaints(&self, limits: &Limits) -> Vec<String> {
        let (mut out, sum) = (Vec::new(), self.sum());
        if sum.wrong + sum.claimed > limits.wrong {
            out.push(format!("{} wrong corrected links", sum.wrong + sum.claimed));
        }
        if sum.silent + sum.unheard > limits.silent {
            out.push(format!("{} links without a finding", sum.silent + sum.unheard));
        }
        if percent(sum.restored, sum.asked()) < limits.restored {
            out.push(format!("{:.2} % restored of all", percent(sum.restored, sum.asked())));
        }
        let mut low = Vec::new();
        for (pair, count) in &self.pairs {
            let share = percent(count.restored, count.asked());
            if share < LEAST_OF_A_PAIR {
                low.push(format!("{}: {share:.1} % restored of {}", names(*pair), count.asked()));
            }
        }
        if low.len() > limits.low_pairs {
            out.extend(low);
        }
        out
    }

    /// Each kind by itself, for a table of single faults.
    pub fn shown_alone(&self, most: usize) -> String {
        let mut out = format!("{:<28}{HEAD}\n", "one fault alone");
        self.pairs.iter().for_each(|(pair, count)| out.push_str(&row(KINDS[pair[0]].name, count)));
        out.push_str(&row("all", &self.sum()));
        for (pair, count) in self.pairs.iter().filter(|(_, c)| c.failed() > 0).take(most) {
            for (_, lines) in &count.examples {
                let _ = writeln!(out, "{}\n      {lines}", KINDS[pair[0]].name);
            }
        }
        out
    }

    /// All of it as text: the kinds as first and as second fault, and the worst pairs with examples.
    pub fn shown(&self, most: usize) -> String {
        let mut out = String::new();
        for order in 0..2 {
            let title = ["first fault", "second fault"][order];
            let _ = writeln!(out, "\n{title:<28}{HEAD}");
            for (number, kind) in KINDS.iter().enumerate() {
                let mut sum = Count::default();
                self.pairs.iter().filter(|(p, _)| p[order] == number).for_each(|(_, c)| sum.add(c));
                out.push_str(&row(kind.name, &sum));
            }
        }
        let _ = writeln!(out, "\n{:<28}{HEAD}", "");
        out.push_str(&row("all", &self.sum()));
        let mut worst: Vec<_> = self.pairs.iter().filter(|(_, c)| c.failed() > 0).collect();
        worst.sort_by_key(|(_, c)| std::cmp::Reverse((c.wrong + c.claimed, c.silent + c.unheard, c.none)));
        let _ = writeln!(out, "\n{} pairs with failures, the worst first", worst.len());
        for (pair, count) in worst.into_iter().take(most) {
            out.push_str(&row(&names(*pair), count));
            count.examples.iter().for_each(|(_, lines)| {
                let _ = writeln!(out, "      {lines}");
            });
        }
        out
    }
}

const HEAD: &str = "   asked restored   wrong no link  silent   heard unheard claimed";

fn row(name: &str, count: &Count) -> String {
    format!(
        "{name:<28}{:>8}{:>8.2}%{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}\n",
        count.asked(),
        percent(count.restored, count.asked()),
        count.wrong,
        count.none,
        count.silent,
        count.heard,
        count.unheard,
        count.claimed
    )
}

pub fn names(pair: [usize; 2]) -> String {
    pair.map(|k| KINDS[k].name).join("  +  ")
}

pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}
