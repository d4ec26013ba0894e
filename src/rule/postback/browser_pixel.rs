//! A conversion that the user's browser reports.

use crate::link::{Seen, Tag};
use crate::platform::{Role, fits_host};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "browser-pixel",
    severity: Severity::Warning,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Any,
    triggers: Seen::TAG.or(Seen::NAMES),
    yields_to: &["wrong-endpoint"],
    summary: "the conversion is reported by the user's browser, not by a server",
    explanation: "\
An <img>, <iframe> or <script> on the page after the sale reports the conversion from the user's browser, and so \
does a tag manager. Ad blockers, privacy settings and pages that are closed early stop it, and a reload reports it \
again.

Let the server that records the sale call the postback URL itself. The URL may stay as it is.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints { tag: Some(Tag::Image), ..ExampleHints::NOTHING },
            marks: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            says: "browser",
            fixed: None,
        },
        Bad {
            url: "https://www.googletagmanager.com/gtm.js?id=GTM-ABC123",
            given: ExampleHints::role(Role::Postback),
            marks: "www.googletagmanager.com",
            says: "tag manager",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            why: "nothing says that a browser calls it",
        },
        Good {
            url: "https://impression.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={gk_click_id}",
            given: ExampleHints { tag: Some(Tag::Image), ..ExampleHints::NOTHING },
            why: "an image is how views are counted",
        },
        Good {
            url: "https://cdn.example.com/app.js",
            given: ExampleHints { tag: Some(Tag::Script), ..ExampleHints::NOTHING },
            why: "no postback",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

const TAG_MANAGERS: [&str; 2] = ["googletagmanager.com", "*.googletagmanager.com"];

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    let (span, what, label) = match context.tag {
        Some(tag) if context.role_sure => (
            crate::span::Span::new(0, link.text.len()),
            format!("This postback is called by the browser, in an {}.", quoted(tag.name())),
            "called by the browser",
        ),
        _ if context.role_given && TAG_MANAGERS.iter().any(|h| fits_host(h, host)) => (
            link.host,
            format!("{} is a tag manager, which runs in the user's browser.", quoted(host)),
            "a tag manager",
        ),
        _ => return,
    };
    findings.push(
        Finding::new(&RULE, span, what)
            .costs("Ad blockers and closed pages lose conversions, reloads report them twice.")
            .label(label)
            .todo("Let the server that records the sale call the postback URL."),
    );
}
