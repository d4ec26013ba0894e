//! AppMetrica: tells clicks apart by `click_id`, and gives any parameter of the link back under its own name.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const LINK: &str = "https://appmetrica.yandex.com/docs/en/mobile-tracking/tracking-specification.md";
const POSTBACK: &str = "https://appmetrica.yandex.ru/docs/en/mobile-tracking/postback-specification";
const POSTBACK_OLD: &str =
    "https://tech.yandex.com/appmetrica/doc/mobile-tracking/concepts/postback-specification-docpage/";
const MACROS: &str = "github:diplodoc-platform/docs@bebfffe586c8 en/mobile-tracking/postback-specification.md";
const POLICY: &str = "github:diplodoc-platform/docs@bebfffe586c8 en/mobile-tracking/policy.md";
const S2S: &str = "github:diplodoc-platform/docs@bebfffe586c8 en/mobile-tracking/s2s.md";
const VIEWS: &str = "github:diplodoc-platform/docs@bebfffe586c8 en/mobile-tracking/vta-tracking-specification.md";
const BANNER: &str = "github:tabeeapp/tb-w2a-banner generators/appmetrica.js";

/// A variation of the main host.
const fn variation(host: &'static str) -> Fact {
    fact(host, LINK).note("the page lists the domain; that redirect. comes before it is read from the context").unsure()
}

