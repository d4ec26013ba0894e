//! A structured file: its links, offer by offer, and what is reported of them in the order of the file.

use super::job::Job;
use super::reads::Reads;
use super::work::{At, Done, Mark, Worker};
use super::{About, At as Stands, Config, Directives, Entry, Linted, Places, Quiet, Settings, stable_key};
use crate::offer::{self, Offer, Offers, Piece, Site};
use crate::platform::Role;
use crate::rule::{Rule, Spot, Told};
use crate::source::{Document, FileText, Literal, Syntax};
use crate::span::{Encoding, Map};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that was taken apart.
struct Open<'d> {
    document: &'d Document<'d>,
    offers: &'d Offers<'d>,
    /// Links that are looked at together: those of one offer, or one that belongs to none.
    units: Vec<Unit>,
    /// What its comments and the configuration silence.
    quiet: Quiet<'d>,
}

struct Unit {
    offer: Option<u32>,
    sites: Vec<u32>,
}

/// Units that one worker takes at once.
const SHARE: usize = 64;

/// Lints a structured file with one worker.
pub fn lint(worker: &mut Worker, name: &str, file: &FileText, syntax: Syntax) {
    let document = Document::read(name, file, syntax);
    let offers = offer::read(&document, &worker.job.settings.config.fields, worker.job.catalogue);
    let open = Open::new(&document, &offers, &worker.job.settings.config);
    let before = std::mem::take(&mut worker.done);
    worker.breaks(&open);
    let share = worker.share(&open, 0..open.units.len());
    let left = worker.left(&open);
    worker.done = before;
    worker.done.add(joined(worker.job, vec![share, left]));
}

/// Lints the bytes of a large input with several workers.
pub fn lint_shared(job: &Job, events: &[&str], name: &str, bytes: &[u8], reads: Reads, workers: usize) -> Done {
    let mut worker = Worker::new(job, events);
    let Reads::Structured(syntax) = reads else {
        worker.bytes(name, bytes, reads);
        return worker.done;
    };
    let file = FileText::read(bytes);
    let document = Document::read(name, &file, syntax);
    let offers = offer::read(&document, &job.settings.config.fields, job.catalogue);
    let open = Open::new(&document, &offers, &job.settings.config);
    worker.breaks(&open);
    let first = worker.share(&open, 0..0);
    let (next, shares) = (AtomicUsize::new(0), Mutex::new(vec![(0, first)]));
    let work = |mut worker: Worker| {
        loop {
            let from = next.fetch_add(SHARE, Ordering::Relaxed);
            if from >= open.units.len() {
                break;
            }
            let share = worker.share(&open, from..open.units.len().min(from + SHARE));
            if let Ok(mut shares) = shares.lock() {
                shares.push((from + 1, share));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(|| work(Worker::new(job, events)));
        }
        work(worker);
    });
    let mut shares = shares.into_inner().unwrap_or_default();
    shares.sort_by_key(|(from, _)| *from);
    shares.push((usize::MAX, Worker::new(job, events).left(&open)));
    joined(job, shares.into_iter().map(|(_, share)| share).collect())
}

/// What one worker found in some units: entries one after the other in `done.out`.
struct Share {
    done: Done,
    /// The offset of each entry in the file, and where in `done.out` it begins.
    entries: Vec<(u64, usize)>,
}

/// Shares joined, with the entries in the order of the file.
fn joined(job: &Job, shares: Vec<Share>) -> Done {
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
    fn new(document: &'d Document<'d>, offers: &'d Offers<'d>, config: &'d Config) -> Self {
        let alone = (0..offers.sites.len() as u32).filter(|s| offers.sites[*s as usize].offer.is_none());
        let mut units: Vec<Unit> = alone.map(|site| Unit { offer: None, sites: vec![site] }).collect();
        let of_offers = offers.offers.iter().zip(0..);
        units.extend(of_offers.map(|(offer, number)| Unit { offer: Some(number), sites: offer.sites.clone() }));
        let ignores = config.ignores_of(document.path);
        Self { document, offers, units, quiet: Quiet { directives: Directives::read(document), ignores } }
    }

    fn site(&self, number: u32) -> &'d Site {
        &self.offers.sites[number as usize]
    }

    /// The link at a site.
    fn text(&self, site: &'d Site) -> Cow<'d, str> {
        let whole = || self.document.text(site.node);
        match &site.piece {
            Piece::Whole => whole(),
            Piece::Markup { text, .. } => Cow::Borrowed(text),
            Piece::Part(range) => match whole() {
                Cow::Borrowed(text) => Cow::Borrowed(&text[range.clone()]),
                Cow::Owned(text) => Cow::Owned(text[range.clone()].to_owned()),
            },
        }
    }

    /// The link at a site with its place.
    fn literal(&self, site: &'d Site) -> Literal<'d> {
        let whole = self.document.literal(site.node);
        let edge = match &site.piece {
            Piece::Whole => return whole,
            Piece::Markup { map, .. } => map.clone(),
            Piece::Part(range) => part_of(whole.text.len(), range),
        };
        let map = Some(whole.map.as_ref().map_or_else(|| edge.clone(), |map| map.then(&edge)));
        Literal { text: self.text(site), map, ..whole }
    }

    fn offset(&self, site: &Site) -> u64 {
        let inside = match &site.piece {
            Piece::Whole => 0,
            Piece::Part(range) => range.start,
            Piece::Markup { start, .. } => *start,
        };
        u64::from(self.document.nodes[site.node as usize].value.start) + inside as u64
    }

    fn at(&self, offset: u64) -> At<'d> {
        let (line, column) = self.document.line_and_column(offset as usize);
        At { path: self.document.path, line, column: Some(column), byte: offset, key: None }
    }
}

