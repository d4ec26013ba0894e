//! Yandex Direct: macros in braces, joined by `|` in one value, and `yclid`, which Yandex appends.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const TAGS: &str = "https://yandex.com/support/direct/en/statistics/url-tags";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";

/// Yandex Direct.
pub const PLATFORM: Platform = Platform {
    id: "yandex-direct",
    name: "Yandex Direct",
    kind: PlatformKind::TrafficSource,
    aliases: &["yandex", "direct"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("yclid", SURVEY)],
        appended: &[fact("yclid", SURVEY).note("also where a link of more than 4096 bytes loses all else")],
        other: &[
            fact("ad_id", SURVEY),
            fact("banner_id", SURVEY).note("the same as ad_id"),
            fact("campaign_name", SURVEY),
            fact("campaign_name_lat", SURVEY),
            fact("campaign_type", SURVEY),
            fact("campaign_id", SURVEY),
            fact("creative_id", SURVEY),
            fact("device_type", SURVEY).note("desktop, mobile or tablet"),
            fact("gbid", SURVEY).note("the ad group"),
            fact("keyword", SURVEY),
            fact("phrase_id", SURVEY),
            fact("retargeting_id", SURVEY),
            fact("coef_goal_context_id", SURVEY),
            fact("match_type", SURVEY).note("rm or syn"),
            fact("matched_keyword", SURVEY),
            fact("adtarget_name", SURVEY).note("given up by Yandex"),
            fact("adtarget_id", SURVEY),
            fact("position", SURVEY),
            fact("position_type", SURVEY),
            fact("source", SURVEY),
            fact("source_type", SURVEY).note("search or context"),
            fact("region_name", SURVEY),
            fact("region_id", SURVEY),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://example.com/?utm_source=yandex&utm_medium=cpc&utm_campaign={campaign_id}&utm_content={position_type}.{position}",
        source: SURVEY,
        note: "the five tags of which utm_source, utm_medium and utm_campaign are needed",
    }],
    sources: &[
        Source {
            page: SURVEY,
            says: "the whole table, in both languages; several macros in one value; {addphrases} is gone",
        },
        Source { page: TAGS, says: "the page that the survey was made from" },
    ],
    ..Platform::NONE
};
