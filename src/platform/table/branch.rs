//! Branch: stores the click id from `~click_id`, fires postbacks with FreeMarker macros.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, EndpointRole, Example, Fact, FiringFace, LinkFace, Platform, PlatformKind, Role, Shape, Source,
    fact, required,
};

const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8205078550807-How-Moloco-validates-Branch-tracking-links";
const TESTING: &str = "https://help.branch.io/using-branch/docs/testing-universal-ads-campaign-setup";
const TESTING_NEW: &str = "https://docs.branch.io/resources/testing-universal-ads-campaign-setup/";
const LINK_ERRORS: &str = "https://help.branch.io/docs/troubleshooting-link-formatting-errors";
const ADVANCED_ADS: &str = "https://help.branch.io/using-branch/docs/branch-universal-ads-advanced";
const DEEP_LINKS: &str = "https://help.branch.io/v1/docs/deep-link-reference";
const CREATE_LINK: &str = "https://help.branch.io/apidocs/createdeeplinkurl";
const DOMAINS: &str = "https://help.branch.io/using-branch/docs/advanced-settings-configuration";
const MACROS: &str = "https://help.branch.io/docs/postback-macros-functions";
const MACROS_COPY: &str = "public code, file 53810596874 (a copy of Branch's page Postback Macros and Functions)";
const SWAARM: &str = "https://docs.swaarm.com/en/articles/5247011-branch-integration-with-swaarm";
const TRACKIER: &str = "https://help.trackier.com/support/solutions/articles/31000155035-branch-trackier-integration";
const VENTES: &str = "public code, file 21348408817 (Branch's page of an ad partner, Ventes Avenues)";
const AFFISE_PARTNER: &str = "public code, file 21669639475 (Branch's page of an ad partner on Affise)";

/// A macro that partners' templates write in braces, and that Branch maps for each partner.
const fn mapped(name: &'static str) -> Fact {
    fact(name, AFFISE_PARTNER).note("Branch maps such macros for each partner").unsure()
}

