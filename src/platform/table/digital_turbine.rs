//! Digital Turbine: macros in double square brackets, with capitals of their own.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const MACROS: &str = "https://developer.digitalturbine.com/hc/en-us/articles/360011062618-Supported-Macros";
const DATAFLY: &str = "https://docs.dataflysignal.com/integrations/advertising/digital-turbine";

/// Digital Turbine.
pub const PLATFORM: Platform = Platform {
    id: "digital-turbine",
    name: "Digital Turbine",
    kind: PlatformKind::TrafficSource,
    aliases: &["dt", "fyber", "dt-offer-wall", "sponsorpay"],
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::DoubleSquare], ..Dialects::NONE },
        issued_click_id: &[fact("SubId", MACROS).note("comes back as subid, with the campaign's appid")],
        currency: &[
            fact("VirtualCurrencyName", MACROS),
            fact("VirtualCurrencyExchangeRate", MACROS).note("units for one dollar"),
        ],
        time: &[fact("Timestamp", MACROS)],
        other: &[
            fact("UserId", MACROS).note("Digital Turbine's own user"),
            fact("User_Id", MACROS).note("the publisher's user"),
            fact("AppId", MACROS),
            fact("AppBundleName", MACROS),
            fact("AppName", MACROS),
            fact("AppIdUid", MACROS),
            fact("PublisherAppCategory", MACROS),
            fact("PublisherId", MACROS),
            fact("PublisherName", MACROS),
            fact("AppleIdfa", MACROS),
            fact("Apple-Idfa", MACROS).note("with dashes"),
            fact("GAID", MACROS).note("without hyphens"),
            fact("GA-ID", MACROS).note("with hyphens"),
            fact("Adv-Id", MACROS).note("with hyphens, of either system"),
            fact("ContentPageUrl", MACROS),
            fact("IP", MACROS),
            fact("Random", MACROS),
            fact("DeviceId", MACROS),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://myofferdomain.com?token_1=[[DeviceId]]&click_time=[[Timestamp]]",
        source: MACROS,
        note: "",
    }],
    sources: &[
        Source { page: MACROS, says: "macros of tracking links" },
        Source {
            page: DATAFLY,
            says: "actions are reported with appid, subid and an advertising id; a wrong appid gets 200 and no credit",
        },
    ],
    gaps: &["the address that takes installs and actions"],
    ..Platform::NONE
};
