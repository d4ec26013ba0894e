//! The links of one offer: each linted by itself with what the offer says of it, and then all of them together.

use super::carried::carried;
use super::context::{LintContext, resolve};
use super::linter::Linter;
use super::passes::READABLE;
use super::precedence::{explained, unit_of};
use super::repair::repaired;
use super::verdict::Linted;
use crate::link::{Anatomy, Link, Seen};
use crate::offer::{Offer, Status};
use crate::platform::{Platform, Role};
use crate::rule::{ALL, Finding, Hints, Member, NearNames, OfferContext, OfferFindings, Rule, Spot};
use crate::source::NodeId;
use crate::span::{Map, Safety, Span};
use std::collections::BTreeMap;

/// Links beyond which an offer's links are only linted one by one: nobody's offer has more.
const MOST: usize = 512;

/// The verdict on an offer.
#[derive(Debug, Default)]
pub struct OfferLinted {
    /// The verdicts on its links, in their order. A finding that is about several texts stands at one of them and
    /// points at the others; [`Spot::Link`] counts the links as they were handed in, from 0.
    pub links: Vec<Linted>,
    /// The findings about its fields, by the node of the field.
    pub fields: Vec<(NodeId, Vec<Finding>)>,
}

impl Linter<'_> {
    /// Lints the links of one offer: each by itself, with what the offer says of it added to what was told, and all of
    /// them together. Keeps the findings of the rules that are wanted at the text they are about.
    ///
    /// Where the offer says nothing that a rule asks for, and its links are no pair, this does what
    /// [`Linter::lint_for`] does for each link, and nothing more.
    pub fn lint_offer(
        &mut self,
        offer: &Offer,
        links: &[(&str, Hints)],
        wanted: impl Fn(Spot, &Rule) -> bool,
    ) -> OfferLinted {
        let events: Vec<&str> = offer.events.iter().map(|e| &*e.id.text).filter(|id| !id.is_empty()).collect();
        let mut hints = Vec::with_capacity(links.len());
        let mut linted = Vec::with_capacity(links.len());
        for (number, &(text, given)) in (0..).zip(links) {
            let wanted = |rule: &Rule| wanted(Spot::Link(number), rule);
            let mut folded = folded(given, offer, &events);
            let mut verdict = self.judged(text, &folded, wanted);
            if name_system(&mut folded, offer, &verdict) {
                verdict = self.judged(text, &folded, wanted);
            }
            hints.push(folded);
            linted.push(verdict);
        }
        if let Some(network) = network_of(&linted) {
            let sends = |hints: &Hints, verdict: &Linted| {
                hints.role == Some(Role::TrackingLink) && hints.network.is_none() && verdict.decision.network.is_none()
            };
            for (number, (hints, verdict)) in (0_u32..).zip(hints.iter_mut().zip(&mut linted)) {
                if sends(hints, verdict) {
                    hints.network = Some(network);
                    let text = links[number as usize].0;
                    *verdict = self.judged(text, hints, |rule| wanted(Spot::Link(number), rule));
                }
            }
        }
        let seen = seen(offer, &linted);
        let mut fields = BTreeMap::new();
        if linted.len() <= MOST && ALL.iter().any(|r| r.check.of_offer().is_some() && seen.has(r.triggers)) {
            let texts: Vec<&str> = links.iter().map(|(text, _)| *text).collect();
            let found = self.look_across(offer, &texts, &hints, &linted, seen);
            merge(found, &texts, &mut linted, &mut fields);
        }
        for (number, linted) in (0..).zip(&mut linted) {
            linted.findings.retain(|f| wanted(Spot::Link(number), f.rule));
            linted.order();
        }
        fields.retain(|node, findings| {
            findings.retain(|f| wanted(Spot::Field(*node), f.rule));
            !findings.is_empty()
        });
        OfferLinted { links: linted, fields: fields.into_iter().collect() }
    }

    /// What the rules find that look at several links, each finding in the places of the texts as written.
    fn look_across(
        &self,
        offer: &Offer,
        texts: &[&str],
        hints: &[Hints],
        linted: &[Linted],
        seen: Seen,
    ) -> Vec<(Spot, Finding)> {
        let (mut readings, maps): (Vec<Reading>, Vec<Map>) =
            texts.iter().zip(linted).map(|(text, linted)| Reading::of(text, &linted.findings)).unzip();
        let scene = self.scene();
        let context = OfferContext { offer, links: members(&scene, &mut readings, hints), catalogue: scene.catalogue };
        let mut findings = OfferFindings::default();
        for rule in ALL {
            if let Some(check) = rule.check.of_offer().filter(|_| seen.has(rule.triggers)) {
                check(&context, &mut findings);
            }
        }
        let written = |(spot, finding): (Spot, Finding)| {
            let map = |spot| match spot {
                Spot::Link(number) => maps.get(number as usize),
                Spot::Field(_) => None,
            };
            let mut finding = match map(spot) {
                Some(map) => carried(finding, map),
                None => finding,
            };
            for place in &mut finding.elsewhere {
                place.span = map(place.spot).map_or(place.span, |m| m.span_out(place.span));
            }
            (spot, finding)
        };
        findings.take().into_iter().map(written).collect()
    }
}

