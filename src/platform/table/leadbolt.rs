//! Leadbolt: `[CLK_ID]` goes out and comes back in `clk_id`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// Leadbolt.
pub const PLATFORM: Platform = Platform {
    id: "leadbolt",
    name: "Leadbolt",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Square, Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("CLK_ID", SEED).note("in square brackets and capitals; usually put into CLK_ID")],
        other: &[
            fact("SITE_ID", SEED),
            fact("TRACK_ID", SEED),
            fact("AD_ID", SEED),
            fact("DEVICE_AD_ID", SEED).note("in braces"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("ad.leadbolt.net", SEED)],
        endpoints: &[Endpoint {
            path: "/conv",
            click_id: &[fact("clk_id", SEED).note("in lower case")],
            ..Endpoint::NONE
        }],
        documented: &[fact("track_id", SEED)],
        template: "http://ad.leadbolt.net/conv/?track_id={track_id}&clk_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://ad.leadbolt.net/conv/?track_id={var1}&clk_id={externalid}",
        source: SEED,
        note: "with Binom's macros",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
