//! Repairs: which can be made together, whether they keep what they do not touch, and where they stand in the text as
//! it was written.

use super::carried::{carried, without_crowded_fix};
use super::verdict::{Decision, Linted};
use crate::link::{Anatomy, Link, decoded};
use crate::rule::Finding;
use crate::span::{Edit, Map, Safety, Span, apply};
use std::collections::BTreeMap;

/// One repair that was made: a new reading of a link.
pub struct Repair {
    /// The link with the repair made.
    pub reading: String,
    /// From the new reading to the one before.
    map: Map,
    /// What was repaired, in places of the reading before.
    findings: Vec<Finding>,
}

/// So many fixes of one check are tried one by one where together they change another parameter.
const TRIED: usize = 64;

/// Makes the safe fixes of what one check has found, and splits the result into `next`. A fix after which another
/// parameter would be read differently is not safe: it becomes a probable one.
pub fn repair(text: &str, split: &Anatomy, next: &mut Anatomy, new: &mut [Finding], unwraps: bool) -> Option<Repair> {
    loop {
        let chosen = chosen(new, Finding::is_safe);
        let edits = edits(new, &chosen);
        if edits.is_empty() {
            return None;
        }
        let (reading, map) = apply(text, &edits);
        next.split(&reading);
        if unwraps || keeps_parameters(text, split, &edits, &reading, next) {
            if reading == text {
                return None;
            }
            let findings = chosen.iter().map(|&i| new[i].clone()).collect();
            return Some(Repair { reading, map, findings });
        }
        let breaks = |&&i: &&usize| {
            let edits: Vec<&Edit> = new[i].fix.iter().flat_map(|f| &f.edits).collect();
            let (reading, _) = apply(text, &edits);
            let mut alone = Anatomy::default();
            alone.split(&reading);
            !keeps_parameters(text, split, &edits, &reading, &alone)
        };
        // Each is tried by a look at the whole link: of very many, none is tried and none is safe.
        let few = chosen.len() <= TRIED;
        let mut broken: Vec<usize> = chosen.iter().filter(|i| !few || breaks(i)).copied().collect();
        if broken.is_empty() {
            // Each keeps the rest, but not all together: one at a time.
            broken = chosen[1..].to_vec();
        }
        for i in broken {
            if let Some(fix) = &mut new[i].fix {
                fix.safety = Safety::Unsafe;
            }
        }
    }
}

/// The numbers of the findings whose fixes are chosen and can be made together. Of two that overlap the first is made;
/// two that are the same are one.
fn chosen(findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..findings.len()).filter(|&i| chooses(&findings[i])).collect();
    numbers.sort_by_key(|&i| (findings[i].span.start, std::cmp::Reverse(findings[i].span.end)));
    let mut taken = PlannedEdits::default();
    numbers.retain(|&i| {
        let Some(fix) = findings[i].fix.as_ref().filter(|fix| !fix.edits.is_empty()) else { return false };
        let fits = fix.edits.iter().all(|e| taken.leaves_free(e));
        if fits {
            fix.edits.iter().for_each(|e| taken.take(e));
        }
        fits
    });
    numbers
}

/// Edits that will be made, by their place. None clashes with another.
#[derive(Default)]
struct PlannedEdits<'f> {
    /// Those that take text away.
    wide: BTreeMap<u32, &'f Edit>,
    /// Those that only write.
    points: BTreeMap<u32, &'f Edit>,
}

impl<'f> PlannedEdits<'f> {
    /// True if an edit can be made together with these. Only those that may touch it are looked at.
    fn leaves_free(&self, edit: &Edit) -> bool {
        let Span { start, end } = edit.span;
        let wide = self.wide.range(..=end).rev().map(|(_, t)| t).take_while(|t| t.span.end >= start);
        let points = self.points.range(start..=end).map(|(_, t)| t);
        wide.chain(points).all(|t| *t == edit || !clashes(t, edit))
    }

    fn take(&mut self, edit: &'f Edit) {
        let place = if edit.span.is_empty() { &mut self.points } else { &mut self.wide };
        place.entry(edit.span.start).or_insert(edit);
    }
}

/// The edits of these findings in order, each once.
fn edits<'f>(findings: &'f [Finding], numbers: &[usize]) -> Vec<&'f Edit> {
    let fixes = numbers.iter().filter_map(|&i| findings[i].fix.as_ref());
    let mut edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|e| e.span);
    edits.dedup();
    edits
}

fn clashes(a: &Edit, b: &Edit) -> bool {
    let overlap = a.span.is_empty() == b.span.is_empty() || a.span.start < b.span.start && b.span.start < a.span.end;
    a.span.touches(b.span) && overlap || a.span == b.span
}

