//! Aftrad: stores the affiliate's click id from `click_id`; its own `{click_id}` goes to advertisers and comes back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const LINK: &str = "https://help.aftrad.com/en/articles/11114453-how-to-configure-affiliate-macros";
const MACROS: &str = "https://help.aftrad.com/en/articles/10601877-macros";
const TRACKERS: &str = "https://help.aftrad.com/en/articles/15254030-tracker-integration-guide";
const POSTBACK: &str = "https://help.aftrad.com/en/articles/9718023-advertiser-postback-url-for-advertisers";
const ADJUST: &str = "https://help.aftrad.com/en/articles/9997089-adjust-offer-and-postback-configuration";

const RETURNED: &[Fact] = &[
    fact("click_id", POSTBACK).note("the id that {click_id} put into the offer's URL"),
    fact("aggregated_id", TRACKERS).note("in its place, where the click id cannot be passed"),
    fact("aggregate_id", POSTBACK).note("the same under another page's spelling").unsure(),
];

/// Aftrad.
pub const PLATFORM: Platform = Platform {
    id: "aftrad",
    name: "Aftrad",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["aftrad-event"],
    link: LinkFace {
        click_id: &[fact("click_id", LINK).note("the affiliate's own click id")],
        also_accepts: &[
            fact("aggregate_id", LINK).note("in place of a click id, for reports in sums"),
            fact("custom#", LINK).note("custom1 to custom8, free values"),
        ],
        documented: &[
            fact("offer_id", MACROS),
            fact("publisher_id", MACROS),
            fact("source", LINK),
            fact("sub_source", LINK),
            fact("placement", LINK),
            fact("app_name", LINK),
            fact("app_id", LINK),
            fact("site", LINK),
            fact("creative", LINK),
            fact("idfa", LINK),
            fact("gaid", LINK),
            fact("user_ip", LINK),
            fact("user_agent", LINK),
            fact("user_language", LINK),
        ],
        template: "https://{tracking_domain}/?offer_id={offer_id}&publisher_id={publisher_id}&click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[
            fact("click_id", TRACKERS).note("Aftrad's own id, not the affiliate's; comes back on the postback"),
            fact("aggregated_id", TRACKERS).note("in its place, where the click id cannot be passed"),
            fact("aggregate_id", ADJUST).note("the same under another page's spelling").unsure(),
        ],
        returned_click_id: &[fact("affiliate_click_id", MACROS).note("the affiliate's own click id")],
        sub: &[
            fact("source", TRACKERS),
            fact("source_plain", MACROS),
            fact("sub_source", TRACKERS),
            fact("subsource", MACROS).note("as sub_source, on another page"),
            fact("subsource_plain", MACROS),
            fact("custom#", MACROS).note("custom1 to custom8"),
        ],
        other: &[
            fact("placement", MACROS),
            fact("app_name", MACROS),
            fact("app_id", MACROS),
            fact("site", MACROS),
            fact("creative", MACROS),
            fact("idfa", MACROS),
            fact("gaid", MACROS),
            fact("android_id", ADJUST),
            fact("declared_user_ip", MACROS),
            fact("declared_user_agent", MACROS),
            fact("declared_user_language", MACROS),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.aftrad-event.com", TRACKERS)],
        endpoints: &[Endpoint { path: "/api/v1/events", click_id: RETURNED, ..Endpoint::NONE }],
        event: &[fact("event_parameter", POSTBACK).note("as the offer's Payouts & Events section names it")],
        payout: &[fact("payout", POSTBACK).note("where it is left out, the offer's own payout counts")],
        documented: &[fact("advertiser_id", POSTBACK)],
        notes: &["One of click_id and the aggregated id has to be sent."],
        template: "https://{account}.aftrad-event.com/api/v1/events?click_id={click_id}&event_parameter={event_name}&payout={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://your-affiliate-tracking-url?offer_id=1&publisher_id=1&click_id={REPLACE}&source=[Source]&sub_source={{Sub_Source}}&custom1=MyCustomValue",
            source: MACROS,
            note: "to be completed: host and click id are blanks; three dialects, to show that any will do",
        },
        Example {
            role: Role::Postback,
            url: "https://chameleon.aftrad-event.com/api/v1/events?click_id={sub1}&aggregated_id={transactionid}&event_parameter={goal}&payout={sum}",
            source: TRACKERS,
            note: "with Affise's macros",
        },
        Example {
            role: Role::Postback,
            url: "http://example.aftrad-event.com/api/v1/events?{click_id}&aggregated_id={aggregate_id}&event_parameter=pey3pd&payout=10",
            source: ADJUST,
            note: "broken at its source: click_id= is lost before {click_id}",
        },
    ],
    sources: &[
        Source { page: LINK, says: "the link's 22 parameters" },
        Source { page: MACROS, says: "which parameters pass to the advertiser; {affiliate_click_id}" },
        Source { page: TRACKERS, says: "link and postback for each tracker; {click_id} is Aftrad's own" },
        Source { page: POSTBACK, says: "the postback's parameters; click_id or aggregate_id is a must" },
        Source { page: ADJUST, says: "a link to Adjust with the postback in its callback" },
    ],
    contradictions: &[
        "The link and one postback page write aggregate_id, the tracker guide writes aggregated_id.",
        "The sub-source is {sub_source} on one page and {subsource} on another.",
    ],
    gaps: &["hosts of click links", "macros of affiliates' postbacks"],
    ..Platform::NONE
};
