//! Google Play as the place a link leads to: the store hands the app what stands in `referrer`, and nothing else.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const CAMPAIGNS: &str = "https://developers.google.com/analytics/devguides/collection/android/v4/campaigns";
const BUILDER: &str = "https://github.com/mxl/google-play-url-builder";
const GITHUB: &str = "public code, file 52245928528 (GitHub's mail footer, with a Play link)";

/// Google Play.
pub const PLATFORM: Platform = Platform {
    id: "google-play",
    name: "Google Play",
    kind: PlatformKind::Store,
    aliases: &["play-store", "play", "play.google.com"],
    link: LinkFace {
        hosts: &[fact("play.google.com", BUILDER)],
        paths: &[fact("/store/apps/details", BUILDER)],
        destination: Some(fact("Google Play", CAMPAIGNS).note("the store's page of an app")),
        kept: &[fact("referrer", CAMPAIGNS)
            .note("one percent-encoded value, which the installed app can ask the store for")],
        dropped: &[
            fact("clickid", CAMPAIGNS).note("put it into referrer, percent-encoded"),
            fact("click_id", CAMPAIGNS).note("put it into referrer, percent-encoded"),
            fact("utm_medium", CAMPAIGNS).note("put it into referrer, percent-encoded"),
            fact("utm_campaign", CAMPAIGNS).note("put it into referrer, percent-encoded"),
        ],
        required: &[required(fact("id", BUILDER).note("the app's package name")).on("/store/apps/details")],
        template: "https://play.google.com/store/apps/details?id={package_name}&referrer=click_id%3D{click_id}",
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::LandingPage,
            url: "https://play.google.com/store/apps/details?id=com.example.app&referrer=utm_source%3Dgoogle%26utm_medium%3Dbanner%26utm_term%3Drunning%252Bshoes%26utm_content%3Dwow%26utm_campaign%3Djustdoit",
            source: BUILDER,
            note: "as it is called",
        },
        Example {
            role: Role::LandingPage,
            url: "https://play.google.com/store/apps/details?id=com.example.app",
            source: BUILDER,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: CAMPAIGNS, says: "the store returns the value of referrer to the app, if there was one" },
        Source { page: BUILDER, says: "referrer holds its parameters percent-encoded" },
        Source { page: GITHUB, says: "the same with %5F for an underscore" },
    ],
    ..Platform::NONE
};
