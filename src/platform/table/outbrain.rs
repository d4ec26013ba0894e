//! Outbrain: `{{ob_click_id}}` goes out and comes back in `ob_click_id`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const PIXEL: &str = "public code, file 32934979078 (calls to unifiedPixel)";
const BROWSER_CODE: &str = "public code, files 45082930022 and 62091461389 (calls of Outbrain's browser pixel)";
const S2S_CODE: &str =
    "public code, file 58392502618 (a sender that quotes Outbrain's page on server2server integrations)";
const HELP: &str = "https://www.outbrain.com/help/jp/advertisers/jp_server2server-integrations/";
const DSP: &str = "https://intercom.help/outbrain_dsp/en/articles/8226128-setting-up-postback-calls";
const HUB: &str = "public code, file 70494908050 (platform table of a tracking hub)";
const DIRECTORY: &str = "public code, file 63389846903 (directory of ad networks with postback presets)";
const PRESET: &str = "public code, file 58505618750 (a tracker's preset for Outbrain)";
const BUILDER: &str = "public code, file 44317173921 (a builder of UTM parameters)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// Outbrain.
pub const PLATFORM: Platform = Platform {
    id: "outbrain",
    name: "Outbrain",
    kind: PlatformKind::TrafficSource,
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::DoubleBrace], ..Dialects::NONE },
        issued_click_id: &[fact("ob_click_id", HUB).note("usually put into obclid, ob_click_id or dicbo")],
        time: &[fact("time_stamp", PIXEL)],
        other: &[
            fact("campaign_id", PIXEL),
            fact("campaign_name", PIXEL),
            fact("publisher_name", PIXEL),
            fact("section_name", PIXEL),
            fact("ad_id", PIXEL),
            fact("ad_title", PIXEL),
            fact("doc_title", PIXEL),
            fact("origsrcid", PIXEL),
            fact("publisher_id", PRESET),
            fact("section_id", BUILDER),
            fact("source_id", PRESET),
            fact("promoted_link_id", PRESET),
            fact("doc_author", PRESET),
            fact("cpc", PIXEL).note("what the click cost"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("tr.outbrain.com", PIXEL)],
        endpoints: &[
            Endpoint {
                path: "/unifiedPixel",
                click_id: &[fact("ob_click_id", PIXEL)],
                required: &[required(fact("name", PIXEL).note("the conversion")).advised()],
                ..Endpoint::NONE
            },
            Endpoint { path: "/pixel", click_id: &[fact("ob_click_id", DIRECTORY).unsure()], ..Endpoint::NONE },
        ],
        pixels: &[
            fact("marketerId=", BROWSER_CODE).note("the browser's pixel names the account; its cookie tells the click"),
            fact("obApiVersion=", BROWSER_CODE),
        ],
        event: &[fact("name", PIXEL).note("the name of the conversion, by which it is matched")],
        payout: &[fact("orderValue", PIXEL)],
        unique_id: &[fact("orderId", PIXEL)],
        documented: &[
            fact("currency", S2S_CODE),
            fact("timestamp", S2S_CODE).note("MM/dd/yyyy HH:mm:ss or yyyy-MM-dd HH:mm:ss"),
            fact("marketerId", BROWSER_CODE).note("the account"),
            fact("obApiVersion", BROWSER_CODE).note("sent by the browser's pixel"),
            fact("dl", BROWSER_CODE).note("the page, sent by the browser's pixel"),
            fact("optOut", BROWSER_CODE).note("sent by the browser's pixel"),
            fact("bust", BROWSER_CODE).note("a random number against caches"),
        ],
        notes: &[
            "Outbrain's DSP is another system: its click id is {postbackid}, and its postback URL is in each conversion definition.",
        ],
        template: "https://tr.outbrain.com/unifiedPixel?ob_click_id={click_id}&name={event_name}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "https://tr.outbrain.com/unifiedPixel?ob_click_id={CLICK_ID}&name=OFFER_CLICK",
        source: PIXEL,
        note: "the braces hold the caller's own blank",
    }],
    sources: &[
        Source { page: PIXEL, says: "endpoint and macros" },
        Source { page: PRESET, says: "names of further macros" },
        Source { page: BUILDER, says: "section_id among the macros" },
        Source { page: BROWSER_CODE, says: "the browser's pixel on /pixel and /unifiedPixel, with marketerId" },
        Source { page: S2S_CODE, says: "ob_click_id, name, orderValue, orderId, currency and timestamp; no token" },
        Source { page: HELP, says: "the server makes a click id; event-based conversions have a unique name" },
        Source { page: HUB, says: "{{ob_click_id}}" },
        Source { page: DIRECTORY, says: "the /pixel variant; conversions are matched by name" },
        Source { page: TEMPLATES, says: "macros in double braces" },
        Source { page: DSP, says: "{postbackid} in the DSP" },
    ],
    ..Platform::NONE
};
