//! One link through all rules: two readings, one cause one finding, repairs that are checked.

use super::context::{Candidate, Reasons, Scene, resolve};
use crate::link::{Anatomy, Chars, Link};
use crate::platform::{Catalogue, Environment, Network, Role, State};
use crate::rule::{ALL, Check, Context, Finding, Findings, Hosts, NearNames, Part, Rule, Told};
use crate::span::{Edit, Map, Safety, Span, apply};
use std::borrow::Cow;

/// How often repairs are repeated until nothing changes.
const ROUNDS: usize = 8;

/// What was decided about a link.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// What it is for.
    pub role: Role,
    /// Whether macros still stand in it.
    pub state: State,
    /// Who issues the click id and receives the postback.
    pub network: Network,
    /// Whom it is addressed to, and whether that is sure.
    pub platform: Option<(&'static crate::platform::Platform, bool)>,
    /// The parameter in which the click id travels.
    pub click_id: Option<Span>,
    /// Why all that.
    pub reasons: Reasons,
}

/// The verdict on one link.
#[derive(Clone, Debug)]
pub struct Linted {
    /// What was decided about it.
    pub decision: Decision,
    /// The findings, in the order in which they should be mended.
    pub findings: Vec<Finding>,
    /// The link with all safe fixes applied, where there are any.
    pub fixed: Option<String>,
}

/// Lints links one after the other, reusing its memory.
pub struct Linter<'a> {
    catalogue: &'a Catalogue,
    hosts: &'a Hosts,
    default_network: Network,
    default_environment: Option<Environment>,
    candidates: Vec<Candidate>,
    memory: Memory,
}

#[derive(Default)]
struct Memory {
    written: Anatomy,
    repaired: Anatomy,
    near: NearNames,
}

impl<'a> Linter<'a> {
    /// A linter for links of these networks and hosts.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, hosts: &'a Hosts) -> Self {
        let telling = catalogue.all().iter().filter(|p| !p.telltale.is_empty());
        let candidates = telling.map(|p| Candidate::of(p)).collect();
        Self {
            catalogue,
            hosts,
            default_network: None,
            default_environment: None,
            candidates,
            memory: Memory::default(),
        }
    }

    /// What the configuration says where the link itself says nothing.
    #[must_use]
    pub fn with_defaults(mut self, network: Network, environment: Option<Environment>) -> Self {
        (self.default_network, self.default_environment) = (network, environment);
        self
    }

    /// Lints one link. Without findings nothing is allocated.
    pub fn lint(&mut self, text: &str, told: &Told) -> Linted {
        self.lint_for(text, told, |_| true)
    }

    /// Lints one link, and keeps the findings of the rules that are wanted. A rule that is not wanted still
    /// silences what is vaguer than it, but mends nothing.
    pub fn lint_for(&mut self, text: &str, told: &Told, wanted: impl Fn(&Rule) -> bool) -> Linted {
        self.prepare(told.network.or(self.default_network));
        let mut linted = self.look(text, told);
        if linted.findings.iter().any(|f| is_safe(f) && wanted(f.rule)) {
            if is_signed(text) {
                for finding in &mut linted.findings {
                    show_only(finding);
                }
            } else {
                self.mend(text, told, &mut linted, &wanted);
            }
        }
        linted.findings.retain(|f| wanted(f.rule));
        linted
    }

    /// A network that was named has its names compared too.
    fn prepare(&mut self, network: Network) {
        if let Some(platform) = network
            && !self.candidates.iter().any(|c| c.platform.id == platform.id)
        {
            self.candidates.push(Candidate::of(platform));
        }
    }

    /// Applies the safe fixes, and looks again, until nothing is left to mend. If that brings a finding that was
    /// not there before, or leaves one that was to be mended, no fix of this link is offered as safe.
    fn mend(&mut self, text: &str, told: &Told, linted: &mut Linted, wanted: &impl Fn(&Rule) -> bool) {
        let mends = |f: &Finding| is_safe(f) && wanted(f.rule);
        let mut current = repaired(text, &linted.findings, mends);
        let mut good = false;
        for _ in 0..ROUNDS {
            let again = self.look(&current, told);
            if !is_subset(&again.findings, &linted.findings) {
                break;
            }
            if !again.findings.iter().any(mends) {
                good = true;
                break;
            }
            let next = repaired(&current, &again.findings, mends);
            if next == current {
                break;
            }
            current = next;
        }
        if good {
            linted.fixed = Some(current);
        } else {
            for finding in &mut linted.findings {
                show_only(finding);
            }
        }
    }

    /// Both readings of a link.
    fn look(&mut self, text: &str, told: &Told) -> Linted {
        let Memory { written, repaired, near } = &mut self.memory;
        let scene = Scene {
            catalogue: self.catalogue,
            hosts: self.hosts,
            candidates: &self.candidates,
            default_network: self.default_network,
            default_environment: self.default_environment,
        };
        written.split(text);
        let mut found = Findings::default();
        let (context, reasons) = resolve(&scene, Link::new(text, written), told, near);
        run(&context, &mut found, |part| part == Part::Shape);
        let mut decision = decision(&context, reasons);
        if found.is_empty() {
            run(&context, &mut found, |part| part != Part::Shape);
            let mut findings = found.take();
            order(&mut findings, written);
            return Linted { decision, findings, fixed: None };
        }
        let mut findings = found.take();
        drop_overlaps(&mut findings);
        let (reading, map) = apply(text, &edits_of(&findings, is_safe));
        repaired.split(&reading);
        let (context, reasons) = resolve(&scene, Link::new(&reading, repaired), told, near);
        run(&context, &mut found, |part| part != Part::Shape);
        let later = self::decision(&context, reasons);
        decision = Decision { click_id: later.click_id.map(|s| map.span_out(s)), ..later };
        findings.extend(found.take().into_iter().map(|f| carried(f, &map)));
        order(&mut findings, written);
        Linted { decision, findings, fixed: None }
    }
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

