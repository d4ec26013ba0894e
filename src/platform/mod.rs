//! Floor 3: the systems of the field, as data.
//!
//! A [`Platform`] has up to three faces: the *link* it takes clicks on, the macros it *fires* in URLs it
//! builds, and the endpoints on which it *receives* postbacks. One file in `table/` describes one platform:
//! facts with their sources, no code. The [`Catalogue`] finds them again by host, by the shape of a link, by name.
//! Each face has one list of its kinds of facts ([`Side::kinds`]), which everything that shows or looks up facts walks.

mod catalogue;
mod domains;
mod faces;
mod fact;
mod facts;
mod handling;
mod hashing;
mod kind;
mod known;
mod legal;
mod names;
mod parameter;
mod role;
mod shape;
mod site;
pub mod table;

pub use catalogue::{Catalogue, HostHit};
pub use faces::{FiringFace, LinkFace, Network, Platform, ReceivingFace, Side};
pub use fact::{Fact, fact, find};
pub use facts::{Dialects, Endpoint, EndpointRole, FactKind, HostUse, NameOf, Value};
pub use handling::{
    DuplicateKey, Duplicates, InactiveOffer, PostbackOutcome, Response, Scope, counted, rejected, response, same,
};
pub use kind::{Example, PlatformKind, Source};
pub use known::KnownParams;
pub use legal::Legal;
pub use names::{MacroKind, any_alike, generic_kind, is_called, is_click_id_name, matches_name, nearest};
pub use parameter::{Choice, Required, ServerSide, Shape, Window, required};
pub use role::{Environment, Role, State};
pub use shape::{fits_host, fits_path, has_public_suffix, registrable_domain};
pub use site::Site;
