//! Trackdesk: puts its click id into an offer's link as `{cid}`, and gets it back as `cid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const NETWORKS: &str =
    "https://help.trackdesk.com/en/articles/12191394-connect-3rd-party-affiliate-networks-and-platforms";
const REDIRECT: &str = "https://help.trackdesk.com/en/articles/9090847-redirect-tracking";
const CALLS: &str = "public code, file 1242237361 (a call button's conversion)";

/// Trackdesk.
pub const PLATFORM: Platform = Platform {
    id: "trackdesk",
    name: "Trackdesk",
    kind: PlatformKind::AffiliatePlatform,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("cid", NETWORKS)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.trackdesk.com", NETWORKS).note("the first label is the tenant")],
        endpoints: &[Endpoint {
            path: "/tracking/conversion/v1",
            click_id: &[fact("cid", NETWORKS).note("the id from the redirect's link")],
            required: &[required(fact("conversionTypeCode", REDIRECT).note("the event, such as sale or signup"))],
            ..Endpoint::NONE
        }],
        event: &[fact("conversionTypeCode", REDIRECT)],
        payout: &[fact("amount.value", REDIRECT).note("needed where the offer shares revenue")],
        status: &[fact("status", CALLS).note("such as CONVERSION_STATUS_APPROVED")],
        unique_id: &[fact("externalId", NETWORKS)],
        template: "https://{tenant}.trackdesk.com/tracking/conversion/v1?conversionTypeCode={event}&cid={click_id}&amount.value={amount}&externalId={order_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://platform.com/tracking-link?subid={cid}",
            source: NETWORKS,
            note: "the name of the slot is the other platform's own",
        },
        Example {
            role: Role::Postback,
            url: "https://tsh.trackdesk.com/tracking/conversion/v1?status=CONVERSION_STATUS_APPROVED&cid=a1b2c3&conversionTypeCode=callbutton",
            source: CALLS,
            note: "as it is called; the click id is made up",
        },
    ],
    sources: &[
        Source { page: NETWORKS, says: "{cid} on links; the address of postbacks with blanks" },
        Source { page: REDIRECT, says: "what a postback has to carry; the tenant and the click id are blanks to fill" },
        Source { page: CALLS, says: "a call with status" },
    ],
    gaps: &["macros of postbacks to affiliates"],
    ..Platform::NONE
};
