//! adjoe Playtime: a publisher's reward callback with `{user_uuid}` and a SHA-1 in `{sid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const PAYOUTS: &str = "https://docs.adjoe.io/adjoe-playtime-supply-documentation/android/playtime-sdk-for-android/server-to-server-payouts";
const OLD: &str = "https://docs.adjoe.io/adjoe-sdk/1.5.0/apache-cordova/using-the-sdk/payout";

/// adjoe Playtime.
pub const PLATFORM: Platform = Platform {
    id: "adjoe",
    name: "adjoe",
    kind: PlatformKind::Offerwall,
    aliases: &["playtime", "adjoe-playtime"],
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[fact("user_uuid", PAYOUTS).note("the publisher's user, as the SDK was told")],
        sub: &[
            fact("publisher_sub_id#", PAYOUTS).note("publisher_sub_id1 to publisher_sub_id5"),
            fact("sdk_sub_id1", OLD).note("of older versions"),
            fact("sdk_sub_id2", OLD).note("of older versions"),
        ],
        payout: &[fact("coin_amount", PAYOUTS).note("a whole number of the app's own coins")],
        currency: &[fact("currency", PAYOUTS).note("the name of the app's own coins")],
        unique_id: &[fact("trans_uuid", PAYOUTS)],
        other: &[
            fact("sid", PAYOUTS).note("the signature"),
            fact("device_id", PAYOUTS),
            fact("sdk_app_id", PAYOUTS),
            fact("app_id", PAYOUTS),
            fact("app_name", PAYOUTS),
            fact("reward_level", PAYOUTS),
            fact("reward_type", PAYOUTS),
            fact("placement", PAYOUTS),
            fact("ua_network", PAYOUTS),
            fact("ua_channel", PAYOUTS),
            fact("ua_subpublisher_encrypted", PAYOUTS),
            fact("ua_subpublisher_cleartext", PAYOUTS),
        ],
        complete_in_postbacks: Some(fact("the default callback has every key", PAYOUTS)),
        security: "SHA-1 of trans_uuid, user_uuid, currency, coin_amount, device_id, sdk_app_id and the token, in sid",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::PartnerPostback,
        url: "https://example.com/example?user_id={user_uuid}&sid={sid}&point_amount={coin_amount}&points={currency}&trans_uuid={trans_uuid}&ua_network={ua_network}&ua_channel={ua_channel}&playtime_placement={placement}&custom_id={publisher_sub_id1}",
        source: PAYOUTS,
        note: "",
    }],
    sources: &[
        Source { page: PAYOUTS, says: "the default callback with every key, and one of a publisher's own names" },
        Source { page: OLD, says: "which keys are always there; how sid is made; keys of older versions" },
    ],
    ..Platform::NONE
};
