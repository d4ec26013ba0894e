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
mod key_numbers;
mod layout;
mod markup;
mod meaning;
mod model;
pub mod names;
pub mod native;
mod network;
mod numbered;
mod offers;
mod paths;
mod sites;
mod table;
pub mod words;

pub use model::{
    ALONE, EachPart, Event, Field, FieldMap, InMarkup, InText, Offer, Site, Spread, Status, TextPart, Unit, Window,
};
pub use numbered::of_number;
pub use offers::{Offers, read};
