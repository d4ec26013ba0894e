//! iDevAffiliate: a pixel `sale.php` on the merchant's own host; the visitor's cookie tells the affiliate.

use crate::platform::{Endpoint, Example, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required};

const ERRORS: &str = "https://help.idevaffiliate.com/what-is-a-processing-error/";
const HOSTED: &str = "public code, file 56465928621 (a pixel on idevaffiliate.com)";
const CALLS: &str = "public code, files 25896607370, 31133452134 and 17625463283 (pixels on merchants' own hosts)";

/// iDevAffiliate.
pub const PLATFORM: Platform = Platform {
    id: "idevaffiliate",
    name: "iDevAffiliate",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["idev-affiliate", "idev"],
    receives: ReceivingFace {
        hosts: &[fact("*.idevaffiliate.com", HOSTED).note("or any host of the merchant's own")],
        endpoints: &[Endpoint {
            path: "/sale.php",
            no_click_id: Some(fact("sale.php", CALLS).note("the visitor's cookie or ip_address tells the affiliate")),
            required: &[
                required(fact("profile", CALLS).note("the integration")),
                required(fact("idev_saleamt", ERRORS).note("the amount: empty, 0.00 and 0.01 are processing errors")),
            ],
            identifying_params: &["profile", "idev_saleamt"],
            ..Endpoint::NONE
        }],
        payout: &[fact("idev_saleamt", ERRORS)],
        unique_id: &[fact("idev_ordernum", CALLS)],
        security: &[fact("idev_secret", CALLS)],
        documented: &[
            fact("ip_address", CALLS).note("the buyer's, where a server calls"),
            fact("coupon_code", CALLS),
            fact("products_purchased", CALLS),
        ],
        pixels: &[fact("profile=72198", HOSTED)],
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://scalingup.idevaffiliate.com/sale.php?profile=72198&idev_saleamt=99.00&idev_ordernum=12",
        source: HOSTED,
        note: "as it is called; amount and order are made up",
    }],
    sources: &[
        Source { page: ERRORS, says: "amounts that are processing errors" },
        Source { page: HOSTED, says: "the address, profile, idev_saleamt and idev_ordernum" },
        Source { page: CALLS, says: "further parameters" },
    ],
    gaps: &["the affiliates' links"],
    ..Platform::NONE
};
