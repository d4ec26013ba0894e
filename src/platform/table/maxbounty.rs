//! MaxBounty: upper-case macros between `#`, where CAKE has lower-case ones.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const TESTS: &str = "public code, file 71242893252 (tests of a sender tool's postback templates)";

/// MaxBounty.
pub const PLATFORM: Platform = Platform {
    id: "maxbounty",
    name: "MaxBounty",
    kind: PlatformKind::Network,
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Hash], ..Dialects::NONE },
        returned_click_id: &[fact("S1", TESTS)],
        sub: &[fact("S#", TESTS).note("S1 to S5; only S1 was seen").unsure()],
        payout: &[fact("RATE", TESTS)],
        unique_id: &[fact("LEADID", TESTS)],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://t.sendcoop.test/pb?key=pk_TESTKEY&cid=#S1#&payout=#RATE#&txid=#LEADID#&network=maxbounty",
        source: TESTS,
        note: "to be completed: the host is a test's",
    }],
    sources: &[Source { page: TESTS, says: "names of the macros" }],
    gaps: &["the form of the link"],
    ..Platform::NONE
};
