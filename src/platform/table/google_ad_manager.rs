//! Google Ad Manager: macros between double percent signs, a click macro glued before the link.

use crate::link::Dialect;
use crate::platform::{Dialects, FiringFace, Platform, PlatformKind, Source, fact};

const LIST: &str = "public code, file 25827622460 (a list of Ad Manager's macros, after its help page)";
const HELP: &str = "https://support.google.com/dfp_sb/answer/2376981?hl=zh-Hant";
const DAI: &str = "https://support.google.com/admanager/answer/10138654?hl=es-419";
const GUARDIAN: &str = "public code, files 52630927968 and 55791493054 (a publisher's creative templates)";
const TAGS: &str = "public code, file 57450070956 (a publisher's tags for DV360 and Ad Manager)";
const GWD: &str = "public code, file 31122962082 (a creative's click tag)";

/// Google Ad Manager.
pub const PLATFORM: Platform = Platform {
    id: "google-ad-manager",
    name: "Google Ad Manager",
    kind: PlatformKind::AdServer,
    aliases: &["ad-manager", "gam", "dfp", "doubleclick-for-publishers"],
    fires: FiringFace {
        dialects: Dialects {
            link: &[Dialect::DoublePercent, Dialect::SquarePercent, Dialect::Square],
            ..Dialects::NONE
        },
        other: &[
            fact("CLICK_URL_UNESC", LIST).note("the click tracker, to stand right before a link that is not encoded"),
            fact("CLICK_URL_ESC", LIST).note("encoded once"),
            fact("CLICK_URL_ESC_ESC", LIST).note("encoded twice"),
            fact("VIEW_URL_UNESC", GUARDIAN).unsure(),
            fact("DEST_URL", LIST).note("the page to land on"),
            fact("DEST_URL_UNESC", LIST),
            fact("DEST_URL_ESC", LIST),
            fact("DEST_URL_ESC_ESC", LIST),
            fact("CACHEBUSTER", LIST).note("a random number"),
            fact("CACHEBUSTING", DAI).note("written [CACHEBUSTING]"),
            fact("WIDTH", LIST),
            fact("HEIGHT", LIST),
            fact("PATTERN", LIST).note("with a key: %%PATTERN:key%%"),
            fact("TARGET_IN_NEW_WINDOW", LIST),
            fact("TARGET_WINDOW", LIST),
            fact("TFCD", LIST),
            fact("URI_ENCODE", LIST).note("with a variable: [%URI_ENCODE:variable%]"),
            fact("ADUNIT", TAGS),
            fact("ASSET_KEY", DAI),
            fact("BREAK_DURATION", DAI),
            fact("CMS_ID", DAI),
            fact("GDPR", DAI),
        ],
        ..FiringFace::NONE
    },
    sources: &[
        Source { page: LIST, says: "the macros and how often each is encoded" },
        Source { page: HELP, says: "the page that list follows" },
        Source { page: DAI, says: "macros of video; some in square brackets" },
        Source { page: GUARDIAN, says: "the click macro right before the destination macro" },
        Source { page: TAGS, says: "%%ADUNIT%%, %%PATTERN:placement%%" },
        Source { page: GWD, says: "the click macro right before a link" },
    ],
    ..Platform::NONE
};
