//! EroAdvertising: `[tracking]` goes out and comes back in `cid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// EroAdvertising.
pub const PLATFORM: Platform = Platform {
    id: "ero-advertising",
    name: "EroAdvertising",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Square], ..Dialects::NONE },
        issued_click_id: &[fact("tracking", SEED).note("usually put into cid")],
        other: &[
            fact("domainid", SEED),
            fact("country", SEED),
            fact("campaignid", SEED),
            fact("spaceid", SEED),
            fact("adid", SEED),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("tracker.ero-advertising.com", SEED)],
        endpoints: &[Endpoint { path: "/tracking/conv.php", click_id: &[fact("cid", SEED)], ..Endpoint::NONE }],
        template: "https://tracker.ero-advertising.com/tracking/conv.php?cid={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://tracker.ero-advertising.com/tracking/conv.php?cid={externalid}",
        source: SEED,
        note: "with Binom's macro",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    ..Platform::NONE
};