fn run(context: &Context, findings: &mut Findings, parts: impl Fn(Part) -> bool) {
    for rule in ALL {
        if context.seen.has(rule.triggers)
            && parts(rule.part)
            && rule.roles.has(context.role)
            && rule.states.has(context.state)
        {
            let Check::Link(check) = rule.check;
            check(context, findings);
        }
    }
}

/// Carries a finding of the repaired reading back to the link as written.
fn carried(mut finding: Finding, map: &Map) -> Finding {
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

/// Drops what a better rule explains, and puts the rest in the order in which it should be mended.
fn order(findings: &mut Vec<Finding>, written: &Anatomy) {
    if findings.len() > 1 {
        settle(findings, written);
        findings.sort_by_key(|f| (f.rule.part, f.span.start, f.rule.id));
    }
}

/// Resolves `yields_to`: a finding goes if one that survives shares its unit and is of a rule it yields to.
fn settle(findings: &mut Vec<Finding>, written: &Anatomy) {
    let units: Vec<Span> = findings.iter().map(|f| unit(f, written)).collect();
    let mut gone = vec![false; findings.len()];
    // Rules that yield to nobody here are certain; then those that yield only to certain ones, and so on.
    let mut decided = vec![false; findings.len()];
    while decided.iter().any(|d| !d) {
        let before = decided.clone();
        for i in 0..findings.len() {
            if decided[i] {
                continue;
            }
            let better: Vec<usize> = (0..findings.len())
                .filter(|&j| {
                    j != i && findings[i].rule.yields_to.contains(&findings[j].rule.id) && units[i].touches(units[j])
                })
                .collect();
            if better.iter().any(|&j| decided[j] && !gone[j]) {
                (gone[i], decided[i]) = (true, true);
            } else if better.iter().all(|&j| decided[j]) {
                decided[i] = true;
            }
        }
        if decided == before {
            break;
        }
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
}

/// The part of the link that a finding is about.
fn unit(finding: &Finding, written: &Anatomy) -> Span {
    if finding.whole {
        return Span { start: 0, end: u32::MAX };
    }
    let param = written
        .params
        .iter()
        .map(|p| p.separator.join(p.span()))
        .find(|s| s.touches(finding.span) && s.contains(finding.span));
    let parts = [written.host, written.path, written.fragment];
    let part = parts.into_iter().find(|s| !s.is_empty() && s.contains(finding.span));
    // A parameter without its separator, so that neighbours do not share a border.
    param.or(part).unwrap_or(finding.span)
}

fn is_safe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|f| f.safety == Safety::Safe)
}

fn show_only(finding: &mut Finding) {
    if let Some(fix) = &mut finding.fix {
        fix.safety = Safety::Shown;
    }
}

/// Of two safe fixes that overlap, the one of the rule that comes first stays; the other waits for the next round.
fn drop_overlaps(findings: &mut [Finding]) {
    findings.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
}

/// The edits of the fixes of these findings, sorted, those that overlap an earlier one left out as whole fixes.
fn edits_of(findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> Vec<&Edit> {
    let mut chosen: Vec<&Edit> = Vec::new();
    for finding in findings.iter().filter(|f| chooses(f)) {
        let Some(fix) = &finding.fix else { continue };
        let clash = fix.edits.iter().any(|e| chosen.iter().any(|c| clashes(c, e)));
        if !clash {
            chosen.extend(&fix.edits);
        }
    }
    chosen.sort_by_key(|e| e.span);
    chosen
}

fn clashes(a: &Edit, b: &Edit) -> bool {
    a.span.touches(b.span)
        && (a.span.is_empty() == b.span.is_empty() || a.span.start < b.span.start && b.span.start < a.span.end)
        || a.span == b.span
}

/// The text with the fixes of these findings applied once.
fn repaired(text: &str, findings: &[Finding], chooses: impl Fn(&Finding) -> bool) -> String {
    apply(text, &edits_of(findings, chooses)).0
}

/// True if `later` holds nothing, counted by rule, that `earlier` does not hold.
fn is_subset(later: &[Finding], earlier: &[Finding]) -> bool {
    let count = |all: &[Finding], id: &str| all.iter().filter(|f| f.rule.id == id).count();
    later.iter().all(|f| count(later, f.rule.id) <= count(earlier, f.rule.id))
}

/// True if a constant signature covers the link: any edit would break it.
fn is_signed(text: &str) -> bool {
    const NAMES: [&str; 5] = ["signature", "sig", "hmac", "hash", "sign"];
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    anatomy.params.iter().any(|p| {
        NAMES.iter().any(|n| link.key(p).eq_ignore_ascii_case(n))
            && p.value.len() >= 16
            && p.value_chars
                .only(Chars::WORD | Chars::HYPHEN | Chars::PERCENT | Chars::PLUS | Chars::SLASH | Chars::EQUALS)
            && p.value_chars.has(Chars::DIGIT)
    })
}

impl Decision {
    /// Where the click id travels, as text.
    #[must_use]
    pub fn click_id_in<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        self.click_id.and_then(|s| text.get(s.range())).map(crate::link::decoded)
    }
}
