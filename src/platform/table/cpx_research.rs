//! CPX Research: the user goes in as `ext_user_id` and comes back as `{user_id}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Kind, LinkFace, Platform, Role, Source, fact, required};

const CODE: &str = "public code, files 55180924691, 56886351347 and 57020226094 (publishers' postback settings)";
const WALL: &str = "public code, file 71152668536 (a wall URL)";

/// CPX Research.
pub const PLATFORM: Platform = Platform {
    id: "cpx-research",
    name: "CPX Research",
    kind: Kind::Offerwall,
    aliases: &["CPX"],
    link: LinkFace {
        hosts: &[fact("offers.cpx-research.com", WALL)],
        paths: &[fact("/index.php", WALL)],
        click_id: &[fact("ext_user_id", WALL).note("the publisher's user")],
        required: &[required(fact("app_id", WALL)).advised()],
        template: "https://offers.cpx-research.com/index.php?app_id={app}&ext_user_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("user_id", CODE).note("the publisher's user")],
        payout: &[fact("amount_usd", CODE)],
        revenue: &[fact("amount_local", CODE).note("what the user gets")],
        unique_id: &[fact("trans_id", CODE)],
        status: &[fact("status", CODE)],
        other: &[
            fact("hash", CODE).note("seen as {hash}; another spelling is {secure_hash}").unsure(),
            fact("secure_hash", CODE).note("the other spelling of {hash}").unsure(),
        ],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://lootloop-postback.onrender.com/postback/cpx?user_id={user_id}&status={status}&trans_id={trans_id}&amount_local={amount_local}&hash={hash}",
            source: CODE,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://getearnwave.com/api/offerwalls/cpx/callback?user_id={user_id}&trans_id={trans_id}&amount_local={amount_local}&amount_usd={amount_usd}&status={status}&postback_secret=YOUR_CPX_POSTBACK_SECRET",
            source: CODE,
            note: "to be completed: the capitals stand for a secret of the publisher",
        },
    ],
    sources: &[
        Source { page: CODE, says: "macros as publishers set them" },
        Source { page: WALL, says: "app_id and ext_user_id" },
    ],
    gaps: &["a page of CPX Research's own", "the spelling of the hash macro"],
    ..Platform::NONE
};
