//! LinkedIn Ads: dynamic values in capitals, set for a campaign, and `li_fat_id`, which LinkedIn appends.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const DYNAMIC: &str =
    "https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/dynamic-utm-tracking";
const CLICK_ID: &str =
    "https://learn.microsoft.com/en-us/linkedin/marketing/conversions/enabling-first-party-cookies?view=li-lms-2026-04";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const TEMPLATES: &str = "public code, file 52475337709 (an agency's templates)";

/// LinkedIn Ads.
pub const PLATFORM: Platform = Platform {
    id: "linkedin-ads",
    name: "LinkedIn Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["linkedin"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]),
        appended: &[
            fact("li_fat_id", CLICK_ID).note("where enhanced conversion tracking is on, as it is unless turned off")
        ],
        other: &[
            fact("ACCOUNT_ID", SURVEY),
            fact("ACCOUNT_NAME", SURVEY),
            fact("CAMPAIGN_GROUP_ID", SURVEY),
            fact("CAMPAIGN_GROUP_NAME", SURVEY),
            fact("CAMPAIGN_ID", SURVEY),
            fact("CAMPAIGN_NAME", SURVEY),
            fact("CREATIVE_ID", SURVEY),
            fact("CREATIVE_NAME", SURVEY),
        ],
        complete: true,
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Fragment,
        url: "utm_source=dw_linkedin&utm_content={{CAMPAIGN_GROUP_ID}}{{CAMPAIGN_ID}}{{CREATIVE_ID}}",
        source: TEMPLATES,
        note: "shortened to LinkedIn's macros",
    }],
    sources: &[
        Source { page: DYNAMIC, says: "dynamic parameters are set for a campaign and hold for all its ads" },
        Source { page: SURVEY, says: "all eight values, in capitals; none in camel case" },
        Source { page: CLICK_ID, says: "li_fat_id is appended to the landing page" },
        Source { page: TEMPLATES, says: "the values between double braces" },
    ],
    ..Platform::NONE
};
