//! TUNE (HasOffers): stores the partner's click id from `aff_click_id`, issues `transaction_id`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Shape, Source, fact, required, response, same,
};

const LINKS: &str = "https://support.tune.com/hc/en-us/articles/1500005236422-Generating-Tracking-Links";
const CUSTOM_LINK: &str =
    "https://support.tune.com/hc/en-us/articles/1500005236722-Customizing-a-Partner-Tracking-Link";
const PARTNER_URL: &str =
    "https://support.tune.com/hc/en-us/articles/1500008248741-Passing-Values-to-a-Partner-Conversion-URL";
const ADVERTISER_ID: &str =
    "https://support.tune.com/hc/en-us/articles/4413247716631-Passing-a-Postback-ID-to-an-Advertiser";
const POSTBACK: &str =
    "https://support.tune.com/hc/en-us/articles/4413247665431-Receiving-Conversions-via-Postback-URL";
const CONVERSION_URL: &str = "https://support.tune.com/hc/en-us/articles/1500005236742-Customizing-a-Conversion-URL";
const CONVERSION_LINK: &str = "https://support.tune.com/hc/en-us/articles/1500005236762";
const UNIQUE: &str = "https://support.tune.com/hc/en-us/articles/1500008248141-Limiting-Conversion-by-Unique-ID";
const GOAL_SETTINGS: &str = "https://support.tune.com/hc/en-us/articles/1500007705101-Offer-Specific-Tracking-Settings";
const FAQ: &str = "https://support.tune.com/hc/en-us/articles/1500007716322-FAQs-Conversion-Tracking";
const OFFER_URL: &str = "https://developers.tune.com/network-models/offerurl/";
const STATUS_CODES: &str = "https://developers.tune.com/network-docs/conversion-status-codes";
const TEALIUM: &str = "https://docs.tealium.com/server-side-connectors/tune-postback-tracking-connector";
const RUDDERSTACK: &str =
    "https://www.rudderstack.com/docs/destinations/streaming-destinations/tune/cloud-mode/index.md";
const DATAFLY: &str = "https://docs.dataflysignal.com/integrations/attribution/tune";
const GOKART: &str = "GoKart help page: Troubleshooting, Common Reasons Why Offers Didn't Track";
const GOALS: &str = "public code, files 54167180900, 36463249365, 17506184593 and 28175019580 (calls of aff_goal)";
const JUMP: &str = "public code, files 10868500607 and 28739450734 (links on go2jump.org)";
const SENDER: &str = "public code, file 71242893252 (unit tests of a tool's postback templates)";
const LEADGID: &str = "public code, file 60876321139 (postback of a network that runs on TUNE)";
const CODE_PIXEL: &str = "public code, files 41021496531 and 13156858538 (pixels on go2cloud.org)";

const RETURNED: &[Fact] = &[fact("transaction_id", POSTBACK).note("the id that TUNE put into the tracking link")];
const HOSTS: &[Fact] = &[fact("*.go2cloud.org", LINKS), fact("*.go2jump.org", JUMP), fact("app.tune.com", GOKART)];

