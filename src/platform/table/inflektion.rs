//! Inflektion: fires postbacks with `{sub1}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACKS: &str = "https://support.inflektion.ai/hc/en-us/articles/49998975724692-How-Do-I-Set-Up-Postbacks";

/// Inflektion.
pub const PLATFORM: Platform = Platform {
    id: "inflektion",
    name: "Inflektion",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["inflektion.ai"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[
            fact("sub1", POSTBACKS).note("the partner's click id, as the page's own example has it"),
            fact("sub#", POSTBACKS).note("sub2 to sub5"),
        ],
        payout: &[fact("payout_amount", POSTBACKS)],
        currency: &[fact("offer_currency", POSTBACKS)],
        unique_id: &[fact("conversion_id", POSTBACKS)],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://yourserver.com/postback?click_id={sub1}&payout={payout_amount}&txn={conversion_id}",
        source: POSTBACKS,
        note: "",
    }],
    sources: &[Source { page: POSTBACKS, says: "the macros; the URL must begin with http:// or https://" }],
    gaps: &["hosts and parameters of links", "the address of postbacks that Inflektion receives"],
    ..Platform::NONE
};
