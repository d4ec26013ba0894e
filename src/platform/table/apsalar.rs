//! Apsalar, the older name and system of Singular: stores the click id from `cl`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const VNATIVE: &str = "https://support.vnative.com/kb/vnative-apsalar-integration/";
const APPLOVIN: &str = "https://a-support.applovin.com/hc/ko/articles/228046707-Apsalar";
const NETWORKS: &str = "http://support.apsalar.com/customer/en/portal/articles/2022790-sample-network-integrations";
const GENERIC_TAGS: &str =
    "http://support.apsalar.com/customer/portal/articles/1256352-configuring-generic-attribution-tracking-tags";
const PASSTHROUGH: &str =
    "https://singular.zendesk.com/hc/en-us/articles/115004063323-Passthrough-Parameters-Postback-Macros";
const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8204656607383-How-Moloco-validates-Singular-tracking-links";
const SMART_TAG: &str = "public code, file 26139929299 (AnchorFree's web page)";
const GENERIC_TAG: &str = "public code, file 32946942039 (Gaana's web app)";
const MAP_PAGE: &str = "public code, file 16433545615 (Zenrin's map page)";

/// Apsalar.
pub const PLATFORM: Platform = Platform {
    id: "apsalar",
    name: "Apsalar",
    kind: PlatformKind::Mmp,
    aliases: &["apsalar-attribution"],
    link: LinkFace {
        hosts: &[fact("ad.apsalar.com", VNATIVE).note("an old system; these links may no longer resolve")],
        impression_hosts: &[fact("i.apsalar.com", MOLOCO)],
        paths: &[fact("/api/v1/ad", SMART_TAG)],
        click_id: &[fact("cl", VNATIVE).note("the network's click id")],
        documented: &[
            fact("re", SMART_TAG).note("0 or 1; re-engagement, by the look of it"),
            fact("st", VNATIVE).note("the id of a smart tag; generic tags have a, i, ca, an, p and pl instead"),
            fact("a", GENERIC_TAG).note("on generic tags"),
            fact("i", GENERIC_TAG).note("the app's bundle, on generic tags"),
            fact("ca", GENERIC_TAG).note("on generic tags"),
            fact("an", GENERIC_TAG).note("on generic tags"),
            fact("p", GENERIC_TAG).note("Android or iOS, on generic tags"),
            fact("pl", GENERIC_TAG).note("on generic tags"),
            fact("cr", VNATIVE).note("the creative"),
            fact("s", VNATIVE).note("the publisher"),
            fact("idfa", VNATIVE),
            fact("ifa1", VNATIVE).note("SHA-1"),
            fact("ifa5", VNATIVE).note("MD5"),
            fact("aifa", VNATIVE),
            fact("aif1", VNATIVE).note("SHA-1"),
            fact("aif5", VNATIVE).note("MD5"),
            fact("andi", VNATIVE),
            fact("and1", VNATIVE).note("SHA-1"),
            fact("and5", VNATIVE).note("MD5"),
            fact("redirect", APPLOVIN).note("false for views sent by a server"),
        ],
        nested: &[fact("murl", MAP_PAGE).note("the store's address, percent-encoded")],
        signature: &[fact("h", VNATIVE)
            .note("a hash that Apsalar issues; a changed tag no longer fits it, by the look of it")
            .unsure()],
        template: "https://ad.apsalar.com/api/v1/ad?re=0&st={tag}&h={hash}&idfa={idfa}&aifa={gaid}&cl={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        issued_click_id: &[fact("CLID", PASSTHROUGH)
            .note("at Singular its own click id; at Apsalar it may have been another")
            .unsure()],
        other: &[
            fact("CID", PASSTHROUGH),
            fact("CREATIVE", PASSTHROUGH),
            fact("GID", PASSTHROUGH),
            fact("SITE", PASSTHROUGH),
            fact("NETWORK", PASSTHROUGH).note("also written {NETWORK=name}"),
            fact("APP_NAME", PASSTHROUGH),
            fact("LONGNAME", PASSTHROUGH),
        ],
        security: "Nothing is documented. Advertisers may edit postbacks freely, so theirs can differ from the network's template.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "http://ad.apsalar.com/api/v1/ad?re=0&st=484721002049&h=76747007d9cd6f218a89cf72cbd95b9ed71adac9",
            source: SMART_TAG,
            note: "as it is called: a smart tag; no click id travels in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://ad.apsalar.com/api/v1/ad?re=1&a=timesinternet&i=com.gaana&ca=Gaana_Android&an=GAANA_WAP&p=Android&pl=Internal&h=452a31596e9eb0f4a58e091d1a2e341074f5c867",
            source: GENERIC_TAG,
            note: "as it is called: a generic tag; no click id travels in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "http://ad.apsalar.com/api/v1/ad?re=0&a=f35djfa2da&i=net.zenrindatacom.itsmonavi&ca=itsmo-Multi+iOS&an=NaviButton&p=iOS&pl=ItsumoWeb&h=2f4bcd1a31494ca45864153dc0f2194b6718cfe0&murl=https%3a%2f%2fitunes%2eapple%2ecom%2fjp%2fapp%2fapple%2dstore%2fid921122862%3fpt%3d12931%26ct%3ditsmoSite_NaviButton%26mt%3d8",
            source: MAP_PAGE,
            note: "as it is called: the nested link encodes more than it needs to, which is valid",
        },
    ],
    sources: &[
        Source { page: VNATIVE, says: "st, h, cr, device ids, cl" },
        Source {
            page: APPLOVIN,
            says: "the ids of iOS and Android must not hold one macro; redirect=false; no views in 2016",
        },
        Source { page: NETWORKS, says: "tags and postbacks are set up for each phone system" },
        Source { page: GENERIC_TAGS, says: "generic tags for networks that are not integrated" },
        Source { page: PASSTHROUGH, says: "macro names that Singular took over" },
        Source { page: MOLOCO, says: "i.apsalar.com records views" },
    ],
    gaps: &[
        "the original table of parameters",
        "the macro that gives cl back, and macros for events and money",
        "whether these links still resolve",
    ],
    ..Platform::NONE
};
