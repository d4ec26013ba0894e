//! LinkTrust: stores the affiliate's click id from `AffiliateReferenceID`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Shape, Source, fact, required,
};

const LINK: &str = "https://training.affiliate-reporting.com/help/TrackingURL.htm";
const REFERENCE: &str = "https://training.affiliate-reporting.com/help/ac_affiliatereferenceid.htm";

/// LinkTrust.
pub const PLATFORM: Platform = Platform {
    id: "linktrust",
    name: "LinkTrust",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["affiliate-reporting"],
    link: LinkFace {
        paths: &[
            fact("/track.aspx", LINK),
            fact("/track.aspx/*", LINK).note("the same parameters as path segments: /CID/123/AFID/123"),
        ],
        shapes: &[Shape { path: "/track.aspx", params: &["CID", "AFID"] }],
        click_id: &[fact("AffiliateReferenceID", REFERENCE).note("unique values, GUIDs too; comes back on the confirmation pixel")],
        not_click_id: &[fact("SID", REFERENCE)
            .note("takes letters, digits and dashes and removes whatever looks like a GUID: such a click id, GoKart's for one, is lost here")
            .unsure()],
        required: &[
            required(fact("CID", LINK).note("the campaign")).on("/track.aspx").warned(),
            required(fact("AFID", LINK).note("the affiliate")).on("/track.aspx").warned(),
        ],
        documented: &[
            fact("ADID", LINK),
            fact("DID", LINK),
            fact("C", LINK),
            fact("R", LINK),
            fact("T", LINK),
            fact("FirstName", LINK),
        ],
        template: "https://{tracking_domain}/track.aspx?CID={campaign_id}&AFID={affiliate_id}&AffiliateReferenceID={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::SquareEquals]),
        other: &[fact("TrackingURL", LINK)],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://YourTrackingDomain/track.aspx?CID=123&AFID=123&ADID=123&SID=123&C=0&R=0&FirstName=John",
            source: LINK,
            note: "to be completed: the domain is a blank",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://YourTrackingDomain/track.aspx/CID/123/AFID/123/ADID/123/SID/123/C/0/R/0/FirstName/John",
            source: LINK,
            note: "to be completed: the domain is a blank; the same link with its parameters in the path",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://www.Tracking_URL.com?CID=XXX&AFID=XXX&AffiliateReferenceID=(Add_GUID_Here)&SID=value1,value2,value3,value4,,,,",
            source: REFERENCE,
            note: "to be completed: XXX and (Add_GUID_Here) are blanks",
        },
    ],
    sources: &[
        Source { page: LINK, says: "both forms of the link" },
        Source { page: REFERENCE, says: "SID: 500 characters, up to ten values between commas, GUIDs removed; AffiliateReferenceID keeps them" },
    ],
    gaps: &["the path and macros of server-to-server postbacks"],
    ..Platform::NONE
};
