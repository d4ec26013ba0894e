//! AppsFlyer: stores the click id from `clickid`, fires postbacks with macros in parentheses.

use crate::link::Dialect;
use crate::platform::{
    Choice, Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Shape, Source, Window, fact,
    required,
};

const LINK: &str =
    "https://support.appsflyer.com/hc/en-us/articles/207447163-Attribution-link-structure-and-parameters";
const NETWORKS: &str =
    "https://support.appsflyer.com/hc/en-us/articles/360006401937-Ad-network-integration-guide-and-testing";
const SELF_SERVE: &str =
    "https://support.appsflyer.com/hc/en-us/articles/360018512658-Self-serve-integration-management-for-ad-networks";
const CTV: &str = "https://support.appsflyer.com/hc/en-us/articles/15199908310801-CTV-PC-and-console-platform-direct-attribution-links";
const HYBE: &str = "https://helpdesk.hybe.io/en/articles/5535392-s2s-links-configuration";
const SMART_SCRIPT: &str = "https://appsflyersdk.github.io/appsflyer-sample-app-smartscript-demo-page";
const S2S: &str = "https://support.appsflyer.com/hc/en-us/articles/360000807629-How-to-send-S2S-clicks-to-AppsFlyer-";
const RETARGETING: &str = "https://support.appsflyer.com/hc/en-us/articles/207033796-Re-Targeting-Macros";
const LOOKBACK: &str = "https://support.appsflyer.com/hc/en-us/articles/208338403-Lookback-windows-explained";
const DIGITAL_REEF: &str = "https://docs.digitalreef.com/docs/url-parameters";
const MACROS: &str = "https://support.appsflyer.com/hc/en-us/articles/207273946-Postback-macros-for-ad-networks";
const OLD_MACROS: &str =
    "https://support.appsflyer.com/hc/zh-cn/articles/207273946 (macros on tracking links, Chinese edition)";
const ANALYTICS_MACROS: &str =
    "https://support.appsflyer.com/hc/en-us/articles/360016751637-Postback-macros-for-analytics-partners";
const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8203544704535-How-Moloco-validates-AppsFlyer-tracking-links";
const MOLOCO_PARAMS: &str =
    "https://help.moloco.com/hc/en-us/articles/6160370924439-AppsFlyer-Tracking-Link-Parameters";
const MOLOCO_ERRORS: &str =
    "https://help.moloco.com/hc/en-us/articles/5166008492823-How-to-resolve-tracking-link-registration-errors";
const EVERFLOW: &str =
    "https://support.appsflyer.com/hc/en-us/articles/115005709185-Everflow-integration-with-AppsFlyer";
const AFFISE: &str = "https://support.appsflyer.com/hc/en-us/articles/208537116-Affise-integration-with-AppsFlyer";
const AFFISE_HELP: &str = "https://help-center.affise.com/en/articles/6614933-affise-appsflyer";
const SWAARM: &str = "https://docs.swaarm.com/en/articles/4757733-appsflyer-integration-with-swaarm";
const SWAARM_MMP: &str = "https://docs.swaarm.com/en/articles/6092956-mmp-integration-with-swaarm";
const IMPACT: &str = "https://integrations.impact.com/impact-brand/docs/appsflyer-technical-reference-advocate";
const DEEP_LINKS: &str =
    "https://support.appsflyer.com/hc/en-us/articles/360000724598-Best-Practices-for-Deep-Linking-with-OneLink-";
const SIGNING: &str = "https://support.appsflyer.com/hc/en-us/articles/360017831497-Click-signing-for-ad-networks";
const AD_SERVER_CODE: &str = "public code, file 42545148219 (an ad server's AppsFlyer postbacks)";
const GENERATOR: &str = "public code, file 58654130789 (RTB House's link generator)";
const SIGNED_REFERRER: &str = "public code, file 19007900557 (a signed AppsFlyer referrer)";
const SDK_LIST: &str = "public code, file 29461284503 (AppsFlyer SDK's parameter list)";
const KOREAN_TEMPLATE: &str = "public code, file 36886007575 (a Korean ad network's templates)";
const ONELINKS: &str = "public code, files 53755071760, 56163372038, 52974269553 and 13958388864 (OneLink addresses)";
const TIKTOK_CN: &str = "https://support.appsflyer.com/hc/zh-cn/articles/115003019403";
const WEB_LINKS: &str = "github:huwei-bloomchic/SensorAgent docs/Bloomchic埋点/events/af_deeplink_launch.md";

