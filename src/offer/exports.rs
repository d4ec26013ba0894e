//! Whose export a file is, and the names that mean something of their own there: data.

use super::model::Status;
use super::names::{Noun, Place};

/// How one platform writes its exports.
#[derive(Debug)]
pub struct Export {
    /// The platform's id; empty for one that is not in the table.
    pub platform: &'static str,
    /// Where its names were read.
    pub source: &'static str,
    /// Sets of names, squeezed, each of which only this platform's exports have.
    pub marks: &'static [&'static [&'static str]],
    /// A media buyer's tracker: its offers are links to networks, its campaigns are links for sources of traffic.
    pub tracker: bool,
    /// What a map describes of which no name says it.
    pub bare: Noun,
    /// What a link is: within a noun (`Noun::Nothing`: anywhere), under a name.
    pub places: &'static [(Noun, &'static str, Place)],
    /// Statuses that are numbers.
    pub statuses: &'static [(&'static str, Status)],
}

const NONE: Export =
    Export { platform: "", source: "", marks: &[], tracker: false, bare: Noun::Offer, places: &[], statuses: &[] };

use Noun as N;
use Place as P;

/// Every known export. The first whose marks stand in a file is the file's.
pub const ALL: &[Export] = &[
    Export {
        platform: "tune",
        source: "https://developers.tune.com/network-models/offer",
        marks: &[
            &["hasgoalsenabled"],
            &["sessionimpressionhours"],
            &["offerpixel", "offerid"],
            &["offerwhitelist"],
            &["allowmultipleconversions", "sessionhours"],
        ],
        places: &[(N::Pixel, "code", P::Pixel)],
        ..NONE
    },
    Export {
        platform: "everflow",
        source: "https://developers.everflow.io/api-reference/put-networksoffer",
        marks: &[&["networkofferid"], &["networkpixelid"], &["networkaffiliateid"]],
        places: &[(N::Nothing, "trackingurl", P::Publisher), (N::Offer, "urls", P::Destination)],
        ..NONE
    },
    Export {
        platform: "cake",
        source: "https://support.getcake.com/support/solutions/articles/13000118788",
        marks: &[
            &["offercontracts"],
            &["offerexportresponse"],
            &["clickcookiedays", "impressioncookiedays"],
            &["offerstatus", "verticalid"],
        ],
        ..NONE
    },
    Export {
        platform: "affise",
        source: "https://github.com/affise/go-sdk (test/testdata)",
        marks: &[&["crosspostbackurl"], &["minimalclicksession"], &["macrourl", "trafficbackurl"]],
        places: &[
            (N::Offer, "url", P::Destination),
            (N::Landing, "url", P::Destination),
            (N::Money, "url", P::Destination),
            (N::Postback, "url", P::PartnerPostback),
        ],
        ..NONE
    },
    Export {
        platform: "trackier",
        source: "https://github.com/trackier/docs-v1",
        marks: &[&["convtracking"], &["fireglobalaffpb"], &["displayid", "commmodel"]],
        places: &[(N::Offer, "url", P::Destination), (N::Nothing, "trackinglink", P::Publisher)],
        ..NONE
    },
    Export {
        platform: "scaleo",
        source: "https://scaleo.zendesk.com/hc/en-us/articles/360001761517",
        marks: &[&["clifespan"], &["whitelistipsforpostbacks"], &["defaultgoalid", "statusid"]],
        places: &[(N::Nothing, "trackinglink", P::Publisher)],
        statuses: &[("1", Status::Pending), ("3", Status::Active), ("4", Status::Paused)],
        ..NONE
    },
    Export {
        platform: "offer18",
        source: "https://knowledgebase.offer18.com/affiliate/affiliate-apis/offers-api",
        marks: &[&["eventtoken", "offerid"], &["countryallow", "offerid"]],
        places: &[(N::Nothing, "clickurl", P::Publisher)],
        ..NONE
    },
    Export {
        platform: "impact",
        source: "https://github.com/api-evangelist/impact",
        marks: &[&["contractstatus"], &["allowsdeeplinking"]],
        places: &[(N::Nothing, "trackinglink", P::Publisher), (N::Nothing, "trackingurl", P::Publisher)],
        ..NONE
    },
    Export {
        platform: "voluum",
        source: "https://github.com/ronbeltran/voluum (tests/data)",
        marks: &[&["namepostfix"]],
        tracker: true,
        places: &[(N::Offer, "url", P::Destination), (N::Campaign, "url", P::Publisher)],
        ..NONE
    },
    Export {
        platform: "redtrack",
        source: "https://github.com/pijusz/mcp-redtrack (swagger.json)",
        marks: &[&["trackbackurl"], &["clickpostbacks"], &["postbackprotected"], &["programid", "networktitle"]],
        tracker: true,
        places: &[(N::Offer, "url", P::Destination), (N::Network, "offerurl", P::Fragment)],
        statuses: &[("1", Status::Active)],
        ..NONE
    },
    Export {
        platform: "keitaro",
        source: "https://github.com/playtini/keitaro-client (original/openapi.json)",
        marks: &[&["actionpayload"], &["offerparam"], &["bindvisitors"], &["cookiesttl"]],
        tracker: true,
        ..NONE
    },
    Export {
        platform: "binom",
        source: "https://github.com/pavelraiden/binom-api-encyclopedia",
        marks: &[&["s2smode"]],
        tracker: true,
        bare: N::Source,
        ..NONE
    },
    Export {
        platform: "binom",
        source: "https://github.com/pavelraiden/binom-api-encyclopedia",
        marks: &[&["payoutauto", "payoutupsell", "groupname"]],
        tracker: true,
        places: &[(N::Offer, "url", P::Destination)],
        ..NONE
    },
    Export {
        platform: "",
        source: "https://github.com/EricFrancis12/evoclick",
        marks: &[&["defaultnewofferstring"]],
        tracker: true,
        places: &[(N::Offer, "url", P::Destination)],
        ..NONE
    },
];

/// The export whose marks are all among the names of a file, which `has` knows.
#[must_use]
pub fn find(has: impl Fn(&str) -> bool) -> Option<&'static Export> {
    ALL.iter().find(|e| e.marks.iter().any(|set| set.iter().all(|name| has(name))))
}

/// The name as a mark of some export, if it is one.
#[must_use]
pub fn mark(name: &str) -> Option<&'static str> {
    ALL.iter().flat_map(|e| e.marks.iter().copied().flatten()).find(|mark| **mark == name).copied()
}
