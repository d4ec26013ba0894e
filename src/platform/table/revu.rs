//! RevU (Revenue Universe): a wall with `uid`, and postbacks with macros between dollar signs.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const SETUP: &str = "https://revu.co/docs/api-setup";
const WALL: &str = "https://revu.co/knowledge-base/desktop-offerwall/integration-docs/";
const OVERVIEW: &str = "https://revu.co/docs/platform-overview-the-revu-monetization-ecosystem";
const API: &str = "https://revu.co/docs/user-level-offer-api";

/// RevU.
pub const PLATFORM: Platform = Platform {
    id: "revu",
    name: "RevU",
    kind: PlatformKind::Offerwall,
    aliases: &["revenue-universe", "revenueuniverse"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Dollar], ..Dialects::NONE },
        returned_click_id: &[
            fact("uid", WALL).note("the publisher's user"),
            fact("sid", SETUP).note("the publisher's user, in the setup guide's example"),
        ],
        currency: &[fact("currency", WALL).note("the amount of the wall's own currency"), fact("currencytype", WALL)],
        time: &[fact("clicktimestamp", WALL)],
        status: &[fact("status", SETUP)],
        other: &[fact("campaign", SETUP), fact("country", WALL)],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::PartnerPostback,
        url: "https://www.mysite.com/myscript.php?campaign=$campaign$&userid=$sid$&status=$status$",
        source: SETUP,
        note: "",
    }],
    sources: &[
        Source { page: SETUP, says: "a postback with macros; GET" },
        Source { page: WALL, says: "further macros" },
        Source {
            page: OVERVIEW,
            says: "the user's id and sids 3, 5 and 6 are the publisher's; a repetition is refused",
        },
        Source { page: API, says: "an API on publishers.revenueuniverse.com, with wall and uid" },
    ],
    gaps: &["the table of macros", "the wall's address"],
    ..Platform::NONE
};
