//! ironSource (Unity LevelPlay): reward callbacks with macros in square brackets.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CALLBACK: &str = "https://developers.is.com/ironsource-mobile/general/server-to-server-callback-settings";
const CALLBACK_UNITY: &str =
    "https://docs.unity.com/zh-cn/grow/levelplay/platform/settings/server-to-server-callback.md";
const HANDLING: &str = "https://developers.is.com/ironsource-mobile/handling-server-to-server-callback-events/";
const IOS: &str = "https://developers.is.com/ironsource-mobile/ios/server-to-server-callback-setting/";

/// ironSource.
pub const PLATFORM: Platform = Platform {
    id: "ironsource",
    name: "ironSource",
    kind: PlatformKind::Offerwall,
    aliases: &["levelplay", "iron-source", "supersonic", "unity-levelplay"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Square]).complete(),
        returned_click_id: &[fact("USER_ID", HANDLING).note("the publisher's user")],
        revenue: &[fact("REWARDS", HANDLING).note("what the user gets")],
        unique_id: &[fact("EVENT_ID", CALLBACK_UNITY).note("tells a reward from its repetition")],
        other: &[fact("ITEM_NAME", CALLBACK), fact("AUCTION_ID", CALLBACK_UNITY), fact("AD_NETWORK", CALLBACK_UNITY)],
        security: "A private key, shared by both sides, can be added to the callback.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "http://www.mysite.com/granting.php?appUserId=[USER_ID]&rewards=[REWARDS]&eventId=[EVENT_ID]&itemName=[ITEM_NAME]",
            source: IOS,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "http://www.mysite.com/granting.php?userid=[USER_ID]&rewards=[REWARDS]&eventId=[EVENT_ID]",
            source: CALLBACK,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "http://www.mysite.com/granting.php?appUserId=[USER_ID]&rewards=[REWARDS]&eventId=[EVENT_ID]&itemName=[ITEM_NAME",
            source: CALLBACK,
            note: "broken at its source: the last bracket is missing",
        },
    ],
    sources: &[
        Source { page: CALLBACK, says: "how a callback is set; one of its samples lacks the last bracket" },
        Source { page: CALLBACK_UNITY, says: "USER_ID, REWARDS and EVENT_ID are needed; others may be added" },
        Source { page: HANDLING, says: "what the macros hold; 200 ends it" },
        Source { page: IOS, says: "the sample, whole" },
    ],
    gaps: &["macros of ironSource's own campaigns"],
    ..Platform::NONE
};