/// Branch.
pub const PLATFORM: Platform = Platform {
    id: "branch",
    name: "Branch",
    kind: PlatformKind::Mmp,
    aliases: &["branch-io", "branch-metrics", "bnc"],
    link: LinkFace {
        hosts: &[
            fact("*.app.link", MOLOCO).note("links on an older sub-domain die when the sub-domain is changed"),
            fact("bnc.lt", MOLOCO).note("older links, still working"),
        ],
        impression_hosts: &[fact("impression.link", MOLOCO)],
        paths: &[fact("/{code}", TESTING).note("a short code or alias")],
        endpoints: &[Endpoint {
            host: "impression.link",
            path: "/impression",
            role: EndpointRole::Impression,
            source: MOLOCO,
            ..Endpoint::CLICK
        }],
        shapes: &[Shape { path: "", params: &["$3p", "~click_id"] }],
        click_id: &[fact("~click_id", TESTING).note("the tilde belongs to the name")],
        also_accepts: &[fact("source_string", MOLOCO).note("a second carrier of Moloco's own").unsure()],
        not_click_id: &[fact("click_id", DEEP_LINKS)
            .note("without the tilde it is the link's own data, not the network's click id")
            .unsure()],
        apart: &[(fact("$aaid", LINK_ERRORS), fact("$idfa", LINK_ERRORS))],
        required: &[
            required(fact("$3p", MOLOCO).note("the ad partner's key, a_ and its name; also written %243p")).advised()
        ],
        documented: &[
            fact("$s2s", ADVANCED_ADS)
                .note("true; for clicks sent by a server, with either $aaid or $idfa: both or none is an error"),
            fact("$aaid", LINK_ERRORS).note("a well-formed id, or none at all: an unfilled macro stops attribution"),
            fact("$aaid_sha1", LINK_ERRORS),
            fact("$aaid_md5", LINK_ERRORS),
            fact("$idfa", LINK_ERRORS).note("as $aaid"),
            fact("$idfa_sha1", LINK_ERRORS),
            fact("$idfa_md5", LINK_ERRORS),
            fact("~campaign", MACROS_COPY),
            fact("~campaign_id", MACROS_COPY),
            fact("~channel", MACROS_COPY),
            fact("~ad_set_name", MACROS_COPY),
            fact("~ad_set_id", MACROS_COPY),
            fact("~ad_name", MACROS_COPY),
            fact("~ad_id", MACROS_COPY),
            fact("~creative_name", MACROS_COPY),
            fact("~secondary_publisher", MACROS_COPY).note("the publisher"),
            fact("~agency", MACROS_COPY),
            fact("~cost_model", MOLOCO),
            fact("~cost_currency", MOLOCO),
            fact("~cost_value", MOLOCO),
            fact("device_ip", MOLOCO),
            fact("user_agent", MOLOCO),
        ],
        nested: &[
            fact("$fallback_url", DEEP_LINKS).note("must be percent-encoded"),
            fact("$ios_url", CREATE_LINK),
            fact("$android_url", CREATE_LINK),
            fact("$ios_url_*", CREATE_LINK).note("for one country: ends in its lower-case code"),
            fact("$android_url_*", CREATE_LINK).note("for one country: ends in its lower-case code"),
        ],
        template: "https://{brand}.app.link/{code}?%243p=a_{network}&~click_id={click_id}&~campaign={offer}&~secondary_publisher={publisher_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::DollarBrace, Dialect::Brace]),
        returned_click_id: &[
            fact("last_attributed_touch_data.~click_id", SWAARM)
                .note("written ${(last_attributed_touch_data.~click_id)!}; the ! leaves it empty where there is none"),
            mapped("click_id"),
        ],
        event: &[fact("name", MACROS), fact("customer_event_alias", MACROS), mapped("event_name")],
        revenue: &[fact("event_data.revenue", MACROS_COPY), fact("event_data.revenue_in_usd", SWAARM)],
        currency: &[fact("event_data.currency", MACROS_COPY)],
        time: &[
            fact("event_timestamp", MACROS),
            fact("last_attributed_touch_timestamp", MACROS),
            fact("install_activity.timestamp", MACROS),
        ],
        unique_id: &[fact("id", MACROS).note("of the event"), fact("event_data.transaction_id", MACROS_COPY)],
        other: &[
            fact("last_attributed_touch_data.~id", MACROS_COPY)
                .note("Branch's own link id, not the network's click id"),
            fact("last_attributed_touch_data.~campaign", MACROS_COPY),
            fact("last_attributed_touch_data.~secondary_publisher", MACROS_COPY),
            fact("last_attributed_touch_type", MACROS),
            fact("user_data.aaid", SWAARM),
            fact("user_data.idfa", SWAARM),
            fact("user_data.idfv", MACROS_COPY),
            fact("user_data.ip", MACROS_COPY),
            fact("user_data.geo_country_code", SWAARM),
            fact("user_data.os", MACROS_COPY),
            fact("user_data.app_version", MACROS_COPY),
            fact("webhook_id", MACROS),
            fact("origin", MACROS),
        ],
        security: "Neither a signature nor a list of addresses is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://branchster.app.link/3YL9g523sds?~click_id={click_id}&%243p=a_trackier&%24aaid={gaid}&%24idfa={idfa}&~secondary_publisher={publisher_id}_{source}",
            source: TRACKIER,
            note: "",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://branchster.app.link/Y2E3bNSaCX?%243p=a_youappi&%24aaid=38400000-8cf0-11bd-b23e-10b96e40000d&%24idfa=00000000-0000-0000-0000-000000000000&trackertoken=1234&ya_reen_id=2345&~campaign=my_test_campaign&~campaign_id=9876&~click_id=1111&~secondary_publisher=45678",
            source: TESTING,
            note: "as it is called",
        },
        Example {
            role: Role::Postback,
            url: "https://track.{yournetwork}.swaarm-clients.com/postback?event_id=${(name)!}&click_id=${(last_attributed_touch_data.~click_id)!}&gaid=${(user_data.aaid)!}&idfa=${(user_data.idfa)!}&country=${(user_data.geo_country_code)!}&sale_amount=${(event_data.revenue_in_usd)!}",
            source: SWAARM,
            note: "{yournetwork} is to be replaced by hand",
        },
        Example {
            role: Role::Postback,
            url: "http://offers.wisebits.affise.com/postback?clickid={click_id}&ios_idfa={idfa}&android_id={aaid}&goal={event_name}",
            source: AFFISE_PARTNER,
            note: "macros in braces, mapped by Branch for this partner",
        },
    ],
    sources: &[
        Source { page: MOLOCO, says: "hosts for clicks and views, $3p, device ids" },
        Source { page: TESTING, says: "~click_id and %243p on the link, as a template and filled" },
        Source {
            page: TESTING_NEW,
            says: "a macro left in the link, as <IDFA>, breaks it; empty values come back empty",
        },
        Source { page: LINK_ERRORS, says: "malformed device ids; $s2s with no device id or with both" },
        Source { page: ADVANCED_ADS, says: "$s2s=true is needed for clicks sent by a server" },
        Source { page: DEEP_LINKS, says: "nested links are percent-encoded; $fallback_url" },
        Source {
            page: DOMAINS,
            says: "own domains are common; bnc.lt lives on; a changed sub-domain kills older links",
        },
        Source { page: MACROS, says: "the form ${(x)!}; event, id and time macros" },
        Source { page: MACROS_COPY, says: "money, transaction and user macros; <#if> for truth values" },
        Source { page: VENTES, says: "a partner's own {MACRO} names, mapped to Branch's fields" },
    ],
    contradictions: &[
        "Branch's macro page writes ${(x)!}; templates on its partner pages write {x} and are mapped for each partner.",
    ],
    gaps: &[
        "~click_id as a macro of postbacks",
        "which macros in braces Branch maps for which partner",
        "whether windows can be set in the link; they are set in the dashboard",
        "a host for test links",
    ],
    ..Platform::NONE
};
