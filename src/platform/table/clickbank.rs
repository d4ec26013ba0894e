//! ClickBank: the click id goes into the hoplink's `tid`, which takes few characters.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const HOPLINKS: &str = "https://support.clickbank.com/hc/en-us/articles/220365867-Using-HopLinks";
const GUIDE: &str = "https://support.clickbank.com/hc/en-us/articles/220365867-HopLinks-Guide?page=3";
const READABLE: &str = "https://incomehub.co.za/?p=771 (a copy of the hoplink guide)";
const OLD: &str = "http://www.theaffiliatebase.com/tag/clickbank/ (what ClickBank said earlier)";
const EVERFLOW: &str = "https://helpdesk.everflow.io/customer/accessing-editing-s2s-postback-urls";
const TESTS: &str = "public code, file 71242893252 (tests of a sender tool's postback templates)";

/// ClickBank.
pub const PLATFORM: Platform = Platform {
    id: "clickbank",
    name: "ClickBank",
    kind: PlatformKind::Network,
    link: LinkFace {
        hosts: &[
            fact("hop.clickbank.net", GUIDE),
            fact("*.hop.clickbank.net", READABLE).note("encrypted hoplinks, and the older AFFILIATE.VENDOR form"),
        ],
        click_id: &[fact("tid", HOPLINKS)
            .note("digits, lower-case letters and underscores, 100 at most: a UUID has hyphens and does not fit")],
        not_click_id: &[fact("ef-transaction-id", EVERFLOW)
            .note("what Everflow advises vendors to use; an affiliate's id goes into tid")
            .unsure()],
        documented: &[
            fact("affiliate", READABLE).note("the affiliate, on readable hoplinks"),
            fact("vendor", READABLE).note("the vendor, on readable hoplinks"),
        ],
        template: "https://hop.clickbank.net/?affiliate={affiliate}&vendor={vendor}&tid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("tid", TESTS)],
        event: &[fact("event_type", TESTS)],
        payout: &[fact("affiliate_earnings", TESTS)],
        unique_id: &[fact("receipt_id", TESTS)],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://hop.clickbank.net/?affiliate=[affiliate account nickname]&vendor=[seller account nickname]",
            source: READABLE,
            note: "to be completed: the brackets hold blanks to fill in, not macros",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://AFFILIATE.VENDOR.hop.clickbank.net/?tid=zzzzz",
            source: OLD,
            note: "to be completed; the older form",
        },
        Example {
            role: Role::Postback,
            url: "https://t.sendcoop.test/pb?key=pk_TESTKEY&cid={tid}&payout={affiliate_earnings}&txid={receipt_id}&status={event_type}&network=clickbank",
            source: TESTS,
            note: "to be completed: the host is a test's",
        },
    ],
    sources: &[
        Source { page: HOPLINKS, says: "what a tid may hold; sales within 60 days are credited" },
        Source { page: GUIDE, says: "readable hoplinks on hop.clickbank.net" },
        Source { page: OLD, says: "tid in lower case; a value with other characters was removed altogether" },
        Source { page: EVERFLOW, says: "tid={transaction_id} for affiliates, other names for vendors" },
        Source { page: TESTS, says: "names of the macros" },
    ],
    contradictions: &[
        "A tid may have 100 characters on the newer page, 24 or 8 on older ones; older pages say that longer values are cut and values with other characters removed.",
    ],
    ..Platform::NONE
};
