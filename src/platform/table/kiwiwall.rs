//! KiwiWall: appends fixed parameters and fills no macros.

use crate::platform::{FiringFace, Platform, PlatformKind, Source, fact};

const CODE: &str = "github:osamahamdi29/gaintcash postbacks/kiwiwall.php";

/// KiwiWall.
pub const PLATFORM: Platform = Platform {
    id: "kiwiwall",
    name: "KiwiWall",
    kind: PlatformKind::Offerwall,
    aliases: &["kiwi wall"],
    fires: FiringFace {
        other: &[
            fact("sub_id", CODE).note("a fixed parameter, not a macro: the publisher's user"),
            fact("amount", CODE).note("a fixed parameter: what the user gets"),
            fact("status", CODE).note("a fixed parameter"),
        ],
        ..FiringFace::NONE
    },
    sources: &[Source { page: CODE, says: "the parameters the receiver reads; it answers 1" }],
    gaps: &["the signature"],
    ..Platform::NONE
};
