//! Admitad: keeps the publisher's values in `subid`, issues `admitad_uid`, and gets it back as `uid`.

use crate::platform::{
    Endpoint, Example, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact, required,
};

const GUIDE: &str = "https://support.admitad.com/hc/de-de/articles/4405920530577-Integration-via-postback-request-for-financial-programs";
const OURS: &str = "https://docs.oursprivacy.com/docs/admitad";
const NETWORK: &str = "public code, file 57400656653 (an offer import that builds Admitad's links)";
const LINKS: &str = "public code, files 9875218853, 607312209 and 38983778139 (links with ulp)";
const POSTBACKS: &str = "public code, files 14243675729 and 35140328880 (postbacks)";
const PIXELS: &str = "public code, files 44113529356, 159682019 and 19610588313 (pixels)";
const MMP: &str = "public code, file 21682520478 (a measurement partner's postbacks)";

const HOSTS: &[crate::platform::Fact] = &[fact("ad.admitad.com", LINKS)];

/// Admitad.
pub const PLATFORM: Platform = Platform {
    id: "admitad",
    name: "Admitad",
    kind: PlatformKind::Network,
    aliases: &["mitgo"],
    link: LinkFace {
        hosts: HOSTS,
        paths: &[fact("/g/{code}", LINKS).note("the code of the site and the programme")],
        click_id: &[fact("subid", NETWORK).note("the publisher's own value")],
        also_accepts: &[fact("subid#", NETWORK).note("subid1 and so on")],
        documented: &[fact("i", LINKS).note("the kind of tool")],
        nested: &[fact("ulp", LINKS).note("the page to open, percent-encoded")],
        template: "https://ad.admitad.com/g/{code}/?subid={click_id}",
        ..LinkFace::NONE
    },
    receives: ReceivingFace {
        hosts: HOSTS,
        endpoints: &[Endpoint {
            path: "/r",
            click_id: &[fact("uid", POSTBACKS).note("the admitad_uid of the landing page's link")],
            required: &[
                required(fact("campaign_code", POSTBACKS).note("the programme"))
                    .or(&[fact("pk", MMP).note("in a measurement partner's postbacks")])
                    .warned(),
                required(fact("order_id", POSTBACKS).note("the order"))
                    .or(&[fact("oid", MMP).note("in a measurement partner's postbacks")])
                    .advised(),
            ],
            identifying_params: &["campaign_code", "uid"],
            ..Endpoint::NONE
        }],
        event: &[fact("action_code", POSTBACKS).note("1 a sale, 2 a lead, by the programme")],
        payout: &[fact("price", PIXELS)],
        unique_id: &[fact("order_id", POSTBACKS)],
        security: &[fact("postback_key", POSTBACKS)],
        pixels: &[fact("response_type=img", PIXELS)],
        documented: &[
            fact("postback", POSTBACKS).note("1"),
            fact("tariff_code", POSTBACKS),
            fact("payment_type", POSTBACKS).note("sale or lead"),
            fact("currency_code", PIXELS),
            fact("position_id", PIXELS),
            fact("position_count", PIXELS),
            fact("product_id", PIXELS),
            fact("quantity", PIXELS),
        ],
        template: "https://ad.admitad.com/r?campaign_code={programme}&postback=1&postback_key={key}&action_code={event}&uid={click_id}&order_id={order_id}&tariff_code=1&payment_type=sale",
        ..ReceivingFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://ad.admitad.com/g/03mwou5x7x21d78ab6e7cf8e2e3afe/?subid={click_id}&subid1={sub1}&subid2={sub2}",
            source: NETWORK,
            note: "",
        },
        Example {
            role: Role::Postback,
            url: "https://ad.admitad.com/r?campaign_code=3239143672&postback=1&postback_key=8e2e3afe&action_code=1&uid=4a5b6c&order_id=77&tariff_code=1&payment_type=sale",
            source: POSTBACKS,
            note: "as it is called; the ids are made up",
        },
    ],
    sources: &[
        Source { page: GUIDE, says: "admitad_uid is issued at the click and has to come back; requests carry a key" },
        Source { page: OURS, says: "the address of postbacks; a conversion without uid credits nobody" },
        Source { page: NETWORK, says: "subid, subid1 and subid2 on links" },
        Source { page: LINKS, says: "links with ulp" },
        Source { page: POSTBACKS, says: "the parameters of a postback" },
        Source { page: PIXELS, says: "the parameters of a pixel" },
        Source { page: MMP, says: "pk, uid and oid from a measurement partner" },
    ],
    gaps: &["macros of postbacks to publishers"],
    ..Platform::NONE
};
