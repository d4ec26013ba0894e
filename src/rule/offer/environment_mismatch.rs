//! A test host in production, or the other way round.

use crate::link::Seen;
use crate::platform::{Environment, Role, State, registrable_domain};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, Member, OfferContext, OfferFindings,
    Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "environment-mismatch",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::SANDBOX_HOST.or(Seen::ENVIRONMENT).or(Seen::PAIR),
    yields_to: &["non-public-host", "placeholder-left"],
    summary: "a test host in production, or a production host in a test",
    explanation: "\
Test systems and real ones do not share their clicks. If the tracking link points to one and the postback to the other, \
no click id is ever found again. A test host that goes live loses every conversion.

Use hosts of the same environment on both sides. The configuration can name hosts for production and sandbox. If the \
link is for tests on purpose, say so with --env sandbox.",
    bad: &[Bad {
        url: "https://api.sandbox.getgokart.ai/postback?gk_click_id={click_id}",
        given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
        marks: "api.sandbox.getgokart.ai",
        says: "test host",
        fixed: None,
    }, Bad {
        url: "https://staging.acme.com/in?clickid={clickid}",
        given: ExampleHints::within(
            Role::Postback,
            &ExampleOffer::links(&[("https://track.acme.com/offer?clickid={clickid}", ExampleHints::role(Role::TrackingLink))]),
        ),
        marks: "staging.acme.com",
        says: "`track.acme.com` is not",
        fixed: None,
    }, Bad {
        url: "https://uat.acme.com/in?clickid={clickid}",
        given: ExampleHints::within(Role::Postback, &ExampleOffer::offer("environment: production")),
        marks: "uat.acme.com",
        says: "is for production",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://staging.acme.com/in?clickid={clickid}",
            given: ExampleHints::within(
                Role::Postback,
                &ExampleOffer {
                    links: &[("https://staging.acme.com/offer?clickid={clickid}", ExampleHints::role(Role::TrackingLink))],
                    offer: "environment: sandbox",
                },
            ),
            why: "both are for tests, and the offer says so",
        },
        Good {
            url: "https://staging.acme.com/in?clickid={clickid}",
            given: ExampleHints::within(
                Role::Postback,
                &ExampleOffer {
                    links: &[("https://track.partner.com/offer?clickid={clickid}", ExampleHints::role(Role::TrackingLink))],
                    offer: "environment: sandbox",
                },
            ),
            why: "a test may well use somebody's only host",
        },
        Good {
            url: "https://black-api.dev/postback?click_id={click_id}",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            why: "dev is the ending of a registered name here",
        },
        Good {
            url: "https://demo.example.com/offer?clickid={gk_click_id}",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            why: "demo is a name like any other",
        },
        Good {
            url: "https://api.sandbox.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints { environment: Some(Environment::Sandbox), ..ExampleHints::NOTHING },
            why: "it is said to be a test",
        },
    ],
    check: Check::Both(&[(Stage::Meaning, check)], across),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = quoted(link.host());
    let finding = match context.environment {
        Some(Environment::Production) if context.is_test_host() => {
            Finding::new(&RULE, link.host, format!("{host} is a test host, but this link is for production."))
                .costs("Real clicks and conversions sent there are not counted.")
                .severity(if context.is_surely_test_host() { Severity::Error } else { Severity::Warning })
                .label("test host")
                .todo("Write the production host.")
        }
        Some(Environment::Sandbox) if context.is_production_host() => {
            Finding::new(&RULE, link.host, format!("{host} is a production host, but this link is for tests."))
                .costs("Tests sent there create fake conversions, and their clicks are not found in the test system.")
                .label("production host")
                .todo("Write the test host.")
        }
        // A page on such a host is nobody's test.
        None if !context.is_surely_test_host() && context.role == Role::Unknown && context.state == State::Live => {
            return;
        }
        None if context.is_test_host() => Finding::new(&RULE, link.host, {
            format!("{host} looks like a test host, which does not count real traffic.")
        })
        .severity(Severity::Advice)
        .label("test host")
        .todo("Write the production host before the offer goes live."),
        _ => return,
    };
    findings.push(finding);
}

/// A test host on one side of the click id's way, a real one on the other; and what the offer itself says.
fn across(offer: &OfferContext, findings: &mut OfferFindings) {
    if let Some((said, field)) = &offer.offer.environment {
        for member in &offer.links {
            let mut own = Findings::default();
            if member.context.environment == Some(*said) && member.context.role != Role::Fragment {
                check(&member.context, &mut own);
            }
            for finding in own.take() {
                findings.link(member, finding.beside(field, "the offer says so"));
            }
        }
        return;
    }
    let sides = [(Role::TrackingLink, Role::Postback), (Role::PartnerLink, Role::PartnerPostback)];
    for (there, back) in sides {
        let all = || offer.of_role(there).chain(offer.of_role(back)).filter(|m| m.context.environment.is_none());
        let (tests, real): (Vec<&Member>, Vec<&Member>) =
            all().filter(|m| !m.context.link.host.is_empty()).partition(|m| m.context.is_test_host());
        // One of several links for tests beside the real ones is meant so.
        let one_sided = |role| !tests.iter().any(|m| m.context.role == role);
        for test in &tests {
            let other = real.iter().find(|m| m.context.role != test.context.role);
            if let Some(other) = other.filter(|m| one_sided(m.context.role)) {
                findings.link(test, between(test, other));
            }
        }
    }
}

fn between(test: &Member, real: &Member) -> Finding {
    let (host, other) = (test.context.link.host(), real.context.link.host());
    // Another company's only host may well take its part in a test.
    let related = real.context.is_production_host() || registrable_domain(host) == registrable_domain(other);
    let sure = related && test.context.is_surely_test_host();
    let what = |role| if matches!(role, Role::Postback | Role::PartnerPostback) { "postback" } else { "link" };
    Finding::new(
        &RULE,
        test.context.link.host,
        format!("{} is a test host, but {} is not.", quoted(host), quoted(other)),
    )
    .severity(if sure { Severity::Error } else { Severity::Warning })
    .costs("Test and production systems do not share clicks, so the click id will not be found.")
    .label("test host")
    .todo(format!(
        "Use hosts of the same environment in the {} and the {}.",
        what(test.context.role),
        what(real.context.role)
    ))
    .elsewhere(real.spot(), real.context.link.host, "not a test host")
}
