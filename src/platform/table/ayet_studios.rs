//! ayeT-Studios: keeps the user in `external_identifier`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const CALLBACKS: &str =
    "https://docs.ayetstudios.com/v/product-docs/callbacks-and-testing/callbacks/offerwall-callbacks";
const PDF: &str = "https://docs.ayetstudios.com/v/~gitbook/pdf?page=1wz0U32r1zGATRWGRJxV&only=yes";
const VIDEO: &str =
    "https://docs.ayetstudios.com/v/product-docs/callbacks-and-testing/callbacks/rewarded-video-callbacks";
const API: &str = "https://ayetstudios.com/openapi/publisher-doc";
const WALLS: &str = "public code, files 65765315734 and 65786035569 (a reward app's offerwalls, after their pages)";
const SPEC: &str = "public code, file 58993581711 (a specification of ayeT's callbacks, after its page)";
const TEMPLATE: &str = "public code, file 68803679402 (a callback URL with its macros)";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// ayeT-Studios.
pub const PLATFORM: Platform = Platform {
    id: "ayet-studios",
    name: "ayeT-Studios",
    kind: PlatformKind::Offerwall,
    aliases: &["ayeT", "ayet", "ayetstudios"],
    link: LinkFace {
        hosts: &[fact("www.ayetstudios.com", WALLS)],
        paths: &[fact("/offers/web_offerwall/{slot}", WALLS)],
        click_id: &[fact("external_identifier", CALLBACKS)
            .note("the publisher's user: the wall goes by the user, not by a click")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("external_identifier", PDF).note("the publisher's user")],
        sub: &[fact("custom_#", HEARSAY).note("custom parameters").unsure()],
        event: &[
            fact("event_name", API).note("since June 2024"),
            fact("event_value", API).note("since April 2025"),
            fact("task_uuid", TEMPLATE),
            fact("callback_type", TEMPLATE),
        ],
        payout: &[fact("payout_usd", PDF)],
        revenue: &[fact("currency_amount", PDF).note("what the user gets")],
        unique_id: &[fact("transaction_id", PDF).note("reversals begin with r-; repetitions happen, so count it once")],
        other: &[
            fact("is_chargeback", PDF),
            fact("chargeback_reason", PDF),
            fact("chargeback_date", PDF),
            fact("adslot_id", VIDEO),
            fact("callback_ts", TEMPLATE),
            fact("offer_id", SPEC),
            fact("offer_name", WALLS),
            fact("currency_identifier", SPEC),
        ],
        security: "The header X-Ayetstudios-Security-Hash holds an HMAC-SHA256, with the API key, of all parameters in alphabetical order and encoded as a form.",
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
        Source {
            page: SPEC,
            says: "the header X-Ayetstudios-Security-Hash and its formula; 200 ends it; r- marks reversals",
        },
        Source { page: WALLS, says: "the wall's address, a callback, the header" },
        Source { page: TEMPLATE, says: "callback_type, callback_ts, task_uuid" },
        Source { page: API, says: "macros added over time" },
    ],
    ..Platform::NONE
};
