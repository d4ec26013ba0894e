//! What the bytes of a file spell, by how they are written.

use super::{csv, html, json, xml};
use crate::source::Encoding;
use crate::source::tape::{DecodedText, Node, NodeId, NodeKind, Tape, Writing};
use crate::span::Map;
use std::borrow::Cow;

/// A map of a text onto the same bytes, between which edits are written with `encoding`.
fn exact(len: usize, encoding: Encoding) -> Map {
    let mut map = Map::builder(encoding);
    map.exact(len);
    map.finish()
}

impl Writing {
    /// What `bytes` spell.
    #[must_use]
    pub fn text(self, bytes: &str) -> Cow<'_, str> {
        match self {
            Self::Plain | Self::As(_) | Self::Cell(_) | Self::DecodedText(_) => Cow::Borrowed(bytes),
            Self::Json | Self::Json5 => json::text(bytes),
            Self::Csv => csv::text(bytes),
            Self::Xml => xml::text(bytes),
            Self::Html => html::text(bytes),
        }
    }

    /// From what `bytes` spell to them; `None` where they are the same.
    #[must_use]
    pub fn map(self, bytes: &str) -> Option<Map> {
        match self {
            Self::Plain | Self::DecodedText(_) => None,
            Self::As(encoding) => Some(exact(bytes.len(), encoding)),
            Self::Cell(separator) => csv::plain_map(bytes, separator),
            Self::Json => json::map(bytes, Encoding::Json),
            Self::Json5 => json::map(bytes, Encoding::Json5),
            Self::Csv => csv::map(bytes),
            Self::Xml => xml::map(bytes),
            Self::Html => html::map(bytes),
        }
    }
}

impl Tape<'_> {
    /// Says of every text in a node why it must not be edited in place.
    pub fn lock(&mut self, node: NodeId, why: &'static str) {
        let file = self.source();
        let document = &mut self.parts;
        let Some(end) = document.nodes.get(node as usize).map(|n| n.next) else { return };
        for at in node..end.max(node + 1) {
            let Node { kind: NodeKind::Text, value, is_alias: false, .. } = document.nodes[at as usize] else {
                continue;
            };
            if let Writing::DecodedText(number) = value.writing {
                document.kept[number as usize].locked.get_or_insert(why);
                continue;
            }
            let bytes = &file.text[value.start as usize..value.end as usize];
            let text = value.writing.text(bytes).into_owned();
            let map = value.writing.map(bytes).unwrap_or_else(|| Map::identity(text.len()));
            document.kept.push(DecodedText { text, map, locked: Some(why) });
            document.nodes[at as usize].value.writing = Writing::DecodedText(document.kept.len() as u32 - 1);
        }
    }
}
