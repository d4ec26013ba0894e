//! Kochava: stores the click id from `click_id`, fires postbacks with macros in braces.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8227069965207-How-Moloco-validates-Kochava-tracking-links";
const SWAARM: &str = "https://docs.swaarm.com/en/articles/5538475-kochava-integration-with-swaarm";
const AFFISE: &str = "https://help-center.affise.com/en/articles/6636367-affise-kochava";
const AFFISE_IOS: &str = "https://intercom.help/affise/en/articles/4135103-affise-kochava-integration";
const OFFER18: &str = "https://knowledgebase.offer18.com/network/mobile-attribution-integration/kochava";
const AWIN: &str = "https://help.awin.com/docs/kochava";
const CUSTOM_POSTBACK: &str = "https://support.kochava.com/articles/campaign-management/630-create-a-custom-postback/";
const CUSTOM_POSTBACK_NEW: &str = "https://support.kochava.com/campaign-management/create-a-custom-postback";
const LINKS: &str = "public code, files 22457092790, 29158160062 and 35762235284 (click links to apps)";
const LUNA: &str = "https://docs.lunalabs.io/docs/playable/attribution/kochava/";
const SMART_LINK: &str = "public code, file 49567782998 (a web page's footer with vix.smart.link)";
const WEB_LINK: &str = "public code, file 43175933974 (Motif's web page)";
const API_DOCS: &str = "public code, file 35368149205 (an ad platform's API documentation)";

const CLICK: &str = "/v1/cpi/click";
const VIEW: &str = "/track/impression";

