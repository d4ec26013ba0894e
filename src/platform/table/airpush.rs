//! Airpush: macros between `%`, which look like percent-escapes.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// Airpush.
pub const PLATFORM: Platform = Platform {
    id: "airpush",
    name: "Airpush",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Percent], ..Dialects::NONE },
        issued_click_id: &[fact("guid", SEED).note("usually put into guid")],
        other: &[
            fact("dapp", SEED),
            fact("device", SEED).note("begins like the escape %de"),
            fact("campaignid", SEED).note("begins like the escape %ca"),
            fact("creativeid", SEED),
            fact("ip", SEED),
            fact("pubid", SEED),
            fact("carrier", SEED).note("begins like the escape %ca"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("api.airpush.com", SEED)],
        endpoints: &[Endpoint { path: "/track", click_id: &[fact("guid", SEED)], ..Endpoint::NONE }],
        template: "http://api.airpush.com/track/?guid={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://api.airpush.com/track/?guid={externalid}",
        source: SEED,
        note: "with Binom's macro",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
