//! PaidBucksy: fires postbacks with macros in braces.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const GLOBAL: &str = "https://paidbucksy.com/documentation/postback-global";

/// PaidBucksy.
pub const PLATFORM: Platform = Platform {
    id: "paidbucksy",
    name: "PaidBucksy",
    kind: PlatformKind::Offerwall,
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("user_id", GLOBAL).note("the publisher's user")],
        event: &[fact("event_id", GLOBAL), fact("event_name", GLOBAL)],
        payout: &[fact("payout", GLOBAL).note("in dollars")],
        unique_id: &[fact("transaction_id", GLOBAL).note("the same again when the lead is rejected")],
        status: &[fact("status", GLOBAL).note("0 adds the reward, 1 takes it back")],
        other: &[
            fact("offer_id", GLOBAL),
            fact("offer_name", GLOBAL),
            fact("ip", GLOBAL),
            fact("signature", GLOBAL).note("an MD5 that proves who calls"),
        ],
        complete_in_postbacks: Some(fact("the page lists them all", GLOBAL)),
        ..FiringFace::NONE
    },
    sources: &[Source { page: GLOBAL, says: "ten macros of the global postback" }],
    contradictions: &["The page gives a rejection the status 1 in one place and 2 in another."],
    gaps: &["host and form of the link"],
    ..Platform::NONE
};
