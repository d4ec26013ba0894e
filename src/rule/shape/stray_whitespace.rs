//! Blanks, tabs and line breaks that belong nowhere.

use crate::link::Seen;
use crate::rule::blanks::{Blank, blanks};
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "stray-whitespace",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::BLANK.or(Seen::NON_ASCII).or(Seen::CONTROL),
    yields_to: &[],
    summary: "a space, tab or line break that does not belong in the link",
    explanation: "\
A link ends at the first space: what comes after it is not sent, or is sent as part of the wrong value. A macro with a \
space just inside its braces is not recognised, so it is not filled. Spaces come in when a link is copied from an \
e-mail or a document.

Remove the space. A space that belongs in a value, as in a name of two words, is written %20.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network &af_click_lookback=7d&clickid={gk_click_id}",
            given: Given::NOTHING,
            marks: " ",
            says: "is a space",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&af_click_lookback=7d&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={ gk_click_id }",
            given: Given::NOTHING,
            marks: " ",
            says: "2 spaces",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/pb?gk_click_id={subid}&cnv_event_id={status: lead=reg sale=dep}",
            given: Given::NOTHING,
            why: "Keitaro's macro holds spaces by right",
        },
        Good {
            url: "https://track.example.com/postback?click_id={Click ID}&event_id={Event name}",
            given: Given::NOTHING,
            why: "AppsFlyer's dashboard names macros with spaces",
        },
        Good {
            url: "https://track.example.com/pixel?click_id={{ click_id }}&sum={{ total_price | times: 0.35 }}",
            given: Given::NOTHING,
            why: "template languages write their macros so",
        },
    ],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let all = blanks(context);
    for (kind, sure) in [(Blank::Stray, true), (Blank::Doubtful, false)] {
        let spans: Vec<Span> = all.iter().filter(|(_, k)| *k == kind).map(|(s, _)| *s).collect();
        let Some((first, others)) = spans.split_first() else { continue };
        let counted = counted(context.link.text, &spans);
        let what = format!("There {counted} in the link that should not be there.");
        let mut finding = Finding::new(&RULE, *first, what)
            .costs(cost(context.link.text, &spans))
            .label("remove this")
            .todo(if spans.len() == 1 {
                "Remove it. A space that belongs in a value is written %20."
            } else {
                "Remove them. A space that belongs in a value is written %20."
            });
        for other in others.iter().take(2) {
            finding = finding.also(*other, "and this");
        }
        let edits = spans.iter().map(|s| Edit::delete(*s)).collect();
        let title = if spans.len() == 1 { "Remove it" } else { "Remove them" };
        findings.push(finding.fix(if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) }));
    }
}

/// What blanks cost depends on where they stand.
fn cost(text: &str, spans: &[Span]) -> String {
    let kind = kind(&text[spans[0].range()]);
    let before = |s: &Span| text[..s.start as usize].trim_end();
    let behind = |s: &Span| text[s.end as usize..].trim_start();
    let in_brackets = |s: &Span| before(s).ends_with(['{', '[', '<']) || behind(s).starts_with(['}', ']', '>']);
    if spans.iter().all(in_brackets) {
        format!("With a {kind} just inside it the macro is not recognised, so it is not filled.")
    } else if spans.iter().all(|s| before(s).is_empty()) {
        format!("Some systems do not recognise a link that begins with a {kind}.")
    } else if spans.iter().all(|s| behind(s).is_empty()) {
        "Some systems send it as part of the last value, which is then wrong.".to_owned()
    } else {
        "Many systems end the link there and lose the rest.".to_owned()
    }
}

/// `is a space`, `are 3 spaces`, `are 2 spaces, tabs or line breaks`.
fn counted(text: &str, spans: &[Span]) -> String {
    let first = kind(&text[spans[0].range()]);
    match spans.len() {
        1 => format!("is a {first}"),
        n if spans.iter().all(|s| kind(&text[s.range()]) == first) => format!("are {n} {first}s"),
        n => format!("are {n} spaces, tabs or line breaks"),
    }
}

/// What a run of blanks is called, by its first.
fn kind(run: &str) -> &'static str {
    match run.chars().next() {
        Some('\t') => "tab",
        Some('\n' | '\r') => "line break",
        Some('\u{A0}') => "non-breaking space",
        _ => "space",
    }
}