/// AppsFlyer.
pub const PLATFORM: Platform = Platform {
    id: "appsflyer",
    name: "AppsFlyer",
    kind: PlatformKind::Mmp,
    aliases: &["af", "apps-flyer", "onelink", "appsflyer-onelink"],
    link: LinkFace {
        hosts: &[
            fact("app.appsflyer.com", LINK),
            fact("*.onelink.me", LINK),
            fact("engagements.appsflyer.com", CTV).note("CTV, PC and console; other parameter names (af_media_source, af_campaign_id, af_r)"),
        ],
        impression_hosts: &[
            fact("impression.appsflyer.com", HYBE),
            fact("impressions.onelink.me", SMART_SCRIPT),
        ],
        paths: &[
            fact("/{app_id}", LINK).note("Android package name, or the iOS store id with `id` before it"),
            fact("/v2.0/s2s/{app_id}", GENERATOR).note("server-to-server clicks").unsure(),
        ],
        shapes: &[
            Shape { path: "", params: &["pid", "af_siteid"] },
            Shape { path: "", params: &["pid", "af_click_lookback"] },
            Shape { path: "", params: &["pid", "af_c_id"] },
        ],
        click_id: &[
            fact("clickid", LINK).note("the network's click id; the parameter table writes it without an underscore"),
            fact("impression_id", GENERATOR).note("what one network uses on impression links").unsure(),
        ],
        also_accepts: &[
            fact("af_sub1", AD_SERVER_CODE).note("a free value; no postback to a network is known to bring it back").unsure(),
            fact("af_sub2", AD_SERVER_CODE).note("as af_sub1").unsure(),
            fact("af_sub3", AD_SERVER_CODE).note("as af_sub1").unsure(),
            fact("af_sub4", MOLOCO_PARAMS).note("an older template put the match id here; the current page uses clickid").unsure(),
            fact("af_sub5", AD_SERVER_CODE).note("as af_sub1").unsure(),
        ],
        not_click_id: &[fact("click_id", MACROS).note(
            "AppsFlyer's parameter table says clickid; its macro page writes click_id as an illustration, which people copy",
        )],
        slots_complete: true,
        required: &[
            required(fact("pid", NETWORKS).note("the media source; integrated networks end in _int")).at("app.appsflyer.com").on("/{app_id}"),
            required(fact("c", AFFISE_HELP).note("the campaign")).at("app.appsflyer.com").on("/{app_id}").advised(),
            required(fact("af_siteid", SELF_SERVE).note("the publisher's id"))
                .at("app.appsflyer.com")
                .on("/{app_id}")
                .advised(),
        ],
        documented: &[
            fact("af_sub_siteid", LINK).note("the sub-publisher"),
            fact("af_c_id", LINK).note("the campaign's id"),
            fact("af_adset", MOLOCO),
            fact("af_adset_id", MOLOCO),
            fact("af_ad", MOLOCO),
            fact("af_ad_id", MOLOCO),
            fact("af_ad_type", MOLOCO),
            fact("af_channel", HYBE),
            fact("af_keywords", SDK_LIST),
            fact("af_prt", LINK).note("the agency or partner"),
            fact("af_cost_model", EVERFLOW),
            fact("af_cost_currency", EVERFLOW),
            fact("af_cost_value", EVERFLOW),
            fact("af_enc_data", SWAARM).note("encrypted cost"),
            fact("advertising_id", S2S),
            fact("idfa", S2S),
            fact("sha1_idfa", S2S),
            fact("sha1_advertising_id", S2S),
            fact("android_id", S2S),
            fact("af_ip", S2S).note("server-to-server clicks without a device id need af_ip, af_ua and af_lang together"),
            fact("af_ua", S2S),
            fact("af_lang", S2S),
            fact("redirect", S2S).note("`false` marks a server-to-server click"),
            fact("is_retargeting", RETARGETING).note("`true`; without it re-engagement is not recorded"),
            fact("af_inactivity_window", SDK_LIST).note("for retargeting: how long a user was away, as 7d"),
            fact("af_force_deeplink", ONELINKS).note("`true`"),
            fact("af_xp", ONELINKS).note("the kind of link: custom, referral, social"),
            fact("deep_link_sub#", IMPACT).note("deep_link_sub1 to deep_link_sub10, free values for the app"),
            fact("oaid", TIKTOK_CN),
            fact("af_param_forwarding", SDK_LIST),
            fact("md5_advertising_id", SDK_LIST),
            fact("af_media_source", CTV),
            fact("af_campaign_id", CTV),
        ],
        nested: &[
            fact("af_dp", RETARGETING).note("a deep link, percent-encoded"),
            fact("af_web_dp", IMPACT).note("the page for desktops"),
            fact("af_r", CTV).note("where the user is sent"),
            fact("af_ios_url", WEB_LINKS),
            fact("af_android_url", WEB_LINKS),
            fact("deep_link_value", DEEP_LINKS).note("a path or link; []<>;(){}' and quotes break it"),
        ],
        windows: &[
            Window {
                param: fact("af_click_lookback", DIGITAL_REEF).note("7d unless set"),
                hours: (1, 23),
                days: (1, 30),
                words: &[],
                of_views: false,
            },
            Window {
                param: fact("af_viewthrough_lookback", LOOKBACK).note("24h unless set; up to 7d before 15 December 2021"),
                hours: (1, 24),
                days: (1, 1),
                words: &[],
                of_views: true,
            },
            Window {
                param: fact("af_reengagement_window", RETARGETING).note("up to 23 hours, or up to 36 after another page"),
                hours: (1, 36),
                days: (1, 90),
                words: &["lifetime"],
                of_views: false,
            },
        ],
        choices: &[Choice {
            param: fact("is_retargeting", RETARGETING).note("`true`; without it re-engagement is not recorded"),
            values: &["true", "false"],
        }],
        test_markers: &[fact("com.appsflyer.adNetworkTest", MOLOCO_ERRORS).note("AppsFlyer's test app for networks, as the path")],
        signature: &[fact("signature", SIGNED_REFERRER), fact("expires", SIGNED_REFERRER)],
        // The table of parameters writes each name in one way only; no page says what another case does.
        case_sensitive: Some(fact("clickid", LINK).unsure()),
        https_only: Some(fact("https", LINK).note("only https is accepted for clicks and impressions")),
        template: "https://app.appsflyer.com/{app_id}?pid={network}_int&c={campaign}&af_siteid={publisher_id}&clickid={click_id}&af_click_lookback=7d",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Paren, Dialect::Brace]),
        returned_click_id: &[
            // The name is known from templates; the official table was cut off.
            fact("clickid", KOREAN_TEMPLATE).unsure(),
            fact("Click ID", SWAARM_MMP).note("as the dashboard's builder shows it"),
        ],
        event: &[
            fact("event-name", OLD_MACROS),
            fact("mapped-iae", OLD_MACROS),
            fact("event_name", ANALYTICS_MACROS),
            fact("event-value", OLD_MACROS),
            fact("event_value", ANALYTICS_MACROS),
            fact("Event name", SWAARM_MMP),
        ],
        revenue: &[
            fact("monetary", OLD_MACROS),
            fact("orig-monetary", OLD_MACROS),
            fact("event_revenue", ANALYTICS_MACROS),
            fact("event_revenue_USD", ANALYTICS_MACROS),
            fact("Event revenue", SWAARM_MMP),
            fact("Event revenue USD", SWAARM_MMP),
        ],
        currency: &[fact("currency", OLD_MACROS), fact("event_revenue_currency", ANALYTICS_MACROS)],
        time: &[
            fact("timestamp", OLD_MACROS),
            fact("install-unix-ts", OLD_MACROS),
            fact("click-ts", OLD_MACROS),
            fact("event_time", ANALYTICS_MACROS),
            fact("eventtime", AFFISE),
            fact("gp_referer_click_ts", KOREAN_TEMPLATE),
            fact("gp_referer_install_ts", KOREAN_TEMPLATE),
        ],
        other: &[
            fact("app-id", OLD_MACROS),
            fact("app-name", OLD_MACROS),
            fact("pid", OLD_MACROS),
            fact("campaign", OLD_MACROS),
            fact("publisher_id", OLD_MACROS).note("what af_siteid was"),
            fact("country-code", OLD_MACROS),
            fact("country_code", MACROS),
            fact("city", OLD_MACROS),
            fact("ip", OLD_MACROS),
            fact("wifi", OLD_MACROS),
            fact("language", OLD_MACROS),
            fact("idfa", OLD_MACROS),
            fact("sha1-idfa", OLD_MACROS),
            fact("advertiserId", OLD_MACROS),
            fact("sha1-advertiserId", OLD_MACROS),
            fact("android-id", OLD_MACROS),
            fact("sha1-android-id", OLD_MACROS),
            fact("appsflyer-device-id", OLD_MACROS),
            fact("vendorid", OLD_MACROS),
            fact("device-model", OLD_MACROS),
            fact("device_brand", OLD_MACROS),
            fact("carrier", OLD_MACROS),
            fact("os-version", OLD_MACROS),
            fact("sdk-version", OLD_MACROS),
            fact("app-version-name", OLD_MACROS),
            fact("user-agent", OLD_MACROS),
            fact("match-type", OLD_MACROS),
            fact("encode", ANALYTICS_MACROS).note("the whole event value as encoded JSON"),
        ],
        security: "No signature of postbacks is documented; receivers allow AppsFlyer's addresses 45.92.116.0/22 and 194.28.46.0/23. Clicks may be signed (expires, signature).",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://app.appsflyer.com/com.appsflyer?pid=mediaName_int&clickid={clickid}&af_siteid={pid}&af_c_id={offerid}",
            source: AFFISE,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://yourbrand.onelink.me/aAB1?pid=greatnetwork_int&c=GreatCampaign&af_siteid=A1b1",
            source: LINK,
            note: "as it is called",
        },
        Example {
            role: Role::Postback,
            url: "https://domain.com/postback?clickid={clickid}&action_id={eventtime}&ios_idfa={idfa}&goal={event-name}",
            source: AFFISE,
            note: "braces, where the macro page has parentheses",
        },
        Example {
            role: Role::Postback,
            url: "https://track.yournetwork.swaarm-clients.com/postback?click_id={Click ID}&event_id={Event name}&sale_amount={Event revenue USD}&event_value={Event revenue}&gaid={Advertising ID}&idfa={IDFA}&country={Country code}&publisher_sub_id={Sub site ID}&rejection_reason={Blocked reason}&rejected_reason_value={Blocked reason value}",
            source: SWAARM_MMP,
            note: "names as the dashboard shows them, with spaces",
        },
    ],
    sources: &[
        Source { page: LINK, says: "hosts, the parameter table, https only" },
        Source { page: NETWORKS, says: "app ids and the _int ending of pid" },
        Source { page: LOOKBACK, says: "click window 1 to 30 days or 1 to 23 hours; view-through 1 to 24 hours" },
        Source { page: RETARGETING, says: "is_retargeting, af_reengagement_window, encoded af_dp" },
        Source { page: SIGNING, says: "clicks may be signed; a wrong signature is rejected" },
        Source { page: ONELINKS, says: "af_xp, af_force_deeplink, af_inactivity_window on OneLink" },
        Source { page: TIKTOK_CN, says: "oaid on links for Chinese networks" },
        Source { page: MACROS, says: "macros in parentheses with underscores; click_id=CLICK_ID as an illustration" },
        Source { page: OLD_MACROS, says: "macros in parentheses with hyphens" },
    ],
    contradictions: &[
        "The macro page illustrates click_id on the link; the parameter table says clickid.",
        "Macros have hyphens on the old page and underscores on the new one; AppsFlyer's own Affise page uses braces.",
        "View-through window: 1h to 24h since 15 December 2021, up to 7d before; some partners still ask for 7d.",
        "Re-engagement hours: up to 23, or up to 36 in one network's generator.",
        "Only https is accepted, yet templates of Everflow, Affise and Swaarm have begun with http.",
    ],
    gaps: &["whether parameter names are case-sensitive", "the click id macro", "a payout macro: AppsFlyer reports revenue"],
    ..Platform::NONE
};
