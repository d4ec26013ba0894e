//! TUNE's app measurement, once MobileAppTracking: stores the click id from `ref_id`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Shape, Source, fact, required,
};

const LINKS: &str = "https://help.tune.com/marketing-console/effective-tune-links/";
const CLICKS: &str = "https://developers.tune.com/measurement-docs/measuring-clicks/";
const INSTALLS: &str = "https://developers.tune.com/measurement-docs/measuring-installs-opens-and-updates/";
const TRACKIER: &str = "https://trackier.com/support/kb/adding-advertisers-4/";
const BRANCH: &str = "https://help.branch.io/developers-hub/docs/measurement-api-in-action";
const BRANCH_MACROS: &str = "https://help.branch.io/ko/using-branch/docs/postback-macros-functions";
const REVMOB: &str = "public code, file 3385529502 (RevMob's click crawler)";
const LANDING_TEST: &str = "public code, file 25700851120 (a landing URL test of Yazino)";
const DEEP_LINK_TEST: &str = "public code, file 8918375623 (Expedia's deep link test app)";
const OWN_DOMAIN: &str = "public code, file 3926810961 (a site's script with launch1.co)";
const DECOMPILED: &str = "public code, file 38736943415 (a decompiled Android app)";

const SERVE: &str = "/serve";

/// TUNE Attribution Analytics, MobileAppTracking.
pub const PLATFORM: Platform = Platform {
    id: "tune-mat",
    name: "TUNE Attribution Analytics",
    kind: PlatformKind::Mmp,
    aliases: &["mobileapptracking", "mat", "tune-attribution-analytics", "tune-measurement"],
    link: LinkFace {
        hosts: &[
            fact("*.tlnk.io", LINKS),
            fact("*.api-01.com", CLICKS).note("the publisher's id in front"),
            fact("*.measurementapi.com", DEEP_LINK_TEST).note("the publisher's id in front"),
            fact("hastrk1.com", LANDING_TEST).unsure(),
            fact("hastrk2.com", LANDING_TEST).unsure(),
            fact("hastrk3.com", LANDING_TEST).unsure(),
        ],
        impression_hosts: &[
            fact("*.tlnk.io", BRANCH).note("with action=impression"),
            fact("*.api-01.com", BRANCH).note("with action=impression"),
            fact("*.measurementapi.com", BRANCH).note("with action=impression"),
        ],
        paths: &[fact(SERVE, LINKS)],
        shapes: &[Shape { path: SERVE, params: &["action", "publisher_id", "site_id"] }],
        click_id: &[fact("ref_id", TRACKIER).note("the network's click id")],
        also_accepts: &[fact("sub1", REVMOB).note("a free value, in which RevMob carried its impression id").unsure()],
        not_click_id: &[
            fact("click_id", TRACKIER).note("the parameter is ref_id").unsure(),
            fact("clickid", TRACKIER).note("the parameter is ref_id").unsure(),
        ],
        required: &[
            required(fact("action", CLICKS).note("click; impression for views")).on(SERVE).advised(),
            required(fact("publisher_id", CLICKS)).on(SERVE).advised(),
            required(fact("site_id", CLICKS).note("the app")).on(SERVE).advised(),
        ],
        documented: &[
            fact("campaign_id", CLICKS),
            fact("sub_publisher", TRACKIER),
            fact("sub_adgroup", TRACKIER),
            fact("sub_ad", TRACKIER),
            fact("sub_campaign", REVMOB),
            fact("sub_site", REVMOB),
            fact("sub_placement", REVMOB),
            fact("sub3", REVMOB),
            fact("cost_model", BRANCH).note("cpc, cpi, cpa or cpo for clicks; cpv and cpm too for views"),
            fact("cost", BRANCH).note("US dollars, up to five decimals"),
            fact("google_aid", INSTALLS),
            fact("android_id", REVMOB),
            fact("device_id", REVMOB),
            fact("mac_address", REVMOB),
            fact("response_format", OWN_DOMAIN).note("json"),
            fact("my_placement", OWN_DOMAIN).note("the advertiser's own value"),
        ],
        nested: &[fact("invoke_url", DEEP_LINK_TEST).note("a deep link, percent-encoded")],
        template: "https://{publisher}.tlnk.io/serve?action=click&publisher_id={publisher}&site_id={site}&campaign_id={campaign}&ref_id={click_id}&sub_publisher={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("publisher_ref_id", TRACKIER).note("what ref_id was on the link")],
        other: &[
            fact("ios_ifa", TRACKIER),
            fact("android_id", TRACKIER),
            fact("advertiser_id", BRANCH_MACROS),
            fact("advertiser_name", BRANCH_MACROS),
        ],
        security: "Nothing on the sender's side is documented; a receiver adds its own token, as Trackier does.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://156182.measurementapi.com/serve?action=click&publisher_id=156182&site_id=15284&mac_address=%{mac_address}&device_id=%{mobile_id}&android_id=%{android_id}&sub1=%{impression_id}&sub_publisher=Revmob&sub_campaign=passenger_android_display_RON&sub_ad=Native&sub_placement=%{creative_size}&sub_site=%{app_id}&sub3=ALL",
            source: REVMOB,
            note: "RevMob's macros begin with a percent sign",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://169006.measurementapi.com/serve?action=click&publisher_id=169006&site_id=107678&invoke_url=expda%3A%2F%2FhotelSearch%3FhotelId%3D12539",
            source: DEEP_LINK_TEST,
            note: "as it is called: no click id travels in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://94070.api-01.com/serve?action=click&publisher_id=94070&site_id=59118",
            source: DECOMPILED,
            note: "as it is called: no click id travels in it",
        },
        Example {
            role: Role::Postback,
            url: "https://track.gotrackier.com/acquisition?click_id={publisher_ref_id}&security_token=SECURITY_TOKEN&sub1={ios_ifa}&sub2={android_id}&sub3=install",
            source: TRACKIER,
            note: "SECURITY_TOKEN is to be replaced by hand",
        },
    ],
    sources: &[
        Source { page: LINKS, says: "the form *.tlnk.io/serve and its parts" },
        Source {
            page: CLICKS,
            says: "action, publisher_id and site_id are required; clicks in the background within 5 seconds",
        },
        Source { page: TRACKIER, says: "ref_id on the link, {publisher_ref_id} in the postback" },
        Source { page: BRANCH, says: "values of cost_model, the form of cost, a sample link" },
        Source { page: BRANCH_MACROS, says: "TUNE's macros beside Branch's: older templates may hold either" },
        Source { page: LANDING_TEST, says: "the hosts hastrk1.com to hastrk3.com" },
    ],
    gaps: &[
        "the official table of macros",
        "the click id's name on the oldest links",
        "macros for events and money",
        "whether these links still resolve",
    ],
    ..Platform::NONE
};
