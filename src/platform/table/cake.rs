//! CAKE: stores a partner's click id in `s2` to `s5`, issues `#reqid#`, and receives it back as `r`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Role, Scope, Shape, Source, fact, rejected, required, response, same,
};

const TOKENS: &str = "https://support.getcake.com/support/solutions/articles/5000545788/thumbs_down";
const PORTAL: &str = "https://support.getcake.com/support/solutions/articles/5000545977-how-do-i-generate-a-tracking-link-in-the-affiliate-portal-";
const LINK: &str = "https://support.getcake.com/support/solutions/articles/5000545920/thumbs_down";
const S2S: &str =
    "https://support.getcake.com/support/solutions/articles/5000546059-how-do-i-implement-server-to-server-tracking-";
const TRANSACTION: &str = "https://support.getcake.com/support/solutions/articles/5000546347/thumbs_up";
const NEW_POSTBACK: &str = "https://support.getcake.com/support/solutions/articles/13000118786-setting-up-postback-urls-and-pixel-tracking-in-cake";
const TROUBLESHOOTING: &str = "CAKE help page: Troubleshooting Postback Issues";
const LEADS: &str =
    "https://support.getcake.com/support/solutions/articles/5000546055-the-cake-posting-document-server-post";
const OFFER_TOKENS: &str =
    "https://cakemarketing.screenstepslive.com/s/getcake/a/261680-tokens-in-the-offer-link-cake-for-networks";
const HASOFFERS: &str =
    "https://support.getcake.com/support/solutions/articles/5000593201-setting-up-a-postback-with-hasoffers";
const EVERFLOW: &str =
    "https://getcake.freshdesk.com/support/solutions/articles/13000100633-how-to-integrate-with-everflow";
const AFFILIATE_POSTBACK: &str = "https://support.getcake.com/en/support/solutions/articles/5000546096";
const PIXEL: &str = "https://support.getcake.com/support/solutions/articles/5000546124-conversion-pixel-variables";
const PIXELS: &str = "https://support.getcake.com/support/solutions/articles/5000635560-pixels-101-best-practices";
const CODE: &str = "public code, files 13513308886, 1286465533, 3826752838 and 2240369777 (calls of p.ashx)";
const AFFISE: &str = "github:affise/go-sdk test/testdata/3.0.stats.clicks@get.json";

const HOSTS: &[Fact] = &[fact("*.cakemarketing.com", NEW_POSTBACK)];
const TEST_HOSTS: &[Fact] = &[fact("demotrk.cakemarketing.com", TRANSACTION).note("CAKE's own demonstration")];

const fn shape(params: &'static [&'static str]) -> Shape {
    Shape { path: "/", params }
}

