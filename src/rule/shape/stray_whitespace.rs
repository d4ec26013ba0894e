//! Blanks, tabs and line breaks that belong nowhere.

use crate::link::Seen;
use crate::rule::blanks::{Blank, blanks};
use crate::rule::extent::{Extent, extent};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "stray-whitespace",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::BLANK.or(Seen::NON_ASCII).or(Seen::CONTROL).or(Seen::NESTED),
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
            given: ExampleHints::NOTHING,
            marks: " ",
            says: "is a space",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&af_click_lookback=7d&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={ gk_click_id }",
            given: ExampleHints::NOTHING,
            marks: " ",
            says: "2 spaces",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://t.example.com/postback?a=1&\n  click_id={clickid}",
            given: ExampleHints::NOTHING,
            marks: "\n  ",
            says: "is a line break",
            fixed: Some("https://t.example.com/postback?a=1&click_id={clickid}"),
        },
        Bad {
            url: "GET https://t.example.com/postback?cid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "GET",
            says: "before the link",
            fixed: None,
        },
        Bad {
            url: "https://a.example.com/pb?cid={click_id}\nhttps://b.example.net/pb?cid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "https://",
            says: "second link",
            fixed: None,
        },
        Bad {
            url: "https://t.example.com/c?cid={click_id} {sub}&source=a",
            given: ExampleHints::NOTHING,
            marks: " ",
            says: "is a space",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/pb?gk_click_id={subid}&cnv_event_id={status: lead=reg sale=dep}",
            given: ExampleHints::NOTHING,
            why: "Keitaro's macro holds spaces by right",
        },
        Good {
            url: "https://track.example.com/postback?click_id={Click ID}&event_id={Event name}",
            given: ExampleHints::NOTHING,
            why: "AppsFlyer's dashboard names macros with spaces",
        },
        Good {
            url: "https://track.example.com/pixel?click_id={{ click_id }}&sum={{ total_price | times: 0.35 }}",
            given: ExampleHints::NOTHING,
            why: "template languages write their macros so",
        },
    ],
    check: Check::Link(&[(Stage::Extent, ends), (Stage::Carrier, separators), (Stage::Values, beside_macros)]),
};

/// Blanks before and behind the link, and what else a text holds that should be one link.
fn ends(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let whole = Span::new(0, link.text.len());
    match extent(context) {
        Some(Extent::WordsBefore(span)) => findings.push(
            Finding::new(
                &RULE,
                span,
                format!("{} comes before the link and is not part of it.", quoted(link.of(span))),
            )
            .costs("With it the text is no link: it cannot be opened or called.")
            .label("not part of the link")
            .todo("Give the link alone, from https:// on.")
            .reach(whole)
            .extent_open(),
        ),
        Some(Extent::SecondLink(span)) => findings.push(
            Finding::new(
                &RULE,
                Span { end: span.start + scheme_len(link.of(span)), ..span },
                "A second link begins here.",
            )
            .costs("The two are taken for one, and the second one becomes part of the first one's last value.")
            .label("another link")
            .todo("Give each link by itself.")
            .reach(whole)
            .extent_open(),
        ),
        _ => report(context, findings, Blank::End),
    }
}

/// Blanks that copying brought between the parts of the link, or into a macro.
fn separators(context: &Context, findings: &mut Findings) {
    report(context, findings, Blank::Separator);
    report(context, findings, Blank::Broken);
}

/// Blanks beside a macro: nobody can tell whether they are meant.
fn beside_macros(context: &Context, findings: &mut Findings) {
    report(context, findings, Blank::BesideMacro);
}

/// One finding for all blanks of one kind.
fn report(context: &Context, findings: &mut Findings, kind: Blank) {
    let text = context.link.text;
    let all = blanks(context).into_iter().filter(|(_, k)| *k == kind);
    let spans: Vec<Span> = all.map(|(span, _)| span).collect();
    let Some((first, others)) = spans.split_first() else { return };
    let what = format!("There {} in the link that should not be there.", counted(text, &spans));
    let (title, todo) = match (kind, spans.len()) {
        (Blank::BesideMacro, _) => ("Remove it", "Remove it, or write %20 if a space is meant there."),
        (_, 1) => ("Remove it", "Remove it. A space that belongs in a value is written %20."),
        _ => ("Remove them", "Remove them. A space that belongs in a value is written %20."),
    };
    let mut finding = Finding::new(&RULE, *first, what).costs(cost(text, &spans)).label("remove this").todo(todo);
    for other in others.iter().take(2) {
        finding = finding.also(*other, "and this");
    }
    let edits = spans.iter().map(|s| Edit::delete(*s)).collect();
    let sure = matches!(kind, Blank::End | Blank::Separator);
    // `{click_id} thanks`: what follows the last macro may be words of the text around the link.
    let remark = |s: &Span| !context.link.text[s.end as usize..].contains(['&', '?', '=', '{', '[', '%']);
    if kind == Blank::BesideMacro && spans.last().is_some_and(remark) {
        finding = finding.extent_open();
    }
    findings.push(finding.fix(if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) }));
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

/// How long `https://` or `http://` is at the beginning of a link.
fn scheme_len(link: &str) -> u32 {
    if link.as_bytes().get(4).is_some_and(|b| b.eq_ignore_ascii_case(&b's')) { 8 } else { 7 }
}
