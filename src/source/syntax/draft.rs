//! A tree that is built before it is written: for formats in which what belongs together need not stand together.

use crate::source::tape::{DEEPEST, NodeKind, Spelled, Tape, Writing};
use std::collections::HashMap;
use std::hash::Hash;

/// The number of an item in its draft.
pub type ItemId = u32;

/// A value, and what it holds.
#[derive(Debug)]
pub struct Item {
    pub kind: NodeKind,
    pub key: Option<Spelled>,
    /// The text; of a map or list where it begins and ends, if it has an end of its own.
    pub value: Spelled,
    pub children: Vec<ItemId>,
    /// How many items hold it.
    pub depth: usize,
}

/// A tree of values.
#[derive(Debug)]
pub struct Draft {
    items: Vec<Item>,
}

impl Draft {
    /// The map at the top.
    pub const TOP: ItemId = 0;

    pub fn new() -> Self {
        let top = Item { kind: NodeKind::Map, key: None, value: spelled(0, 0), children: Vec::new(), depth: 0 };
        Self { items: vec![top] }
    }

    pub fn item(&self, at: ItemId) -> &Item {
        &self.items[at as usize]
    }

    pub fn item_mut(&mut self, at: ItemId) -> &mut Item {
        &mut self.items[at as usize]
    }

    /// True if nothing more may be put deeper than `at`.
    pub fn is_deepest(&self, at: ItemId) -> bool {
        // A list of same-named elements takes a level of its own.
        self.item(at).depth >= DEEPEST / 2 - 2
    }

    /// Puts a value behind those that `into` holds.
    pub fn add(&mut self, into: ItemId, kind: NodeKind, key: Option<Spelled>, value: Spelled) -> ItemId {
        let added = self.items.len() as ItemId;
        let depth = self.item(into).depth + 1;
        self.items.push(Item { kind, key, value, children: Vec::new(), depth });
        self.item_mut(into).children.push(added);
        added
    }

    /// Makes one list of children of `of` that `name` calls the same, where there are several.
    pub fn gather<N: Hash + Eq>(&mut self, of: ItemId, name: impl Fn(Spelled) -> N) {
        let children = std::mem::take(&mut self.item_mut(of).children);
        let mut first = HashMap::with_capacity(children.len());
        let mut gathered: Vec<ItemId> = Vec::with_capacity(children.len());
        for child in children {
            let Some(key) = self.item(child).key else {
                gathered.push(child);
                continue;
            };
            let at = *first.entry(name(key)).or_insert(gathered.len());
            if at == gathered.len() {
                gathered.push(child);
                continue;
            }
            let other = gathered[at];
            // A list of this sort has no bytes of its own: it begins where its first element does, and is empty.
            if self.is_gathered(other) {
                self.item_mut(child).key = None;
                self.item_mut(other).children.push(child);
                continue;
            }
            let list = self.items.len() as ItemId;
            let start = self.item(other).value.start as usize;
            let depth = self.item(of).depth + 1;
            let value = spelled(start, start);
            self.items.push(Item {
                kind: NodeKind::List,
                key: self.item(other).key,
                value,
                children: vec![other, child],
                depth,
            });
            self.item_mut(other).key = None;
            self.item_mut(child).key = None;
            gathered[at] = list;
        }
        self.item_mut(of).children = gathered;
    }

    fn is_gathered(&self, at: ItemId) -> bool {
        self.item(at).kind == NodeKind::List
    }

    /// Writes what `from` holds, and itself.
    pub fn write(&self, tape: &mut Tape, from: ItemId) {
        // What is open, which of its children comes next, and where what was written of it ends.
        let mut open: Vec<(ItemId, usize, u32)> = Vec::new();
        let mut next = Some(from);
        loop {
            if let Some(at) = next.take() {
                let item = self.item(at);
                if matches!(item.kind, NodeKind::List | NodeKind::Map) && tape.depth() < DEEPEST {
                    tape.open(item.kind, item.key, item.value.start as usize);
                    open.push((at, 0, item.value.end));
                } else {
                    tape.scalar(item.kind, item.key, item.value);
                    if let Some((_, _, end)) = open.last_mut() {
                        *end = item.value.end.max(*end);
                    }
                }
            }
            let Some((at, child, end)) = open.last_mut() else { return };
            next = self.item(*at).children.get(*child).copied();
            *child += 1;
            if next.is_none() {
                let end = *end;
                tape.close(end as usize);
                open.pop();
                if let Some((_, _, outer)) = open.last_mut() {
                    *outer = end.max(*outer);
                }
            }
        }
    }
}

/// Bytes that are their text.
pub const fn spelled(start: usize, end: usize) -> Spelled {
    Spelled { start: start as u32, end: end as u32, writing: Writing::Plain }
}
