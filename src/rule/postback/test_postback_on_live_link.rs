//! `test=1` in production.

use crate::link::{Param, Seen};
use crate::platform::{Environment, Fact, Role, is_called};
use crate::rule::values::literal;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "test-postback-on-live-link",
    severity: Severity::Warning,
    part: Part::Postback,
    roles: Roles::CARRIERS,
    states: States::Any,
    triggers: Seen::PLATFORM.or(Seen::ENVIRONMENT),
    yields_to: &["placeholder-left", "malformed-click-id", "environment-mismatch"],
    summary: "a mark of tests in a link for real traffic",
    explanation: "\
The link says that it is a test. In production that creates fake conversions, which are paid and billed, or it makes \
real ones that are thrown away as tests.

Take the mark out before the offer goes live. If this is a test on purpose, say so with --env sandbox.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}&test=1",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            marks: "test=1",
            says: "test",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=TEST",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            marks: "cnv_event_id=TEST",
            says: "test",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/com.appsflyer.adNetworkTest?pid=a_int&c=a&af_siteid=1&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "com.appsflyer.adNetworkTest",
            says: "test",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=TestDrive",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            why: "an event of a car dealer's",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&test=0",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            why: "it says that it is none",
        },
        Good {
            url: "https://shop.example.com/offer?clickid={gk_click_id}&test=1",
            given: ExampleHints::NOTHING,
            why: "nobody says that it is for production, and a shop may test its pages",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&test={debug}",
            given: ExampleHints { environment: Some(Environment::Production), ..ExampleHints::NOTHING },
            why: "a macro says whether it is one",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.environment == Some(Environment::Sandbox) || context.seen.has(Seen::SANDBOX_HOST) {
        return;
    }
    let production = context.environment == Some(Environment::Production);
    if let Some(span) = platforms_mark(context).or_else(|| any_mark(context, production)) {
        let severity = if production { Severity::Warning } else { Severity::Advice };
        findings.push(
            Finding::new(&RULE, span, format!("{} marks this link as a test.", quoted(context.link.of(span))))
                .severity(severity)
                .costs(if production {
                    "In production it creates fake conversions, or discards real ones."
                } else {
                    ""
                })
                .label("a test")
                .todo("Remove it before real traffic comes."),
        );
    }
}

/// What the platform's own pages call a test: a parameter with a value, or a piece of the path.
fn platforms_mark(context: &Context) -> Option<Span> {
    let link = context.link;
    let marks = context.sure_addressee()?.link.test_markers;
    if marks.is_empty() {
        return None;
    }
    let is_mark = |text: &str| marks.iter().any(|f: &Fact| f.is(text));
    let start = link.path.start as usize;
    let mut at = 0;
    for segment in link.path().split('/') {
        if !segment.is_empty() && is_mark(segment) {
            return Some(Span::new(start + at, start + at + segment.len()));
        }
        at += segment.len() + 1;
    }
    let param = link
        .params
        .iter()
        .find(|p| says_yes(link.value(p)) && literal(&link, p).is_some() && is_mark(&link.name(p)))?;
    Some(param.span())
}

/// `test=1` in a postback; a whole value `TEST`, only where production was told.
fn any_mark(context: &Context, production: bool) -> Option<Span> {
    let link = context.link;
    let named = |p: &Param| is_called(link.key(p), &["test", "testmode", "istest", "testpostback", "testconversion"]);
    let marked = |p: &&Param| {
        let value = link.value(p);
        let says = says_yes(value) && (production || context.role == Role::Postback) && named(p);
        (says || production && value == "TEST") && literal(&link, p).is_some()
    };
    link.params.iter().find(marked).map(Param::span)
}

fn says_yes(value: &str) -> bool {
    ["1", "true", "yes", "on"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
}
