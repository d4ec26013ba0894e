//! FlexOffers: the click id goes into `fobs`; macros stand between `#`.

use crate::link::Dialect;
use crate::platform::{Dialects, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact};

const POSTBACK: &str =
    "https://support.flexoffers.com/hc/en-us/articles/360042524412-Do-you-support-Global-Postback-URLs";
const BETA: &str = "https://supportbeta.flexoffers.com/knowledge/do-you-support-global-postback-urls";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// FlexOffers.
pub const PLATFORM: Platform = Platform {
    id: "flexoffers",
    name: "FlexOffers",
    kind: PlatformKind::Network,
    aliases: &["flex offers"],
    link: LinkFace {
        hosts: &[fact("track.flexlinks.com", HEARSAY).unsure()],
        click_id: &[fact("fobs", BETA).note("the publisher's own click id; #fobs# brings it back")],
        also_accepts: &[fact("fobs#", BETA).note("fobs2 to fobs5")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Hash], ..Dialects::NONE },
        issued_click_id: &[
            fact("clickid", POSTBACK).note("FlexOffers' internal click id; it does not bring the publisher's back")
        ],
        returned_click_id: &[fact("fobs", POSTBACK).note("the sub id that the link carried")],
        sub: &[fact("fobs#", POSTBACK).note("fobs2 and fobs3; the newer page has fobs4 and fobs5 too")],
        payout: &[fact("ca", POSTBACK).note("the commission")],
        revenue: &[fact("sa", POSTBACK).note("the sale")],
        time: &[fact("et", POSTBACK).note("date and time of the event")],
        unique_id: &[
            fact("on", POSTBACK).note("the order number"),
            fact("flx_salesid", POSTBACK).note("one page: click id and order number joined; the other: sales id"),
        ],
        other: &[fact("programid", BETA).note("the advertiser's program")],
        ..FiringFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://yourdomain.com/pixel.track?sid=#fobs#&orderid=#on#&amount=#sa#&commission=#ca#&date=#et#",
        source: POSTBACK,
        note: "",
    }],
    sources: &[
        Source { page: POSTBACK, says: "global postbacks only; #x# macros; #clickid# is the internal click id" },
        Source { page: BETA, says: "fobs= on the link carries the click id; #fobs# to #fobs5#, #programid#" },
    ],
    contradictions: &[
        "The newer page's sample link joins fobs with / and & and has no ?; it reads as an illustration.",
    ],
    gaps: &["the host of tracking links"],
    ..Platform::NONE
};
