//! What every map of a document describes: which is an offer, which a postback, a network or an event, and to which
//! offer each belongs. One pass from the top down, a second for what points at its offer.

use super::exports::{self, Export};
use super::key_numbers::Keys;
use super::names::{Field, FieldMeaning, FieldName, Name, Noun, UNKNOWN, name_of};
use super::words::is_unset;
use crate::source::{Document, NodeId, NodeKind};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// How much of a map that many offers repeat or point at is read for each of them, so that a file of aliases costs no
/// more than its size allows.
pub const REPEATED: usize = 64;

/// A map or list.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// Its node.
    pub node: NodeId,
    /// Its name, or that of the list it stands in: an index into [`Layout::names`].
    name: u32,
    /// What it, or the nearest map around it that says so, describes.
    pub noun: Noun,
    /// That map.
    pub entity: NodeId,
    /// What maps without a name of their own describe in it.
    expect: Noun,
    /// The offer it is or stands in.
    pub offer: Option<u32>,
    /// The offer it belongs to without standing in it.
    pub owner: Option<u32>,
    /// It is about a partner of the network: links in it are theirs.
    pub partner: bool,
    /// It points at an offer, or is nobody's: what stands in it belongs to no other offer.
    apart: bool,
}

impl Holder {
    /// Around everything.
    const TOP: Self = Self {
        node: Document::NOTHING,
        name: 0,
        noun: Noun::Nothing,
        entity: Document::NOTHING,
        expect: Noun::Nothing,
        offer: None,
        owner: None,
        partner: false,
        apart: false,
    };
}

/// What every node is.
pub struct Layout<'d> {
    pub document: &'d Document<'d>,
    /// The platform whose export this is.
    pub export: Option<&'static Export>,
    /// The maps that are offers, in the order of the file.
    pub offers: Vec<NodeId>,
    /// The maps that are networks.
    pub networks: Vec<NodeId>,
    /// They by their ids and names; the first of several.
    pub network_ids: HashMap<Cow<'d, str>, NodeId>,
    /// Every different name; the first is that of nothing.
    names: Vec<Name>,
    /// For a map or list its index in `holders`, else that of its name.
    at: Vec<u32>,
    holders: Vec<Holder>,
    campaigns_are_offers: bool,
}

impl<'d> Layout<'d> {
    /// Lays a document out.
    pub fn of(document: &'d Document<'d>) -> Self {
        let mut layout = Self {
            document,
            export: None,
            offers: Vec::new(),
            networks: Vec::new(),
            network_ids: HashMap::new(),
            names: vec![UNKNOWN],
            at: vec![0; document.nodes.len()],
            holders: vec![Holder::TOP],
            campaigns_are_offers: false,
        };
        layout.read_names();
        for node in 0..document.nodes.len() as NodeId {
            if layout.is_holder(node) {
                let holder = layout.holder_for(node);
                layout.at[node as usize] = layout.holders.len() as u32;
                layout.holders.push(holder);
            }
        }
        for &map in layout.networks.iter().rev() {
            for wanted in [|f| matches!(f, Field::Name(_)), |f| matches!(f, Field::Id(_))] {
                if let Some(id) = layout.child(map, wanted) {
                    layout.network_ids.insert(document.text(id), map);
                }
            }
        }
        layout.find_owners();
        layout
    }

    /// Looks every key up, and sees by them whose export this is.
    fn read_names(&mut self) {
        let mut marks: HashSet<&'static str> = HashSet::new();
        let mut groups_of_offers = false;
        let mut keys = Keys::new();
        for node in 0..self.document.nodes.len() as NodeId {
            if self.document.nodes[node as usize].key.is_none() {
                continue;
            }
            let index = keys.number(self.document.key(node));
            if let Some(key) = keys.key(self.names.len()) {
                let squeezed = FieldName::of(key);
                marks.extend(exports::mark(squeezed.text()));
                self.names.push(name_of(squeezed.text()));
            }
            self.at[node as usize] = index;
            groups_of_offers |= self.names[index as usize].noun == Noun::Offer && self.is_holder(node);
        }
        self.export = exports::find(|name| marks.contains(name));
        self.campaigns_are_offers = !groups_of_offers && self.export.is_none_or(|e| !e.tracker);
        let campaign =
            if self.campaigns_are_offers { FieldMeaning::Field(Field::OfferId(1)) } else { FieldMeaning::Nothing };
        for name in self.names.iter_mut().filter(|n| n.means == FieldMeaning::Field(Field::CampaignId)) {
            name.means = campaign;
        }
    }

    /// A map or list that is written here.
    fn is_holder(&self, node: NodeId) -> bool {
        let node = &self.document.nodes[node as usize];
        matches!(node.kind, NodeKind::Map | NodeKind::List) && !node.is_alias
    }

    /// What a node that is no alias stands for, itself; an alias stands for what it repeats.
    pub fn meant(&self, mut node: NodeId) -> NodeId {
        for _ in 0..8 {
            match self.document.alias(node) {
                Some(of) => node = of,
                None => break,
            }
        }
        node
    }

