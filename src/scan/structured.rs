//! A structured file: its links, offer by offer, and what is reported of them in the order of the file.

use super::extent::Extent;
use super::multi_link_text::Holders;
use super::{At, Done, Mark, Setup, Worker};
use crate::findings::{About, At as Stands, Directives, Entry, Places, Quiet, stable_key};
use crate::lint::{Linted, OfferLinted};
use crate::offer::{self, Offer, Offers, Piece, Site};
use crate::platform::Network;
use crate::rule::{Part, Rule, Spot, Told};
use crate::settings::{Config, Settings};
use crate::source::{Document, FileText, Literal, NodeId, Syntax};
use std::borrow::Cow;
use std::ops::Range;

/// A file that was taken apart.
pub struct Open<'d> {
    pub document: &'d Document<'d>,
    offers: &'d Offers<'d>,
    holders: Holders<'d>,
    /// Links that belong to no offer.
    alone: Vec<u32>,
    /// Postbacks that report for all offers of the file and stand in none of them.
    global: Vec<u32>,
    /// Links that stand in no offer and belong to some, each with one of them, sorted.
    shared: Vec<(u32, u32)>,
    /// What its comments and the configuration silence.
    quiet: Quiet<'d>,
}

/// Links that are looked at together: those of one offer, or one that belongs to none. The last unit of a file has no
/// link, if fields of no offer lost theirs.
struct Unit<'d> {
    /// One of which nothing is known where the links belong to none.
    offer: Offer<'d>,
    /// The links that are reported with it: each link of the file is with one unit.
    sites: Vec<u32>,
}

impl Unit<'_> {
    /// Where in the file it begins: its first link, else the first field that tells of it.
    fn start(&self, open: &Open) -> u64 {
        let links = self.sites.iter().map(|&site| open.offset(open.site(site)));
        let named = self.offer.name.iter().chain(&self.offer.id).chain(&self.offer.lost);
        let fields = named.map(|field| open.field_offset(field.node));
        links.min().or_else(|| fields.min()).unwrap_or_default()
    }
}

/// Postbacks for all offers that are held against each offer's links; nobody has more.
const MOST_GLOBAL: usize = 16;

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
    done: Done,
    /// The offset of each entry in the file, and where in `done.out` it begins.
    entries: Vec<(u64, usize)>,
}

/// Shares joined, with the entries in the order of the file.
pub fn joined(job: &Setup, shares: Vec<Share>) -> Done {
    let mut all = Done::default();
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

impl<'d> Open<'d> {
    pub fn new(document: &'d Document<'d>, offers: &'d Offers<'d>, config: &'d Config) -> Self {
        let is_alone = |site: &u32| offers.sites[*site as usize].offer.is_none();
        let alone = (0..offers.sites.len() as u32).filter(is_alone).collect();
        let is_global = |site: &Site| site.offer.is_none() && site.global;
        let numbered = (0..).zip(&offers.sites).filter(|(_, site)| is_global(site));
        let global = numbered.map(|(number, _)| number).take(MOST_GLOBAL).collect();
        let quiet = Quiet { directives: Directives::read(document), ignores: config.ignores_of(document.path) };
        let mut shared: Vec<(u32, u32)> =
            offers.links().filter(|(_, site)| is_alone(site)).map(|(offer, site)| (site, offer)).collect();
        shared.sort_unstable();
        Self { document, offers, holders: Holders::of(document), alone, global, shared, quiet }
    }

    /// How many units there are: links of no offer, offers, and fields of no offer.
    pub fn units(&self) -> usize {
        self.alone.len() + self.offers.count() as usize + usize::from(!self.offers.lost.is_empty())
    }

    fn unit(&self, number: usize) -> Unit<'d> {
        if let Some(&site) = self.alone.get(number) {
            return Unit { offer: Offer::default(), sites: vec![site] };
        }
        let number = (number - self.alone.len()) as u32;
        if number == self.offers.count() {
            let offer = Offer { lost: self.offers.lost.clone(), ..Offer::default() };
            return Unit { offer, sites: Vec::new() };
        }
        let is_own = |site: &u32| self.offers.sites[*site as usize].offer == Some(number);
        let offer = self.offers.offer(number);
        let sites = offer.sites.iter().copied().filter(is_own).collect();
        Unit { offer, sites }
    }

    pub fn site(&self, number: u32) -> &'d Site {
        &self.offers.sites[number as usize]
    }

    /// The link at a site.
    pub fn text(&self, site: &'d Site) -> Cow<'d, str> {
        self.holders.text(site)
    }

    /// The link at a site with its place.
    pub fn literal(&self, site: &'d Site) -> Literal<'d> {
        self.holders.literal(site)
    }

    fn offset(&self, site: &Site) -> u64 {
        let inside = match &site.piece {
            Piece::Whole => 0,
            Piece::Part(range) => range.start,
            Piece::Markup(link) => link.start,
            Piece::Text(link) => link.passage.range.start,
        };
        u64::from(self.document.nodes[site.node as usize].value.start) + inside as u64
    }

    fn is_shared(&self, site: u32) -> bool {
        self.global.contains(&site) || self.sharing(site).next().is_some()
    }

    /// The offers to which a link belongs that stands in none.
    fn sharing(&self, site: u32) -> impl Iterator<Item = u32> + use<'_, 'd> {
        offer::of_number(&self.shared, site).iter().map(|(_, offer)| *offer)
    }

    fn field_offset(&self, node: NodeId) -> u64 {
        u64::from(self.document.nodes[node as usize].value.start)
    }

    fn at(&self, offset: u64) -> At<'d> {
        let (line, column) = self.document.line_and_column(offset as usize);
        At { path: self.document.path, line, column: Some(column), byte: offset, key: None }
    }
}

