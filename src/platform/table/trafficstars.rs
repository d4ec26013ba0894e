//! TrafficStars: `{click_id}` goes out and comes back as the last segment of the path.

use crate::link::Dialect;
use crate::platform::{Dialects, Endpoint, Example, FiringFace, Kind, Platform, ReceivingFace, Role, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// TrafficStars.
pub const PLATFORM: Platform = Platform {
    id: "trafficstars",
    name: "TrafficStars",
    kind: Kind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("click_id", SEED).note("by custom put into click_id")],
        other: &[
            fact("price", SEED).note("what the click cost"),
            fact("site_id", SEED),
            fact("creative_id", SEED),
            fact("campaign_id", SEED),
            fact("keyword", SEED),
            fact("geo", SEED),
            fact("ip", SEED),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("rotator.trafficstars.com", SEED)],
        endpoints: &[Endpoint { path: "/api/v1/cpa/action/{click_id}", ..Endpoint::NONE }],
        notes: &["The click id is the last segment of the path; no parameter carries it."],
        template: "http://rotator.trafficstars.com/api/v1/cpa/action/{click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://rotator.trafficstars.com/api/v1/cpa/action/{externalid}",
        source: SEED,
        note: "with Binom's macro",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    gaps: &["TrafficStars' own page", "the host in use now"],
    ..Platform::NONE
};
