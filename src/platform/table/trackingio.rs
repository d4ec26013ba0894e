//! TrackingIO of Reyun: stores the click id from `clickid`, or carries it in an encoded callback.

use crate::platform::{Example, LinkFace, Platform, PlatformKind, Role, Source, fact};

const TOPON: &str = "https://help.toponad.net/cn/docs/1oU8Bm";

/// TrackingIO.
pub const PLATFORM: Platform = Platform {
    id: "trackingio",
    name: "TrackingIO",
    kind: PlatformKind::Mmp,
    aliases: &["reyun", "热云", "tkio"],
    link: LinkFace {
        hosts: &[fact("uri6.com", TOPON)],
        paths: &[fact("/tkio/{code}", TOPON)],
        click_id: &[
            fact("clickid", TOPON).note("the network's click id"),
            fact("callback", TOPON)
                .note("the network's postback, percent-encoded, with the network's click id macro left raw inside"),
        ],
        documented: &[
            fact("idfa", TOPON),
            fact("imei", TOPON),
            fact("mac", TOPON),
            fact("androidid", TOPON),
            fact("oaid", TOPON),
            fact("ip", TOPON),
            fact("_ry_adplan_id", TOPON),
            fact("_ry_adcreative_id", TOPON),
        ],
        nested: &[fact("callback", TOPON)],
        template: "https://uri6.com/tkio/{code}?idfa={idfa}&ip={ip}&clickid={click_id}&callback=https%3A%2F%2F{network_host}%2Fpostback%3Fclick_id%3D{click_id}",
        ..LinkFace::NONE
    },
    examples: &[Example {
        role: Role::TrackingLink,
        url: "https://uri6.com/tkio/abc?imei={imei}&mac={mac}&androidid={androidid}&oaid={oaid}&ip={ip}&clickid={clickid}&_ry_adplan_id={app_id}&_ry_adcreative_id={placement_id}&callback=http%3A%2F%2Fpostback.mosspf.net%2Finstall%3Fclick_id%3D{clickid}",
        source: TOPON,
        note: "",
    }],
    sources: &[Source { page: TOPON, says: "the link, clickid, the nested callback" }],
    gaps: &["TrackingIO's own postbacks", "macros of its own, if it has any"],
    ..Platform::NONE
};
