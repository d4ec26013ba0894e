//! Offer18: stores the affiliate's click id from `aff_click_id`, issues `tid`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Shape, Source, fact, required, response, same,
};

const PARAMETERS: &str = "https://offer18.gitbook.io/knowledge-base/global-postback-parameters";
const STATUSES: &str =
    "https://knowledgebase.offer18.com/network/faqs/what-are-different-status-in-advertiser-postback-logs";
const CLICK_CODE: &str = "public code, files 44533640018 and 51808070152 (links on o18.click)";
const LINK_CODE: &str = "public code, files 4553685572, 38149703991 and 26483179932 (links and postbacks on o18.link)";
const A_CODE: &str = "public code, files 69545383310, 51798174983 and 54500797676 (links and postbacks on o18a.com)";
const CODE_PIXEL: &str = "public code, files 48406266318 and 7753366034 (pixels on o18.click)";

const HOSTS: &[Fact] = &[fact("*.o18.click", CLICK_CODE), fact("*.o18.link", LINK_CODE), fact("*.o18a.com", A_CODE)];
const RETURNED: &[Fact] = &[fact("tid", PARAMETERS).note("the id that {tid} put into the advertiser's link")];

/// Offer18.
pub const PLATFORM: Platform = Platform {
    id: "offer18",
    name: "Offer18",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["o18"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/c", PARAMETERS)],
        shapes: &[
            Shape { path: "/c", params: &["o", "m", "a"] },
            Shape { path: "/c", params: &["o", "a", "aff_click_id"] },
        ],
        click_id: &[fact("aff_click_id", PARAMETERS).note("the affiliate's own click id")],
        also_accepts: &[
            fact("sub_aff_id", CLICK_CODE).note("the sub-affiliate"),
            // Seen in public code.
            fact("aff_sub#", A_CODE).unsure(),
        ],
        not_click_id: &[
            fact("tid", PARAMETERS)
                .note("Offer18's own id, a macro and a postback parameter; the affiliate's id goes into aff_click_id"),
            fact("click_id", PARAMETERS)
                .note("not among Offer18's parameters: the affiliate's id goes into aff_click_id"),
        ],
        required: &[
            required(fact("o", PARAMETERS).note("the offer")).on("/c").warned(),
            required(fact("a", PARAMETERS).note("the affiliate")).on("/c").warned(),
        ],
        documented: &[fact("m", CLICK_CODE).note("the account")],
        template: "https://{network}.o18.click/c?o={offer_id}&m={account_id}&a={affiliate_id}&aff_click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("tid", PARAMETERS).note("for the advertiser's link; comes back on the postback")],
        returned_click_id: &[
            fact("aff_click_id", PARAMETERS).note("the affiliate's own click id, back to the affiliate")
        ],
        // These macros' names are taken from the parameters of the same names.
        sub: &[fact("sub_aff_id", PARAMETERS).unsure()],
        event: &[fact("event", PARAMETERS).unsure()],
        payout: &[fact("payout", PARAMETERS).unsure()],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[
            Endpoint {
                path: "/p",
                click_id: RETURNED,
                required: &[],
                identifying_params: &["mid", "tid"],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/p",
                click_id: RETURNED,
                required: &[],
                identifying_params: &["m", "tid"],
                ..Endpoint::NONE
            },
        ],
        event: &[fact("event", PARAMETERS)],
        payout: &[fact("sale", PARAMETERS).note("needed where the offer pays by sale")],
        security: &[fact("auth_token", STATUSES)],
        documented: &[
            fact("mid", PARAMETERS).note("the account, as the documentation writes it"),
            fact("m", LINK_CODE).note("the account, as live postbacks write it"),
            fact("o", A_CODE).note("the offer"),
            fact("adv_sub#", PARAMETERS).note("adv_sub1 to adv_sub5"),
            fact("t", LINK_CODE).note("`f` in an iframe pixel"),
        ],
        pixels: &[
            fact("t=f", LINK_CODE).note("in an iframe"),
            fact("t=i", CODE_PIXEL).note("in an image"),
            fact("gb=1", CODE_PIXEL),
        ],
        duplicates: &[same(DuplicateKey::ClickId, Scope::Unknown, fact("Cleared due to Multi Conversion", STATUSES))],
        responses: &[
            response(0, fact("Conversion Recorded", STATUSES), PostbackOutcome::Counted),
            response(
                0,
                fact("invalid transaction", STATUSES).note("empty, a macro that was never filled, or unknown"),
                PostbackOutcome::UnknownClickId,
            ),
            response(0, fact("auth_token mismatch", STATUSES), PostbackOutcome::Unauthorised),
            response(0, fact("IP not in Whitelist", STATUSES), PostbackOutcome::Unauthorised),
            response(0, fact("Cleared due to Multi Conversion", STATUSES), PostbackOutcome::Duplicate),
            response(0, fact("Cleared due to click expiry", STATUSES), PostbackOutcome::ExpiredClickId),
            response(0, fact("event not found", STATUSES), PostbackOutcome::UnknownEvent),
        ],
        notes: &["A click lives 30 days unless set otherwise."],
        template: "https://{network}.o18.click/p?mid={account_id}&tid={click_id}&event={event_name}&sale={amount}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://THEIR_TRACKING_DOMAIN/c?o=236&a=1257&aff_click_id={tid}",
            source: PARAMETERS,
            note: "to be completed: the capitals stand for the domain; from one Offer18 to another",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://oralfish.o18.click/c?o=20993274&m=1446&a=590410",
            source: "public code, file 44533640018 (a link on o18.click)",
            note: "as it is called; no click id in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://ratepickle.o18a.com/c?o=21952245&m=28014&a=775147&aff_click_id={replace_it}&sub_aff_id={replace_it}",
            source: "public code, file 69545383310 (a link on o18a.com)",
            note: "to be completed: {replace_it} stands for the affiliate's macros",
        },
        Example {
            role: Role::Postback,
            url: "https://{your_network_url_domain}/p?mid=000&tid={aff_click_id}",
            source: PARAMETERS,
            note: "to be completed: domain and account are blanks",
        },
    ],
    sources: &[
        Source { page: PARAMETERS, says: "/p with mid and tid, event, adv_sub1 to adv_sub5, sale" },
        Source { page: STATUSES, says: "every status of the log, 30 days, auth_token, allowed addresses" },
        Source { page: CLICK_CODE, says: "o18.click hosts /c with o, m, a, aff_click_id and sub_aff_id" },
        Source { page: LINK_CODE, says: "o18.link hosts /c and /p, with m and tid" },
        Source { page: A_CODE, says: "o18a.com hosts /c and /p, with o, m, tid and event" },
    ],
    contradictions: &["The documentation writes mid on the postback; many live postbacks write m."],
    gaps: &["the table of affiliates' macros"],
    ..Platform::NONE
};
