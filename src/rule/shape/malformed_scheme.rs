//! `htps://`, `https:/x`, `https//x`, `https:\\x`, `hxxps://`, `https://https://`.

use crate::link::Seen;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "malformed-scheme",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::ODD_SCHEME,
    yields_to: &[],
    summary: "the beginning of the link is not https:// but nearly",
    explanation: "\
A web link begins with exactly https://. With a letter, the colon or a slash lost or doubled the link opens nowhere, \
or only in browsers that guess; servers and apps do not guess, so the click or the postback is lost.

Write https:// once, with one colon and two slashes.",
    bad: &[
        Bad {
            url: "htps://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "htps://",
            says: "does not begin with https://",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
        },
        Bad {
            url: "https:/api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "https:/",
            says: "https://",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "https://https://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "https://https://",
            says: "twice",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "https:///postback?gk_click_id={clickid}",
            given: ExampleHints::NOTHING,
            marks: "https:///",
            says: "no host",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "HTTPS://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "a scheme may be written in capitals",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&url=https%3A%2F%2Fexample.org%2F",
            given: ExampleHints::NOTHING,
            why: "the second https:// belongs to a link in a parameter",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let span = link.scheme.join(link.scheme_end);
    let written = link.of(span);
    if written.ends_with("///") && !link.host().contains(['.', ':', '{', '[']) {
        findings.push(
            Finding::new(&RULE, span, "The link has no host: nothing is between the second and the third slash.")
                .costs("It leads nowhere, so the click or conversion is lost.")
                .label("no host")
                .todo("Write https:// and the host before the path."),
        );
        return;
    }
    // `hxxp`, `htp` and `http:/` mean http: only an s anywhere says that https was meant.
    let meant = if written.contains(['s', 'S']) { "https://" } else { "http://" };
    let twice = written.matches("//").count() > 1;
    let what = if twice {
        format!("The link begins with https:// or http:// twice: {}.", quoted(written))
    } else if meant == "https://" {
        format!("The link begins with {}; it does not begin with https:// as it should.", quoted(written))
    } else {
        format!("The link begins with {} instead of http:// or https://.", quoted(written))
    };
    let todo = if meant == "https://" {
        "Write `https://` here.".to_owned()
    } else {
        "Write `http://` here, or better `https://` if the host answers there.".to_owned()
    };
    let mut edits = vec![Edit::replace(span, meant)];
    // Whoever turned the slashes of the scheme round did so in the path as well.
    if written.contains('\\') {
        let turned = link.path().match_indices('\\').map(|(at, _)| link.path.start as usize + at);
        edits.extend(turned.map(|at| Edit::replace(Span::new(at, at + 1), "/")));
    }
    findings.push(
        Finding::new(&RULE, span, what)
            .costs("Servers and apps cannot open it, so the click or conversion is lost.")
            .label(format!("should be {meant}"))
            .todo(todo)
            .fix(if is_sure(link.text, span, written) {
                Fix::safe(format!("Write `{meant}`"), edits)
            } else {
                Fix::probable(format!("Write `{meant}`"), edits)
            }),
    );
}

/// A letter before `http` may be what is left of an escape (`\\nhttps://`), a `+` is a user agent's, and of two schemes
/// that differ nobody knows which is meant.
fn is_sure(text: &str, span: Span, written: &str) -> bool {
    let lower = written.to_ascii_lowercase();
    let escape = lower.starts_with(['n', 't', 'r', 'b', 'f', 'v', '+']) && lower[1..].starts_with("http");
    let behind_backslash = text[..span.start as usize].ends_with(['\\', '+']);
    const SIGNS: [char; 4] = [':', ';', '/', '\\'];
    let schemes: Vec<&str> = lower.split("//").filter(|part| part.contains("http")).collect();
    let differ = schemes.windows(2).any(|pair| pair[0].trim_end_matches(SIGNS) != pair[1].trim_end_matches(SIGNS));
    !escape && !behind_backslash && !differ
}
