//! AppLovin (Axon): macros in braces, in capitals.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const APPS: &str = "https://support.axon.ai/en/growth/promoting-your-apps/tracking/tracking-url-macros";
const APPS_ZH: &str = "https://support.axon.ai/zh/app-discovery/tracking/tracking-url-macros";
const WEB: &str = "https://support.axon.ai/en/growth/promoting-your-websites/tracking/tracking-url-macros";
const HYROS: &str = "public code, file 63110769493 (a tracker's guide to AppLovin)";

/// AppLovin.
pub const PLATFORM: Platform = Platform {
    id: "applovin",
    name: "AppLovin",
    kind: PlatformKind::TrafficSource,
    aliases: &["axon", "appdiscovery", "app-lovin"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        unique_id: &[fact("EVENT_ID", APPS_ZH)
            .note("the ad request; the same for a view and its click: AppLovin has no click id of its own")],
        other: &[
            fact("IDFA", APPS).note("needed; also the Google advertising id"),
            fact("HADID", APPS).note("Fire OS only"),
            fact("DID", APPS).note("needed; AppLovin's id of the device"),
            fact("AD_CREATIVE_TYPE", APPS),
            fact("AD_SIZE", APPS),
            fact("AD_TYPE", APPS),
            fact("APP_ID", APPS),
            fact("CAMPAIGN_ID", APPS),
            fact("CAMPAIGN_NAME", APPS),
            fact("CC", APPS).note("the country"),
            fact("CITY", APPS),
            fact("CREATIVE_SET", APPS),
            fact("CREATIVE_SET_ID", APPS),
            fact("DEVICE_BRAND", APPS),
            fact("DEVICE_IP", APPS),
            fact("DEVICE_MODEL", APPS),
            fact("DEVICE_TYPE", APPS_ZH),
            fact("IP", APPS_ZH),
            fact("LOCALE", APPS_ZH),
            fact("MODEL_NAME", APPS_ZH),
            fact("OS_VERSION", APPS_ZH),
            fact("PACKAGE_NAME", APPS_ZH),
            fact("PLACEMENT_ID", APPS_ZH),
            fact("PLACEMENT_TYPE", APPS_ZH),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Fragment,
        url: "apl_id={CAMPAIGN_ID}&h_campaign_name={CAMPAIGN_NAME}&h_ad_id={CREATIVE_SET_ID}&h_ad_name={CREATIVE_SET}",
        source: HYROS,
        note: "tracking parameters, appended to the campaign's page",
    }],
    sources: &[
        Source { page: APPS, says: "macros of app campaigns" },
        Source { page: APPS_ZH, says: "the same table, further down" },
        Source { page: WEB, says: "macros of web campaigns" },
        Source { page: HYROS, says: "tracking parameters as a tracker gives them" },
    ],
    ..Platform::NONE
};
