//! adbrix: stores the click id from `cb_1`, gives it back as `{cb_1}` on attribution and `{last_cb_1}` on events.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const PARTNER: &str = "https://help.dfinery.io/hc/en-us/articles/360027888453-Integration-guide-for-Adbrix-partner";
const PARAMETERS: &str =
    "https://help.adbrix.io/hc/en-us/articles/360008249114-Additional-Parameters-for-Tracking-Link-";
const MACROS: &str = "https://help.dfinery.io/hc/en-us/articles/360008469373-Media-Postback-Macro";
const CONSOLE: &str = "https://help.dfinery.io/hc/en-us/articles/360006638893-Partner-Console-Guide";
const KOREAN_TEMPLATE: &str = "public code, file 36886007575 (a Korean ad network's templates)";

/// A macro known from one network's template only.
const fn seen(name: &'static str) -> Fact {
    fact(name, KOREAN_TEMPLATE).unsure()
}

/// adbrix.
pub const PLATFORM: Platform = Platform {
    id: "adbrix",
    name: "adbrix",
    kind: PlatformKind::Mmp,
    aliases: &["adbrix-remaster", "dfinery", "igaworks", "ad-brix"],
    link: LinkFace {
        hosts: &[
            fact("*.adtouch.adbrix.io", PARTNER).note("the app's key in front"),
            fact("ref.ad-brix.com", KOREAN_TEMPLATE).note("the older system, before Remaster").unsure(),
        ],
        paths: &[
            fact("/api/v1/click/{link_key}", PARTNER),
            fact("/v1/referrallink", KOREAN_TEMPLATE).note("the older system; ak and ck in the query"),
        ],
        click_id: &[
            fact("cb_1", PARTNER)
                .note("the first custom parameter, which the partner guide uses for the network's click id"),
            fact("cb_param1", KOREAN_TEMPLATE).note("on ref.ad-brix.com only, where cb_1 is not read").unsure(),
        ],
        also_accepts: &[
            fact("cb_#", PARAMETERS).note("cb_2 to cb_5, free values; the postback has to use the same one"),
            fact("cb_param#", KOREAN_TEMPLATE).note("on ref.ad-brix.com only").unsure(),
        ],
        documented: &[
            fact("m_adid", PARAMETERS).note("the device's advertising id"),
            fact("m_publisher", PARAMETERS),
            fact("m_sub_publisher", PARAMETERS),
            fact("m_ad", PARAMETERS),
            fact("m_adgroup", PARAMETERS),
            fact("m_creative", PARAMETERS),
            fact("m_keyword", PARAMETERS),
            fact("m_placement", PARAMETERS),
            fact("m_cost", PARAMETERS),
            fact("m_cost_currency", PARAMETERS),
            fact("m_cost_model", PARAMETERS),
            fact("adbrix_tracking_key", CONSOLE),
            fact("ak", KOREAN_TEMPLATE).note("the app's key, on ref.ad-brix.com"),
            fact("ck", KOREAN_TEMPLATE).note("the link's key, on ref.ad-brix.com"),
        ],
        template: "https://{app_key}.adtouch.adbrix.io/api/v1/click/{link_key}?cb_1={click_id}&m_adid={device_id}&m_publisher={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("a_key", MACROS).note("adbrix's own click id, not the one the network sent")],
        returned_click_id: &[
            fact("cb_1", PARTNER).note("what cb_1 was on the link, in attribution postbacks"),
            seen("last_cb_1").note("the same, in event postbacks"),
            seen("cb_param1").note("the older system"),
            seen("last_cb_param1").note("the older system, in event postbacks"),
        ],
        sub: &[
            seen("cb_#").note("cb_2 to cb_5, in attribution postbacks"),
            seen("last_cb_#").note("last_cb_2 to last_cb_5, in event postbacks"),
        ],
        event: &[
            seen("event_type_code"),
            seen("activity_group"),
            seen("activity"),
            seen("activity_param"),
            seen("event_detail"),
        ],
        revenue: &[seen("price"), seen("sales")],
        currency: &[seen("currency")],
        time: &[seen("event_time"), seen("first_install_time")],
        unique_id: &[seen("order_id")],
        other: &[
            fact("a_cookie", MACROS),
            fact("a_ip", MACROS),
            fact("a_fp", MACROS),
            fact("a_country", MACROS),
            fact("a_city", MACROS),
            fact("a_region", MACROS),
            fact("a_appkey", MACROS),
            fact("a_partner", MACROS),
            fact("adv_agency", MACROS),
            fact("adv_adgroup", MACROS),
            seen("appkey"),
            seen("package_name"),
            seen("gaid"),
            seen("ifa"),
            seen("ifv"),
            seen("model"),
            seen("network"),
            seen("os_ver"),
            seen("sdk_version"),
            seen("platform"),
            seen("country"),
            seen("language"),
            seen("width"),
            seen("height"),
            seen("carrier"),
            seen("conversion_ip"),
            seen("session_id"),
            seen("product_id"),
            seen("product_name"),
            seen("quantity"),
            seen("category"),
        ],
        security: "No signature is described; postbacks go by GET, POST or PUT, with headers of one's own.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://fnbFMvaGgkGVcajnoIeUTw.adtouch.adbrix.io/api/v1/click/15rznMZzsUSxyuqPtoS7Fw?cb_1={my_click_id}",
            source: PARTNER,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://fnbFMvaGgkGVcajnoIeUTw.adtouch.adbrix.io/api/v1/click/T2yaK9KHmEmQrk72ViEv7A?&cb_1=testclickid&cb_2=test&cb_3=&cb_4=16&cb_5=test&m_adid=adid&m_publisher=test&m_sub_publisher=",
            source: KOREAN_TEMPLATE,
            note: "as it is called; a stray & after the question mark",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://ref.ad-brix.com/v1/referrallink?ak=128828124&ck=9502284&cb_param1={click_id}&cb_param2={매체코드}",
            source: KOREAN_TEMPLATE,
            note: "the older system; one macro has a Korean name",
        },
        Example {
            role: Role::Postback,
            url: "http://log.zoopeter.com/postback/adbrixre/postback.php?appkey={appkey}&package_name={package_name}&gaid={gaid}&ifa={ifa}&ifv={ifv}&model={model}&network={network}&os_ver={os_ver}&sdk_version={sdk_version}&platform={platform}&country={country}&language={language}&width={width}&height={height}&carrier={carrier}&first_install_time={first_install_time}&event_type_code={event_type_code}&conversion_ip={conversion_ip}&event_time={event_time}&session_id={session_id}&cb_1={cb_1}&cb_2={cb_2}&cb_3={cb_3}&cb_4={cb_4}&cb_5={cb_5}",
            source: KOREAN_TEMPLATE,
            note: "",
        },
    ],
    sources: &[
        Source {
            page: PARTNER,
            says: "the link, cb_1 for the click id; attribution and event postbacks are set up apart",
        },
        Source { page: PARAMETERS, says: "cb_1 to cb_5 and m_ parameters; every value is percent-encoded" },
        Source { page: MACROS, says: "braces; a_ macros of the click; not every macro works in every postback" },
        Source { page: CONSOLE, says: "method, body and headers of a postback; a test call" },
        Source {
            page: KOREAN_TEMPLATE,
            says: "the older host and names, last_cb_ in event postbacks, event and price macros",
        },
    ],
    gaps: &[
        "a host for impressions",
        "whether names are case-sensitive; app keys in hosts are shown in mixed case, which DNS ignores",
        "official names of the event and price macros",
        "lookback windows",
    ],
    ..Platform::NONE
};
