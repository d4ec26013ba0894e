//! Moloco Ads: its click id is `{{mtid}}`; old links have `%{mtid}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const ADJUST: &str =
    "https://help.moloco.com/hc/en-us/articles/8204616932503-How-Moloco-validates-Adjust-tracking-links";
const BRANCH: &str =
    "https://help.moloco.com/hc/en-us/articles/8205078550807-How-Moloco-validates-Branch-tracking-links";
const API: &str = "public code, file 23984486499 (a client of Moloco's API)";
const SCRIPT: &str = "public code, file 12983598171 (a script that registers tracking links)";

/// Moloco Ads.
pub const PLATFORM: Platform = Platform {
    id: "moloco",
    name: "Moloco Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["moloco-ads"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace, Dialect::PercentBrace]),
        issued_click_id: &[
            fact("mtid", ADJUST).note("into molo_click_id for Adjust, source_string for Branch"),
            fact("request.id", BRANCH).note("the ad request; ~click_id for Branch"),
            fact("bid_id", BRANCH).note("the old name of request.id"),
        ],
        currency: &[fact("price.cost_currency", ADJUST), fact("cost_currency", ADJUST).note("the old name")],
        other: &[
            fact("campaign.title", ADJUST),
            fact("publisher.bundle", ADJUST),
            fact("creative.cr_id", ADJUST),
            fact("creative.title", BRANCH),
            fact("device.idfa", ADJUST),
            fact("device.gaid", ADJUST),
            fact("device.ip", BRANCH),
            fact("device.user_agent", BRANCH),
            fact("price.cost_type", ADJUST),
            fact("price.cost_amount", ADJUST),
            fact("price.cost_value", BRANCH).note("an old name"),
            fact("raw_app_bundle", ADJUST).note("the old name of publisher.bundle"),
            fact("creative_id", ADJUST).note("the old name of creative.cr_id"),
            fact("creative_title", BRANCH).note("the old name of creative.title"),
            fact("i_idfa", ADJUST).note("the old name of device.idfa"),
            fact("a_idfa", BRANCH).note("the old name of device.gaid"),
            fact("device.a_idfa", ADJUST).note("an old name of device.gaid"),
            fact("ip_address", BRANCH).note("the old name of device.ip"),
            fact("cost_type", ADJUST).note("the old name"),
            fact("cost_model", BRANCH).note("an old name of cost_type"),
            fact("cost_amount", ADJUST).note("the old name"),
        ],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://app.adjust.com/TOKEN?adgroup={{publisher.bundle}}&campaign={{campaign.title}}&creative={{creative.cr_id}}&gps_adid={{device.gaid}}&molo_click_id={{mtid}}",
            source: API,
            note: "to be completed: the link's token",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://app.adjust.com/fa5ycof?adgroup=%{raw_app_bundle}&cost_amount=%{cost_amount}&cost_currency=%{cost_currency}&cost_type=%{cost_type}&creative=%{creative_id}&gps_adid=%{a_idfa}&idfa=%{i_idfa}&impression_id=%{bid_id}&molo_click_id=%{mtid}",
            source: SCRIPT,
            note: "with the old macros",
        },
    ],
    sources: &[
        Source { page: ADJUST, says: "macros in links of Adjust, old and new" },
        Source { page: BRANCH, says: "macros in links of Branch, old and new" },
        Source { page: API, says: "a click link and a view link of Adjust" },
        Source { page: SCRIPT, says: "a link with the old macros" },
    ],
    gaps: &["what a postback to Moloco looks like"],
    ..Platform::NONE
};
