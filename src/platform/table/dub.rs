//! Dub: makes its click id itself and puts it behind the destination's link as `dub_id`.

use crate::platform::{Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const CONVERSIONS: &str = "https://dub.co/docs/conversions/quickstart";
const CLICKS: &str = "https://dub.vercel.app/docs/conversions/clicks/introduction";

/// Dub.
pub const PLATFORM: Platform = Platform {
    id: "dub",
    name: "Dub",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["dub-partners", "dub.co"],
    link: LinkFace {
        no_click_id: Some(fact("dub_id", CONVERSIONS).note("Dub makes the click id itself")),
        documented: &[
            fact("via", CLICKS).note("the partner, where a page is linked without a short link"),
            fact("ref", CLICKS).note("as via"),
        ],
        ..LinkFace::NONE
    },
    fires: FiringFace { appended: &[fact("dub_id", CONVERSIONS)], ..FiringFace::NONE },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://example.com/?dub_id=cm3w2r1x0001",
        source: CONVERSIONS,
        note: "the id is made up",
    }],
    sources: &[
        Source { page: CONVERSIONS, says: "a script on the page reads dub_id and keeps it in a cookie" },
        Source { page: CLICKS, says: "via and ref, without a short link" },
    ],
    ..Platform::NONE
};
