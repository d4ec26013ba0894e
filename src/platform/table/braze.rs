//! Braze: sends messages whose links hold Liquid, `{{campaign.${name}}}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const TAGS: &str = "public code, file 1285733263 (Braze's documentation: supported personalization tags)";
const LINKS: &str = "public code, file 66438750945 (Braze's documentation: links in messages)";
const DEVICES: &str = "public code, file 38196867815 (Braze's documentation: supported personalization tags, newer)";

/// Braze.
pub const PLATFORM: Platform = Platform {
    id: "braze",
    name: "Braze",
    kind: PlatformKind::Messaging,
    aliases: &["appboy"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]),
        other: &[
            fact("campaign.*", TAGS)
                .note("api_id, dispatch_id, name, message_name, message_api_id, each as {{campaign.${name}}}"),
            fact("canvas.*", TAGS).note("name, api_id, variant_name, variant_api_id"),
            fact("card.*", TAGS).note("api_id, name"),
            fact("most_recently_used_device.*", TAGS)
                .note("id, idfa, google_ad_id, carrier, model, os, platform, roku_ad_id, windows_ad_id, foreground_push_enabled"),
            fact("custom_attribute.*", LINKS).note("the account's own attributes"),
            fact("event_properties.*", LINKS),
            fact("api_trigger_properties.*", LINKS),
            fact("$*", TAGS).note("the user: {{${user_id}}}, {{${braze_id}}}, {{${email_address}}}, {{${country}}} and others"),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://example.com/?campaign_utm={{campaign.${api_id}}}&user_attribute={{custom_attribute.${attribute1}}}",
        source: LINKS,
        note: "Braze has no click id of its own: {{${user_id}}} tells who opened the link",
    }],
    sources: &[
        Source { page: TAGS, says: "the tags; a `$` and braces stand within two braces" },
        Source { page: LINKS, says: "links with tags, and variables of Liquid" },
        Source { page: DEVICES, says: "foreground_push_enabled" },
    ],
    ..Platform::NONE
};
