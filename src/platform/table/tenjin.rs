//! Tenjin: stores the click id from `click_id`, fires callbacks with macros in double braces.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, EndpointRole, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact,
};

const MACROS: &str = "https://docs.tenjin.com/docs/callback-macros";
const MACROS_JA: &str = "https://docs.tenjin.com/docs/ja/callback-macros";
const TOPON: &str = "https://help.toponad.net/cn/docs/1oU8Bm";
const AXON: &str = "https://support.axon.ai/en/growth/promoting-your-apps/tracking/tenjin-tracking";
const LANDING: &str = "public code, file 21135654205 (a landing page of Bigger Games)";

/// Tenjin.
pub const PLATFORM: Platform = Platform {
    id: "tenjin",
    name: "Tenjin",
    kind: PlatformKind::Mmp,
    link: LinkFace {
        hosts: &[fact("track.tenjin.io", MACROS)],
        impression_hosts: &[fact("track.tenjin.io", TOPON).note("with a path that begins with /v0/impression/")],
        paths: &[fact("/v0/click/{hash}", TOPON)],
        endpoints: &[Endpoint {
            path: "/v0/impression/{hash}",
            role: EndpointRole::Impression,
            source: TOPON,
            ..Endpoint::CLICK
        }],
        click_id: &[fact("click_id", TOPON).note("the network's click id")],
        not_click_id: &[fact("clickid", TOPON).note("Tenjin's parameter is click_id").unsure()],
        documented: &[
            fact("advertising_id", MACROS_JA),
            fact("campaign_id", TOPON),
            fact("site_id", TOPON),
            fact("ip_address", TOPON),
            fact("user_agent", TOPON),
            fact("country", MACROS),
        ],
        template: "https://track.tenjin.io/v0/click/{hash}?advertising_id={device_id}&click_id={click_id}&campaign_id={offer}&site_id={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]),
        returned_click_id: &[fact("click_id", TOPON).note("written {{click_id}}")],
        security: "Nothing that protects the receiver is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://track.tenjin.io/v0/click/abc?advertising_id={idfa}&click_id={clickid}&campaign_id={offer_id}&site_id={placement_id}&ip_address={ip}&user_agent={user_agent}",
            source: TOPON,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://track.tenjin.io/v0/click/cuhMk6jWxJ9vxlcYxb6tl3",
            source: LANDING,
            note: "as it is called: no click id travels in it",
        },
        Example {
            role: Role::Postback,
            url: "https://postback.mosspf.net/install?click_id={{click_id}}",
            source: TOPON,
            note: "",
        },
    ],
    sources: &[
        Source { page: MACROS, says: "the host; links carry the network's macros; own callbacks exist" },
        Source { page: MACROS_JA, says: "advertising_id and click_id in a sample" },
        Source { page: TOPON, says: "paths for clicks and views, click_id, {{click_id}} in the callback" },
        Source { page: AXON, says: "windows are set in the dashboard; AppLovin asks for 7 days and 24 hours at least" },
    ],
    gaps: &[
        "callback macros other than {{click_id}}",
        "how callbacks are secured",
        "whether track.tenjin.com takes clicks",
    ],
    ..Platform::NONE
};
