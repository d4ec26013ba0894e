//! Wannads: fixed parameters for its wall, macros in its global postback.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const GLOBAL: &str = "https://wannads.com/documentation/postback/global";
const APP: &str = "https://wannads.com/documentation/postback/app";
const CODE: &str = "github:osamahamdi29/gaintcash postbacks/wannads.php";
const SISTER: &str = "github:mateuszjezierski/testf system/gateways/offerwall.php";

/// Wannads.
pub const PLATFORM: Platform = Platform {
    id: "wannads",
    name: "Wannads",
    kind: PlatformKind::Offerwall,
    link: LinkFace {
        click_id: &[fact("aff_click_id", GLOBAL)],
        also_accepts: &[fact("aff_sub", GLOBAL), fact("aff_sub#", GLOBAL).note("aff_sub2 to aff_sub4")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[
            fact("aff_click_id", GLOBAL).note("what the link had in aff_click_id"),
            fact("user_id", APP).note("the publisher's user, in postbacks of reward apps"),
        ],
        sub: &[fact("aff_sub", GLOBAL), fact("aff_sub#", GLOBAL).note("aff_sub2 to aff_sub4")],
        event: &[fact("goal_id", GLOBAL)],
        payout: &[fact("payout", GLOBAL)],
        unique_id: &[fact("transaction_id", GLOBAL).note("the same again when the lead is rejected")],
        status: &[fact("status", GLOBAL).note("credited or rejected")],
        other: &[
            fact("offer_id", GLOBAL),
            fact("offer_name", GLOBAL),
            fact("ip", GLOBAL),
            fact("subId", CODE).note("the wall's fixed parameter, not a macro: the publisher's user"),
            fact("transId", CODE).note("the wall's fixed parameter"),
            fact("reward", APP).note("what the user gets; negative where the lead is rejected"),
            fact("signature", CODE).note("the wall's fixed parameter"),
            fact("userIp", CODE).note("the wall's fixed parameter"),
            fact("country", CODE).note("the wall's fixed parameter"),
        ],
        security: "Global postbacks come from one address, 3.22.177.178. Those of the wall carry signature, the MD5 of subId, transId, reward and the secret.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://exampleurl.com/postback/?money={payout}&leadId={transaction_id}",
        source: GLOBAL,
        note: "",
    }],
    sources: &[
        Source { page: GLOBAL, says: "macros of the global postback, the sending address" },
        Source { page: APP, says: "macros of a reward app's postback" },
        Source { page: CODE, says: "the parameters a receiver reads from the wall; it answers OK" },
        Source { page: SISTER, says: "how the signature is checked" },
    ],
    gaps: &["host and form of the link"],
    ..Platform::NONE
};