/// What is decided about each link. One that is too long for anybody is left out.
pub fn members<'a>(scene: &LintContext<'a>, readings: &'a mut [Reading], hints: &[Hints<'a>]) -> Vec<Member<'a>> {
    let numbered = (0..).zip(readings).zip(hints).filter(|((_, reading), _)| reading.text.len() <= READABLE);
    let decided = |((number, reading), hints): ((u32, &'a mut Reading), &Hints<'a>)| {
        let Reading { text, anatomy, near } = reading;
        let context = resolve(scene, Link::new(text, anatomy), hints, near).0;
        // A partner's network gets its own clicks back with it: it answers none of these links.
        let foreign = hints.role == Some(Role::PartnerPostback) && context.role == Role::Postback;
        (!foreign).then_some(Member { number, context })
    };
    numbered.filter_map(decided).collect()
}

/// A link with its safe repairs made, as the rules of an offer read it.
pub struct Reading {
    text: String,
    anatomy: Anatomy,
    near: NearNames,
}

impl Reading {
    /// The reading, and the map from it to the link as written.
    pub fn of(text: &str, findings: &[Finding]) -> (Self, Map) {
        let (text, map) = repaired(text, findings, Finding::is_safe);
        let mut anatomy = Anatomy::default();
        anatomy.split(&text);
        (Self { text, anatomy, near: NearNames::default() }, map)
    }
}

/// What was told of a link, and what the offer says besides.
fn folded<'e>(hints: Hints<'e>, offer: &Offer, events: &'e [&'e str]) -> Hints<'e> {
    let mut folded = hints;
    let network = offer.network.as_ref().and_then(|(network, _)| *network).filter(|n| n.can_be_network());
    folded.network = hints.network.or(network);
    folded.environment = hints.environment.or(offer.environment.as_ref().map(|(environment, _)| *environment));
    if folded.offer.events.is_none() && !events.is_empty() {
        folded.offer.events = Some(events);
    }
    folded.offer.multi_event = folded.offer.multi_event.or(offer.multi_event);
    folded.offer.pays_share |= offer.pays_share;
    folded.offer.has_allow_list |= offer.allow_list.is_some();
    folded.offer.has_token |= offer.token.is_some();
    folded
}

/// The one network that the offer's postbacks go to, where a name or host that only it has says so: its click id is what
/// the offer's tracking links have to carry.
fn network_of(linted: &[Linted]) -> Option<&'static Platform> {
    let posted = linted.iter().filter(|l| l.decision.role == Role::Postback);
    let mut named = posted.filter_map(|l| l.decision.network).filter(|n| !n.telltale.is_empty());
    let first = named.next()?;
    named.all(|n| n.id == first.id).then_some(first)
}

/// Adds the advertiser's tracking system, where the offer names it: a tracking link is addressed to it, a postback
/// comes from it. What the host says goes before. True if that was news.
fn name_system(hints: &mut Hints, offer: &Offer, linted: &Linted) -> bool {
    let Some(system) = offer.platform.as_ref().and_then(|(platform, _)| *platform) else { return false };
    let is_other = |p: &'static Platform| p.id != system.id;
    match linted.decision.role {
        Role::TrackingLink if hints.platform.is_none() && linted.decision.platform.is_none_or(|(_, sure)| !sure) => {
            hints.platform = Some(system);
            true
        }
        Role::Postback
            if hints.filled_by.is_none() && linted.decision.platform.is_none_or(|(platform, _)| is_other(platform)) =>
        {
            hints.filled_by = Some(system);
            true
        }
        _ => false,
    }
}

