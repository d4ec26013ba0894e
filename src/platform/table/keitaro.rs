//! Keitaro: stores the source's click id from `external_id`, issues `{subid}`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Source, fact, response, same,
};

const POSTBACK: &str = "https://docs.keitaro.io/en/conversions/postback.html";
const PLACEHOLDERS: &str = "https://docs.keitaro.io/en/campaigns-and-streams/s2s-postback-placeholders.html";
const PLACEHOLDERS_RU: &str = "https://docs.keitaro.io/ru/campaigns-and-streams/s2s-postback-placeholders.html";
const FAQ: &str = "https://docs.keitaro.io/en/postbacks/postbacks.html";
const V7: &str = "http://v7.help-legacy.keitaro.io/en/postbacks";
const V9: &str = "https://v9.help.keitaro.io/en/conversions-and-postback/postback.html";
const V7_SENDING: &str = "http://v7.help-legacy.keitaro.io/en/sendpostbacks";
const BLOG: &str = "https://blog.keitaro.io/en/keitaro-s2s-postbacks/";
const PAGES: &str = "https://docs.keitaro.io/en/landing-pages-and-offers/placeholders.html";
const WIKI: &str = "https://wiki.keitarotds.ru/en/postbacks";

/// Keitaro.
pub const PLATFORM: Platform = Platform {
    id: "keitaro",
    name: "Keitaro",
    kind: PlatformKind::AdTracker,
    aliases: &["Keitaro TDS", "keitarotds"],
    link: LinkFace {
        click_id: &[fact("external_id", PLACEHOLDERS).note("the traffic source's click id")],
        also_accepts: &[fact("sub_id_#", POSTBACK).note("sub_id_1 to sub_id_15, up to 10 in older versions")],
        not_click_id: &[
            fact("subid", POSTBACK).note("Keitaro's own click id, which networks send back on the postback")
        ],
        documented: &[
            fact("ad_campaign_id", PLACEHOLDERS),
            fact("creative_id", PLACEHOLDERS),
            fact("cost", PLACEHOLDERS),
            fact("keyword", PLACEHOLDERS),
            fact("source", PLACEHOLDERS),
        ],
        template: "https://{tracking_domain}/{campaign}?external_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[
            fact("subid", WIKI).note("for offer URLs; comes back on the postback"),
            fact("_subid", PLACEHOLDERS).note("the same, not encoded"),
        ],
        returned_click_id: &[
            fact("external_id", PLACEHOLDERS).note("the traffic source's own click id"),
            fact("_external_id", PLACEHOLDERS).note("the same, not encoded"),
        ],
        sub: &[
            fact("sub_id_#", BLOG).note("sub_id_1 to sub_id_15"),
            fact("extra_param_#", V7_SENDING).note("extra_param_1 to extra_param_10"),
        ],
        revenue: &[fact("revenue", PLACEHOLDERS), fact("profit", PLACEHOLDERS).note("revenue less cost")],
        currency: &[fact("currency", BLOG)],
        time: &[fact("date", PLACEHOLDERS).note("with a format and zone after a colon: {date:U}")],
        unique_id: &[fact("tid", PLACEHOLDERS)],
        status: &[fact("status", PLACEHOLDERS).note("may map values: {status:lead=0 sale=1 rejected=2}")],
        other: &[
            fact("ad_campaign_id", PLACEHOLDERS),
            fact("browser", PLACEHOLDERS),
            fact("browser_version", PLACEHOLDERS),
            fact("campaign_id", PLACEHOLDERS),
            fact("keitaro_campaign_id", PLACEHOLDERS).note("as campaign_id"),
            fact("campaign_name", PLACEHOLDERS),
            fact("keitaro_campaign_name", PLACEHOLDERS).note("as campaign_name"),
            fact("city", PLACEHOLDERS),
            fact("connection_type", PLACEHOLDERS),
            fact("cost", PLACEHOLDERS),
            fact("country", PLACEHOLDERS),
            fact("country_code", PLACEHOLDERS),
            fact("country_name", PLACEHOLDERS),
            fact("creative_id", PLACEHOLDERS),
            fact("current_domain", PLACEHOLDERS),
            fact("destination", PLACEHOLDERS),
            fact("device_brand", PLACEHOLDERS_RU),
            fact("device_model", PLACEHOLDERS),
            fact("device_type", PLACEHOLDERS),
            fact("from_file", PLACEHOLDERS).note("with a file's name after a colon"),
            fact("ip", PLACEHOLDERS),
            fact("is_bot", PLACEHOLDERS),
            fact("is_using_proxy", PLACEHOLDERS),
            fact("isp", PLACEHOLDERS),
            fact("keyword", PLACEHOLDERS).note("with a character set after a colon"),
            fact("keyword_cp1251", V7_SENDING).note("version 7"),
            fact("landing_id", PLACEHOLDERS),
            fact("language", PLACEHOLDERS),
            fact("offer", PAGES).note("the offer's address, in landing pages; with a number after a colon"),
            fact("offer_id", PLACEHOLDERS),
            fact("operator", PLACEHOLDERS),
            fact("operator_name", V7_SENDING).note("version 7"),
            fact("carrier", PLACEHOLDERS).note("as operator"),
            fact("os", PLACEHOLDERS),
            fact("os_version", PLACEHOLDERS),
            fact("parent_campaign_id", PLACEHOLDERS),
            fact("random", PLACEHOLDERS).note("with two numbers: {random:1,9}"),
            fact("referrer", PLACEHOLDERS),
            fact("referer", PLACEHOLDERS).note("as referrer"),
            fact("region", PLACEHOLDERS),
            fact("region_name", PLACEHOLDERS),
            fact("sample", PLACEHOLDERS).note("one of the values after the colon"),
            fact("search_engine", PLACEHOLDERS),
            fact("se", PLACEHOLDERS).note("as search_engine"),
            fact("source", PLACEHOLDERS),
            fact("stream_id", V7_SENDING).note("version 7"),
            fact("traffic_source_name", PLACEHOLDERS),
            fact("ts_id", PLACEHOLDERS).note("the traffic source"),
            fact("user_agent", PLACEHOLDERS),
            fact("ua", PLACEHOLDERS).note("as user_agent"),
            fact("useragent", PLACEHOLDERS).note("as user_agent"),
            fact("visitor_code", PLACEHOLDERS),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[Endpoint {
            path: "/{key}/postback",
            click_id: &[fact("subid", POSTBACK).note("the id that {subid} put into the offer's URL")],
            ..Endpoint::NONE
        }],
        payout: &[fact("payout", POSTBACK), fact("revenue", POSTBACK)],
        status: &[
            fact("status", POSTBACK).note("lead, sale, rejected or rebill; sale unless given"),
            fact("sale_status", POSTBACK).note("the network's words for a sale, between commas"),
            fact("lead_status", POSTBACK).note("the network's words for a lead"),
            fact("rejected_status", POSTBACK).note("the network's words for a rejection"),
        ],
        unique_id: &[fact("tid", V9).note("needed for rebills, with status sale or rebill")],
        documented: &[
            fact("cost", POSTBACK),
            fact("currency", POSTBACK),
            fact("sub_id_#", POSTBACK).note("sub_id_1 to sub_id_15"),
            fact("extra_param_#", POSTBACK).note("extra_param_1 to extra_param_10"),
            fact("return", POSTBACK).note("the text to answer, for instance `OK`"),
            fact("ignore_status", POSTBACK),
            fact("ignore", V7).note("older name of ignore_status").unsure(),
            fact("sub_id", V7).note("version 7's name of subid").unsure(),
        ],
        duplicates: &[same(
            DuplicateKey::ClickIdAndUniqueId,
            Scope::Unknown,
            fact("subid and tid", FAQ).note("a postback whose subid and tid are stored already is ignored"),
        )],
        responses: &[
            response(
                0,
                fact("SubId not found", FAQ).note("Keitaro did not issue this subid"),
                PostbackOutcome::UnknownClickId,
            ),
            response(
                0,
                fact("Incorrect SubId", FAQ).note("empty, or a macro that was never filled"),
                PostbackOutcome::NoClickId,
            ),
            response(0, fact("already exists. Postback ignored", FAQ), PostbackOutcome::Duplicate),
        ],
        notes: &["The first path segment is a secret key.", "return=OK replaces the text of a success."],
        template: "https://{tracking_domain}/{key}/postback?subid={click_id}&payout={payout}&status={status}&tid={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://example.com/key/postback?status=lead&payout=10&currency=EUR",
            source: POSTBACK,
            note: "the page leaves subid out and shows a currency sign in place of &curren",
        },
        Example {
            role: Role::Postback,
            url: "https://adnetwork.com/postback?cid={external_id}",
            source: PLACEHOLDERS_RU,
            note: "from Keitaro to a traffic source",
        },
    ],
    sources: &[
        Source { page: POSTBACK, says: "the postback's parameters, statuses and how to map them" },
        Source {
            page: PLACEHOLDERS,
            says: "placeholders of postbacks to sources; encoded, unless the name begins with _",
        },
        Source { page: FAQ, says: "SubId not found, Incorrect SubId, repetitions, tests that cannot work" },
        Source { page: V7, says: "sub_id and ignore in version 7" },
        Source { page: V9, says: "what tid is for" },
        Source { page: V7_SENDING, says: "the macros of version 7" },
        Source { page: BLOG, says: "sub_id_1 to sub_id_15 and currency in postbacks to sources" },
        Source { page: PAGES, says: "macros of landing pages and of offers' addresses" },
        Source { page: WIKI, says: "sid1={subid} on an offer's URL" },
        Source { page: PLACEHOLDERS_RU, says: "the full table of placeholders" },
    ],
    contradictions: &["The click id is subid now and was sub_id in version 7; ignore_status was ignore."],
    gaps: &[
        "which macros an account has added itself",
        "whether names are case-sensitive",
        "how long after a click conversions count",
    ],
    ..Platform::NONE
};
