//! Binom: issues `{clickid}`, receives it back as `cnv_id`, and returns the source's id as `{externalid}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const POSTBACK: &str = "https://docs.binom.org/postback-url.php";
const PAYOUT: &str = "https://docs.binom.org/payout-tracking-v2.php";
const OFFER: &str = "https://docs.binom.org/create-offer.php";
const SOURCE: &str = "https://docs.binom.org/create-source-v2.php";
const TO_SOURCE: &str = "https://docs.binom.org/conv-to-source-v2.php";
const ALTERCPA: &str = "https://docs.altercpa.top/en/trackers/binom/";
const TAGADA: &str = "https://docs.tagada.io/developer-tools/tracking/binom.md";
const AFFISE: &str = "https://help-center.affise.com/en/articles/5158654-affise-binom";
const V2_CODE: &str = "public code, file 71259360737 (paths of Binom 1 and 2)";
const CALLS: &str = "public code, files 9862988432, 22593352361 and 49079271813 (calls of click.php)";
const TEMPLATES: &str =
    "github:pavelraiden/binom-api-encyclopedia docs/examples/responses/traffic_source_templates.json";
const LINKS: &str = "github:pavelraiden/binom-api-encyclopedia docs/examples/real_api_data.json";

const RETURNED: &[Fact] = &[fact("cnv_id", POSTBACK).note("the id that {clickid} put into the offer's URL")];

/// Binom.
pub const PLATFORM: Platform = Platform {
    id: "binom",
    name: "Binom",
    kind: PlatformKind::AdTracker,
    aliases: &["binom.org"],
    link: LinkFace {
        click_id: &[fact("*", TO_SOURCE).note("the name of the external id is chosen in the traffic source's settings")],
        not_click_id: &[fact("cnv_id", POSTBACK).note("Binom's own click id, which networks send back on the postback")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]).complete(),
        issued_click_id: &[fact("clickid", LINKS).note("for offer URLs; comes back as cnv_id")],
        returned_click_id: &[
            fact("externalid", TO_SOURCE).note("the traffic source's own click id"),
            fact("external_id", OFFER).note("beside externalid on the page of version 1").unsure(),
            // Seen in one template.
            fact("externalId", TEMPLATES).unsure(),
        ],
        sub: &[
            fact("t#", SOURCE).note("t1 to t30, the traffic source's tokens"),
            fact("t#_md5", SOURCE).note("the same, hashed"),
        ],
        event: &[fact("event#", OFFER).note("event1 to event10")],
        payout: &[fact("payout", TO_SOURCE)],
        currency: &[fact("cnv_currency", TEMPLATES)],
        time: &[fact("time", OFFER), fact("htime", OFFER), fact("date", OFFER)],
        status: &[fact("cnv_status", TO_SOURCE), fact("cnv_status2", OFFER)],
        other: &[
            fact("affiliate_network_id", TO_SOURCE),
            fact("affiliate_network_name", TO_SOURCE),
            fact("browser_name", TO_SOURCE),
            fact("browser_version", TO_SOURCE),
            fact("campaign_id", TO_SOURCE),
            fact("campaign_key", TO_SOURCE),
            fact("campaign_name", TO_SOURCE),
            fact("city", TO_SOURCE),
            fact("user_id", OFFER),
            fact("campaign", OFFER),
            fact("path_name", OFFER),
            fact("rule_name", OFFER),
            fact("trafficsource", OFFER),
            fact("trafficsource_name", OFFER),
            fact("domain", OFFER),
            fact("real_domain", OFFER),
            fact("lander", OFFER),
            fact("lander_num", OFFER),
            fact("lp_key", OFFER),
            fact("referer", OFFER),
            fact("device_name", OFFER),
            fact("device_brand", OFFER),
            fact("device_model", OFFER),
            fact("device_type", OFFER),
            fact("resolution", OFFER),
            fact("os_name", OFFER),
            fact("os_version", OFFER),
            fact("country", OFFER),
            fact("country_code", OFFER),
            fact("continent", OFFER),
            fact("continent_code", OFFER),
            fact("language", OFFER),
            fact("isp", OFFER),
            fact("ip", OFFER),
            fact("is_proxy", OFFER),
            fact("user_agent", OFFER),
            fact("clickcost", OFFER),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[
            Endpoint {
                path: "/click.php",
                click_id: RETURNED,
                required: &[],
                identifying_params: &["cnv_id"],
                ..Endpoint::NONE
            },
            Endpoint {
                path: "/click",
                click_id: RETURNED,
                required: &[],
                identifying_params: &["cnv_id"],
                ..Endpoint::NONE
            },
        ],
        event: &[
            fact("event#", PAYOUT).note("event1 to event30, sets a value"),
            fact("add_event#", PAYOUT).note("add_event1 to add_event30, adds to it"),
        ],
        payout: &[fact("payout", POSTBACK)],
        status: &[fact("cnv_status", POSTBACK), fact("cnv_status2", POSTBACK)],
        documented: &[
            fact("cnv_currency", POSTBACK),
            fact("to_offer", POSTBACK),
            fact("disable_postback", POSTBACK).note("`1` keeps the postback to the source from going out"),
        ],
        notes: &[
            "Version 1 answers on /click.php, version 2 on /click.",
            "Where the offer has a fixed payout, the postback's payout is ignored unless Auto is on.",
        ],
        template: "https://{tracking_domain}/click.php?cnv_id={click_id}&payout={payout}&cnv_status={status}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://binom.org/click.php?cnv_id={sub1}&payout={sum}&cnv_status={status}",
            source: AFFISE,
            note: "with Affise's macros",
        },
        Example {
            role: Role::Postback,
            url: "https://{trackingDomain}/click.php?cnv_id={clickId}&payout={payout}&cnv_status={conversionType}&cnv_currency={currency}",
            source: TAGADA,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://your-binom.com/postback?clickid={click}&goal=approve",
            source: ALTERCPA,
            note: "a third party's form for version 2; Binom's own pages have cnv_id",
        },
    ],
    sources: &[
        Source { page: POSTBACK, says: "click.php, cnv_id, payout, statuses, currency, to_offer, disable_postback" },
        Source { page: PAYOUT, says: "when payout counts; event1 to event30" },
        Source { page: TO_SOURCE, says: "{externalid} and the list of tokens" },
        Source { page: OFFER, says: "tokens of offer URLs; {external_id} beside {externalid} in version 1" },
        Source { page: SOURCE, says: "{t1} to {t30} and their hashes" },
        Source { page: ALTERCPA, says: "/postback?clickid= for version 2 (a third party)" },
        Source { page: TAGADA, says: "clickid={clickid} on the offer's URL" },
        Source { page: V2_CODE, says: "click.php in version 1, click in version 2" },
        Source { page: CALLS, says: "calls with cnv_id, payout, cnv_status, event1" },
        Source { page: TEMPLATES, says: "Binom's templates for traffic sources, with {externalid} and {cnv_currency}" },
        Source { page: LINKS, says: "{clickid} in live links" },
    ],
    contradictions: &["AlterCPA gives /postback?clickid= for Binom 2; Binom's page has click with cnv_id."],
    gaps: &["what happens to repetitions", "the path of campaign links"],
    ..Platform::NONE
};
