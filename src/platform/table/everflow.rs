//! Everflow: stores a partner's click id in `sub1` to `sub5`, issues `transaction_id`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome, ReceivingFace, Role,
    Source, fact, rejected, required, response,
};

const LINK: &str =
    "https://help.everflow.io/support/solutions/articles/22000218430-configuring-the-affiliate-tracking-link";
const DEEP_LINKS: &str = "https://help.everflow.io/support/solutions/articles/22000221835-deep-linking";
const SERVER_CLICKS: &str = "https://developers.everflow.io/sdk/server-side-click-tracking";
const POSTBACKS: &str = "https://helpdesk.everflow.io/customer/accessing-editing-s2s-postback-urls";
const ERRORS: &str = "http://helpdesk.everflow.io/en/articles/6127792-error-code-reference-guide-conversions";
const ERROR_GUIDE: &str = "https://helpdesk.everflow.io/customer/conversions-error-code-reference-guide";
const ADVERTISER: &str = "https://helpdesk.everflow.io/en/articles/6279436-getting-started-advertiser-server-postbacks";
const CHEAT_SHEET: &str =
    "https://helpdesk.everflow.io/customer/postback-tracking-link-configurations-for-affiliate-marketing-platforms";
const DIRECTORY: &str = "https://mrpostback.com/everflow/";
const CAKE: &str =
    "https://getcake.freshdesk.com/support/solutions/articles/13000100633-how-to-integrate-with-everflow";
const OURDREAM: &str = "https://www.ourdreamaiaffiliate.com/onboarding/tracking-links";
const GIDDYUP: &str = "https://mphelpcenter.giddyup.io/en/articles/11642997-what-happens-when-a-conversion-fires";
const GIDDYUP_SETUP: &str = "https://mphelpcenter.giddyup.io/en/articles/11642983-understanding-postback-setup";
const SDK_CONVERSIONS: &str = "https://developers.everflow.io/sdk/conversion-tracking";
const TEALIUM: &str = "https://docs.tealium.com/ja/server-side-connectors/everflow-conversion-tracking-connector/";
const RUDDERSTACK: &str = "https://www.rudderstack.com/docs/destinations/streaming-destinations/everflow/cloud-mode/";
const DATAFLY: &str = "https://docs.dataflysignal.com/integrations/attribution/everflow";
const LEADCONDUIT: &str = "https://activeprospect.com/leadconduit/integrations/everflow";
const LANDING: &str = "public code, files 59963204749, 52692646592 and 52471521406 (advertisers' pages)";
const SDK: &str = "public code, file 28626662704 (an advertiser's page with Everflow's SDK)";
const SENDER: &str = "public code, file 71242893252 (unit tests of a tool's postback templates)";
const AFFISE: &str = "github:affise/go-sdk test/testdata/3.0.stats.conversions@get.json";