impl Places for Open<'_> {
    fn literal(&self, spot: Spot) -> Option<Literal<'_>> {
        match spot {
            Spot::Link(number) => self.offers.sites.get(number as usize).map(|site| Open::literal(self, site)),
            Spot::Field(node) => Some(self.document.literal(node)),
        }
    }
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
            let OfferLinted { links, fields } = worker.judged(open, unit);
            for (&number, linted) in unit.sites.iter().zip(links) {
                worker.note_click_id(open, unit.sites[0], number, &linted);
                worker.found(open, Spot::Link(number), linted);
            }
            for (node, findings) in fields {
                worker.found(open, Spot::Field(node), Linted::without_link(findings));
            }
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
        let links: Vec<(&str, Told)> = sites
            .iter()
            .zip(&texts)
            .map(|(&site, text)| {
                let network = open.offers.network_of(open.site(site), offer, text, &mut self.anatomy);
                (&**text, told(self.job.settings, open.site(site), network, events))
            })
            .collect();
        let selection = &self.job.settings.selection;
        let extents: Vec<Extent> = sites.iter().map(|&site| Extent::of_site(open.site(site))).collect();
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
        found
    }

    /// Reports and counts what was found at one place.
    fn found(&mut self, open: &Open, spot: Spot, mut linted: Linted) {
        let about = match spot {
            Spot::Link(_) => About::Url,
            Spot::Field(_) => About::Field,
        };
        if !linted.findings.is_empty() || self.job.settings.all && about == About::Url {
            self.job.settings.selection.grade(&mut linted);
            let Some(literal) = Places::literal(open, spot) else { return };
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
                Entry { about, id: None, literal: &literal, stable: Some(&stable), linted: &linted, places: open };
            self.entry(byte, linted.findings.len(), |report, out| report.entry(&entry, out));
        }
        self.count(open.document.path, about, &linted);
    }
}

/// What the settings, the field and the file say of a link. The network that the file names, or whose export it is, goes before the one that the environment names; the rest of what the offer says is added where its links
/// are linted together.
fn told<'o>(settings: &'o Settings, site: &Site, network: Network, events: &'o [&'o str]) -> Told<'o> {
    let mut told = settings.told(events);
    told.role = told.role.or(site.role);
    told.tag = site.tag;
    told.end = Extent::of_site(site).end;
    told.global |= site.global;
    told.filled_by = told.filled_by.or(site.filled_by);
    told.network = settings.network_or(network);
    told
}
