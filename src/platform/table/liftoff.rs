//! Liftoff: receives every event of an app with its own tracking token.

use crate::platform::{Endpoint, Example, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const BRANCH: &str = "public code, file 21870198525 (Branch's page on ad partners)";

/// Liftoff.
pub const PLATFORM: Platform = Platform {
    id: "liftoff",
    name: "Liftoff",
    kind: PlatformKind::TrafficSource,
    receives: ReceivingFace {
        hosts: &[fact("analytics.liftoff.io", BRANCH)],
        endpoints: &[Endpoint {
            path: "/branch/v1/events",
            click_id: &[fact("third_party_tracking_token", BRANCH).note("Liftoff's token, handed on with the link")],
            ..Endpoint::NONE
        }],
        event: &[fact("event_name", BRANCH)],
        documented: &[
            fact("bundle_id", BRANCH),
            fact("app_store_id", BRANCH),
            fact("platform", BRANCH),
            fact("device_id", BRANCH),
            fact("os_version", BRANCH),
            fact("client_ip", BRANCH),
            fact("event_timestamp", BRANCH),
            fact("is_attributed", BRANCH),
            fact("idfa", BRANCH),
            fact("gaid", BRANCH),
        ],
        template: "https://analytics.liftoff.io/branch/v1/events?bundle_id={bundle_id}&event_name={event_name}&third_party_tracking_token={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://analytics.liftoff.io/branch/v1/events?bundle_id={bundle_id}&app_store_id={app_store_id}&platform={device.metadata.os}&device_id={device.hardware_id}&os_version={device.metadata.os_version}&client_ip={event.metadata.ip}&event_name={event.name}&event_timestamp={event.date}&third_party_tracking_token={TRACKING_TOKEN}&is_attributed={is_attributed}&idfa={IDFA}&gaid={GOOGLE_AID}",
        source: BRANCH,
        note: "with Branch's macros",
    }],
    sources: &[Source { page: BRANCH, says: "the postback and its macros" }],
    ..Platform::NONE
};
