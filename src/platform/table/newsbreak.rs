//! NewsBreak Ads: `__CALLBACK_PARAM__` goes out and comes back in `callback`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const DIRECTORY: &str = "public code, file 63389846903 (directory of ad networks with postback presets)";
const HUB: &str = "public code, file 70494908050 (platform table of a tracking hub)";

/// NewsBreak Ads.
pub const PLATFORM: Platform = Platform {
    id: "newsbreak",
    name: "NewsBreak Ads",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Dunder], ..Dialects::NONE },
        issued_click_id: &[fact("CALLBACK_PARAM", DIRECTORY).note("usually put into nb_click_id")],
        other: &[fact("CAMPAIGN_NAME", DIRECTORY), fact("FLIGHT_NAME", DIRECTORY), fact("CREATIVE_NAME", DIRECTORY)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("business.newsbreak.com", DIRECTORY)],
        endpoints: &[Endpoint {
            path: "/tracking/attribute",
            click_id: &[fact("callback", DIRECTORY)],
            required: &[required(fact("event_type", DIRECTORY)).advised()],
            ..Endpoint::NONE
        }],
        event: &[fact("event_type", DIRECTORY).note("a wrong one is taken without complaint")],
        payout: &[fact("nb_value", DIRECTORY)],
        template: "https://business.newsbreak.com/tracking/attribute?callback={click_id}&event_type={event_type}&nb_value={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://business.newsbreak.com/tracking/attribute?callback={click_id}&event_type=YOUR_EVENT_TYPE&nb_value={payout}",
        source: DIRECTORY,
        note: "the capitals stand for the event, the macros for those of the tracker",
    }],
    sources: &[
        Source { page: DIRECTORY, says: "link macro and endpoint; a wrong event_type is taken silently" },
        Source { page: HUB, says: "the same endpoint" },
    ],
    ..Platform::NONE
};
