//! Texts of a document that hold several links: each is decoded once for all of them, however many they are.

use crate::offer::{Site, TextPart};
use crate::source::{Document, Literal, NodeId};
use crate::span::{Encoding, Map, Parts};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Texts that are kept: links come in the order of the file, so a few for each worker are enough.
const MOST: usize = 16;

/// The links of a document.
pub struct Holders<'d> {
    document: &'d Document<'d>,
    recent: Mutex<VecDeque<Arc<Holder<'d>>>>,
}

/// A text that holds links.
struct Holder<'d> {
    node: NodeId,
    text: Cow<'d, str>,
    /// The way from the text to its bytes, made when a finding asks for it; `None` where they are the same.
    parts: OnceLock<Option<Parts>>,
}

impl<'d> Holders<'d> {
    pub fn of(document: &'d Document<'d>) -> Self {
        Self { document, recent: Mutex::default() }
    }

    /// The link at a site.
    pub fn text(&self, site: &'d Site) -> Cow<'d, str> {
        match &site.piece {
            TextPart::Part(range) => self.holder(site.node).part(range),
            _ => site.text(self.document),
        }
    }

    /// The link at a site with its place.
    pub fn literal(&self, site: &'d Site) -> Literal<'d> {
        let holder = || self.holder(site.node);
        let locked = match &site.piece {
            TextPart::Text(link) => link.passage.locked,
            TextPart::Markup(link) => link.passage.as_ref().and_then(|passage| passage.locked),
            TextPart::Whole | TextPart::Part(_) => None,
        };
        let (holder, edge) = match &site.piece {
            TextPart::Whole => return self.document.literal(site.node),
            TextPart::Markup(link) => (holder(), link.map.clone()),
            TextPart::Text(link) => {
                let holder = holder();
                let edge = link.map(holder.text.len());
                (holder, edge)
            }
            TextPart::Part(range) => {
                let holder = holder();
                let edge = part_of(holder.text.len(), range);
                (holder, edge)
            }
        };
        let value = self.document.nodes[site.node as usize].value;
        let parts = holder.parts.get_or_init(|| self.document.map_of(value).map(Parts::new));
        let map = match parts {
            Some(parts) => parts.then(&edge),
            None => edge,
        };
        let text = match &site.piece {
            TextPart::Text(link) => Cow::Borrowed(&*link.written),
            _ => self.text(site),
        };
        let literal = self.document.part(site.node, text, Some(map));
        Literal { locked: literal.locked.or(locked), ..literal }
    }

    fn holder(&self, node: NodeId) -> Arc<Holder<'d>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = recent.iter().find(|holder| holder.node == node) {
            return known.clone();
        }
        let holder = Arc::new(Holder { node, text: self.document.text(node), parts: OnceLock::new() });
        recent.truncate(MOST - 1);
        recent.push_front(holder.clone());
        holder
    }
}

impl<'d> Holder<'d> {
    fn part(&self, range: &Range<usize>) -> Cow<'d, str> {
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range.clone()]),
            Cow::Owned(text) => Cow::Owned(text[range.clone()].to_owned()),
        }
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
