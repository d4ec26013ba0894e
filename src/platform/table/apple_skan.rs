//! Apple's own install postbacks, SKAdNetwork and AdAttributionKit: JSON by POST, and no click id anywhere.

use crate::platform::{Fact, FiringFace, Platform, PlatformKind, Source, fact};

const FIELDS: &str =
    "https://apple-docs.everest.mt/docs/storekit/identifying-the-parameters-in-install-validation-postbacks/";
const VERIFYING: &str = "https://apple-docs.everest.mt/docs/storekit/verifying-an-install-validation-postback/";
const VERIFYING_V1: &str =
    "https://developer.apple.com/documentation/storekit/skadnetwork/verifying_an_install_validation_postback";
const KIT_FIELDS: &str =
    "https://apple-docs.everest.mt/docs/adattributionkit/identifying-the-parameters-in-a-postback/";

/// A field of AdAttributionKit's body.
const fn kit(name: &'static str) -> Fact {
    fact(name, KIT_FIELDS).note("AdAttributionKit")
}

/// Apple's SKAdNetwork and AdAttributionKit.
pub const PLATFORM: Platform = Platform {
    id: "apple-skan",
    name: "Apple SKAdNetwork and AdAttributionKit",
    kind: PlatformKind::OsPostback,
    aliases: &["skadnetwork", "skan", "adattributionkit", "aak"],
    // The names are fields of a JSON body, not macros: there are no delimiters.
    fires: FiringFace {
        event: &[
            fact("conversion-value", FIELDS).note("0 to 63"),
            fact("coarse-conversion-value", FIELDS).note("low, medium or high"),
        ],
        unique_id: &[
            fact("transaction-id", VERIFYING_V1).note("tells a postback from its repetition; it is not a click id")
        ],
        other: &[
            fact("version", FIELDS),
            fact("ad-network-id", FIELDS),
            fact("source-identifier", FIELDS).note("from version 4 on, 2 to 4 digits"),
            fact("campaign-id", FIELDS).note("versions 1 to 3"),
            fact("app-id", FIELDS),
            fact("source-app-id", FIELDS),
            fact("source-domain", FIELDS).note("version 4, ads on the web"),
            fact("redownload", FIELDS),
            fact("fidelity-type", FIELDS),
            fact("did-win", FIELDS),
            fact("attribution-signature", FIELDS),
            kit("jws-string"),
            kit("ad-interaction-type"),
            kit("country-code"),
        ],
        security: "Apple signs some of the fields, in an order that depends on the version, joined with U+2063; the conversion value is not among them.",
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: FIELDS, says: "names of the fields, by version" },
        Source {
            page: VERIFYING,
            says: "how to verify; answer 200, or the phone repeats up to nine times in nine days",
        },
        Source { page: VERIFYING_V1, says: "the body of version 1; transaction-id tells repetitions" },
        Source { page: KIT_FIELDS, says: "AdAttributionKit wraps the postback in jws-string" },
    ],
    gaps: &["there is no URL to lint: the phone posts JSON to the address the network registered"],
    ..Platform::NONE
};
