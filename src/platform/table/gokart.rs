//! GoKart: issues `gk_click_id`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
    required,
};

const TROUBLESHOOTING: &str = "GoKart help page: Troubleshooting, Common Reasons Why Offers Didn't Track";
const POSTBACK: &str = "http://support.getgokart.ai/en/articles/11844211-postback-url";
const MULTI_EVENT: &str = "GoKart help page: Multi-Event Conversion Tracking";
const PARTNER_LINK: &str = "http://support.getgokart.ai/en/articles/14660248-partner-tracking-link-setup";
const PARTNER_POSTBACK: &str = "http://support.getgokart.ai/en/articles/14660615-partner-postback-setup-guide";
const CONVERSION: &str = "http://support.getgokart.ai/en/articles/11852459-conversion-parameters";
const GLOSSARY: &str = "GoKart glossary: What is a Postback?";
const CLICK_ID: &str = "http://support.getgokart.ai/en/articles/11972548-gk_click_id";

const REDIRECT: &str = "/api/v1/offer-link/redirect/{offer}";
const RETURNED: &[Fact] = &[fact("gk_click_id", POSTBACK).note("the click id that the tracking link carried")];

const fn endpoint(path: &'static str) -> Endpoint {
    Endpoint { path, click_id: RETURNED, ..Endpoint::NONE }
}

/// GoKart.
pub const PLATFORM: Platform = Platform {
    id: "gokart",
    name: "GoKart",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["getgokart", "GoKart AI"],
    link: LinkFace {
        hosts: &[fact("getgokart.ai", POSTBACK), fact("*.getgokart.ai", TROUBLESHOOTING)],
        paths: &[fact(REDIRECT, PARTNER_LINK)],
        click_id: &[
            fact("pub_click_id", PARTNER_LINK)
                .note("the partner's own click id; without it the link does not redirect or track"),
            fact("aff_click_id", TROUBLESHOOTING)
                .note("one page shows it on the redirect link; the partner guide has pub_click_id"),
        ],
        not_click_id: &[fact("gk_click_id", CLICK_ID)
            .note("GoKart's own id: it goes out to the advertiser and comes back on the postback")],
        required: &[required(fact("pub_member_id", PARTNER_LINK).note("the partner's member"))
            .or(&[fact("aff_click_id", TROUBLESHOOTING)])
            .on(REDIRECT)
            .warned()],
        documented: &[fact("pub_sub_#", PARTNER_LINK).note("pub_sub_1 to pub_sub_15, free values")],
        case_sensitive: Some(fact("gk_click_id", TROUBLESHOOTING).note("names have to be typed exactly")),
        https_only: Some(
            fact("https", TROUBLESHOOTING).note("http is listed among the reasons why offers did not track"),
        ),
        template: "https://api.{network}.getgokart.ai/api/v1/offer-link/redirect/{offer}?pub_click_id={click_id}&pub_member_id={member_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("gk_click_id", CLICK_ID).note("a UUID made at the click")],
        returned_click_id: &[fact("pub_click_id", PARTNER_POSTBACK).note("the partner's click id, back to the partner")],
        event: &[fact("cnv_event_id", PARTNER_POSTBACK)],
        sub: &[fact("pub_sub_#", PARTNER_LINK).unsure()],
        revenue: &[fact("cnv_amount", CONVERSION).unsure()],
        other: &[
            fact("pub_member_id", PARTNER_POSTBACK),
            fact("gk_offer_id", PARTNER_POSTBACK),
            fact("gk_offer_name", PARTNER_POSTBACK),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("getgokart.ai", POSTBACK), fact("*.getgokart.ai", TROUBLESHOOTING)],
        illustrations: &[fact("tracking.gokart.ai", GLOSSARY).unsure(), fact("gokart.api", CONVERSION).unsure()],
        endpoints: &[endpoint("/postback"), endpoint("/api/v1/postback")],
        event: &[fact("cnv_event_id", MULTI_EVENT)
            .note("must equal the Event ID set in GoKart exactly: case and underscores count")],
        event_tells_apart: true,
        payout: &[fact("cnv_amount", CONVERSION)],
        unique_id: &[fact("cnv_conversion_id", CONVERSION)],
        documented: &[
            fact("cnv_conversion_ip_address", CONVERSION),
            fact("cnv_email", CONVERSION),
            fact("cnv_user_id", CONVERSION),
            fact("cnv_sub_#", CONVERSION).note("cnv_sub_1 to cnv_sub_5"),
        ],
        notes: &[
            "A hard-coded cnv_event_id must be one that the offer has; a macro must be filled with one.",
            "A global postback reports for all offers, by gk_click_id alone.",
        ],
        case_sensitive: Some(fact("gk_click_id", TROUBLESHOOTING).note("names have to be typed exactly")),
        https_only: Some(
            fact("https", TROUBLESHOOTING).note("http is listed among the reasons why offers did not track"),
        ),
        click_id_shape: Some(fact("uuid", CLICK_ID).note("8-4-4-4-12 hexadecimal digits")),
        template: "https://api.{network}.getgokart.ai/api/v1/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
        ..ReceivingFace::NONE
    },
    telltale: &["gk_click_id", "gk_offer_id", "gk_offer_name", "cnv_event_id", "cnv_conversion_id"],
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://api.getgokart.ai/postback?gk_click_id=TOBEREPLACED",
            source: POSTBACK,
            note: "to be completed: the capitals stand for the advertiser's macro",
        },
        Example {
            role: Role::Postback,
            url: "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}",
            source: TROUBLESHOOTING,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            source: POSTBACK,
            note: "as it is fired",
        },
        Example {
            role: Role::PartnerLink,
            url: "https://api.brownboots.getgokart.ai/api/v1/offer-link/redirect/ec3e2f2b-4f95-4674-8ca0-c7ffbf3dbd5e?pub_click_id=PUB_CLICK_ID&pub_member_id=PUB_MEMBER_ID",
            source: PARTNER_LINK,
            note: "to be completed: the capitals stand for the partner's macros",
        },
    ],
    sources: &[
        Source {
            page: TROUBLESHOOTING,
            says: "the common failures: parameter name, typing, ? and &, http, environment, event id",
        },
        Source { page: POSTBACK, says: "the endpoint, gk_click_id, and the global postback" },
        Source { page: MULTI_EVENT, says: "cnv_event_id, hard-coded or filled, must equal an Event ID exactly" },
        Source { page: PARTNER_LINK, says: "pub_click_id and pub_member_id on the partner's link" },
        Source {
            page: PARTNER_POSTBACK,
            says: "macros of partner postbacks; event-level and global postback both fire",
        },
        Source { page: CONVERSION, says: "the optional parameters of a postback" },
        Source {
            page: GLOSSARY,
            says: "shows a postback to tracking.gokart.ai/conv with click_id, as an illustration",
        },
        Source { page: CLICK_ID, says: "gk_click_id is a UUID made at the redirect" },
    ],
    contradictions: &[
        "The postback's address has five spellings in GoKart's pages: api.getgokart.ai/postback, api.{network}.getgokart.ai/api/v1/postback, the bare host for events, and gokart.api/track and tracking.gokart.ai/conv as illustrations.",
        "One page's sample sends event_id; all others cnv_event_id.",
        "One page shows aff_click_id on the redirect link; the partner guide asks for pub_click_id.",
        "The glossary sends click_id to tracking.gokart.ai/conv; the help centre sends gk_click_id to its own hosts.",
    ],
    gaps: &[
        "session window and treatment of repetitions",
        "answers of the endpoint",
        "names of sandbox hosts",
        "a security token: none is documented",
    ],
};
