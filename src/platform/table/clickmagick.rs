//! ClickMagick: stores the source's id from `clk_tid`, issues `[clickid]`, and receives it back as `s1`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Required, Role,
    Source, fact, required,
};

const CLICK_ID: &str = "https://clickmagick.com/kb/kb.cgi?answer=439";
const NETWORK: &str = "https://www.clickmagick.com/kb/?article=210";
const ENDPOINTS: &str = "https://www.clickmagick.com/kb/kb.cgi?answer=793";
const CUSTOM: &str = "https://www.clickmagick.com/kb/?answer=217";
const CAMPAIGNS: &str = "https://www.clickmagick.com/kb/kb.cgi?article=217";
const OLD_FAQ: &str = "ClickMagick support texts kept in the CPAN archive Text-Summarizer 2.000";
const CALLS: &str = "public code, files 52117897108, 66687718347 and 44303255446 (postbacks to clkmg.com)";

const RETURNED: &[Fact] =
    &[fact("s1", ENDPOINTS).note("what [clickid] was; for Campaigns the visitor's id or e-mail address")];
const ACCOUNT: &[Required] = &[required(fact("uid", ENDPOINTS).note("the account")).warned()];
const TELLS: &[&str] = &["uid", "s1"];

const fn endpoint(path: &'static str) -> Endpoint {
    Endpoint { path, click_id: RETURNED, required: ACCOUNT, identifying_params: TELLS, ..Endpoint::NONE }
}

/// ClickMagick.
pub const PLATFORM: Platform = Platform {
    id: "clickmagick",
    name: "ClickMagick",
    kind: PlatformKind::AdTracker,
    aliases: &["clkmg"],
    link: LinkFace {
        hosts: &[fact("clkmg.com", CUSTOM), fact("www.clkmg.com", ENDPOINTS)],
        paths: &[fact("/{user}/{link}", CUSTOM)],
        click_id: &[fact("clk_tid", CUSTOM).note("the traffic source's own id, on a tracking link")],
        not_click_id: &[fact("cmc_tid", CAMPAIGNS)
            .note("for Campaigns, on your own landing page; a tracking link reads clk_tid")
            .unsure()],
        template: "https://clkmg.com/{user}/{link}?clk_tid={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Square]),
        issued_click_id: &[
            fact("clickid", CLICK_ID).note("for the Primary URL; small letters, [CLICKID] arrives as it is"),
            fact("cmc_vid", CAMPAIGNS).note("the visitor's id in Campaigns"),
        ],
        returned_click_id: &[
            fact("cmc_tid", CAMPAIGNS).note("what cmc_tid carried"),
            // Taken from the parameter of the same name.
            fact("clk_tid", CUSTOM).unsure(),
        ],
        sub: &[
            fact("s#", CAMPAIGNS).note("s1 to s5 of the postback that came in"),
            fact("utm_source", CAMPAIGNS),
            fact("utm_medium", CAMPAIGNS),
            fact("utm_campaign", CAMPAIGNS),
            fact("utm_term", CAMPAIGNS),
            fact("utm_content", CAMPAIGNS),
            fact("gclid", CAMPAIGNS),
            fact("wbraid", CAMPAIGNS),
            fact("fbclid", CAMPAIGNS),
            fact("msclkid", CAMPAIGNS),
            fact("ttclid", CAMPAIGNS),
            fact("epik", CAMPAIGNS),
        ],
        revenue: &[fact("cmc_amt", CAMPAIGNS)],
        time: &[fact("timestamp", CAMPAIGNS)],
        unique_id: &[fact("cmc_ref", CAMPAIGNS).note("the ref of the conversion")],
        other: &[
            fact("cmc_project", CAMPAIGNS),
            fact("firstname", CAMPAIGNS),
            fact("lastname", CAMPAIGNS),
            fact("email", CAMPAIGNS),
            fact("gender", CAMPAIGNS),
            fact("date_of_birth", CAMPAIGNS),
            fact("phone", CAMPAIGNS),
            fact("mobile", CAMPAIGNS),
            fact("city", CAMPAIGNS),
            fact("state_prov", CAMPAIGNS),
            fact("postal_code", CAMPAIGNS),
            fact("country", CAMPAIGNS),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("www.clkmg.com", ENDPOINTS), fact("clkmg.com", CALLS).unsure()],
        endpoints: &[endpoint("/api/s/post/"), endpoint("/api/a/post/"), endpoint("/api/e/post/")],
        payout: &[fact("amt", ENDPOINTS).note("for sales")],
        unique_id: &[fact("ref", ENDPOINTS).note("a reference of your own")],
        documented: &[
            fact("timestamp", ENDPOINTS).note("now, unless given"),
            fact("cmc_currency", ENDPOINTS),
            fact("cmc_cogs", ENDPOINTS).note("what the goods cost"),
            // Seen in public code.
            fact("cmc_country", CALLS).unsure(),
            fact("s#", CAMPAIGNS).note("s2 to s5, free values"),
        ],
        notes: &["The path names what is reported: /api/s a sale, /api/a an action, /api/e an engagement."],
        template: "https://www.clkmg.com/api/s/post/?uid={account_id}&s1={click_id}&amt={amount}&ref={transaction_id}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://clkmg.com/[USERNAME]/golfclubs?clk_tid=<unique_value>",
            source: CUSTOM,
            note: "to be completed: user and value are blanks",
        },
        Example {
            role: Role::Postback,
            url: "https://www.clkmg.com/api/s/post/?uid=[USERID]&s1=###&ref=###&timestamp=###&amt=###",
            source: ENDPOINTS,
            note: "to be completed: [USERID] and ### are blanks",
        },
    ],
    sources: &[
        Source { page: CLICK_ID, says: "[clickid] in the Primary URL" },
        Source { page: NETWORK, says: "each network names its slot otherwise: s1, aff_sub, tid" },
        Source { page: ENDPOINTS, says: "the three addresses, s1, ref, amt, timestamp, cmc_currency" },
        Source { page: CUSTOM, says: "clk_tid on tracking links, given back in custom postbacks" },
        Source { page: CAMPAIGNS, says: "the tokens of Campaigns' webhooks" },
        Source {
            page: OLD_FAQ,
            says: "why conversions go missing: a token in capitals, a click id lost between pages",
        },
        Source { page: CALLS, says: "postbacks with uid, s1, amt and ref" },
    ],
    gaps: &["the tokens of tracking links' custom postbacks"],
    ..Platform::NONE
};
