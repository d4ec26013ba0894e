//! MGID: `{click_id}` goes out and comes back in `c`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const SETUP: &str = "https://help.mgid.com/postback-setup";
const MACROS: &str = "https://help.mgid.com/macros.-setting-up-non-standard-markup-for-links-to-track-traffic";
const BINOM: &str = "https://help.mgid.com/binom.org-tracker-integration";
const OLD: &str = "https://help.mgid.com/postback-setting-algorithm-in-mgid-dashboard/";
const ADJUST: &str = "https://help.mgid.com/postback-setting-algorithm-mgid-and-adjust";
const DIRECTORY: &str = "public code, file 63389846903 (directory of ad networks with postback presets)";
const HUB: &str = "public code, file 70494908050 (platform table of a tracking hub)";
const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// MGID.
pub const PLATFORM: Platform = Platform {
    id: "mgid",
    name: "MGID",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("click_id", MACROS).note("the name of the parameter is up to the tracker")],
        other: &[
            fact("widget_id", MACROS).note("the site"),
            fact("teaser_id", MACROS).note("the ad"),
            fact("title", MACROS),
            fact("campaign_id", MACROS),
            fact("category_id", MACROS),
            fact("user_id", MACROS),
            fact("geo", MACROS),
            fact("geo_region", MACROS),
            fact("click_price", MACROS).note("what the click cost"),
            fact("ifa", MACROS).note("the device"),
            fact("price_range", MACROS).note("of the phone"),
            fact("gdpr", MACROS),
            fact("gdpr_consent", MACROS),
            fact("referrer", MACROS),
            fact("source", MACROS),
            fact("source_id", MACROS),
            fact("price", SEED).note("in one tracker's template; the page has click_price").unsure(),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("a.mgid.com", OLD)],
        endpoints: &[
            Endpoint {
                path: "/postback",
                click_id: &[fact("c", OLD)],
                required: &[required(fact("e", OLD).note("the event")).advised()],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/postback/{postback}",
                click_id: &[fact("c", DIRECTORY)],
                required: &[required(fact("e", DIRECTORY).note("the event")).advised()],
                ..Endpoint::NONE
            },
        ],
        event: &[fact("e", OLD)
            .note("the name set in the campaign: Latin letters and digits, best with a number that makes it unique")],
        payout: &[fact("r", OLD).note("a plain number, in the currency of the account")],
        notes: &[
            "Where the path has a third part, it is the credential.",
            "A campaign takes up to three goals.",
            "Inside an Adjust callback the postback must be percent-encoded.",
        ],
        template: "https://a.mgid.com/postback?c={click_id}&e={event}&r={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://a.mgid.com/postback?c={externalid}&e={cnv_status}123456&r={payout}",
            source: BINOM,
            note: "with Binom's macros; the number stands for the campaign",
        },
        Example {
            role: Role::Postback,
            url: "https://a.mgid.com/postback/YOUR_POSTBACK_ID?c={click_id}&e={event}&r={payout}",
            source: DIRECTORY,
            note: "the capitals stand for the credential, the macros for those of the tracker",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://app.adjust.com/APP_Token?click_id={click_id}&campaign_id={campaign_id}&creative_id={teaser_id}&publisher_id={widget_id)&install_callback=https%3A%2F%2Fa.mgid.com%2Fpostback%3Fc%3D{click_id}%26e%3Dlead",
            source: ADJUST,
            note: "broken at its source: {widget_id) ends in the wrong bracket",
        },
    ],
    sources: &[
        Source { page: SETUP, says: "{click_id} is needed on the link; three goals a campaign" },
        Source { page: MACROS, says: "the macros of links" },
        Source { page: OLD, says: "c, e and r" },
        Source { page: BINOM, says: "how Binom sends them" },
        Source { page: ADJUST, says: "the postback as an encoded callback" },
        Source { page: DIRECTORY, says: "the form with a credential in the path" },
        Source { page: HUB, says: "the form without it; goals belong to one account" },
        Source { page: SEED, says: "{widget_id}, {teaser_id}" },
    ],
    gaps: &["answers of the endpoint"],
    ..Platform::NONE
};
