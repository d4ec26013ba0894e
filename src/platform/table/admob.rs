//! AdMob: signed reward callbacks that append fixed parameters and fill no macros.

use crate::platform::{Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const VERIFIER: &str =
    "public code, files 51778361616, 66812618550 and 53249291812 (receivers that verify AdMob's callback)";

/// AdMob.
pub const PLATFORM: Platform = Platform {
    id: "admob",
    name: "AdMob",
    kind: PlatformKind::Offerwall,
    aliases: &["google-admob", "admob-ssv"],
    fires: FiringFace {
        other: &[
            fact("ad_network", VERIFIER).note("a fixed parameter"),
            fact("ad_unit", VERIFIER).note("a fixed parameter: digits"),
            fact("custom_data", VERIFIER).note("a fixed parameter: what the app set"),
            fact("user_id", VERIFIER).note("a fixed parameter: the publisher's user, if the app set one").unsure(),
            fact("reward_amount", VERIFIER).note("a fixed parameter"),
            fact("reward_item", VERIFIER).note("a fixed parameter"),
            fact("timestamp", VERIFIER).note("a fixed parameter"),
            fact("transaction_id", VERIFIER).note("a fixed parameter: tells a reward from its repetition"),
            fact("signature", VERIFIER).note("a fixed parameter, always the last but one"),
            fact("key_id", VERIFIER).note("a fixed parameter, always the last"),
        ],
        security: "signature is an ECDSA signature of all that stands before it, byte for byte; key_id names the key.",
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::PartnerPostback,
        url: "https://api.example.com/admob/ssv?ad_network=5450213213286189855&ad_unit=2747237135&reward_amount=1&reward_item=hints&timestamp=1507770365237&transaction_id=18fa792de1bca816048293fc71035638",
        source: VERIFIER,
        note: "as it is called, without the signature; the host is a stand-in",
    }],
    sources: &[Source {
        page: VERIFIER,
        says: "the parameters in their order, and that the signature covers them unchanged",
    }],
    ..Platform::NONE
};
