//! Where links stand in a document, and what each is for.

use super::fields::{Draft, named};
use super::layout::{Holder, Layout, REPEATED};
use super::markup;
use super::model::{Field, FieldMap, InText, Site, Spread, TextPart};
use super::names::{Field as F, FieldMeaning, Noun, Place};
use super::numbered::of_number;
use super::paths::Paths;
use super::words;
use crate::link::Anatomy;
use crate::platform::{Catalogue, Platform, PlatformKind, Role, generic_kind};
use crate::source::{
    Document, InputFormat, NodeId, NodeKind, Passage, Syntax, each_passage, is_encoded_link, is_pattern,
    starts_like_url,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// A link with what its role is decided by.
struct FoundLink {
    site: Site,
    /// What the name of its field says.
    place: Place,
    /// It stands in a network's map of a tracker.
    in_network: bool,
}

/// What stands in a link, as far as the role of one in such a field depends on it.
#[derive(Clone, Copy, Default)]
struct LinkTraits {
    /// A macro.
    macros: bool,
    /// A macro that may be an id of the click.
    ids: bool,
    /// A parameter with nothing in it.
    empty: bool,
    /// The host belongs to a system that measures apps.
    measured: bool,
    /// A macro that only a network fills, for its partners.
    returned: bool,
}

/// What the links of one offer say of each other.
#[derive(Clone, Copy, Default)]
struct SiblingLinks {
    /// One is a destination.
    destination: bool,
    /// A destination has a macro that may be an id of the click.
    carries: bool,
    /// A tracking link's host belongs to a system that measures apps.
    tracked: bool,
}

/// Values beyond which several workers look for links: starting one takes as long as looking at some thousands.
const SHARED: usize = 1 << 16;

/// Offers with the numbers of their links, sorted.
pub type Links = Vec<(u32, u32)>;

/// Reads the links of a document.
pub struct Reader<'l, 'd> {
    layout: &'l Layout<'d>,
    catalogue: &'l Catalogue,
    paths: Paths<'l, 'd>,
    found: Vec<FoundLink>,
    /// Fields that should hold a link and hold rubbish, with their offers.
    pub lost: Vec<(Option<u32>, Field<'d>)>,
}

impl<'l, 'd> Reader<'l, 'd> {
    /// Finds every link.
    pub fn of(layout: &'l Layout<'d>, catalogue: &'l Catalogue, fields: &'l FieldMap, spread: &Spread) -> Self {
        let nodes = layout.document.nodes.len();
        // What a field that is ignored holds may lie in several parts.
        let parts = if nodes < SHARED || !fields.ignored.is_empty() { 1 } else { spread.parts.max(1) };
        let part =
            |number: usize| Self::part(layout, catalogue, fields, nodes * number / parts..nodes * (number + 1) / parts);
        let all = Mutex::new(Vec::with_capacity(parts));
        (spread.each)(parts, &|number| {
            let read = part(number);
            all.lock().unwrap_or_else(PoisonError::into_inner).push((number, read));
        });
        let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by_key(|(number, _)| *number);
        let mut all = all.into_iter().map(|(_, read)| read);
        let Some(mut first) = all.next() else { return part(0) };
        for other in all {
            first.found.extend(other.found);
            first.lost.extend(other.lost);
        }
        first
    }

    fn part(layout: &'l Layout<'d>, catalogue: &'l Catalogue, fields: &'l FieldMap, nodes: Range<usize>) -> Self {
        let paths = Paths::of(layout.document, fields);
        let mut reader = Self { layout, catalogue, paths, found: Vec::new(), lost: Vec::new() };
        let mut node = nodes.start as NodeId;
        while let Some(is) = layout.document.nodes[..nodes.end].get(node as usize) {
            if reader.paths.ignores(node) {
                node = is.next;
                continue;
            }
            if is.kind == NodeKind::Text && !is.is_alias {
                reader.text(node);
            }
            node += 1;
        }
        reader
    }

    fn text(&mut self, node: NodeId) {
        let text = self.layout.document.text(node);
        // In a page `//host/path` takes the page's own scheme.
        if self.layout.document.syntax == Syntax::Html && text.starts_with("//") || is_pattern(text.trim()) {
            return;
        }
        if let Some(role) = self.paths.role(node) {
            if words::is_lost(&text) {
                self.note_lost(node);
            } else if !words::is_unset(&text) {
                self.push(node, TextPart::Whole, Place::Plain, Some(role));
            }
            return;
        }
        let place = self.place(node);
        match place {
            place if is_encoded_link(&text) => self.pieces(node, &text, place.unwrap_or(Place::Plain)),
            // A page that there need not be costs nobody a conversion.
            Some(Place::Landing | Place::Page) if words::is_lost(&text) => {}
            Some(_) if words::is_lost(&text) => self.note_lost(node),
            None if !text.contains("://") && !text.contains(":\\/") && !text.contains(":/\\/") => {}
            _ if words::is_unset(&text) || self.layout.name(node).means == FieldMeaning::NoLink => {}
            _ if markup::is_markup(&text) => {
                let inside = if place == Some(Place::Pixel) || place.is_some_and(is_call) { place } else { None };
                for (piece, tag) in markup::links(&text) {
                    self.push(node, piece, inside.unwrap_or(Place::Plain), None);
                    if let Some(last) = self.found.last_mut() {
                        last.site.tag = tag;
                    }
                }
            }
            Some(Place::Fragment) if !text.contains("://") => self.push(node, TextPart::Whole, Place::Fragment, None),
            Some(place) => self.named(node, &text, place),
            None => self.pieces(node, &text, Place::Plain),
        }
    }

    fn note_lost(&mut self, node: NodeId) {
        let offer = self.owner(node);
        self.lost.push((offer, Field { text: self.layout.document.text(node), node }));
    }

    /// A field whose name says that it holds a link.
    fn named(&mut self, node: NodeId, text: &str, place: Place) {
        let start = text.trim_start();
        let is_url = starts_like_url(start) || start.starts_with("http") || start.starts_with("www.");
        let lines = text.trim().contains('\n');
        if text.contains("://") && (!is_url || lines || text.matches("://").nth(1).is_some()) {
            return self.pieces(node, text, place);
        }
        let is_piece = start.starts_with(['&', '?']) && start.contains('=');
        if is_piece {
            self.push(node, TextPart::Whole, Place::Fragment, None);
        } else if is_url || text.contains('=') && text.contains(['?', '&']) && !lines {
            self.whole(node, text, place);
        }
    }

    /// Links in a text of one line or several.
    fn pieces(&mut self, node: NodeId, text: &str, place: Place) {
        let mut found: Vec<Passage> = Vec::new();
        each_passage(text, self.kind(node, text), |passage| found.push(passage));
        let whole = found.len() == 1
            && text.trim() == &text[found[0].range.clone()]
            && self.content(node, text).len() == text.len();
        for passage in found {
            let piece = match passage {
                passage if !passage.is_plain() => TextPart::Text(Box::new(InText::of(passage, text))),
                _ if whole => TextPart::Whole,
                passage => TextPart::Part(passage.range),
            };
            self.push(node, piece, place, None);
        }
    }

    /// What kind of text a field holds.
    fn kind(&self, node: NodeId, text: &str) -> InputFormat {
        let document = self.layout.document;
        if document.syntax == Syntax::Html && matches!(&*document.key(node), "script" | "style") {
            return InputFormat::Code;
        }
        match text.trim().contains('\n').then(|| InputFormat::detect("", text.as_bytes())) {
            Some(kind @ (InputFormat::Code | InputFormat::Log | InputFormat::Data)) => kind,
            _ => InputFormat::Lines,
        }
    }

    /// What of a text is not layout: XML and HTML are indented, YAML adds a line break to a block, and many write a
    /// blank behind the comma of CSV.
    fn content(&self, node: NodeId, text: &str) -> Range<usize> {
        let document = self.layout.document;
        let bytes = document.bytes_of(document.nodes[node as usize].value);
        let kept = match document.syntax {
            Syntax::Xml | Syntax::Html => text.trim(),
            Syntax::Yaml if !bytes.starts_with(['"', '\'']) => text.trim_end_matches('\n'),
            Syntax::Csv if bytes.starts_with(' ') => text.trim_start(),
            _ => text,
        };
        let start = kept.as_ptr() as usize - text.as_ptr() as usize;
        start..start + kept.len()
    }

    /// A link that is all of its field.
    fn whole(&mut self, node: NodeId, text: &str, place: Place) {
        let content = self.content(node, text);
        let piece = if content.len() == text.len() { TextPart::Whole } else { TextPart::Part(content) };
        self.push(node, piece, place, None);
    }

    fn push(&mut self, node: NodeId, piece: TextPart, place: Place, role: Option<Role>) {
        let around = self.layout.around(node);
        let may_be_global = is_call(place) || place == Place::Pixel;
        let global = self.layout.name(node).global || may_be_global && self.is_global(around);
        let in_network = around.noun == Noun::Network;
        let offer = self.owner(node);
        let site = Site { node, piece, role, tag: None, offer, global, filled_by: None };
        self.found.push(FoundLink { site, place, in_network });
    }

    /// The offer that a link belongs to: the one it stands in, or the one that is meant where its field is a link's.
    fn owner(&self, node: NodeId) -> Option<u32> {
        let around = self.layout.around(node);
        let linked = matches!(self.layout.name(node).means, FieldMeaning::Link(_));
        around.offer.or(if linked || around.noun != Noun::Nothing { around.owner } else { None })
    }

    /// A map that says it is for all offers.
    fn is_global(&self, around: &Holder) -> bool {
        let layout = self.layout;
        let here = layout.document.nodes.get(around.node as usize).is_some_and(|n| n.kind == NodeKind::Map);
        here && layout.document.children(around.node).take(REPEATED).any(|c| match layout.name(c).means {
            FieldMeaning::Field(F::Level) => layout.document.text(c).eq_ignore_ascii_case("global"),
            FieldMeaning::Field(F::Global) => words::truth(&layout.document.text(c)) == Some(true),
            _ => false,
        })
    }

    /// What the name of a field, and what is around it, say of a link in it.
    fn place(&self, node: NodeId) -> Option<Place> {
        let name = self.layout.name(node);
        let around = self.layout.around(node);
        let linked = matches!(around.noun, Noun::Link(_));
        let said = match (name.means, around.noun) {
            (FieldMeaning::Link(place), _) => place,
            (FieldMeaning::Field(F::EventId(4)), Noun::Link(_)) => Place::Url,
            (FieldMeaning::Nothing, Noun::Link(_)) if is_link_word(&self.layout.document.key(node)) => Place::Url,
            _ => return None,
        };
        let nouns = [around.noun, Noun::Nothing];
        let own = self.layout.export.into_iter().flat_map(|e| e.places);
        let own =
            own.filter(|(noun, key, _)| nouns.contains(noun) && *key == name.name).map(|(.., place)| *place).next();
        let place = own.unwrap_or(match (said, around.noun) {
            (Place::Url, Noun::Link(place)) => place,
            (Place::Url, Noun::Postback) => Place::Postback,
            (Place::Url, Noun::PartnerPostback) => Place::PartnerPostback,
            (Place::Url, Noun::Pixel) => Place::Pixel,
            (Place::Url, Noun::Landing) => Place::Page,
            (Place::Url, _) => Place::Plain,
            (place, _) => place,
        });
        let known = self.layout.export.is_some();
        Some(match place {
            Place::Url => Place::Plain,
            Place::Postback | Place::Pixel if around.partner => Place::PartnerPostback,
            // Whose pixels these are depends on the platform.
            Place::Postback | Place::Pixel if around.noun == Noun::Pixel && !known && !linked => Place::Plain,
            place => place,
        })
    }

    /// What stands in a link in a field of that place.
    fn traits(&self, place: Place, text: &str, anatomy: &mut Anatomy) -> LinkTraits {
        anatomy.split(text);
        let link = crate::link::Link::new(text, anatomy);
        let names = || link.all_macros().iter().map(|m| link.macro_name(m));
        let telling = |p: &&&'static Platform| !p.telltale.is_empty();
        let returned = |name: &str| {
            let all = self.catalogue.all().iter().filter(telling);
            all.into_iter().any(|p| p.fires.returned_click_id.iter().any(|f| f.is(name)))
        };
        let measured = || {
            let host = self.catalogue.by_host(link.host());
            host.is_some_and(|h| matches!(h.platform.kind, PlatformKind::Mmp | PlatformKind::DeepLink))
        };
        let destination = place == Place::Destination;
        LinkTraits {
            macros: names().next().is_some(),
            ids: destination && names().any(|n| generic_kind(n).is_none()),
            empty: destination && link.all_params().iter().any(|p| p.has_equals && p.value.is_empty()),
            measured: place == Place::Tracking && measured(),
            returned: (is_call(place) || place == Place::Pixel) && names().any(returned),
        }
    }

    /// Decides every role, now that all links of an offer are known, and tells every offer its links. `draft` reads
    /// the fields of one.
    pub fn settle(mut self, draft: impl Fn(u32) -> Draft<'d>) -> (Vec<Site>, Links) {
        let mut anatomy = Anatomy::default();
        let fragments = self.found.iter().any(|f| f.place == Place::Fragment);
        let (mut beside, mut traits) = (vec![SiblingLinks::default(); self.layout.offers.len()], Vec::new());
        for found in &self.found {
            if let Some(offer) = found.site.offer {
                beside[offer as usize].destination |= found.place == Place::Destination;
            }
        }
        // A text that holds many links is decoded once for all of them.
        let (mut holder, mut whole) = (Document::NOTHING, Cow::Borrowed(""));
        for found in &self.found {
            let offer = found.site.offer.map(|o| o as usize);
            // What stands in a tracking link tells only of destinations beside it.
            let asked = match found.place {
                _ if found.site.role.is_some() => false,
                Place::Tracking => offer.is_some_and(|o| beside[o].destination),
                place => !matches!(place, Place::Plain | Place::Url | Place::Landing | Place::Fragment),
            };
            let node = found.site.node;
            if asked && holder != node {
                (holder, whole) = (node, self.layout.document.text(node));
            }
            let text = || found.site.within(&whole);
            let seen = if asked { self.traits(found.place, text(), &mut anatomy) } else { LinkTraits::default() };
            if let Some(offer) = offer {
                beside[offer].carries |= seen.ids;
                beside[offer].tracked |= seen.measured;
            }
            traits.push(seen);
        }
        let says_how = self.layout.names_any(|f| f == F::Method);
        let mut needed: HashMap<u32, Option<bool>> = HashMap::new();
        for (index, seen) in traits.into_iter().enumerate() {
            let found = &self.found[index];
            let asked = found.site.offer.filter(|_| says_how && found.place == Place::Destination);
            let needs = asked.and_then(|o| *needed.entry(o).or_insert_with(|| draft(o).needs_click_id));
            let beside = found.site.offer.map_or(SiblingLinks::default(), |o| beside[o as usize]);
            let role = found.site.role.or_else(|| self.role(found.place, seen, beside, needs, fragments));
            let filled_by = self.filled_by(found, role);
            let site = &mut self.found[index].site;
            (site.role, site.filled_by) = (role, filled_by);
        }
        let links = self.gather(draft);
        (self.found.into_iter().map(|f| f.site).collect(), links)
    }

    fn role(
        &self,
        place: Place,
        traits: LinkTraits,
        beside: SiblingLinks,
        needs: Option<bool>,
        fragments: bool,
    ) -> Option<Role> {
        let export = self.layout.export;
        match place {
            // Beside a destination that carries an id, this is the publisher's link.
            Place::Tracking if beside.carries && !beside.tracked => {
                Some(if traits.macros { Role::PartnerLink } else { Role::Unknown })
            }
            Place::Tracking => Some(Role::TrackingLink),
            Place::Destination => {
                let appended = fragments || export.is_some_and(|e| e.tracker);
                let carries = match needs {
                    Some(needs) => needs,
                    None if beside.tracked => false,
                    None if appended || export.is_none() => traits.macros,
                    None => traits.macros || traits.empty,
                };
                carries.then_some(Role::TrackingLink)
            }
            // Without a macro it is what each publisher completes.
            Place::Publisher => Some(if traits.macros { Role::PartnerLink } else { Role::Unknown }),
            Place::Postback | Place::Pixel if traits.returned => None,
            Place::Postback | Place::Pixel => Some(Role::Postback),
            Place::PartnerPostback => Some(Role::PartnerPostback),
            Place::Landing => Some(Role::LandingPage),
            Place::Page => (!traits.macros).then_some(Role::LandingPage),
            Place::Fragment => Some(Role::Fragment),
            Place::Plain | Place::Url => None,
        }
    }

    /// The system that a network runs on fills the postbacks it sends to the tracker.
    fn filled_by(&self, found: &FoundLink, role: Option<Role>) -> Option<&'static Platform> {
        if !found.in_network || role != Some(Role::Postback) {
            return None;
        }
        let entity = self.layout.around(found.site.node).entity;
        let template = self.layout.child(entity, |f| f == F::Template)?;
        named(self.catalogue, &self.layout.document.text(template))
    }

    /// Tells every offer its links: those that belong to it, those it repeats, those of its network. A postback of its own
    /// stands for that of its network.
    fn gather(&self, draft: impl Fn(u32) -> Draft<'d>) -> Links {
        let (offers, numbered) = (0..self.layout.offers.len() as u32, || (0..).zip(&self.found));
        let mut links: Links = numbered().filter_map(|(site, found)| Some((found.site.offer?, site))).collect();
        for offer in offers.clone().filter(|_| self.layout.document.has_aliases()) {
            links.extend(self.repeated(self.layout.offers[offer as usize]).into_iter().map(|site| (offer, site)));
        }
        links.sort_unstable();
        let mut by_network: HashMap<NodeId, Vec<u32>> = HashMap::new();
        for (site, found) in numbered().filter(|(_, found)| found.site.offer.is_none() && found.in_network) {
            by_network.entry(self.layout.around(found.site.node).entity).or_default().push(site);
        }
        let mut bought = Vec::new();
        for offer in offers.filter(|_| !by_network.is_empty()) {
            let is_postback = |site: &u32| self.found[*site as usize].site.role == Some(Role::Postback);
            let has_own = of_number(&links, offer).iter().any(|(_, site)| is_postback(site));
            let map = draft(offer).networks.iter().find_map(|id| self.layout.network_ids.get(id)).copied();
            let sites = map.and_then(|map| by_network.get(&map)).into_iter().flatten().take(REPEATED);
            bought.extend(sites.filter(|site| !has_own || !is_postback(site)).map(|site| (offer, *site)));
        }
        links.extend(bought);
        links.sort_unstable();
        links.dedup();
        links
    }

    /// Links that an offer repeats by an alias or a merge key.
    fn repeated(&self, offer: NodeId) -> Vec<u32> {
        let document = self.layout.document;
        let aliases = document.children(offer).filter(|c| document.nodes[*c as usize].is_alias);
        let mut found = Vec::new();
        for alias in aliases.take(REPEATED) {
            let meant = self.layout.meant(alias);
            let end = document.nodes[meant as usize].next;
            let first = self.found.partition_point(|f| f.site.node < meant);
            let inside = self.found[first..].iter().take_while(|f| f.site.node < end).take(REPEATED);
            found.extend(inside.enumerate().map(|(i, _)| (first + i) as u32));
        }
        found
    }
}

/// A call that reports a conversion.
const fn is_call(place: Place) -> bool {
    matches!(place, Place::Postback | Place::PartnerPostback)
}

/// Names under which a link's own map keeps it.
fn is_link_word(key: &str) -> bool {
    crate::platform::is_called(
        key,
        &["href", "template", "text", "target", "address", "default", "production", "sandbox"],
    )
}
