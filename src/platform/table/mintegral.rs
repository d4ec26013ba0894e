//! Mintegral: issues `{click_id}`, for measurement partners' links.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const PARAMETERS: &str = "https://helpcenter.mintegral.com/en/docs/integration-parameter";
const TRACKING: &str = "https://helpcenter.mintegral.com/en/docs/tracking";
const UPDATE: &str = "https://helpcenter.mintegral.com/en/docs/update-tracking-url";
const PIXEL: &str = "https://helpcenter.mintegral.com/en/docs/mintegral-pixel-tracking-url-utm";

/// Mintegral.
pub const PLATFORM: Platform = Platform {
    id: "mintegral",
    name: "Mintegral",
    kind: PlatformKind::TrafficSource,
    aliases: &["mobvista", "mtg"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace, Dialect::BraceAt]).complete(),
        issued_click_id: &[fact("click_id", PARAMETERS).note("needed; begins with mtg")],
        appended: &[fact("utm_mtg_click_id", PIXEL).note("on pages of campaigns with Mintegral's pixel")],
        other: &[
            fact("uuid", PARAMETERS).note("needed; the offer, in spite of its name"),
            fact("offer_name", PARAMETERS),
            fact("adv_offer_id", PARAMETERS),
            fact("adv_campaign_id", PARAMETERS),
            fact("creative_id", PARAMETERS),
            fact("creative_name", PARAMETERS),
            fact("affiliate_id", PARAMETERS).note("the app that shows the ad"),
            fact("idfa", PARAMETERS),
            fact("idfa_md5", PARAMETERS),
            fact("gaid", PARAMETERS),
            fact("gaid_md5", PARAMETERS),
            fact("imei", PARAMETERS),
            fact("imei_md5", PARAMETERS),
            fact("android_id", PARAMETERS),
            fact("android_id_md5", PARAMETERS),
            fact("mac", PARAMETERS),
            fact("device_id", UPDATE),
            fact("ip", UPDATE),
            fact("ua", UPDATE),
            fact("package_name", TRACKING),
            fact("info.*", UPDATE).note("written {@info.args.androidid@}"),
        ],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://uri6.com/tkio/aIBFJ3a?campuuid={uuid}&clickid={click_id}&ip={ip}&ua={ua}&subchannel={affiliate_id}&idfa={device_id}&imei={imei}&androidid={@info.args.androidid@}&muid={@info.args.imei_md5@}",
            source: UPDATE,
            note: "a click link of another measurement partner",
        },
        Example {
            role: Role::LandingPage,
            url: "https://www.example.com/?utm_campaign={offer_name}&utm_id={adv_offer_id}&utm_medium={affiliate_id}&utm_mtg_campaign_uuid={uuid}&utm_mtg_click_id={click_id}&utm_source=mintegral",
            source: PIXEL,
            note: "what Mintegral appends to the page of a campaign with its pixel, with the macros for the values",
        },
    ],
    sources: &[
        Source { page: PARAMETERS, says: "the macros, and which of them are needed" },
        Source {
            page: TRACKING,
            says: "Mintegral's parameters at Adjust: clickid, and callbacks with the macro raw inside",
        },
        Source { page: UPDATE, says: "a click link and a view link, with macros in {@x@} among them" },
        Source { page: PIXEL, says: "the parameters Mintegral appends to a landing page" },
    ],
    gaps: &["the address of its postbacks, which differ by partner"],
    ..Platform::NONE
};
