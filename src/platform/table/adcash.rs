//! Adcash: `[clickid]` goes out and comes back in `cid`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// Adcash.
pub const PLATFORM: Platform = Platform {
    id: "adcash",
    name: "Adcash",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Square], ..Dialects::NONE },
        issued_click_id: &[fact("clickid", SEED).note("usually put into cid")],
        time: &[fact("time", SEED)],
        other: &[fact("zone", SEED), fact("lang", SEED), fact("country", SEED), fact("campaign", SEED)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("www.adcash.com", SEED)],
        endpoints: &[Endpoint { path: "/script/register_event.php", click_id: &[fact("cid", SEED)], ..Endpoint::NONE }],
        security: &[fact("key", SEED)],
        documented: &[fact("idform", SEED), fact("campagne", SEED).note("the campaign")],
        template: "http://www.adcash.com/script/register_event.php?key={key}&idform={form}&campagne={campaign}&cid={click_id}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://www.adcash.com/script/register_event.php?key=UNIQUEID&idform=UNIQUEID&campagne=UNIQUEID&cid={externalid}",
        source: SEED,
        note: "to be completed: the capitals stand for values of the account; with Binom's macro",
    }],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source { page: TEMPLATES, says: "[clickid]" },
    ],
    gaps: &["the endpoint in use now"],
    ..Platform::NONE
};
