//! Microsoft Advertising (Bing Ads): macros in braces whose case does not count, and `msclkid`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, Platform, PlatformKind, Role, Source, fact};

const PARAMETERS: &str = "https://help.ads.microsoft.com/#apex/3/en/56799/2";
const UPGRADED: &str =
    "https://learn.microsoft.com/en-us/advertising/guides/url-tracking-upgraded-urls?view=bingads-13";
const ADOBE: &str = "https://experienceleague.adobe.com/en/docs/advertising/search-social-commerce/tracking/click-tracking/click-tracking-components/click-tracking-formats/formats-click-tracking-microsoft";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";

const fn lodging(name: &'static str) -> Fact {
    fact(name, PARAMETERS).note("lodging campaigns")
}

/// Microsoft Advertising.
pub const PLATFORM: Platform = Platform {
    id: "microsoft-ads",
    name: "Microsoft Advertising",
    kind: PlatformKind::TrafficSource,
    aliases: &["microsoft", "bing", "bing-ads", "microsoft-advertising"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        any_case: Some(fact("names of macros", SURVEY)),
        issued_click_id: &[
            fact("msclkid", PARAMETERS).note("Microsoft appends it by itself where the account is set so")
        ],
        appended: &[fact("msclkid", PARAMETERS).note("where the account is set so")],
        other: &[
            fact("lpurl", PARAMETERS).note(
                "the final URL, in tracking templates; encoded where it is not at the start; +2 and +3 encode again",
            ),
            fact("unescapedlpurl", PARAMETERS).note("the final URL, not encoded"),
            fact("escapedlpurl", PARAMETERS).note("the final URL, encoded; +2 and +3 encode again"),
            fact("ignore", PARAMETERS).note("in final URLs only"),
            fact("_*", SURVEY).note("custom parameters, named by the account; in templates only"),
            fact("CampaignId", PARAMETERS),
            fact("Campaign", PARAMETERS).note("the campaign's name"),
            fact("AdGroupId", PARAMETERS).note("the asset group in Performance Max"),
            fact("AdGroup", PARAMETERS).note("the ad group's name"),
            fact("TargetId", PARAMETERS),
            fact("MatchType", PARAMETERS),
            fact("BidMatchType", PARAMETERS),
            fact("Network", PARAMETERS).note("o, s or a"),
            fact("Device", PARAMETERS).note("m, t or c"),
            fact("IfMobile", PARAMETERS).note("with the text to write: {IfMobile:1}"),
            fact("IfNotMobile", PARAMETERS),
            fact("IfSearch", PARAMETERS),
            fact("IfNative", PARAMETERS),
            fact("IfPLA", PARAMETERS),
            fact("AdId", PARAMETERS),
            fact("keyword", PARAMETERS).note("with a default: {keyword:none}"),
            fact("OrderItemId", PARAMETERS).note("the keyword, or the product group"),
            fact("param#", PARAMETERS).note("param1 to param3, with a default"),
            fact("QueryString", PARAMETERS).note("what was searched for"),
            fact("copy", PARAMETERS).note("destination URLs only"),
            fact("feeditemid", PARAMETERS),
            fact("adextensionid", ADOBE),
            fact("loc_physical_ms", PARAMETERS),
            fact("loc_interest_ms", PARAMETERS),
            fact("CriterionId", PARAMETERS).note("shopping campaigns"),
            fact("ProductId", PARAMETERS).note("shopping campaigns"),
            fact("product_channel", PARAMETERS).note("shopping campaigns"),
            fact("product_country", PARAMETERS).note("shopping campaigns"),
            fact("product_language", PARAMETERS).note("shopping campaigns"),
            fact("seller_name", PARAMETERS).note("shopping campaigns"),
            lodging("hotelcenter_id"),
            lodging("property_id"),
            lodging("hotel_partition_id"),
            lodging("hotel_adtype"),
            lodging("travel_start_day"),
            lodging("travel_start_month"),
            lodging("travel_start_year"),
            lodging("travel_end_day"),
            lodging("travel_end_month"),
            lodging("travel_end_year"),
            lodging("advanced_booking_window"),
            lodging("date_type"),
            lodging("number_of_adults"),
            lodging("price_displayed_total"),
            lodging("price_displayed_tax"),
            lodging("user_currency"),
            lodging("user_language"),
            lodging("adtype"),
            lodging("rate_rule_id"),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "{lpurl}?matchtype={matchtype}",
            source: PARAMETERS,
            note: "a tracking template; no click id: Microsoft appends msclkid",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://tracker.com?url={lpurl}&matchtype={matchtype}",
            source: PARAMETERS,
            note: "a tracking template with one redirect; no click id",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://pixel.everesttech.net/1234/cq?ev_sid=10&ev_ln={keyword}&ev_ltx={_evltx}&ev_lx={TargetId}&ev_crx={AdId}&ev_mt={MatchType}&ev_dvc={device}&ev_phy={loc_physical_ms}&ev_loc={loc_interest_ms}&ev_cx={CampaignId}&ev_ax={AdGroupId}&ev_ex={adextensionid}&ev_efid={msclkid}:G:s&url={lpurl}",
            source: ADOBE,
            note: "a tracking template with the click id",
        },
    ],
    sources: &[
        Source { page: PARAMETERS, says: "the macros, where each may stand, and what follows {lpurl}" },
        Source { page: UPGRADED, says: "tracking templates, custom parameters, final URL suffix" },
        Source { page: ADOBE, says: "a template with most macros" },
        Source { page: SURVEY, says: "case does not count; macros people use that Microsoft does not have" },
    ],
    ..Platform::NONE
};
