//! Unity Ads and ironSource: attribution links with macros in braces; rewards with macros in square brackets.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const LINKS: &str =
    "https://docs.unity.com/en-us/user-acquisition/data-sharing/attribution/attribution-link-parameter-reference";
const TABLE: &str = "public code, file 224363089 (Unity's documentation of attribution links and install postbacks)";
const POSTBACK: &str = "https://docs.unity.com/acquire/en-us/manual/send-attribution-links";
const BRANCH: &str = "public code, file 22091155191 (Branch's page on ad partners)";

const IDS: &[Fact] = &[
    fact("gamerId", POSTBACK).note("Unity's own id, {gamer_id} on the link; needed where tracking is limited"),
    fact("advertisingTrackingId", TABLE).note("the device's advertising id"),
    fact("advertisingTrackingIdMD5", TABLE),
    fact("rawAndroidId", TABLE),
    fact("androidId", TABLE),
];

/// What tells the device or the player apart, beside the advertising id.
const OTHER_IDS: &[Fact] = &[
    fact("advertisingTrackingIdMD5", TABLE),
    fact("gamerId", POSTBACK),
    fact("rawAndroidId", TABLE),
    fact("androidId", TABLE),
];

/// Unity Ads.
pub const PLATFORM: Platform = Platform {
    id: "unity-ads",
    name: "Unity Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["unity", "unityads", "applifier"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("gamer_id", POSTBACK).note("comes back as gamerId")],
        other: &[
            fact("ifa", LINKS).note("needed in every attribution link"),
            fact("ifa_md5", LINKS),
            fact("android_id_md5", LINKS),
            fact("mmp", LINKS),
            fact("platform", LINKS),
            fact("ip", LINKS),
            fact("organic", LINKS),
            fact("country_code", LINKS),
            fact("campaign_id", LINKS),
            fact("campaign_name", TABLE),
            fact("game_id", TABLE).note("the game that is advertised"),
            fact("source_game_id", TABLE).note("the game that shows the ad"),
            fact("os", TABLE),
            fact("device_type", TABLE),
            fact("device_make", TABLE),
            fact("device_model", TABLE),
            fact("creative_pack", TABLE),
            fact("creative_pack_id", TABLE),
            fact("language", TABLE),
            fact("user_agent", TABLE),
            fact("cpi", TABLE).note("what an install costs, in dollars"),
            fact("video_orientation", TABLE),
            fact("screen_size", TABLE),
            fact("screen_density", TABLE),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("postback.unityads.unity3d.com", POSTBACK)],
        endpoints: &[Endpoint {
            path: "/games/{game}/install",
            click_id: IDS,
            required: &[required(fact("advertisingTrackingId", TABLE)).or(OTHER_IDS).advised()],
            ..Endpoint::NONE
        }],
        documented: &[
            fact("attributed", POSTBACK).note("1 for installs to be paid, which is the default; 0 for all others"),
            fact("source_game_id", BRANCH),
            fact("cpi", BRANCH),
        ],
        answers: &[
            "{\"install\":true, ...}: the install counts.",
            "{\"install\":false, ...}: received, and not counted: installed before, or too late.",
        ],
        notes: &[
            "The host impact.applifier.com is the older name.",
            "HTTPS is asked for; redirects are by HTTP 3xx only.",
        ],
        template: "https://postback.unityads.unity3d.com/games/{game}/install?gamerId={click_id}&advertisingTrackingId={advertising_id}&attributed=1",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://app.appsflyer.com/id1234567890?idfa={ifa}&c={campaign_name}&af_sub2={source_game_id}&redirect=false",
            source: TABLE,
            note: "broken at its source: AppsFlyer needs pid; no click id",
        },
        Example {
            role: Role::Postback,
            url: "https://postback.unityads.unity3d.com/games/[GAME_ID]/install?advertisingTrackingId=[YOUR_MACRO_FOR_IDFA]&gamerId=[unity_gamer_id]&attributed=[attributed]",
            source: POSTBACK,
            note: "to be completed: the brackets are blanks",
        },
        Example {
            role: Role::Postback,
            url: "https://postback.unityads.unity3d.com/games/{game_id}/install?advertisingTrackingId={advertisingTrackingId}&advertisingTrackingIdMD5={advertisingTrackingIdMD5}&attributed={attributed}&source_game_id={source_game_id}&cpi={cpi}",
            source: BRANCH,
            note: "",
        },
    ],
    sources: &[
        Source { page: LINKS, says: "macros of attribution links; https, {ifa}, no redirect to a store" },
        Source { page: TABLE, says: "the table of macros, and the install postback with its answers" },
        Source { page: POSTBACK, says: "the install postback, gamerId and attributed" },
        Source { page: BRANCH, says: "the postback as Branch sends it" },
    ],
    ..Platform::NONE
};
