//! PropellerAds: the click id is `${SUBID}`, the other macros stand in braces.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, Example, FiringFace, LinkFace, Platform, PlatformKind, ReceivingFace, Role, Source, fact,
    required,
};

const SEED: &str = "public code, file 37447522603 (SQL seed of traffic source templates in Binom's format)";
const SUBSCRIPTION: &str =
    "https://help.propellerads.com/en/articles/4808258-instructions-for-postback-settings-in-subscription-links";
const BEMOB: &str = "https://help.bemob.com/docs/postback-settings-of-a-traffic-source";
const CONVERSION: &str = "public code, files 66574564639, 66434259635 and 14005905424 (postbacks to PropellerAds)";
const TEMPLATES: &str = "public code, file 17986983850 (another tracker's traffic source templates)";

/// PropellerAds.
pub const PLATFORM: Platform = Platform {
    id: "propellerads",
    name: "PropellerAds",
    kind: PlatformKind::TrafficSource,
    link: LinkFace {
        click_id: &[fact("ymid", SUBSCRIPTION).note("on subscription links: the click")],
        also_accepts: &[
            fact("var", SUBSCRIPTION).note("on subscription links: the source; 40 characters at most, of a fixed set")
        ],
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DollarBrace, Dialect::Brace]),
        issued_click_id: &[fact("SUBID", SEED).note("written ${SUBID}; usually put into visitor_id or clickid")],
        returned_click_id: &[fact("ymid", SUBSCRIPTION).note("in postbacks of subscription links, written {ymid}")],
        sub: &[fact("request_var", SUBSCRIPTION).note("in postbacks of subscription links: what var was")],
        payout: &[
            fact("amount", SUBSCRIPTION).note("in postbacks of subscription links: the price of a subscription"),
            fact("PAYOUT", CONVERSION)
                .note("written ${PAYOUT}: a blank in the postback that PropellerAds shows, for the tracker's own macro")
                .unsure(),
        ],
        other: &[
            fact("zoneid", SEED),
            fact("campaignid", SEED),
            fact("bannerid", SEED),
            fact("geo", SUBSCRIPTION).note("the country of a subscription"),
        ],
        ..FiringFace::NONE
    },
    receives: ReceivingFace {
        hosts: &[fact("ad.propellerads.com", SEED)],
        endpoints: &[Endpoint {
            path: "/conversion.php",
            click_id: &[fact("visitor_id", SEED)],
            required: &[
                required(fact("aid", SEED).note("the advertiser's account")).advised(),
                required(fact("tid", SEED).note("the token of the account")).advised(),
            ],
            ..Endpoint::NONE
        }],
        payout: &[fact("payout", CONVERSION)],
        documented: &[fact("pid", SEED).note("normally empty")],
        notes: &["aid and tid belong to one account: a copied template reports to somebody else."],
        template: "https://ad.propellerads.com/conversion.php?aid={account}&pid=&tid={token}&visitor_id={click_id}&payout={payout}",
        ..ReceivingFace::NONE
    },
    examples: &[Example {
        role: Role::Postback,
        url: "http://ad.propellerads.com/conversion.php?aid=REPLACE&pid=REPLACE&tid=REPLACE&visitor_id={externalid}",
        source: SEED,
        note: "to be completed: the capitals stand for values of the account; with Binom's macro",
    }],
    sources: &[
        Source { page: SEED, says: "link macro and endpoint, as a tracker ships them" },
        Source {
            page: SUBSCRIPTION,
            says: "subscription links: var and ymid in, {request_var}, {ymid}, {amount} and {geo} out",
        },
        Source { page: BEMOB, says: "visitor_id=${SUBID}" },
        Source { page: CONVERSION, says: "visitor_id=${SUBID}&payout=${PAYOUT}" },
        Source {
            page: TEMPLATES,
            says: "a shipped template with another tracker's [[c4]] and somebody's own aid and tid",
        },
    ],
    ..Platform::NONE
};
