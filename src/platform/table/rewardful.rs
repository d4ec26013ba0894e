//! Rewardful: an affiliate's token in `via`, on the customer's own site; no click id.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const MIGRATION: &str =
    "https://help.rewardful.com/en/articles/12856689-tracking-referred-visits-from-existing-affiliate-urls";
const DOMAINS: &str =
    "https://help.rewardful.com/en/articles/3492319-does-rewardful-track-referred-visitors-across-domains";

/// Rewardful.
pub const PLATFORM: Platform = Platform {
    id: "rewardful",
    name: "Rewardful",
    kind: PlatformKind::AffiliatePlatform,
    link: LinkFace {
        no_click_id: Some(
            fact("via", DOMAINS).note("names the affiliate; a script on the page makes the referral's id"),
        ),
        required: &[required(fact("via", MIGRATION).note("the affiliate"))],
        documented: &[fact("referral", DOMAINS).note("the referral's id, put there by the script between two domains")],
        ..LinkFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://www.yourlandingpage.com/?via=token",
        source: MIGRATION,
        note: "",
    }],
    sources: &[
        Source { page: MIGRATION, says: "via; a link with ref is not counted unless the script is told of it" },
        Source { page: DOMAINS, says: "referral, between two domains" },
    ],
    ..Platform::NONE
};
