//! Prodege Ads: the user comes back as `{s1}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Kind, Platform, Role, Source, fact};

const POSTBACK: &str = "https://docs.prodegeads.com/postbacks/postback-information";

/// Prodege Ads.
pub const PLATFORM: Platform = Platform {
    id: "prodege",
    name: "Prodege Ads",
    kind: Kind::Offerwall,
    aliases: &["prodegeads"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("s1", POSTBACK).note("the publisher's user")],
        event: &[fact("event_id", POSTBACK)
            .note("events that pay nothing are reported only if this is in the URL; payout is 0 then")],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("points", POSTBACK).note("what the user gets")],
        unique_id: &[fact("conversion_id", POSTBACK)],
        status: &[fact("state", POSTBACK).note("reversals are reported only if this is in the URL")],
        other: &[fact("vc_title", POSTBACK).note("the offer")],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://yoururl.com/postback/?conversion_id={conversion_id}&user_id={s1}&point_value={points}&usd_value={payout}&offer_title={vc_title}",
        source: POSTBACK,
        note: "",
    }],
    sources: &[Source { page: POSTBACK, says: "macros, and what {state} and {event_id} switch on" }],
    gaps: &["the parameter of a hash", "whether AdGate Media is the same system"],
    ..Platform::NONE
};
