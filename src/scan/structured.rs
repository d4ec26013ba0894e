//! A structured file: its links, offer by offer, and what is reported of them in the order of the file.

use super::extent::Extent;
use super::open::{Open, Texts, Unit};
use super::setup::ScanSetup;
use super::worker::{Mark, PartResult, Worker};
use crate::findings::{About, At as Stands, Entry, Places, stable_key};
use crate::lint::{Linted, OfferLinted};
use crate::offer::{self, Offer, Site};
use crate::platform::Network;
use crate::rule::{Finding, Hints, Part, Rule, Spot};
use crate::settings::Settings;
use crate::source::{Document, FileText, Syntax};
use std::borrow::Cow;
use std::ops::Range;

/// Offers to whose links such a postback is held: where it is wrong for some, it is so for the first.
const MOST_ASKED: usize = 64;

/// Lints a structured file with one worker.
pub fn lint(worker: &mut Worker, name: &str, file: &FileText, syntax: Syntax) {
    let document = Document::read(name, file, syntax);
    let offers = offer::read(&document, &worker.job.settings.config.fields, worker.job.catalogue, &offer::ALONE);
    let open = Open::new(&document, &offers, &worker.job.settings.config);
    let before = std::mem::take(&mut worker.done);
    worker.breaks(&open);
    let share = worker.share(&open, 0..open.units());
    let left = worker.left(&open);
    worker.done = before;
    worker.done.add(joined(worker.job, vec![share, left]));
}

/// What one worker found in some units: entries one after the other in `done.out`.
pub struct Share {
    done: PartResult,
    /// The offset of each entry in the file, and where in `done.out` it begins.
    entries: Vec<(u64, usize)>,
}

/// Shares joined, with the entries in the order of the file.
pub fn joined(job: &ScanSetup, shares: Vec<Share>) -> PartResult {
    let mut all = PartResult::default();
    let mut entries: Vec<(u64, usize, Range<usize>, u32)> = Vec::new();
    let mut texts = Vec::with_capacity(shares.len());
    for (number, mut share) in shares.into_iter().enumerate() {
        let marks = std::mem::take(&mut share.done.marks);
        let found = share.entries.iter().zip(marks);
        entries.extend(found.map(|(&(at, start), mark)| (at, number, start..mark.end, mark.findings)));
        texts.push(std::mem::take(&mut share.done.out));
        all.add(share.done);
    }
    entries.sort_by_key(|(at, number, range, _)| (*at, *number, range.start));
    for (_, number, range, findings) in entries {
        if !all.out.is_empty() {
            all.out.extend_from_slice(job.report.joiner());
        }
        all.out.extend_from_slice(&texts[number][range]);
        all.marks.push(Mark { end: all.out.len(), findings });
    }
    all
}

impl<'a> Worker<'a> {
    /// Names the places at which the file is broken.
    pub fn breaks(&mut self, open: &Open) {
        self.entries = Some(Vec::new());
        if let Some(at) = open.document.file.broken {
            self.unread(open.at(at as u64), "this is not text from here on; what could be read was linted".to_owned());
        }
        for found in &open.document.breaks {
            self.unread(open.at(found.at as u64), format!("{}: {}", open.document.syntax.name(), found.message));
        }
    }

    /// Lints some units.
    pub fn share(&mut self, open: &Open, units: Range<usize>) -> Share {
        self.entries.get_or_insert_default();
        for number in units {
            self.unit(open, &open.unit(number));
        }
        Share { done: std::mem::take(&mut self.done), entries: self.entries.take().unwrap_or_default() }
    }

    /// Reports comments that silence nothing, when everything was looked at.
    pub fn left(&mut self, open: &Open) -> Share {
        self.entries = Some(Vec::new());
        for left in open.quiet.directives.leftover(open.document.path, &self.job.settings.selection) {
            self.leftover(left);
        }
        Share { done: std::mem::take(&mut self.done), entries: self.entries.take().unwrap_or_default() }
    }

    /// Lints the links of a unit, one by one and together.
    fn unit(&mut self, open: &Open, unit: &Unit) {
        let work = |worker: &mut Self| {
            worker.decisions.clear();
            let OfferLinted { links, fields } = worker.judged(open, unit);
            let texts = Texts { open, decisions: std::mem::take(&mut worker.decisions) };
            for (&number, linted) in unit.sites.iter().zip(links) {
                worker.note_click_id(open, unit.sites[0], number, &linted);
                worker.found(&texts, Spot::Link(number), linted);
            }
            for (node, findings) in fields {
                worker.found(&texts, Spot::Field(node), Linted::without_link(findings));
            }
            worker.decisions = texts.decisions;
        };
        self.guarded(|| open.at(unit.start(open)), work);
    }

    /// The verdicts on a unit.
    fn judged(&mut self, open: &Open, unit: &Unit) -> OfferLinted {
        let offer = &unit.offer;
        if offer.number.is_none() {
            let mut found = self.together(open, offer, &unit.sites);
            if let ([site], [linted]) = (&*unit.sites, &mut *found.links)
                && open.is_shared(*site)
            {
                self.across(open, *site, linted);
            }
            return found;
        }
        // Links of its network or of an alias belong to it too, and a postback for all offers answers the links of each.
        // Both are sorted.
        let others = offer.sites.iter().filter(|site| unit.sites.binary_search(site).is_err());
        let sites: Vec<u32> = unit.sites.iter().chain(others).chain(&open.global).copied().collect();
        self.together(open, offer, &sites)
    }

