//! Airbridge: stores the click id from `click_id`; its postback macros are not known.

use crate::platform::{Choice, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const LINK: &str = "https://help.airbridge.io/en/guides/tracking-link-structure-and-parameters";
const LINK_OLD: &str = "https://help.airbridge.io/hc/en-us/articles/900005012543-Tracking-Link-Structure-Parameters-";
const INTEGRATION: &str = "https://developers.airbridge.io/v1.1-en/docs/postback-integration";
const REGISTRATION: &str = "https://help.airbridge.io/en/guides/airbridge-partner-registration";
const REGISTRATION_KO: &str = "https://help.airbridge.io/ko/guides/airbridge-partner-registration";
const SHORT_LINKS: &str = "https://help.airbridge.io/zh/guides/deep-link-plan-understanding-tracking-link";
const DASHBOARD: &str = "https://help.airbridge.io/en/guides/creating-tracking-links-on-the-dashboard";
const FAQ: &str = "https://help.airbridge.io/en/guides/creating-tracking-links-faq";
const FAQ_KO: &str = "https://help.airbridge.io/ko/guides/tracking-link-understanding-faq";
const POSTBACKS: &str = "https://help.airbridge.io/en/guides/advertiser-postback-settings";

const CLICK: &str = "/{@app}/{channel}";
const SUBDOMAINS: &str =
    "public code, files 58227559774, 41233121133 and 71050813647 (Airbridge's links of an app's own)";
const DEEPLINK_PAGE: &str = "public code, file 53117579345 (a list of Airbridge's domains)";

/// Airbridge.
pub const PLATFORM: Platform = Platform {
    id: "airbridge",
    name: "Airbridge",
    kind: PlatformKind::Mmp,
    aliases: &["ab180", "air-bridge"],
    link: LinkFace {
        hosts: &[
            fact("abr.ge", LINK),
            fact("*.abr.ge", SUBDOMAINS).note("the app's own, with the same path or one of the app's"),
            fact("*.airbridge.io", SUBDOMAINS).note("the app's own, for links that open it"),
            fact("*.deeplink.page", DEEPLINK_PAGE).note("older links that open an app"),
        ],
        impression_hosts: &[fact("abr.ge", LINK).note("with ad_type=view")],
        no_click_id: Some(
            fact("links that open an app", SUBDOMAINS).note("on an app's own host a link may only open the app"),
        ),
        paths: &[fact(CLICK, LINK).note("the app's name after @, then the channel")],
        click_id: &[fact("click_id", INTEGRATION).note("the network's click id; required")],
        choices: &[Choice {
            param: fact("ad_type", LINK_OLD).note("what the link counts"),
            values: &["click", "view", "server_to_server_click"],
        }],
        apart: &[
            (fact("ad_id", REGISTRATION_KO), fact("gaid_raw", INTEGRATION)),
            (fact("ad_id", REGISTRATION_KO), fact("ifa_raw", INTEGRATION)),
        ],
        not_click_id: &[
            fact("clickid", LINK).note("only click_id is listed").unsure(),
            fact("cilick_id", LINK_OLD).note("a slip in Airbridge's own table; its template says click_id").unsure(),
        ],
        required: &[required(fact("sub_id", INTEGRATION).note("the publisher")).on(CLICK).advised()],
        documented: &[
            fact("sub_id_1", INTEGRATION).note("sub_id_1 to sub_id_3 nest in this order"),
            fact("sub_id_2", INTEGRATION).note("misprinted sud_id_2 in the integration guide"),
            fact("sub_id_3", INTEGRATION),
            fact("ad_type", LINK_OLD).note("click, view or server_to_server_click; click when absent"),
            fact("ad_id", REGISTRATION_KO).note("takes the place of gaid_raw and ifa_raw: not both"),
            fact("gaid_raw", INTEGRATION),
            fact("ifa_raw", INTEGRATION),
            fact("ip", INTEGRATION).note("clicks and views sent by a server need it"),
            fact("user_agent", INTEGRATION).note("encoded; clicks and views sent by a server need it"),
            fact("source", LINK),
            fact("campaign", LINK).note("on a short link campaign parameters are ignored"),
            fact("campaign_id", LINK),
            fact("ad_group", LINK),
            fact("ad_group_id", LINK),
            fact("ad_creative", LINK),
            fact("ad_creative_id", LINK),
            fact("content", LINK),
            fact("term", LINK),
            fact("term_id", LINK),
            fact("tracking_template_id", LINK),
            fact("routing_short_id", LINK),
            fact("og_tag_id", LINK),
        ],
        nested: &[fact("deeplink_url", DASHBOARD)
            .note("an app's own scheme; all but letters, digits and =?&# must be encoded")],
        template: "https://abr.ge/@{app}/{channel}?click_id={click_id}&sub_id={publisher_id}&gaid_raw={gaid}&ifa_raw={idfa}&campaign={offer}&ad_type=click",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        security: "Postbacks to advertisers go to https only; POST is advised, as long GET addresses lose data. The receiver may allow Airbridge's addresses; some channels need a key.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://abr.ge/@APP_NAME/MEDIA_NAME?click_id={CLICK_ID}&sub_id={SUB_ID}&gaid_raw={GAID}&ifa_raw={IDFA}&campaign=spring_festival&ad_group=retargeting",
            source: LINK_OLD,
            note: "APP_NAME and MEDIA_NAME are to be replaced by hand",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://abr.ge/@demo/ad_channel_example?ad_creative={{creative.title}}&ad_creative_id={{creative.id}}&ad_group={{adgroup.title}}&ad_group_id={{adgroup.id}}&ad_id={{device.ifa}}&campaign={{campaign.title}}&campaign_id={{campaign.id}}&click_id={{request.id}}&routing_short_id=n8jhtp&source={{mtid}}&sub_id={{request.exchange}}&sub_id_1={{publisher.bundle}}&sub_id_2={{request.inventory_type}}&sub_id_3={{creativegroup.title}}&tracking_template_id=929fcc895e4636e5a83c855a98d867f3&ad_type=click",
            source: LINK,
            note: "with a network's macros in double braces",
        },
    ],
    sources: &[
        Source { page: LINK, says: "the host, the path, the parameters, a full template" },
        Source { page: LINK_OLD, says: "values of ad_type; an older template; the misprint cilick_id" },
        Source { page: INTEGRATION, says: "click_id and sub_id are required; ip and user_agent for servers" },
        Source { page: SHORT_LINKS, says: "short links live on a domain of the app; own domains are possible" },
        Source { page: REGISTRATION, says: "a channel's id: lower-case letters, digits, dot, underscore" },
        Source { page: REGISTRATION_KO, says: "ad_id takes the place of gaid_raw and ifa_raw" },
        Source { page: DASHBOARD, says: "how a deep link is encoded" },
        Source {
            page: FAQ,
            says: "at most 128 characters in parameters of custom channels; short links ignore campaign parameters",
        },
        Source {
            page: FAQ_KO,
            says: "at most 256 characters; braces, brackets, %, $ and spaces in campaign values may break the link",
        },
        Source { page: SUBDOMAINS, says: "brandname.abr.ge and brandname.airbridge.io" },
        Source { page: DEEPLINK_PAGE, says: "deeplink.page, of older links" },
        Source { page: POSTBACKS, says: "https, POST rather than GET, addresses to allow" },
    ],
    contradictions: &[
        "A parameter may hold 128 characters on the English page, 256 on the Korean one.",
        "Airbridge's older table says cilick_id, its template click_id.",
    ],
    gaps: &["names and delimiters of postback macros", "lookback windows in the link"],
    ..Platform::NONE
};
