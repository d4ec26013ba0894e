//! Prodege Ads, formerly AdGate Media: the user comes back as `{s1}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str = "https://docs.prodegeads.com/postbacks/postback-information";
const WALLS: &str = "public code, files 65765315734 and 65786035569 (a reward app's offerwalls, after their pages)";

/// Prodege Ads.
pub const PLATFORM: Platform = Platform {
    id: "prodege",
    name: "Prodege Ads",
    kind: PlatformKind::Offerwall,
    aliases: &["prodegeads", "adgate", "adgate-media", "adgate-rewards"],
    link: LinkFace {
        hosts: &[fact("wall.adgaterewards.com", WALLS)],
        paths: &[fact("/{wall}/{user}", WALLS).note("the publisher's user stands in the path")],
        no_click_id: Some(fact("the wall", WALLS).note("the user stands in the path")),
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("s1", POSTBACK).note("the publisher's user")],
        event: &[fact("event_id", POSTBACK)
            .note("events that pay nothing are reported only if this is in the URL; payout is 0 then")],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("points", POSTBACK).note("what the user gets")],
        unique_id: &[fact("conversion_id", POSTBACK)],
        status: &[fact("state", POSTBACK)
            .note("approved, rejected or pending; reversals are reported only if this is in the URL")],
        other: &[fact("vc_title", POSTBACK).note("the offer"), fact("offer_name", WALLS)],
        security: "There is no hash: the receiver may allow AdGate's addresses and put a secret into the URL.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://yoururl.com/postback/?conversion_id={conversion_id}&user_id={s1}&point_value={points}&usd_value={payout}&offer_title={vc_title}",
        source: POSTBACK,
        note: "",
    }],
    sources: &[
        Source { page: POSTBACK, says: "macros, and what {state} and {event_id} switch on" },
        Source { page: WALLS, says: "AdGate Media is the former name; the wall; no hash" },
    ],
    ..Platform::NONE
};
