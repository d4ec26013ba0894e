//! Impact: stores the partner's click id from `subId1`, and notifies partners with `{SubId1}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Shape, Source, fact,
};

const SUB_IDS: &str = "https://help.impact.com/en/support/solutions/articles/48001235417-sub-id-shared-id-parameters-explained-for-partners";
const LINK_EDITS: &str = "https://help.impact.com/en/support/solutions/articles/48001238125";
const LINKS_API: &str = "https://integrations.impact.com/impact-publisher/reference/the-tracking-links-object";
const POSTBACKS: &str = "https://integrations.impact.com/impact-brand/reference/enable-postbacks";
const DOMAINS: &str = "https://fmtc.atlassian.net/wiki/pages/diffpages.action?originalId=668991530&pageId=668663819";
const CODE: &str = "public code, files 58810104200 and 60826906257 (links on pxf.io and sjv.io)";
const DIRECTORY: &str = "https://www.mrpostback.com/impact";
const AFFPIXEL: &str = "https://affpixel.com/blog/impact-postback-setup";
const GOKART: &str = "http://support.getgokart.ai/en/articles/11844224-automatic-mapping-with-gokart";
const LANDING: &str = "public code, files 33139618688, 42918326363 and 2638482653 (brands' landing pages)";
const SENDER: &str = "public code, file 71242893252 (unit tests of a tool's postback templates)";

const fn domain(name: &'static str) -> Fact {
    fact(name, DOMAINS).note("from a catalogue of networks' links")
}

/// Impact.
pub const PLATFORM: Platform = Platform {
    id: "impact",
    name: "Impact",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["impact.com", "Impact Radius", "impactradius"],
    link: LinkFace {
        hosts: &[
            fact("*.sjv.io", LINKS_API),
            domain("*.pxf.io"),
            domain("*.evyy.net"),
            domain("*.eqjw.net"),
            domain("*.7eer.net"),
            domain("*.ojrq.net"),
            domain("*.audw.net"),
            domain("*.pvxt.net"),
            domain("*.snlv.net"),
        ],
        paths: &[fact("/c/{partner}/{ad}/{campaign}", SUB_IDS), fact("/{vanity}", LINKS_API).note("a vanity link")],
        shapes: &[Shape { path: "/c/{partner}/{ad}/{campaign}", params: &["subId1"] }],
        click_id: &[
            fact("subId1", SUB_IDS).note("the partner's click id"),
            fact("SubId1", GOKART).note("as GoKart's mapping writes it; Impact's own page writes subId1").unsure(),
            fact("subId2", SUB_IDS).note("free"),
            fact("subId3", SUB_IDS).note("free"),
        ],
        also_accepts: &[fact("sharedId", SUB_IDS).note("the brand sees it too")],
        not_click_id: &[
            fact("subid1", DIRECTORY)
                .note("all in small letters; Impact writes subId1, and its macros tell small from capital letters")
                .unsure(),
            fact("irclickid", LANDING)
                .note("Impact's own click id, which it appends to the brand's page; the partner's id goes into subId1"),
        ],
        documented: &[
            fact("sharedid", CODE).note("as Impact's own redirect writes sharedId"),
            fact("irgwc", LANDING).note("`1` on the brand's page"),
        ],
        nested: &[fact("u", LINKS_API).note("a deep link, percent-encoded").unsure()],
        template: "https://{brand_domain}/c/{partner_id}/{ad_id}/{campaign_id}?subId1={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("SubId1", DIRECTORY).note("what subId1 carried; capital S and I")],
        sub: &[fact("SubId2", DIRECTORY), fact("SubId3", DIRECTORY), fact("SharedId", DIRECTORY)],
        payout: &[fact("Payout", DIRECTORY)],
        revenue: &[fact("Amount", DIRECTORY)],
        currency: &[fact("Currency", DIRECTORY)],
        unique_id: &[
            fact("ActionId", DIRECTORY),
            fact("OID", AFFPIXEL).note("the order; one secondary source").unsure(),
        ],
        status: &[
            fact("Status", DIRECTORY),
            fact("ActionStatus", AFFPIXEL).note("one secondary source").unsure(),
            fact("StatusDetail", DIRECTORY),
        ],
        other: &[fact("LandingPageUrl", DIRECTORY)],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://trackingdomain.net/c/1234567/654321/4321?subId1=test",
            source: SUB_IDS,
            note: "to be completed: `test` stands for a value",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://goto.merchant.com/abcd?subId1=ENCODED_FBCLID",
            source: AFFPIXEL,
            note: "to be completed: the capitals stand for a click id; a vanity link",
        },
        Example {
            role: Role::Postback,
            url: "https://yourdomain.com/p?click_id={SubId1}&payout={Payout}&order_id={OID}&currency={Currency}&status={ActionStatus}",
            source: AFFPIXEL,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://api.getgokart.ai/postback?gk_click_id={SubId1}",
            source: GOKART,
            note: "to GoKart",
        },
    ],
    sources: &[
        Source { page: SUB_IDS, says: "partner, ad and campaign in the path; subId1 to subId3, sharedId" },
        Source { page: LINK_EDITS, says: "do not edit links by hand: the brand's own tags must stay" },
        Source { page: LINKS_API, says: "vanity links on sjv.io; the deep link is encoded" },
        Source { page: POSTBACKS, says: "event notifications go out by GET or POST" },
        Source { page: DOMAINS, says: "domains of Impact's links, from a catalogue" },
        Source { page: DIRECTORY, says: "macros, whose case counts; up to 15 attempts (a directory)" },
        Source { page: AFFPIXEL, says: "sub ids are not encoded for you; every change of status fires again" },
        Source { page: SENDER, says: "{SubId1}, {Payout}, {ActionId}, {Status} and {Currency} in postbacks" },
        Source { page: LANDING, says: "irclickid and irgwc=1 on brands' pages" },
        Source { page: GOKART, says: "GoKart maps SubId1 on the link and {SubId1} on the postback" },
    ],
    contradictions: &["Impact writes subId1 on the link, GoKart's mapping writes SubId1."],
    gaps: &[
        "all that an event notification can carry",
        "how long sub ids may be",
        "brands report conversions through Impact's API or script, not through a postback with a click id",
    ],
    ..Platform::NONE
};
