//! Torox, formerly OfferToro: the user comes back as `{user_id}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str = "https://www.offertoro.com/docs/postback";
const CODE: &str = "github:osamahamdi29/gaintcash postbacks/ (receivers of several offerwalls)";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// Torox, formerly OfferToro.
pub const PLATFORM: Platform = Platform {
    id: "torox",
    name: "Torox",
    kind: PlatformKind::Offerwall,
    aliases: &["OfferToro"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("user_id", POSTBACK).note("the publisher's user")],
        sub: &[fact("subid#", POSTBACK).note("subid1 to subid3")],
        payout: &[fact("payout", POSTBACK)],
        revenue: &[fact("amount", POSTBACK).note("what the user gets")],
        currency: &[fact("currency_name", POSTBACK).note("the app's own currency")],
        unique_id: &[fact("id", POSTBACK)],
        other: &[fact("oid", POSTBACK).note("the offer"), fact("sig", HEARSAY).note("the signature").unsure()],
        security: "Signature: MD5 of oid, user_id and the placement key, joined by hyphens.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "http://www.Your-Site.com/pb/?OID=123&user_id=JohnSmith&Amount=10",
            source: POSTBACK,
            note: "as it is fired in minimal mode, without its end",
        },
        Example {
            role: Role::Postback,
            url: "http://www.Your-Site.com/pb/?YourParmater1={id}&YourParamater2={oid}&YourClickId=user_id etc...",
            source: POSTBACK,
            note: "broken at its source: user_id has no braces",
        },
    ],
    sources: &[
        Source {
            page: POSTBACK,
            says: "minimal mode appends fixed parameters, custom mode fills macros; the signature",
        },
        Source { page: CODE, says: "a receiver that reads user_id and amount and answers 1" },
    ],
    contradictions: &["The vendor's own example leaves the braces round user_id out."],
    gaps: &["the macro of the signature"],
    ..Platform::NONE
};
