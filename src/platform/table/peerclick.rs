//! PeerClick: issues `{clickid}` and receives it back as `cid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const PARAMETERS: &str = "https://help-center.peerclick.com/en/articles/10512589";
const OFFER_URL: &str = "https://help-center.peerclick.com/en/articles/10512773-set-an-offer-url-template";
const EVENTS: &str = "https://help-center.peerclick.com/en/articles/10512786";

/// PeerClick.
pub const PLATFORM: Platform = Platform {
    id: "peerclick",
    name: "PeerClick",
    kind: PlatformKind::AdTracker,
    aliases: &["peer-click"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("clickid", OFFER_URL).note("for offer URLs; comes back as cid")],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("pstb.peerclick.com", EVENTS)],
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("cid", PARAMETERS).note("the id that {clickid} put into the offer's URL")],
            ..Endpoint::NONE
        }],
        event: &[fact("event#", PARAMETERS).note("event1 and so on")],
        payout: &[fact("payout", PARAMETERS)],
        status: &[fact("status", PARAMETERS)],
        unique_id: &[fact("txid", PARAMETERS), fact("conversion_id", PARAMETERS)],
        documented: &[fact("currency", PARAMETERS), fact("param#", PARAMETERS).note("param1 and so on")],
        template: "https://pstb.peerclick.com/postback?cid={click_id}&payout={payout}&txid={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://pstb.peerclick.com/postback?event1={offer-source-macro}",
        source: EVENTS,
        note: "to be completed: cid is left out; the page writes the scheme as http(s)",
    }],
    sources: &[
        Source { page: PARAMETERS, says: "the postback's parameters" },
        Source { page: OFFER_URL, says: "{clickid} in offer URLs" },
        Source { page: EVENTS, says: "a postback that reports an event" },
    ],
    gaps: &["hosts and parameters of click links", "macros of postbacks to traffic sources"],
    ..Platform::NONE
};
