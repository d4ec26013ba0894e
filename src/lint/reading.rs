//! The readings of one link: as written, as repaired, and the links inside it.

use super::context::{Reasons, Scene, resolve};
use super::lint::is_signed;
use super::settle::{by_place, hold_to_promise, order, safe_edits, settle, show_only};
use super::verdict::{Decision, Linted};
use crate::link::{Anatomy, Link, Param, Seen, decode, decoded};
use crate::platform::{Platform, find};
use crate::rule::{ALL, Check, Context, Finding, Findings, NearNames, Part, Rule, Told, quoted};
use crate::span::{Edit, Map, Safety, Severity, Span, apply};

/// Bytes beyond which no server takes a link whatever it holds, so that only its length is worth a word.
pub const READABLE: usize = 64 << 10;

/// How deep links inside links are followed.
const DEPTH: usize = 4;

/// What splitting and deciding need, reused from link to link; one set for each depth.
#[derive(Default)]
pub struct Memory {
    written: Anatomy,
    repaired: Anatomy,
    near: NearNames,
    inner: Option<Box<Memory>>,
}

impl Memory {
    /// The link that was looked at last, as it was written.
    pub fn link<'a>(&'a self, text: &'a str) -> Link<'a> {
        Link::new(text, &self.written)
    }
}

/// Looks at a link in all its readings.
pub fn look(scene: &Scene, memory: &mut Memory, text: &str, told: &Told) -> Linted {
    at_depth(scene, memory, text, told, 0)
}

fn at_depth(scene: &Scene, memory: &mut Memory, text: &str, told: &Told, depth: usize) -> Linted {
    let Memory { written, repaired, near, inner } = memory;
    written.split(text);
    let mut found = Findings::default();
    let (context, reasons) = resolve(scene, Link::new(text, written), told, near);
    if text.len() > READABLE {
        run(&context, &mut found, |rule| rule.triggers == Seen::LONG);
        return Linted { decision: decision(&context, reasons), findings: found.take(), fixed: None };
    }
    run(&context, &mut found, |rule| rule.part == Part::Shape);
    if found.is_empty() {
        run(&context, &mut found, |rule| rule.part != Part::Shape);
        let mut linted = Linted { decision: decision(&context, reasons), findings: found.take(), fixed: None };
        hold_to_promise(&mut linted.findings, text, written);
        let nested = Nested::of(&context, told);
        if written.seen.has(Seen::NESTED) && depth < DEPTH {
            nested.look(scene, inner.get_or_insert_default(), Link::new(text, written), &mut linted, depth);
        }
        order(&mut linted.findings, written);
        return linted;
    }
    let mut findings = found.take();
    settle(&mut findings, written);
    if let Some(wrapper) = findings.iter().position(|f| matches!(f.rule.check, Check::Wrapper(_))) {
        let outer = Linted {
            decision: decision(&context, reasons),
            findings: vec![findings.swap_remove(wrapper)],
            fixed: None,
        };
        return if depth < DEPTH {
            unwrapped(scene, inner.get_or_insert_default(), text, told, outer, depth)
        } else {
            outer
        };
    }
    hold_to_promise(&mut findings, text, written);
    by_place(&mut findings);
    let (reading, map) = apply(text, &safe_edits(&findings));
    repaired.split(&reading);
    let (context, reasons) = resolve(scene, Link::new(&reading, repaired), told, near);
    run(&context, &mut found, |rule| rule.part != Part::Shape);
    let mut later = Linted { decision: decision(&context, reasons), findings: found.take(), fixed: None };
    hold_to_promise(&mut later.findings, &reading, repaired);
    let nested = Nested::of(&context, told);
    if repaired.seen.has(Seen::NESTED) && depth < DEPTH {
        nested.look(scene, inner.get_or_insert_default(), Link::new(&reading, repaired), &mut later, depth);
    }
    findings.extend(later.findings.into_iter().map(|f| carried(f, &map)));
    order(&mut findings, written);
    let click_id = later.decision.click_id.map(|s| map.span_out(s));
    Linted { decision: Decision { click_id, ..later.decision }, findings, fixed: None }
}

