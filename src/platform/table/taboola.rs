//! Taboola: the click id comes back in `click-id`, with a hyphen.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, EndpointRole, Example, FiringFace, Platform, PlatformKind, PostbackOutcome, ReceivingFace,
    Role, Source, fact, required, response,
};

const POSTBACK: &str = "https://developers.taboola.com/pixel/docs/the-postback-url";
const ERRORS: &str = "https://developers.taboola.com/pixel/docs/postback-url-error-codes";
const MANUAL: &str = "https://developers.taboola.com/pixel/docs/s2s-manual-integration";
const BRANCH: &str = "public code, file 21205914376 (Branch's page on ad partners)";
const DIRECTORY: &str = "public code, file 63389846903 (directory of ad networks with postback presets)";
const PIXEL_CODE: &str =
    "public code, files 26306398031 and 50858908 (Taboola's pixel without JavaScript on advertisers' pages)";
const HUB: &str = "public code, file 70494908050 (platform table of a tracking hub)";

const MACROS: &str = "public code, file 7589047638 (a page builder's list of Taboola's macros)";
const PRESET: &str = "public code, file 58976189510 (a tracker's preset for Taboola)";
const KINTURA: &str = "https://kintura.com/docs/presets/pairings/taboola/cityads";

/// Taboola.
pub const PLATFORM: Platform = Platform {
    id: "taboola",
    name: "Taboola",
    kind: PlatformKind::TrafficSource,
    aliases: &["Realize"],
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("click_id", HUB).note("usually put into tblci or click_id; case counts")],
        other: &[
            fact("site", HUB),
            fact("site_id", KINTURA),
            fact("campaign_id", KINTURA),
            fact("platform", KINTURA),
            fact("campaign", POSTBACK),
            fact("campaign_name", HUB),
            fact("campaign_item_id", HUB),
            fact("thumbnail", POSTBACK),
            fact("title", POSTBACK),
            fact("creative_name", MACROS),
            fact("custom_id", MACROS),
            fact("site_domain", MACROS),
            fact("timestamp", MACROS),
            fact("cachebuster", MACROS),
            fact("cpc", POSTBACK).note("what the click cost"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("trc.taboola.com", POSTBACK)],
        endpoints: &[Endpoint {
            path: "/actions-handler/log/3/s2s-action",
            click_id: &[fact("click-id", POSTBACK).note("with a hyphen: any other spelling records nothing")],
            required: &[required(fact("name", POSTBACK).note("the event"))
                .or(&[fact("partner-name", BRANCH).note("a measurement partner's postbacks are not checked")])
                .warned()],
            ..Endpoint::NONE
        }, Endpoint {
            path: "/{account}/log/3/unip",
            role: EndpointRole::Pixel,
            no_click_id: Some(fact("unip", PIXEL_CODE).note("the visitor's cookie tells the click")),
            documented: &[fact("en", PIXEL_CODE).note("the event")],
            ..Endpoint::NONE
        }],
        event: &[fact("name", POSTBACK).note("the event name, not the conversion name; case counts")],
        payout: &[fact("revenue", POSTBACK).note("a number")],
        unique_id: &[fact("orderid", POSTBACK)],
        documented: &[
            fact("currency", POSTBACK).note("three letters, in capitals; without it the account's own"),
            fact("quantity", POSTBACK).note("a whole number"),
            fact("partner-name", BRANCH).note("in postbacks of measurement partners").unsure(),
        ],
        responses: &[
            response(204, fact("*", ERRORS), PostbackOutcome::Received),
            response(
                400,
                fact("*", ERRORS).note(
                    "click-id is missing, misspelled or cannot be read; name is missing or misspelled; or the path is misspelled",
                ),
                PostbackOutcome::Malformed,
            ),
        ],
        notes: &[
            "The click id has 66 characters or more, and case counts.",
            "Calls in bulk and calls by measurement partners are not checked this way.",
        ],
        template: "https://trc.taboola.com/actions-handler/log/3/s2s-action?click-id={click_id}&name={event_name}&revenue={revenue}&currency={currency}&orderid={order_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://trc.taboola.com/1305552/log/3/unip?en=page_view",
            source: PIXEL_CODE,
            note: "as it is called: a browser's pixel",
        },
        Example {
            role: Role::Postback,
            url: "https://trc.taboola.com/actions-handler/log/3/s2s-action?click-id=CLICK_ID&name=EVENT_NAME&revenue=REVENUE&currency=CURRENCY&orderid=ORDER_ID",
            source: POSTBACK,
            note: "to be completed: the capitals stand for macros",
        },
        Example {
            role: Role::Postback,
            url: "https://trc.taboola.com/actions-handler/log/3/s2s-action?click-id={click_id}&partner-name=Branch",
            source: BRANCH,
            note: "with Branch's macro; no name",
        },
    ],
    sources: &[
        Source { page: MACROS, says: "names of further macros" },
        Source { page: PRESET, says: "the same macros in a tracker's preset" },
        Source { page: POSTBACK, says: "the postback and its parameters" },
        Source { page: ERRORS, says: "204 and 400, and what is not checked" },
        Source { page: MANUAL, says: "the event name must be sent exactly as it was set" },
        Source { page: PIXEL_CODE, says: "the pixel: /{account}/log/3/unip with en" },
        Source { page: DIRECTORY, says: "tblci={click_id} on the link" },
        Source { page: HUB, says: "names of the macros" },
        Source { page: KINTURA, says: "further macros" },
        Source { page: BRANCH, says: "a postback with partner-name and without name" },
    ],
    contradictions: &[
        "The page needs name; Branch's postback goes without it, as calls by measurement partners are not checked.",
    ],
    ..Platform::NONE
};
