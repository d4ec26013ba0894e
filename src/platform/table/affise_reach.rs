//! Affise Reach: takes `click_id` back, gives `{pub_click_id}` to publishers.

use crate::link::Dialect;
use crate::platform::{Dialects, Endpoint, FiringFace, Platform, PlatformKind, ReceivingFace, Source, fact, required};

const MACROS: &str = "https://help-center.affisereach.com/en/articles/6127765-postback-macros";
const PARAMS: &str = "https://help-center.affisereach.com/en/articles/6095764-postback-parameters";

/// Affise Reach.
pub const PLATFORM: Platform = Platform {
    id: "affise-reach",
    name: "Affise Reach",
    kind: PlatformKind::Network,
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        issued_click_id: &[fact("click_id", MACROS).note("called Click ID: Reach's own").unsure()],
        returned_click_id: &[fact("pub_click_id", MACROS).note("the click id of the publisher's own system")],
        sub: &[
            fact("sub#", MACROS).note("sub1 to sub8, from the click"),
            fact("pub_unique#", MACROS).note("pub_unique1 to pub_unique4, from the click"),
            fact("adv_sub#", MACROS).note("adv_sub1 to adv_sub4, what the advertiser asked for"),
            fact("custom_field#", MACROS).note("custom_field1 to custom_field8, from the conversion"),
        ],
        event: &[fact("goal_id", MACROS), fact("goal_title", MACROS)],
        payout: &[fact("sum", MACROS)],
        revenue: &[fact("sale_amount", MACROS)],
        currency: &[fact("currency", MACROS)],
        time: &[
            fact("time", MACROS).note("of the click, Unix"),
            fact("date_only", MACROS).note("of the click"),
            fact("time_petty", MACROS).note("of the click"),
            fact("conversion_time", MACROS).note("Unix"),
            fact("conversion_date", MACROS),
        ],
        unique_id: &[fact("conversion_id", MACROS).note("the advertiser's id of the conversion")],
        status: &[fact("status", MACROS)],
        other: &[
            fact("advertiser_id", MACROS),
            fact("campaign_id", MACROS),
            fact("campaign_name", MACROS),
            fact("landing_id", MACROS),
            fact("creative_id", MACROS),
            fact("ip", MACROS),
            fact("geo", MACROS),
            fact("city", MACROS),
            fact("device_ua", MACROS),
            fact("comment", MACROS),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        endpoints: &[Endpoint {
            path: "",
            click_id: &[fact("click_id", PARAMS)],
            required: &[required(fact("advertiser_id", PARAMS).note("the advertiser's id on Reach")).advised()],
            ..Endpoint::NONE
        }],
        event: &[fact("goal", PARAMS).note("needed where the campaign has several goals")],
        payout: &[fact("sale_amount", PARAMS).note("used where a share is paid")],
        status: &[fact("status", PARAMS).note("1 approved, 2 pending, 3 rejected, 4 hold")],
        unique_id: &[fact("event_id", PARAMS).note("the advertiser's id of the conversion")],
        security: &[fact("secure", PARAMS).note("the secure postback code, where one is used")],
        documented: &[
            fact("campaign_id", PARAMS),
            fact("publisher_id", PARAMS),
            fact("user_id", PARAMS),
            fact("ip", PARAMS),
            fact("country", PARAMS),
            fact("sale_discount", PARAMS),
            fact("comment", PARAMS).note("the publisher sees it"),
            fact("note", PARAMS).note("the publisher does not see it"),
            fact("custom_field#", PARAMS).note("custom_field1 to custom_field8"),
        ],
        notes: &["A probabilistic postback has campaign_id, event_id and publisher_id instead of click_id."],
        ..ReceivingFace::NONE
    },
    sources: &[
        Source { page: MACROS, says: "the macro table of postbacks to publishers" },
        Source { page: PARAMS, says: "parameters of the postback from the advertiser; which of them are needed" },
    ],
    gaps: &["host and path of the postback", "the form of the tracking link"],
    ..Platform::NONE
};
