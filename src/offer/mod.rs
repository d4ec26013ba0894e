//! Floor 4: what the fields of a file mean. From a document to the links in it, each with its role, and to the
//! offers around them.
//!
//! Nothing here knows a format by its file: [`names`] says what a field's name means, [`exports`] what the same name
//! means to one platform, [`words`] what a value means. `layout` finds out what each map describes, `fields` and
//! `events` read offers, `sites` finds links and decides what each is for. A role is told only where it leaves no
//! doubt; else the link speaks for itself.

mod events;
pub mod exports;
mod fields;
mod keys;
mod layout;
mod markup;
mod model;
pub mod names;
pub mod native;
mod network;
mod paths;
mod sites;
mod table;
pub mod words;

pub use model::{Event, Field, FieldMap, InMarkup, Offer, Offers, Piece, Site, Status, Unit, Window};

use crate::platform::Catalogue;
use crate::source::Document;

/// Reads the links and offers of a document.
#[must_use]
pub fn read<'d>(document: &'d Document<'d>, fields: &FieldMap, catalogue: &Catalogue) -> Offers<'d> {
    let layout = layout::Layout::of(document);
    let mut drafts = fields::read(&layout, catalogue);
    let mut reader = sites::Reader::of(&layout, catalogue, fields);
    let mut lost = Vec::new();
    for (offer, field) in std::mem::take(&mut reader.lost) {
        match offer {
            Some(offer) => drafts[offer as usize].offer.lost.push(field),
            None => lost.push(field),
        }
    }
    let sites = reader.settle(&mut drafts);
    for draft in &mut drafts {
        draft.offer.exported = layout.export.is_some();
    }
    let export = layout.export.and_then(|e| catalogue.named(e.platform));
    Offers { sites, offers: drafts.into_iter().map(|d| d.offer).collect(), export, lost }
}
