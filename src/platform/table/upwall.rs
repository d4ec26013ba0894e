//! Upwall: the user goes in as `userid` and comes back as `{userid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const POSTBACK: &str = "https://docs.upwall.net/overview/postback";
const WALL: &str = "public code, files 71156007813 and 52302452327 (reward sites' addresses of the wall)";

/// Upwall.
pub const PLATFORM: Platform = Platform {
    id: "upwall",
    name: "Upwall",
    kind: PlatformKind::Offerwall,
    link: LinkFace {
        hosts: &[fact("offerwall.upwall.net", WALL)],
        paths: &[fact("/", WALL)],
        click_id: &[fact("userid", WALL).note("the user")],
        required: &[required(fact("app_id", WALL)).advised()],
        template: "https://offerwall.upwall.net/?app_id={app}&userid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("userid", POSTBACK).note("the publisher's user")],
        payout: &[fact("payout", POSTBACK).note("in dollars; negative where a lead is taken back")],
        revenue: &[fact("user_amount", POSTBACK).note("what the user gets")],
        time: &[fact("date", POSTBACK)],
        unique_id: &[fact("transactionID", POSTBACK)],
        other: &[
            fact("app_name", POSTBACK),
            fact("password", POSTBACK).note("the postback's own, set in the dashboard"),
            fact("offer_name", POSTBACK),
            fact("offer_id", POSTBACK),
            fact("ip_address", POSTBACK).note("0.0.0.0 where it is not known"),
            fact("currency_name", POSTBACK).note("the wall's virtual currency"),
        ],
        complete_in_postbacks: Some(fact("the page lists them all", POSTBACK)),
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://offerwall.upwall.net/?app_id=6233-0982-3969-4c17&userid={userId}",
        source: WALL,
        note: "the braces are the publisher's own blank",
    }],
    sources: &[
        Source { page: POSTBACK, says: "eleven macros of the postback" },
        Source { page: WALL, says: "the wall: app_id and userid" },
    ],
    ..Platform::NONE
};
