//! The events of an offer: lists of ids, lists of maps, maps by id, and what is paid for.

use super::layout::{Layout, REPEATED};
use super::model::{Event, Field};
use super::names::{Field as F, FieldMeaning, Noun};
use super::words::is_unset;
use crate::source::{NodeId, NodeKind};
use std::borrow::Cow;
use std::collections::HashMap;

/// The events of one offer, while they are gathered.
#[derive(Default)]
pub struct Events<'d> {
    /// From lists of events, each with its list: one that stands twice in a list is a fault, in two lists it is named again.
    listed: Vec<(NodeId, Event<'d>)>,
    /// From payments and the like, which name the same event again and again.
    named: Vec<Event<'d>>,
}

impl<'d> Events<'d> {
    /// One of the list of events at `list`.
    pub fn list(&mut self, list: NodeId, event: Event<'d>) {
        self.listed.push((list, event));
    }

    /// One that is named elsewhere.
    pub fn refer(&mut self, event: Event<'d>) {
        self.named.push(event);
    }

    /// All of them, each once that is only named.
    pub fn finish(self) -> Vec<Event<'d>> {
        let mut known: HashMap<Cow<str>, NodeId> = HashMap::new();
        let is_first =
            |(list, event): &(NodeId, Event<'d>)| *known.entry(event.id.text.clone()).or_insert(*list) == *list;
        let listed: Vec<_> = self.listed.into_iter().filter(is_first).collect();
        let mut events: Vec<Event<'d>> = listed.into_iter().map(|(_, event)| event).collect();
        let mut known: std::collections::HashSet<Cow<str>> = known.into_keys().collect();
        events.extend(self.named.into_iter().filter(|e| known.insert(e.id.text.clone())));
        events
    }
}

/// The events that `node` lists, each with the node that describes it.
pub fn listed<'d>(layout: &Layout<'d>, node: NodeId) -> Vec<(NodeId, Event<'d>)> {
    let document = layout.document;
    let mut all = match document.nodes[layout.meant(node) as usize].kind {
        NodeKind::Null | NodeKind::Truth => Vec::new(),
        NodeKind::Text | NodeKind::Number => split(layout, node),
        NodeKind::List => layout.children(node).filter_map(|item| Some((item, one(layout, item)?))).collect(),
        NodeKind::Map => in_map(layout, node),
    };
    if layout.meant(node) != node {
        all.truncate(REPEATED);
    }
    all
}

/// `SignUp|FirstTrade` in a cell.
fn split<'d>(layout: &Layout<'d>, node: NodeId) -> Vec<(NodeId, Event<'d>)> {
    let text = layout.document.text(layout.meant(node));
    if is_unset(&text) {
        return Vec::new();
    }
    let field = |text: Cow<'d, str>| (node, Event { id: Field { text, node }, name: None });
    let Some(separator) = ['|', ';', ',', '\n'].into_iter().find(|c| text.contains(*c)) else {
        return vec![field(text)];
    };
    let parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| field(Cow::Owned(part.to_owned()))).collect()
}

/// A text or a map in a list.
fn one<'d>(layout: &Layout<'d>, item: NodeId) -> Option<Event<'d>> {
    let document = layout.document;
    let meant = layout.meant(item);
    match document.nodes[meant as usize].kind {
        NodeKind::Text | NodeKind::Number => {
            let text = document.text(meant);
            (!text.trim().is_empty()).then_some(Event { id: Field { text, node: item }, name: None })
        }
        NodeKind::Map => described(layout, meant),
        _ => None,
    }
}

/// One event, or events by their ids: `{SignUp: Sign up}`, `{501: {name: ...}}`.
fn in_map<'d>(layout: &Layout<'d>, node: NodeId) -> Vec<(NodeId, Event<'d>)> {
    let document = layout.document;
    let is_map = |&c: &NodeId| document.nodes[c as usize].kind == NodeKind::Map;
    if layout.children(node).any(|c| is_map(&c)) {
        let by_key = |c: NodeId| described(layout, c).or_else(|| Some(Event { id: key(layout, c), name: None }));
        return layout.children(node).filter(is_map).filter_map(|c| Some((c, by_key(c)?))).collect();
    }
    if let Some(event) = described(layout, node) {
        return vec![(node, event)];
    }
    let by_key = |c: NodeId| {
        let name = Field { text: document.text(c), node: c };
        let name = (document.nodes[c as usize].kind == NodeKind::Text && !is_unset(&name.text)).then_some(name);
        (c, Event { id: key(layout, c), name })
    };
    layout.children(node).map(by_key).collect()
}

