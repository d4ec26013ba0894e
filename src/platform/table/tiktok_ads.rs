//! TikTok Ads: macros between double underscores, and `ttclid`, which TikTok appends.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CLICK_ID: &str = "https://ads.tiktok.com/help/article/tiktok-click-id";
const SURVEY: &str = "public code, file 68763028935 (a survey of ad platforms' macros, checked against their pages)";
const MMP: &str = "https://ads.tiktok.com/help/article/about-supported-macros-for-mobile-measurement-partners?lang=fr";
const TYPO: &str = "https://adwhatcost.com/blog/cautionary-tale-of-why-you-should-always-check-your-tiktok-ads-url-macros-for-typos.html";
const PIXELYOURSITE: &str = "public code, file 2092354055 (a plugin's URL template for TikTok)";
const APPSFLYER: &str = "https://ads.tiktok.com/help/article?aid=6669666107177041925";
const RULER: &str = "https://ruler-documentation.readme.io/docs/tiktok-ads";

/// TikTok Ads.
pub const PLATFORM: Platform = Platform {
    id: "tiktok-ads",
    name: "TikTok Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["tiktok", "bytedance", "tiktok-for-business"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Dunder]).complete(),
        issued_click_id: &[
            fact("CALLBACK_PARAM", APPSFLYER)
                .note("for measurement partners; for web pages TikTok appends ttclid by itself"),
            fact("CLICKID", SURVEY).unsure(),
        ],
        appended: &[fact("ttclid", CLICK_ID)],
        other: &[
            fact("CAMPAIGN_NAME", SURVEY),
            fact("CAMPAIGN_ID", SURVEY),
            fact("AID_NAME", SURVEY).note("the ad group's name"),
            fact("AID", SURVEY).note("the ad group, not the ad"),
            fact("CID_NAME", SURVEY).note("the ad's or creative's name"),
            fact("CID", SURVEY).note("the ad or creative, not the campaign"),
            fact("ADID_V2", SURVEY).note("Smart+ campaigns only"),
            fact("ADID_V2_NAME", SURVEY).note("Smart+ campaigns only"),
            fact("PLACEMENT", SURVEY),
            fact("CTYPE", APPSFLYER),
            fact("ANDROIDID1", APPSFLYER),
            fact("GAID", APPSFLYER),
            fact("IDFA", APPSFLYER),
            fact("OS", APPSFLYER),
            fact("IP", APPSFLYER),
            fact("UA1", APPSFLYER),
            fact("SL", APPSFLYER).note("the language"),
        ],
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://app.appsflyer.com/id0000000000?c=__CAMPAIGN_NAME__&af_c_id=__CAMPAIGN_ID__&af_adset=__AID_NAME__&af_adset_id=__AID__&af_ad=__CID_NAME__&af_ad_id=__CID__&af_ad_type=__CTYPE__&pid=bytedanceglobal_int&af_click_lookback=7d&clickid=__CALLBACK_PARAM__&android_id=__ANDROIDID1__&advertising_id=__GAID__&idfa=__IDFA__&os=__OS__&af_ip=__IP__&af_ua=__UA1__&af_lang=__SL__&redirect=false&af_channel=__PLACEMENT__",
            source: APPSFLYER,
            note: "a link to AppsFlyer",
        },
        Example {
            role: Role::Fragment,
            url: "utm_source=tiktok&utm_medium=paid&utm_campaign=__CAMPAIGN_NAME__&utm_term=__AID_NAME__&utm_content=__CID_NAME__&ttadid=__CID__",
            source: PIXELYOURSITE,
            note: "URL parameters",
        },
        Example {
            role: Role::LandingPage,
            url: "https://demo.mywebsite.com/?a=b&utm_campaign=__CAMPAIGN_NAME__&utm_content=__CID__",
            source: CLICK_ID,
            note: "the page's address with macros of the table; ttclid is appended",
        },
    ],
    sources: &[
        Source { page: CLICK_ID, says: "ttclid is appended to every landing page by itself" },
        Source {
            page: SURVEY,
            says: "nine macros of TikTok's table, and several that people use and TikTok does not have",
        },
        Source { page: APPSFLYER, says: "a link to AppsFlyer, with the click id macro for measurement partners" },
        Source { page: MMP, says: "macros for measurement partners are written __NAME__ too" },
        Source { page: TYPO, says: "a macro with an underscore missing, copied by many, is not filled" },
        Source { page: PIXELYOURSITE, says: "a template with double underscores" },
        Source { page: RULER, says: "the same template with single underscores, as its page shows it" },
    ],
    contradictions: &[
        "TikTok's page on click ids writes _CLICKID_, templates __CLICKID__.",
        "__CID__ is the creative in TikTok's table and the ad in most templates.",
    ],
    ..Platform::NONE
};