/// CAKE.
pub const PLATFORM: Platform = Platform {
    id: "cake",
    name: "CAKE",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["getCAKE", "Cake Marketing", "cakemarketing", "CAKE by Accelerize"],
    link: LinkFace {
        hosts: HOSTS,
        test_hosts: TEST_HOSTS,
        paths: &[fact("/", LINK)],
        endpoints: &[Endpoint { path: "/", documented: &[fact("s1", PORTAL)], ..Endpoint::CLICK }],
        shapes: &[
            shape(&["a", "c", "s1"]),
            shape(&["a", "c", "s2"]),
            shape(&["a", "c", "s3"]),
            shape(&["a", "c", "s4"]),
            shape(&["a", "c", "s5"]),
        ],
        click_id: &[
            fact("s2", TOKENS).note("the usual slot; it holds 100 characters, the rest spills into the next slot"),
            fact("s3", PORTAL).note("as s2"),
            fact("s4", PORTAL).note("as s2"),
            fact("s5", PORTAL).note("as s2"),
        ],
        also_accepts: &[fact("s1", PORTAL)
            .note("meant for sub-affiliate ids that repeat, 50 characters; a newer CAKE page nevertheless calls the click id the s1 value")],
        not_click_id: &[fact("click_id", TROUBLESHOOTING)
            .note("CAKE reads this name on the conversion endpoint only; on a click link it stores nothing")],
        slots_complete: true,
        required: &[
            required(fact("a", LINK).note("the affiliate")).on("/"),
            required(fact("c", LINK).note("the creative")).on("/"),
        ],
        documented: &[fact("p", LINK)],
        test_markers: &[fact("ckm_test", LEADS).note("`1` marks a test lead, where leads are posted")],
        template: "https://{cake_domain}/?a={affiliate_id}&c={creative_id}&s1={sub_affiliate}&s2={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Hash]),
        issued_click_id: &[
            fact("reqid", S2S).note("the request id: one for a browser session, not for a click; comes back as r"),
            fact("oreqid", EVERFLOW).note("the first request id, as CAKE's Everflow guide uses it"),
        ],
        returned_click_id: &[
            fact("s2", TOKENS).note("longer than 100 characters: read it back as #s2##s3#"),
            fact("s3", TOKENS),
            fact("s4", TOKENS),
            fact("s5", TOKENS),
        ],
        sub: &[fact("s1", TOKENS)],
        payout: &[fact("price", TOKENS)],
        time: &[fact("utcunixtime", TOKENS), fact("sourcetime", TOKENS)],
        unique_id: &[fact("tid", TOKENS).note("the advertiser's transaction id"), fact("leadid", TOKENS)],
        other: &[
            fact("affid", TOKENS),
            fact("oid", TOKENS),
            fact("campid", TOKENS),
            fact("cid", TOKENS),
            fact("vstid", OFFER_TOKENS),
            fact("udid", TOKENS),
            fact("ip", TOKENS),
            fact("sourceip", TOKENS),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        test_hosts: TEST_HOSTS,
        endpoints: &[
            Endpoint {
                path: "/api/2/conversion.json",
                click_id: &[fact("click_id", NEW_POSTBACK)],
                not_click_id: &[fact("r", NEW_POSTBACK).note("read by /p.ashx only")],
                required: &[required(fact("api_key", NEW_POSTBACK)), required(fact("offer_id", NEW_POSTBACK))],
                documented: &[
                    fact("amount", NEW_POSTBACK),
                    fact("unique_id", TROUBLESHOOTING),
                    fact("api_key", NEW_POSTBACK),
                ],
                identifying_params: &["offer_id"],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/p.ashx",
                click_id: &[fact("r", S2S).note("the request id from #reqid#; a browser's pixel goes without, its cookie tells the click")],
                not_click_id: &[fact("click_id", NEW_POSTBACK).note("read by /api/2/conversion.json only")],
                required: &[required(fact("o", EVERFLOW).note("the offer")).or(&[
                    fact("a", PIXEL).note("the advertiser, for all of its offers")
                ])],
                documented: &[
                    fact("e", EVERFLOW),
                    fact("t", TRANSACTION),
                    fact("p", PIXEL),
                    fact("ap", PIXEL),
                    fact("u", PIXEL).note("the user's id"),
                    fact("f", PIXEL).note("pb for a postback, img or js for a pixel; an iframe's pixel has none"),
                    fact("ect", CODE).note("the order's total"),
                ],
                identifying_params: &["o"],
                ..Endpoint::NONE
            },
        ],
        event: &[fact("e", EVERFLOW).note("the event, on /p.ashx")],
        payout: &[
            fact("amount", NEW_POSTBACK).note("on /api/2/conversion.json"),
            fact("p", PIXEL).note("what is received, on /p.ashx"),
            fact("ap", PIXEL).note("the affiliate's payout, on /p.ashx"),
        ],
        unique_id: &[
            fact("unique_id", TROUBLESHOOTING).note("on /api/2/conversion.json"),
            fact("t", TRANSACTION).note("the transaction id, on /p.ashx; stops repetitions where the offer is set so"),
        ],
        security: &[fact("api_key", NEW_POSTBACK)],
        refuses_repeats: Some(fact("unique_id", TROUBLESHOOTING).note("refused unless the event has Allow Duplicates on")),
        pixels: &[
            fact("f=img", PIXEL).note("an image"),
            fact("f=js", PIXEL).note("a script"),
        ],
        duplicates: &[same(
            DuplicateKey::ClickIdOrUniqueId,
            Scope::Unknown,
            fact("Duplicate conversion", TROUBLESHOOTING).note("unless the event has Allow Duplicates on"),
        )],
        paused: Some(rejected(fact("Offer not found / inactive", TROUBLESHOOTING))),
        expired: Some(rejected(fact("Offer not found / inactive", TROUBLESHOOTING))),
        responses: &[
            response(0, fact("Success", TROUBLESHOOTING), PostbackOutcome::Counted),
            response(0, fact("Invalid click_id", TROUBLESHOOTING).note("no such request id"), PostbackOutcome::UnknownClickId),
            response(
                0,
                fact("Expired click_id", TROUBLESHOOTING).note("the offer's session hours are over"),
                PostbackOutcome::ExpiredClickId,
            ),
            response(0, fact("Duplicate conversion", TROUBLESHOOTING), PostbackOutcome::Duplicate),
            response(0, fact("Offer not found / inactive", TROUBLESHOOTING), PostbackOutcome::InactiveOffer),
        ],
        answers: &[
            "SUCCESS somewhere in the text of /p.ashx: taken",
            "HTTP 4xx: the URL is malformed or the domain wrong",
        ],
        notes: &[
            "The two endpoints do not mix: /p.ashx reads r and o, /api/2/conversion.json reads click_id and offer_id.",
            "The offer's session hours limit the time to convert; inside them the last touch wins.",
            "`#` also opens a URL's fragment: a token that was never filled cuts the URL off there.",
        ],
        template: "https://{network}.cakemarketing.com/p.ashx?o={offer_id}&e={event_id}&r={click_id}&t={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://caketrackinglink.com/?a=1&c=2&s1=&s2={transaction_id}",
            source: HASOFFERS,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://tracksfaster.com/?a=13600&c=78097&s2={clickid}&s3={pid}",
            source: AFFISE,
            note: "with Affise's macros",
        },
        Example {
            role: Role::Postback,
            url: "https://{CakeDomain.com}/p.ashx?o=xxx&e=xxx&r={sub1}",
            source: EVERFLOW,
            note: "to be completed: domain, offer and event are blanks",
        },
        Example {
            role: Role::Postback,
            url: "http://tracking.domain.com/p.ashx?o=55378899&e=344&f=img&t=TRANSACTION_ID",
            source: PIXELS,
            note: "to be completed: a browser's pixel, as an image; r is not needed",
        },
        Example {
            role: Role::Postback,
            url: "http://demotrk.cakemarketing.com/p.ashx?o=1001083&t=a1b2c3",
            source: TRANSACTION,
            note: "shows the transaction id only: r is left out",
        },
    ],
    sources: &[
        Source { page: S2S, says: "#reqid# is made per browser session and comes back in r" },
        Source { page: TOKENS, says: "the tokens; how long s1 to s5 may be, and that they spill over" },
        Source { page: PORTAL, says: "s1 is for sub-affiliates; s2 to s5 take unique values" },
        Source { page: LINK, says: "a and c are both needed" },
        Source { page: TRANSACTION, says: "t is the transaction id and can stop repetitions" },
        Source { page: NEW_POSTBACK, says: "/api/2/conversion.json, its placeholder REPLACE, amount" },
        Source { page: TROUBLESHOOTING, says: "the API log's answers, session hours, unique_id" },
        Source { page: LEADS, says: "posted leads: ckm_campaign_id, ckm_key, ckm_test=1" },
        Source { page: OFFER_TOKENS, says: "tokens of offer links, #vstid# among them" },
        Source { page: HASOFFERS, says: "a link with TUNE's macro, and the postback to TUNE with #s2#" },
        Source { page: AFFILIATE_POSTBACK, says: "an affiliate's postback with #s2# and #s1#" },
        Source { page: PIXEL, says: "o, e, r, f, t, p, ap, a and u on p.ashx; f=pb, img or js, none for an iframe" },
        Source { page: PIXELS, says: "the four kinds of pixels and their addresses; a postback needs r" },
        Source { page: CODE, says: "ect on p.ashx; ckm_request_id on landing pages" },
        Source { page: EVERFLOW, says: "links and postbacks between CAKE and Everflow: #oreqid#, o, e and r" },
    ],
    contradictions: &[
        "Two pages keep s1 for sub-affiliate ids and put click ids into s2 to s5; a newer page calls the click id the s1 value.",
    ],
    gaps: &[
        "the XML that p.ashx answers",
        "whether parameter names are case-sensitive",
        "which of s1 and s2 an installation uses for the click id",
        "the parameters of /c.asmx/conversion",
    ],
    ..Platform::NONE
};
