//! Quotation marks, brackets and full stops of the text a link was copied out of.

use crate::link::{Chars, Link, Param, Seen};
use crate::rule::edges::edges;
use crate::rule::extent::{Extent, extent as extent_of};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "stray-punctuation",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::WRAPPED.or(Seen::NON_ASCII),
    yields_to: &[],
    summary: "quotation marks, brackets or a full stop around the link",
    explanation: "\
A link that is copied out of a sentence, a table or a program brings along what was around it: quotation marks, \
angle brackets, the signs of Markdown or Slack, a full stop or comma.

What comes before the link keeps it from opening. What comes after it is sent as part of the last value: a click \
id with a full stop at its end is another click id, and the conversion is credited to nobody.

Remove it. A bracket that closes a macro belongs to the link.",
    bad: &[
        Bad {
            url: "\"https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}\"",
            given: ExampleHints::NOTHING,
            marks: "\"",
            says: "before the link",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}.",
            given: ExampleHints::NOTHING,
            marks: ".",
            says: "after the link",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "<https://app.tune.com/abc123?aff_click_id={gk_click_id}|our offer>",
            given: ExampleHints::NOTHING,
            marks: "<",
            says: "|our offer>",
            fixed: Some("https://app.tune.com/abc123?aff_click_id={gk_click_id}"),
        },
        Bad {
            url: "[our offer](https://app.tune.com/abc123?aff_click_id={gk_click_id})",
            given: ExampleHints::NOTHING,
            marks: "[our offer](",
            says: "before the link",
            fixed: Some("https://app.tune.com/abc123?aff_click_id={gk_click_id}"),
        },
        Bad {
            url: "https://app.tune.com/abc123?aff_click_id={gk_click_id}\"}",
            given: ExampleHints::NOTHING,
            marks: "\"}",
            says: "after the link",
            fixed: Some("https://app.tune.com/abc123?aff_click_id={gk_click_id}"),
        },
        Bad {
            url: "https://app.tune.com/abc123?offer=7&aff_click_id={gk_cl…",
            given: ExampleHints::NOTHING,
            marks: "…",
            says: "cut off",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?click_id=“{click_id}”&name=lead",
            given: ExampleHints::NOTHING,
            marks: "“",
            says: "quotation marks",
            fixed: Some("https://pay.example.com/pb?click_id={click_id}&name=lead"),
        },
        Bad {
            url: "https://form.example.com/send?a={source}&b={medium}<br>",
            given: ExampleHints::NOTHING,
            marks: "<br>",
            says: "after the link",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://partner.example.net/pb?click_id=(clickid)",
            given: ExampleHints { filled_by: "appsflyer", ..ExampleHints::NOTHING },
            why: "the bracket closes AppsFlyer's macro",
        },
        Good {
            url: "https://example.com/wiki/Offer_(network)?clickid={gk_click_id}&name=Acme%20Inc.",
            given: ExampleHints::NOTHING,
            why: "brackets in pairs, and the full stop of an abbreviation",
        },
        Good {
            url: "https://t.example.com/track?clickid={gk_click_id}&ids=value1,value2,,,,",
            given: ExampleHints::NOTHING,
            why: "a list with empty places",
        },
    ],
    check: Check::Link(&[(Stage::Extent, ends), (Stage::Macros, around_macros)]),
};

/// Quotation marks that a word processor put round a macro.
fn around_macros(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in link.params.iter().filter(|p| p.value_chars.has(Chars::NON_ASCII)) {
        quoted_macro(&link, param, findings);
    }
}