/// The text with the fixes that are chosen made, and the map back.
pub fn repaired(text: &str, findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> (String, Map) {
    apply(text, &edits(findings, &chosen(findings, chooses)))
}

/// True if every parameter that no edit touches has the same decoded name and value after them.
fn keeps_parameters(text: &str, before: &Anatomy, edits: &[&Edit], reading: &str, after: &Anatomy) -> bool {
    let (mut before, mut after) = (pairs(text, before, edits), pairs(reading, after, &[]));
    before.sort_unstable();
    after.sort_unstable();
    // In order, so one pass finds each of the first among the second.
    let mut left = after.into_iter();
    before.into_iter().all(|pair| left.any(|other| other == pair))
}

/// Decoded names and values, those left out that an edit reaches into.
fn pairs(text: &str, anatomy: &Anatomy, edits: &[&Edit]) -> Vec<(String, String)> {
    let link = Link::new(text, anatomy);
    // The edits stand in order: of those that end before the span none can touch it.
    let edited = |span: Span| {
        let first = edits.partition_point(|e| e.span.end < span.start);
        // What is written right behind a value, and cuts nothing, belongs to it: `a=1&#61;2`.
        let goes_on = |e: &Edit| e.span.start == span.end && !e.text.is_empty() && !e.text.starts_with(['?', '&', '#']);
        let mut near = edits[first..].iter().take_while(|e| e.span.start <= span.end);
        near.any(|e| e.span.touches(span) || goes_on(e))
    };
    let untouched = anatomy.params.iter().filter(|p| !p.span().is_empty() && !edited(p.span()));
    untouched.map(|p| (link.name(p).into_owned(), decoded(link.value(p)).into_owned())).collect()
}

/// The repairs of one link so far.
pub struct Repairs<'t> {
    text: &'t str,
    /// The readings after each repair.
    readings: Vec<String>,
    /// From the last reading to the text, once there is a repair.
    map: Option<Map>,
    made: Vec<Finding>,
}

impl<'t> Repairs<'t> {
    /// None yet.
    pub const fn new(text: &'t str) -> Self {
        Self { text, readings: Vec::new(), map: None, made: Vec::new() }
    }

    /// How many were made.
    pub const fn count(&self) -> usize {
        self.readings.len()
    }

    /// The link with the repairs made so far.
    pub fn reading(&self) -> &str {
        self.readings.last().map_or(self.text, |r| r)
    }

    /// True if the last repair led back to a reading that was judged before.
    pub fn goes_in_circles(&self) -> bool {
        let Some((last, earlier)) = self.readings.split_last() else { return false };
        earlier.contains(last) || last == self.text
    }

    /// Notes one that was made in the last reading.
    pub fn made(&mut self, repair: Repair) {
        let Repair { reading, map, findings } = repair;
        let places = |f: Finding| match &self.map {
            Some(outer) => outwards(f, outer),
            None => f,
        };
        self.made.extend(findings.into_iter().map(places).collect::<Vec<_>>());
        self.map = Some(match &self.map {
            Some(outer) => outer.then(&map),
            None => map,
        });
        self.readings.push(reading);
    }

    /// The verdict: the repairs that were made and what the last pass found, in places of the text as written.
    /// If repairing was given up, nothing is repaired.
    pub fn finish(mut self, decision: Decision, findings: Vec<Finding>, settled: bool) -> Linted {
        let Some(map) = self.map.take() else {
            return Linted::of(decision, findings, None);
        };
        let reading = self.readings.pop().unwrap_or_default();
        let joint = map.edits(&reading);
        let mut all = self.made;
        for finding in &mut all {
            join(finding, &joint);
        }
        all.extend(findings.into_iter().map(|f| carried(f, &map)));
        let decision = Decision { click_id: decision.click_id.map(|s| map.span_out(s)), ..decision };
        if settled {
            return Linted::of(decision, all, Some(reading));
        }
        all.iter_mut().for_each(Finding::show_only);
        Linted::of(decision, all.into_iter().map(without_crowded_fix).collect(), None)
    }
}

/// A finding with all its places carried outwards; its edits become what the final text says.
fn outwards(mut finding: Finding, map: &Map) -> Finding {
    let fix = finding.fix.take();
    finding = carried(finding, map);
    finding.fix = fix.map(|mut fix| {
        for edit in &mut fix.edits {
            edit.span = map.span_out(edit.span);
        }
        // What stood apart in a reading may be one place of the text.
        fix.edits.dedup();
        fix
    });
    finding
}

/// Gives a finding the edits of the whole repair that stand where its own do: two faults of one place are repaired by
/// one edit, the same for both.
fn join(finding: &mut Finding, joint: &[Edit]) {
    let Some(fix) = &mut finding.fix else { return };
    let mut own: Vec<Span> = fix.edits.iter().map(|e| e.span).collect();
    own.dedup();
    let mut edits = met(&own, joint, shares);
    if edits.is_empty() {
        edits = met(&own, joint, Span::touches);
    }
    if edits.is_empty() {
        // A later repair took it back.
        finding.fix = None;
        return;
    }
    fix.edits = edits;
}

/// Those of the joint edits that meet one of the spans. The edits stand in order and do not overlap, so that each span
/// is compared with the few beside it.
fn met(own: &[Span], joint: &[Edit], meets: impl Fn(Span, Span) -> bool) -> Vec<Edit> {
    let beside = |span: Span| {
        let first = joint.partition_point(|j| j.span.end < span.start);
        let end = joint.partition_point(|j| j.span.start <= span.end).max(first);
        first..end
    };
    let numbers = own.iter().flat_map(|span| beside(*span).filter(|&i| meets(joint[i].span, *span)));
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|i| joint[i].clone()).collect()
}

/// True if the two share a byte, or are one point, or one is a point inside the other.
fn shares(a: Span, b: Span) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (false, false) => a.touches(b),
        (true, true) => a == b,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
    }
}
