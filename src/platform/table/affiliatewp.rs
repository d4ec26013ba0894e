//! AffiliateWP: an affiliate in `ref` or in the path, on the customer's own site; no click id.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact};

const VARIABLE: &str = "https://docs.affiliatewp.com/article/1660-setting-the-referral-url-variable";
const SHORTCODE: &str = "https://affiliatewp.com/docs/affiliate_referral_url/";

/// AffiliateWP.
pub const PLATFORM: Platform = Platform {
    id: "affiliatewp",
    name: "AffiliateWP",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["affiliate-wp"],
    link: LinkFace {
        no_click_id: Some(fact("ref", VARIABLE).note("names the affiliate, by number or name")),
        documented: &[
            fact("ref", VARIABLE).note("the affiliate; the site may rename it, or have it in the path as /ref/2")
        ],
        ..LinkFace::NONE
    },
    examples: &[
        Example { role: Role::TrackingLink, url: "http://yoursite.com/page/?ref=2", source: SHORTCODE, note: "" },
        Example {
            role: Role::TrackingLink,
            url: "http://yoursite.com/landing-page/ref/2",
            source: SHORTCODE,
            note: "the affiliate in the path; no click id in it",
        },
    ],
    sources: &[
        Source { page: VARIABLE, says: "ref unless the site renames it" },
        Source { page: SHORTCODE, says: "links by number, by name, and in the path" },
    ],
    ..Platform::NONE
};
