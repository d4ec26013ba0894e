//! ayeT-Studios: keeps the user in `external_identifier`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Kind, LinkFace, Platform, Role, Source, fact};

const CALLBACKS: &str =
    "https://docs.ayetstudios.com/v/product-docs/callbacks-and-testing/callbacks/offerwall-callbacks";
const PDF: &str = "https://docs.ayetstudios.com/v/~gitbook/pdf?page=1wz0U32r1zGATRWGRJxV&only=yes";
const VIDEO: &str =
    "https://docs.ayetstudios.com/v/product-docs/callbacks-and-testing/callbacks/rewarded-video-callbacks";
const API: &str = "https://ayetstudios.com/openapi/publisher-doc";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// ayeT-Studios.
pub const PLATFORM: Platform = Platform {
    id: "ayet-studios",
    name: "ayeT-Studios",
    kind: Kind::Offerwall,
    aliases: &["ayeT", "ayet", "ayetstudios"],
    link: LinkFace {
        hosts: &[fact("www.ayetstudios.com", HEARSAY).unsure()],
        click_id: &[fact("external_identifier", CALLBACKS)
            .note("the publisher's user: the wall goes by the user, not by a click")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("external_identifier", PDF).note("the publisher's user")],
        sub: &[fact("custom_#", HEARSAY).note("custom parameters exist; their macros were not seen").unsure()],
        event: &[
            fact("event_name", API).note("since June 2024"),
            fact("event_value", API).note("since April 2025"),
            fact("task_uuid", API).note("named in the list of changes, as of 2023").unsure(),
        ],
        payout: &[fact("payout_usd", PDF)],
        revenue: &[fact("currency_amount", PDF).note("what the user gets")],
        unique_id: &[fact("transaction_id", PDF).note("reversals begin with r-; repetitions happen, so count it once")],
        other: &[
            fact("is_chargeback", PDF),
            fact("chargeback_reason", PDF),
            fact("chargeback_date", PDF),
            fact("adslot_id", VIDEO),
        ],
        security: "Callbacks can carry a security hash, and come from listed addresses; the name of the header was not found.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://your-server.com/callback?network=ayetstudios&amount={currency_amount}&external_identifier={external_identifier}&payout_usd={payout_usd}",
            source: PDF,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://your-server.com/callback?network=ayetstudios&amount=360&external_identifier=username&payout_usd=0.36",
            source: PDF,
            note: "as it is fired",
        },
    ],
    sources: &[
        Source { page: CALLBACKS, says: "how callbacks behave" },
        Source { page: PDF, says: "macros; anything but 200 is sent again, 12 times in about an hour; reversals" },
        Source { page: API, says: "macros added over time" },
    ],
    gaps: &["the name of the header with the security hash"],
    ..Platform::NONE
};
