//! SelfAdvertiser: macros between `@@`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// SelfAdvertiser.
pub const PLATFORM: Platform = Platform {
    id: "selfadvertiser",
    name: "SelfAdvertiser",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::DoubleAt], ..Dialects::NONE },
        issued_click_id: &[fact("CLICK-ID", SEED).note("usually put into subid")],
        other: &[fact("SOURCE", SEED), fact("CAMPAIGN-KEYWORD", SEED)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("clkpback3.com", SEED)
            .note("the name does not say whose host it is, and one file only has it")
            .unsure()],
        endpoints: &[Endpoint { path: "/adServe/ssapixel", click_id: &[fact("subid", SEED)], ..Endpoint::NONE }],
        payout: &[fact("price", SEED)],
        template: "http://clkpback3.com/adServe/ssapixel?subid={click_id}&price={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://clkpback3.com/adServe/ssapixel?subid={externalid}&price={payout}",
        source: SEED,
        note: "with Binom's macros",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    gaps: &["the host in use now"],
    ..Platform::NONE
};