fn ends(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let extent = extent_of(context);
    // Words before it or a second link are stray-whitespace's word: what encloses both is nobody's to remove.
    if matches!(extent, Some(Extent::WordsBefore(_) | Extent::SecondLink(_))) {
        return;
    }
    if let Some(Extent::WordsBehind(span)) = extent {
        findings.push(
            Finding::new(&RULE, span, format!("{} comes after the link and is not part of it.", quoted(link.of(span))))
                .costs("With it the text is no link: the words are sent as part of the last value.")
                .label("not part of the link")
                .todo("Give the link alone, without what encloses it.")
                .reach(Span::new(0, link.text.len()))
                .extent_open(),
        );
        return;
    }
    if let Some(Extent::CutOff(span)) = extent {
        let from = link.text[..span.start as usize].rfind(['?', '&', '/', '=']).map_or(0, |i| i + 1);
        findings.push(
            Finding::new(&RULE, span, "The link is cut off here: an ellipsis stands in place of the rest.")
                .costs("What is missing is not sent, so the last value is wrong and others may be lost.")
                .label("cut off")
                .todo("Copy the whole link.")
                .reach(Span::new(from, link.text.len()))
                .extent_open(),
        );
        return;
    }
    let edges = edges(context);
    let strays: Vec<Span> = [edges.lead, edges.tail].into_iter().flatten().collect();
    let Some((first, others)) = strays.split_first() else { return };
    let both = !others.is_empty();
    let what = match (edges.lead, edges.tail) {
        (Some(lead), Some(tail)) => {
            let (lead, tail) = (quoted(link.of(lead)), quoted(link.of(tail)));
            format!("{lead} before the link and {tail} after it are not part of it.")
        }
        (Some(lead), None) => format!("{} before the link is not part of it.", quoted(link.of(lead))),
        _ => format!("{} after the link is not part of it.", quoted(link.of(*first))),
    };
    let (title, todo) = if both { ("Remove both", "Remove both.") } else { ("Remove it", "Remove it.") };
    let edits = strays.iter().map(|s| Edit::delete(*s)).collect();
    let doubtful = edges.doubtful && edges.lead.is_none();
    let mut finding = Finding::new(&RULE, *first, what)
        .costs(cost(&link, edges.lead, edges.tail))
        .label("remove this")
        .todo(if doubtful { "Remove it, unless the value really ends with it." } else { todo })
        .fix(if edges.doubtful { Fix::probable(title, edits) } else { Fix::safe(title, edits) });
    for other in others {
        finding = finding.also(*other, "and this");
    }
    findings.push(if doubtful { finding.severity(Severity::Warning) } else { finding });
}

/// `clickid=“{gk_click_id}”`: marks that a word processor writes round a macro.
fn quoted_macro(link: &Link, param: &Param, findings: &mut Findings) {
    const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»')];
    let value = link.value(param);
    let Some((open, close)) =
        PAIRS.into_iter().find(|(open, close)| value.starts_with(*open) && value.ends_with(*close))
    else {
        return;
    };
    let inner = Span::new(param.value.start as usize + open.len_utf8(), param.value.end as usize - close.len_utf8());
    if inner.start > inner.end || link.whole_macro(inner).is_none() {
        return;
    }
    let ends = [Span { end: inner.start, ..param.value }, Span { start: inner.end, ..param.value }];
    findings.push(
        Finding::new(&RULE, ends[0], format!("There are quotation marks around {}.", quoted(link.of(inner))))
            .costs(format!("They are sent as part of {}, which makes that value wrong.", quoted(link.key(param))))
            .label("remove this")
            .also(ends[1], "and this")
            .todo("Remove both.")
            .fix(Fix::safe("Remove both", ends.map(Edit::delete).to_vec())),
    );
}

fn cost(link: &Link, lead: Option<Span>, tail: Option<Span>) -> String {
    match tail.and_then(|t| link.param_at(t)).filter(|p| p.has_equals) {
        _ if lead.is_some() && tail.is_some() => "The link does not open with them.".to_owned(),
        _ if lead.is_some() => "The link does not open with it.".to_owned(),
        Some(param) => format!("It is sent as part of {}, which makes that value wrong.", quoted(link.key(param))),
        None => "It is sent as part of the address, which makes the address wrong.".to_owned(),
    }
}
