//! PopAds: upper-case macros in square brackets.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// PopAds.
pub const PLATFORM: Platform = Platform {
    id: "popads",
    name: "PopAds",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Square], ..Dialects::NONE },
        issued_click_id: &[fact("IMPRESSIONID", SEED)
            .note("the impression; no other id in the list tells one visit from the next")
            .unsure()],
        other: &[
            fact("BID", SEED).note("what the visit cost"),
            fact("WEBSITEID", SEED),
            fact("QUALITY", SEED),
            fact("CATEGORYID", SEED),
            fact("COUNTRY", SEED),
            fact("CAMPAIGNID", SEED),
        ],
        ..FiringFace::NONE
    },
    sources: &[Source { page: SEED, says: "the macros, as a tracker ships them" }],
    gaps: &["a macro called a click id", "the endpoint that takes conversions"],
    ..Platform::NONE
};
