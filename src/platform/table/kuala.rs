//! Kuala: fires postbacks with `{tid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACKS: &str = "https://www.kuala.com/support/affiliate-postback-tracking";
const OFFERS: &str = "https://www.kuala.com/support/category/knowledge-base/offers";

/// Kuala.
pub const PLATFORM: Platform = Platform {
    id: "kuala",
    name: "Kuala",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["kuala.com"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[
            fact("tid", POSTBACKS).note("Kuala's transaction id, which names the click; it appends it to offers' URLs")
        ],
        sub: &[fact("subid#", POSTBACKS).note("subid1 to subid6, what the link carried")],
        payout: &[fact("payout", POSTBACKS).note("a decimal number")],
        unique_id: &[fact("xid", POSTBACKS).note("must be unique where one tid converts several times")],
        other: &[fact("offer", POSTBACKS)],
        complete_in_postbacks: Some(fact("the page lists them all", POSTBACKS)),
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://example.affiliate-network.com/?tid={tid}&subid1={subid1}&subid2={subid2}&subid3={subid3}&subid4={subid4}&subid5={subid5}&subid6={subid6}&offer={offer}&payout={payout}&xid={xid}",
        source: POSTBACKS,
        note: "",
    }],
    sources: &[
        Source { page: POSTBACKS, says: "the macros; GET or JSON by POST; the receiver must answer 200" },
        Source { page: OFFERS, says: "the transaction id is appended to the offer's URL" },
    ],
    gaps: &["hosts and parameters of links", "the address of postbacks that Kuala receives"],
    ..Platform::NONE
};
