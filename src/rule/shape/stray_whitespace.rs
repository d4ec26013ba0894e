//! Blanks, tabs and line breaks that belong nowhere.

use crate::link::Seen;
use crate::rule::blanks::{Blank, blanks};
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, States};
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
    summary: "a blank, tab or line break that does not belong into the link",
    explanation: "\
A link ends at the first blank: what stands behind it is not sent, or is sent as part of the wrong value. A blank just \
inside a macro's braces makes it another macro, which nobody fills. Blanks come in when a link is copied from an \
e-mail or a document.

Remove the blank. A blank that is meant, as in a name of two words, is written %20.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network &af_click_lookback=7d&clickid={gk_click_id}",
            given: Given::NOTHING,
            marks: " ",
            says: "blank",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&af_click_lookback=7d&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={ gk_click_id }",
            given: Given::NOTHING,
            marks: " ",
            says: "2 blanks",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/pb?gk_click_id={subid}&cnv_event_id={status: lead=reg sale=dep}",
            given: Given::NOTHING,
            why: "Keitaro's macro holds blanks by right",
        },
        Good {
            url: "https://track.example.com/postback?click_id={Click ID}&event_id={Event name}",
            given: Given::NOTHING,
            why: "AppsFlyer's dashboard names macros with blanks",
        },
        Good {
            url: "https://track.example.com/pixel?click_id={{ click_id }}&sum={{ total_price | times: 0.35 }}",
            given: Given::NOTHING,
            why: "template languages write their macros so",
        },
    ],
    check: Check::Link(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let all = blanks(context);
    for (kind, sure) in [(Blank::Stray, true), (Blank::Doubtful, false)] {
        let spans: Vec<Span> = all.iter().filter(|(_, k)| *k == kind).map(|(s, _)| *s).collect();
        let Some((first, others)) = spans.split_first() else { continue };
        let counted = named(context.link.of(*first), spans.len());
        let is = if spans.len() == 1 { "does not belong" } else { "do not belong" };
        let mut finding = Finding::new(&RULE, *first, format!("There {counted} in the link that {is} there."))
            .costs(cost(context.link.text, &spans))
            .label("remove this")
            .todo(if spans.len() == 1 {
                "Remove it; a blank that is meant is written %20."
            } else {
                "Remove them; a blank that is meant is written %20."
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
fn cost(text: &str, spans: &[Span]) -> &'static str {
    let before = |s: &Span| text[..s.start as usize].trim_end();
    let behind = |s: &Span| text[s.end as usize..].trim_start();
    let in_brackets = |s: &Span| before(s).ends_with(['{', '[', '<']) || behind(s).starts_with(['}', ']', '>']);
    if spans.iter().all(in_brackets) {
        "With a blank inside its brackets it is another macro, which nobody fills."
    } else if spans.iter().all(|s| before(s).is_empty()) {
        "With a blank before it some systems do not take this for a link."
    } else if spans.iter().all(|s| behind(s).is_empty()) {
        "Some systems send it as a part of the last value, which is another one then."
    } else {
        "Many systems end the link there: what stands behind it is lost."
    }
}

/// `is a blank`, `are 3 blanks`.
fn named(first: &str, count: usize) -> String {
    if count > 1 {
        return format!("are {count} blanks");
    }
    match first.chars().next() {
        Some('\t') => "is a tab",
        Some('\n' | '\r') => "is a line break",
        Some('\u{A0}') => "is a non-breaking blank",
        _ => "is a blank",
    }
    .to_owned()
}
