//! MobFox: its macros are bare upper-case words without delimiters.

use crate::platform::{Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// MobFox.
pub const PLATFORM: Platform = Platform {
    id: "mobfox",
    name: "MobFox",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        other: &[
            fact("MFOXCLICKID", SEED).note("the click id; bare, without delimiters; usually put into cid"),
            fact("MFOXPUBID", SEED).note("bare, without delimiters"),
            fact("MFOXUDID", SEED).note("bare, without delimiters"),
            fact("MFOXIFA", SEED).note("bare, without delimiters"),
            fact("MFOXCAID", SEED).note("bare, without delimiters"),
            fact("MFOXAGID", SEED).note("bare, without delimiters"),
            fact("MFOXADID", SEED).note("bare, without delimiters"),
            fact("MFOXGAID", SEED).note("bare, without delimiters"),
            fact("MFOXTSTAMP", SEED).note("bare, without delimiters"),
            fact("RANDOMNR", SEED).note("bare, without delimiters"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("my.mobfox.com", SEED)],
        endpoints: &[Endpoint { path: "/conversion.track.php", click_id: &[fact("click_id", SEED)], ..Endpoint::NONE }],
        documented: &[fact("account_id", SEED)],
        template: "http://my.mobfox.com/conversion.track.php?account_id={account}&click_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://my.mobfox.com/conversion.track.php?account_id=REPLACE&click_id={externalid}",
        source: SEED,
        note: "to be completed: the capitals stand for values of the account; with Binom's macro",
    }],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: TEMPLATES, says: "the same" },
    ],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