/// What the triggers of the offers' rules see.
fn seen(offer: &Offer, linted: &[Linted]) -> Seen {
    let has = |role| linted.iter().any(|l| l.decision.role == role);
    let when = |yes: bool, bit: Seen| if yes { bit } else { Seen::NONE };
    let pair = has(Role::TrackingLink) && has(Role::Postback) || has(Role::PartnerLink) && has(Role::PartnerPostback);
    let stopped = |(status, _): &(Status, _)| matches!(status, Status::Paused | Status::Expired | Status::Deleted);
    when(pair, Seen::PAIR)
        | when(linted.len() > 1, Seen::SEVERAL)
        | when(offer.status.as_ref().is_some_and(stopped), Seen::STOPPED)
        | when(!offer.windows.is_empty(), Seen::WINDOW)
        | when(offer.platform.is_some(), Seen::DECLARED)
        | when(!offer.status_words.is_empty(), Seen::STATUS_WORDS)
        | when(!offer.lost.is_empty(), Seen::LOST)
        | when(!offer.exported && has_odd_money(offer), Seen::MONEY)
        | when(!offer.events.is_empty(), Seen::EVENTS)
        | when(offer.environment.is_some(), Seen::ENVIRONMENT)
}

/// It says what a conversion pays otherwise than in digits with a point and the capitals of a currency.
fn has_odd_money(offer: &Offer) -> bool {
    let odd = |text: &str| !text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    offer.payout.as_ref().is_some_and(|payout| odd(&payout.text))
        || offer.currency.as_ref().is_some_and(|currency| currency.text.bytes().any(|b| b.is_ascii_lowercase()))
}

/// The parts of the texts that a finding is about.
type Units = Vec<(Spot, Span)>;

/// Puts what was found across the links to what was found in each: one cause, one finding.
fn merge(
    found: Vec<(Spot, Finding)>,
    texts: &[&str],
    linted: &mut [Linted],
    fields: &mut BTreeMap<NodeId, Vec<Finding>>,
) {
    if found.is_empty() {
        return;
    }
    let anatomies: Vec<Anatomy> = texts.iter().map(|text| split(text)).collect();
    let unit = |spot: Spot, span: Span, whole: bool| match spot {
        Spot::Link(number) => anatomies.get(number as usize).map_or(span, |a| unit_of(span, whole, a)),
        Spot::Field(_) => Span { start: 0, end: u32::MAX },
    };
    let units = |spot: Spot, finding: &Finding| {
        let mut units = vec![(spot, unit(spot, finding.span, finding.whole))];
        units.extend(finding.elsewhere.iter().map(|e| (e.spot, unit(e.spot, e.span, false))));
        units
    };
    // Whoever looks at all of the offer knows more than whoever looked at one link of it.
    for (spot, finding) in &found {
        if let Spot::Link(number) = spot {
            let again = |f: &Finding| f.rule.id == finding.rule.id && f.fix.is_none() && f.span.touches(finding.span);
            linted[*number as usize].findings.retain(|f| !again(f));
        }
    }
    let explains = |spot: Spot, span: Span, rule: &Rule| match spot {
        Spot::Link(number) => linted[number as usize]
            .findings
            .iter()
            .any(|f| rule.yields_to.contains(&f.rule.id) && unit(spot, f.span, f.whole).touches(span)),
        Spot::Field(_) => false,
    };
    let mut left: Vec<(Spot, Finding, Units)> = Vec::new();
    for (spot, finding) in found {
        let units = units(spot, &finding);
        if !units.iter().any(|(spot, span)| explains(*spot, *span, finding.rule)) {
            left.push((spot, finding, units));
        }
    }
    let shared = |a: &[(Spot, Span)], b: &[(Spot, Span)]| {
        a.iter().any(|(spot, span)| b.iter().any(|(other, unit)| spot == other && span.touches(*unit)))
    };
    let rules: Vec<&Rule> = left.iter().map(|(_, finding, _)| finding.rule).collect();
    let yields = |i: usize, j: usize| rules[i].yields_to.contains(&rules[j].id) && shared(&left[i].2, &left[j].2);
    let gone = explained(&rules, |i| (0..rules.len()).filter(|&j| yields(i, j)).collect());
    for ((spot, mut finding, _), gone) in left.into_iter().zip(gone) {
        match spot {
            _ if gone => {}
            Spot::Field(node) => fields.entry(node).or_default().push(finding),
            Spot::Link(number) => {
                let verdict = &mut linted[number as usize];
                hold(&mut finding, verdict.decision.signed);
                verdict.findings.push(finding);
                verdict.order();
            }
        }
    }
}

/// A repair that rests on another link is never made without asking: that link may be the one at fault.
fn hold(finding: &mut Finding, signed: bool) {
    if signed {
        finding.show_only();
    } else if let Some(fix) = finding.fix.as_mut().filter(|fix| fix.safety == Safety::Safe) {
        fix.safety = Safety::Unsafe;
    }
}

fn split(text: &str) -> Anatomy {
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    anatomy
}
