//! Trafficvance: `{token}` goes out and comes back in `token`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const BINOM_API: &str =
    "github:pavelraiden/binom-api-encyclopedia docs/examples/responses/traffic_source_templates.json";

/// Trafficvance.
pub const PLATFORM: Platform = Platform {
    id: "trafficvance",
    name: "Trafficvance",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("token", SEED).note("usually put into cid")],
        other: &[fact("keyword", SEED)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("tracking.trafficvance.com", SEED)],
        endpoints: &[Endpoint { path: "/", click_id: &[fact("token", SEED)], ..Endpoint::NONE }],
        payout: &[fact("value", SEED)],
        documented: &[fact("id", SEED)],
        template: "https://tracking.trafficvance.com/?id={id}&value={payout}&token={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://tracking.trafficvance.com/?id=REPLACE&amp;value={payout}&token={externalid}",
        source: SEED,
        note: "broken at its source: &amp; before value; with Binom's macros",
    }],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: BINOM_API, says: "the same template, with the same damage" },
    ],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
