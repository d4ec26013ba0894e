//! Reddit Ads: macros in double braces and capitals.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CAMPAIGN: &str = "https://advertising.reddithelp.com/en/categories/creating-ads/how-build-campaign";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const SOURCELOOP: &str = "https://sourceloop.ai/help/click-ids-explained/";

/// Reddit Ads.
pub const PLATFORM: Platform = Platform {
    id: "reddit-ads",
    name: "Reddit Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["reddit"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]).complete(),
        issued_click_id: &[fact("CLICK_ID", SURVEY)],
        appended: &[fact("rdt_cid", SOURCELOOP)],
        other: &[
            fact("CAMPAIGN_ID", SURVEY),
            fact("ADGROUP_ID", SURVEY),
            fact("ADGROUP_NAME", SURVEY),
            fact("AD_ID", SURVEY),
            fact("AD_NAME", SURVEY),
            fact("POST_ID", SURVEY),
            fact("ADVERTISER_ID", SURVEY),
            fact("ADVERTISING_ID", SURVEY).note("IDFA or Google advertising id"),
            fact("COUNTRY", SURVEY),
            fact("OS", SURVEY),
            fact("PLATFORM", SURVEY),
            fact("CACHEBUSTER", SURVEY).note("a time in seconds"),
            fact("HEIGHT", SURVEY),
            fact("WIDTH", SURVEY),
            fact("DEVICE_OPT_OUT", SURVEY),
            fact("DEVICE_TYPE", SURVEY).unsure(),
            fact("DEVICE_GROUP", SURVEY).unsure(),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Fragment,
        url: "campaign={{CAMPAIGN_ID}}&adgroup={{ADGROUP_ID}}",
        source: SURVEY,
        note: "in the form name={{MACRO}}, joined by &",
    }],
    sources: &[
        Source { page: SURVEY, says: "the macros, in capitals: case counts; there is none for the campaign's name" },
        Source { page: CAMPAIGN, says: "the page that the survey was made from" },
        Source { page: SOURCELOOP, says: "rdt_cid" },
    ],
    gaps: &["the spelling of some macros"],
    ..Platform::NONE
};
