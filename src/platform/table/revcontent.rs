//! RevContent: `{{widget_clickid}}` goes out and comes back in `rc_uuid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const DIRECTORY: &str = "public code, file 63389846903 (directory of ad networks with postback presets)";
const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// RevContent.
pub const PLATFORM: Platform = Platform {
    id: "revcontent",
    name: "RevContent",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::DoubleBrace, Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("widget_clickid", DIRECTORY).note("usually put into rc_uuid")],
        other: &[fact("widget_id", SEED), fact("adv_targets", SEED), fact("boost_id", SEED), fact("content_id", SEED)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("trends.revcontent.com", DIRECTORY)],
        endpoints: &[Endpoint {
            path: "/api/v1/conversion.php",
            click_id: &[fact("rc_uuid", DIRECTORY)],
            required: &[required(fact("api_key", DIRECTORY)).advised()],
            ..Endpoint::NONE
        }],
        payout: &[fact("amount", DIRECTORY).note("a whole number, not 0")],
        security: &[fact("api_key", DIRECTORY)],
        notes: &["A browser pixel beside the postback reports a conversion twice."],
        template: "https://trends.revcontent.com/api/v1/conversion.php?api_key={api_key}&rc_uuid={click_id}&amount={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://trends.revcontent.com/api/v1/conversion.php?api_key=YOUR_API_KEY&rc_uuid={click_id}&amount={payout}",
        source: DIRECTORY,
        note: "the capitals stand for the key, the macros for those of the tracker",
    }],
    sources: &[
        Source { page: DIRECTORY, says: "link macro, endpoint, rules about the amount" },
        Source { page: SEED, says: "older macros, in single braces" },
    ],
    ..Platform::NONE
};
