//! Voluum: issues `{clickid}`, receives it back as `cid`, and returns the traffic source's id as `{externalid}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role,
    Scope, Source, fact, same,
};

const POSTBACK: &str = "https://doc.voluum.com/en/tracking_conversions_postback.html";
const PARAMETERS: &str = "https://doc.voluum.com/article/parameters-in-postback-urls";
const SUBMITTING: &str = "https://doc.voluum.com/en/submitting_postback_url.html";
const TRAFFIC_SOURCE: &str = "https://doc.voluum.com/en/traffic_source_postback_url.html";
const FUNCTIONS: &str = "https://doc.voluum.com/en/token-functions.html";
const CLICKFLARE: &str = "https://help.clickflare.io/en/tracking/how-to-configure-a-traffic-source-s2s-postback-url";
const CODE: &str = "public code, files 18587382088, 30184211668 and 17994608241 (Voluum's internal domains)";

/// Voluum.
pub const PLATFORM: Platform = Platform {
    id: "voluum",
    name: "Voluum",
    kind: PlatformKind::AdTracker,
    aliases: &["Voluum DSP", "voluumtrk"],
    link: LinkFace {
        hosts: &[fact("*.voluumtrk.com", CODE), fact("*.voluumtrk2.com", CODE), fact("*.trackvoluum.com", CODE)],
        paths: &[fact("/{campaign}", CODE).note("the campaign is a UUID")],
        click_id: &[fact("*", TRAFFIC_SOURCE)
            .note("the name is chosen in the traffic source's settings, where the External ID field maps it")],
        not_click_id: &[fact("cid", PARAMETERS).note("Voluum's own click id, which networks send back on the postback")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("clickid", PARAMETERS).note("for offer URLs; comes back as cid")],
        returned_click_id: &[fact("externalid", TRAFFIC_SOURCE).note("the traffic source's own click id")],
        sub: &[fact("var#", FUNCTIONS).note("var1 to var10, custom variables; may carry a function: {var1:hash}")],
        payout: &[fact("payout", CLICKFLARE).unsure()],
        unique_id: &[fact("transaction.id", CLICKFLARE).unsure()],
        other: &[fact("country", CLICKFLARE).unsure()],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.voluumtrk.com", CODE)],
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("cid", PARAMETERS).note("the id that {clickid} put into the offer's URL")],
            ..Endpoint::NONE
        }],
        event: &[fact("et", POSTBACK)],
        payout: &[fact("payout", PARAMETERS)],
        unique_id: &[fact("txid", SUBMITTING).note("tells several conversions of one click apart")],
        documented: &[fact("currency", POSTBACK), fact("param#", POSTBACK).note("param1 to param5")],
        duplicates: &[same(
            DuplicateKey::ClickIdAndUniqueId,
            Scope::Unknown,
            fact("txid", SUBMITTING).note("without txid a click counts one conversion"),
        )],
        notes: &[
            "REPLACE and OPTIONAL are blanks: fill them or take the parameter out.",
            "A payout given here counts where the offer's payout is set to Auto.",
            "A secured form of the postback exists; its parameter is not documented.",
        ],
        template: "https://{tracking_domain}/postback?cid={click_id}&payout={payout}&txid={transaction_id}&currency={currency}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://zx1jg.voluumtrk.com/fcb78739-e306-466a-86a5-792481e1cf48?bannerid={bannerid}&campaignid={campaignid}&zoneid={zoneid}",
            source: "public code, file 17994608241 (a campaign link)",
            note: "no click id in it",
        },
        Example {
            role: Role::Postback,
            url: "https://track.radantus.com/postback?cid={}&payout={}&txid={}&currency={}&et={}&param1={}&param2={}&param3={}&param4={}&param5={}",
            source: POSTBACK,
            note: "to be completed: {} are empty slots; the page shows other signs in place of &curren and &para",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.offer_link.com?s2={clickid}",
            source: POSTBACK,
            note: "an offer's URL with Voluum's macro",
        },
    ],
    sources: &[
        Source { page: POSTBACK, says: "the postback and all its parameters" },
        Source { page: PARAMETERS, says: "cid is a must, payout is not" },
        Source { page: SUBMITTING, says: "txid; each network has tokens of its own" },
        Source { page: TRAFFIC_SOURCE, says: "the External ID field, and {externalid} to return it" },
        Source { page: FUNCTIONS, says: "tokens may carry hash, raw and percentage functions after a colon" },
        Source { page: CODE, says: "voluumtrk.com, voluumtrk2.com and trackvoluum.com; /{uuid} and /postback?cid=" },
        Source { page: CLICKFLARE, says: "a tracker with the same tokens: {payout}, {transaction.id}, {country}" },
    ],
    gaps: &["which values et takes", "the rule for repetitions beyond what is said of txid"],
    ..Platform::NONE
};
