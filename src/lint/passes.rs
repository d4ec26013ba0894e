//! The passes over one link: judge a reading until a check can repair what it found, make the repair, judge again.
//!
//! Each pass splits the reading, decides the context once and asks the checks in the order of the stages. The first
//! check with safe fixes ends the pass: they are made, the map back to the text as written is composed, and the next
//! pass starts at the first stage, since a repair may uncover an earlier fault. Reported are the repairs that were
//! made, each from its own pass, and all that the last pass finds. So the last reading has been judged from the start,
//! and it is the corrected link.

use super::carried::carried;
use super::context::{LintContext, Reasons, resolve};
use super::precedence::{apply, yields};
use super::repair::{Repair, Repairs, repair};
use super::spelling::{in_own_spelling, plain};
use super::verdict::{Decision, Linted};
use crate::link::{Anatomy, Chars, Link, Param, Seen, decode, decoded};
use crate::platform::{Platform, find};
use crate::rule::{Context, Finding, Findings, Hints, NearNames, SIGNATURES, Stage, Step, chosen, quoted};
use crate::span::{Map, Severity, Span};

/// Bytes beyond which no server takes a link whatever it holds, so that only its length is worth a word.
pub const READABLE: usize = 64 << 10;

/// How deep links inside links are followed.
const DEPTH: usize = 4;

/// How many passes a link and all links inside it share. Nobody makes so many faults in one link.
const PASSES: u32 = 64;

/// How many passes one link may take.
const PASSES_OF_ONE: usize = 16;

/// What splitting and deciding need, reused from link to link; one set for each depth.
#[derive(Default)]
pub struct Scratch {
    split: Anatomy,
    next: Anatomy,
    near: NearNames,
    inner: Option<Box<Scratch>>,
}

/// Judges a link in all its readings.
pub fn judge(scene: &LintContext, scratch: &mut Scratch, text: &str, hints: &Hints) -> Linted {
    let mut budget = PASSES;
    Judge { scene, hints, depth: 0, budget: &mut budget }.judge(scratch, text)
}

/// What stays the same over the passes of one link.
struct Judge<'s, 't> {
    scene: &'s LintContext<'s>,
    hints: &'s Hints<'t>,
    depth: usize,
    /// Passes that are left to this link and those inside it.
    budget: &'s mut u32,
}

/// What one pass came to.
enum Pass {
    /// A check repaired what it found.
    Repaired(Repair),
    /// Nothing was left to repair.
    Last(Decision, Vec<Finding>),
}

impl Judge<'_, '_> {
    fn judge(&mut self, scratch: &mut Scratch, text: &str) -> Linted {
        scratch.split.split(text);
        match plain(text, &scratch.split) {
            None => self.judge_plain(scratch, text),
            Some((plain, map)) => {
                scratch.split.split(&plain);
                in_own_spelling(self.judge_plain(scratch, &plain), text, &map)
            }
        }
    }

    /// Judges a text in its plain spelling, whose split is in `scratch`.
    fn judge_plain(&mut self, scratch: &mut Scratch, text: &str) -> Linted {
        let mut repairs = Repairs::new(text);
        loop {
            let repairing = repairs.count() < PASSES_OF_ONE && *self.budget > 0 && !repairs.goes_in_circles();
            *self.budget = self.budget.saturating_sub(1);
            match self.pass(scratch, repairs.reading(), repairing) {
                Pass::Repaired(repair) => {
                    std::mem::swap(&mut scratch.split, &mut scratch.next);
                    repairs.made(repair);
                }
                Pass::Last(decision, findings) => return repairs.finish(decision, findings, repairing),
            }
        }
    }

