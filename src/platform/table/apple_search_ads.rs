//! Apple Search Ads: no tracking link and no macros; the app asks Apple which ad an install came from.

use crate::platform::{LinkFace, Platform, PlatformKind, Source, fact};

const ADJUST: &str = "https://help.adjust.com/en/article/how-apple-search-ads-attribution-works";
const BRANCH: &str = "https://help.branch.io/using-branch/docs/apple-search-ads";

/// Apple Search Ads.
pub const PLATFORM: Platform = Platform {
    id: "apple-search-ads",
    name: "Apple Search Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["apple-ads", "asa", "search-ads"],
    link: LinkFace {
        no_click_id: Some(fact("Apple Search Ads", ADJUST).note(
            "its ads have no tracking link: the app hands a token to its measurement partner, which asks Apple for the campaign",
        )),
        ..LinkFace::NONE
    },
    sources: &[
        Source { page: ADJUST, says: "no link; a token of the AdServices framework, valid for 24 hours" },
        Source { page: BRANCH, says: "an install that a server reports carries apple_attribution_token" },
    ],
    ..Platform::NONE
};
