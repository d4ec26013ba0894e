//! PopCash: macros between `%`, which look like percent-escapes.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// PopCash.
pub const PLATFORM: Platform = Platform {
    id: "popcash",
    name: "PopCash",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Percent], ..Dialects::NONE },
        other: &[
            fact("siteid", SEED),
            fact("operatingsystem", SEED),
            fact("category", SEED),
            fact("cc", SEED).note("the country; reads like the escape %cc"),
        ],
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: SEED, says: "the macros, as a tracker ships them; none is a click id" },
        Source { page: TEMPLATES, says: "%cc%" },
    ],
    gaps: &["a macro for the click id", "the endpoint that takes conversions"],
    ..Platform::NONE
};
