//! CPAlead: the click id goes into `subid` and comes back as `{subid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const DOC: &str = "https://www.cpalead.com/en/postback/documentation";
const CODE: &str = "github:osamahamdi29/gaintcash postbacks/cpalead.php";

/// CPAlead.
pub const PLATFORM: Platform = Platform {
    id: "cpalead",
    name: "CPAlead",
    kind: PlatformKind::Network,
    aliases: &["cpa lead"],
    link: LinkFace {
        paths: &[fact("/view.php", DOC)],
        click_id: &[fact("subid", DOC).note("the user, a wallet or a click of yours")],
        also_accepts: &[fact("subid2", DOC), fact("subid3", DOC)],
        required: &[
            required(fact("id", DOC).note("the offer")).on("/view.php").advised(),
            required(fact("pub", DOC).note("the publisher")).on("/view.php").advised(),
        ],
        template: "https://{tracking_domain}/view.php?id={offer}&pub={publisher}&subid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("subid", DOC)],
        sub: &[fact("subid2", DOC), fact("subid3", DOC)],
        event: &[fact("event_name", DOC)],
        payout: &[fact("payout", DOC), fact("event_payout", DOC)],
        revenue: &[fact("virtual_currency", CODE).note("what the user gets; in older integrations")],
        unique_id: &[fact("lead_id", DOC).note("tells a conversion from its repetition")],
        other: &[
            fact("campaign_id", DOC),
            fact("campaign_name", DOC),
            fact("password", DOC).note("a shared secret, sent in clear"),
        ],
        security: "A shared password goes along as {password}, in clear.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://{tracking_domain}/view.php?id=1234&pub=1234&subid={Tracking_or_Subid}&subid2={Additional_Subid}",
        source: DOC,
        note: "",
    }],
    sources: &[
        Source { page: DOC, says: "link and macros; lead_id against repetitions; a quick 2xx is wanted as the answer" },
        Source { page: CODE, says: "a receiver that reads subid, subid2 and virtual_currency" },
    ],
    gaps: &["host names: links are on a tracking domain"],
    ..Platform::NONE
};
