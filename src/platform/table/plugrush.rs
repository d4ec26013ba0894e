//! PlugRush: macros in braces that begin with a dollar sign.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// PlugRush.
pub const PLATFORM: Platform = Platform {
    id: "plugrush",
    name: "PlugRush",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::BraceDollar], ..Dialects::NONE },
        other: &[
            fact("cpv", SEED).note("what the visit cost"),
            fact("domain", SEED),
            fact("mobile_os", SEED),
            fact("id", SEED).note("not said of what").unsure(),
            fact("campaign_id", SEED),
            fact("banner_id", SEED),
        ],
        ..FiringFace::NONE
    },
    sources: &[Source { page: SEED, says: "the macros, as a tracker ships them; none is a click id" }],
    gaps: &["a macro for the click id", "the endpoint that takes conversions"],
    ..Platform::NONE
};
