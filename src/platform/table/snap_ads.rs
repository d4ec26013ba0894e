//! Snap Ads: macros in double braces; its own click id is put behind by Snap.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const CATALOG: &str = "https://help.godatafeed.com/hc/en-us/articles/360051303951-Feed-Snapchat-Advertising-How-to-create-a-rule-to-append-Snap-URL-Macros-to-your-product-links";
const EULERIAN: &str = "https://doc.eulerian.com/p/k6f-w5LAgEYNIl/How-to-track-a-campaign-on-Snapchat-Ads";
const DATALYR: &str = "https://docs.datalyr.com/integrations/snapchat-ads";
const EVERFLOW: &str = "https://helpdesk.everflow.io/customer/snapchat-integration";

/// Snap Ads.
pub const PLATFORM: Platform = Platform {
    id: "snap-ads",
    name: "Snap Ads",
    kind: PlatformKind::TrafficSource,
    aliases: &["snap", "snapchat", "snapchat-ads"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DoubleBrace]),
        appended: &[fact("ScCid", DATALYR).note("a redirect may drop it")],
        other: &[
            fact("campaign.id", CATALOG),
            fact("campaign.name", CATALOG),
            fact("adSet.id", CATALOG),
            fact("adSet.name", CATALOG),
            fact("ad.id", CATALOG),
        ],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::LandingPage,
        url: "https://www.advertisersite.com/product-information?campaign_name={{campaign.name}}&ad_set_name={{adSet.name}}&campaign_id={{campaign.id}}&ad_set_id={{adSet.id}}&ad_id={{ad.id}}",
        source: CATALOG,
        note: "",
    }],
    sources: &[
        Source { page: CATALOG, says: "five macros, for links of a product catalogue" },
        Source { page: EULERIAN, says: "campaign.id, adSet.id and ad.id in a landing page's link" },
        Source { page: DATALYR, says: "Snap puts ScCid behind the landing page's link" },
        Source { page: EVERFLOW, says: "a redirect often drops ScCid" },
    ],
    ..Platform::NONE
};
