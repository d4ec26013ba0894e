//! Scaleo: stores the affiliate's click id from `aff_click_id`, and receives its own as `click_id`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, DuplicateKey, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, PostbackOutcome,
    ReceivingFace, Required, Role, Scope, Shape, Source, fact, required, response, same,
};

const LINK: &str = "https://help.scaleo.io/article/384-affiliate-parameters";
const POSTBACKS: &str = "http://help.scaleo.io/article/484-ultimate-postbacks-add-change-conversion";
const TESTING: &str = "https://help.scaleo.io/article/386-tracking-testing-and-debugging";
const KUKURUKU: &str = "https://docs.kukuruku.win/ru/docs/postbacks";
const ORDER_CODE: &str = "public code, file 32567138090 (a call of /track/conv)";

const HOSTS: &[Fact] = &[fact("*.scaletrk.com", LINK)];
const RETURNED: &[Fact] = &[fact("click_id", POSTBACKS).note("Scaleo's own click id")];
const TOKEN: &[Required] = &[required(fact("token", POSTBACKS)).warned()];
const TELLS: &[&str] = &["click_id", "token"];

const fn endpoint(path: &'static str) -> Endpoint {
    Endpoint { path, click_id: RETURNED, required: TOKEN, identifying_params: TELLS, ..Endpoint::NONE }
}

/// Scaleo.
pub const PLATFORM: Platform = Platform {
    id: "scaleo",
    name: "Scaleo",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["scaletrk", "Scaleo.io"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/click", LINK)],
        shapes: &[Shape { path: "/click", params: &["o", "a", "aff_click_id"] }],
        click_id: &[fact("aff_click_id", LINK).note("the affiliate's own click id")],
        also_accepts: &[
            fact("sub_id#", LINK).note("sub_id1 to sub_id5, names of traffic sources; given back as {sub_id1}"),
            fact("aff_param#", LINK).note("aff_param1 to aff_param5, free values; given back as {aff_param1}"),
        ],
        not_click_id: &[fact("click_id", POSTBACKS)
            .note("Scaleo's own id on postbacks; on the click link the affiliate's id goes into aff_click_id")],
        required: &[
            required(fact("o", LINK).note("the offer")).on("/click").warned(),
            required(fact("a", LINK).note("the affiliate")).on("/click").warned(),
        ],
        documented: &[fact("link_id", LINK), fact("creative_id", LINK), fact("idfa", LINK), fact("gaid", LINK)],
        nested: &[fact("deep_link", LINK).note("encode it: Scaleo's own example does not")],
        template: "https://{workspace}.scaletrk.com/click?o={offer_id}&a={affiliate_id}&aff_click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("click_id", POSTBACKS).unsure()],
        returned_click_id: &[fact("aff_click_id", LINK).note("the affiliate's own click id, back to the affiliate")],
        sub: &[
            fact("sub_id#", LINK).note("sub_id1 to sub_id5"),
            fact("aff_param#", LINK).note("aff_param1 to aff_param5"),
            fact("sub_id#_hash", LINK).note("sub_id1_hash to sub_id5_hash"),
        ],
        event: &[
            // Taken from the parameter of the same name.
            fact("goal_id", POSTBACKS).unsure(),
            fact("goal_alias", POSTBACKS).unsure(),
        ],
        payout: &[fact("payout", LINK).unsure()],
        other: &[
            fact("affiliate_id", LINK),
            fact("affiliate_id_hash", LINK),
            fact("link_id", LINK),
            fact("creative_id", LINK),
            fact("deep_link", LINK),
            fact("idfa", LINK),
            fact("gaid", LINK),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[endpoint("/track/conv"), endpoint("/track/conv-change"), endpoint("/track/conv-addchange")],
        event: &[fact("goal_id", POSTBACKS), fact("goal_alias", POSTBACKS)],
        payout: &[fact("amount", POSTBACKS)],
        status: &[fact("conv_status", POSTBACKS).note("pending, approved, rejected")],
        unique_id: &[fact("adv_order_id", ORDER_CODE).unsure()],
        security: &[fact("token", POSTBACKS)],
        documented: &[
            fact("currency", KUKURUKU),
            fact("firstname", POSTBACKS),
            fact("lastname", POSTBACKS),
            fact("aff_param#", POSTBACKS).note("aff_param1 to aff_param5"),
            fact("sub_id#", POSTBACKS).note("sub_id1 to sub_id5"),
        ],
        duplicates: &[
            same(
                DuplicateKey::ClickId,
                Scope::Offer,
                fact("Multiple Conversions are not Allowed", TESTING)
                    .note("unless the offer has Multiple Conversions on"),
            ),
            same(
                DuplicateKey::Nothing,
                Scope::Offer,
                fact("Multiple Conversions", POSTBACKS).note("where the offer has Multiple Conversions on"),
            ),
        ],
        responses: &[response(0, fact("Multiple Conversions are not Allowed", TESTING), PostbackOutcome::Duplicate)],
        notes: &["/track/conv adds a conversion, /track/conv-change changes one, /track/conv-addchange does either."],
        template: "https://{workspace}.scaletrk.com/track/conv?click_id={click_id}&token={token}&goal_alias={event_name}&amount={amount}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://yourcompany.scaletrk.com/click?o=16&a=1&aff_click_id=a3p22snfbg53shfgtekt3s",
            source: LINK,
            note: "as it is called",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://yourcompany.scaletrk.com/click?o=16&a=1&deep_link=https://brand.com/catalog/item/123",
            source: LINK,
            note: "the deep link should be encoded; the page does not",
        },
        Example {
            role: Role::Postback,
            url: "https://workspace.scaletrk.com/track/conv?click_id=974efaa86716e372442ab44c8a3f563b&token=344387eb&goal_id=1673&conv_status=pending&aff_param1=AP12&firstname=John&lastname=Smith&sub_id1=SID1",
            source: POSTBACKS,
            note: "as it is fired",
        },
        Example {
            role: Role::Postback,
            url: "https://trk.track-app-18.today/track/conv-change?click_id={click_id}&amount={sale_amount}&currency={currency}&token={token}&goal_alias=ftd&conv_status=approved",
            source: KUKURUKU,
            note: "on a customer's domain; the page shows a currency sign in place of &curren",
        },
    ],
    sources: &[
        Source { page: LINK, says: "the link's parameters, and macros of the same names" },
        Source { page: POSTBACKS, says: "the three addresses, the token, the rule for repetitions" },
        Source { page: TESTING, says: "how to look for a lost conversion; the Invalid Traffic log" },
        Source { page: KUKURUKU, says: "a customer's postbacks on /track/conv and /track/conv-change" },
        Source { page: ORDER_CODE, says: "adv_order_id on /track/conv" },
    ],
    gaps: &["the path of plain postbacks", "how long a click lives"],
    ..Platform::NONE
};
