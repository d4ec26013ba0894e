//! HitPath: only the amount of a sale, `ate`, is known.

use crate::platform::{Platform, PlatformKind, ReceivingFace, Source, fact};

const VARIABLE_PAY: &str = "https://hitpath.com/articles/variable-pay-revshare";
const PIXEL_LOG: &str = "https://hitpath.com/articles/pixel-log";

/// HitPath.
pub const PLATFORM: Platform = Platform {
    id: "hitpath",
    name: "HitPath",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["hit-path"],
    receives: ReceivingFace {
        payout: &[fact("ate", VARIABLE_PAY).note("amount to earn: what the advertiser pays; may be an encrypted code")],
        notes: &[
            "ate overrides every amount set in the system.",
            "A conversion is found by its hit id, from the pixel or from a cookie.",
        ],
        ..ReceivingFace::NONE
    },
    sources: &[
        Source { page: VARIABLE_PAY, says: "ate= carries the amount to earn" },
        Source { page: PIXEL_LOG, says: "hit id and transaction id of a postback; cookies as the other way" },
    ],
    gaps: &["paths of links and pixels", "the parameter of the hit id", "macros"],
    ..Platform::NONE
};
