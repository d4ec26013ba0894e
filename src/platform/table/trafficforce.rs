//! TrafficForce: `{CLICK_ID}` in capitals beside macros in lower case.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const PING: &str =
    "https://trafficforce.zendesk.com/hc/en-us/articles/360025500034-What-is-a-postback-ping-and-why-do-we-need-it-";

/// TrafficForce.
pub const PLATFORM: Platform = Platform {
    id: "trafficforce",
    name: "TrafficForce",
    kind: PlatformKind::TrafficSource,
    aliases: &["Traffic Force"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("CLICK_ID", SEED).note("in capitals; usually put into cid")],
        payout: &[fact("PROFIT", PING).note("in postback pings: the income of the conversion")],
        other: &[
            fact("site_name", SEED),
            fact("channel_id", SEED),
            fact("campaign_id", SEED),
            fact("v_country", SEED),
            fact("CAMPAIGN", PING).note("in postback pings"),
            fact("GROUP", PING).note("in postback pings"),
            fact("AD", PING).note("in postback pings"),
            fact("SITE", PING).note("in postback pings"),
            fact("CHANNEL", PING).note("in postback pings"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("delivery.trafficforce.com", SEED)],
        endpoints: &[Endpoint { path: "/conv.php", click_id: &[fact("click_id", SEED)], ..Endpoint::NONE }],
        template: "http://delivery.trafficforce.com/conv.php?click_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "http://delivery.trafficforce.com/conv.php?click_id={externalid}",
            source: SEED,
            note: "with Binom's macro",
        },
        Example {
            role: Role::Postback,
            url: "http://my-site.com/conversions?camp = {CAMPAIGN} & group = {GROUP} & ad = {AD}",
            source: PING,
            note: "broken at its source: spaces round every = and &; no click id",
        },
    ],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: PING, says: "pings that TrafficForce sends on conversions, and their macros" },
    ],
    gaps: &["a click id macro for pings"],
    ..Platform::NONE
};
