//! What is known of each offer, from the values in it and in what belongs to it.

use super::events::{self, Events};
use super::layout::{Holder, Layout};
use super::model::{Field, Offer, Status, Window};
use super::names::{Field as F, Means, Name, Noun};
use super::words;
use crate::platform::{Catalogue, Platform};
use crate::source::{Kind, NodeId};
use std::borrow::Cow;

/// How much of a map that many offers repeat or point at is read for each of them, so that a file of aliases costs no
/// more than its size allows.
pub const REPEATED: usize = 64;

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

/// Reads the fields of all offers of a document.
pub fn read<'d>(layout: &Layout<'d>, catalogue: &Catalogue) -> Vec<Draft<'d>> {
    let drafts = layout.offers.iter().map(|_| Draft::default()).collect();
    let mut reader = Reader { layout, catalogue, drafts };
    for node in 0..layout.document.nodes.len() as NodeId {
        // What stands in a list is read with the list.
        if layout.document.nodes[node as usize].key.is_some() {
            reader.node(node);
        }
    }
    reader.inherit();
    for draft in &mut reader.drafts {
        draft.offer.events = std::mem::take(&mut draft.events).finish();
    }
    reader.drafts
}

struct Reader<'l, 'd> {
    layout: &'l Layout<'d>,
    catalogue: &'l Catalogue,
    drafts: Vec<Draft<'d>>,
}

