//! AlterCPA: fires postbacks with `{click}`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, Platform, PlatformKind, Role, Source, fact};

const EXTERNAL_SITE: &str = "https://www.altercpa.pro/en/help/external-site";
const BINOM: &str = "https://docs.altercpa.top/en/trackers/binom/";

/// AlterCPA.
pub const PLATFORM: Platform = Platform {
    id: "altercpa",
    name: "AlterCPA",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["AlterCPA Pro", "AlterCPA TOP"],
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[fact("click", EXTERNAL_SITE).note("the tracker's click id")],
        other: &[fact("wmi", EXTERNAL_SITE).note("the affiliate")],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://your-binom.com/postback?clickid={click}&goal=approve",
        source: BINOM,
        note: "one of five templates: wait, hold, approve, cancel, trash; Binom's own pages have cnv_id",
    }],
    sources: &[
        Source { page: EXTERNAL_SITE, says: "{click} and {wmi}" },
        Source { page: BINOM, says: "five templates, one for each status; a click id may ride in a Telegram link" },
    ],
    gaps: &["hosts and parameters of links", "the address of postbacks that AlterCPA receives"],
    ..Platform::NONE
};
