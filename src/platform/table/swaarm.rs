//! Swaarm: stores the publisher's click id from `pub_click_id`; links have `{x}`, postbacks `#{x}`.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
    required,
};

const PUBLISHER: &str = "https://docs.swaarm.com/en/articles/4612464-publisher-tracking-details";
const ADVERTISER: &str = "https://docs.swaarm.com/en/articles/4612478-advertiser-tracking-details";
const SWAARM_MMP: &str = "https://docs.swaarm.com/en/articles/8929779-swaarm-integration-with-swaarm-mmp-clients";
const MMPS: &str = "https://docs.swaarm.com/en/articles/6092956-mmp-integration-with-swaarm";
const SINGULAR: &str = "https://docs.swaarm.com/en/articles/8117148-singular-integration-with-swaarm";
const BRANCH: &str = "https://docs.swaarm.com/en/articles/5247011-branch-integration-with-swaarm";
const AFFISE: &str = "https://help-center.affise.com/en/articles/6612550-affise-swaarm";
const CLIENT_NOTES: &str = "public code, file 57945175991 (notes for a Swaarm client)";
const HANDLER: &str = "public code, file 70145834418 (a publisher's postback handler)";

const HOSTS: &[Fact] = &[
    fact("*.trckswrm.com", SWAARM_MMP),
    fact("*.swaarm-clients.com", SWAARM_MMP).note("track.{network}.swaarm-clients.com"),
];

