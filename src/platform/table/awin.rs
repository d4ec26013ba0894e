//! Awin: the click id goes into `clickref`; Awin appends its own `awc`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const REF: &str = "https://wiki.awin.com/index.php?printable=yes&title=Publisher_Click_Ref";
const CREAD: &str = "public code, files 2467657203, 66036987663, 54828557178 and 68284163238 (links with cread.php)";
const FAQ: &str = "https://wiki.awin.com/index.php/FAQ_Affiliate_Technical";
const EULERIAN: &str = "https://doc.eulerian.com/p/q9tbJ9LS_kYAr-/How-to-track-an-Awin-campaign";
const EVERFLOW: &str = "https://helpdesk.everflow.io/customer/accessing-editing-s2s-postback-urls";
const NOTIFY: &str = "https://developer.awin.com/transaction-notifications";
const TESTS: &str = "public code, file 71242893252 (tests of a sender tool's postback templates)";
const A4U: &str = "http://www.affiliates4u.com/feeds/15274/new_click_ref_report/";
const LIVE: &str = "https://github.com/brave/adblock-lists/issues/938";

/// Awin.
pub const PLATFORM: Platform = Platform {
    id: "awin",
    name: "Awin",
    kind: PlatformKind::Network,
    aliases: &["Affiliate Window", "zanox"],
    link: LinkFace {
        hosts: &[fact("www.awin1.com", FAQ), fact("awin1.com", CREAD)],
        paths: &[fact("/cread.php", CREAD), fact("/awclick.php", FAQ)],
        click_id: &[
            fact("clickref", REF),
            fact("clickRef", EVERFLOW).note("spelled so in one guide").unsure(),
            fact("clickref#", REF).note("clickref2 to clickref6"),
            fact("pref#", REF).note("pref1 to pref6; pref1 stands for clickref and also works for views"),
        ],
        not_click_id: &[fact("awc", EULERIAN).note("Awin's own click checksum: it goes out to the advertiser's page")],
        no_click_id: Some(fact("clickref", REF).note("Awin credits by awinaffid; clickref is the publisher's own")),
        required: &[
            required(fact("awinmid", CREAD).note("the merchant")).on("/cread.php").advised(),
            required(fact("awinaffid", CREAD).note("the publisher")).on("/cread.php").advised(),
            required(fact("mid", FAQ).note("the merchant")).on("/awclick.php").advised(),
            required(fact("id", FAQ).note("the publisher")).on("/awclick.php").advised(),
        ],
        nested: &[
            fact("ued", CREAD).note("the page to land on; a rebuilt encoding has lost sales"),
            fact("p", CREAD).note("the older name of ued"),
        ],
        template: "https://www.awin1.com/cread.php?awinmid={merchant}&awinaffid={publisher}&clickref={click_id}&ued={destination}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Bang]),
        issued_click_id: &[fact("awc", EULERIAN).note("on the advertiser's page")],
        returned_click_id: &[fact("clickRef", TESTS)
            .note("in a transaction notification, as one tool has it")
            .unsure()],
        payout: &[fact("commission", TESTS).unsure()],
        currency: &[fact("transactionCurrency", TESTS).unsure()],
        unique_id: &[fact("transactionId", TESTS).unsure()],
        other: &[fact("linkid", EULERIAN), fact("promotype", EULERIAN), fact("companyname", EULERIAN)],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://www.awin1.com/awclick.php?mid=3&id=45628&clickref=a4uforum",
            source: A4U,
            note: "as it is called; the older path",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.awin1.com/cread.php?awinmid=123996&awinaffid=3058277&clickref=blog&ued=https%3A%2F%2Ftry.digitalocean.com%2Fserverless-inference%2F",
            source: CREAD,
            note: "as it is called",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://www.awin1.com/cread.php?awinmid=11388&awinaffid=97249&ued=https%3A%2F%2Fwww.eventim.de%2Fnoapp%2Fevent%2F14873318%2F%3Faffiliate%3DBNO&clickref=257~103168679~~onaqfvagbja_jro",
            source: LIVE,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: REF, says: "six references on a link: clickref, clickref2 to clickref6, or pref1 to pref6" },
        Source { page: CREAD, says: "cread.php with awinmid, awinaffid, clickref and ued; older links have p" },
        Source {
            page: NOTIFY,
            says: "transaction notifications go to a call-back URL on port 80 or 443, by GET or POST",
        },
        Source { page: EULERIAN, says: "macros on the advertiser's page: !!!awc!!! and others" },
        Source { page: TESTS, says: "names of publisher macros, as one tool uses them" },
    ],
    contradictions: &[
        "Awin describes notifications with fixed fields; one tool's templates have !!!x!!! macros on the publisher's side as well.",
        "clickref is written clickRef in one partner's guide.",
    ],
    gaps: &["the form of links with cread.php"],
    ..Platform::NONE
};
