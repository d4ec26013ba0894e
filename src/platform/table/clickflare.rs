//! ClickFlare: issues `{cf_click_id}`, receives it back as `click_id`, and returns the source's id as `{externalid}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const PARAMETERS: &str = "https://help.clickflare.io/en/tracking/click-flare-parameters-in-postback-urls";
const OLD_POSTBACK: &str = "https://help.clickflare.io/en/settings/s2s-postback-ur-ls";
const TRAFFIC_SOURCE: &str =
    "https://help.clickflare.io/en/tracking/how-to-configure-a-traffic-source-s2s-postback-url";
const SUBMITTING: &str =
    "https://help.clickflare.io/en/tracking/how-to-submit-an-s2s-postback-url-to-an-affiliate-network-in-clickflare";

/// ClickFlare.
pub const PLATFORM: Platform = Platform {
    id: "clickflare",
    name: "ClickFlare",
    kind: PlatformKind::AdTracker,
    aliases: &["click-flare"],
    link: LinkFace {
        paths: &[fact("/cf/r/{campaign}", PARAMETERS).unsure()],
        click_id: &[fact("*", TRAFFIC_SOURCE)
            .note("the name is chosen in the traffic source's settings, where the External ID field maps it")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[
            fact("cf_click_id", PARAMETERS).note("for offer URLs; comes back on the postback"),
            fact("click_id", PARAMETERS).note("as cf_click_id"),
        ],
        returned_click_id: &[fact("externalid", TRAFFIC_SOURCE).note("the traffic source's own click id")],
        sub: &[
            fact("var#", TRAFFIC_SOURCE).note("custom variables by number"),
            fact("var", TRAFFIC_SOURCE).note("custom variables by name: {var:name}"),
        ],
        unique_id: &[fact("transaction.id", TRAFFIC_SOURCE)],
        other: &[
            fact("country", TRAFFIC_SOURCE),
            fact("countryname", TRAFFIC_SOURCE),
            fact("region", TRAFFIC_SOURCE),
            fact("city", TRAFFIC_SOURCE),
            fact("os", TRAFFIC_SOURCE),
            fact("browser", TRAFFIC_SOURCE),
            fact("device", TRAFFIC_SOURCE),
            fact("language", TRAFFIC_SOURCE),
            fact("ip", TRAFFIC_SOURCE),
            fact("campaign.id", TRAFFIC_SOURCE),
            fact("lander.id", TRAFFIC_SOURCE),
            fact("offer.id", TRAFFIC_SOURCE),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[
            Endpoint {
                path: "/cf/cv",
                click_id: &[fact("click_id", PARAMETERS), fact("cf_click_id", PARAMETERS).note("as good as click_id")],
                required: &[],
                identifying_params: &["click_id"],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/cf/postback",
                click_id: &[fact("cid", OLD_POSTBACK).note("the older form")],
                required: &[],
                identifying_params: &["cid"],
                ..Endpoint::NONE
            },
        ],
        event: &[fact("ct", PARAMETERS)],
        payout: &[fact("payout", PARAMETERS)],
        unique_id: &[fact("txid", PARAMETERS).note("tells several conversions of one click apart")],
        notes: &["REPLACE and OPTIONAL are blanks: fill them or take the parameter out."],
        template: "https://{tracking_domain}/cf/cv?click_id={click_id}&payout={payout}&txid={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://your_clickflare_domain.com/cf/cv?click_id=REPLACE&payout=OPTIONAL&txid=OPTIONAL",
            source: SUBMITTING,
            note: "to be completed: the capitals stand for the network's macros",
        },
        Example {
            role: Role::Postback,
            url: "https://your-tracking-domain.com/cf/postback?cid={aff_sub}&payout={amount}&txid={transactionid}",
            source: OLD_POSTBACK,
            note: "the older form",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.offer_link.com?s2={cf_click_id}",
            source: PARAMETERS,
            note: "an offer's URL with ClickFlare's macro",
        },
    ],
    sources: &[
        Source { page: PARAMETERS, says: "{cf_click_id} and {click_id} are the same; the postback's parameters" },
        Source { page: OLD_POSTBACK, says: "the older address, /cf/postback with cid" },
        Source { page: TRAFFIC_SOURCE, says: "the tokens of postbacks to sources" },
        Source { page: SUBMITTING, says: "REPLACE and OPTIONAL" },
    ],
    contradictions: &["Older help sends cid to /cf/postback, newer help sends click_id to /cf/cv."],
    gaps: &["what happens to repetitions", "whether /cf/postback still answers"],
    ..Platform::NONE
};
