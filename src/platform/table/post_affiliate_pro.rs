//! Post Affiliate Pro: links with `a_aid`, sales posted to `/scripts/track.php` for a `visitorId`.

use crate::platform::{
    Endpoint, EndpointRole, Example, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Shape, Source, fact,
    required,
};

const SALE: &str = "https://support.qualityunit.com/038895-Sale-action-tracking-request-data-description";
const CLICK: &str = "https://support.qualityunit.com/705881-Click-tracking-request-data-description";
const PIXELS: &str =
    "public code, files 17986747372, 3883819756, 6991080901 and 21576896635 (pixels on merchants' pages)";
const CHANNELS: &str = "https://support.qualityunit.com/438945-SubID--Channels-tracking";

/// Post Affiliate Pro.
pub const PLATFORM: Platform = Platform {
    id: "post-affiliate-pro",
    name: "Post Affiliate Pro",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["PAP", "QualityUnit", "postaffiliatepro"],
    link: LinkFace {
        shapes: &[Shape { path: "", params: &["a_aid", "a_bid"] }],
        click_id: &[
            fact("data1", CHANNELS).note("the affiliate's own value; nothing documents that it comes back").unsure(),
            fact("data2", CHANNELS).note("as data1").unsure(),
        ],
        also_accepts: &[fact("chan", CHANNELS).note("the code of a channel that exists in the account")],
        documented: &[fact("a_aid", CHANNELS).note("the affiliate"), fact("a_bid", CLICK).note("the banner")],
        template: "https://{merchant_site}/?a_aid={affiliate_id}&a_bid={banner_id}&data1={click_id}",
        ..LinkFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[
            Endpoint {
                path: "/scripts/track.php",
                click_id: &[fact("visitorId", SALE).note("the value of the cookie PAPVisitorId")],
                required: &[required(fact("tracking", CLICK).note("always `1`")).advised()],
                identifying_params: &["visitorId", "accountId"],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/scripts/sale.php",
                role: EndpointRole::Pixel,
                no_click_id: Some(fact("sale.php", PIXELS).note("the visitor's cookie tells the click")),
                documented: &[
                    fact("AccountId", PIXELS).note("`default1` or the account's own"),
                    fact("TotalCost", PIXELS),
                    fact("OrderID", PIXELS),
                    fact("ProductID", PIXELS),
                    fact("CampaignID", PIXELS),
                    fact("ActionCode", PIXELS),
                    fact("Commission", PIXELS),
                    fact("Currency", PIXELS),
                ],
                identifying_params: &["TotalCost", "OrderID"],
                ..Endpoint::NONE
            },
        ],
        pixels: &[fact("/scripts/sale.php", PIXELS)],
        documented: &[
            fact("accountId", CLICK).note("may be empty or `default1`"),
            fact("url", CLICK).note("the page, with H_ for http:// and S_ for https://"),
            fact("referrer", CLICK).note("written as url is"),
            fact("getParams", CLICK).note("what came after the page's question mark; empty for a sale"),
            fact("ip", CLICK),
            fact("useragent", CLICK),
            fact("sale", SALE).note("posted as a form field: JSON, percent-encoded"),
        ],
        answers: &["An empty answer - the visitor was known", "Any other text - the new value of the visitor's cookie"],
        notes: &[
            "The sale is a list in JSON: t total, f fixed cost, o order, p product, d1 to d5 free, a affiliate, c campaign, b banner, ch channel, cr currency, cp coupon.",
            "s in that JSON sets the status: A approved, P pending, D declined; ac names an action that is no sale.",
        ],
        template: "https://{merchant_site}/scripts/track.php?visitorId={click_id}&accountId=&url={page}&referrer={referrer}&tracking=1&getParams=&ip={ip}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://my.pampanetwork.com/scripts/sale.php?TotalCost=120.50&AccountId=d0efaddf&OrderID=1001&ActionCode=sale&CampaignID=82418722&Currency=BRL",
            source: PIXELS,
            note: "as it is called, with an order's values for the page's own code: a browser's pixel",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.yoursite.com/?a_aid=testaff&chan=home",
            source: CHANNELS,
            note: "as it is called; no click id in it",
        },
        Example {
            role: Role::Postback,
            url: "https://my_pap_url/scripts/track.php?visitorId=&accountId=&url=H_my_pap_url%2Ftests%2Fapi%2Fclick.php&referrer=&tracking=1&getParams=%3Fa_aid%3Dtestaff%26a_bid%3D11110001%26chan%3Dcode2&ip=127.0.0.1&useragent=Mozilla%2F5.0+%28Windows+NT+6.1%3B+WOW64%3B+rv%3A10.0%29+Gecko%2F20100101+Firefox%2F10.0",
            source: CLICK,
            note: "to be completed: the host is a blank; as it is called for a first click, before there is a cookie",
        },
    ],
    sources: &[
        Source { page: SALE, says: "the sale's keys; its JSON must be encoded" },
        Source { page: CLICK, says: "the address and its parameters" },
        Source { page: PIXELS, says: "sale.php with AccountId, TotalCost, OrderID and ProductID: a browser's pixel" },
        Source { page: CHANNELS, says: "a_aid, chan, data1 and data2 on links" },
    ],
    gaps: &["how data1 comes back to the affiliate"],
    ..Platform::NONE
};
