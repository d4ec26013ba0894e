//! CPAGrip: keeps the publisher's user in `tracking_id`.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const LINKS: &str = "public code, files 20689349516, 28264409386 and 57524507076 (offer links)";
const OFFERS: &str = "public code, files 47268373030 and 25344888232 (offer links without a user)";

/// CPAGrip.
pub const PLATFORM: Platform = Platform {
    id: "cpagrip",
    name: "CPAGrip",
    kind: PlatformKind::Network,
    aliases: &["cpa-grip"],
    link: LinkFace {
        hosts: &[fact("www.cpagrip.com", LINKS), fact("cpagrip.com", LINKS)],
        paths: &[fact("/show.php", LINKS)],
        click_id: &[fact("tracking_id", LINKS).note("the publisher's user or click")],
        not_click_id: &[fact("subid", LINKS).note("one file has it; offer links have tracking_id").unsure()],
        required: &[
            required(fact("u", LINKS).note("the publisher")).on("/show.php").advised(),
            required(fact("id", OFFERS).note("the offer")).or(&[fact("l", OFFERS)]).on("/show.php").advised(),
        ],
        template: "https://www.cpagrip.com/show.php?l=0&u={publisher}&id={offer}&tracking_id={click_id}",
        ..LinkFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://www.cpagrip.com/show.php?l=0&u=186548&id=22884&tracking_id=dRL2LTTFGQ4NSH0LHCBP4PA0",
        source: LINKS,
        note: "as it is called",
    }],
    sources: &[
        Source { page: LINKS, says: "l, u, id and tracking_id" },
        Source { page: OFFERS, says: "offer links with l, u and id alone" },
    ],
    gaps: &["macros of its postbacks"],
    ..Platform::NONE
};