fn key<'d>(layout: &Layout<'d>, node: NodeId) -> Field<'d> {
    Field { text: layout.document.key(node), node }
}

/// The event that a map describes, by the best of its ids, else by its name.
fn described<'d>(layout: &Layout<'d>, map: NodeId) -> Option<Event<'d>> {
    let document = layout.document;
    let inner = document
        .children(map)
        .find(|c| document.nodes[*c as usize].kind == NodeKind::Map && layout.name(*c).noun == Noun::Event);
    let map = inner.unwrap_or(map);
    let (mut best, mut id, mut name) = (0, None, None);
    for child in layout.children(map) {
        let is = document.nodes[layout.meant(child) as usize];
        let simple = matches!(is.kind, NodeKind::Text | NodeKind::Number);
        let FieldMeaning::Field(field) = layout.name(child).means else { continue };
        let text = document.text(layout.meant(child));
        if !simple || text.trim().is_empty() {
            continue;
        }
        let rank = match field {
            // A number is what the event is worth.
            F::EventId(4) if is.kind == NodeKind::Number => 0,
            F::EventId(4) => 6,
            F::EventId(rank) => 2 * rank + 1,
            F::Id(_) => 5,
            F::Name(_) | F::EventName => {
                name = name.or(Some(Field { text: text.clone(), node: child }));
                1
            }
            _ => 0,
        };
        if rank > best {
            (best, id) = (rank, Some(Field { text, node: child }));
        }
    }
    let id = id?;
    Some(Event { name: name.filter(|n| n.node != id.node), id })
}

/// The maps that `node` is or lists.
pub fn maps(layout: &Layout, node: NodeId) -> Vec<NodeId> {
    let kind = |n: NodeId| layout.document.nodes[n as usize];
    match kind(node).kind {
        _ if kind(node).is_alias => Vec::new(),
        NodeKind::Map => vec![node],
        NodeKind::List => {
            layout.children(node).filter(|c| kind(*c).kind == NodeKind::Map && !kind(*c).is_alias).collect()
        }
        _ => Vec::new(),
    }
}

/// The event for which a payment is made, or that a condition names.
pub fn paid<'d>(layout: &Layout<'d>, map: NodeId) -> Option<Event<'d>> {
    let document = layout.document;
    let field = |wanted: fn(F) -> bool| {
        let node = layout.child(map, wanted)?;
        let text = document.text(layout.meant(node));
        let simple = matches!(document.nodes[layout.meant(node) as usize].kind, NodeKind::Text | NodeKind::Number);
        (simple && !is_unset(&text)).then_some(Field { text, node })
    };
    let name = || field(|f| matches!(f, F::Name(_) | F::EventName));
    if let Some(asks) = field(|f| f == F::Asks) {
        let about_event = asks.text.eq_ignore_ascii_case("event");
        return field(|f| f == F::EventId(4)).filter(|_| about_event).map(|id| Event { id, name: None });
    }
    if layout.child(map, |f| f == F::EventId(1)).is_some() {
        // Everflow's entry without a name is the conversion itself.
        let name = field(|f| f == F::EventId(1))?;
        let id = field(|f| f == F::EventId(5)).unwrap_or_else(|| name.clone());
        return Some(Event { id, name: Some(name) });
    }
    let id = field(|f| matches!(f, F::EventId(6..)))?;
    Some(Event { id, name: name() })
}

/// Lists of statuses by their names: `{approved: [sale, ftd], rejected: "trash, spam"}`.
pub fn status_words<'d>(layout: &Layout<'d>, node: NodeId) -> Vec<(Field<'d>, Vec<String>)> {
    let document = layout.document;
    if document.nodes[layout.meant(node) as usize].kind != NodeKind::Map {
        return Vec::new();
    }
    let words = |child: NodeId| -> Vec<String> {
        let meant = layout.meant(child);
        if document.nodes[meant as usize].kind == NodeKind::List {
            return document.children(meant).map(|item| document.text(item).trim().to_owned()).collect();
        }
        let text = document.text(meant);
        text.split([',', '|', ';']).map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect()
    };
    // What is said of a list is said where it stands, not at its key.
    let list = |child: NodeId| Field { text: document.text(child), node: child };
    layout.children(node).map(|child| (list(child), words(child))).collect()
}
