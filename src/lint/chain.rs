//! Several links in the order of the click, from the publisher to the advertiser's last system, and the postbacks that
//! answer them.

use super::journey::{Pair, comes_back, goes_there};
use super::linter::Linter;
use super::step::StepState;
use crate::rule::{Hints, Rule};
use crate::span::Severity;

/// More links or postbacks have no chain.
pub const LONGEST_CHAIN: usize = 5;

/// A link of a chain, and the postback that answers it.
#[derive(Debug)]
pub struct Hop {
    /// Which of the texts is the link, from 0.
    pub link: usize,
    /// Which is its postback.
    pub postback: usize,
    /// Both, linted together.
    pub pair: Pair,
}

/// The hops of a click, and what answers nothing.
#[derive(Debug)]
pub struct Chain {
    /// In the order of the click.
    pub hops: Vec<Hop>,
    /// Links without a postback and postbacks without a link, from 0.
    pub left: Vec<usize>,
}

impl Linter<'_> {
    /// Finds for each link the postback that answers it, and follows a click id through both. The links are in the order
    /// of the click; the postbacks may come in any order. `None` where there is no link, no postback, or more than
    /// [`LONGEST_CHAIN`] of either.
    pub fn chain(&mut self, texts: &[&str], hints: &Hints, wanted: impl Fn(&Rule) -> bool) -> Option<Chain> {
        let (links, postbacks) = self.sides(texts, hints);
        let fits = |side: &[usize]| (1..=LONGEST_CHAIN).contains(&side.len());
        if !fits(&links) || !fits(&postbacks) {
            return None;
        }
        let mut cost = |link: usize, postback: usize| {
            let pair = self.pair(texts[link], texts[postback], hints, |_| true);
            cost_of(&pair)
        };
        let costs: Vec<Vec<u32>> =
            links.iter().map(|&link| postbacks.iter().map(|&back| cost(link, back)).collect()).collect();
        let chosen = best(&costs, 0, &mut vec![false; postbacks.len()]).1;
        let mut hops = Vec::new();
        for (&link, &back) in links.iter().zip(&chosen) {
            let Some(postback) = back.map(|at| postbacks[at]) else { continue };
            let pair = self.pair(texts[link], texts[postback], hints, &wanted);
            hops.push(Hop { link, postback, pair });
        }
        let used = |i: &usize| hops.iter().any(|h| h.link == *i || h.postback == *i);
        let left = (0..texts.len()).filter(|i| !used(i)).collect();
        Some(Chain { hops, left })
    }

    /// Which texts are links and which are postbacks. What nobody can tell is a link before the first postback, as long
    /// as there are not more links than postbacks.
    fn sides(&mut self, texts: &[&str], hints: &Hints) -> (Vec<usize>, Vec<usize>) {
        let roles: Vec<_> = texts.iter().map(|text| self.judged(text, hints, |_| true).decision.role).collect();
        let first = roles.iter().position(|role| comes_back(*role)).unwrap_or(texts.len());
        let known = roles.iter().filter(|role| goes_there(**role)).count();
        let mut open = texts.len().div_ceil(2).saturating_sub(known);
        (0..texts.len()).partition(|&i| {
            let unknown = i < first && !goes_there(roles[i]) && open > 0;
            open -= usize::from(unknown);
            goes_there(roles[i]) || unknown
        })
    }
}

/// How badly a link and a postback fit.
fn cost_of(pair: &Pair) -> u32 {
    let errors = pair.linted.iter().flat_map(|l| &l.findings).filter(|f| f.severity == Severity::Error).count();
    let fate = match pair.journey.outcome() {
        StepState::Passes => 0,
        StepState::Unknown => pair.journey.steps.iter().filter(|s| s.outcome == StepState::Unknown).count(),
        StepState::Lost | StepState::NotReached => 20,
    };
    // A postback of another trip answers nothing of this link; one with a fault still does.
    let apart = pair.journey.steps.iter().any(|s| s.name == "match" && s.outcome == StepState::Lost);
    (fate + 10 * errors.min(9) + if apart { 100 } else { 0 }) as u32
}

/// The least cost of giving each link from `at` on a postback of its own, and which. Of two that cost the same, the
/// one in which the last link is answered first.
fn best(costs: &[Vec<u32>], at: usize, taken: &mut Vec<bool>) -> (u32, Vec<Option<usize>>) {
    let Some(row) = costs.get(at) else { return (0, Vec::new()) };
    let left = taken.iter().filter(|taken| !**taken).count();
    let mut found: Option<(u32, Vec<Option<usize>>)> = None;
    let mut see = |cost: u32, mut rest: Vec<Option<usize>>, own: Option<usize>| {
        if found.as_ref().is_none_or(|(least, _)| cost < *least) {
            rest.insert(0, own);
            found = Some((cost, rest));
        }
    };
    for back in (0..row.len()).rev() {
        if !taken[back] {
            taken[back] = true;
            let (cost, rest) = best(costs, at + 1, taken);
            taken[back] = false;
            see(cost + row[back], rest, Some(back));
        }
    }
    if left < costs.len() - at {
        // There are not postbacks for all.
        let (cost, rest) = best(costs, at + 1, taken);
        see(cost, rest, None);
    }
    found.unwrap_or_default()
}