/// Swaarm.
pub const PLATFORM: Platform = Platform {
    id: "swaarm",
    name: "Swaarm",
    kind: PlatformKind::AffiliatePlatform,
    aliases: &["trckswrm", "swaarm-clients"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/click", PUBLISHER)],
        click_id: &[fact("pub_click_id", PUBLISHER)
            .note("the publisher's click id; without it Swaarm sends the publisher an empty one")],
        also_accepts: &[
            fact("pub_sub_id", PUBLISHER).note("the publisher's sub id, given back as #{click.publisher.subId}"),
            fact("pub_sub_sub_id", PUBLISHER).note("a further sub id"),
            // Spelling not confirmed.
            fact("pub_unique#", PUBLISHER).unsure(),
        ],
        not_click_id: &[fact("click_id", SWAARM_MMP)
            .note("Swaarm's own id on postbacks; on the click link the publisher's id goes into pub_click_id")],
        required: &[
            required(fact("offer_id", PUBLISHER).note("the offer")).on("/click").warned(),
            required(fact("pub_id", PUBLISHER).note("the publisher")).on("/click").warned(),
        ],
        documented: &[
            fact("placement", PUBLISHER),
            fact("app", PUBLISHER),
            fact("app_store_id", PUBLISHER),
            fact("site", PUBLISHER),
            fact("creative", PUBLISHER),
            fact("idfa", PUBLISHER),
            fact("gaid", PUBLISHER),
            fact("ext_offer_id", PUBLISHER),
            fact("ext_pub_id", PUBLISHER),
        ],
        nested: &[
            fact("install_callback", SWAARM_MMP).note("a whole URL, percent-encoded"),
            fact("event_callback_*", SWAARM_MMP).note("one for each event: a whole URL, percent-encoded"),
        ],
        template: "https://{network}.trckswrm.com/click?offer_id={offer_id}&pub_id={publisher_id}&pub_click_id={click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects { link: &[Dialect::Brace], postback: &[Dialect::HashBrace], complete: false },
        issued_click_id: &[
            fact("id", ADVERTISER)
                .note("in advertisers' links, where it or pea.chain is a must; #{id} in publishers' postbacks"),
            fact("pea.chain", ADVERTISER).note("in advertisers' links, in place of id"),
        ],
        returned_click_id: &[fact("click.publisher.clickId", AFFISE).note("what pub_click_id carried")],
        sub: &[
            fact("click.publisher.subId", HANDLER).note("in publishers' postbacks"),
            fact("publisher.subId", SWAARM_MMP).note("in advertisers' links"),
        ],
        event: &[fact("offer.eventTypeId", AFFISE)],
        payout: &[
            fact("payout.theyGetInDollars", AFFISE).note("what the publisher earns"),
            fact("payout.theyGetInDollarsExact", HANDLER),
        ],
        revenue: &[fact("payout.weGetInDollars", AFFISE).note("what the network earns")],
        other: &[
            fact("publisher.id", SINGULAR),
            fact("publisher.app", SWAARM_MMP),
            fact("publisher.creative", SWAARM_MMP),
            fact("device.ids.idfa", SWAARM_MMP),
            fact("device.ids.gaid", SWAARM_MMP),
            fact("offer.id", HANDLER),
            fact("offer.name", SINGULAR),
            fact("user.ip", SINGULAR),
            fact("user.ua", SINGULAR),
            fact("gaid", AFFISE),
            fact("idfa", AFFISE),
            fact("ext.offerId", AFFISE),
            fact("ext.publisherId", AFFISE),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[Endpoint {
            path: "/postback",
            click_id: &[fact("click_id", ADVERTISER).note("the id that {id} put into the advertiser's link")],
            ..Endpoint::NONE
        }],
        event: &[fact("event_id", SWAARM_MMP)],
        payout: &[fact("sale_amount", MMPS), fact("event_value", MMPS)],
        documented: &[
            fact("gaid", MMPS),
            fact("idfa", MMPS),
            fact("country", MMPS),
            fact("publisher_sub_id", MMPS),
            fact("rejection_reason", MMPS),
            fact("rejected_reason_value", MMPS),
        ],
        answers: &["A postback without a usable click id appears in the postback log as unattributed."],
        template: "https://track.{network}.swaarm-clients.com/postback?click_id={click_id}&event_id={event_name}",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://mmpnetworkname.trckswrm.com/click?offer_id=[Offer ID]&pub_id=[Publisher ID]&pub_sub_id={publisher.subId}&pub_click_id={id}&idfa={device.ids.idfa}&gaid={device.ids.gaid}&app={publisher.app}&creative={publisher.creative}&install_callback=INSERT_INSTALL_CALLBACK_URL&event_callback_event1=INSERT_CALLBACK_URL_FOR_EVENT",
            source: SWAARM_MMP,
            note: "to be completed: ids in square brackets, callbacks in capitals",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://rocketcompany.trckswrm.com/click?pub_click_id={clickid}",
            source: AFFISE,
            note: "the part to append, with Affise's macro; offer_id and pub_id are left out",
        },
        Example {
            role: Role::Postback,
            url: "https://track.yournetwork.swaarm-clients.com/postback?click_id={id}&event_id=purchase",
            source: SWAARM_MMP,
            note: "to be encoded and put into event_callback_purchase",
        },
        Example {
            role: Role::Postback,
            url: "https://track.yournetwork.swaarm-clients.com/postback?click_id=${(last_attributed_touch_data.~click_id)!}&gaid=${(user_data.aaid)!}&idfa=${(user_data.idfa)!}&country=${(user_data.geo_country_code)!}&sale_amount=${(event_data.revenue_in_usd)!}",
            source: BRANCH,
            note: "with Branch's macros",
        },
    ],
    sources: &[
        Source { page: PUBLISHER, says: "offer_id, pub_id and pub_click_id are musts" },
        Source { page: ADVERTISER, says: "{id} or {pea.chain} is a must in the advertiser's link" },
        Source { page: SWAARM_MMP, says: "hosts; callbacks are in the link, percent-encoded" },
        Source { page: MMPS, says: "a postback for measurement partners, with all its parameters" },
        Source { page: SINGULAR, says: "a link to Singular with Swaarm's macros" },
        Source { page: AFFISE, says: "macros #{...} of postbacks; one of them lacks its # there" },
        Source { page: CLIENT_NOTES, says: "the # belongs to the macro; no spaces inside" },
        Source { page: HANDLER, says: "payout.theyGetInDollarsExact, offer.id, click.publisher.subId" },
    ],
    contradictions: &["Affise's Swaarm guide prints one postback macro without its #."],
    gaps: &["currency and security parameters of the postback"],
    ..Platform::NONE
};
