//! `app.appsflyer.com/id1?…`: no `https://`.

use crate::link::{Seen, Shape};
use crate::platform::{State, has_public_suffix};
use crate::rule::blanks::is_invisible;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, is_placeholder,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-scheme",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::NO_SCHEME,
    yields_to: &["placeholder-left"],
    summary: "the link does not begin with https://",
    explanation: "\
A link needs https:// in front of its host. Without it a browser, an app or a server takes the whole text for a \
file name or a search, and the user never arrives: no click, no conversion.

Put https:// in front. Links that open an app (myapp://, intent://, market://) have a scheme of their own and are \
right as they are.",
    bad: &[
        Bad {
            url: "app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "app.appsflyer.com",
            says: "does not begin with https://",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
        },
        Bad {
            url: "//api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "//",
            says: "does not begin with https://",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
    ],
    good: &[
        Good {
            url: "{trackingDomain}/click?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the macro brings the scheme along",
        },
        Good {
            url: "myapp://open?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a scheme of an app's own",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if context.markup || link.shape != Shape::Url {
        return;
    }
    let host = link.host();
    let slashes = link.scheme_end;
    let span = if slashes.is_empty() { link.host } else { slashes };
    let dotted = host.trim_end_matches('.').rsplit_once('.').is_some_and(|(_, last)| last.len() >= 2);
    let name = dotted || host == "localhost" || host.parse::<std::net::Ipv4Addr>().is_ok();
    if !name {
        if is_broken_scheme(link.text) {
            return;
        }
        findings.push(
            Finding::new(
                &RULE,
                Span::new(0, link.text.len()),
                "This is not a link: it has neither https:// nor a host.",
            )
            .costs("Nobody can open it, and no system can call it.")
            .label("no link")
            .todo("Give the whole link, from https:// on."),
        );
        return;
    }
    let edit = Edit::replace(Span { start: slashes.start, end: slashes.end }, "https://");
    findings.push(
        Finding::new(&RULE, span, format!("The link to `{host}` does not begin with https://."))
            .costs(match context.state {
                State::Template => "Nobody who gets this link can open it, so no click is counted.",
                State::Live => "It cannot be opened as it is.",
            })
            .label("https:// is missing here")
            .todo("Put https:// in front of the host.")
            // What stands in place of the host has to be replaced first.
            .fix(if is_surely_a_host(context) && !is_placeholder(host) {
                Fix::safe("Put https:// in front", vec![edit])
            } else {
                Fix::probable("Put https:// in front", vec![edit])
            }),
    );
}

/// A file, a module or a sentence may have a dotted first word too: the host has to be a platform's, or end in a
/// public suffix with parameters behind it.
fn is_surely_a_host(context: &Context) -> bool {
    let link = context.link;
    let parameters = link.params.iter().any(|p| p.has_equals) || link.path().contains('=');
    context.host.is_some()
        || !link.scheme_end.is_empty()
        || parameters && (has_public_suffix(link.host()) || link.host().parse::<std::net::Ipv4Addr>().is_ok())
}

/// `htt ps://`: only blanks or characters that cannot be seen keep this from being a link, and the rules about those
/// fix it.
fn is_broken_scheme(text: &str) -> bool {
    let stray = |c: char| c.is_whitespace() || is_invisible(c);
    let Some((scheme, _)) = text.split_once("://") else { return false };
    let scheme: Vec<char> = scheme.chars().filter(|c| !stray(*c)).collect();
    !scheme.is_empty() && scheme.len() < text.find("://").unwrap_or(0) && scheme.iter().all(char::is_ascii_alphabetic)
}
