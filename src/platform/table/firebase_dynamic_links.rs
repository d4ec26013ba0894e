//! Firebase Dynamic Links: shut down; every link is dead.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact};

const FAQ: &str = "https://firebase.google.cn/support/dynamic-links-faq?authuser=7&hl=pt-br";
const MIGRATION: &str = "https://firebase.google.com/support/guides/app-links-universal-links?authuser=0&hl=de";
const WEB_LINK: &str = "public code, file 43175933974 (Motif's web page)";

const DEAD: &str = "dead since 25 August 2025: no link of this service works any more";

/// Firebase Dynamic Links.
pub const PLATFORM: Platform = Platform {
    id: "firebase-dynamic-links",
    name: "Firebase Dynamic Links",
    kind: PlatformKind::DeepLink,
    aliases: &["fdl", "page-link"],
    link: LinkFace {
        hosts: &[fact("*.page.link", MIGRATION).note(DEAD), fact("*.app.goo.gl", WEB_LINK).note(DEAD).unsure()],
        ended: Some(fact("ended", FAQ).note("25 August 2025")),
        paths: &[fact("/", MIGRATION).note("with link in the query"), fact("/{code}", MIGRATION).note("a short link")],
        documented: &[
            fact("apn", MIGRATION).note("the Android package"),
            fact("ibi", MIGRATION).note("the iOS bundle"),
            fact("isi", MIGRATION).note("the iOS store id"),
        ],
        nested: &[fact("link", MIGRATION).note("the link to open; not encoded in Google's own sample")],
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://example.page.link/?link=https://example.web.app/welcome&apn=com.example.android&isi=123456789&ibi=com.example.iuos",
            source: MIGRATION,
            note: "as it was called, broken since the service ended; iuos is a slip of the page",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://example.page.link/m9Mm",
            source: MIGRATION,
            note: "as it was called, broken since the service ended: a short link",
        },
    ],
    sources: &[
        Source { page: FAQ, says: "all links stopped on 25 August 2025, those on own domains too" },
        Source { page: MIGRATION, says: "sample links, and what takes their place" },
        Source { page: WEB_LINK, says: "a short link on app.goo.gl" },
    ],
    gaps: &["links on customers' own domains cannot be told from others"],
    ..Platform::NONE
};
