//! Token, signature and address.

use crate::log::hit::{Hit, LocatedReason};
use crate::log::offers::{self, OfferPlace, Token};
use crate::log::scene::RequestView;
use crate::log::setup::LogSetup;
use crate::log::value::received;
use crate::log::verdict::{Reason, Verdict};
use std::net::IpAddr;

/// Token, signature and address.
pub fn secret(
    setup: &LogSetup,
    hit: &Hit,
    scene: &RequestView,
    (address, hidden): (Option<IpAddr>, bool),
    open: &mut Option<LocatedReason>,
) -> Option<LocatedReason> {
    let offers = setup.offers;
    // What all offers ask for says nothing of one that is not among them.
    if scene.offer.is_none() && hit.offer.is_some() {
        return None;
    }
    let token = scene.offer.map_or_else(|| offers.common_token(), |o| o.token.as_ref());
    if let Some(token) = token {
        let wrong = |reason| Some(LocatedReason::new(Verdict::Unauthorised, reason));
        match carried(token, scene) {
            Carried::Value(value) if value != token.value => return wrong(Reason::TokenDiffers),
            Carried::Nothing => return wrong(Reason::TokenMissing),
            Carried::Value(_) | Carried::Unknown => {}
        }
    }
    let allowed = scene.offer.map_or_else(|| offers.common_allowed().unwrap_or_default(), |o| &o.allowed);
    let address = address.filter(|_| !allowed.is_empty())?;
    if hidden {
        open.get_or_insert(LocatedReason::new(Verdict::NotJudged, Reason::Proxy));
        return None;
    }
    let listed = allowed.iter().any(|range| range.has(address));
    (!listed).then(|| LocatedReason::new(Verdict::Unauthorised, Reason::Address).naming(Some(address.to_string())))
}

/// What a request carries where a token should be.
pub enum Carried {
    /// This.
    Value(String),
    /// Nothing.
    Nothing,
    /// Nobody knows where to look.
    Unknown,
}

/// What a request carries where the token should be.
pub fn carried(token: &Token, scene: &RequestView) -> Carried {
    let link = &scene.link;
    let by_name = |name: &str| link.param(name).map(|p| received(link.value(p)).into_owned());
    match &token.place {
        OfferPlace::Param(name) => by_name(name).filter(|v| !v.is_empty()).map_or(Carried::Nothing, Carried::Value),
        OfferPlace::Segment(at) => {
            offers::segments(scene.path).nth(*at).map_or(Carried::Nothing, |s| Carried::Value(s.to_owned()))
        }
        OfferPlace::Unknown => {
            let documented = scene.reader.platform.into_iter().flat_map(|p| p.receives.security).map(|f| f.name);
            let found = documented.clone().chain(offers::usual_token_names().iter().copied()).find_map(by_name);
            match found {
                Some(value) => Carried::Value(value),
                None if documented.count() > 0 => Carried::Nothing,
                None => Carried::Unknown,
            }
        }
    }
}