    /// Asks every check about one reading, whose split is in `scratch`.
    fn pass(&mut self, scratch: &mut Scratch, text: &str, repairing: bool) -> Pass {
        let Scratch { split, next, near, inner } = scratch;
        let (context, reasons) = resolve(self.scene, Link::new(text, split), self.hints, near);
        let signed = is_signed(&context);
        let mut findings = Findings::default();
        let mut look = PassInput { context: &context, split, next, signed, repairing, findings: &mut findings };
        let long = text.len() > READABLE;
        let chosen = chosen(context.seen, context.role, context.state);
        for stage in Stage::ALL {
            for step in chosen.of(stage) {
                if long && step.rule.triggers != Seen::LONG {
                    continue;
                }
                if let Some(repair) = look.ask(stage, step) {
                    return Pass::Repaired(repair);
                }
            }
            if stage == Stage::Values && split.seen.has(Seen::NESTED) && !long && self.depth < DEPTH {
                let found = self.nested(&context, inner.get_or_insert_default());
                if let Some(repair) = look.weigh(Stage::Values, found, false) {
                    return Pass::Repaired(repair);
                }
            }
        }
        if !self.scene.own_rules.is_empty() && !long && self.depth == 0 {
            // Their fixes are probable at most, so that none of them ends the pass.
            let mut own = Vec::new();
            let rules = self.scene.own_rules.iter();
            rules.for_each(|rule| rule.look(&context, look.findings.all(), &mut own));
            look.weigh(Stage::Meaning, own, false);
        }
        let mut findings = findings.take();
        apply(&mut findings, split);
        Pass::Last(decision(&context, reasons, signed), findings)
    }

    /// What is wrong with the links inside the values of this one, in places of this one.
    fn nested(&mut self, context: &Context, scratch: &mut Scratch) -> Vec<Finding> {
        let hints = Hints {
            network: context.network,
            state: self.hints.state,
            environment: self.hints.environment,
            filled_by: context.filled_by,
            ..Hints::default()
        };
        let link = context.link;
        let addressee = context.addressee.map(|a| a.platform);
        let mut all: Vec<Finding> = Vec::new();
        for param in link.all_params() {
            let value = link.value(param);
            let encoded = !value.contains("://") || is_half_encoded(value);
            let (inside, map) = if encoded { decode(value) } else { (value.to_owned(), Map::identity(value.len())) };
            if !is_web_link(&inside) {
                continue;
            }
            let mut judge = Judge { scene: self.scene, hints: &hints, depth: self.depth + 1, budget: self.budget };
            let found = judge.judge(scratch, &inside).findings;
            let key = link.name(param);
            let least = least_severity(addressee, &key);
            // Macros in a value are looked at in the outer link, which knows who fills them.
            let counts = |f: &Finding| f.severity >= least && f.rule.id != "unresolved-macro";
            for finding in found.into_iter().filter(counts) {
                let finding = placed(carried(finding, &map), param, &key);
                if !all.iter().any(|f| f.rule.id == finding.rule.id && f.span.touches(finding.span)) {
                    all.push(finding);
                }
            }
        }
        all
    }
}

/// What nobody documents as a link's place is looked at for errors only.
fn least_severity(addressee: Option<&'static Platform>, key: &str) -> Severity {
    let documented = addressee.is_some_and(|p| find(p.link.nested, key).is_some());
    if documented { Severity::Warning } else { Severity::Error }
}

/// One pass that is under way.
struct PassInput<'a, 'c, 'f> {
    context: &'a Context<'c>,
    split: &'a Anatomy,
    /// Memory in which a repaired reading is split.
    next: &'a mut Anatomy,
    signed: bool,
    /// False once repairs have been given up: everything is only shown.
    repairing: bool,
    findings: &'f mut Findings,
}

impl PassInput<'_, '_, '_> {
    /// Asks one check. Some repair, if what it found can be repaired.
    fn ask(&mut self, stage: Stage, step: &Step) -> Option<Repair> {
        self.findings.begin(stage);
        (step.check)(self.context, self.findings);
        if !self.findings.has_new() {
            return None;
        }
        let new = self.findings.take_new();
        self.weigh(stage, new, step.unwraps)
    }

    /// Files what a check has found: what an earlier finding explains goes, and what can be repaired is.
    fn weigh(&mut self, stage: Stage, mut new: Vec<Finding>, unwraps: bool) -> Option<Repair> {
        let earlier = self.findings.all();
        let explained = |f: &Finding| {
            let reached = |e: &Finding| e.stage < stage && e.reach.is_some_and(|r| r.contains(f.span));
            earlier.iter().any(|e| reached(e) || yields(f, e, self.split))
        };
        new.retain(|f| !explained(f));
        if self.signed && !stage.restores() {
            new.iter_mut().for_each(Finding::show_only);
        }
        if !stage.restores() {
            new.iter_mut().filter(|f| f.is_safe() && self.reaches_into_a_signed_link(f)).for_each(Finding::show_only);
        }
        let text = self.context.link.text;
        if self.repairing
            && let Some(repair) = repair(text, self.split, self.next, &mut new, unwraps)
        {
            return Some(repair);
        }
        self.findings.keep(new);
        None
    }
}

