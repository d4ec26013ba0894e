//! Google Ads: fills ValueTrack macros in templates, and appends its own click ids to the landing page.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, Platform, PlatformKind, Role, Source, fact};

const VALUETRACK: &str = "https://support.google.com/google-ads/answer/6305348";
const MAPPING: &str = "https://developers.google.com/google-ads/api/docs/reporting/valuetrack-mapping";
const PMAX: &str = "https://developers.google.com/google-ads/api/performance-max/valuetrack";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const GAD: &str = "https://support.google.com/google-ads/answer/13327296?hl=en&ref_topic=10557216";
const GAD_ALL: &str = "https://support.google.com/google-ads/answer/16193746";
const GBRAID: &str = "https://support.google.com/google-ads/answer/16297842?hl=en-GB&ref_topic=24937";
const TEMPLATE: &str = "https://gist.github.com/underdown/37586432191a006384baf688f8a1b2dd";
const CUSTOM: &str = "https://blog.adnabu.com/conversion-tracking/url-parameters/";
const TRACKIER: &str = "https://help.trackier.com/en/articles/10315375-faq-s-on-google-ads-issues";
const CODE: &str = "public code, files 10647706181 and 12633576558 (Google's API samples with {escapedlpurl})";

const fn hotel(name: &'static str) -> Fact {
    fact(name, SURVEY).note("hotel campaigns")
}

const fn shopping(name: &'static str) -> Fact {
    fact(name, SURVEY).note("shopping campaigns")
}

/// Google Ads.
pub const PLATFORM: Platform = Platform {
    id: "google-ads",
    name: "Google Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["google", "adwords", "google-adwords", "valuetrack"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("gclid", VALUETRACK)
            .note("Google appends it by itself where auto-tagging is on; on iOS gbraid or wbraid may stand in its place")],
        appended: &[
            fact("gclid", VALUETRACK).note("where auto-tagging is on"),
            fact("gbraid", GBRAID).note("from the web into an iOS app; case counts in its value"),
            fact("wbraid", GBRAID).note("from an iOS app to the web"),
            fact("gad_source", GAD).note("the kind of ad, the same for all advertisers: no click id"),
            fact("gad_campaignid", GAD_ALL).note("the campaign: no click id"),
        ],
        other: &[
            fact("lpurl", VALUETRACK)
                .note("the final URL, in tracking templates; encoded where it is not at the start: {lpurl}, {lpurl+2}, {lpurl+3}"),
            fact("unescapedlpurl", VALUETRACK).note("the final URL, not encoded"),
            fact("escapedlpurl", VALUETRACK).note("the final URL, encoded; +2 and +3 encode again"),
            fact("ignore", VALUETRACK).note("in final URLs only, before the part that is tracking"),
            fact("_*", CUSTOM).note("custom parameters, at most eight, named by the account"),
            fact("campaignid", VALUETRACK),
            fact("adgroupid", VALUETRACK),
            fact("assetgroupid", SURVEY).note("Performance Max"),
            fact("feeditemid", PMAX).note("the older extensionid"),
            fact("extensionid", MAPPING),
            fact("targetid", PMAX).note("begins with kwd, dsa, aud, pla or another prefix"),
            fact("loc_interest_ms", PMAX),
            fact("loc_physical_ms", PMAX),
            fact("matchtype", VALUETRACK).note("e, p or b"),
            fact("network", PMAX).note("g, s, d and others; x for Performance Max"),
            fact("device", VALUETRACK).note("m, t or c"),
            fact("devicemodel", PMAX),
            fact("ifmobile", PMAX).note("with the text to write: {ifmobile:1}"),
            fact("ifnotmobile", PMAX),
            fact("ifsearch", PMAX),
            fact("ifcontent", PMAX),
            fact("ifpla", PMAX),
            fact("iflia", PMAX),
            fact("ifautolp", PMAX),
            fact("creative", PMAX).note("the ad's id"),
            fact("keyword", VALUETRACK).note("empty where no keyword triggered the ad"),
            fact("placement", PMAX),
            fact("target", PMAX),
            fact("param#", PMAX).note("param1 and param2, with a default: {param1:x}"),
            fact("random", PMAX),
            fact("adposition", MAPPING),
            fact("sourceid", SURVEY).note("video campaigns"),
            fact("adtype", PMAX),
            fact("campaigntype", PMAX),
            fact("aceid", PMAX),
            fact("autotitle", PMAX),
            fact("websitecallmetric", PMAX),
            fact("idfa", PMAX),
            fact("carrier", PMAX).note("given up by Google"),
            fact("ifauto", PMAX).note("given up by Google"),
            fact("copy", PMAX).note("given up by Google"),
            fact("city", PMAX).note("given up by Google"),
            fact("keyword.*", PMAX).note("given up by Google"),
            fact("localbusiness.*", PMAX).note("given up by Google"),
            fact("lb.*", PMAX).note("given up by Google"),
            shopping("merchant_id"),
            shopping("product_channel"),
            shopping("product_id"),
            shopping("product_country"),
            shopping("product_language"),
            shopping("product_feed_label"),
            shopping("product_partition_id"),
            shopping("store_code"),
            hotel("hotelcenter_id"),
            hotel("hotel_id"),
            hotel("hotel_partition_id"),
            hotel("hotel_adtype"),
            hotel("travel_start_day"),
            hotel("travel_start_month"),
            hotel("travel_start_year"),
            hotel("travel_end_day"),
            hotel("travel_end_month"),
            hotel("travel_end_year"),
            hotel("advanced_booking_window"),
            hotel("date_type"),
            hotel("number_of_adults"),
            hotel("price_displayed_total"),
            hotel("price_displayed_tax"),
            hotel("user_currency"),
            hotel("user_language"),
            hotel("rate_rule_id"),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "{lpurl}?matchtype={matchtype}&device={device}",
            source: VALUETRACK,
            note: "a tracking template; no click id: Google appends gclid",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://tracker.example.com/traveltracker/{escapedlpurl}",
            source: CODE,
            note: "a tracking template with a redirect; no click id",
        },
        Example {
            role: Role::TrackingLink,
            url: "{lpurl}?gclid={gclid}&utm_source=google&utm_medium=cpc&utm_campaign={campaignid}&utm_content={adgroupid}&utm_term={keyword}",
            source: TEMPLATE,
            note: "a tracking template with the click id",
        },
        Example {
            role: Role::Fragment,
            url: "utm_source=google&utm_medium=cpc&utm_campaign={campaignid}",
            source: SURVEY,
            note: "a final URL suffix: no `?` and no `&` before it",
        },
    ],
    sources: &[
        Source { page: VALUETRACK, says: "where macros may stand; a template needs one that puts in the final URL" },
        Source { page: PMAX, says: "the list of macros, with those given up" },
        Source { page: MAPPING, says: "macros and the fields they are filled from" },
        Source { page: SURVEY, says: "shopping, hotel and video macros; how the text after {lpurl} is encoded" },
        Source { page: GBRAID, says: "gbraid; case counts in its value" },
        Source { page: GAD, says: "gad_source goes to the end of every final URL; redirects have to keep it" },
        Source { page: GAD_ALL, says: "gad_campaignid" },
        Source { page: CUSTOM, says: "custom parameters, {_name}" },
        Source { page: TRACKIER, says: "a macro that is not Google's, {x}, in a template is a usual mistake" },
        Source { page: TEMPLATE, says: "a template with most macros" },
        Source { page: CODE, says: "a tracking template with {escapedlpurl} in the path" },
    ],
    contradictions: &["{adposition} is in the API's table and not in the help centre's."],
    ..Platform::NONE
};
