//! Monlix: macros in double braces, in camel case.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const POSTBACK: &str = "https://docs.monlix.com/docs/postback";

/// Monlix.
pub const PLATFORM: Platform = Platform {
    id: "monlix",
    name: "Monlix",
    kind: PlatformKind::Offerwall,
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]).complete(),
        returned_click_id: &[fact("userId", POSTBACK).note("the publisher's user")],
        sub: &[fact("subId", POSTBACK)],
        event: &[fact("taskName", POSTBACK)],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("rewardValue", POSTBACK).note("what the user gets")],
        currency: &[fact("rewardCurrency", POSTBACK).note("the app's own currency")],
        unique_id: &[fact("transactionId", POSTBACK)],
        status: &[fact("status", POSTBACK).note("1 valid, 2 reversed")],
        other: &[
            fact("userIp", POSTBACK),
            fact("countryCode", POSTBACK),
            fact("secretKey", POSTBACK).note("a shared secret, sent in clear"),
        ],
        complete: true,
        security: "A shared secret goes along as {{secretKey}}, in clear.",
        ..FiringFace::NONE
    },
    sources: &[Source { page: POSTBACK, says: "the list of everything Monlix sends" }],
    gaps: &["the form of the wall's URL"],
    ..Platform::NONE
};
