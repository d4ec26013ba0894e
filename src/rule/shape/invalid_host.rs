//! A host that cannot exist.

use crate::link::{Chars, Seen};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "invalid-host",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::ODD_HOST,
    yields_to: &[
        "placeholder-left",
        "malformed-scheme",
        "missing-scheme",
        "stray-whitespace",
        "invisible-character",
        "stray-punctuation",
        "lookalike-host",
        "unbalanced-macro",
    ],
    summary: "the host cannot exist as it is written",
    explanation: "\
The host is the name of the server between https:// and the next slash. This one holds a character that no host has, \
or lacks a part: no server is found, so every click or conversion sent there is lost.

Write the host as the system shows it. Its parts are joined with dots.",
    bad: &[
        Bad {
            url: "https://app,appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "app,appsflyer.com",
            says: "comma",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://track..example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "track..example.com",
            says: "two dots",
            fixed: Some("https://track.example.com/offer?clickid={gk_click_id}"),
        },
        Bad {
            url: "https://track.example%com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "track.example%com",
            says: "cannot be",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://my_track.example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "an underscore is unusual in a host and works",
        },
        Good {
            url: "https://b\u{FC}cher.example/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "hosts may have letters of any language",
        },
        Good {
            url: "https://track.example.com./offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a dot at the end is legal",
        },
        Good {
            url: "https://%HOST%/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a macro brings the host",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    let custom = link.seen.has(Seen::CUSTOM_SCHEME.or(Seen::NO_SCHEME)) || link.scheme_end.is_empty();
    if custom || link.macros_in(link.host).next().is_some() || link.host_chars.has(Chars::BRACE.or(Chars::BLANK)) {
        return;
    }
    let trimmed = host.trim_end_matches('.');
    if trimmed.is_empty() {
        let at = link.scheme.join(link.scheme_end);
        findings.push(
            finding(at, "The link has no host: nothing stands behind https://.".to_owned()).todo("Write the host."),
        );
    } else if host.contains([',', ';']) && !host.contains(['@', '%']) {
        findings.push(fixed(context, "a comma where a dot belongs", trimmed.replace([',', ';'], ".")));
    } else if host.starts_with('.') || host.contains("..") {
        let parts: Vec<&str> = trimmed.split('.').filter(|l| !l.is_empty()).collect();
        let end = if host.ends_with('.') { "." } else { "" };
        let fault = if host.starts_with('.') { "a dot at its beginning" } else { "two dots in a row" };
        findings.push(fixed(context, fault, parts.join(".") + end));
    } else if trimmed.split('.').any(|label| label.len() > 63 && label.is_ascii()) || url::Host::parse(host).is_err() {
        findings.push(
            finding(link.host, format!("{} cannot be a host: no server has such a name.", quoted(host)))
                .todo("Write the host as the system shows it."),
        );
    }
}

fn finding(span: Span, what: String) -> Finding {
    Finding::new(&RULE, span, what)
        .costs("No server is found, so every click or conversion is lost.")
        .label("no such host")
}

fn fixed(context: &Context, fault: &str, host: String) -> Finding {
    let link = context.link;
    let title = format!("Write {}", quoted(&host));
    // Only one repair is right where it gives a known host, or where nothing but a dot is doubled.
    let sure = context.catalogue.by_host(&host).is_some() || !link.host().contains([',', ';']);
    let edits = vec![Edit::replace(link.host, host)];
    finding(link.host, format!("The host {} has {fault}.", quoted(link.host())))
        .todo(format!("{title}."))
        .fix(if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) })
}
