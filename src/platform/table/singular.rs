//! Singular: stores the click id from `cl`, gives it back as `{cl?Network Name}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const MACROS: &str = "https://support.singular.net/hc/en-us/articles/115004063323-Postback-Macros-and-Passthrough-Parameters-for-Ad-Networks";
const MACROS_OLD: &str =
    "https://support.singular.net/hc/en-us/articles/115004063323-Postback-Macros-and-Passthrough-Parameters";
const PASSTHROUGH: &str =
    "https://singular.zendesk.com/hc/en-us/articles/115004063323-Passthrough-Parameters-Postback-Macros";
const LINK: &str = "https://support.singular.net/hc/en-us/articles/13000445013531-How-to-Build-Tracking-Links";
const LOOKBACK: &str = "https://singular.zendesk.com/hc/en-us/articles/115001419803-What-is-the-default-Lookback-window-and-how-can-I-change-it-";
const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8204656607383-How-Moloco-validates-Singular-tracking-links";
const SWAARM: &str = "https://docs.swaarm.com/en/articles/8117148-singular-integration-with-swaarm";
const TRACKIER: &str = "https://help.trackier.com/support/solutions/articles/31000155036-singular-trackier-integration";
const FUSECLICK: &str = "https://support.fuseclick.com/documentation/open/enSupport/d/2024/0823/503.html";
const GENERATOR: &str = "public code, file 58654130789 (RTB House's link generator)";

/// A macro that gives a link's parameter back; the network's name follows it after a question mark.
const fn echo(name: &'static str) -> Fact {
    fact(name, MACROS_OLD).note("followed by ? and the network's name as Singular writes it, spaces included")
}

/// A parameter that people write where Singular reads `cl`.
const fn unread(name: &'static str) -> Fact {
    fact(name, PASSTHROUGH)
        .note("the documented slot is cl; other names travel only if they were agreed with Singular at integration")
        .unsure()
}

