//! Revlum: sends fixed fields by POST and fills no macros.

use crate::platform::{FiringFace, Platform, PlatformKind, Source, fact};

const POSTBACK: &str = "https://revlum.com/documentation/postback";

/// Revlum.
pub const PLATFORM: Platform = Platform {
    id: "revlum",
    name: "Revlum",
    kind: PlatformKind::Offerwall,
    fires: FiringFace {
        other: &[
            fact("subId", POSTBACK).note("a fixed field, not a macro: the publisher's user"),
            fact("transId", POSTBACK).note("a fixed field: the transaction"),
            fact("payout", POSTBACK).note("a fixed field, always positive"),
            fact("reward", POSTBACK).note("a fixed field, always positive"),
            fact("reward_name", POSTBACK).note("a fixed field"),
            fact("status", POSTBACK).note("a fixed field: 1 add, 2 take away"),
            fact("offerName", POSTBACK).note("a fixed field"),
            fact("userIp", POSTBACK).note("a fixed field"),
            fact("country", POSTBACK).note("a fixed field"),
            fact("debug", POSTBACK).note("a fixed field: marks a test"),
            fact("signature", POSTBACK).note("a fixed field"),
        ],
        security: "An MD5 signature goes along in the field signature.",
        ..FiringFace::NONE
    },
    sources: &[Source { page: POSTBACK, says: "the fields of the POST" }],
    gaps: &["the form of the wall's URL"],
    ..Platform::NONE
};
