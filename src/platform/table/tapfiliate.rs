//! Tapfiliate: an affiliate in `ref`; conversions by the click id or the affiliate's code; macros `${x}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
    required,
};

const POSTBACK: &str = "https://tapfiliate.com/docs/integrations/s2s-postback/";
const AFFILIATES: &str = "https://support.tapfiliate.com/en/articles/9886258-how-to-setup-postback-for-affiliates";
const MIGRATION: &str =
    "https://tapfiliate.com/docs/guides/migrating-from-referral-code-to-click-id-based-api-tracking/";
const LINKCLICKY: &str = "https://linkclicky.com/support/tapfiliate-postback/";

/// Tapfiliate.
pub const PLATFORM: Platform = Platform {
    id: "tapfiliate",
    name: "Tapfiliate",
    kind: PlatformKind::AffiliatePlatform,
    link: LinkFace {
        no_click_id: Some(fact("ref", MIGRATION).note("names the affiliate; Tapfiliate makes the click id")),
        documented: &[fact("ref", MIGRATION).note("the affiliate's code")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::DollarBrace], ..Dialects::NONE },
        returned_click_id: &[
            fact("click_subid", AFFILIATES).note("the affiliate's own id, from the link"),
            fact("conversion.click.meta_data[subid1]", LINKCLICKY),
        ],
        payout: &[
            fact("commission_amount", AFFILIATES),
            fact("conversion.commissions", LINKCLICKY).note("was not filled in 2023: write the amount itself").unsure(),
        ],
        revenue: &[fact("conversion.amount", LINKCLICKY)],
        currency: &[fact("currency", AFFILIATES)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("api.tapfiliate.com", POSTBACK)],
        endpoints: &[Endpoint {
            path: "/1.7/pb/con/c",
            click_id: &[
                fact("click_id", POSTBACK),
                fact("referral_code", POSTBACK).note("the affiliate's code, where there is no click id"),
                fact("coupon", POSTBACK).note("the affiliate's coupon; counts before the click id"),
                fact("asset_id", POSTBACK).note("with source_id"),
            ],
            required: &[required(fact("external_id", POSTBACK).note("the order: another one for each conversion"))],
            ..Endpoint::NONE
        }],
        payout: &[fact("amount", POSTBACK)],
        unique_id: &[fact("external_id", POSTBACK)],
        documented: &[
            fact("source_id", POSTBACK),
            fact("currency", POSTBACK).note("three letters"),
            fact("customer_id", POSTBACK),
        ],
        notes: &["The key goes into the header X-Api-Key, not into the address."],
        template: "https://api.tapfiliate.com/1.7/pb/con/c/?click_id={click_id}&external_id={order_id}&amount={amount}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://api.tapfiliate.com/1.7/pb/con/c/?referral_code=nwjinmy&amount=100&external_id=ORD005",
            source: POSTBACK,
            note: "",
        },
        Example {
            role: Role::PartnerPostback,
            url: "https://affiliate-network.com/postback?clickid=${click_subid}&payout=${commission_amount}&currency=${currency}",
            source: AFFILIATES,
            note: "",
        },
    ],
    sources: &[
        Source { page: POSTBACK, says: "the address and its parameters; external_id is needed, and one of the others" },
        Source { page: AFFILIATES, says: "macros of postbacks to affiliates" },
        Source { page: MIGRATION, says: "ref on links; click ids are the better way" },
        Source { page: LINKCLICKY, says: "longer macro names, and one that was not filled" },
    ],
    ..Platform::NONE
};
