//! FunnelFlux: stores the source's click id from `external`, issues `{hit}`, and receives it back.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Shape, Source, fact,
};

const TOKENS: &str = "https://help.funnelflux.pro/en/article/how-tracking-and-tokens-work-17kwwy1/";
const CONVERSIONS: &str = "https://help.funnelflux.pro/en/article/tracking-conversions-1vtfnp5/";
const NETWORKS: &str = "https://docs.funnelflux.com/en/articles/1439352-setting-up-conversion-tracking-between-an-affiliate-network-and-funnelflux";

/// FunnelFlux.
pub const PLATFORM: Platform = Platform {
    id: "funnelflux",
    name: "FunnelFlux Pro",
    kind: PlatformKind::AdTracker,
    aliases: &["FunnelFlux", "funnelflux-pro"],
    link: LinkFace {
        paths: &[fact("/fts/{funnel}", TOKENS).note("funnel and source, with a hyphen between them")],
        shapes: &[Shape { path: "/fts/{funnel}", params: &["external"] }],
        click_id: &[
            fact("external", TOKENS).note("kept for the traffic source's click id; the name may be changed"),
            fact("*", TOKENS).note("where the name was changed in the traffic source's settings"),
        ],
        also_accepts: &[fact("c#", TOKENS).note("c1 to c20, free values")],
        not_click_id: &[
            fact("hit", CONVERSIONS).note("FunnelFlux's own click id, which networks send back on the postback")
        ],
        documented: &[fact("campaign", TOKENS)],
        template: "https://{tracking_domain}/fts/{funnel}?campaign={campaign}&external={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("hit", CONVERSIONS).note("for offer URLs; comes back on the postback")],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[Endpoint {
            path: "/pb/",
            click_id: &[fact("hit", CONVERSIONS).note("the id that {hit} put into the offer's URL")],
            required: &[],
            identifying_params: &["hit"],
            ..Endpoint::NONE
        }],
        payout: &[fact("rev", CONVERSIONS).note("the offer's own payout counts where it is missing")],
        unique_id: &[fact("tx", CONVERSIONS).note("tells several conversions of one visitor apart")],
        notes: &["REPLACE is a blank, there to be noticed: fill it or take the parameter out."],
        template: "https://{tracking_domain}/pb/?hit={click_id}&tx={transaction_id}&rev={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://track.example.com/fts/2nIemJxCKbFX-2n5JuOKWLTzd?campaign=[campaign]&external=[clickid]&c1=[country]&c2=[zone]",
            source: TOKENS,
            note: "the traffic source's macros in square brackets",
        },
        Example {
            role: Role::Postback,
            url: "https://DOMAIN/pb/?hit=REPLACE&tx=REPLACE&rev=REPLACE",
            source: CONVERSIONS,
            note: "to be completed: the capitals are blanks",
        },
    ],
    sources: &[
        Source { page: TOKENS, says: "the link; source, tracker and network each know only their own tokens" },
        Source { page: CONVERSIONS, says: "hit, tx and rev" },
        Source { page: NETWORKS, says: "each network has tokens of its own: #s2#, {{uniqueid}}, {amount}" },
    ],
    gaps: &["parameters of the old, self-hosted FunnelFlux", "the macro that returns the source's click id"],
    ..Platform::NONE
};