/// Everflow.
pub const PLATFORM: Platform = Platform {
    id: "everflow",
    name: "Everflow",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["Everflow.io", "EFLOW"],
    link: LinkFace {
        paths: &[
            fact("/{affiliate}/{offer}", LINK).note("both encoded by Everflow; if one is missing the click is discarded"),
            fact("/click", OURDREAM).note("as one network documents it, with aff_id and offer_id").unsure(),
            fact("/clk", SERVER_CLICKS).note("clicks from a server, with oid and affid; answers JSON and redirects nobody"),
        ],
        click_id: &[
            fact("sub1", CAKE).note("any free sub will do; CAKE's guide uses the first"),
            fact("sub#", DEEP_LINKS).note("sub2 to sub5; one network keeps the first four for itself and wants the click id in sub5"),
        ],
        also_accepts: &[fact("source_id", DEEP_LINKS).note("a name for the traffic source")],
        not_click_id: &[
            fact("click_id", DEEP_LINKS).note("Everflow's link has no such parameter: the id never comes back"),
            fact("transaction_id", DIRECTORY)
                .note("Everflow's own id, which it makes at the click; the partner's id goes into a sub"),
            fact("_ef_transaction_id", LANDING)
                .note("Everflow's own id as it is on the advertiser's page: a link with it was copied from there and tracks nothing"),
        ],
        required: &[
            required(fact("oid", SERVER_CLICKS).note("the offer")).on("/clk").warned(),
            required(fact("affid", SERVER_CLICKS).note("the affiliate")).on("/clk").warned(),
        ],
        documented: &[
            fact("creative_id", DEEP_LINKS),
            fact("creative_name", DEEP_LINKS),
            fact("creative_type", DEEP_LINKS),
            fact("uid", DEEP_LINKS).note("one of the offer's other landing pages"),
            fact("rotate_uid", DEEP_LINKS),
            fact("user_id", DEEP_LINKS),
            fact("idfa", DEEP_LINKS),
            fact("idfa_md5", DEEP_LINKS),
            fact("idfa_sha1", DEEP_LINKS),
            fact("google_aid", DEEP_LINKS),
            fact("google_aid_md5", DEEP_LINKS),
            fact("google_aid_sha1", DEEP_LINKS),
            fact("android_id", DEEP_LINKS),
            fact("app_id", DEEP_LINKS),
            fact("coupon_code", DEEP_LINKS),
            fact("fbclid", SERVER_CLICKS),
            fact("gclid", SERVER_CLICKS),
        ],
        nested: &[fact("url", DEEP_LINKS).note("a deep link, percent-encoded; macros inside it are filled")],
        template: "https://{tracking_domain}/{affiliate}/{offer}/?sub1={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("transaction_id", DIRECTORY).note("for the offer's URL; comes back on the postback")],
        returned_click_id: &[
            fact("sub1", DIRECTORY).note("what the partner's link carried in sub1"),
            fact("sub#", DIRECTORY).note("sub2 to sub5"),
        ],
        sub: &[fact("source_id", DIRECTORY)],
        event: &[
            fact("event_id", DIRECTORY),
            fact("event_name", DIRECTORY),
            fact("adv_event_id", DIRECTORY).note("in the advertiser's postback only"),
        ],
        payout: &[fact("payout_amount", SENDER)],
        revenue: &[
            fact("sale_amount", DIRECTORY),
            // The macro page was cut off.
            fact("revenue_amount", DIRECTORY).note("usual").unsure(),
        ],
        currency: &[fact("currency", SENDER)],
        unique_id: &[fact("order_id", DIRECTORY), fact("conversion_id", GIDDYUP_SETUP)],
        other: &[
            fact("affiliate_id", CHEAT_SHEET),
            fact("offer_id", DIRECTORY),
            fact("unique_click", DIRECTORY),
            fact("impression_tracking_id", DIRECTORY),
            fact("adv#", DIRECTORY).note("adv1 to adv5"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.servecvr.com", TEALIUM).note("the network's id is the first label")],
        endpoints: &[Endpoint {
            path: "",
            click_id: &[fact("transaction_id", POSTBACKS).note("the id that Everflow put into the offer's URL")],
            required: &[required(fact("nid", POSTBACKS).note("the network")).warned()],
            identifying_params: &["nid", "transaction_id"],
            ..Endpoint::NONE
        }],
        event: &[
            fact("event_id", POSTBACKS),
            fact("adv_event_id", RUDDERSTACK).note("events that belong to the advertiser, not to one offer"),
        ],
        payout: &[fact("amount", POSTBACKS)],
        decimal_comma: Some(fact("amount", POSTBACKS).note("12,34 is read as 12.34")),
        unique_id: &[fact("order_id", POSTBACKS)],
        security: &[fact("verification_token", SDK_CONVERSIONS).note("needed where the advertiser has token checking on")],
        documented: &[fact("adv#", POSTBACKS).note("adv1 to adv5"), fact("coupon_code", POSTBACKS)],
        default_event: Some(fact("the base conversion", POSTBACKS).note("the base conversion")),
        paused: Some(rejected(fact("Inactive Offer", ERRORS).note("error 18"))),
        expired: Some(rejected(fact("Expired Offer", ERRORS).note("error 19"))),
        responses: &[
            response(0, fact("Throttled Conversion", ERRORS).note("error 1"), PostbackOutcome::Rejected),
            response(0, fact("Advertiser Whitelist", ERRORS).note("errors 2 and 3: domain or address"), PostbackOutcome::Unauthorised),
            response(0, fact("Over Caps", ERRORS).note("error 4"), PostbackOutcome::Rejected),
            response(0, fact("Above Lookback Window Value", ERRORS).note("error 5"), PostbackOutcome::ExpiredClickId),
            response(0, fact("Duplicate Conversion", ERRORS).note("error 8"), PostbackOutcome::Duplicate),
            response(0, fact("Manually Rejected", ERRORS).note("error 9"), PostbackOutcome::Rejected),
            response(0, fact("Invalid Transaction ID", ERRORS).note("error 12"), PostbackOutcome::UnknownClickId),
            response(0, fact("Invalid Click", ERRORS).note("error 13: no such click, or one of more than 90 days ago"), PostbackOutcome::UnknownClickId),
            response(0, fact("Invalid Offer", ERRORS).note("error 15"), PostbackOutcome::InactiveOffer),
            response(0, fact("Inactive Offer", ERRORS).note("error 18"), PostbackOutcome::InactiveOffer),
            response(0, fact("Expired Offer", ERRORS).note("error 19"), PostbackOutcome::InactiveOffer),
            response(0, fact("Invalid Verification Token", ERRORS).note("error 21"), PostbackOutcome::Unauthorised),
            response(0, fact("Fraudulous Conversion", ERRORS).note("error 22"), PostbackOutcome::Rejected),
            response(0, fact("Unmatching Offer Event ID", ERRORS).note("error 25"), PostbackOutcome::UnknownEvent),
        ],
        answers: &["The errors stand in the reports: the answer to the postback may be 200 all the same."],
        notes: &[
            "GET, to the tracking domain.",
            "amount may have a decimal comma: 12,34 is read as 12.34.",
            "A global postback reports base conversions only; every event needs a postback of its own.",
            "transaction_id has 32 characters.",
            "Everflow switches a partner's postback off after 25 failures in a row.",
        ],
        template: "https://{tracking_domain}/?nid={network_id}&transaction_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://www.aht42trk.com/Z7P145/2TQJZ3/?sub1={clickid}&sub2={pid}",
            source: AFFISE,
            note: "with Affise's macros",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://{EverflowDomain}/xxx/xxx/?sub1=#oreqid#&sub2=#affid#",
            source: CAKE,
            note: "to be completed; with CAKE's macros",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://track.ourdream.ai/click?aff_id=12345&offer_id=1&sub1=sfw&sub2=female&sub3=chat&sub5=cid_abc123",
            source: OURDREAM,
            note: "as it is called; the click id is in sub5",
        },
        Example {
            role: Role::LandingPage,
            url: "https://www.limitlesslifenootropics.com/?_ef_transaction_id=&oid=1&affid=10704",
            source: "public code, file 52692646592 (a copied landing page)",
            note: "where the click arrives; broken at its source: the transaction id is empty",
        },
    ],
    sources: &[
        Source { page: LINK, says: "domain, encoded affiliate and encoded offer; one missing and the click is discarded" },
        Source { page: DEEP_LINKS, says: "the link's parameters; url must be encoded" },
        Source { page: SERVER_CLICKS, says: "/clk with oid and affid" },
        Source { page: ERRORS, says: "the error codes of conversions and their words" },
        Source { page: ERROR_GUIDE, says: "clicks of more than 90 days ago are gone; a refused postback can get 200" },
        Source { page: POSTBACKS, says: "nid and transaction_id are needed; amount and adv1 may be given" },
        Source { page: ADVERTISER, says: "the global postback is for base conversions" },
        Source { page: CHEAT_SHEET, says: "macros in braces, small letters; other platforms' limits; 25 failures in a row" },
        Source { page: DIRECTORY, says: "macros of both sides (a directory)" },
        Source { page: GIDDYUP, says: "partners' mistakes: a macro missing or misspelled, a postback not saved" },
        Source { page: GIDDYUP_SETUP, says: "{conversion_id} in partner postbacks" },
        Source { page: SENDER, says: "{sub1}, {payout_amount}, {transaction_id} and {currency} in partner postbacks" },
        Source { page: SDK_CONVERSIONS, says: "event_id, adv_event_id, order_id, coupon_code, verification_token" },
        Source { page: TEALIUM, says: "conversions go to {network}.servecvr.com" },
        Source { page: RUDDERSTACK, says: "transaction_id, coupon_code, event_id, adv_event_id of the postback" },
        Source { page: DATAFLY, says: "GET to the tracking domain; transaction_id has 32 characters" },
        Source { page: LEADCONDUIT, says: "event, adv1 to adv5 and fraud flags may be sent" },
        Source { page: SDK, says: "advertisers' pages read _ef_transaction_id, oid, affid, sub1 to sub5, uid, source_id" },
        Source { page: OURDREAM, says: "one network: /click with aff_id and offer_id, the click id in sub5" },
        Source { page: LANDING, says: "_ef_transaction_id on advertisers' pages" },
        Source { page: CAKE, says: "a link with CAKE's macros in sub1, a postback with {sub1}" },
    ],
    contradictions: &["Everflow's own cheat sheet calls #s1# its syntax; the hashes are CAKE's."],
    gaps: &["the postback's exact path", "rules for repetitions and windows", "answers of the endpoint"],
    ..Platform::NONE
};
