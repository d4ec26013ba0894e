//! The offer names one tracking system, and its link leads to another.

use crate::link::Seen;
use crate::platform::{Platform, PlatformKind, Role};
use crate::rule::{
    Bad, Check, ExampleHints, ExampleOffer, Finding, Good, Member, OfferContext, OfferFindings, Part, Roles, Rule,
    States, quoted,
};
use crate::span::Severity;

const LINK: Role = Role::TrackingLink;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "platform-mismatch",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::of(&[LINK]),
    states: States::Any,
    triggers: Seen::DECLARED,
    yields_to: &["misspelled-host", "lookalike-host", "invalid-host", "placeholder-left"],
    summary: "the offer names another tracking system than the one its link leads to",
    explanation: "\
Each tracking system has its own parameter for the click id and its own macros for the postback. If the offer says \
AppsFlyer and the link leads to TUNE, the postback is made for a system that never saw the click.

Correct whichever is wrong: the tracking system named in the offer, or the link.",
    bad: &[Bad {
        url: "https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}",
        given: ExampleHints::within(LINK, &ExampleOffer::offer("tracking_system: appsflyer")),
        marks: "acme.go2cloud.org",
        says: "TUNE",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://acme.onelink.me/AbCd?pid=x_int&c=y&clickid={gk_click_id}",
            given: ExampleHints::within(LINK, &ExampleOffer::offer("tracking_system: appsflyer")),
            why: "OneLink is AppsFlyer's",
        },
        Good {
            url: "https://clicks.acme.com/go?clickid={gk_click_id}",
            given: ExampleHints::within(LINK, &ExampleOffer::offer("tracking_system: appsflyer")),
            why: "a host of the advertiser's own may lead to any system",
        },
        Good {
            url: "https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}",
            given: ExampleHints::within(
                LINK,
                &ExampleOffer {
                    links: &[(
                        "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid={gk_click_id}",
                        ExampleHints::role(LINK),
                    )],
                    offer: "tracking_system: appsflyer",
                },
            ),
            why: "the offer has a link to the system that it names, and another one for the web",
        },
        Good {
            url: "https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}",
            given: ExampleHints::within(LINK, &ExampleOffer::offer("tracking_system: our own")),
            why: "nobody knows a system of that name",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let Some((Some(said), field)) = &offer.offer.platform else { return };
    let hosts = || offer.of_role(LINK).filter_map(|m| host_of(m).map(|p| (m, p)));
    if hosts().any(|(member, platform)| is_same(platform, said) || leads_on(member, said, offer)) {
        return;
    }
    let mut others = hosts().filter(|(member, platform)| {
        member.context.network.is_none_or(|n| n.id != platform.id) && is_system(platform) && is_system(said)
    });
    let Some((member, platform)) = others.next() else { return };
    let host = quoted(member.context.link.host());
    let mut finding = Finding::new(
        &RULE,
        member.context.link.host,
        format!("{host} belongs to {}, but the offer says its tracking system is {}.", platform.name, said.name),
    )
    .costs("Parameters and macros of the one mean nothing to the other, so the click id does not come back.")
    .label(format!("{}'s host", platform.name))
    .todo(format!("Name {} in the offer, or write the link of {}.", platform.name, said.name))
    .beside(field, format!("the offer says {}", said.name));
    if let Some((other, _)) = others.next() {
        finding = finding.elsewhere(other.spot(), other.context.link.host, "here too");
    }
    findings.link(member, finding);
}

/// The platform whose click host it is, for certain.
fn host_of(member: &Member) -> Option<&'static Platform> {
    let hit = member.context.host?;
    (hit.sure && (hit.used_for.link || hit.used_for.impression)).then_some(hit.platform)
}

/// Two entries of the table may be one company's: `tune` and `tune-mat`.
fn is_same(one: &Platform, other: &Platform) -> bool {
    let brand = |p: &Platform| p.id.split('-').next().unwrap_or_default().to_owned();
    brand(one) == brand(other)
}

/// A system that keeps click ids: not a link that merely opens an app, nor an advertisement's own id.
fn is_system(platform: &Platform) -> bool {
    !matches!(
        platform.kind,
        PlatformKind::AutoClickId | PlatformKind::OsPostback | PlatformKind::DeepLink | PlatformKind::TrafficSource
    )
}

/// A link within the link leads on to the system that was named.
fn leads_on(member: &Member, said: &Platform, offer: &OfferContext) -> bool {
    let link = member.context.link;
    link.params.iter().any(|p| {
        let value = crate::link::decoded(link.value(p)).into_owned();
        let host = value.split_once("://").map(|(_, rest)| rest.split(['/', '?', '&', ':']).next().unwrap_or_default());
        host.and_then(|h| offer.catalogue.by_host(h)).is_some_and(|hit| is_same(hit.platform, said))
    })
}
