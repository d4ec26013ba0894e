//! The way of a click id through each offer of a file.

use super::Reads;
use crate::link::Anatomy;
use crate::lint::{Linter, Pair};
use crate::offer::{self, Offer, Offers, Site};
use crate::platform::{Catalogue, Role};
use crate::settings::Settings;
use crate::source::{Document, FileText};

/// An offer with a link and a postback that answers it.
#[derive(Debug)]
pub struct OfferJourney {
    /// What it is called: its name, else its id; empty where it has neither.
    pub offer: String,
    /// The line on which its link stands, from 1.
    pub line: u64,
    /// Its link and its postback.
    pub texts: [String; 2],
    /// Both, linted together.
    pub pair: Pair,
}

/// The offers of a file.
#[derive(Debug, Default)]
pub struct OfferJourneys {
    /// Those with a link and a postback, in the order of the file.
    pub found: Vec<OfferJourney>,
    /// How many lack one of the two.
    pub incomplete: usize,
}

/// Follows a click id through the offers of a file called `name` whose name or id is `wanted`, or through all.
///
/// # Errors
/// The file holds no offers that can be read, in a sentence for the user.
pub fn offer_journeys(
    name: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    settings: &Settings,
    catalogue: &Catalogue,
) -> Result<OfferJourneys, String> {
    let settings = &*settings.for_input(name);
    let Reads::Structured(syntax) = Reads::detect(name, bytes, settings) else {
        return Err("offers are read from JSON, YAML, TOML, CSV or XML, and this is none of them".to_owned());
    };
    let file = FileText::read(bytes);
    let document = Document::read(name, &file, syntax);
    let offers = offer::read(&document, &settings.config.fields, catalogue, &offer::ALONE);
    let linter = settings.linter(catalogue);
    let mut guide = Guide { document: &document, offers: &offers, settings, linter, anatomy: Anatomy::default() };
    let mut offer_journeys = OfferJourneys::default();
    let mut any = false;
    for offer in offers.offers().filter(|offer| wanted.is_none_or(|name| is_called(offer, name))) {
        any = true;
        match guide.journey(&offer) {
            Some(journey) => offer_journeys.found.push(journey),
            None => offer_journeys.incomplete += 1,
        }
    }
    match wanted {
        Some(name) if !any => Err(format!("no offer in it is called `{name}`")),
        None if !any => Err("no offer was found in it".to_owned()),
        _ => Ok(offer_journeys),
    }
}

fn is_called(offer: &Offer, name: &str) -> bool {
    [&offer.name, &offer.id].into_iter().flatten().any(|field| field.text.trim().eq_ignore_ascii_case(name.trim()))
}

struct Guide<'g> {
    document: &'g Document<'g>,
    offers: &'g Offers<'g>,
    settings: &'g Settings,
    linter: Linter<'g>,
    anatomy: Anatomy,
}

impl<'g> Guide<'g> {
    /// The way through an offer's first tracking link and the first postback that answers it.
    fn journey(&mut self, offer: &Offer) -> Option<OfferJourney> {
        let (link, postback) = (self.first(offer, Role::TrackingLink)?, self.first(offer, Role::Postback)?);
        let texts = [link, postback].map(|site| site.text(self.document).into_owned());
        let own: Vec<&str> = offer.events.iter().map(|event| &*event.id.text).collect();
        let mut told = self.settings.hints(&own);
        told.network = self.settings.network_or(self.offers.network_of(link, offer, &texts[0], &mut self.anatomy));
        told.environment = told.environment.or(offer.environment.as_ref().map(|(environment, _)| *environment));
        told.platform = told.platform.or(offer.platform.as_ref().and_then(|(platform, _)| *platform));
        told.offer.multi_event = told.offer.multi_event.or(offer.multi_event);
        let selection = &self.settings.selection;
        let mut pair = self.linter.pair_of(offer, &texts[0], &texts[1], &told, |rule| selection.wants(rule));
        pair.linted.iter_mut().for_each(|linted| selection.grade(linted));
        let (line, _) = self.document.line_and_column(self.document.nodes[link.node as usize].value.start as usize);
        let called = offer.name.as_ref().or(offer.id.as_ref());
        Some(OfferJourney { offer: called.map(|field| field.text.to_string()).unwrap_or_default(), line, texts, pair })
    }

    /// The first link of an offer with that role; postbacks for all offers of the file come last.
    fn first(&mut self, offer: &Offer, role: Role) -> Option<&'g Site> {
        let offers = self.offers;
        let global = offers.sites.iter().filter(|site| site.global && site.offer.is_none());
        let own = offer.sites.iter().map(|&site| &offers.sites[site as usize]);
        own.chain(global).find(|site| match site.role {
            Some(known) => known == role,
            None => {
                let text = site.text(self.document);
                self.linter.lint(&text, &self.settings.hints(&[])).decision.role == role
            }
        })
    }
}