/// AppMetrica.
pub const PLATFORM: Platform = Platform {
    id: "appmetrica",
    name: "AppMetrica",
    kind: PlatformKind::Mmp,
    aliases: &["yandex-appmetrica", "app-metrica", "appmetrika"],
    link: LinkFace {
        hosts: &[
            fact("redirect.appmetrica.yandex.com", LINK),
            variation("redirect.appmetrica.yandex.ru"),
            variation("redirect.appmetrika.yandex.com"),
            variation("redirect.appmetrika.yandex.ru"),
            fact("*.redirect.appmetrica.yandex.com", BANNER)
                .note("universal links: the app's id in front, appmetrica_tracking_id in the query"),
        ],
        impression_hosts: &[fact("impression.appmetrica.yandex.com", LINK)],
        paths: &[fact("/serve/{tracking_id}", LINK).note("the tracking id is a number")],
        click_id: &[
            fact("click_id", LINK).note(
                "the network's click id; clicks with an equal id are dropped for 7 days, so one constant loses all but the first, while an empty id counts every click",
            ),
            fact("*", LINK).note("any other name travels too and comes back as a macro of that name"),
        ],
        also_accepts: &[fact("external_click_id", S2S)
            .note("a second id for the install referrer, on clicks sent by a server that cannot send click_id")],
        not_click_id: &[fact("clickid", LINK)
            .note("travels as a custom parameter, but {click_id} stays empty and clicks are not told apart by it")
            .unsure()],
        documented: &[
            fact("appmetrica_tracking_id", BANNER).note("the tracking id, on universal links"),
            fact("google_aid", LINK),
            fact("google_aid_sha1", LINK),
            fact("google_aid_md5", LINK),
            fact("ios_ifa", LINK),
            fact("ios_ifa_sha1", LINK),
            fact("ios_ifa_md5", LINK),
            fact("oaid", LINK),
            fact("oaid_sha1", LINK),
            fact("oaid_md5", LINK),
            fact("windows_aid", LINK),
            fact("windows_aid_sha1", LINK),
            fact("windows_aid_md5", LINK),
            fact("idfa", S2S).note("the specification says ios_ifa"),
            fact("afpub_id", LINK).note("the partner"),
            fact("site_id", LINK),
            fact("creative_id", LINK),
            fact("device_ip", S2S).note("clicks sent by a server need it, percent-encoded"),
            fact("device_ua", S2S).note("clicks sent by a server need it, percent-encoded"),
            fact("click_timestamp", S2S).note("clicks sent by a server need it: seconds, UTC, at most 12 hours old"),
            fact("noredirect", LINK).note("1"),
            fact("appmetrica_js_redirect", LINK).note("0 switches redirects by script off"),
            fact("custom_price", LINK).note("the payout, as networks pass it"),
        ],
        template: "https://redirect.appmetrica.yandex.com/serve/{tracking_id}?click_id={click_id}&google_aid={gaid}&ios_ifa={idfa}&afpub_id={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("click_id", MACROS)
            .note("empty for events of nobody's click; any other parameter of the link comes back under its own name")],
        event: &[fact("conversion_event_name", MACROS), fact("conversion_event_json", MACROS)],
        revenue: &[fact("price", MACROS), fact("ecom_revenue", MACROS)],
        currency: &[fact("currency", MACROS)],
        time: &[
            fact("conversion_timestamp", MACROS),
            fact("conversion_datetime", MACROS),
            fact("click_timestamp", MACROS),
            fact("click_datetime", MACROS),
            fact("install_timestamp", MACROS),
            fact("install_datetime", MACROS),
            fact("start_timestamp", MACROS),
            fact("start_datetime", MACROS),
        ],
        unique_id: &[fact("transaction_id", MACROS), fact("order_id", MACROS), fact("inapp_transaction_id", MACROS)],
        other: &[
            fact("match_type", MACROS),
            fact("attributed_touch_type", MACROS),
            fact("adwords_link_id", MACROS),
            fact("appmetrica_device_id", MACROS),
            fact("profile_id", MACROS),
            fact("google_aid", MACROS),
            fact("ios_ifa", MACROS),
            fact("ios_ifv", MACROS),
            fact("oaid", MACROS),
            fact("windows_aid", MACROS),
            fact("adwords_rdid", MACROS),
            fact("limit_ad_tracking", MACROS),
            fact("device_model", MACROS),
            fact("device_type", MACROS),
            fact("device_locale", MACROS),
            fact("os_name", MACROS),
            fact("os_version", MACROS),
            fact("operator_name", MACROS),
            fact("mcc", MACROS),
            fact("mnc", MACROS),
            fact("app_version_name", MACROS),
            fact("app_package_name", MACROS),
            fact("store_app_id", MACROS),
            fact("click_ipv6", MACROS),
            fact("install_ipv6", MACROS),
            fact("click_user_agent", MACROS),
            fact("product_id", MACROS),
            fact("inapp_validated", MACROS),
        ],
        security: "No authentication is documented. A postback goes out about five minutes later, counts as delivered on 200 and is repeated for 24 hours otherwise; five of them at most for one campaign.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://redirect.appmetrica.yandex.com/serve/600573419754384676?click_id={transaction_id}&google_aid={google_aid}&afpub_id={affiliate_id}&custom_price={payout}",
            source: LINK,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://redirect.appmetrica.yandex.com/serve/123456?custom_parameter=value1&another_param=value2",
            source: POSTBACK,
            note: "as it is called: with parameters of one's own and no click id",
        },
        Example {
            role: Role::Postback,
            url: "https://endpoint.myadnetwork.com?some_parameter={custom_parameter}&another_param={another_param}",
            source: POSTBACK,
            note: "the link's own parameters come back",
        },
    ],
    sources: &[
        Source { page: LINK, says: "hosts, the path, click_id as the one required parameter, the others, templates" },
        Source { page: POSTBACK, says: "braces; any link parameter comes back; five postbacks a campaign at most; no click id without attribution" },
        Source { page: MACROS, says: "the whole list of macros" },
        Source { page: POLICY, says: "equal click ids are dropped for 7 days; a missing or null id counts as a new click" },
        Source { page: S2S, says: "clicks sent by a server, up to 12 hours late; the Play referrer carries appmetrica_click_id, encoded" },
        Source { page: VIEWS, says: "the window of views is 24 hours; installs only" },
        Source { page: POSTBACK_OLD, says: "postbacks for 6 months after the install, as it was" },
    ],
    contradictions: &[
        "The iOS id is ios_ifa in the specification and idfa on the page about servers, which also shows google-aid.",
        "Event postbacks run for 6 months on the old page, for the attribution window on the current one.",
    ],
    gaps: &[
        "whether names are case-sensitive",
        "a payout macro: networks pass their own custom_price",
        "how postbacks are authenticated",
        "windows are settings of the tracker: clicks 1 to 10 days, by likeness 1 to 24 hours",
    ],
    ..Platform::NONE
};
