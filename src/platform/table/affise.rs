//! Affise: stores a partner's click id in `sub1` to `sub8`, issues `clickid`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Shape, Source, counted, fact, required, response, same,
};

const LINK: &str = "https://help-center.affise.com/en/articles/6483711-affise-tracking-link-parameters";
const POSTBACK: &str = "https://help-center.affise.com/en/articles/6475468-affise-postback-url-parameters";
const ADVERTISER_MACROS: &str =
    "https://affise.zendesk.com/hc/en-us/articles/360020852653-Affise-parameters-macros-for-S2S-integration-";
const UNIQUENESS: &str = "https://help-center.affise.com/en/articles/6504668-conversion-uniqueness";
const ERRORS: &str = "https://help-center.affise.com/en/articles/6476587-postback-errors";
const AFFILIATE_MACROS: &str = "https://help-center.affise.com/en/articles/6483741-affiliate-postback-url-macros";
const AFFISE_AFFISE: &str = "https://help-center.affise.com/en/articles/6838705-affise-affise";
const OLD_AFFISE_AFFISE: &str = "https://affise.zendesk.com/hc/en-us/articles/115002634845-Affise-Affise";
const SWAARM: &str = "https://help-center.affise.com/en/articles/6612550-affise-swaarm";
const PROBABILISTIC: &str =
    "https://help-center.affise.com/en/articles/6553802-probabilistic-attribution-parameters-and-macros";
const EVERFLOW_SHEET: &str =
    "https://helpdesk.everflow.io/customer/postback-tracking-link-configurations-for-affiliate-marketing-platforms";
const BRANCH: &str = "public code, file 21669639475 (Branch's page for an Affise network)";
const BINOM: &str = "github:pavelraiden/binom-api-encyclopedia docs/examples/real_api_data.json";
const STATUSES: &str = "https://affise.zendesk.com/hc/en-us/articles/214198465-How-Does-Offer-Status-Work-";
const CODE_PIXEL: &str = "public code, file 3592462221 (a pixel on go2affise.com)";