/// A wrapper's link is nobody's but the wrapper's: only the link inside is looked at.
fn unwrapped(scene: &Scene, memory: &mut Memory, text: &str, told: &Told, outer: Linted, depth: usize) -> Linted {
    let edits: Vec<&Edit> = outer.findings.iter().filter_map(|f| f.fix.as_ref()).flat_map(|f| &f.edits).collect();
    let (reading, map) = apply(text, &edits);
    if edits.is_empty() {
        return outer;
    }
    let inside = held(at_depth(scene, memory, &reading, told, depth + 1), &reading);
    let click_id = inside.decision.click_id.map(|s| map.span_out(s));
    let findings = outer.findings.into_iter().chain(inside.findings.into_iter().map(|f| carried(f, &map)));
    Linted { decision: Decision { click_id, ..inside.decision }, findings: findings.collect(), fixed: None }
}

/// A link inside another one may be signed by itself.
fn held(mut inside: Linted, text: &str) -> Linted {
    if inside.findings.iter().any(|f| f.fix.is_some()) && is_signed(text, &inside.decision) {
        inside.findings.iter_mut().for_each(show_only);
    }
    inside
}

/// What the links inside a link inherit from it.
struct Nested<'a> {
    told: Told<'a>,
    addressee: Option<&'static Platform>,
}

impl<'a> Nested<'a> {
    fn of(context: &Context<'a>, told: &Told<'a>) -> Self {
        let filled_by = context.filled_by;
        let told = Told {
            network: context.network,
            state: told.state,
            environment: told.environment,
            filled_by,
            ..Told::default()
        };
        Self { told, addressee: context.addressee.map(|a| a.platform) }
    }

    fn look(&self, scene: &Scene, memory: &mut Memory, link: Link, linted: &mut Linted, depth: usize) {
        for param in link.all_params() {
            let value = link.value(param);
            let encoded = !value.contains("://");
            let (inside, map) = if encoded { decode(value) } else { (value.to_owned(), Map::identity(value.len())) };
            if !is_web_link(&inside) {
                continue;
            }
            // What nobody documents as a link's place is looked at for errors only.
            let key = decoded(link.key(param));
            let documented = self.addressee.is_some_and(|p| find(p.link.nested, &key).is_some());
            let least = if documented { Severity::Warning } else { Severity::Error };
            let found = held(at_depth(scene, memory, &inside, &self.told, depth + 1), &inside);
            for finding in found.findings.into_iter().filter(|f| f.severity >= least) {
                let finding = placed(carried(finding, &map), param, &key);
                if !linted.findings.iter().any(|f| f.rule.id == finding.rule.id && f.span.touches(finding.span)) {
                    linted.findings.push(finding);
                }
            }
        }
    }
}

fn is_web_link(text: &str) -> bool {
    ["http://", "https://"].iter().any(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
}

/// A finding of the link inside `param`, with its places in the link around it.
fn placed(mut finding: Finding, param: &Param, key: &str) -> Finding {
    let shift = |span: Span| Span { start: span.start + param.value.start, end: span.end + param.value.start };
    finding.span = shift(finding.span);
    for (span, _) in &mut finding.labels {
        *span = shift(*span);
    }
    for edit in finding.fix.iter_mut().flat_map(|f| &mut f.edits) {
        edit.span = shift(edit.span);
    }
    // A whole link inside is but one parameter of the link around it.
    finding.whole = false;
    finding.what = format!("In the link inside {}: {}", quoted(key), finding.what);
    finding
}

fn decision(context: &Context, reasons: Reasons) -> Decision {
    Decision {
        role: context.role,
        state: context.state,
        network: context.network,
        platform: context.addressee.map(|a| (a.platform, a.sure)),
        click_id: context.slot.param.map(|i| context.link.params[i].key),
        reasons,
    }
}

fn run(context: &Context, findings: &mut Findings, wanted: impl Fn(&Rule) -> bool) {
    for rule in ALL {
        if context.seen.has(rule.triggers)
            && wanted(rule)
            && rule.roles.has(context.role)
            && rule.states.has(context.state)
            && let Some(check) = rule.check.of_link()
        {
            check(context, findings);
        }
    }
}

/// Carries a finding of the repaired reading back to the link as written.
pub fn carried(mut finding: Finding, map: &Map) -> Finding {
    finding.span = map.span_out(finding.span);
    for (span, _) in &mut finding.labels {
        *span = map.span_out(*span);
    }
    if let Some(fix) = &mut finding.fix {
        let edits: Option<Vec<Edit>> = fix.edits.iter().map(|e| map.edit_out(e)).collect();
        match edits {
            Some(edits) => fix.edits = edits,
            // The next round sees it as it then stands.
            None => {
                fix.safety = Safety::Shown;
                fix.edits =
                    fix.edits.iter().map(|e| Edit { span: map.span_out(e.span), text: e.text.clone() }).collect();
            }
        }
    }
    finding
}
