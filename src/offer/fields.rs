//! What is known of each offer, from the values in it and in what belongs to it.

use super::events::{self, Events};
use super::layout::{Layout, REPEATED};
use super::model::{Event, Field, Offer, Status, Window};
use super::names::{Field as F, FieldMeaning, Name, Noun};
use super::numbered::of_number;
use super::words;
use crate::platform::{Catalogue, Platform};
use crate::source::{NodeId, NodeKind};
use std::borrow::Cow;

/// An offer with what is only needed on the way.
#[derive(Default)]
pub struct Draft<'d> {
    /// What is known of it.
    pub offer: Offer<'d>,
    /// Whether conversions are reported in a way that needs a click id in the link, where the file says so.
    pub needs_click_id: Option<bool>,
    /// Ids of the networks in the same file that it is bought from.
    pub networks: Vec<Cow<'d, str>>,
    id_rank: u8,
    name_rank: u8,
    status_rank: u8,
    events: Events<'d>,
}

/// What a node says of an offer that it need not stand in.
#[derive(Clone, Debug)]
pub enum InheritedValue<'d> {
    /// One of the list of events there.
    Listed(NodeId, Event<'d>),
    /// An event that is named where it is paid.
    Paid(Event<'d>),
    /// A field of something that belongs to the offer.
    Field,
}

/// What is said of offers outside them, sorted by the offer and then in the order of the file.
pub type Outside<'d> = Vec<(u32, (NodeId, InheritedValue<'d>))>;

/// Finds what is said of offers outside them.
pub fn outside<'d>(layout: &Layout<'d>) -> Outside<'d> {
    let mut outside = Vec::new();
    let mut offers = layout.offers.iter().peekable();
    let mut node = 0;
    while let Some(is) = layout.document.nodes.get(node as usize) {
        if is_read(layout, node) {
            said(layout, node, |offer, said| outside.push((offer, (node, said))));
        }
        // What stands in an offer says nothing of another one.
        node = if offers.next_if_eq(&&node).is_some() { is.next } else { node + 1 };
    }
    outside.sort_by_key(|(offer, _)| *offer);
    outside
}

/// Reads the fields of one offer. Whoever needs them asks for them: those of half a million offers at once would take
/// more memory than the file.
pub fn read<'d>(layout: &Layout<'d>, catalogue: &Catalogue, outside: &Outside<'d>, offer: u32) -> Draft<'d> {
    let mut reader = Reader { layout, catalogue, draft: Draft::default(), number: offer };
    let node = layout.offers[offer as usize];
    let around = of_number(outside, offer);
    let (before, after) = around.split_at(around.partition_point(|(_, (at, _))| *at <= node));
    for (_, (at, said)) in before {
        reader.take(*at, said.clone());
    }
    for at in node + 1..layout.document.nodes[node as usize].next {
        if is_read(layout, at) {
            reader.node(at);
        }
    }
    for (_, (at, said)) in after {
        reader.take(*at, said.clone());
    }
    reader.inherit();
    reader.draft.offer.events = std::mem::take(&mut reader.draft.events).finish();
    reader.draft
}

/// What stands in a list is read with the list. In XML an element's text may stand beside its attributes.
fn is_read(layout: &Layout, node: NodeId) -> bool {
    let nodes = &layout.document.nodes;
    let is = &nodes[node as usize];
    is.key.is_some() || nodes.get(is.parent as usize).is_some_and(|p| p.kind == NodeKind::Map)
}

/// What a node says of offers wherever it stands, each with the offer.
fn said<'d>(layout: &Layout<'d>, node: NodeId, mut see: impl FnMut(u32, InheritedValue<'d>)) {
    let (around, name) = (layout.around(node), layout.name(node));
    let listed = name.noun == Noun::Event || name.means == FieldMeaning::Field(F::Events);
    if listed && matches!(around.noun, Noun::Offer | Noun::Nothing) {
        let fallback = around.offer.or(around.owner);
        for (at, event) in events::listed(layout, node) {
            let own =
                if layout.document.nodes[at as usize].kind == NodeKind::Map { layout.holder(at).owner } else { None };
            if let Some(offer) = around.offer.or(own).or(fallback) {
                see(offer, InheritedValue::Listed(node, event));
            }
        }
    }
    let paid = match name.means {
        FieldMeaning::Field(F::Asks) => Some(around.node),
        _ => (name.noun == Noun::Money).then_some(node),
    };
    for map in paid.into_iter().flat_map(|node| events::maps(layout, node)) {
        let holder = layout.holder(map);
        if let (Some(offer), Some(event)) = (holder.offer.or(holder.owner), events::paid(layout, map)) {
            see(offer, InheritedValue::Paid(event));
        }
    }
    if around.offer.is_none()
        && let Some(offer) = around.owner
        && matches!(around.noun, Noun::AllowList | Noun::Money)
    {
        see(offer, InheritedValue::Field);
    }
}

