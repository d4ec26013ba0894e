//! Digistore24: known from one tool's templates.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const TESTS: &str = "public code, file 71242893252 (tests of a sender tool's postback templates)";

/// Digistore24.
pub const PLATFORM: Platform = Platform {
    id: "digistore24",
    name: "Digistore24",
    kind: PlatformKind::Network,
    aliases: &["digistore"],
    link: LinkFace { click_id: &[fact("sid1", TESTS).unsure()], ..LinkFace::NONE },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("sid1", TESTS)],
        event: &[fact("transaction_type", TESTS)],
        payout: &[fact("amount_affiliate", TESTS)],
        currency: &[fact("currency", TESTS)],
        unique_id: &[fact("transaction_id", TESTS)],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://t.sendcoop.test/pb?key=pk_TESTKEY&cid={sid1}&payout={amount_affiliate}&txid={transaction_id}&status={transaction_type}&currency={currency}&network=digistore24",
        source: TESTS,
        note: "to be completed: the host is a test's",
    }],
    sources: &[Source { page: TESTS, says: "names of the macros" }],
    gaps: &["host of the link"],
    ..Platform::NONE
};
