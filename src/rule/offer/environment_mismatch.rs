//! A test host in production, or the other way round.

use crate::link::Seen;
use crate::platform::Environment;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, States, quoted};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "environment-mismatch",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::SANDBOX_HOST.or(Seen::ENVIRONMENT),
    yields_to: &["non-public-host", "placeholder-left"],
    summary: "a test host in production, or a production host in a test",
    explanation: "\
Test systems and real ones do not share their clicks. If the tracking link points to one and the postback to the other, \
no click id is ever found again. A test host that goes live loses every conversion.

Use hosts of the same environment on both sides. The configuration can name hosts for production and sandbox.",
    bad: &[Bad {
        url: "https://api.sandbox.getgokart.ai/postback?gk_click_id={click_id}",
        given: Given { environment: Some(Environment::Production), ..Given::NOTHING },
        marks: "api.sandbox.getgokart.ai",
        says: "test host",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://black-api.dev/postback?click_id={click_id}",
            given: Given { environment: Some(Environment::Production), ..Given::NOTHING },
            why: "dev is the ending of a registered name here",
        },
        Good {
            url: "https://demo.example.com/offer?clickid={gk_click_id}",
            given: Given { environment: Some(Environment::Production), ..Given::NOTHING },
            why: "demo is a name like any other",
        },
        Good {
            url: "https://api.sandbox.getgokart.ai/postback?gk_click_id={click_id}",
            given: Given { environment: Some(Environment::Sandbox), ..Given::NOTHING },
            why: "it is said to be a test",
        },
    ],
    check: Check::Link(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = quoted(link.host());
    let finding = match context.environment {
        Some(Environment::Production) if context.is_test_host() => {
            Finding::new(&RULE, link.host, format!("{host} is a test host, but this link is for production."))
                .costs("Real clicks and conversions sent there are not counted.")
                .label("test host")
                .todo("Write the production host.")
        }
        Some(Environment::Sandbox) if context.is_production_host() => {
            Finding::new(&RULE, link.host, format!("{host} is a production host, but this link is for tests."))
                .costs("Tests sent there make false conversions, and their clicks are not found in the test system.")
                .label("production host")
                .todo("Write the test host.")
        }
        None if context.is_test_host() => Finding::new(&RULE, link.host, format!("{host} looks like a test host."))
            .severity(Severity::Advice)
            .label("test host")
            .todo("Write the production host before the offer goes live, or say --env sandbox."),
        _ => return,
    };
    findings.push(finding);
}
