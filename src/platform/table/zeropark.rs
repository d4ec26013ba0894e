//! Zeropark: `{cid}` goes out and comes back in `cid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";
const SOLD: &str = "https://doc.zeropark.com/article/sold-postback-url";

/// Zeropark.
pub const PLATFORM: Platform = Platform {
    id: "zeropark",
    name: "Zeropark",
    kind: PlatformKind::TrafficSource,
    link: LinkFace {
        click_id: &[fact("extclickid", SOLD).note("in requests of publishers who sell visits")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[
            fact("cid", SEED).note("usually put into cid"),
            fact("visitid", SOLD).note("to publishers: the visit, a UUID"),
        ],
        returned_click_id: &[fact("extclickid", SOLD).note("to publishers: their own click id")],
        payout: &[fact("payout", SOLD).note("to publishers")],
        time: &[fact("visittimestamp", SOLD).note("to publishers")],
        other: &[
            fact("target", SEED),
            fact("campaign_id", SEED),
            fact("long_campaign_id", SEED),
            fact("geo", SEED),
            fact("keyword", SEED),
            fact("match", SEED),
            fact("source", SEED),
            fact("campaign_name", SEED),
            fact("carrier", SEED),
            fact("traffic_type", SEED),
            fact("visitor_type", SEED),
            fact("target_url", SEED),
            fact("advertiserId", SOLD).note("to publishers"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("postback.zeroredirect1.com", SEED)],
        endpoints: &[Endpoint { path: "/zppostback/{account}", click_id: &[fact("cid", SEED)], ..Endpoint::NONE }],
        payout: &[fact("payout", SEED)],
        notes: &["The path names the account, by a UUID."],
        template: "http://postback.zeroredirect1.com/zppostback/{account}?cid={click_id}&payout={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://postback.zeroredirect1.com/zppostback/XXXXXX-XXXX-XXXX-XXXX-XXXXXX?cid={externalid}&payout={payout}",
        source: SEED,
        note: "to be completed: the capitals stand for values of the account; with Binom's macros",
    }],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: TEMPLATES, says: "the same endpoint" },
        Source { page: SOLD, says: "postbacks to publishers about visits sold" },
    ],
    gaps: &["whether the host takes https"],
    ..Platform::NONE
};
