//! Partnerize: parameters are `name:value` segments of the path, not a query.

use crate::platform::{Endpoint, Example, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const FMTC: &str = "https://docs.fmtc.co/kb/partnerize";
const DATAFLY: &str = "https://docs.dataflysignal.com/integrations/attribution/partnerize";
const CODE_PIXEL: &str = "public code, file 5608670794 (a conversion pixel on prf.hn)";

/// Partnerize.
pub const PLATFORM: Platform = Platform {
    id: "partnerize",
    name: "Partnerize",
    kind: PlatformKind::Network,
    aliases: &["Performance Horizon", "PHG"],
    link: LinkFace {
        hosts: &[fact("prf.hn", FMTC), fact("*.prf.hn", FMTC)],
        paths: &[fact("/click/*", FMTC).note("camref:, then pubref:, ar:, and destination: last")],
        click_id: &[fact("pubref", FMTC)
            .note("a segment of the path, pubref:VALUE, up to 256 characters; after ? it is not read")],
        not_click_id: &[fact("clickref", DATAFLY)
            .note("Partnerize's own click reference: it goes out to the landing page and comes back on the conversion")
            .unsure()],
        documented: &[
            fact("camref", FMTC).note("who is credited: publisher and campaign"),
            fact("ar", FMTC).note("the ad reference"),
            fact("creativeref", FMTC).note("comes before pubref"),
        ],
        nested: &[fact("destination", FMTC).note("must be the last segment")],
        template: "https://prf.hn/click/camref:{camref}/pubref:{click_id}/destination:{destination}",
        ..LinkFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("prf.hn", DATAFLY)],
        endpoints: &[Endpoint {
            path: "/conversion/*",
            click_id: &[fact("clickref", DATAFLY).note("a segment of the path, clickref:VALUE")],
            ..Endpoint::NONE
        }],
        payout: &[fact("value", DATAFLY).unsure()],
        unique_id: &[fact("conversionref", DATAFLY).unsure()],
        documented: &[fact("campaign", DATAFLY).note("needed, as a segment of the path")],
        pixels: &[fact("/conversion/", CODE_PIXEL).note("the same address with or without clickref")],
        notes: &["The call needs no key and no secret.", "Names and values are in the path, joined by colons."],
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://prf.hn/click/camref:XXXX/pubref:newcastle/ar:london/destination:http://www.advertiser.com",
            source: FMTC,
            note: "camref is to be filled in",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://prf.hn/click/camref:XXXX/destination:http://www.advertiser.com",
            source: FMTC,
            note: "camref is to be filled in; no click id",
        },
    ],
    sources: &[
        Source { page: FMTC, says: "the order of the segments: camref, pubref, ar, destination last" },
        Source { page: DATAFLY, says: "clickref on the landing page; the conversion call, without key or secret" },
    ],
    gaps: &["macros of postbacks to publishers", "the exact path of the conversion call beyond campaign and clickref"],
    ..Platform::NONE
};