/// TUNE.
pub const PLATFORM: Platform = Platform {
    id: "tune",
    name: "TUNE",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["HasOffers", "has-offers", "TUNE Partner Marketing Platform", "go2cloud", "go2jump"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/aff_c", LINKS).note("the click; white-label domains keep the path")],
        shapes: &[Shape { path: "/aff_c", params: &["offer_id", "aff_id"] }],
        click_id: &[
            fact("aff_click_id", PARTNER_URL).note("the partner's own click or session id"),
            fact("aff_unique#", CUSTOM_LINK)
                .note("aff_unique1 to aff_unique5, the slots for unique values")
                .unsure(),
        ],
        also_accepts: &[
            fact("aff_sub", CUSTOM_LINK)
                .note("carries the id and is often used so, but is meant for values that repeat; unique ids there slow the reports down"),
            fact("aff_sub#", CUSTOM_LINK).note("aff_sub2 to aff_sub5, as aff_sub"),
            fact("source", CUSTOM_LINK).note("the traffic source; as aff_sub"),
        ],
        not_click_id: &[
            fact("click_id", CUSTOM_LINK).note("TUNE's link has no such parameter: the id is dropped and never comes back"),
            fact("clickid", GOKART)
                .note("AppsFlyer's name for the slot; TUNE's link has no such parameter and drops the id"),
            fact("transaction_id", ADVERTISER_ID)
                .note("TUNE's own id, which it makes at the click and hands on to the advertiser"),
        ],
        slots_complete: true,
        required: &[
            required(fact("offer_id", LINKS).note("the offer")).on("/aff_c"),
            required(fact("aff_id", LINKS).note("the partner")).on("/aff_c"),
        ],
        documented: &[
            fact("url_id", CUSTOM_LINK).note("one of the offer's other landing pages"),
            fact("google_aid", CUSTOM_LINK),
            fact("ios_ifa", CUSTOM_LINK),
            // Spelling not confirmed.
            fact("file_id", CUSTOM_LINK).note("the creative").unsure(),
        ],
        nested: &[fact("url", CUSTOM_LINK).unsure()],
        template: "https://{network}.go2cloud.org/aff_c?offer_id={offer_id}&aff_id={partner_id}&aff_click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("transaction_id", ADVERTISER_ID).note("for the offer URL; comes back on the postback")],
        returned_click_id: &[
            fact("aff_click_id", PARTNER_URL).note("the partner's own click id, back to the partner"),
            // Spelling not confirmed.
            fact("aff_unique#", PARTNER_URL).unsure(),
        ],
        sub: &[
            fact("aff_sub", OFFER_URL),
            fact("aff_sub#", OFFER_URL).note("aff_sub2 to aff_sub5"),
            fact("source", OFFER_URL),
            // The table of partner macros was cut off.
            fact("adv_sub", PARTNER_URL).unsure(),
            // The table was cut off.
            fact("adv_sub#", PARTNER_URL).note("adv_sub2 to adv_sub5").unsure(),
            fact("adv_unique#", PARTNER_URL).note("adv_unique1 to adv_unique5").unsure(),
        ],
        event: &[
            // The table of partner macros was cut off.
            fact("goal_id", PARTNER_URL).unsure(),
            fact("goal_ref", PARTNER_URL).unsure(),
        ],
        payout: &[fact("payout", SENDER)],
        revenue: &[fact("amount", PARTNER_URL)],
        currency: &[fact("currency", SENDER)],
        time: &[
            // The table of partner macros was cut off.
            fact("datetime", PARTNER_URL).unsure(),
            fact("date", PARTNER_URL).unsure(),
            fact("time", PARTNER_URL).unsure(),
        ],
        status: &[fact("status", LEADGID).unsure()],
        other: &[
            fact("affiliate_id", OFFER_URL),
            // The table of partner macros was cut off.
            fact("affiliate_ref", PARTNER_URL).unsure(),
            fact("offer_id", OFFER_URL),
            fact("offer_ref", OFFER_URL),
            fact("offer_url_id", OFFER_URL),
            fact("advertiser_id", OFFER_URL),
            fact("country_code", OFFER_URL),
            fact("params", OFFER_URL),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[
            Endpoint { path: "/aff_lsr", click_id: RETURNED, required: &[], identifying_params: &["transaction_id"], ..Endpoint::NONE },
            Endpoint {
                path: "/aff_goal",
                click_id: RETURNED,
                required: &[
                    required(fact("goal_id", RUDDERSTACK).note("the goal"))
                        .or(&[fact("goal_ref", RUDDERSTACK), fact("goal_name", GOALS)]),
                    required(fact("a", GOALS).note("`lsr`, for a call from server to server")).warned(),
                ],
                identifying_params: &["a", "transaction_id"],
                ..Endpoint::NONE
            },
        ],
        event: &[
            fact("goal_id", RUDDERSTACK),
            fact("goal_ref", RUDDERSTACK).note("only read when there is no goal_id"),
            fact("goal_name", GOALS).note("with adv_id"),
        ],
        payout: &[fact("amount", RUDDERSTACK), fact("payout", TEALIUM), fact("revenue", TEALIUM)],
        status: &[fact("status", TEALIUM).note("approved, rejected or pending")],
        unique_id: &[
            fact("conversion_unique_id", TEALIUM),
            fact("adv_sub", RUDDERSTACK),
            fact("adv_unique#", RUDDERSTACK).note("adv_unique1 to adv_unique5"),
        ],
        security: &[fact("security_token", DATAFLY).note("once switched on, every postback needs it")],
        pixels: &[fact("a=l", CODE_PIXEL).note("a pixel; `lsr` is a call from server to server")],
        refuses_repeats: Some(fact("transaction_id", POSTBACK).note("a session that has converted takes no second conversion")),
        documented: &[
            fact("offer_id", POSTBACK),
            fact("aff_id", RUDDERSTACK),
            fact("adv_id", GOALS),
            fact("promo_code", TEALIUM),
            fact("adv_sub#", RUDDERSTACK).note("adv_sub2 to adv_sub5"),
        ],
        default_event: Some(fact("Default", GOAL_SETTINGS).note("the offer's default goal")),
        duplicates: &[
            same(DuplicateKey::ClickId, Scope::Offer, fact("transaction_id", POSTBACK).note("unless a setting says otherwise")),
            same(
                DuplicateKey::UniqueId,
                Scope::Network,
                fact("conversion_unique_id", UNIQUE).note("where Limit Conversion by Unique ID is on; it is the only test then"),
            ),
        ],
        responses: &[
            response(0, fact("success=true", POSTBACK), PostbackOutcome::Counted),
            response(0, fact("Invalid Trans. ID", POSTBACK).note("TUNE never issued this transaction_id"), PostbackOutcome::UnknownClickId),
            response(0, fact("Duplicate conversion", POSTBACK).note("in the server log"), PostbackOutcome::Duplicate),
            response(0, fact("Duplicate Conversion", STATUS_CODES).note("by the session or by its unique id"), PostbackOutcome::Duplicate),
            response(0, fact("IP address not whitelisted", STATUS_CODES), PostbackOutcome::Unauthorised),
            response(0, fact("Invalid Advertiser security token", STATUS_CODES), PostbackOutcome::Unauthorised),
            response(0, fact("Wrong tracking protocol", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("Known Proxy", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("No Referral URL", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("Affiliate Pixel Loop Detected", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("Conversion Cap Exceeded", STATUS_CODES).note("daily"), PostbackOutcome::Rejected),
            response(0, fact("conversion cap exceeded", STATUS_CODES).note("monthly"), PostbackOutcome::Rejected),
            response(0, fact("payout cap exceeded", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("revenue cap exceeded", STATUS_CODES), PostbackOutcome::Rejected),
            response(0, fact("Conversion approval enabled", STATUS_CODES), PostbackOutcome::Pending),
            response(0, fact("success=false", POSTBACK), PostbackOutcome::Rejected),
        ],
        answers: &["The HTTP status is 200 even when a postback is refused: read the body."],
        notes: &[
            "GET only.",
            "A postback on /aff_goal needs goal_id, goal_ref or goal_name; goal_ref is read only when there is no goal_id.",
            "How long a session lasts is set per offer; a newer click replaces the session: the last click wins.",
            "Sub ids hold up to 500 characters.",
        ],
        template: "https://{network}.go2cloud.org/aff_lsr?offer_id={offer_id}&transaction_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://demo.go2cloud.org/aff_c?offer_id=1001&aff_id=2002&aff_click_id=AFFSESSIONID",
            source: PARTNER_URL,
            note: "to be completed: the capitals stand for the partner's macro",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://app.tune.com/abc123?aff_click_id={gk_click_id}",
            source: GOKART,
            note: "GoKart's click id in the partner's slot",
        },
        Example {
            role: Role::Postback,
            url: "http://examplenetwork.go2cloud.org/aff_lsr?offer_id=26&transaction_id=TRANSACTION_ID",
            source: POSTBACK,
            note: "to be completed: the capitals stand for the advertiser's macro",
        },
        Example {
            role: Role::Postback,
            url: "http://examplenetwork.go2cloud.org/aff_lsr?offer_id=26&transaction_id=1027c887059b47bc69c699f45466b9",
            source: POSTBACK,
            note: "as it is fired",
        },
    ],
    sources: &[
        Source { page: STATUS_CODES, says: "the status of a conversion, and why it was refused" },
        Source { page: LINKS, says: "a partner's link: {network}.go2cloud.org, aff_c, offer_id, aff_id" },
        Source { page: CUSTOM_LINK, says: "aff_sub to aff_sub5 and source are for values that repeat; unique ids have slots of their own" },
        Source { page: PARTNER_URL, says: "aff_click_id stores the partner's click id and gives it back" },
        Source { page: ADVERTISER_ID, says: "TUNE makes transaction_id and hands it to the advertiser" },
        Source { page: UNIQUE, says: "unique ids hold for the whole network and never end" },
        Source { page: GOAL_SETTINGS, says: "the offer's own postback is the goal Default" },
        Source { page: POSTBACK, says: "aff_lsr, its answers, GET only" },
        Source { page: FAQ, says: "sub ids hold 500 characters; the last click wins" },
        Source { page: OFFER_URL, says: "the macros of offer URLs" },
        Source { page: TEALIUM, says: "parameters of the postback: goals, token, status, unique ids" },
        Source { page: RUDDERSTACK, says: "exact spellings of the postback's parameters" },
        Source { page: DATAFLY, says: "an unknown transaction_id is refused with HTTP 200; a token, once on, is needed everywhere" },
        Source { page: GOALS, says: "aff_goal with a=lsr, goal_id or goal_name and transaction_id" },
        Source { page: JUMP, says: "go2jump.org hosts links on aff_c" },
        Source { page: SENDER, says: "{aff_sub}, {payout}, {transaction_id} and {currency} in partner postbacks" },
        Source { page: CONVERSION_URL, says: "warns against unique values in adv_unique, which reads as the reverse of the names" },
        Source { page: CONVERSION_LINK, says: "prints a conversion link with a space before &googleaid=" },
        Source { page: LEADGID, says: "{aff_sub}, {payout}, {status} and {transaction_id} in a partner postback" },
        Source { page: GOKART, says: "app.tune.com takes the click id in aff_click_id" },
    ],
    contradictions: &[
        "aff_click_id is the documented slot, yet many links and other trackers' help send the click id in aff_sub.",
        "One page warns against unique values in adv_unique1 to adv_unique5; the names and the partner's page say the reverse.",
    ],
    gaps: &[
        "the parameters of /aff_goal",
        "how long a session lasts unless set",
        "which paths app.tune.com has",
    ],
    ..Platform::NONE
};
