//! Pinterest Ads: macros in single braces.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const TRACKING: &str = "https://help.pinterest.com/en/business/article/third-party-and-dynamic-tracking";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const DATAFLY: &str = "https://docs.dataflysignal.com/identity/click-ids";

/// Pinterest Ads.
pub const PLATFORM: Platform = Platform {
    id: "pinterest-ads",
    name: "Pinterest Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["pinterest"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        appended: &[fact("epik", DATAFLY), fact("pp", SURVEY).note("0 or 1: no click id")],
        time: &[fact("timestamp", SURVEY), fact("click_timestamp", SURVEY)],
        other: &[
            fact("campaignid", SURVEY),
            fact("campaign_id", SURVEY),
            fact("campaign_name", SURVEY),
            fact("campaignname", SURVEY),
            fact("adgroupid", SURVEY),
            fact("ad_group_id", SURVEY),
            fact("adgroupname", SURVEY),
            fact("ad_group_name", SURVEY),
            fact("adid", SURVEY),
            fact("ad_id", SURVEY),
            fact("creativeid", SURVEY),
            fact("creative_id", SURVEY),
            fact("creative_name", SURVEY),
            fact("itemid", SURVEY),
            fact("item_id", SURVEY),
            fact("insertionid", SURVEY),
            fact("insertion_id", SURVEY),
            fact("device", SURVEY).note("t, c or m"),
            fact("device_platform", SURVEY),
            fact("publisher", SURVEY),
            fact("product_name", SURVEY).note("shopping campaigns"),
            fact("product_id", SURVEY).note("shopping campaigns"),
            fact("product_partition_id", SURVEY).note("shopping campaigns"),
            fact("promoted_product_group_id", SURVEY).note("shopping campaigns"),
            fact("lpurl", SURVEY).note("shopping campaigns: the product's page"),
            fact("unescapedlpurl", SURVEY).note("shopping campaigns: the product's page, not encoded"),
            fact("organic_url", SURVEY).note("collections: the pin's page"),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Fragment,
        url: "{organic_url}?campaignid={campaignid}",
        source: SURVEY,
        note: "the page of a collection's second creative",
    }],
    sources: &[
        Source { page: SURVEY, says: "the macros of Pinterest's page, by kind of ad; {keyword} is not supported" },
        Source { page: TRACKING, says: "the page that the survey was made from" },
        Source { page: DATAFLY, says: "epik" },
    ],
    ..Platform::NONE
};