    /// The nodes in a map or list, or in the one that an alias repeats.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.document.children(self.meant(node))
    }

    /// The map or list `node` is.
    pub fn holder(&self, node: NodeId) -> &Holder {
        let index = if self.document.nodes.get(node as usize).is_some() { self.at[node as usize] } else { 0 };
        &self.holders[index as usize]
    }

    /// The map or list that holds `node`.
    pub fn around(&self, node: NodeId) -> &Holder {
        self.holder(self.document.nodes[node as usize].parent)
    }

    /// The name of a node, or of the list it stands in.
    pub fn name(&self, node: NodeId) -> &Name {
        let at = self.at[node as usize];
        let index = if self.is_laid(node) {
            self.holders[at as usize].name
        } else if self.document.nodes[node as usize].key.is_some() {
            at
        } else {
            self.around(node).name
        };
        &self.names[index as usize]
    }

    /// A map or list that has its holder already.
    fn is_laid(&self, node: NodeId) -> bool {
        let at = self.at[node as usize] as usize;
        self.is_holder(node) && self.holders.get(at).is_some_and(|h| h.node == node)
    }

    /// The first child of a map whose name means `wanted`.
    pub fn child(&self, map: NodeId, wanted: impl Fn(Field) -> bool) -> Option<NodeId> {
        self.children(map).find(|&c| matches!(self.name(c).means, FieldMeaning::Field(f) if wanted(f)))
    }

    /// True if the name of some field means that.
    pub fn names_any(&self, wanted: impl Fn(Field) -> bool) -> bool {
        self.names.iter().any(|name| matches!(name.means, FieldMeaning::Field(field) if wanted(field)))
    }

    fn noun_named(&self, name: u32) -> Noun {
        match self.names[name as usize].noun {
            Noun::Campaign if self.campaigns_are_offers => Noun::Offer,
            noun => noun,
        }
    }

    fn holder_for(&mut self, node: NodeId) -> Holder {
        let around = *self.around(node);
        let is = self.document.nodes[node as usize];
        let own = if is.key.is_some() { self.at[node as usize] } else { 0 };
        let name = if is.key.is_some() || is.parent == Document::NOTHING { own } else { around.name };
        let wanted = match self.noun_named(own) {
            Noun::Nothing => around.expect,
            named => named,
        };
        let holder = Holder { node, name, expect: Noun::Nothing, ..around };
        if is.kind == NodeKind::List {
            let noun = if matches!(wanted, Noun::Link(_)) { wanted } else { around.noun };
            return Holder { noun, expect: wanted, ..holder };
        }
        match wanted {
            Noun::Link(_) => Holder { noun: wanted, ..holder },
            Noun::Offer => self.offer(holder, name),
            Noun::Nothing => self.nameless(holder, &around),
            noun if self.is_keyed(node, name) => {
                Holder { noun, expect: noun, partner: self.is_partner(noun, &around), ..holder }
            }
            noun => self.entity(holder, noun),
        }
    }

    fn is_partner(&self, noun: Noun, around: &Holder) -> bool {
        around.partner
            || matches!(noun, Noun::Source | Noun::PartnerPostback | Noun::Campaign)
            || noun == Noun::Pixel && self.export.is_some()
    }

    fn entity(&mut self, holder: Holder, noun: Noun) -> Holder {
        if noun == Noun::Network && holder.offer.is_none() {
            self.networks.push(holder.node);
        }
        Holder { noun, entity: holder.node, partner: self.is_partner(noun, &holder), ..holder }
    }

    /// A map under a name of offers: one offer, offers by their ids, or something around one.
    fn offer(&mut self, holder: Holder, name: u32) -> Holder {
        if holder.offer.is_some() {
            return Holder { noun: Noun::Other, ..holder };
        }
        let node = holder.node;
        let names_one = |c| self.is_holder(c) && self.noun_named(self.key_name(c)) == Noun::Offer;
        if self.document.children(node).any(names_one) {
            return holder;
        }
        if self.is_keyed(node, name) {
            return Holder { expect: Noun::Offer, ..holder };
        }
        self.new_offer(holder)
    }

    fn new_offer(&mut self, holder: Holder) -> Holder {
        self.offers.push(holder.node);
        Holder { noun: Noun::Offer, entity: holder.node, offer: Some(self.offers.len() as u32 - 1), ..holder }
    }

    /// A map of which no name says what it describes: an offer if it looks like one.
    fn nameless(&mut self, holder: Holder, around: &Holder) -> Holder {
        if around.noun != Noun::Nothing || around.offer.is_some() || !self.looks_like_offer(holder.node) {
            return holder;
        }
        match self.export.map_or(Noun::Offer, |e| e.bare) {
            Noun::Offer => self.new_offer(holder),
            noun => self.entity(holder, noun),
        }
    }

    /// A link stands in it, and it has an id or a name, or is all there is; and it is not around offers itself.
    fn looks_like_offer(&self, map: NodeId) -> bool {
        let parent = self.document.nodes[map as usize].parent;
        let grand = self.document.nodes.get(parent as usize).map(|n| n.parent);
        let alone = parent == Document::NOTHING || grand == Some(Document::NOTHING);
        let (link, known) = self.has_link_and_name(map);
        link && (known || alone) && !self.document.children(map).any(|c| self.is_holder(c) && self.holds_offers(c))
    }

    fn has_link_and_name(&self, map: NodeId) -> (bool, bool) {
        let (mut link, mut known) = (false, false);
        for child in self.document.children(map) {
            let simple = !self.is_holder(child);
            match self.names[self.key_name(child) as usize].means {
                FieldMeaning::Link(_) => link |= simple,
                FieldMeaning::Field(Field::Id(_) | Field::OfferId(_) | Field::Name(_)) => known |= simple,
                _ => {}
            }
        }
        (link, known)
    }

    /// Its name says so, or the first map in it looks like one.
    fn holds_offers(&self, node: NodeId) -> bool {
        match self.noun_named(self.key_name(node)) {
            Noun::Offer | Noun::Network | Noun::Source | Noun::Campaign => true,
            Noun::Nothing => {
                let is_list = self.document.nodes[node as usize].kind == NodeKind::List;
                let first = self.document.children(node).next().filter(|c| is_list && self.is_holder(*c));
                first.is_some_and(|map| self.has_link_and_name(map) == (true, true))
            }
            _ => false,
        }
    }

    /// The name of a node's own key.
    fn key_name(&self, node: NodeId) -> u32 {
        if self.document.nodes[node as usize].key.is_none() {
            return 0;
        }
        if self.is_laid(node) { self.holders[self.at[node as usize] as usize].name } else { self.at[node as usize] }
    }

    /// A map whose keys are ids: it holds maps only, none of which its key describes, and its name is a plural or its
    /// keys are numbers.
    fn is_keyed(&self, map: NodeId, name: u32) -> bool {
        let plural = self.names[name as usize].name.ends_with('s');
        let mut children = self.document.children(map).peekable();
        children.peek().is_some()
            && children.all(|c| {
                let number = || self.document.key(c).bytes().all(|b| b.is_ascii_digit());
                self.document.nodes[c as usize].kind == NodeKind::Map
                    && self.names[self.key_name(c) as usize].noun == Noun::Nothing
                    && (plural || number())
            })
    }

    /// What stands outside its offer: it points at it by id, or the only offer around is meant.
    fn find_owners(&mut self) {
        // In most files no map points at an offer, and ids need not be gathered.
        let points = self.names_any(|f| matches!(f, Field::OfferId(_)));
        let ids = if points { self.ids() } else { HashMap::new() };
        let alone = self.offers.len() == 1 && self.document.children(Document::NOTHING).nth(1).is_none();
        let mut only: Vec<Option<u32>> = vec![alone.then_some(0)];
        // Holders come in the order of the file: so many offers begin before the one that is looked at.
        let mut before = 0;
        for index in 1..self.holders.len() {
            let holder = self.holders[index];
            let parent = self.document.nodes[holder.node as usize].parent;
            let above = if parent == Document::NOTHING { 0 } else { self.at[parent as usize] as usize };
            let next = self.document.nodes[holder.node as usize].next;
            before += self.offers[before..].iter().take_while(|&&o| o < holder.node).count();
            let mut inside = (before as u32..).zip(&self.offers[before..]).take_while(|(_, o)| **o < next);
            only.push(match (inside.next(), inside.next()) {
                (None, _) => only[above],
                (Some((offer, _)), None) => Some(offer),
                (Some(_), Some(_)) => None,
            });
            if holder.offer.is_some() {
                continue;
            }
            let pointer = if points { self.pointer(holder.node, &ids) } else { None };
            let (owner, apart) = match pointer {
                Some(found) => (found, true),
                None if self.holders[above].apart => (self.holders[above].owner, true),
                None => match holder.noun {
                    Noun::Network | Noun::Source | Noun::Campaign | Noun::Other => (None, true),
                    _ => (only[index], false),
                },
            };
            (self.holders[index].owner, self.holders[index].apart) = (owner, apart);
        }
        self.holders[0].owner = only[0];
    }

    /// Offers by their ids; `None` for an id that several have.
    fn ids(&self) -> HashMap<Cow<'d, str>, Option<u32>> {
        let mut ids: HashMap<Cow<'d, str>, Option<u32>> = HashMap::new();
        for (index, &offer) in self.offers.iter().enumerate() {
            for child in self.document.children(offer) {
                if matches!(self.name(child).means, FieldMeaning::Field(Field::Id(_) | Field::OfferId(_))) {
                    let index = index as u32;
                    let id = ids.entry(self.document.text(child)).or_insert(Some(index));
                    if *id != Some(index) {
                        *id = None;
                    }
                }
            }
        }
        ids
    }

    /// The offer at which a map points by an id; `Some(None)` for one that is not in the file.
    fn pointer(&self, map: NodeId, ids: &HashMap<Cow<'d, str>, Option<u32>>) -> Option<Option<u32>> {
        if self.document.nodes[map as usize].kind != NodeKind::Map {
            return None;
        }
        let id = self.child(map, |f| matches!(f, Field::OfferId(_)))?;
        let text = self.document.text(id);
        (!is_unset(&text)).then(|| ids.get(&text).copied().flatten())
    }
}
