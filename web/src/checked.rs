//! Every link of a text with its verdict, as the page shows it.

use crate::said::Said;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tracklint::lint::{Decision, Linted};
use tracklint::report::Mask;
use tracklint::rule::{Finding, Hints};
use tracklint::{About, Checked, Checker, Text};

/// The links of the bytes. What is said about single links goes before what is said about all.
///
/// # Errors
/// A name in what is said is unknown.
pub fn answer(
    checker: &Checker,
    name: &str,
    body: &[u8],
    said: &Said,
    links: &BTreeMap<String, Said>,
) -> Result<Value, String> {
    let checked = checker.document(name, body);
    let Checked { texts, unread, summary } = &checked;
    let mut shown = Vec::with_capacity(texts.len());
    for text in texts {
        let own = links.get(&text.text).filter(|_| text.about == About::Url);
        // No option of the program says so of all links: a link of a text is told it by itself, a file knows its offers.
        let multi_event = said.multi_event && text.about == About::Url && text.key.is_none();
        shown.push(match own {
            Some(own) => alone(text, &own.beside(said))?,
            None if multi_event => alone(text, said)?,
            None => entry(text, &text.decision, findings(text), [&text.fixed, &text.fixed_partly]),
        });
    }
    let unread: Vec<Value> = unread.iter().map(|u| json!({"line": u.line, "message": u.message})).collect();
    let looks_like_log =
        summary.urls > 0 && name.is_empty() && checker.log(name, body).is_ok_and(|log| !log.verdicts.is_empty());
    Ok(json!({"links": shown, "unread": unread, "is_log": looks_like_log}))
}

/// The link with every repair made that is certain or probable; `None` where that changes nothing.
pub fn mended(checker: &Checker, link: &str) -> Option<String> {
    let mended = checker.fix("", link.as_bytes(), true);
    let text = String::from_utf8(mended.bytes).ok()?;
    (text != link).then_some(text)
}

/// A link of which something was said for itself: it is judged alone, with that.
fn alone(text: &Text, said: &Said) -> Result<Value, String> {
    let checker = said.checker()?;
    let events: Vec<&str> = said.events.iter().map(String::as_str).collect();
    let mut hints = checker.hints();
    hints.offer.events = (!events.is_empty()).then_some(&events);
    hints.offer.multi_event = said.multi_event.then_some(true);
    let hints = Hints { role: hints.role.or_else(|| text.key.as_ref().map(|_| text.decision.role)), ..hints };
    let Linted { decision, findings, fixed, fixed_partly } = checker.link(&text.text, &hints);
    Ok(entry(text, &decision, findings.iter().map(finding).collect(), [&fixed, &fixed_partly]))
}

fn findings(text: &Text) -> Vec<Value> {
    text.findings.iter().map(|located| finding(&located.finding)).collect()
}

fn entry(text: &Text, decision: &Decision, findings: Vec<Value>, [fixed, partly]: [&Option<String>; 2]) -> Value {
    let start = text.range.start;
    json!({
        "kind": match text.about {
            About::Url => "url",
            About::Field => "field",
            About::File => "file",
        },
        "text": text.text,
        "key": text.key,
        "line": start.line,
        "column": start.column,
        "taken": taken(decision),
        "findings": findings,
        "fixed": fixed,
        "fixed_partly": partly,
        "secret": !Mask::of(&text.text, decision).is_empty(),
    })
}

/// What a link was taken for, and why.
pub fn taken(decision: &Decision) -> Value {
    let platform =
        decision.platform.map(|(platform, sure)| json!({"id": platform.id, "name": platform.name, "sure": sure}));
    json!({
        "role": decision.role.id(),
        "state": decision.state.id(),
        "network": decision.network.map(|network| json!({"id": network.id, "name": network.name})),
        "platform": platform,
        "signed": decision.signed,
        "reasons": {
            "role": decision.reasons.role,
            "state": decision.reasons.state,
            "network": decision.reasons.network,
            "platform": decision.reasons.platform,
        },
    })
}

/// A finding. Spans are in bytes of the link.
pub fn finding(finding: &Finding) -> Value {
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix.edits.iter().map(|e| json!([e.span.start, e.span.end, e.text])).collect();
        json!({"title": fix.title, "safety": fix.safety, "edits": edits})
    });
    let labels: Vec<Value> = finding.labels.iter().map(|(span, words)| json!([span.start, span.end, words])).collect();
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.word(),
        "what": finding.what,
        "cost": finding.cost,
        "todo": finding.todo,
        "label": finding.label,
        "span": [finding.span.start, finding.span.end],
        "labels": labels,
        "elsewhere": finding.elsewhere.iter().map(|there| &there.label).collect::<Vec<_>>(),
        "fix": fix,
    })
}
