//! Meta Ads (Facebook, Instagram): eight macros in double braces, and `fbclid`, which Meta appends.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const URL_TAGS: &str =
    "https://developers.facebook.com/documentation/ads-commerce/instagram/ads-api/guides/url-tags-for-tracking";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const FBC: &str = "https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc/";
const REVENUECAT: &str = "https://www.revenuecat.com/guides/web-to-app-funnels/paid-tools";
const ADLOOP: &str = "https://github.com/CommandersAct/Adloop-Documentation/blob/master/a.-Meta---URL-templates-for-Facebook-Ads-Campaigns.md";

/// Meta Ads.
pub const PLATFORM: Platform = Platform {
    id: "meta-ads",
    name: "Meta Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["meta", "facebook", "facebook-ads", "instagram", "instagram-ads", "fb"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]).complete(),
        appended: &[fact("fbclid", FBC).note("case counts in its value")],
        other: &[
            fact("campaign.id", URL_TAGS),
            fact("campaign.name", URL_TAGS).note("the name at the time the ad was first published"),
            fact("adset.id", URL_TAGS),
            fact("adset.name", URL_TAGS).note("the name at the time the ad was first published"),
            fact("ad.id", URL_TAGS),
            fact("ad.name", URL_TAGS).note("the name at the time the ad was first published"),
            fact("placement", SURVEY),
            fact("site_source_name", SURVEY).note("fb, ig, msg, an or th"),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Fragment,
            url: "utm_source=fb&ad_name={{ad.name}}",
            source: URL_TAGS,
            note: "URL parameters: appended to the ad's link, without `?`",
        },
        Example {
            role: Role::LandingPage,
            url: "https://signup.cat/LINK_ID/?utm_source={{site_source_name}}&utm_medium=paid_social&utm_campaign={{campaign.name}}&utm_term={{adset.name}}&utm_content={{ad.name}}&campaign_id={{campaign.id}}&adset_id={{adset.id}}&ad_id={{ad.id}}&placement={{placement}}",
            source: REVENUECAT,
            note: "to be completed: LINK_ID is a blank",
        },
        Example {
            role: Role::LandingPage,
            url: "https://example.com/?fbclid=IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk",
            source: FBC,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: URL_TAGS, says: "url_tags, and six of the macros; names are those of the first publication" },
        Source { page: SURVEY, says: "all eight macros, and several that people use and Meta does not have" },
        Source { page: FBC, says: "fbclid is appended by Meta; its case must not change" },
        Source { page: REVENUECAT, says: "a landing page with all eight macros" },
        Source { page: ADLOOP, says: "macros joined by | in one value" },
    ],
    ..Platform::NONE
};
