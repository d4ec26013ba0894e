//! Start.io, formerly StartApp: its macros are bare words without delimiters.

use crate::platform::{Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";

/// Start.io, formerly StartApp.
pub const PLATFORM: Platform = Platform {
    id: "start-io",
    name: "Start.io",
    kind: PlatformKind::TrafficSource,
    aliases: &["StartApp", "Start.io (StartApp)"],
    fires: FiringFace {
        other: &[
            fact("startapp_click_id_placeholder", SEED)
                .note("the click id; bare, without delimiters; usually put into cid"),
            fact("startapp_app_id", SEED).note("bare, without delimiters"),
            fact("startapp_isp_name", SEED).note("bare, without delimiters"),
            fact("startapp_device_model", SEED).note("bare, without delimiters"),
            fact("creative_id", SEED).note("bare, without delimiters"),
            fact("campaign_id", SEED).note("bare, without delimiters"),
            fact("bid_type", SEED).note("bare, without delimiters"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("www.startappinstalls.com", SEED).note("one file only has it").unsure()],
        endpoints: &[Endpoint { path: "/trackinstall/{tracker}", click_id: &[fact("d", SEED)], ..Endpoint::NONE }],
        notes: &["The path names the tracker that calls."],
        template: "http://www.startappinstalls.com/trackinstall/{tracker}?d={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://www.startappinstalls.com/trackinstall/voluum?d={externalid}",
        source: SEED,
        note: "with Binom's macro",
    }],
    sources: &[Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" }],
    gaps: &["whether the service still runs"],
    ..Platform::NONE
};
