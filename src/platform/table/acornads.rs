//! AcornAds: sub ids come back as `{s1}` to `{s5}`, the user as `{user_uid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str = "https://pub.acornads.com/postback-documentation";

/// AcornAds.
pub const PLATFORM: Platform = Platform {
    id: "acornads",
    name: "AcornAds",
    kind: PlatformKind::Offerwall,
    aliases: &["acorn ads"],
    link: LinkFace {
        click_id: &[fact("s1", POSTBACK).note("the sub id of the tracking link").unsure()],
        also_accepts: &[fact("s#", POSTBACK).note("s2 to s5").unsure()],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[
            fact("s1", POSTBACK).note("the sub id of the tracking link"),
            fact("user_uid", POSTBACK).note("the publisher's user, from the iframe's link"),
        ],
        sub: &[fact("s#", POSTBACK).note("s2 to s5")],
        payout: &[fact("amount", POSTBACK).note("what the user gets, in the currency of the wall")],
        unique_id: &[fact("transaction_id", POSTBACK).note("AcornAds' id of click and conversion")],
        other: &[
            fact("offer_id", POSTBACK),
            fact("offer_name", POSTBACK).note("percent-encoded"),
            fact("ip_address", POSTBACK),
            fact("hash", POSTBACK),
        ],
        security: "{hash} is the MD5 of user_uid, offer_id, transaction_id and the placement id. Postbacks come from one address, 67.205.182.39.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://exampleurl.com/postback.php?offerID={offer_id}&offerName={offer_name}&subid1={s1}&payout={amount}&transID={transaction_id}&ip={ip_address}&secret={hash}",
        source: POSTBACK,
        note: "",
    }],
    sources: &[Source { page: POSTBACK, says: "macros, hash, and the sending address" }],
    gaps: &["the form of the link"],
    ..Platform::NONE
};
