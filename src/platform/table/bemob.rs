//! BeMob: receives its own click id as `cid`, and returns the source's id as `{externalId}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const NETWORK: &str = "https://docs.bemob.com/en/postback-settings-of-affiliate-network";
const MONETIZER: &str = "https://docs.bemob.com/en/monetizer-settings";
const TRAFFIC_SOURCE: &str = "https://docs.bemob.com/en/postback-settings-of-traffic-source";
const CODE: &str = "public code, files 48103338427, 13455090952 and 69758414733 (URLs on bemobtrcks.com)";
const CODE_TRK: &str = "public code, files 25113316694, 52082961642 and 61217670117 (URLs on bemobtrk.com)";

const HOSTS: &[Fact] = &[fact("*.bemobtrcks.com", CODE), fact("*.bemobtrk.com", CODE_TRK)];

/// BeMob.
pub const PLATFORM: Platform = Platform {
    id: "bemob",
    name: "BeMob",
    kind: PlatformKind::AdTracker,
    aliases: &["bemobtrcks"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[
            fact("/go/{campaign}", CODE).note("the campaign is a UUID"),
            fact("/click", CODE).note("from a landing page to the offer"),
            fact("/click/{number}", CODE).note("from a landing page to one of its offers"),
        ],
        click_id: &[fact("*", TRAFFIC_SOURCE)
            .note("the name is chosen in the traffic source's settings, where the External ID field maps it")],
        not_click_id: &[fact("cid", MONETIZER).note("BeMob's own click id, which networks send back on the postback")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("clickId", NETWORK).unsure()],
        returned_click_id: &[fact("externalId", TRAFFIC_SOURCE).note("the traffic source's own click id; capital I")],
        payout: &[fact("payout", TRAFFIC_SOURCE).unsure()],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("cid", MONETIZER).note("BeMob's click id, 22 letters and digits")],
            ..Endpoint::NONE
        }],
        payout: &[fact("payout", MONETIZER)],
        status: &[fact("status", MONETIZER)],
        unique_id: &[fact("txid", MONETIZER)],
        notes: &[
            "REPLACE and OPTIONAL are blanks: while they are in the URL nothing is recorded.",
            "A click id has 22 letters and digits.",
            "Repetitions count only where double postbacks are accepted; allowed sender addresses may be set.",
        ],
        template: "https://{tracking_domain}/postback?cid={click_id}&payout={payout}&txid={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://smz1q.bemobtrcks.com/go/fe89afc8-fe3e-4715-a5b1-a2997d09f905",
            source: "public code, file 13455090952 (a campaign link)",
            note: "as it is called; no click id in it",
        },
        Example {
            role: Role::Postback,
            url: "http://yourdomain.com/postback?cid={clickID}&payout={amount}&txid={transactionID}&status=OPTIONAL",
            source: MONETIZER,
            note: "with Monetizer's macros; status=OPTIONAL must be taken out",
        },
        Example {
            role: Role::Postback,
            url: "http://yourdomain.com/postback?cid=REPLACE&payout=OPTIONAL&txid=OPTIONAL&status=OPTIONAL",
            source: MONETIZER,
            note: "broken on purpose: the page says that nothing is tracked so",
        },
    ],
    sources: &[
        Source { page: NETWORK, says: "the id's 22 characters, double postbacks, allowed addresses" },
        Source { page: MONETIZER, says: "the template; what is left of REPLACE and OPTIONAL breaks tracking" },
        Source { page: TRAFFIC_SOURCE, says: "the External ID field, and {externalId} to return it" },
        Source { page: CODE, says: "bemobtrcks.com with /go/{uuid}, /click and /postback?cid=" },
        Source { page: CODE_TRK, says: "bemobtrk.com with /go/{uuid}, /click and /postback?cid=" },
    ],
    ..Platform::NONE
};
