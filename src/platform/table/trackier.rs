//! Trackier: stores the publisher's click id from `p1`, issues `click_id`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Shape, Source, fact, required, response, same,
};

const ADVERTISER: &str =
    "https://help.trackier.com/en/articles/8107277-key-parameters-for-setting-up-advertiser-postback";
const PUBLISHER: &str =
    "https://help.trackier.com/en/articles/8107293-publisher-tracking-link-parameters-and-postback-macros";
const GUIDE: &str = "https://help.trackier.com/en/articles/10441421-quick-guide";
const OLD_ADVERTISER: &str =
    "https://help.trackier.com/support/solutions/articles/31000155578-parameters-for-advertiser-postback";
const NOT_RECORDED: &str =
    "https://help.trackier.com/support/solutions/articles/31000155030-conversion-from-advertiser-not-recorded-";
const ERRORS: &str = "https://trackier.com/blog/common-errors-in-pixel-and-debug-postback-logs/";
const MACROS: &str = "https://trackier.com/?p=46523";
const HOST_CODE: &str = "public code, files 62104764970, 46299292761 and 46499377993 (links on gotrackier.com)";
const PUBLISHER_MACROS: &str = "https://trackier.freshdesk.com/support/solutions/articles/31000154963-parameter-for-tracking-link-and-postback-url-publisher-end";

const HOSTS: &[Fact] = &[fact("*.vnative.co", OLD_ADVERTISER), fact("*.gotrackier.com", HOST_CODE)];
const TEST_HOSTS: &[Fact] = &[fact("demo.vnative.co", OLD_ADVERTISER).note("Trackier's own demonstration")];

/// A macro whose name is taken from the parameter of the same name.
const fn inferred(name: &'static str) -> Fact {
    fact(name, ADVERTISER).unsure()
}

