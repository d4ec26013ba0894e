//! Revtoo: the user comes back as `{subId}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str = "https://docs.revtoo.com/s2s-postback";
const PARAMETERS: &str = "https://docs.revtoo.com/s2s-postback/postback-parameters";
const PANEL: &str = "public code, file 52472002700 (an admin panel's offerwall settings)";

/// Revtoo.
pub const PLATFORM: Platform = Platform {
    id: "revtoo",
    name: "Revtoo",
    kind: PlatformKind::Offerwall,
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("subId", POSTBACK).note("the publisher's user")],
        event: &[fact("offer_type", POSTBACK)],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("reward", POSTBACK).note("what the user gets")],
        currency: &[fact("reward_name", POSTBACK).note("the app's own currency")],
        unique_id: &[fact("transId", POSTBACK)],
        status: &[fact("status", POSTBACK)],
        other: &[
            fact("reward_value", PARAMETERS).note("the rate of exchange; the older page lists it"),
            fact("offer_name", POSTBACK),
            fact("userIp", POSTBACK),
            fact("country", POSTBACK),
            fact("debug", POSTBACK).note("marks a test"),
            fact("signature", POSTBACK),
        ],
        complete: true,
        security: "A signature goes along as {signature}.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://example.com/callbacks/revtoo.php?subId={subId}&transId={transId}&payout={payout}&reward={reward}&status={status}&userIp={userIp}&offer_name={offer_name}&debug={debug}&signature={signature}",
        source: POSTBACK,
        note: "",
    }],
    sources: &[
        Source { page: POSTBACK, says: "macros with GET; with POST every field is sent" },
        Source { page: PARAMETERS, says: "the whole table of parameters, and that macros are in braces" },
        Source { page: PANEL, says: "a live setting with {userid}" },
    ],
    contradictions: &["One live admin panel has {userid} where the page has {subId}."],
    gaps: &["the algorithm of the signature"],
    ..Platform::NONE
};
