//! Apple's App Store as the place a link leads to: it keeps the tokens of App Analytics, and no click id.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact};

const PROVIDER: &str = "https://developer.apple.com/documentation/storekit/skstoreproductparameterprovidertoken.md";
const CAMPAIGN: &str = "https://developer.apple.com/documentation/storekit/skstoreproductparametercampaigntoken.md";
const LINKS: &str = "public code, files 41883816778, 59990938018 and 71608940368 (developers' links to their apps)";

/// The App Store.
pub const PLATFORM: Platform = Platform {
    id: "app-store",
    name: "App Store",
    kind: PlatformKind::Store,
    aliases: &["apple-app-store", "itunes", "apps.apple.com"],
    link: LinkFace {
        hosts: &[fact("apps.apple.com", LINKS), fact("itunes.apple.com", LINKS).note("the older name")],
        paths: &[fact("/app/*", LINKS), fact("/{country}/app/*", LINKS).note("with the country's two letters")],
        destination: Some(fact("App Store", CAMPAIGN).note("the store's page of an app; no parameter reaches the app")),
        dropped: &[
            fact("clickid", CAMPAIGN).note("no parameter reaches the app"),
            fact("click_id", CAMPAIGN).note("no parameter reaches the app"),
        ],
        kept: &[
            fact("pt", PROVIDER).note("the developer's provider token; goes with ct"),
            fact("ct", CAMPAIGN).note("the campaign token, 40 bytes at most; shown in Apple's own reports only"),
            fact("mt", LINKS).note("8, which stands for an app"),
        ],
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::LandingPage,
            url: "https://apps.apple.com/app/apple-store/id1477597795?pt=470524&ct=Github&mt=8",
            source: LINKS,
            note: "as it is called",
        },
        Example {
            role: Role::LandingPage,
            url: "https://apps.apple.com/app/apple-store/id1249686798?pt=106913804&ct=blog-nxp-icode-3-slix-ntag-5-it&mt=8",
            source: LINKS,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: PROVIDER, says: "the provider token, to be used with a campaign token" },
        Source { page: CAMPAIGN, says: "the campaign token: 40 bytes, for App Analytics" },
        Source { page: LINKS, says: "links with pt, ct and mt" },
    ],
    ..Platform::NONE
};
