//! Appcarry: stores the publisher's click id from `click_id` and gives it back under the same name.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required};

const PARAMETERS: &str =
    "https://help.appcarry.com/affiliates-publishers/publisher-tracking-link-parameters-and-postback-macros";
const DIFFERENCE: &str = "https://help.appcarry.com/frequently-asked-questions/difference-between-macro-and-parameters";

/// Appcarry.
pub const PLATFORM: Platform = Platform {
    id: "appcarry",
    name: "Appcarry",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["app-carry"],
    link: LinkFace {
        hosts: &[fact("*.appcarry.live", PARAMETERS)],
        paths: &[fact("/", PARAMETERS)],
        click_id: &[fact("click_id", PARAMETERS).note("the publisher's click id; a must for conversions")],
        also_accepts: &[
            fact("custom_param_#", PARAMETERS).note("custom_param_1 to custom_param_5, free values"),
            fact("sub_publisher_id", PARAMETERS).note("the sub-publisher"),
        ],
        required: &[
            required(fact("campaign_id", PARAMETERS).note("the campaign")).on("/").warned(),
            required(fact("publisher_id", PARAMETERS).note("the publisher")).on("/").warned(),
        ],
        documented: &[
            fact("source", PARAMETERS),
            fact("creative_name", PARAMETERS),
            fact("gaid", PARAMETERS),
            fact("idfa", PARAMETERS),
        ],
        template: "https://{network}.appcarry.live/?campaign_id={campaign_id}&publisher_id={publisher_id}&click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("click_id", DIFFERENCE).note("in advertisers' links")],
        returned_click_id: &[fact("click_id", PARAMETERS).note("in publishers' postbacks, what their link carried")],
        sub: &[
            fact("custom_param#", PARAMETERS).note("custom_param1 to custom_param5; the link writes custom_param_1"),
            fact("sub#", PARAMETERS).note("sub1 to sub5, what the advertiser sent"),
        ],
        event: &[fact("goal", PARAMETERS)],
        payout: &[fact("payout", PARAMETERS)],
        other: &[fact("campaign_id", DIFFERENCE)],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://demo.appcarry.live/?campaign_id=149&publisher_id=1&source={sub_publisher_id}&click_id={click_id}&gaid={GAID}&idfa={IDFA}",
        source: PARAMETERS,
        note: "to be completed: the publisher's own macros belong there",
    }],
    sources: &[
        Source { page: PARAMETERS, says: "the link's parameters and the macros of publishers' postbacks" },
        Source { page: DIFFERENCE, says: "{campaign_id} and {click_id} in an advertiser's link; click_id is a must" },
    ],
    contradictions: &["The link's parameter is custom_param_1, the macro is {custom_param1}."],
    gaps: &["the address and parameters of postbacks that Appcarry receives"],
    ..Platform::NONE
};
