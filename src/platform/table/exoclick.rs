//! ExoClick: `{conversions_tracking}` goes out and comes back in `tag`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, FiringFace, Platform, PlatformKind, PostbackOutcome, ReceivingFace,
    Role, Scope, Source, fact, required, response, same,
};

const API: &str = "https://docs.exoclick.com/docs/conversion-tracking-api/";
const BINOM_DOC: &str = "https://docs.binom.org/conv-to-source.php";
const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// ExoClick.
pub const PLATFORM: Platform = Platform {
    id: "exoclick",
    name: "ExoClick",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[
            fact("conversions_tracking", API).note("usually put into tag"),
            fact("conversion_tracking", API).note("spelled so in one sample URL of the same page").unsure(),
        ],
        other: &[
            fact("cost", SEED).note("what the click cost"),
            fact("src_hostname", SEED),
            fact("variation_id", SEED),
            fact("campaign_id", SEED),
            fact("site_id", SEED),
            fact("zone_id", SEED),
            fact("category_id", SEED),
            fact("country", SEED),
            fact("format", SEED),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("main.exoclick.com", SEED), fact("s.magsrv.com", HEARSAY).unsure()],
        endpoints: &[Endpoint {
            path: "/tag.php",
            click_id: &[fact("tag", API)],
            required: &[required(fact("goal", API).note("the goal: 32 hexadecimal digits")).advised()],
            ..Endpoint::NONE
        }],
        event: &[fact("goal", API).note("the goal: 32 hexadecimal digits")],
        payout: &[fact("cpa", API).note("0 to 100, where CPA is switched on")],
        security: &[fact("skey", API).note("the secret key of the account, needed with cpa")],
        duplicates: &[same(
            DuplicateKey::ClickIdAndEvent,
            Scope::Event,
            fact("This conversion has already been notified", API).note("within 24 hours"),
        )],
        responses: &[
            response(
                0,
                fact("This conversion has already been notified", API).note("within 24 hours"),
                PostbackOutcome::Duplicate,
            ),
            response(0, fact("Tag is invalid", API).note("the wrong form"), PostbackOutcome::UnknownClickId),
            response(0, fact("No tag data", API), PostbackOutcome::NoClickId),
            response(0, fact("Goal ID is invalid", API), PostbackOutcome::UnknownEvent),
            response(0, fact("No Goal ID", API), PostbackOutcome::UnknownEvent),
            response(0, fact("Price is invalid", API).note("where CPA is switched on"), PostbackOutcome::Malformed),
            response(
                0,
                fact("Secret key is invalid", API).note("where CPA is switched on"),
                PostbackOutcome::Unauthorised,
            ),
            response(0, fact("OK", API), PostbackOutcome::Counted),
        ],
        notes: &["A goal counts one conversion or every one, as it is set."],
        template: "http://main.exoclick.com/tag.php?goal={goal}&tag={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "http://main.exoclick.com/tag.php?goal=REPLACE&tag={externalid}",
            source: SEED,
            note: "to be completed: the capitals stand for values of the account; with Binom's macro",
        },
        Example {
            role: Role::Postback,
            url: "http://syndication.example.com/tag.php?goal=1b9b3786eae526755467c2593d194005&tag={conversion_tracking}&skey=1234567>&cpa=0.1",
            source: API,
            note: "broken at its source: a stray > after skey; the host is a placeholder",
        },
    ],
    sources: &[
        Source { page: API, says: "parameters and answers" },
        Source { page: BINOM_DOC, says: "{conversions_tracking} as the click id" },
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: TEMPLATES, says: "the same macros" },
    ],
    contradictions: &["The table says {conversions_tracking}, a sample URL of the same page {conversion_tracking}."],
    gaps: &["the host in use now: ExoClick's page shows a placeholder"],
    ..Platform::NONE
};