impl<'d> Reader<'_, 'd> {
    fn node(&mut self, node: NodeId) {
        let layout = self.layout;
        let around = *layout.around(node);
        let name = *layout.name(node);
        self.events(node, &name, &around);
        if name.means == Means::Field(F::Asks) {
            self.paid_event(around.node);
        } else if name.noun == Noun::Money {
            self.paid_event(node);
        }
        if let Some(offer) = around.offer {
            if around.node == layout.offers[offer as usize] {
                self.direct(offer, node, &name);
            } else {
                self.nested(offer, node, &name, &around);
            }
        } else if let Some(offer) = around.owner
            && matches!(around.noun, Noun::AllowList | Noun::Money)
        {
            self.nested(offer, node, &name, &around);
        }
    }

    /// Right in the offer.
    fn direct(&mut self, offer: u32, node: NodeId, name: &Name) {
        let layout = self.layout;
        if &*layout.document.key(node) == "<<" {
            return self.merged(offer, node);
        }
        let Means::Field(field) = name.means else { return };
        if field == F::Statuses {
            self.drafts[offer as usize].offer.status_words = events::status_words(layout, node);
            return;
        }
        let Some(value) = self.value(node) else { return };
        let draft = &mut self.drafts[offer as usize];
        match field {
            F::Id(rank) | F::OfferId(rank) if draft.id_rank < rank => {
                (draft.id_rank, draft.offer.id) = (rank, Some(value));
            }
            F::Name(rank) if draft.name_rank < rank => (draft.name_rank, draft.offer.name) = (rank, Some(value)),
            F::Status | F::StatusNumber | F::Runs | F::Stopped | F::Deleted => self.status(offer, field, value),
            F::Network => self.network(offer, value),
            F::NetworkId => draft.networks.push(value.text),
            F::Method => draft.needs_click_id = words::needs_click_id(&value.text),
            F::EventId(8..) => draft.events.refer(super::model::Event { id: value, name: None }),
            _ => self.anywhere(offer, field, name, value),
        }
    }

    /// What a YAML merge key brings in, where the offer does not say it itself.
    fn merged(&mut self, offer: u32, node: NodeId) {
        let layout = self.layout;
        let mut all: Vec<NodeId> = layout.children(node).take(REPEATED).collect();
        if layout.document.nodes[layout.meant(node) as usize].kind == Kind::List {
            all = all.into_iter().flat_map(|item| layout.children(item).collect::<Vec<_>>()).take(REPEATED).collect();
        }
        for child in all {
            let name = *layout.name(child);
            let mut own = layout.document.children(layout.offers[offer as usize]).take(REPEATED);
            if &*layout.document.key(child) != "<<" && !own.any(|c| layout.name(c).means == name.means) {
                self.direct(offer, child, &name);
            }
        }
    }

    /// Deeper in the offer, or in something that belongs to it.
    fn nested(&mut self, offer: u32, node: NodeId, name: &Name, around: &Holder) {
        let Means::Field(field) = name.means else { return };
        let here = match around.noun {
            Noun::Offer => !matches!(field, F::PlatformOrSystem),
            Noun::Status if matches!(field, F::Name(_) | F::Status) => {
                let parent = self.layout.document.nodes[around.node as usize].parent;
                if parent == self.layout.offers[offer as usize]
                    && let Some(value) = self.value(node)
                {
                    self.status(offer, F::Status, value);
                }
                false
            }
            Noun::Currency => field == F::Currency,
            Noun::Money => matches!(field, F::Payout | F::Share | F::Model | F::Currency),
            Noun::Event => matches!(field, F::Share | F::Model),
            Noun::AllowList => field == F::AllowList,
            Noun::Network => {
                if matches!(field, F::Id(_)) {
                    self.drafts[offer as usize].networks.push(self.layout.document.text(node));
                }
                false
            }
            _ => false,
        };
        if here && let Some(value) = self.value(node) {
            self.anywhere(offer, field, name, value);
        }
    }

    /// Fields that mean the same at any depth; the first one counts.
    fn anywhere(&mut self, offer: u32, field: F, name: &Name, value: Field<'d>) {
        let offer = &mut self.drafts[offer as usize].offer;
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

    fn status(&mut self, offer: u32, field: F, value: Field<'d>) {
        let truth = words::truth(&value.text);
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
            F::Deleted => (5, (truth == Some(true)).then_some(Status::Deleted)),
            F::Stopped => (3, (truth == Some(true)).then_some(Status::Paused)),
            F::Runs => (1, truth.map(|runs| if runs { Status::Active } else { Status::Paused })),
            F::StatusNumber => (2, by_number()),
            _ => (4, spoken().or_else(by_number)),
        };
        let draft = &mut self.drafts[offer as usize];
        if let Some(found) = found.filter(|_| rank > draft.status_rank) {
            (draft.status_rank, draft.offer.status) = (rank, Some((found, value)));
        }
    }

    /// In a tracker's export the network is the one the buyer buys from, and the tracker issues the click id.
    fn network(&mut self, offer: u32, value: Field<'d>) {
        let tracker = self.layout.export.is_some_and(|e| e.tracker) || !self.layout.networks.is_empty();
        let offer = &mut self.drafts[offer as usize].offer;
        if !tracker && offer.network.is_none() {
            offer.network = Some((named(self.catalogue, &value.text), value));
        }
    }

    /// The value of a field; `None` where it holds nothing. A list is its items, one after the other.
    fn value(&self, node: NodeId) -> Option<Field<'d>> {
        let document = self.layout.document;
        let meant = self.layout.meant(node);
        let text = match document.nodes[meant as usize].kind {
            Kind::Null | Kind::Map => return None,
            Kind::List => {
                let simple = |&c: &NodeId| !matches!(document.nodes[c as usize].kind, Kind::Map | Kind::List);
                let items: Vec<_> = document.children(meant).filter(simple).map(|c| document.text(c)).collect();
                Cow::Owned(items.join(", "))
            }
            _ => document.text(meant),
        };
        (!words::is_unset(&text)).then_some(Field { text, node })
    }

    /// Events, wherever they are listed.
    fn events(&mut self, node: NodeId, name: &Name, around: &Holder) {
        let layout = self.layout;
        let listed = name.noun == Noun::Event || name.means == Means::Field(F::Events);
        if !listed || !matches!(around.noun, Noun::Offer | Noun::Nothing) {
            return;
        }
        let fallback = around.offer.or(around.owner);
        for (at, event) in events::listed(layout, node) {
            let own = if layout.document.nodes[at as usize].kind == Kind::Map { layout.holder(at).owner } else { None };
            let owner = around.offer.or(own).or(fallback);
            if let Some(draft) = owner.and_then(|o| self.drafts.get_mut(o as usize)) {
                draft.events.list(event);
            }
        }
    }

    /// Events that are only named where they are paid.
    fn paid_event(&mut self, node: NodeId) {
        let layout = self.layout;
        for map in events::maps(layout, node) {
            let holder = layout.holder(map);
            let owner = holder.offer.or(holder.owner);
            if let (Some(owner), Some(event)) = (owner, events::paid(layout, map)) {
                self.drafts[owner as usize].events.refer(event);
            }
        }
    }

    /// What the network of an offer says for all offers that are bought from it.
    fn inherit(&mut self) {
        let layout = self.layout;
        for index in 0..self.drafts.len() {
            let network = self.drafts[index].networks.iter().find_map(|id| layout.network_ids.get(id)).copied();
            for child in network.into_iter().flat_map(|map| layout.document.children(map)).take(REPEATED) {
                let name = *layout.name(child);
                if let Means::Field(field @ (F::AllowList | F::Token | F::Window { .. })) = name.means
                    && let Some(value) = self.value(child)
                {
                    self.anywhere(index as u32, field, &name, value);
                }
            }
        }
    }
}

/// The platform that a file calls `text`: by id, name or alias, `_` and blanks being hyphens.
pub fn named(catalogue: &Catalogue, text: &str) -> Option<&'static Platform> {
    let text = text.trim();
    catalogue.named(text).or_else(|| catalogue.named(&text.replace([' ', '_'], "-")))
}

/// Letters, and no more than a code has.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    (3..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic())
}
