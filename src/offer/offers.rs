//! The links and offers of a document, read together.

use super::model::{Field, FieldMap, Offer, Site, Spread};
use super::numbered::of_number;
use super::{fields, layout, sites};
use crate::platform::{Catalogue, Network, Platform};
use crate::source::Document;
use std::collections::{HashMap, HashSet};

/// The links and offers of a document.
pub struct Offers<'d> {
    /// Every link, in the order of the file.
    pub sites: Vec<Site>,
    /// The platform whose export this is, where the names of its fields leave no doubt.
    pub export: Option<&'static Platform>,
    /// Fields of no offer that should hold a link and hold a word that a program left there: `undefined`.
    pub lost: Vec<Field<'d>>,
    pub(super) layout: layout::Layout<'d>,
    pub(super) catalogue: &'d Catalogue,
    outside: fields::Outside<'d>,
    links: sites::Links,
    /// Such fields of offers, each with its offer, sorted by it.
    lost_of_offers: Vec<(u32, Field<'d>)>,
    /// The networks that offers name whose links other offers repeat.
    pub(super) networks: HashMap<u32, Network>,
}

/// Reads the links and offers of a document; of a large one in as many parts as `spread` says.
#[must_use]
pub fn read<'d>(
    document: &'d Document<'d>,
    fields: &FieldMap,
    catalogue: &'d Catalogue,
    spread: &Spread,
) -> Offers<'d> {
    let layout = layout::Layout::of(document);
    let outside = fields::outside(&layout);
    let mut reader = sites::Reader::of(&layout, catalogue, fields, spread);
    let (mut lost, mut lost_of_offers) = (Vec::new(), Vec::new());
    for (offer, field) in std::mem::take(&mut reader.lost) {
        match offer {
            Some(offer) => lost_of_offers.push((offer, field)),
            None => lost.push(field),
        }
    }
    lost_of_offers.sort_by_key(|(offer, _)| *offer);
    let (sites, links) = reader.settle(|offer| fields::read(&layout, catalogue, &outside, offer));
    let export = layout.export.and_then(|e| catalogue.named(e.platform));
    let networks = HashMap::new();
    let mut offers = Offers { sites, export, lost, layout, catalogue, outside, links, lost_of_offers, networks };
    if document.has_aliases() {
        let owners =
            offers.links.iter().filter_map(|&(by, site)| offers.sites[site as usize].offer.filter(|o| *o != by));
        let owners: HashSet<u32> = owners.collect();
        offers.networks = owners.into_iter().map(|owner| (owner, offers.offer(owner).named_network())).collect();
    }
    offers
}

impl<'d> Offers<'d> {
    /// How many offers there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.layout.offers.len() as u32
    }

    /// Every offer, in the order of the file.
    pub fn offers(&self) -> impl Iterator<Item = Offer<'d>> + '_ {
        (0..self.count()).map(|number| self.offer(number))
    }

    /// An offer by its number, counted from 0. Its fields are read each time.
    #[must_use]
    pub fn offer(&self, number: u32) -> Offer<'d> {
        let mut offer = fields::read(&self.layout, self.catalogue, &self.outside, number).offer;
        let lost = of_number(&self.lost_of_offers, number);
        offer.lost = lost.iter().map(|(_, field)| field.clone()).collect();
        offer.sites = of_number(&self.links, number).iter().map(|(_, site)| *site).collect();
        offer.exported = self.layout.export.is_some();
        offer.number = Some(number);
        offer
    }

    /// Every offer with each of its links, by their numbers, sorted.
    pub fn links(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.links.iter().copied()
    }
}