/// Kochava.
pub const PLATFORM: Platform = Platform {
    id: "kochava",
    name: "Kochava",
    kind: PlatformKind::Mmp,
    aliases: &["kochava-smartlink", "free-app-analytics", "freeappanalytics"],
    link: LinkFace {
        hosts: &[
            fact("control.kochava.com", MOLOCO),
            fact("*.smart.link", MOLOCO),
            fact("smart.link", MOLOCO).note("short links without a brand's sub-domain"),
        ],
        impression_hosts: &[fact("imp.control.kochava.com", MOLOCO)],
        paths: &[
            fact(CLICK, SWAARM),
            fact(VIEW, SWAARM).note("views, on imp.control.kochava.com"),
            fact("/{code}", MOLOCO).note("short links, on smart.link"),
        ],
        click_id: &[
            fact("click_id", SWAARM).note("the network's click id"),
            fact("impression_id", SWAARM).note("the network's id on impression links"),
        ],
        not_click_id: &[
            fact("clickid", OFFER18).note("Kochava's parameter is click_id").unsure(),
            fact("2click_id", AFFISE).note("a slip in Affise's published template: a 2 before the name").unsure(),
        ],
        required: &[
            required(fact("campaign_id", SWAARM).note("begins with ko; `sample` is a template's default"))
                .on(CLICK)
                .advised(),
            required(fact("network_id", SWAARM).note("a number; XXXX is a template's default")).on(CLICK).advised(),
            required(fact("campaign_id", SWAARM)).on(VIEW).advised(),
            required(fact("network_id", SWAARM)).on(VIEW).advised(),
        ],
        documented: &[
            fact("append_app_conv_trk_params", LINKS).note("`1`: the store's address gets Kochava's parameters"),
            fact("site_id", AFFISE)
                .note("the publisher; Affise asks for it on iOS; 1 is a default that people leave in"),
            fact("sub_site_id", AFFISE).note("the sub-publisher; Affise asks for it on iOS"),
            fact("device_id", SWAARM).note("untouched links say device_id=device_id"),
            fact("device_id_type", SWAARM).note("idfa or adid"),
            fact("device_ua", MOLOCO),
            fact("ip_address", MOLOCO),
            fact("creative_id", MOLOCO),
            fact("creative_size", MOLOCO),
            fact("creative_type", MOLOCO),
            fact("partner_campaign_id", MOLOCO),
            fact("partner_campaign_name", MOLOCO),
            fact("ad_platform", AFFISE).note("Affise asks for it"),
            fact("ad_type", SWAARM),
            fact("bid_type", SWAARM),
            fact("bid_won", SWAARM),
            fact("language", SWAARM),
            fact("att", AFFISE).note("1 or 0; Affise asks for it on iOS"),
            fact("att_time", AFFISE).note("seconds since 1970"),
            fact("luna_labs_click_id", LUNA).note("1; a switch of one partner, no slot for an id"),
        ],
        nested: &[
            fact("lpurl", SMART_LINK).note("seen without encoding").unsure(),
            fact("deeplink", SMART_LINK).note("seen without encoding").unsure(),
        ],
        template: "https://control.kochava.com/v1/cpi/click?campaign_id={campaign}&network_id={network}&site_id={publisher_id}&click_id={click_id}&device_id={device_id}&device_id_type={device_id_type}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("click_id", AFFISE).note("Affise, Offer18 and Awin agree on it")],
        event: &[fact("event_name", OFFER18).note("_install for installs")],
        revenue: &[
            fact("revenue", OFFER18).note("Awin's template has event_value").unsure(),
            fact("event_value", AWIN).note("Offer18's template has revenue").unsure(),
        ],
        currency: &[fact("currency", AWIN)],
        time: &[fact("timestamp", AFFISE)],
        other: &[
            fact("kochava_device_id", AWIN),
            fact("site_id", AFFISE),
            fact("sub_site_id", AFFISE),
            fact("creative_id", AFFISE),
            fact("user_country", AFFISE),
            fact("country", AWIN),
            fact("platform", AWIN),
            fact("device_type", AWIN),
            fact("device_ver", AWIN),
            fact("os_version", AWIN).unsure(),
        ],
        security: "Nothing that protects the receiver is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://imp.control.kochava.com/track/impression?campaign_id=sample&network_id=XXXX&ad_platform={kochava_ad_platform}&bid_type=CPI&bid_won={offer.weGet}&creative_id={publisher.creative}&device_id={device.ids.idfa}&device_id_type=idfa&device_ua={user.ua}&impression_id={id}&ip_address={user.ip}&language={user.language}&partner_campaign_name={offer.name}&site_id={publisher.id}&sub_site_id={publisher.subId}",
            source: SWAARM,
            note: "an impression link, with the defaults sample and XXXX still to be replaced",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://control.kochava.com/v1/cpi/click?campaign_id=komotif-kvced5a25acca5c8c39f&network_id=5033&device_id=device_id&site_id=1",
            source: WEB_LINK,
            note: "as it is called: defaults left in device_id and site_id, and no click id",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://control.kochava.com/v1/cpi/click?campaign_id?campaign_id=kodragons-blade-1svu3szpd4b2be3253705&network_id=3603",
            source: API_DOCS,
            note: "broken at its source: a second question mark within the query",
        },
        Example {
            role: Role::Postback,
            url: "https://example.o18.click/p?m=0000&event={event_name}&tid={click_id}&payout={revenue}",
            source: OFFER18,
            note: "",
        },
    ],
    sources: &[
        Source {
            page: MOLOCO,
            says: "hosts for clicks and views; click_id, impression_id, device and campaign parameters",
        },
        Source { page: SWAARM, says: "paths for clicks and views; campaign_id, network_id, click_id, device_id_type" },
        Source { page: AFFISE, says: "the parameters Affise asks for, macros in braces; the template has a slip" },
        Source { page: LINKS, says: "append_app_conv_trk_params=1 on links to Google Play" },
        Source { page: AFFISE_IOS, says: "on iOS under ATT the click id is neither used nor returned" },
        Source { page: OFFER18, says: "braces; {click_id}, {event_name}, {revenue}" },
        Source { page: AWIN, says: "braces; {click_id}, {event_value}, {currency}, {country}" },
        Source { page: CUSTOM_POSTBACK, says: "a postback's address and pairs, the event _install, delay and retries" },
        Source { page: CUSTOM_POSTBACK_NEW, says: "macros are written in braces" },
    ],
    contradictions: &["The macro for the amount is {event_value} at Awin and {revenue} at Offer18."],
    gaps: &["lookback windows in the link; they are settings of the tracker", "how postbacks are secured"],
    ..Platform::NONE
};
