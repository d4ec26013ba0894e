//! Tapjoy, now Unity Offerwall: appends fixed parameters and fills no macros.

use crate::platform::{Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const UNITY: &str = "https://docs.unity.com/en-us/grow/offerwall/monetization/virtual-currency/self-managed-currency";
const OLD: &str = "https://dev.tapjoy.com/en/support/Self-Managed-Currency";
const CODE: &str = "public code, files 69495918395, 57761113674 and 70876078560 (receivers of Tapjoy's callback)";

/// Tapjoy, now Unity Offerwall.
pub const PLATFORM: Platform = Platform {
    id: "tapjoy",
    name: "Tapjoy",
    kind: PlatformKind::Offerwall,
    aliases: &["Unity Offerwall"],
    fires: FiringFace {
        other: &[
            fact("snuid", UNITY).note("a fixed parameter, not a macro: the publisher's user"),
            fact("currency", UNITY).note("a fixed parameter: the amount the user gets"),
            fact("mac_address", UNITY).note("a fixed parameter"),
            fact("verifier", UNITY)
                .note("a fixed parameter: MD5 of id, snuid, currency and the secret, joined by colons"),
            fact("id", CODE).note("a fixed parameter: the transaction"),
        ],
        security: "verifier is the MD5 of `id:snuid:currency:secret`; answer 403 where it differs.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "http://www.sampledoman.com/payments/offers/tapjoy?&snuid=42&currency=50&mac_address=00-16-41-34-2C-A6",
            source: UNITY,
            note: "as it is fired; ?& is how the vendor prints it",
        },
        Example {
            role: Role::Postback,
            url: "http://www.sampledoman.com/payments/offers/tapjoy?&amp;snuid=42&amp;currency=50&amp;mac\\_address=00-16-41-34-2C-A6",
            source: OLD,
            note: "broken at its source: HTML entities and a Markdown backslash",
        },
    ],
    sources: &[
        Source {
            page: UNITY,
            says: "parameters; 200 or 403 ends it, anything else or more than 5 seconds is tried again every 5 minutes for up to 4 days",
        },
        Source { page: CODE, says: "id, and the formula of verifier" },
        Source { page: OLD, says: "the older page, its sample damaged" },
    ],
    contradictions: &["One rendering of the page turns &currency into a currency sign."],
    gaps: &["whether custom parameters may hold macros"],
    ..Platform::NONE
};
