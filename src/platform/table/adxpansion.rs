//! AdXpansion: `{transactionID}` goes out and comes back in `id`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// AdXpansion.
pub const PLATFORM: Platform = Platform {
    id: "adxpansion",
    name: "AdXpansion",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("transactionID", TEMPLATES).note("usually put into transactionID")],
        other: &[
            fact("adgroupID", TEMPLATES),
            fact("creativeID", TEMPLATES),
            fact("campaignID", TEMPLATES),
            fact("zone", TEMPLATES),
            fact("country", TEMPLATES),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("api.adxpansion.com", TEMPLATES)],
        endpoints: &[Endpoint { path: "/v1/conversions/log", click_id: &[fact("id", TEMPLATES)], ..Endpoint::NONE }],
        security: &[fact("token", TEMPLATES)],
        template: "https://api.adxpansion.com/v1/conversions/log?token={token}&id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://api.adxpansion.com/v1/conversions/ log?token=YOUR-API-TOKEN&id=transactionID",
        source: TEMPLATES,
        note: "broken at its source: a space in the path; the capitals and transactionID are to be replaced",
    }],
    sources: &[Source { page: TEMPLATES, says: "link macros and endpoint, as a tracker ships them" }],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
