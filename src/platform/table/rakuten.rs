//! Rakuten Advertising: the click id goes into `u1`.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const LINKS: &str = "public code, files 52956310026, 44101247196 and 24197433726 (links with deeplink?)";
const LIVE: &str = "public code, files 43518151686 and 29261616546 (course links)";
const COOKIE: &str = "https://codewisdom.io/blog/web-development-frontend-techs-cookie-how-does-rakuten-work/";

/// Rakuten Advertising.
pub const PLATFORM: Platform = Platform {
    id: "rakuten",
    name: "Rakuten Advertising",
    kind: PlatformKind::Network,
    aliases: &["LinkShare", "linksynergy"],
    link: LinkFace {
        hosts: &[fact("click.linksynergy.com", LINKS)],
        paths: &[fact("/deeplink", LINKS)],
        click_id: &[fact("u1", LINKS).note("the publisher's sub id")],
        not_click_id: &[
            fact("ranSiteID", COOKIE)
                .note("Rakuten's own value on the landing page, with siteID, ranMID and ranEAID")
                .unsure(),
            fact("subid", LINKS).note("no link read has it; Rakuten's sub id is u1").unsure(),
        ],
        required: &[
            required(fact("id", LINKS).note("the publisher")).on("/deeplink").advised(),
            required(fact("mid", LINKS).note("the merchant")).on("/deeplink").advised(),
            required(fact("murl", LINKS).note("the page to land on")).on("/deeplink").advised(),
        ],
        nested: &[fact("murl", LINKS).note("the page to land on, percent-encoded")],
        template: "https://click.linksynergy.com/deeplink?id={publisher}&mid={merchant}&u1={click_id}&murl={destination}",
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://click.linksynergy.com/deeplink?id=Qouy7GhEEFU&mid=39197&murl=https://www.udemy.com/topic/react-native/",
            source: LIVE,
            note: "as it is called; murl is not encoded",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://click.linksynergy.com/deeplink?id=MnzIZAZNE5Y&mid=39197&murl=https%3A%2F%2Fwww.udemy.com%2Fcourse%2Fjava-spring-framework-masterclass%2F",
            source: LIVE,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: LINKS, says: "the form of the link, and u1" },
        Source { page: COOKIE, says: "ranSiteID and its kin on the landing page" },
    ],
    gaps: &["postbacks to publishers"],
    ..Platform::NONE
};
