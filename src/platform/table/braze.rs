//! Braze: sends messages whose links hold Liquid, `{{campaign.${name}}}`.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Kind, Platform, Source, fact};

const TAGS: &str = "public code, file 1285733263 (Braze's documentation: supported personalization tags)";
const LINKS: &str = "public code, file 66438750945 (Braze's documentation: links in messages)";
const DEVICES: &str = "public code, file 38196867815 (Braze's documentation: supported personalization tags, newer)";

/// Braze.
pub const PLATFORM: Platform = Platform {
    id: "braze",
    name: "Braze",
    kind: Kind::Messaging,
    aliases: &["appboy"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]),
        other: &[
            fact("${user_id}", TAGS),
            fact("${braze_id}", TAGS),
            fact("${email_address}", TAGS),
            fact("${phone_number}", TAGS),
            fact("${first_name}", TAGS),
            fact("${last_name}", TAGS),
            fact("${city}", TAGS),
            fact("${country}", TAGS),
            fact("${language}", TAGS),
            fact("${time_zone}", TAGS),
            fact("campaign.${api_id}", TAGS),
            fact("campaign.${dispatch_id}", TAGS),
            fact("campaign.${name}", TAGS),
            fact("campaign.${message_name}", TAGS),
            fact("campaign.${message_api_id}", TAGS),
            fact("canvas.${name}", TAGS),
            fact("canvas.${api_id}", TAGS),
            fact("canvas.${variant_name}", TAGS),
            fact("canvas.${variant_api_id}", TAGS),
            fact("card.${api_id}", TAGS),
            fact("card.${name}", TAGS),
            fact("most_recently_used_device.${id}", TAGS),
            fact("most_recently_used_device.${idfa}", TAGS),
            fact("most_recently_used_device.${google_ad_id}", TAGS),
            fact("most_recently_used_device.${carrier}", TAGS),
            fact("most_recently_used_device.${model}", TAGS),
            fact("most_recently_used_device.${os}", TAGS),
            fact("most_recently_used_device.${platform}", TAGS),
            fact("most_recently_used_device.${roku_ad_id}", TAGS),
            fact("most_recently_used_device.${windows_ad_id}", TAGS),
            fact("most_recently_used_device.${foreground_push_enabled}", DEVICES),
            fact("custom_attribute.*", LINKS).note("attributes of the account's own: {{custom_attribute.${name}}}"),
            fact("event_properties.*", LINKS),
            fact("api_trigger_properties.*", LINKS),
        ],
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: TAGS, says: "the tags; a $ and braces stand within two braces" },
        Source { page: LINKS, says: "links with tags, and variables of Liquid" },
        Source { page: DEVICES, says: "a further device tag" },
    ],
    ..Platform::NONE
};
