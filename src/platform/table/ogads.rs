//! OGAds: known from one publisher's receiver.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CODE: &str = "github:osamahamdi29/gaintcash postbacks/ogads.php";

/// OGAds.
pub const PLATFORM: Platform = Platform {
    id: "ogads",
    name: "OGAds",
    kind: PlatformKind::Network,
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("aff_sub3", CODE).note("what this publisher uses for the user")],
        sub: &[
            fact("aff_sub", CODE).note("only aff_sub3 was seen").unsure(),
            fact("aff_sub#", CODE).note("only aff_sub3 was seen").unsure(),
        ],
        payout: &[fact("payout", CODE)],
        other: &[fact("offer_id", CODE), fact("offer_name", CODE)],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://earnplaycards.com/postbacks/ogads.php?of_id={offer_id}&of_name={offer_name}&amount={payout}&user={aff_sub3}",
            source: CODE,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://earnplaycards.com/postbacks/ogads.php?of_id=23566&of_name=Castle%20Clash&amount=0.08&user=yashDev",
            source: CODE,
            note: "as it is fired",
        },
    ],
    sources: &[Source { page: CODE, says: "macros in a comment, and the parameters the receiver reads" }],
    gaps: &["the form of the link"],
    ..Platform::NONE
};
