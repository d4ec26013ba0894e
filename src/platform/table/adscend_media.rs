//! Adscend Media: short upper-case macros in square brackets.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CODE: &str = "github:osamahamdi29/gaintcash postbacks/adscendmedia.php";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// Adscend Media.
pub const PLATFORM: Platform = Platform {
    id: "adscend-media",
    name: "Adscend Media",
    kind: PlatformKind::Offerwall,
    aliases: &["adscend"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Square], ..Dialects::NONE },
        returned_click_id: &[fact("SB1", CODE).note("the publisher's user")],
        payout: &[fact("PAY", HEARSAY).unsure()],
        revenue: &[fact("CUR", CODE).note("what the user gets")],
        other: &[fact("OID", CODE).note("the offer"), fact("ONM", CODE).note("the offer")],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://yoursite.com/postbacks/adscendmedia.php?offerid=[OID]&name=[ONM]&rate=[CUR]&sub1=[SB1]",
        source: CODE,
        note: "",
    }],
    sources: &[Source { page: CODE, says: "macros in a comment, and the parameters the receiver reads" }],
    gaps: &["the form of the link"],
    ..Platform::NONE
};