/// Reads one offer.
struct Reader<'l, 'd> {
    layout: &'l Layout<'d>,
    catalogue: &'l Catalogue,
    draft: Draft<'d>,
    number: u32,
}

impl<'d> Reader<'_, 'd> {
    /// A node in the offer.
    fn node(&mut self, node: NodeId) {
        let layout = self.layout;
        said(layout, node, |_, said| self.take(node, said));
        if layout.document.nodes[node as usize].parent == layout.offers[self.number as usize] {
            self.direct(node, layout.name(node));
        } else {
            self.nested(node);
        }
    }

    fn take(&mut self, node: NodeId, said: InheritedValue<'d>) {
        match said {
            InheritedValue::Listed(list, event) => self.draft.events.list(list, event),
            InheritedValue::Paid(event) => self.draft.events.refer(event),
            InheritedValue::Field => self.nested(node),
        }
    }

    /// Right in the offer.
    fn direct(&mut self, node: NodeId, name: &Name) {
        let layout = self.layout;
        if name.means == FieldMeaning::Nothing && layout.document.key(node) == "<<" {
            return self.merged(node);
        }
        let FieldMeaning::Field(field) = name.means else { return };
        if field == F::Statuses {
            self.draft.offer.status_words = events::status_words(layout, node);
            return;
        }
        let Some(value) = self.value(node) else { return };
        let draft = &mut self.draft;
        match field {
            F::Id(rank) | F::OfferId(rank) if draft.id_rank < rank => {
                (draft.id_rank, draft.offer.id) = (rank, Some(value));
            }
            F::Name(rank) if draft.name_rank < rank => (draft.name_rank, draft.offer.name) = (rank, Some(value)),
            F::Status | F::StatusNumber | F::Runs | F::Stopped | F::Deleted => self.status(field, value),
            F::Network => self.network(value),
            F::NetworkId => draft.networks.push(value.text),
            F::Method => draft.needs_click_id = words::needs_click_id(&value.text),
            F::EventId(8..) => draft.events.refer(Event { id: value, name: None }),
            _ => self.anywhere(field, name, value),
        }
    }

    /// What a YAML merge key brings in, where the offer does not say it itself.
    fn merged(&mut self, node: NodeId) {
        let layout = self.layout;
        let mut all: Vec<NodeId> = layout.children(node).take(REPEATED).collect();
        if layout.document.nodes[layout.meant(node) as usize].kind == NodeKind::List {
            all = all.into_iter().flat_map(|item| layout.children(item).collect::<Vec<_>>()).take(REPEATED).collect();
        }
        for child in all {
            let name = layout.name(child);
            let mut own = layout.document.children(layout.offers[self.number as usize]).take(REPEATED);
            if layout.document.key(child) != "<<" && !own.any(|c| layout.name(c).means == name.means) {
                self.direct(child, name);
            }
        }
    }

    /// Deeper in the offer, or in something that belongs to it.
    fn nested(&mut self, node: NodeId) {
        let (around, name) = (self.layout.around(node), self.layout.name(node));
        let FieldMeaning::Field(field) = name.means else { return };
        let here = match around.noun {
            Noun::Offer => !matches!(field, F::PlatformOrSystem),
            Noun::Status if matches!(field, F::Name(_) | F::Status) => {
                let parent = self.layout.document.nodes[around.node as usize].parent;
                if parent == self.layout.offers[self.number as usize]
                    && let Some(value) = self.value(node)
                {
                    self.status(F::Status, value);
                }
                false
            }
            Noun::Currency => field == F::Currency,
            Noun::Money => matches!(field, F::Payout | F::Share | F::Model | F::Currency),
            Noun::Event => matches!(field, F::Share | F::Model),
            Noun::AllowList => field == F::AllowList,
            Noun::Network => {
                if matches!(field, F::Id(_)) {
                    self.draft.networks.push(self.layout.document.text(node));
                }
                false
            }
            _ => false,
        };
        if here && let Some(value) = self.value(node) {
            self.anywhere(field, name, value);
        }
    }

    /// Fields that mean the same at any depth; the first one counts.
    fn anywhere(&mut self, field: F, name: &Name, value: Field<'d>) {
        let offer = &mut self.draft.offer;
        match field {
            F::Platform | F::PlatformOrSystem if offer.platform.is_none() => {
                let known = named(self.catalogue, &value.text);
                if known.is_some() || field == F::Platform {
                    offer.platform = Some((known, value));
                }
            }
            F::Environment if offer.environment.is_none() => {
                offer.environment = words::environment(&value.text).map(|environment| (environment, value));
            }
            F::Window { click } => {
                if let Some((amount @ 1.., unit)) = words::window(&value.text) {
                    offer.windows.push(Window { amount, unit: unit.or(name.unit), click, field: value });
                }
            }
            F::Payout if offer.payout.is_none() && value.text.bytes().any(|b| b.is_ascii_digit()) => {
                // `15%` is a share, whatever the field is called.
                offer.pays_share |= value.text.trim_end().ends_with('%');
                offer.payout = Some(value);
            }
            F::Share => {
                offer.pays_share |= words::truth(&value.text) != Some(false)
                    && value.text.bytes().any(|b| matches!(b, b'1'..=b'9'))
                    || words::truth(&value.text) == Some(true);
            }
            F::Model => offer.pays_share |= words::is_share(&value.text),
            F::Currency if offer.currency.is_none() && is_code(&value.text) => offer.currency = Some(value),
            F::AllowList if offer.allow_list.is_none() => offer.allow_list = Some(value),
            F::Token if offer.token.is_none() => offer.token = Some(value),
            F::SeveralEvents => offer.multi_event = words::truth(&value.text),
            _ => {}
        }
    }

    fn status(&mut self, field: F, value: Field<'d>) {
        let truth = || words::truth(&value.text);
        let by_number = || {
            let numbers = self.layout.export.map_or(&[][..], |e| e.statuses);
            numbers.iter().find(|(number, _)| *number == value.text.trim()).map(|(_, status)| *status)
        };
        let spoken = || match &*value.text {
            "true" => Some(Status::Active),
            "false" => Some(Status::Paused),
            word => words::status(word),
        };
        let (rank, found) = match field {
            F::Deleted => (5, (truth() == Some(true)).then_some(Status::Deleted)),
            F::Stopped => (3, (truth() == Some(true)).then_some(Status::Paused)),
            F::Runs => (1, truth().map(|runs| if runs { Status::Active } else { Status::Paused })),
            F::StatusNumber => (2, by_number()),
            _ => (4, spoken().or_else(by_number)),
        };
        let draft = &mut self.draft;
        if let Some(found) = found.filter(|_| rank > draft.status_rank) {
            (draft.status_rank, draft.offer.status) = (rank, Some((found, value)));
        }
    }

    /// In a tracker's export the network is the one the buyer buys from, and the tracker issues the click id.
    fn network(&mut self, value: Field<'d>) {
        let tracker = self.layout.export.is_some_and(|e| e.tracker) || !self.layout.networks.is_empty();
        let offer = &mut self.draft.offer;
        if !tracker && offer.network.is_none() {
            offer.network = Some((named(self.catalogue, &value.text), value));
        }
    }

    /// The value of a field; `None` where it holds nothing. A list is its items, one after the other.
    fn value(&self, node: NodeId) -> Option<Field<'d>> {
        let document = self.layout.document;
        let meant = self.layout.meant(node);
        let text = match document.nodes[meant as usize].kind {
            NodeKind::Null | NodeKind::Map => return None,
            NodeKind::List => {
                let simple = |&c: &NodeId| !matches!(document.nodes[c as usize].kind, NodeKind::Map | NodeKind::List);
                let items: Vec<_> = document.children(meant).filter(simple).map(|c| document.text(c)).collect();
                Cow::Owned(items.join(", "))
            }
            _ => document.text(meant),
        };
        (!words::is_unset(&text)).then_some(Field { text, node })
    }

    /// What the network of the offer says for all offers that are bought from it.
    fn inherit(&mut self) {
        let layout = self.layout;
        let network = self.draft.networks.iter().find_map(|id| layout.network_ids.get(id)).copied();
        for child in network.into_iter().flat_map(|map| layout.document.children(map)).take(REPEATED) {
            let name = layout.name(child);
            if let FieldMeaning::Field(field @ (F::AllowList | F::Token | F::Window { .. })) = name.means
                && let Some(value) = self.value(child)
            {
                self.anywhere(field, name, value);
            }
        }
    }
}

/// The platform that a file calls `text`: by id, name or alias.
pub fn named(catalogue: &Catalogue, text: &str) -> Option<&'static Platform> {
    catalogue.named(text.trim())
}

/// Letters, and no more than a code has.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    (3..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic())
}
