//! A structured file that was taken apart: its links, offer by offer.

use super::multi_link_text::Holders;
use super::worker::At;
use crate::findings::{Directives, Places, Suppressions};
use crate::lint::Decision;
use crate::offer::{self, Offer, Offers, Site, TextPart};
use crate::rule::Spot;
use crate::settings::Config;
use crate::source::{Document, Literal, NodeId};
use std::borrow::Cow;

/// A file that was taken apart.
pub struct Open<'d> {
    pub document: &'d Document<'d>,
    pub offers: &'d Offers<'d>,
    pub holders: Holders<'d>,
    /// Links that belong to no offer.
    pub alone: Vec<u32>,
    /// Postbacks that report for all offers of the file and stand in none of them.
    pub global: Vec<u32>,
    /// Links that stand in no offer and belong to some, each with one of them, sorted.
    pub shared: Vec<(u32, u32)>,
    /// What its comments and the configuration silence.
    pub quiet: Suppressions<'d>,
}

/// Links that are looked at together: those of one offer, or one that belongs to none. The last unit of a file has no
/// link, if fields of no offer lost theirs.
pub struct Unit<'d> {
    /// One of which nothing is known where the links belong to none.
    pub offer: Offer<'d>,
    /// The links that are reported with it: each link of the file is with one unit.
    pub sites: Vec<u32>,
}

impl Unit<'_> {
    /// Where in the file it begins: its first link, else the first field that tells of it.
    pub fn start(&self, open: &Open) -> u64 {
        let links = self.sites.iter().map(|&site| open.offset(open.site(site)));
        let named = self.offer.name.iter().chain(&self.offer.id).chain(&self.offer.lost);
        let fields = named.map(|field| open.field_offset(field.node));
        links.min().or_else(|| fields.min()).unwrap_or_default()
    }
}

/// Postbacks for all offers that are held against each offer's links; nobody has more.
const MOST_GLOBAL: usize = 16;

impl<'d> Open<'d> {
    pub fn new(document: &'d Document<'d>, offers: &'d Offers<'d>, config: &'d Config) -> Self {
        let is_alone = |site: &u32| offers.sites[*site as usize].offer.is_none();
        let alone = (0..offers.sites.len() as u32).filter(is_alone).collect();
        let is_global = |site: &Site| site.offer.is_none() && site.global;
        let numbered = (0..).zip(&offers.sites).filter(|(_, site)| is_global(site));
        let global = numbered.map(|(number, _)| number).take(MOST_GLOBAL).collect();
        let quiet = Suppressions { directives: Directives::read(document), ignores: config.ignores_of(document.path) };
        let mut shared: Vec<(u32, u32)> =
            offers.links().filter(|(_, site)| is_alone(site)).map(|(offer, site)| (site, offer)).collect();
        shared.sort_unstable();
        Self { document, offers, holders: Holders::of(document), alone, global, shared, quiet }
    }

    /// How many units there are: links of no offer, offers, and fields of no offer.
    pub fn units(&self) -> usize {
        self.alone.len() + self.offers.count() as usize + usize::from(!self.offers.lost.is_empty())
    }

    pub fn unit(&self, number: usize) -> Unit<'d> {
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

    pub fn offset(&self, site: &Site) -> u64 {
        let inside = match &site.piece {
            TextPart::Whole => 0,
            TextPart::Part(range) => range.start,
            TextPart::Markup(link) => link.start,
            TextPart::Text(link) => link.passage.range.start,
        };
        u64::from(self.document.nodes[site.node as usize].value.start) + inside as u64
    }

    pub fn is_shared(&self, site: u32) -> bool {
        self.global.contains(&site) || self.sharing(site).next().is_some()
    }

    /// The offers to which a link belongs that stands in none.
    pub fn sharing(&self, site: u32) -> impl Iterator<Item = u32> + use<'_, 'd> {
        offer::of_number(&self.shared, site).iter().map(|(_, offer)| *offer)
    }

    pub fn field_offset(&self, node: NodeId) -> u64 {
        u64::from(self.document.nodes[node as usize].value.start)
    }

    pub fn at(&self, offset: u64) -> At<'d> {
        let (line, column) = self.document.line_and_column(offset as usize);
        At { path: self.document.path, line, column: Some(column), byte: offset, key: None }
    }
}

/// The texts that findings of one unit point at.
pub struct Texts<'o, 'd> {
    pub open: &'o Open<'d>,
    /// What was decided about the links that were looked at with it.
    pub decisions: Vec<(u32, Decision)>,
}

impl Places for Texts<'_, '_> {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        match spot {
            Spot::Link(number) => {
                let site = self.open.offers.sites.get(number as usize)?;
                let decided = self.decisions.iter().find(|(known, _)| *known == number);
                Some((self.open.literal(site), decided.map(|(_, decision)| *decision)))
            }
            Spot::Field(node) => Some((self.open.document.literal(node), None)),
        }
    }
}
