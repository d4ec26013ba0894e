//! Adjust: keeps no click id of its own kind; the network's id rides in a percent-encoded callback on the link.

use crate::link::Dialect;
use crate::platform::{
    Dialects, Endpoint, EndpointRole, Example, FiringFace, LinkFace, Platform, PlatformKind, Role, ServerSide, Shape,
    Source, fact,
};

const NETWORKS: &str = "https://docs.adjust.com/en/network-integration/";
const CALLBACKS: &str = "https://help.adjust.com/en/article/callback-structure-partner";
const ENCODING_PARTNER: &str = "https://help.adjust.com/en/article/encoding-callbacks-partner";
const ENCODING: &str = "https://help.adjust.com/en/article/encoding";
const ENCODING_TOOL: &str = "https://help.adjust.com/en/article/adjust-tracker-encoding-tool-partner";
const INSTALL_CALLBACKS: &str = "https://help.adjust.com/en/article/install-callbacks-partner";
const EVENT_CALLBACKS: &str = "https://help.adjust.com/en/article/event-callbacks";
const DYNAMIC: &str = "https://help.adjust.com/en/article/dynamic-callback-parameters";
const PLACEHOLDERS: &str = "https://help.adjust.com/pt/partner/placeholders";
const LINK: &str = "https://help.adjust.com/en/article/link-parameters";
const STRUCTURE: &str = "https://help.adjust.com/en/tracking/attribution/tracker-urls/advanced-tracker-setup";
const S2S: &str = "https://help.adjust.com/en/article/record-s2s-with-advertising-ids";
const CAMPAIGN_API: &str = "github:adjust/dev-docs src/content/docs/en/api/campaign-api.mdx";
const DEEP_LINK_API: &str = "github:adjust/dev-docs@4062f96dfa00 src/content/docs/en/api/deep-link-generator-api.mdx";
const SPEND_API: &str = "github:adjust/dev-docs@4062f96dfa00 src/content/docs/en/api/ad-spend-api.mdx";
const WEB_SDK: &str = "github:adjust/dev-docs@4062f96dfa00 src/content/docs/en/sdk/web/features/attribution.mdx";
const IOS_SDK: &str = "github:adjust/dev-docs@4062f96dfa00 src/content/docs/en/sdk/ios/v5/features/deep-links";
const MOLOCO: &str =
    "https://help.moloco.com/hc/en-us/articles/8204616932503-How-Moloco-validates-Adjust-tracking-links";
const MINTEGRAL: &str = "https://helpcenter.mintegral.com/en/docs/tracking";
const AFFISE: &str = "https://help-center.affise.com/en/articles/6642885-affise-adjust";
const SWAARM: &str = "https://docs.swaarm.com/en/articles/4757769-adjust-integration-with-swaarm";
const BANNER: &str = "github:tabeeapp/tb-w2a-banner generators/adjust.js";
const GENERATOR: &str = "public code, file 58654130789 (RTB House's link generator)";
const GENERATOR_GUIDE: &str = "public code, file 25390326103 (a guide that quotes Adjust's link generator)";
const KOREAN_TEMPLATE: &str = "public code, file 36886007575 (a Korean ad network's templates)";
const EVENTS: &str =
    "public code, files 11907400905, 41784476849, 53816780163 and 56852643687 (senders of events to Adjust)";

