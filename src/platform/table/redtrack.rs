//! RedTrack: issues `{clickid}` and receives it back under the same name.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
};

const CLICK_ID: &str =
    "https://help.redtrack.io/knowledgebase/kb/basic-setup-9785/supported-dynamic-parameters/%d1%81lick-id-parameter/";
const EVENTS: &str = "https://help.redtrack.io/knowledgebase/kb/conversion-tracking/tracking-event-types/";
const PARAMETERS: &str = "https://help.redtrack.io/knowledgebase/kb/conversion-tracking/supported-dynamic-parameters";
const POSTBACKS: &str = "https://redtrack.zendesk.com/hc/en-us/articles/213573065-Postbacks-and-pixels";
const DSP: &str = "https://redtrack.zendesk.com/hc/en-us/articles/360009568454-Formatting-Click-Through-URL";
const CODE: &str =
    "public code, files 36575343384, 21214469379, 51980077903, 3520575830 and 25846325494 (postbacks on rdtk.io)";

const HOSTS: &[Fact] = &[fact("*.rdtk.io", PARAMETERS), fact("*.rdtrck2.com", CODE).note("an old domain")];

/// RedTrack.
pub const PLATFORM: Platform = Platform {
    id: "redtrack",
    name: "RedTrack",
    kind: PlatformKind::AdTracker,
    aliases: &["RedTrack.io", "rdtk"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/{campaign}", PARAMETERS)],
        click_id: &[fact("ref_id", CLICK_ID).note("common knowledge; no page read confirms it").unsure()],
        also_accepts: &[fact("sub#", PARAMETERS).note("sub1 to sub20, free values of the traffic channel")],
        not_click_id: &[fact("clickid", CLICK_ID).note("RedTrack's own id, a macro and a postback parameter")],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace, Dialect::Square]),
        issued_click_id: &[
            fact("clickid", CLICK_ID).note("for offer URLs; comes back on the postback"),
            fact("CLICK_ID", DSP).note("RedTrack's ad buying platform, in square brackets"),
        ],
        returned_click_id: &[fact("ref_id", CLICK_ID)
            .note("for the traffic channel; no page read confirms it")
            .unsure()],
        sub: &[fact("sub#", PARAMETERS).note("sub1 to sub20")],
        event: &[fact("type", EVENTS).unsure()],
        payout: &[fact("payout", POSTBACKS).unsure()],
        other: &[fact("country", PARAMETERS)],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("*.rdtk.io", CODE)],
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("clickid", CLICK_ID).note("the id that {clickid} put into the offer's URL")],
            ..Endpoint::NONE
        }],
        event: &[fact("type", EVENTS).note("must equal the conversion type's name; case counts")],
        payout: &[fact("sum", CODE)],
        status: &[fact("status", EVENTS)],
        unique_id: &[fact("rdtk_event_id", EVENTS).note("needed where repetitions are told apart by event id")],
        security: &[fact("ptoken", CODE)],
        documented: &[fact("sub#", CODE).note("sub1 to sub20"), fact("format", CODE).note("`img` for a pixel")],
        pixels: &[fact("format=img", CODE)],
        notes: &[
            "Each event chooses what a repetition does: new conversion, new or repeated, ignored, overwritten, payout added, or ignored by event id.",
            "Allowed sender addresses may be set.",
            "The network's own delimiters belong around its macro: {}, [] or ##.",
        ],
        template: "https://{tracking_domain}/postback?clickid={click_id}&sum={payout}&type={event_name}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://my.postback.com/postback?clickid={aff_sub}&type=Upsell",
            source: EVENTS,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "http://cy9n0.rdtk.io/postback?clickid=6888c6c36a77d44662342c40&type=CTC",
            source: "public code, file 3520575830 (a postback on rdtk.io)",
            note: "as it is fired",
        },
        Example {
            role: Role::Postback,
            url: "https://dominio.rdtk.io/postback?clickid=MACRO_REDE&sum=MACRO_PAYOUT",
            source: "public code, file 51980077903 (a postback on rdtk.io)",
            note: "to be completed: the capitals stand for the network's macros",
        },
    ],
    sources: &[
        Source {
            page: CLICK_ID,
            says: "{clickid} in offer URLs, clickid on the postback; a warning when it is missing",
        },
        Source { page: EVENTS, says: "type, whose case counts; what repetitions do; rdtk_event_id" },
        Source { page: PARAMETERS, says: "the service domain rdtk.io; sub1 to sub20" },
        Source { page: POSTBACKS, says: "repetitions and allowed addresses" },
        Source { page: DSP, says: "[CLICK_ID] in the ad buying platform" },
        Source { page: CODE, says: "clickid, sum, type, sub1, ptoken and format=img on {id}.rdtk.io/postback" },
    ],
    gaps: &["whether ref_id takes the channel's click id"],
    ..Platform::NONE
};
