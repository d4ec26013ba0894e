//! AnyTrack: puts its click id into affiliate links by a script, and gets it back as `click_id`.

use crate::platform::{Endpoint, Example, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const CUSTOM: &str = "https://readme.anytrack.io/docs/custom.md";
const GLOSSARY: &str = "https://readme.anytrack.io/glossary/postback-url";
const TYPES: &str = "https://docs.anytrack.io/docs/custom-affiliate-network-integration";
const CALLS: &str = "public code, files 68347022512 and 68385180224 (postbacks of a shop)";

/// AnyTrack.
pub const PLATFORM: Platform = Platform {
    id: "anytrack",
    name: "AnyTrack",
    kind: PlatformKind::AdTracker,
    link: LinkFace {
        no_click_id: Some(fact("AnyTrack's links", CUSTOM).note("a script on the page makes the click id")),
        ..LinkFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("t1.anytrack.io", CALLS)],
        endpoints: &[Endpoint {
            path: "/{account}/collect/{integration}",
            click_id: &[fact("click_id", CALLS).note("what the affiliate link carried in place of --CLICK-ID--")],
            ..Endpoint::NONE
        }],
        event: &[fact("conversion_type", TYPES).note("acquisition, sale or lead; case counts")],
        payout: &[fact("commission", CALLS).note("without a type, 0 is a lead and more is a sale")],
        unique_id: &[fact("transaction_id", CALLS)],
        notes: &["A postback without its click id is lost: `No match found`."],
        template: "https://t1.anytrack.io/{account}/collect/{integration}?click_id={click_id}&commission={payout}&transaction_id={order_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://t1.anytrack.io/OZ1EhR5T/collect/custom-oxlivpurchasewebhook?click_id={click_id}&commission={payout}&transaction_id={order_id}",
        source: CALLS,
        note: "with a network's macros in place of the values",
    }],
    sources: &[
        Source { page: CUSTOM, says: "the placeholder in affiliate links, and what happens to a postback" },
        Source { page: GLOSSARY, says: "a postback without the click id is lost; 0 is a lead" },
        Source { page: TYPES, says: "conversion_type and its values" },
        Source { page: CALLS, says: "the address, click_id, commission and transaction_id" },
    ],
    ..Platform::NONE
};
