//! AdMantum: known from one publisher's receiver.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CODE: &str = "github:osamahamdi29/gaintcash postbacks/admantum.php";

/// AdMantum.
pub const PLATFORM: Platform = Platform {
    id: "admantum",
    name: "AdMantum",
    kind: PlatformKind::Offerwall,
    aliases: &["ad mantum"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("uid", CODE).note("the publisher's user")],
        revenue: &[fact("virtual_currency", CODE).note("what the user gets")],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://yoursite.com/postbacks/admantum.php?user_id={uid}&amount={virtual_currency}",
        source: CODE,
        note: "",
    }],
    sources: &[Source { page: CODE, says: "macros in a comment, and the parameters the receiver reads" }],
    gaps: &["the form of the link"],
    ..Platform::NONE
};
