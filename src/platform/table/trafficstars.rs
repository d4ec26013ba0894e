//! TrafficStars: `{click_id}` goes out and comes back as the last segment of the path.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TOKENS: &str = "https://support.trafficstars.com/advertising/tracking/what-are-the-available-dynamic-parameters";

/// TrafficStars.
pub const PLATFORM: Platform = Platform {
    id: "trafficstars",
    name: "TrafficStars",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("click_id", TOKENS)],
        other: &[
            fact("campaign", TOKENS),
            fact("campaign_id", TOKENS),
            fact("creative_id", TOKENS),
            fact("device_type", TOKENS),
            fact("device_type_id", TOKENS),
            fact("os", TOKENS),
            fact("os_id", TOKENS),
            fact("browser", TOKENS),
            fact("browser_id", TOKENS),
            fact("referrer", TOKENS),
            fact("site_id", TOKENS),
            fact("category", TOKENS),
            fact("category_id", TOKENS),
            fact("carrier", TOKENS),
            fact("carrier_id", TOKENS),
            fact("keywords", TOKENS),
            fact("geo", TOKENS),
            fact("region", TOKENS),
            fact("lang", TOKENS),
            fact("format_id", TOKENS),
            fact("format", TOKENS),
            fact("pricing_model", TOKENS),
            fact("cost", TOKENS).note("what was paid"),
            fact("price", TOKENS).note("the bid"),
            fact("ip", TOKENS),
            fact("site_host", TOKENS),
            fact("ecpc", TOKENS),
            fact("adspot_id", TOKENS),
            fact("adspot_name", TOKENS),
            fact("x", TOKENS).note("where a banner was clicked"),
            fact("y", TOKENS).note("where a banner was clicked"),
            fact("keyword", SEED).note("in one tracker's template; the page has keywords").unsure(),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("rotator.trafficstars.com", SEED)],
        endpoints: &[Endpoint { path: "/api/v1/cpa/action/{click_id}", ..Endpoint::NONE }],
        notes: &["The click id is the last segment of the path; no parameter carries it."],
        template: "http://rotator.trafficstars.com/api/v1/cpa/action/{click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::LandingPage,
            url: "https://www.test.com/?campid={campaign_id}&creative_id={creative_id}",
            source: TOKENS,
            note: "the page's address with the macros for its values",
        },
        Example {
            role: Role::Postback,
            url: "http://rotator.trafficstars.com/api/v1/cpa/action/{externalid}",
            source: SEED,
            note: "with Binom's macro",
        },
    ],
    sources: &[
        Source { page: TOKENS, says: "all tokens; the first parameter follows a ?, the others an &" },
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
    ],
    gaps: &["the host in use now"],
    ..Platform::NONE
};