/// Trackier.
pub const PLATFORM: Platform = Platform {
    id: "trackier",
    name: "Trackier",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["vNative", "gotrackier", "Trackier Performance Marketing Software"],
    link: LinkFace {
        hosts: HOSTS,
        test_hosts: TEST_HOSTS,
        paths: &[fact("/click", GUIDE)],
        shapes: &[Shape { path: "/click", params: &["campaign_id", "pub_id", "p1"] }],
        click_id: &[fact("p1", PUBLISHER).note("the publisher's click id")],
        also_accepts: &[
            fact("p#", PUBLISHER).note("p2 to p10, open parameters; the click id's own slot is p1"),
            fact("source", PUBLISHER).note("the sub-publisher"),
        ],
        not_click_id: &[fact("click_id", GUIDE)
            .note("Trackier's own id, a macro and a postback parameter; on the link the publisher's id goes into p1")],
        required: &[
            required(fact("campaign_id", GUIDE).note("the campaign")).on("/click").warned(),
            required(fact("pub_id", GUIDE).note("the publisher")).on("/click").warned(),
        ],
        documented: &[
            fact("creative_name", PUBLISHER),
            fact("app_name", PUBLISHER),
            fact("idfa", PUBLISHER),
            fact("gaid", PUBLISHER),
            fact("ipaddr", PUBLISHER),
            fact("user_agent", PUBLISHER),
        ],
        template: "https://{network}.gotrackier.com/click?campaign_id={campaign_id}&pub_id={publisher_id}&p1={click_id}&source={sub_publisher}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("click_id", MACROS).note("for the advertiser's link; comes back on the postback")],
        returned_click_id: &[fact("p1", MACROS).note("what the publisher's link carried in p1")],
        sub: &[
            fact("p#", PUBLISHER_MACROS).note("p2 to p10, what the publisher's link carried"),
            fact("source", PUBLISHER).unsure(),
            fact("sub#", PUBLISHER_MACROS).note("sub1 to sub10, what the advertiser sent"),
        ],
        event: &[fact("goal_value", PUBLISHER_MACROS), inferred("goal_id")],
        payout: &[fact("payout", PUBLISHER_MACROS), fact("payout_usd", PUBLISHER_MACROS)],
        revenue: &[inferred("sale_amount"), inferred("revenue")],
        currency: &[inferred("currency")],
        unique_id: &[fact("txn_id", PUBLISHER_MACROS).note("the advertiser's transaction id")],
        other: &[fact("publisher_id", MACROS), fact("campaign_id", MACROS), fact("campaign_title", MACROS)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        test_hosts: TEST_HOSTS,
        endpoints: &[Endpoint {
            path: "/acquisition",
            click_id: &[fact("click_id", ADVERTISER).note("the id that {click_id} put into the advertiser's link")],
            required: &[required(fact("security_token", ADVERTISER)).warned()],
            identifying_params: &["click_id", "security_token"],
            ..Endpoint::NONE
        }],
        event: &[fact("goal_value", ADVERTISER), fact("goal_id", ADVERTISER)],
        payout: &[fact("revenue", ADVERTISER), fact("sale_amount", ADVERTISER)],
        status: &[fact("status", OLD_ADVERTISER).note("approved, cancelled, rejected or pending")],
        unique_id: &[fact("txn_id", ADVERTISER)],
        security: &[fact("security_token", ADVERTISER)],
        documented: &[fact("sub#", ADVERTISER).note("sub1 to sub15"), fact("currency", ADVERTISER)],
        duplicates: &[same(
            DuplicateKey::ClickId,
            Scope::Unknown,
            fact("DUPLICATE_CLICK_ID", NOT_RECORDED).note("unless the campaign allows several conversions"),
        )],
        responses: &[
            response(
                0,
                fact("INVALID_CLICK_ID", NOT_RECORDED)
                    .note("empty, a macro that was never filled, or not issued by Trackier"),
                PostbackOutcome::UnknownClickId,
            ),
            response(0, fact("DUPLICATE_CLICK_ID", NOT_RECORDED), PostbackOutcome::Duplicate),
            response(
                0,
                fact("INVALID_GOAL_ID", ERRORS).note("the campaign has no such goal"),
                PostbackOutcome::UnknownEvent,
            ),
            response(
                0,
                fact("INVALID_GOAL_VALUE", ERRORS).note("it fits none of the campaign's goals"),
                PostbackOutcome::UnknownEvent,
            ),
            response(0, fact("NO_SESSION_ID", ERRORS).note("a pixel found no click"), PostbackOutcome::NoClickId),
        ],
        template: "https://{network}.gotrackier.com/acquisition?click_id={click_id}&security_token={token}&goal_value={event_name}&sale_amount={amount}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://YourDomain/click?campaign_id=xx&pub_id=xx&p1={click_id}",
            source: GUIDE,
            note: "to be completed: domain, campaign and publisher are blanks",
        },
        Example {
            role: Role::Postback,
            url: "https://PublisherPostbackDomain/acquisition?click_id={p1}&security_token=xxxxx",
            source: GUIDE,
            note: "to be completed; from one Trackier to another",
        },
        Example {
            role: Role::Postback,
            url: "https://YourDomain/acquisition?click_id={p1}&security_token=xxx&sale_amount={amount}",
            source: GUIDE,
            note: "to be completed: domain and token are blanks",
        },
    ],
    sources: &[
        Source { page: ADVERTISER, says: "the postback's parameters" },
        Source { page: PUBLISHER, says: "the link's parameters; p1 is the click id's slot" },
        Source { page: GUIDE, says: "link and postback in both directions" },
        Source { page: OLD_ADVERTISER, says: "demo.vnative.co/acquisition; the statuses" },
        Source { page: NOT_RECORDED, says: "error texts: wrong parameter, wrong macro, wrong security token" },
        Source { page: ERRORS, says: "INVALID_GOAL_ID and INVALID_GOAL_VALUE" },
        Source {
            page: PUBLISHER_MACROS,
            says: "{p2} to {p10}, {payout}, {txn_id}, {goal_value}, {sub1} in publishers' postbacks",
        },
        Source { page: MACROS, says: "{click_id}, {p1}, {publisher_id}, {campaign_title}" },
        Source { page: HOST_CODE, says: "click links on {network}.gotrackier.com" },
    ],
    gaps: &["how long a click lives unless set"],
    ..Platform::NONE
};
