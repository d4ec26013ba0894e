//! AdGem: GoKart's click id goes into `c1` and comes back as `{c1}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, Source, fact, required,
};

const POSTBACK: &str = "https://docs.adgem.com/publisher-support/web-postback-setup";
const MAPPING: &str = "http://support.getgokart.ai/en/articles/11844224-automatic-mapping-with-gokart";
const OFFER_API: &str = "https://docs.adgem.com/publisher-support/offer-api-postback-setup/";
const OLD: &str = "https://adgem.com/docs/web-integration/postback-setup/";
const CODE: &str = "github:osamahamdi29/gaintcash postbacks/adgem.php";
const WALL: &str = "public code, files 2752442270, 44648117946 and 13368144551 (addresses of the wall)";
const RECEIVER: &str = "public code, file 57597568796 (a reward site's receiver for AdGem, with its postback URL)";
const RECEIVER_2: &str = "public code, file 20852964810 (a reward site's postback URL for AdGem)";
const V3: &str = "github:AdGem/adgem-integrations-documentation docs/resources/migrations/postback-v2-to-v3.md";
const HEARSAY: &str = "hearsay: no page or file that was read names it";

/// AdGem.
pub const PLATFORM: Platform = Platform {
    id: "adgem",
    name: "AdGem",
    kind: PlatformKind::Offerwall,
    aliases: &["AdAction"],
    link: LinkFace {
        hosts: &[fact("adgem.com", MAPPING).note("as GoKart prints it"), fact("api.adgem.com", WALL)],
        paths: &[fact("/v1/click", MAPPING), fact("/v1/wall", WALL)],
        endpoints: &[Endpoint {
            path: "/v1/wall",
            click_id: &[fact("playerid", WALL).note("the publisher's user: the wall goes by the user")],
            required: &[required(fact("appid", WALL)).advised()],
            ..Endpoint::CLICK
        }],
        click_id: &[fact("c1", MAPPING).note("where GoKart's automatic mapping puts its click id")],
        also_accepts: &[fact("c#", HEARSAY).note("c1 to c5").unsure()],
        template: "https://adgem.com/v1/click?c1={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { postback: &[Dialect::Brace], ..Dialects::NONE },
        returned_click_id: &[
            fact("c1", MAPPING),
            fact("player_id", OLD).note("the publisher's user: offerwalls go by the user"),
        ],
        sub: &[fact("c#", HEARSAY).note("c1 to c5").unsure()],
        event: &[fact("goal_id", OFFER_API), fact("goal_name", OFFER_API), fact("all_goals_completed", POSTBACK)],
        payout: &[fact("payout", POSTBACK).note("the official value")],
        revenue: &[fact("amount", POSTBACK).note("what the user gets")],
        time: &[fact("conversion_datetime", RECEIVER), fact("click_datetime", RECEIVER_2)],
        unique_id: &[fact("transaction_id", RECEIVER).note("count it once")],
        other: &[
            fact("app_id", OLD),
            fact("app_version", POSTBACK),
            fact("campaign_id", OFFER_API).note("needed beside a goal where an offer has several rewards"),
            fact("campaign_name", POSTBACK),
            fact("ad_type", POSTBACK),
            fact("offer_name", RECEIVER),
            fact("country", RECEIVER),
            fact("ip", RECEIVER),
            fact("platform", RECEIVER),
            fact("tracking_type", RECEIVER),
            fact("device", RECEIVER_2),
            fact("device_name", RECEIVER_2),
        ],
        security: "AdGem appends verifier itself: an HMAC-SHA256 of the URL with the Postback Key. It does not belong into the URL that is set. Newer postbacks are POST, and carry the hash of their body in the header Signature.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::Postback,
            url: "https://api.getgokart.ai/postback?gk_click_id={c1}&cnv_event_id={goal_name}",
            source: MAPPING,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://your-domain.com/postbacks/adgem.php?user_id={player_id}&amount={amount}",
            source: CODE,
            note: "",
        },
    ],
    sources: &[
        Source {
            page: POSTBACK,
            says: "GET, or POST in beta; a Postback Key for hashing; values are percent-encoded, a space as %20",
        },
        Source { page: OFFER_API, says: "several rewards need campaign_id with goal_name or goal_id" },
        Source { page: WALL, says: "the wall: appid and playerid" },
        Source { page: V3, says: "verifier, an HMAC-SHA256 of the URL; newer postbacks are signed POSTs" },
        Source { page: RECEIVER, says: "a postback URL with thirteen macros" },
        Source { page: RECEIVER_2, says: "click_datetime, device and device_name" },
        Source { page: OLD, says: "player_id, app_id" },
        Source { page: MAPPING, says: "GoKart's row for AdGem: c1 on the link, {c1} back" },
    ],
    contradictions: &["AdGem's own sample holds a broken escape: Example%App."],
    ..Platform::NONE
};
