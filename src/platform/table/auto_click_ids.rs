//! Click ids that ad platforms append to a link by themselves.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact};

const SIMO: &str = "https://www.simoahava.com/analytics/common-mistakes-click-identifiers";
const GOOGLE: &str = "https://support.google.com/google-ads/answer/16297842?hl=en-GB&ref_topic=24937";
const META: &str = "https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc/";
const DATAFLY: &str = "https://docs.dataflysignal.com/identity/click-ids";
const SOURCELOOP: &str = "https://sourceloop.ai/help/click-ids-explained/";
const SOURCEBUSTER: &str = "https://github.com/alexfedoseev/sourcebuster-js/pull/36.patch";
const ULTRACART: &str =
    "https://github.com/UltraCart/rest_api_v2_sdk_php/blob/HEAD/docs/Model/ScreenRecordingAdPlatform.md";
const OK_DIGITAL: &str = "https://ok-digital.space/en/webanalytics/advertising-platform-click-identifiers";
const TIKTOK_CLICK: &str = "https://ads.tiktok.com/help/article/tiktok-click-id";
const GAD: &str = "https://support.google.com/google-ads/answer/16193746";
const QUORA: &str = "public code, file 60271427367 (a table of click ids and whose they are)";
const IMPACT: &str = "public code, file 52549505285 (a list of tracking parameters by network)";
const MERCHANT: &str = "public code, file 55905405551 (fields of Google Analytics' export)";
const OPENAI: &str = "public code, file 55436930241 (OpenAI's documentation of its Conversions API)";
const OPENAI_LIST: &str = "public code, file 66456861442 (a list of click ids for a choice in a form)";
const TIKTOK: &str =
    "https://ads.tiktok.com/help/article/about-supported-macros-for-mobile-measurement-partners?lang=fr";

/// Click ids of Google, Meta, TikTok and others.
pub const PLATFORM: Platform = Platform {
    id: "auto-click-ids",
    name: "Automatic click ids",
    kind: PlatformKind::AutoClickId,
    aliases: &["gclid", "gbraid", "wbraid", "fbclid", "ttclid", "msclkid"],
    link: LinkFace {
        click_id: &[
            fact("gclid", SIMO).note("Google Ads"),
            fact("gbraid", GOOGLE).note("Google, iOS; not unique for a click, case counts in the value"),
            fact("wbraid", GOOGLE).note("Google, iOS; not unique for a click, case counts in the value"),
            fact("dclid", SIMO).note("Google Marketing Platform"),
            fact("fbclid", META).note("Meta; case counts in the value"),
            fact("ttclid", TIKTOK_CLICK).note("TikTok"),
            fact("msclkid", SIMO).note("Microsoft"),
            fact("twclid", SIMO).note("X"),
            fact("li_fat_id", SIMO).note("LinkedIn"),
            fact("ScCid", SIMO).note("Snapchat, in mixed case"),
            fact("epik", DATAFLY).note("Pinterest"),
            fact("rdt_cid", SOURCELOOP).note("Reddit"),
            fact("yclid", SOURCEBUSTER).note("Yandex"),
            fact("qclid", QUORA).note("Quora"),
            fact("irclickid", IMPACT).note("Impact; the click id it appends to the advertiser's page"),
            fact("oppref", OPENAI_LIST).note("OpenAI, ads in ChatGPT; goes back in conversions under the same name"),
            fact("srsltid", MERCHANT).note("Google's free listings of products"),
        ],
        not_click_id: &[fact("glcid", ULTRACART)
            .note("gclid with two letters exchanged, as one published SDK has it")
            .unsure()],
        documented: &[
            fact("gclsrc", SIMO).note("Google Marketing Platform; goes with gclid"),
            fact("gad_source", GAD).note("Google Ads: the kind of ad, no click id"),
            fact("gad_campaignid", GAD).note("Google Ads: the campaign, no click id"),
        ],
        ..LinkFace::NONE
    },
    examples: &[
        Example {
            role: Role::LandingPage,
            url: "https://example.com/?fbclid=IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk",
            source: META,
            note: "as it is called",
        },
        Example {
            role: Role::LandingPage,
            url: "http://ok-digital.space/?utm_source=google&utm_medium=cpc&gclid=Cj0KCQjwiMmwBhDmARIsABeQ7xRJWGVfm8Tw5EtQbxSiM8dXrCjhqs0D0YBNs-JQ7k_C5D0bqGoOBdQaAvwBEALw_wcB",
            source: OK_DIGITAL,
            note: "as it is called",
        },
    ],
    sources: &[
        Source { page: SIMO, says: "which platform appends which parameter" },
        Source { page: GOOGLE, says: "gbraid: case counts, and it is not unique for a user" },
        Source { page: META, says: "fbclid is appended by itself; its case must not change" },
        Source { page: OK_DIGITAL, says: "redirects that change the case destroy click ids" },
        Source { page: SOURCELOOP, says: "rdt_cid, epik, li_fat_id" },
        Source { page: TIKTOK_CLICK, says: "ttclid is appended to every landing page by itself" },
        Source { page: GAD, says: "gad_source and gad_campaignid are appended, and are no click ids" },
        Source { page: QUORA, says: "qclid is Quora's" },
        Source { page: IMPACT, says: "irclickid is Impact's" },
        Source { page: OPENAI, says: "oppref is to be kept from the landing page and sent with the event" },
        Source { page: OPENAI_LIST, says: "oppref is OpenAI's click id" },
        Source { page: MERCHANT, says: "srsltid stands among the click ids" },
        Source { page: TIKTOK, says: "TikTok's macros are written __NAME__" },
    ],
    gaps: &["whether case counts in the names; it does in the values"],
    ..Platform::NONE
};