/// The map of a part of a text into all of it.
fn part_of(len: usize, range: &Range<usize>) -> Map {
    let mut map = Map::builder(Encoding::None);
    map.replaced(0, range.start);
    map.exact(range.len());
    map.replaced(0, len - range.end);
    map.finish()
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
    fn breaks(&mut self, open: &Open) {
        self.entries = Some(Vec::new());
        if let Some(at) = open.document.file.broken {
            self.unread(open.at(at as u64), "this is not text from here on; what could be read was linted".to_owned());
        }
        for found in &open.document.breaks {
            self.unread(open.at(found.at as u64), format!("{}: {}", open.document.syntax.name(), found.message));
        }
    }

    /// Lints some units.
    fn share(&mut self, open: &Open, units: Range<usize>) -> Share {
        self.entries.get_or_insert_default();
        for unit in &open.units[units] {
            self.unit(open, unit);
        }
        Share { done: std::mem::take(&mut self.done), entries: self.entries.take().unwrap_or_default() }
    }

    /// Reports comments that silence nothing, when everything was looked at.
    fn left(&mut self, open: &Open) -> Share {
        self.entries = Some(Vec::new());
        for left in open.quiet.directives.leftover(open.document.path, &self.job.settings.selection) {
            self.leftover(left);
        }
        Share { done: std::mem::take(&mut self.done), entries: self.entries.take().unwrap_or_default() }
    }

    fn unit(&mut self, open: &Open, unit: &Unit) {
        let offer = unit.offer.map(|number| &open.offers.offers[number as usize]);
        let own: Vec<&str> = offer.iter().flat_map(|o| &o.events).map(|e| &*e.id.text).collect();
        let events = if self.events.is_empty() { &own } else { self.events };
        for &number in &unit.sites {
            let site = open.site(number);
            let (text, told) = (open.text(site), told(self.job.settings, site, offer, events));
            let offset = open.offset(site);
            self.guarded(open.at(offset), |worker| {
                let selection = &worker.job.settings.selection;
                let loud = |rule: &Rule| !open.quiet.silences(rule, || Stands::node(open.document, site.node));
                let linted = worker.linter.lint_for(&text, &told, |rule| selection.wants(rule) && loud(rule));
                worker.found(open, Spot::Link(number), linted);
            });
        }
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
                Spot::Field(node) => (node, u64::from(open.document.nodes[node as usize].value.start)),
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

/// What the settings, the field and the offer say of a link.
fn told<'o>(settings: &'o Settings, site: &Site, offer: Option<&Offer>, events: &'o [&'o str]) -> Told<'o> {
    let mut told = settings.told(events);
    told.role = told.role.or(site.role);
    told.tag = site.tag;
    told.global |= site.global;
    told.filled_by = told.filled_by.or(site.filled_by);
    let Some(offer) = offer else { return told };
    let network = offer.network.as_ref().and_then(|(platform, _)| *platform).filter(|p| p.can_be_network());
    told.network = settings.network.or(network).or(settings.ambient_network);
    told.environment = told.environment.or(offer.environment.as_ref().map(|(environment, _)| *environment));
    // The offer's platform is nobody's business in a partner's link.
    if matches!(told.role, None | Some(Role::TrackingLink | Role::Postback)) {
        let platform = offer.platform.as_ref().and_then(|(platform, _)| *platform);
        told.platform = told.platform.or(platform);
    }
    told
}