    /// Adds what is wrong with a postback for several offers as an answer to their links.
    fn across(&mut self, open: &Open, shared: u32, linted: &mut Linted) {
        let answered: Vec<u32> = if open.global.contains(&shared) {
            (0..open.offers.count()).take(MOST_ASKED).collect()
        } else {
            open.sharing(shared).take(MOST_ASKED).collect()
        };
        for number in answered {
            let offer = &open.offers.offer(number);
            let others = offer.sites.iter().copied().filter(|site| *site != shared);
            let sites: Vec<u32> = others.chain([shared]).collect();
            let Some(found) = self.together(open, offer, &sites).links.pop() else { continue };
            for finding in found.findings.into_iter().filter(|f| f.rule.part == Part::Offer) {
                if !linted.findings.iter().any(|f| f.rule.id == finding.rule.id && f.span == finding.span) {
                    linted.findings.push(finding);
                }
            }
        }
    }

    /// The verdicts on some links of an offer: what points at another text names it by its number in the file.
    fn together(&mut self, open: &Open, offer: &Offer, sites: &[u32]) -> OfferLinted {
        let own: Vec<&str> = offer.events.iter().map(|e| &*e.id.text).collect();
        let events = if self.events.is_empty() { &own } else { self.events };
        let texts: Vec<Cow<str>> = sites.iter().map(|&site| open.text(open.site(site))).collect();
        let links: Vec<(&str, Hints)> = sites
            .iter()
            .zip(&texts)
            .map(|(&site, text)| {
                let network = open.offers.network_of(open.site(site), offer, text, &mut self.anatomy);
                (&**text, hints(self.job.settings, open.site(site), network, events))
            })
            .collect();
        let selection = &self.job.settings.selection;
        let extents: Vec<Extent> =
            sites.iter().zip(&texts).map(|(&site, text)| Extent::of_site(open.site(site), text)).collect();
        let spoken = |spot, rule: &Rule| {
            let node = match spot {
                Spot::Link(number) => open.site(sites[number as usize]).node,
                Spot::Field(node) => node,
            };
            selection.wants(rule) && !open.quiet.silences(rule, || Stands::node(open.document, node))
        };
        let mut found = self.linter.lint_offer(offer, &links, |spot, rule| {
            let extent = if let Spot::Link(number) = spot { Some(&extents[number as usize]) } else { None };
            extent.is_none_or(|extent| extent.wants(rule)) && spoken(spot, rule)
        });
        for (number, (linted, extent)) in (0..).zip(found.links.iter_mut().zip(&extents)) {
            extent.hold(&texts[number as usize], linted, |rule| spoken(Spot::Link(number), rule));
        }
        let of_links = found.links.iter_mut().flat_map(|linted| &mut linted.findings);
        let of_fields = found.fields.iter_mut().flat_map(|(_, findings)| findings);
        for place in of_links.chain(of_fields).flat_map(|f| &mut f.elsewhere) {
            if let Spot::Link(number) = &mut place.spot {
                *number = sites[*number as usize];
            }
        }
        let points = |findings: &Vec<Finding>| findings.iter().any(|f| !f.elsewhere.is_empty());
        if found.links.iter().map(|linted| &linted.findings).chain(found.fields.iter().map(|(_, f)| f)).any(points) {
            self.decisions.extend(sites.iter().zip(&found.links).map(|(&site, linted)| (site, linted.decision)));
        }
        found
    }

    /// Reports and counts what was found at one place.
    fn found(&mut self, texts: &Texts, spot: Spot, mut linted: Linted) {
        let open = texts.open;
        let about = match spot {
            Spot::Link(_) => About::Url,
            Spot::Field(_) => About::Field,
        };
        if !linted.findings.is_empty() || self.job.settings.all && about == About::Url {
            self.job.settings.selection.grade(&mut linted);
            let Some((literal, _)) = texts.text(spot) else { return };
            let (node, byte) = match spot {
                Spot::Link(number) => (open.site(number).node, open.offset(open.site(number))),
                Spot::Field(node) => (node, open.field_offset(node)),
            };
            let stable = stable_key(open.document, node);
            self.known(&mut linted, &literal, Some(&stable));
            if linted.findings.is_empty() && !(self.job.settings.all && about == About::Url) {
                return self.count(open.document.path, about, &linted);
            }
            let entry =
                Entry { about, id: None, literal: &literal, stable: Some(&stable), linted: &linted, places: texts };
            self.entry(byte, linted.findings.len(), |report, out| report.entry(&entry, out));
        }
        self.count(open.document.path, about, &linted);
    }
}

/// What the settings, the field and the file say of a link. The network that the file names, or whose export it is, goes before the one that the environment names; the rest of what the offer says is added where its links
/// are linted together.
fn hints<'o>(settings: &'o Settings, site: &Site, network: Network, events: &'o [&'o str]) -> Hints<'o> {
    let mut hints = settings.hints(events);
    hints.role = hints.role.or(site.role);
    hints.tag = site.tag;
    hints.end = Extent::of_site(site, "").end;
    hints.global |= site.global;
    hints.filled_by = hints.filled_by.or(site.filled_by);
    hints.network = settings.network_or(network);
    hints
}
