//! `http://` where https belongs.

use crate::link::Seen;
use crate::platform::{Fact, Role, State};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel, candidates,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "insecure-scheme",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::HTTP,
    yields_to: &[],
    summary: "http:// instead of https://",
    explanation: "\
Over http anyone on the way can read and change the click id. Some systems, GoKart and AppsFlyer among them, only \
accept https: there every click or conversion sent over http is lost. Others answer with a redirect, in which some \
senders drop the parameters.

Write https://. Where it is not known that the host answers over https, try it once in a browser.",
    bad: &[
        Bad {
            url: "http://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "http",
            says: "GoKart only accepts https",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "http://track.example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "http",
            says: "not encrypted",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&referrer=http%3A%2F%2Fexample.org",
            given: ExampleHints::NOTHING,
            why: "the http is in a link in a parameter, which is judged by itself",
        },
        Good {
            url: "http://{domain}/in?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "who fills in the host decides on the scheme",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    // What brings the host may bring the scheme, too.
    if link.macros_in(link.host).next().is_some() {
        return;
    }
    let edit = Edit::replace(link.scheme, "https");
    let finding = Finding::new(&RULE, link.scheme, "").label("should be https");
    findings.push(match https_only(context) {
        Some((name, fact)) => {
            Finding { what: format!("The link uses http, but {name} only accepts https."), ..finding }
                .severity(if fact.sure { Severity::Error } else { Severity::Warning })
                .costs("Clicks and conversions sent over http are not counted.")
                .todo("Write https:// instead of http://.")
                .fix(Fix::safe("Write https://", vec![edit]))
        }
        None => Finding { what: "The link uses http, so what it carries is not encrypted.".to_owned(), ..finding }
            .severity(if is_known(context) { Severity::Warning } else { Severity::Advice })
            .costs(if context.slot.travel == Travel::Present || candidates(context).next().is_some() {
                "Anyone on the way can read or change the click id, and some systems reject http links."
            } else {
                "Anyone on the way can read or change it, and some systems reject http links."
            })
            .todo("Use https:// if the host supports it.")
            .fix(Fix::probable("Write https://", vec![edit])),
    });
}

/// The link is known to carry a click or a conversion: by its platform, its network or its role.
fn is_known(context: &Context) -> bool {
    let known_host = context.host.is_some_and(|h| h.sure) && !context.is_host_alone();
    let filled = context.state == State::Template && context.link.seen.has(Seen::MACRO);
    context.role != Role::LandingPage
        && (known_host || filled || context.network.is_some() || Roles::CARRIERS.has(context.role))
}

/// The platform at this host and the source that says it takes https only.
fn https_only(context: &Context) -> Option<(&'static str, Fact)> {
    let proven = context.role_sure || !context.is_host_alone();
    let platform = context.host.filter(|h| h.sure && proven)?.platform;
    let fact = match context.role {
        Role::Postback | Role::PartnerPostback => platform.receives.https_only,
        Role::Unknown => platform.link.https_only.or(platform.receives.https_only),
        _ => platform.link.https_only,
    };
    fact.map(|f| (platform.name, f))
}
