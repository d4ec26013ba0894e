//! Vungle, now Liftoff Monetize: receives its own event id back.

use crate::platform::{Endpoint, Example, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const BRANCH: &str = "public code, file 22013808543 (Branch's page on ad partners)";

/// Vungle.
pub const PLATFORM: Platform = Platform {
    id: "vungle",
    name: "Vungle",
    kind: PlatformKind::TrafficSource,
    aliases: &["liftoff-monetize"],
    receives: ReceivingFace {
        hosts: &[fact("api.vungle.com", BRANCH)],
        endpoints: &[Endpoint {
            path: "/api/v3/new",
            click_id: &[fact("event_id", BRANCH).note("Vungle's id of the click, handed on with the link")],
            ..Endpoint::NONE
        }],
        documented: &[
            fact("app_id", BRANCH),
            fact("ifa", BRANCH),
            fact("aaid", BRANCH),
            fact("isu", BRANCH),
            fact("conversion", BRANCH),
        ],
        template: "https://api.vungle.com/api/v3/new?app_id={app_id}&ifa={idfa}&aaid={gaid}&conversion=1&event_id={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://api.vungle.com/api/v3/new?app_id={v_app_id}&ifa={ifa}&aaid={aaid}&isu={isu}&conversion={conversion}&event_id={event_id}",
        source: BRANCH,
        note: "with Branch's macros",
    }],
    sources: &[Source { page: BRANCH, says: "the postback and its macros" }],
    ..Platform::NONE
};
