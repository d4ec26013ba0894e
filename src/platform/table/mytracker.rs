//! MyTracker of VK (Mail.ru): has no slot for the click id; any parameter of the link comes back under its own name.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, EndpointRole, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact,
};

const LINK: &str = "https://docs.tracker.my.com/tracking/links/click-url?lang=en";
const LINK_OLD: &str = "https://tracker.my.com/docs/tracking/links/click-url/";
const POSTBACK: &str = "https://docs.tracker.my.com/en/tracking/postbacks/parameters";
const MACROS: &str = "https://docs.tracker.my.com/tracking/postbacks/macros?lang=en";
const PARTNER_MACROS: &str = "https://docs.tracker.my.com/tracking/links/partner-macros";
const PARTNER_MACROS_OLD: &str = "https://tracker.my.com/docs/tracking/postbacks/partner-macros";
const LINK_MACROS: &str = "https://docs.tracker.my.com/tracking/links/macros";
const REDIRECT: &str = "public code, file 71385574824 (a script that notes an archived redirect)";
const SITE: &str = "public code, file 49120054167 (a Russian library's site)";

/// MyTracker.
pub const PLATFORM: Platform = Platform {
    id: "mytracker",
    name: "MyTracker",
    kind: PlatformKind::Mmp,
    aliases: &["my-tracker", "mytarget-tracker", "my.com-tracker", "vk-tracker", "trk-mail-ru"],
    link: LinkFace {
        hosts: &[fact("trk.mail.ru", LINK)],
        impression_hosts: &[fact("trk.mail.ru", LINK).note("with a path that begins with /i/")],
        paths: &[
            fact("/c/{id}", LINK).note("the id looks like a12345; without the question mark the link does not work")
        ],
        endpoints: &[Endpoint { path: "/i/{id}", role: EndpointRole::Impression, source: LINK, ..Endpoint::CLICK }],
        click_id: &[
            fact("clickId", LINK_MACROS).note(
                "the documentation's own sample; no name is reserved, but link and postback must use the same one",
            ),
            fact("mt_sub#", POSTBACK).note("mt_sub1 to mt_sub5, free values"),
            fact("*", POSTBACK).note("any name that the postback's settings use comes back as a macro of that name"),
        ],
        not_click_id: &[fact("mt_click_id", REDIRECT)
            .note("MyTracker's own click id, which it appends to the store's address itself")
            .unsure()],
        documented: &[
            fact("mt_gaid", LINK_OLD),
            fact("mt_idfa", LINK_OLD),
            fact("mt_network", POSTBACK),
            fact("mt_campaign", POSTBACK),
            fact("mt_adset", POSTBACK),
            fact("mt_creative", POSTBACK),
            fact("mt_medium", POSTBACK),
            fact("mt_link_id", LINK).note("the link's id, on direct links to the advertiser's own site"),
        ],
        template: "https://trk.mail.ru/c/{id}?mt_gaid={gaid}&mt_idfa={idfa}&clickId={click_id}&mt_sub1={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("clickId", LINK_MACROS)
            .note("what clickId was on the link; any parameter of the link comes back under its own name")],
        sub: &[fact("mt_sub#", POSTBACK).note("mt_sub1 to mt_sub5")],
        revenue: &[fact("mt_payment_sum_src", MACROS)],
        time: &[fact("mt_event_ts", MACROS)],
        other: &[
            fact("mt_idfa", MACROS),
            fact("mt_gaid", MACROS),
            fact("mt_gaid_lc", MACROS).note("in lower case"),
            fact("mt_idfa_or_gaid", MACROS),
            fact("mt_idfa_upper_or_gaid_lower", MACROS),
            fact("mt_idfv", MACROS),
            fact("mt_waid", MACROS),
            fact("mt_android_id", MACROS),
            fact("mt_oaid", MACROS),
            fact("mt_app_set_id", MACROS),
        ],
        security: "Nothing that protects the receiver is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://trk.mail.ru/c/a12345/?idfa={mt_idfa}&clickId={clickId}&sub1={mt_sub1}",
            source: LINK_MACROS,
            note: "an older form: idfa and sub1 without mt_",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://trk.mail.ru/c/a12345/?mt_idfa=%%IDFA%%&mt_sub1=%%OFFER%%",
            source: PARTNER_MACROS,
            note: "with a partner's macros in double percent signs; no click id travels in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://trk.mail.ru/c/a12345/?idfa=AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA&clickId=click123&sub1=offer1",
            source: LINK_MACROS,
            note: "as it is called",
        },
        Example {
            role: Role::Postback,
            url: "http://site.com/postback/?param1=123&idfa={mt_idfa}&event-time={mt_event_ts}&revenue={mt_payment_sum_src}",
            source: POSTBACK,
            note: "",
        },
    ],
    sources: &[
        Source {
            page: LINK,
            says: "the host, /c/ and /i/, the question mark, mt_link_id; one path is printed with a Cyrillic letter",
        },
        Source {
            page: POSTBACK,
            says: "braces; the families mt_, mtep_, mtj_, mtpc_, mtpp_, mtap_; link parameters come back by name",
        },
        Source { page: MACROS, says: "macros for devices, mt_event_ts, mt_payment_sum_src" },
        Source { page: PARTNER_MACROS, says: "names on the link must equal those in the postback's settings" },
        Source { page: PARTNER_MACROS_OLD, says: "clickId was filled with a partner's %%CLICK_ID%%" },
        Source { page: LINK_MACROS, says: "clickId is the id of the click that gets the credit" },
        Source { page: REDIRECT, says: "the redirect adds mt_click_id to the store's address" },
        Source { page: SITE, says: "public links that repeat their parameters after a #" },
    ],
    contradictions: &["Older pages write idfa and sub1 on the link, newer ones mt_idfa and mt_sub1."],
    gaps: &[
        "macros for the event's name, the currency and the time of the install",
        "lookback windows",
        "how postbacks are secured",
        "what mt_network is, beside the partner",
    ],
    ..Platform::NONE
};