/// Singular.
pub const PLATFORM: Platform = Platform {
    id: "singular",
    name: "Singular",
    kind: PlatformKind::Mmp,
    aliases: &["singular-links", "sng"],
    link: LinkFace {
        hosts: &[
            fact("*.sng.link", LINK),
            fact("*.singular.net", MOLOCO).note("a partner's check accepts every host that ends so").unsure(),
        ],
        impression_hosts: &[fact("i.sng.link", MOLOCO), fact("i.singular.net", MOLOCO)],
        paths: &[fact("/{app}/{link}", LINK).note("two short words, sometimes three")],
        click_id: &[
            fact("cl", SWAARM).note("the network's click id"),
            fact("imp_id", MOLOCO).note("the network's id on impression links"),
        ],
        not_click_id: &[
            unread("click_id"),
            unread("clickid"),
            fact("~cl", TRACKIER).note("a tilde in Trackier's table that its own template does not have").unsure(),
        ],
        documented: &[
            fact("psid", MOLOCO).note("the publisher's id"),
            fact("pshid", MOLOCO).note("the publisher's id, hashed"),
            fact("psn", MOLOCO).note("the publisher's name"),
            fact("pssid", MOLOCO).note("the sub-publisher"),
            fact("pcn", MOLOCO).note("the campaign's name"),
            fact("pcid", MOLOCO).note("the campaign's id"),
            fact("pscn", MOLOCO).note("the sub-campaign's name; Trackier puts the creative's name here"),
            fact("pscid", MOLOCO).note("the sub-campaign's id"),
            fact("pcrn", MOLOCO).note("the creative's name"),
            fact("pcrid", MOLOCO).note("the creative's id"),
            fact("paffid", FUSECLICK),
            fact("paffn", FUSECLICK),
            fact("idfa", SWAARM),
            fact("aifa", SWAARM).note("the Google advertising id"),
            fact("ip", MOLOCO),
            fact("ua", MOLOCO).note("the user agent"),
            fact("ve", MOLOCO).note("the version of the phone system"),
            fact("lc", MOLOCO).note("the locale"),
            fact("p", MOLOCO).note("the platform"),
            fact("_smtype", FUSECLICK).note("marks the type of link; 3 in partners' templates"),
            fact("st", TRACKIER).note("the id of an older smart tag"),
            fact("redirect", GENERATOR).note("false for clicks sent by a server").unsure(),
        ],
        nested: &[
            fact("_dl", GENERATOR).note("a deep link, percent-encoded"),
            fact("_android_redirect", GENERATOR),
            fact("_ios_redirect", GENERATOR),
        ],
        signature: &[fact("h", TRACKIER).note("the hash of an older smart tag")],
        template: "https://{brand}.sng.link/{app}/{link}?_smtype=3&cl={click_id}&psid={publisher_id}&pcn={offer}&idfa={idfa}&aifa={gaid}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace, Dialect::DoubleBrace]),
        issued_click_id: &[fact("CLID", MACROS_OLD).note("Singular's own click id, not the one the network sent")],
        returned_click_id: &[fact("cl", MACROS)
            .note("written {cl?Network Name}, with the network's name exactly as Singular writes it, spaces included")],
        event: &[fact("EVTNAME", MACROS)],
        revenue: &[fact("AMOUNT", MACROS)],
        time: &[fact("UTCM", MACROS)],
        other: &[
            fact("CID", MACROS),
            fact("APP_NAME", MACROS),
            fact("LONGNAME", MACROS),
            fact("PUBLIC_ID", MACROS),
            fact("NETWORK", MACROS_OLD).note("written {NETWORK=Network Name}; 1 or 0"),
            echo("psid"),
            echo("psn"),
            echo("pshid"),
            echo("pcrid"),
            echo("pcrn"),
            fact("IS_RE_ENG", MACROS_OLD),
            fact("IS_VIEWTHROUGH", MACROS_OLD),
            fact("TOUCHPOINT_IP", MACROS_OLD),
            fact("ATTRIBUTION_IP", MACROS_OLD),
            fact("EVENT_IP", MACROS),
            fact("OS_VERSION", MACROS),
            fact("IDFA", TRACKIER),
            fact("AIFA", TRACKIER),
            fact("app_id", MACROS)
                .note("in double braces: a value the advertiser types in at set-up, by the look of the example")
                .unsure(),
        ],
        security: "Nothing that protects the receiver is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://examplesubdomain.sng.link/C59c0/47bm?cl={id}&psid={publisher.id}&pssid={publisher.subId}&idfa={device.ids.idfa}&aifa={device.ids.gaid}&pcn={offer.name}&pcid={offer.id}&ip={user.ip}&ua={user.ua}&psn={publisher.app}",
            source: SWAARM,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://singularassist.sng.link/D59c0/ohkp?st=xxxxxxxxxxxxxx&idfa={idfa}&aifa={gaid}&psid={pub_id}&pcid={camp_id}&cl={click_id}&pcn={campaign_title}&pscn={creative_name}&h=xxxxxxxxxxxxxxx",
            source: TRACKIER,
            note: "an older smart tag with st and h",
        },
        Example {
            role: Role::Postback,
            url: "https://YourCompanyEndpoint.com?cl_id={cl?NetworkName}&app_id={{app_id}}&ip={EVENT_IP}&amount={AMOUNT}&event={EVTNAME}&timestamp={UTCM}",
            source: MACROS,
            note: "the question mark inside the macro and the double braces are right",
        },
        Example {
            role: Role::Postback,
            url: "http://yourapplicationdomain/pb?tid={TID}&adv_sectkn=oC5jZC6j&e_tkn={E_TOKEN}",
            source: FUSECLICK,
            note: "broken at its source: Fuseclick's own macros, which Singular cannot fill",
        },
    ],
    sources: &[
        Source { page: MACROS, says: "the macros, {cl?NetworkName}, passthrough and {{static}} values" },
        Source { page: MACROS_OLD, says: "CLID beside cl?, psid?, pcrid?, NETWORK=, IP macros" },
        Source {
            page: PASSTHROUGH,
            says: "passthrough parameters are declared at integration; the name must match exactly",
        },
        Source { page: LINK, says: "the form of a link" },
        Source { page: LOOKBACK, says: "the window is set for each app: 7 days unless set, at most 30" },
        Source { page: MOLOCO, says: "hosts for clicks and views; what the parameters mean" },
        Source { page: SWAARM, says: "cl is needed; a full template" },
        Source { page: TRACKIER, says: "st and h on the link; {cl?Network Name} in the postback" },
        Source { page: FUSECLICK, says: "_smtype=3, paffid, paffn" },
    ],
    contradictions: &[
        "pscn is the sub-campaign's name at Moloco and the creative's name at Trackier.",
        "Fuseclick's page gives Singular a postback full of Fuseclick's own macros.",
        "Trackier's table writes ~cl, its template cl.",
    ],
    gaps: &[
        "macros for the currency and for a unique id",
        "names of the deferred deep link and fallback parameters",
        "whether names are case-sensitive",
        "how postbacks are secured",
    ],
    ..Platform::NONE
};
