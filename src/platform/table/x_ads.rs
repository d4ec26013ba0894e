//! X Ads (Twitter): no macros at all, and `twclid`, which X appends.

use crate::platform::{FiringFace, Platform, PlatformKind, Source, fact};

const TRACKING: &str =
    "https://business.x.com/en/help/campaign-measurement-and-analytics/conversion-tracking-for-websites";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";

/// X Ads.
pub const PLATFORM: Platform = Platform {
    id: "x-ads",
    name: "X Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["twitter", "twitter-ads"],
    fires: FiringFace {
        appended: &[fact("twclid", TRACKING)
            .note("X fills nothing else into a link: what an ad's link says of the campaign is written by hand")],
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: TRACKING, says: "twclid, which X's pixel takes from the link" },
        Source { page: SURVEY, says: "X has no macros for links" },
    ],
    ..Platform::NONE
};
