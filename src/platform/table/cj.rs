//! CJ Affiliate: the click id goes into `sid`; CJ appends its own `cjevent`.

use crate::platform::{Endpoint, Example, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact};

const EVENTS: &str = "https://docs.cj.com/docs/click-events";
const SID: &str = "http://sugarrae.com/affiliate-marketing/how-to-add-sid-tracking-to-the-big-network-affiliate-links/";
const LINKS: &str = "public code, files 70958618175 and 69407349420 (links of publishers)";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// CJ Affiliate.
pub const PLATFORM: Platform = Platform {
    id: "cj",
    name: "CJ Affiliate",
    kind: PlatformKind::Network,
    aliases: &["Commission Junction"],
    link: LinkFace {
        hosts: &[
            fact("www.anrdoezrs.net", LINKS),
            fact("www.kqzyfj.com", LINKS),
            fact("www.tkqlhce.com", LINKS),
            fact("www.dpbolvw.net", HEARSAY).unsure(),
            fact("www.jdoqocy.com", HEARSAY).unsure(),
        ],
        paths: &[
            fact("/{click}", LINKS).note("one segment: click-, the publisher, a hyphen, the ad"),
            fact("/links/*", HEARSAY).unsure(),
        ],
        click_id: &[fact("sid", SID).note("the publisher's sub id")],
        not_click_id: &[fact("cjevent", EVENTS).note("CJ's own click id: CJ appends it to the advertiser's page")],
        nested: &[fact("url", LINKS).note("the page to land on")],
        template: "https://www.anrdoezrs.net/click-{publisher}-{ad}?sid={click_id}&url={destination}",
        ..LinkFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[Endpoint {
            path: "",
            click_id: &[fact("cjevent", EVENTS).note("what CJ appended to the landing page")],
            ..Endpoint::NONE
        }],
        notes: &[
            "CJ appends cjevent to the landing page by itself; a redirect that drops the query loses it.",
            "The cookie that keeps cjevent lives 13 months.",
        ],
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://www.anrdoezrs.net/click-101899632-17343481?url={url}&sid={label}",
            source: LINKS,
            note: "with a publisher's own blanks",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.kqzyfj.com/click-101883843-15735719",
            source: LINKS,
            note: "as it is called, without a click id",
        },
    ],
    sources: &[
        Source {
            page: EVENTS,
            says: "cjevent on the landing page, a cookie of 13 months, lost where a redirect drops the query",
        },
        Source { page: SID, says: "the SID on links" },
        Source { page: LINKS, says: "hosts, click-publisher-ad, url" },
    ],
    gaps: &["host and path that take conversions"],
    ..Platform::NONE
};
