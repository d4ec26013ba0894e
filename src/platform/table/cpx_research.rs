//! CPX Research: the user goes in as `ext_user_id` and comes back as `{user_id}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const CODE: &str = "public code, files 55180924691, 56886351347 and 57020226094 (publishers' postback settings)";
const WALLS: &str = "public code, files 65765315734 and 65786035569 (a reward app's offerwalls, after their pages)";
const TEMPLATES: &str =
    "public code, files 60407331544, 58499646903, 70089570424 and 9628336008 (postback URLs with CPX's macros)";
const FRAME: &str = "public code, file 16985821303 (a frame's address with all parameters)";
const WALL: &str = "public code, file 71152668536 (a wall URL)";

/// CPX Research.
pub const PLATFORM: Platform = Platform {
    id: "cpx-research",
    name: "CPX Research",
    kind: PlatformKind::Offerwall,
    aliases: &["CPX"],
    link: LinkFace {
        hosts: &[fact("offers.cpx-research.com", WALL)],
        paths: &[fact("/index.php", WALL)],
        click_id: &[fact("ext_user_id", WALL).note("the publisher's user")],
        required: &[required(fact("app_id", WALL)).advised()],
        documented: &[
            fact("secure_hash", WALLS).note("MD5 of the user, a hyphen and the app's secure hash; optional"),
            fact("subid_1", TEMPLATES),
            fact("subid_2", TEMPLATES),
            fact("username", FRAME),
            fact("email", FRAME),
        ],
        template: "https://offers.cpx-research.com/index.php?app_id={app}&ext_user_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("user_id", CODE).note("the publisher's user")],
        sub: &[fact("subid_1", TEMPLATES), fact("subid_2", TEMPLATES), fact("subid", TEMPLATES).unsure()],
        payout: &[fact("amount_usd", CODE)],
        revenue: &[fact("amount_local", CODE).note("what the user gets")],
        unique_id: &[fact("trans_id", CODE)],
        status: &[fact("status", CODE).note("1 done, 2 taken back")],
        other: &[
            fact("secure_hash", TEMPLATES).note("usually put into hash"),
            fact("hash", CODE).note("a spelling of {secure_hash} in some files").unsure(),
            fact("type", TEMPLATES),
            fact("offer_ID", TEMPLATES).note("offer_id in one file"),
            fact("offer_id", TEMPLATES).unsure(),
            fact("ip_click", TEMPLATES),
        ],
        security: "{secure_hash} is the MD5 of the transaction's id, a hyphen and the app's secure hash; user and amount are not in it.",
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
        Source { page: TEMPLATES, says: "{secure_hash}, {subid_1}, {subid_2}, {type}, {offer_ID}, {ip_click}" },
        Source { page: WALLS, says: "the formulas of both hashes; status 1 and 2" },
        Source { page: FRAME, says: "secure_hash, username and email on the wall" },
        Source { page: WALL, says: "app_id and ext_user_id" },
    ],
    gaps: &["whether {hash} is filled"],
    ..Platform::NONE
};