/// Adjust.
pub const PLATFORM: Platform = Platform {
    id: "adjust",
    name: "Adjust",
    kind: PlatformKind::Mmp,
    aliases: &["adjust-com", "adeven", "adjust-io"],
    link: LinkFace {
        hosts: &[
            fact("app.adjust.com", NETWORKS),
            fact("app.adjust.io", MOLOCO),
            fact("app.adjust.world", MOLOCO),
            // Inferred from its impression host.
            fact("app.adjust.net.in", MOLOCO).unsure(),
            fact("s2s.adjust.com", S2S).note("clicks sent by a server; needs s2s=1 and an advertising id"),
            fact("s2s.app.adjust.com", CAMPAIGN_API).note("clicks sent by a server"),
            fact("*.go.link", DEEP_LINK_API).note("branded links: the token is in adj_t, parameters begin with adj_"),
            fact("*.adj.st", BANNER).note("universal links: the token is in adj_t, parameters begin with adj_"),
        ],
        impression_hosts: &[
            fact("view.adjust.com", NETWORKS),
            fact("view.adjust.io", MOLOCO),
            fact("view.adjust.world", MOLOCO),
            fact("view.adjust.net.in", MOLOCO),
            fact("s2s.adjust.com", S2S).note("with a path that begins with /impression/"),
        ],
        paths: &[
            fact("/{token}", NETWORKS).note("at least six lower-case letters and digits; two tokens are joined with _"),
        ],
        shapes: &[Shape { path: "", params: &["adj_t"] }, Shape { path: "", params: &["adjust_t"] }],
        click_id: &[
            fact("install_callback", CALLBACKS)
                .note("the network's postback, percent-encoded, with the network's click id macro left raw inside"),
            fact("event_callback_*", CALLBACKS).note("the same for one event; the name ends in the event's token"),
            fact("adj_install_callback", CALLBACKS).note("the name on *.go.link and *.adj.st"),
            fact("adj_event_callback_*", CALLBACKS).note("the name on *.go.link and *.adj.st"),
            fact("*", DYNAMIC).note("any name the advertiser has set up comes back as {dcp_name}, in the advertiser's own callbacks only"),
        ],
        also_accepts: &[
            fact("label", LINK).note("a free value; comes back as {label}"),
            fact("clickid", MINTEGRAL).note("only where the partner's module reads it, as Mintegral's does; Affise leaves it off").unsure(),
            fact("molo_click_id", MOLOCO).note("Moloco's module only"),
            fact("rtbhouse_click_id", GENERATOR).note("RTB House's module only"),
            fact("adcolony_click_id", CAMPAIGN_API).note("AdColony's module only"),
        ],
        not_click_id: &[fact("click_id", AFFISE)
            .note("Adjust reads no click_id unless the partner's module or the advertiser has set it up; the id belongs inside the callback")
            .unsure()],
        documented: &[
            fact("campaign", STRUCTURE).note("reports show unknown when absent"),
            fact("adgroup", STRUCTURE).note("as campaign"),
            fact("creative", STRUCTURE).note("as campaign"),
            fact("s2s", S2S).note("1; on s2s.adjust.com a click or view without it is rejected"),
            fact("idfa", S2S),
            fact("idfv", S2S),
            fact("gps_adid", S2S),
            fact("fire_adid", S2S),
            fact("oaid", S2S),
            fact("android_id", S2S),
            fact("adid", S2S).note("Adjust's own device id"),
            fact("android_id_upper_sha1", CAMPAIGN_API),
            fact("ip_address", MINTEGRAL),
            fact("user_agent", MINTEGRAL),
            fact("os_name", GENERATOR),
            fact("cost_type", SPEND_API).note("lower case"),
            fact("cost_amount", SPEND_API).note("lower case"),
            fact("cost_currency", SPEND_API).note("lower case"),
            fact("cost_id", SPEND_API).note("12 to 256 characters"),
            fact("tracker_limit", SWAARM).note("raises the number of sub-trackers"),
            fact("deeplink_js", WEB_SDK).note("1"),
            fact("adj_t", BANNER).note("the token, on branded and universal links"),
            fact("adjust_t", BANNER).note("the older name of adj_t"),
            fact("adj_campaign", BANNER),
            fact("adj_adgroup", BANNER),
            fact("adj_creative", BANNER),
            fact("adj_label", BANNER),
        ],
        nested: &[
            fact("install_callback", CALLBACKS),
            fact("event_callback_*", CALLBACKS),
            fact("session_callback", CALLBACKS),
            fact("reattribution_callback", CALLBACKS),
            fact("conversion_callback", CALLBACKS).note("installs and reattributions"),
            fact("click_callback", CALLBACKS),
            fact("impression_callback", CALLBACKS),
            fact("rejected_install", CALLBACKS).note("without the ending _callback"),
            fact("rejected_reattribution", CALLBACKS).note("without the ending _callback"),
            fact("adj_*_callback", CALLBACKS).note("branded and universal links need the prefix on every callback"),
            fact("adj_event_callback_*", CALLBACKS),
            fact("deep_link", LINK).note("goes before every other redirect"),
            fact("deeplink", WEB_SDK).note("the web SDK page's spelling"),
            fact("redirect", LINK).note("gives way to deep_link only"),
            fact("redirect_ios", BANNER),
            fact("redirect_android", BANNER),
            fact("redirect_macos", DEEP_LINK_API),
            fact("fallback", DEEP_LINK_API),
            fact("adj_deep_link", BANNER),
            fact("adj_redirect", BANNER),
            fact("adj_redirect_ios", BANNER),
            fact("adj_redirect_android", BANNER),
            fact("adj_fallback", BANNER),
        ],
        endpoints: &[
            Endpoint {
                path: "/impression/{token}",
                role: EndpointRole::Impression,
                source: NETWORKS,
                ..Endpoint::CLICK
            },
            Endpoint {
                host: "s2s.adjust.com",
                path: "/event",
                role: EndpointRole::Event,
                no_click_id: Some(fact("/event", EVENTS).note("an event of a device, reported by the advertiser's server")),
                documented: &[
                    fact("app_token", EVENTS),
                    fact("event_token", EVENTS),
                    fact("environment", EVENTS).note("production or sandbox"),
                    fact("created_at_unix", EVENTS),
                    fact("web_uuid", EVENTS),
                ],
                ..Endpoint::CLICK
            },
            Endpoint {
                host: "s2s.adjust.com",
                path: "/session",
                role: EndpointRole::Session,
                no_click_id: Some(fact("/session", EVENTS).note("a session of a device, reported by the advertiser's server")),
                ..Endpoint::CLICK
            },
        ],
        server_side: &[ServerSide {
            host: "s2s.adjust.com",
            param: fact("s2s", S2S).note("a click or view without it is rejected"),
            value: "1",
            except: &["/event", "/session"],
        }],
        test_markers: &[
            fact("cbtest", GENERATOR_GUIDE).note("the token Adjust's generator writes when no client token is given")
        ],
        template: "https://app.adjust.com/{token}?campaign={offer}&adgroup={publisher_id}&creative={creative}&install_callback=https%3A%2F%2F{network_host}%2Fpostback%3Fclick_id%3D{click_id}",
        ..LinkFace::NONE
    },
    fires: FiringFace {
        dialects: Dialects::both(&[Dialect::Brace]),
        returned_click_id: &[
            fact("label", PLACEHOLDERS).note("what label was on the link; a callback on the link needs no macro, the id is in it already"),
            fact("dcp_*", DYNAMIC).note("what the link's parameter of that name held; both sides must have set it up"),
        ],
        event: &[
            fact("event", EVENT_CALLBACKS).note("the event's token"),
            fact("event_name", EVENT_CALLBACKS),
            fact("activity_kind", EVENT_CALLBACKS),
        ],
        revenue: &[
            fact("revenue", KOREAN_TEMPLATE).unsure(),
            fact("revenue_float", KOREAN_TEMPLATE).unsure(),
            fact("reporting_revenue", EVENT_CALLBACKS).unsure(),
            fact("revenue_usd", EVENT_CALLBACKS).unsure(),
        ],
        currency: &[fact("currency", KOREAN_TEMPLATE).unsure()],
        time: &[
            fact("created_at", EVENT_CALLBACKS),
            fact("installed_at", INSTALL_CALLBACKS),
            fact("installed_at_hour", INSTALL_CALLBACKS),
            fact("conversion_duration", INSTALL_CALLBACKS),
            fact("click_time", KOREAN_TEMPLATE).unsure(),
        ],
        other: &[
            fact("app_id", EVENT_CALLBACKS),
            fact("app_name", EVENT_CALLBACKS),
            fact("app_version", EVENT_CALLBACKS),
            fact("tracker", EVENT_CALLBACKS),
            fact("tracker_name", EVENT_CALLBACKS),
            fact("network_name", KOREAN_TEMPLATE).unsure(),
            fact("campaign_name", EVENT_CALLBACKS),
            fact("adid", EVENT_CALLBACKS).note("Adjust's own device id"),
            fact("idfa", EVENT_CALLBACKS),
            fact("idfv", EVENT_CALLBACKS),
            fact("gps_adid", EVENT_CALLBACKS),
            fact("android_id", EVENT_CALLBACKS),
            fact("ip_address", EVENT_CALLBACKS),
            fact("country", EVENT_CALLBACKS),
            fact("region", EVENT_CALLBACKS),
            fact("city", EVENT_CALLBACKS),
            fact("os_name", EVENT_CALLBACKS),
            fact("os_version", EVENT_CALLBACKS),
            fact("sdk_version", EVENT_CALLBACKS),
            fact("device_name", EVENT_CALLBACKS),
            fact("rejection_reason", SWAARM),
            fact("partner_parameters", CALLBACKS),
            fact("attribution_ttl", PLACEHOLDERS),
            fact("click_attribution_window", PLACEHOLDERS),
            fact("impression_attribution_window", PLACEHOLDERS),
        ],
        security: "No signature of callbacks to partners is documented.",
        ..FiringFace::NONE
    },
    examples: &[
        Example {
            role: Role::TrackingLink,
            url: "https://app.adjust.com/abc1234?campaign=new-campaign&adgroup={sub_id}&creative={crt_id}&idfa={network_idfa_macro}&gps_adid={network_gaid_macro}&install_callback=http%3A%2F%2Fmynetworkserver.com%2Fcallback%3Fcountry%3D%7Bcountry%7D%26click_id%3D{click_id}&event_callback_r8oaj2=http%3A%2F%2Fmynetworkserver.com%2Fcallback%3Fcountry%3D%7Bcountry%7D%26click_id%3D{click_id}%26event%3Dregister%26partner_parameter%3D%7Bpartner_parameters%7D",
            source: CALLBACKS,
            note: "the pattern: the network's macro raw, Adjust's placeholders encoded",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://s2s.adjust.com/abc123?campaign={campaign_id}&adgroup={publisher_id}&creative={creative_id}&idfa=[your_idfa_macro]&s2s=1",
            source: S2S,
            note: "a click sent by a server; no click id travels in it",
        },
        Example {
            role: Role::TrackingLink,
            url: "https://example.go.link/summer-clothes?promo=beach&adj_t=abc123",
            source: IOS_SDK,
            note: "as it is called: a branded link",
        },
        Example {
            role: Role::Postback,
            url: "https://mynetworkserver.com/mobile_attribution?gps_adid={gps_adid}&idfa={idfa}&adid={adid}&activity_kind={activity_kind}&installed_at={installed_at}",
            source: ENCODING_TOOL,
            note: "no click id in it",
        },
    ],
    sources: &[
        Source { page: NETWORKS, says: "hosts for clicks and views; the form of the token" },
        Source { page: MOLOCO, says: "further hosts; molo_click_id; campaign, adgroup, creative, cost parameters" },
        Source { page: S2S, says: "s2s=1 and an advertising id, or the click is rejected; names of device ids" },
        Source { page: CALLBACKS, says: "callback parameters, the adj_ prefix, an encoded example" },
        Source {
            page: ENCODING_PARTNER,
            says: "encode the callback, never the network's own macros; a raw nested URL makes the server fail",
        },
        Source { page: ENCODING, says: "placeholders in braces need no encoding; bad encoding breaks redirects too" },
        Source { page: EVENT_CALLBACKS, says: "placeholders of events; one without data is dropped" },
        Source { page: DYNAMIC, says: "a custom link parameter comes back as dcp_name when both sides set it up" },
        Source { page: PLACEHOLDERS, says: "placeholders for partners, label among them; the set depends on the integration" },
        Source { page: LINK, says: "label, deep_link, redirect and their order" },
        Source { page: AFFISE, says: "no click id on the link, the callback holds it; one token per goal" },
        Source { page: EVENTS, says: "/event with app_token, event_token, s2s=1 and environment" },
        Source { page: BANNER, says: "adj_ parameters of universal links" },
    ],
    contradictions: &[
        "The partner page encodes Adjust's placeholders and leaves the network's macros raw; the marketer page encodes neither. Both work; only an encoded network macro stays empty.",
        "Affise leaves the click id off the link; Moloco, RTB House, AdColony and Mintegral have parameters of their own for it.",
    ],
    gaps: &[
        "the placeholders of revenue, currency and click time for partners",
        "whether parameter names are case-sensitive",
        "how callbacks are secured",
        "click links on regional domains",
        "attribution windows are set on the tracker, not in the link",
    ],
    ..Platform::NONE
};
