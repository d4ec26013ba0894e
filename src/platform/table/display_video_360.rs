//! Display & Video 360: macros as `${X}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const MACROS: &str = "https://support.google.com/displayvideo/answer/2789508?hl=ja";
const ATTRIBUTION: &str = "https://support.google.com/displayvideo/answer/9188083";
const TCHIBO: &str = "public code, files 63127475070 and 63124637234 (an advertiser's click tag for DV360)";
const HYPR: &str = "public code, file 54962010937 (a creative's tag with the macros of DV360 and Xandr)";
const WIDGET: &str = "public code, file 57450070956 (a publisher's tags for DV360 and Ad Manager)";

/// Display & Video 360.
pub const PLATFORM: Platform = Platform {
    id: "display-video-360",
    name: "Display & Video 360",
    kind: PlatformKind::AdServer,
    aliases: &["dv360", "dbm", "doubleclick-bid-manager"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DollarBrace]),
        appended: &[fact("dclid", ATTRIBUTION).note("where enhanced attribution is on")],
        other: &[
            fact("CACHEBUSTER", MACROS).note("a random number"),
            fact("CLICK_URL", MACROS).note("the click tracker, to stand before the link"),
            fact("CLICK_URL_ENC", MACROS).note("encoded once"),
            fact("CLICK_URL_ENC_ENC", MACROS).note("encoded twice"),
            fact("CLICK_POINTROLL", MACROS),
            fact("DC_DBM_TOKEN", MACROS),
            fact("ifdbm", MACROS).note("with the text to write: ${ifdbm:x}"),
            fact("CAMPAIGN_ID", TCHIBO),
            fact("CREATIVE_ID", TCHIBO),
            fact("INSERTION_ORDER_ID", TCHIBO),
            fact("PUBLISHER_ID", TCHIBO),
            fact("LINE_ITEM_ID", TCHIBO).unsure(),
            fact("AUCTION_ID", HYPR),
            fact("BUNDLE_ID", HYPR),
            fact("SOURCE_URL_ENC", HYPR),
            fact("UNIVERSAL_SITE_ID", WIDGET),
            fact("GDPR", TCHIBO),
            fact("GDPR_CONSENT_#", TCHIBO).note("with the vendor's number"),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://tagm.tchibo.de/cl.aspx?extProvId=300&extProvApi=129768&extPu=tchibo-dv360&extLi=${INSERTION_ORDER_ID}&extPm=${CAMPAIGN_ID}&extCr=${CREATIVE_ID}&adslotid=${PUBLISHER_ID}&gdpr=${GDPR}&gdpr_consent=${GDPR_CONSENT_312}&url=",
        source: TCHIBO,
        note: "the landing page is appended",
    }],
    sources: &[
        Source { page: MACROS, says: "the macros of ad serving; none work in YouTube ads" },
        Source { page: ATTRIBUTION, says: "dclid is appended to the landing page" },
        Source { page: TCHIBO, says: "a click tag with ids and consent" },
        Source { page: HYPR, says: "names of further macros" },
        Source { page: WIDGET, says: "names of further macros" },
    ],
    ..Platform::NONE
};