/// Affise.
pub const PLATFORM: Platform = Platform {
    id: "affise",
    name: "Affise",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["CPA Tracker", "g2afse", "go2affise"],
    link: LinkFace {
        hosts: &[fact("*.g2afse.com", AFFISE_AFFISE), fact("*.go2affise.com", OLD_AFFISE_AFFISE)],
        paths: &[fact("/click", AFFISE_AFFISE)],
        shapes: &[Shape { path: "/click", params: &["pid", "offer_id"] }],
        click_id: &[
            fact("sub1", AFFISE_AFFISE).note("any sub will do; Affise's own guide uses the first"),
            fact("sub#", LINK).note("sub2 to sub8, and up to sub30 on some plans"),
        ],
        also_accepts: &[
            fact("ref_id", LINK).note("taken and given back, but not shown in the statistics"),
            fact("ext#", LINK).note("ext1 to ext3, for further values"),
            fact("os_id", LINK).note("for further values"),
        ],
        not_click_id: &[
            fact("clickid", POSTBACK)
                .note("Affise's own id, a macro and a postback parameter; the partner's id goes into a sub and comes back as {sub1}"),
            fact("click_id", POSTBACK).note("as clickid"),
        ],
        required: &[
            required(fact("pid", LINK).note("the partner")).on("/click").warned(),
            required(fact("offer_id", LINK).note("the offer")).on("/click").warned(),
        ],
        documented: &[
            fact("imp_id", LINK),
            fact("fbclid", LINK),
            fact("escape", LINK).note("`subs` hands the subs on percent-encoded"),
        ],
        nested: &[fact("redirect", LINK).note("a deep link")],
        template: "https://{network}.g2afse.com/click?pid={partner_id}&offer_id={offer_id}&sub1={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[
            fact("clickid", ADVERTISER_MACROS).note("for the advertiser's link; an affiliate's postback has no such macro"),
            fact("click_id", ADVERTISER_MACROS).note("as clickid"),
        ],
        returned_click_id: &[
            fact("sub1", AFFILIATE_MACROS).note("what the affiliate's link carried in sub1"),
            fact("sub#", AFFILIATE_MACROS).note("sub2 to sub8, and up to sub30 on some plans"),
        ],
        sub: &[
            fact("ref_id", AFFILIATE_MACROS),
            fact("os_id", AFFILIATE_MACROS),
            fact("ext#", AFFILIATE_MACROS).note("ext1 to ext3"),
            fact("custom_field_#", AFFILIATE_MACROS).note("custom_field_1 to custom_field_7"),
            fact("custom_field#", AFFILIATE_MACROS).note("as custom_field_1"),
            fact("unid", OLD_AFFISE_AFFISE),
            fact("fbclid", AFFILIATE_MACROS),
        ],
        event: &[fact("goal", AFFILIATE_MACROS)],
        payout: &[fact("sum", AFFILIATE_MACROS)],
        revenue: &[fact("order_sum", AFFILIATE_MACROS).note("what the sale was worth")],
        currency: &[fact("currency", AFFILIATE_MACROS), fact("order_currency", AFFILIATE_MACROS)],
        time: &[
            fact("date", AFFILIATE_MACROS),
            fact("click_date", AFFILIATE_MACROS),
            fact("timestamp", AFFILIATE_MACROS),
            fact("time", AFFILIATE_MACROS),
            fact("time_petty", ADVERTISER_MACROS),
            fact("date_only", AFFILIATE_MACROS),
        ],
        unique_id: &[fact("transactionid", AFFILIATE_MACROS).note("the advertiser's id of the conversion; no underscore")],
        status: &[fact("status", AFFILIATE_MACROS).note("1 approved, 2 pending, 3 declined, 5 on hold")],
        other: &[
            fact("pid", ADVERTISER_MACROS),
            fact("offer_id", ADVERTISER_MACROS).note("in advertisers' links; affiliates' postbacks have offerid"),
            fact("offerid", AFFILIATE_MACROS).note("in affiliates' postbacks"),
            fact("offer_name", AFFILIATE_MACROS),
            fact("ip", AFFILIATE_MACROS),
            fact("geo", AFFILIATE_MACROS),
            fact("city", AFFILIATE_MACROS),
            fact("uagent", AFFILIATE_MACROS),
            fact("device_ua", ADVERTISER_MACROS),
            fact("device_type", AFFILIATE_MACROS),
            fact("os", AFFILIATE_MACROS),
            fact("referrer", AFFILIATE_MACROS),
            fact("rand", AFFILIATE_MACROS).note("a fresh UUID each time, no id of the click"),
            fact("comment", AFFILIATE_MACROS),
            fact("promo_code", AFFILIATE_MACROS),
            fact("affiliate_name", ADVERTISER_MACROS),
            fact("advertiser_id", ADVERTISER_MACROS),
            fact("deeplink", ADVERTISER_MACROS),
            fact("user_id", AFFILIATE_MACROS),
            fact("ios_idfa", OLD_AFFISE_AFFISE).note("older networks"),
            fact("android_id", OLD_AFFISE_AFFISE).note("older networks"),
            fact("device_id", OLD_AFFISE_AFFISE).note("older networks"),
            fact("os_version", PROBABILISTIC),
            fact("device_model", PROBABILISTIC),
            fact("language", PROBABILISTIC),
            fact("impression_id", PROBABILISTIC),
            fact("aimp_id", PROBABILISTIC),
        ],
        complete_in_postbacks: Some(fact("the page lists them all, and says that clickid is not among them", AFFILIATE_MACROS)),
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.affise.com", AFFISE_AFFISE).note("{network}, offers-{network} or, formerly, offers.{network}")],
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("clickid", POSTBACK), fact("click_id", POSTBACK).note("as good as clickid")],
            ..Endpoint::NONE
        }],
        event: &[fact("goal", POSTBACK)],
        payout: &[fact("sum", POSTBACK)],
        status: &[fact("status", POSTBACK).note("1 approved, 2 pending, 3 declined, 5 on hold")],
        unique_id: &[fact("action_id", POSTBACK).note("keeps one conversion from counting twice")],
        security: &[fact("secure", POSTBACK).note("a hash set for the offer or the advertiser")],
        documented: &[
            fact("ip", POSTBACK),
            fact("referrer", POSTBACK),
            fact("comment", POSTBACK),
            fact("fbclid", POSTBACK),
            fact("device_type", POSTBACK),
            fact("aimp_id", POSTBACK),
            fact("promo_code", POSTBACK),
            fact("user_id", POSTBACK),
            fact("custom_field#", POSTBACK).note("custom_field1 to custom_field15"),
            fact("ios_idfa", BRANCH),
            fact("android_id", BRANCH),
        ],
        paused: Some(counted(fact("Paused", STATUSES).note("hidden from publishers; a disabled offer takes nothing"))),
        responses: &[
            response(0, fact("Access denied", ERRORS).note("secure is missing or wrong"), PostbackOutcome::Unauthorised),
            response(0, fact("Current IP-address is denied", ERRORS), PostbackOutcome::Unauthorised),
            response(0, fact("Broken clickid", ERRORS).note("a click id has 24 characters"), PostbackOutcome::UnknownClickId),
            response(0, fact("Click_id: invalid format", ERRORS), PostbackOutcome::UnknownClickId),
            response(0, fact("Missing mandatory parameter clickid", ERRORS), PostbackOutcome::NoClickId),
            response(0, fact("Missing mandatory parameters offer_id and pid", ERRORS), PostbackOutcome::NoClickId),
            response(0, fact("Offer disabled", ERRORS), PostbackOutcome::InactiveOffer),
            response(0, fact("Conversion exists", ERRORS), PostbackOutcome::Duplicate),
            response(
                0,
                fact("Conversion status is not pending", ERRORS).note("only a pending one may change"),
                PostbackOutcome::Rejected,
            ),
        ],
        answers: &["HTTP 200 for every postback: the verdict is in the log of server postbacks."],
        pixels: &[fact("/success.", CODE_PIXEL).note("success.jpg and success.php, in a page")],
        duplicates: &[
            same(
                DuplicateKey::UniqueId,
                Scope::Event,
                fact("action_id", UNIQUENESS).note("where the postback has action_id; the click id does not count then"),
            ),
            same(DuplicateKey::ClickIdAndEvent, Scope::Offer, fact("clickid", UNIQUENESS).note("without action_id")),
        ],
        notes: &[
            "clickid or click_id is a must.",
            "Postbacks without a click id have an address of their own, /probattribution with offer_id and pid.",
        ],
        template: "https://offers-{network}.affise.com/postback?clickid={click_id}&action_id={transaction_id}&goal={goal}&sum={amount}&status=1",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://rocketcompany.g2afse.com/click?pid={pid}&offer_id={offer_id}&sub1={clickid}",
            source: AFFISE_AFFISE,
            note: "from one Affise to another",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://track.spottly-cleaner-app.com/click?pid=122&offer_id=749&sub1={clickid}",
            source: BINOM,
            note: "with Binom's macro",
        },
        Example {
            role: Role::Postback,
            url: "https://rocketcompany.affise.com/postback?clickid={sub1}",
            source: AFFISE_AFFISE,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://offers-rocketcompany.affise.com/postback?clickid=#{click.publisher.clickId}",
            source: SWAARM,
            note: "with Swaarm's macro",
        },
    ],
    sources: &[
        Source { page: ERRORS, says: "what the log says of refused postbacks" },
        Source { page: STATUSES, says: "a paused offer counts; a disabled one does not" },
        Source { page: LINK, says: "the link's parameters; redirect is the deep link" },
        Source { page: UNIQUENESS, says: "what makes a conversion unique, with and without action_id" },
        Source { page: POSTBACK, says: "the postback's parameters; clickid or click_id is a must" },
        Source { page: ADVERTISER_MACROS, says: "macros of advertisers' links; {clickid} or {click_id} is needed there" },
        Source { page: AFFILIATE_MACROS, says: "macros of affiliates' postbacks; there is no clickid among them" },
        Source { page: AFFISE_AFFISE, says: "link and postback between two Affise networks" },
        Source { page: OLD_AFFISE_AFFISE, says: "the same in an older edition, with go2affise hosts" },
        Source { page: SWAARM, says: "link and postback between Affise and Swaarm" },
        Source { page: PROBABILISTIC, says: "postbacks that match without a click id" },
        Source { page: EVERFLOW_SHEET, says: "sub1 to sub8 hold 255 characters (Everflow's cheat sheet)" },
        Source { page: BRANCH, says: "ios_idfa and android_id on the postback" },
    ],
    contradictions: &["The offer is {offer_id} in advertisers' links and {offerid} in affiliates' postbacks."],
    gaps: &["answers and error texts", "how long a click lives unless set", "whether names are case-sensitive"],
    ..Platform::NONE
};