impl PassInput<'_, '_, '_> {
    /// True if the fix changes a link inside that carries a signature of its own.
    fn reaches_into_a_signed_link(&self, finding: &Finding) -> bool {
        const MARKS: [&str; 5] = ["signature=", "sig=", "hmac=", "hash=", "sign="];
        if !self.split.seen.has(Seen::NESTED) {
            return false;
        }
        let link = self.context.link;
        let signed = |param: &Param| {
            let inside = decoded(link.value(param));
            let covers = |(at, mark): (usize, &str)| {
                let set_off = inside[..at].ends_with(['?', '&', ';']);
                let run = inside[at + mark.len()..].bytes().take_while(u8::is_ascii_alphanumeric).count();
                set_off && run >= 16
            };
            inside.contains("://") && MARKS.iter().any(|mark| inside.match_indices(mark).any(covers))
        };
        let edits = || finding.fix.iter().flat_map(|fix| &fix.edits);
        let touched = |param: &&Param| edits().any(|e| param.value.contains(e.span) && !e.span.is_empty());
        link.all_params().iter().filter(touched).any(signed)
    }
}

/// True if a constant signature covers the link: any edit would break it. It stands in a parameter of a usual name, or
/// in one in which the platform the link is addressed to has its signature.
fn is_signed(context: &Context) -> bool {
    let own = context.addressee.map_or(&[][..], |a| a.platform.link.signature);
    let link = context.link;
    link.params.iter().any(|p| {
        let key = link.key(p);
        let usual = SIGNATURES.iter().any(|n| key.eq_ignore_ascii_case(n)) && p.value.len() >= 16;
        let named = own.iter().any(|fact| key.eq_ignore_ascii_case(fact.name)) && p.value.len() >= 8;
        let chars = Chars::WORD | Chars::HYPHEN | Chars::PERCENT | Chars::PLUS | Chars::SLASH | Chars::EQUALS;
        (usual || named)
            && p.value_chars.only(chars)
            && p.value_chars.has(Chars::DIGIT)
            && link.macros_in(p.value).next().is_none()
    })
}

/// `https://x.example/a%3Fb%3D1`: the scheme is plain, and the separators behind it are encoded. Whoever reads the value
/// decodes it once.
fn is_half_encoded(value: &str) -> bool {
    !value.contains('?') && (value.contains("%3F") || value.contains("%3f"))
}

fn is_web_link(text: &str) -> bool {
    ["http://", "https://"].iter().any(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
}

/// A finding of the link inside `param`, with its places in the link around it.
fn placed(mut finding: Finding, param: &Param, key: &str) -> Finding {
    let shift = |span: Span| Span { start: span.start + param.value.start, end: span.end + param.value.start };
    finding.span = shift(finding.span);
    finding.reach = finding.reach.map(shift);
    for (span, _) in &mut finding.labels {
        *span = shift(*span);
    }
    for edit in finding.fix.iter_mut().flat_map(|f| &mut f.edits) {
        edit.span = shift(edit.span);
    }
    // A whole link inside is but one parameter of the link around it.
    finding.whole = false;
    finding.stage = Stage::Values;
    finding.what = format!("In the link inside {}: {}", quoted(key), finding.what);
    finding
}

fn decision(context: &Context, reasons: Reasons, signed: bool) -> Decision {
    Decision {
        role: context.role,
        state: context.state,
        network: context.network,
        platform: context.addressee.map(|a| (a.platform, a.sure)),
        click_id: context.slot.param.map(|i| context.link.params[i].key),
        signed,
        reasons,
    }
}
