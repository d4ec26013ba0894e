//! BitLabs: macros between `[%` and `%]`, often with a colon in the name.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const PARAMS: &str = "https://developer.bitlabs.ai/docs/callback-parameters";
const V2: &str = "https://developer.bitlabs.ai/v2.0/docs/callback-parameters";
const OLD: &str = "https://developer.bitlabs.ai/docs/callback-parameters (older edition)";
const S2S: &str = "https://bitlabs.ai/integrations/server-to-server-callback";
const OFFERS: &str = "https://developer.bitlabs.ai/docs/offer-callbacks";
const SETTINGS: &str = "https://developer.bitlabs.ai/docs/implementation-settings";
const WALLS: &str = "public code, files 65765315734 and 65786035569 (a reward app's offerwalls, after their pages)";
const CALLBACK: &str = "public code, file 55932402145 (a receiver of BitLabs' callback)";
const PANEL: &str = "public code, file 52472002700 (an admin panel's offerwall settings)";

/// BitLabs.
pub const PLATFORM: Platform = Platform {
    id: "bitlabs",
    name: "BitLabs",
    kind: PlatformKind::Offerwall,
    link: LinkFace {
        hosts: &[fact("web.bitlabs.ai", WALLS)],
        click_id: &[fact("uid", WALLS).note("the publisher's user, 65 characters at most")],
        documented: &[fact("token", WALLS).note("the app's token")],
        template: "https://web.bitlabs.ai/?token={token}&uid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::SquarePercent]).complete(),
        returned_click_id: &[
            fact("USER:UID", PARAMS).note("the publisher's user, 65 characters at most"),
            fact("UID", OLD).note("the older USER:UID"),
        ],
        event: &[
            fact("ACTIVITY:TYPE", WALLS).note("COMPLETE, SCREENOUT, RECONCILIATION or START_BONUS"),
            fact("SURVEY:REASON", CALLBACK),
            fact("TYPE", OLD).note("COMPLETE, SCREENOUT, RECONCILIATION or START_BONUS"),
            fact("OFFER:TASK:ID", PARAMS),
            fact("OFFER:TASK:NAME", PARAMS),
            fact("OFFER:TASK:STATE", PARAMS),
            fact("TASK_ID", OLD),
            fact("TASK_NAME", OLD),
            fact("OFFER_STATE", OLD).note("NONE, COMPLETED, PENDING or RECONCILED"),
        ],
        payout: &[fact("VALUE:USD", PARAMS), fact("RAW", OLD)],
        revenue: &[
            fact("VALUE:CURRENCY", PARAMS).note("what the user gets"),
            fact("VAL", OLD).note("what the user gets"),
        ],
        unique_id: &[
            fact("TX", PARAMS).note("count it once"),
            fact("REF", PARAMS).note("finds the transaction that a later callback is about"),
        ],
        other: &[
            fact("APP:TOKEN", PARAMS),
            fact("APP", OLD),
            fact("HASH", OLD).note("appended by BitLabs itself as &hash=").unsure(),
            fact("USER:IP_ADDRESS", PARAMS),
            fact("IP", OLD),
            fact("FSCORE", OLD).note("GOOD, MEDIUM or BAD"),
            fact("OFFER:ID", PARAMS),
            fact("OFFER:NAME", PARAMS),
            fact("OFFER_ID", OLD),
            fact("OFFER_NAME", OLD),
            fact("OFFER:TITLE", OLD),
            fact("OFFER:DELAY", OLD).note("minutes"),
            fact("OFFER:TASK:IAP:USD", V2).note("what a single purchase in the app cost"),
            fact("BAN_REASON", OLD),
            fact("BAN_STATE", OLD),
            fact("REASON", OLD),
        ],
        security: "BitLabs appends &hash= itself, a SHA-1 HMAC of the whole URL with the app secret, and the free parameters of the wall: neither belongs into the URL that is set.",
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: PARAMS, says: "macros now: USER:UID, VALUE:CURRENCY, VALUE:USD" },
        Source { page: V2, says: "purchases within offers" },
        Source { page: OLD, says: "macros before: UID, VAL, RAW" },
        Source { page: S2S, says: "the usual mistake: square brackets or percent signs left out" },
        Source { page: OFFERS, says: "states of offers; reconciled transactions begin with or instead of o" },
        Source { page: SETTINGS, says: "kinds of callbacks, told apart by TYPE" },
        Source { page: WALLS, says: "the wall's address, {ACTIVITY:TYPE}, the formula of the hash" },
        Source { page: CALLBACK, says: "hash and the wall's free parameters are appended by BitLabs" },
        Source { page: PANEL, says: "a live setting with {userid} and {USER:ID}" },
    ],
    contradictions: &[
        "The offer page names USER:ID where the parameter page has USER:UID.",
        "One live admin panel has {userid} and {USER:ID}, in braces; BitLabs' pages have [%…%].",
    ],
    examples: &[
        Example {
            role: Role::PartnerPostback,
            url: "https://api.example.com/postback/bitlabs?user_id=[%USER:UID%]&transaction_id=[%TX%]&payout=[%VALUE:USD%]&type=[%ACTIVITY:TYPE%]&ref=[%REF%]&offer_name=[%OFFER:NAME%]",
            source: WALLS,
            note: "the host is a stand-in",
        },
        Example {
            role: Role::PartnerPostback,
            url: "https://api.example.com/api/webhooks/bitlabs?uid=[%USER:UID%]&tx=[%TX%]&val_usd=[%VALUE:USD%]&type=[%SURVEY:REASON%]",
            source: CALLBACK,
            note: "the host is a stand-in",
        },
    ],
    ..Platform::NONE
};
