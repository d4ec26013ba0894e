//! ShareASale: the click id goes into `afftrack`.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const LINKS: &str = "public code, files 31212918009, 22406317343 and 8849074014 (links with r.cfm)";
const FMTC: &str = "https://fmtc.atlassian.net/wiki/pages/diffpages.action?originalId=635961359&pageId=668696584";
const STRIP: &str = "public code, file 69403538873 (list of click ids to strip)";

/// ShareASale.
pub const PLATFORM: Platform = Platform {
    id: "shareasale",
    name: "ShareASale",
    kind: PlatformKind::Network,
    aliases: &["SAS"],
    link: LinkFace {
        hosts: &[fact("shareasale.com", LINKS), fact("www.shareasale.com", LINKS)],
        paths: &[fact("/r.cfm", LINKS), fact("/u.cfm", LINKS).note("parameters d, m and u").unsure()],
        click_id: &[fact("afftrack", FMTC).note("the publisher's sub id")],
        not_click_id: &[
            fact("sscid", STRIP).note("ShareASale's own click id, on the landing page").unsure(),
            fact("subid", LINKS).note("no link read has it; ShareASale's sub id is afftrack").unsure(),
        ],
        required: &[
            required(fact("b", LINKS).note("the banner")).on("/r.cfm").advised(),
            required(fact("u", LINKS).note("the publisher")).on("/r.cfm").advised(),
            required(fact("m", LINKS).note("the merchant")).on("/r.cfm").advised(),
        ],
        nested: &[fact("urllink", LINKS).note("the page to land on; often without a scheme, often empty")],
        template: "https://shareasale.com/r.cfm?b={banner}&u={publisher}&m={merchant}&urllink={destination}&afftrack={click_id}",
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://shareasale.com/r.cfm?b=1873647&u=3114753&m=114505&urllink=&afftrack=",
            source: LINKS,
            note: "as it is called, without a click id",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://shareasale.com/r.cfm?b=1543562&amp;u=2310472&amp;m=43514&amp;urllink=&amp;afftrack=",
            source: LINKS,
            note: "broken at its source: HTML entities in a Markdown link",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://www.shareasale.com/r.cfm?u=882338&b=358708&m=37742&afftrack=&urllink=www%2Ebotach%2Ecom%2Ffnh%2Dscar%2D17s%2D7%2D62mm%2Dbattle%2Drifles%2Dtan%2F",
            source: LINKS,
            note: "as it is called; urllink has no scheme",
        },
    ],
    sources: &[
        Source { page: LINKS, says: "the form of the link" },
        Source { page: FMTC, says: "afftrack" },
        Source { page: STRIP, says: "sscid as a click id on landing pages" },
    ],
    gaps: &["postbacks to publishers"],
    ..Platform::NONE
};
