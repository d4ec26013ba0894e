//! Values as rules about parameters look at them. Nothing here allocates for a plain link.

use crate::link::{Link, Param, decoded};
use crate::platform::{Fact, Platform, is_called};
use crate::rule::{Context, is_placeholder};
use crate::span::Span;

/// The value where it is a constant: neither empty nor made of macros.
#[must_use]
pub fn literal<'a>(link: &Link<'a>, param: &Param) -> Option<&'a str> {
    (!param.value.is_empty() && link.macros_in(param.value).next().is_none()).then(|| link.value(param))
}

/// True if `name=` stands at the start of `rest`: a parameter begins there.
#[must_use]
pub fn is_assignment(rest: &str) -> bool {
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.~$[]%".contains(b)).count();
    length > 0 && rest.as_bytes().get(length) == Some(&b'=')
}

/// True if the parameter goes by the name of one of `facts`; a fact that stands for any name does not count.
pub fn is_one_of<'f>(link: &Link, param: &Param, facts: impl IntoIterator<Item = &'f Fact>) -> bool {
    let key = link.name(param);
    facts.into_iter().any(|f| f.is(&key) && f.name != "*")
}

/// True if a parameter of one of these names is there with something in it.
pub fn is_sent<'f>(link: &Link, facts: impl IntoIterator<Item = &'f Fact>) -> bool {
    let sent = |fact: &Fact| link.params.iter().any(|p| !p.value.is_empty() && fact.is(&link.name(p)));
    facts.into_iter().any(|f| link.may_have(f.mark) && f.name != "*" && sent(f))
}

/// True if more parameters than one can see may be in the link: a macro stands for a name, or for a list of them.
#[must_use]
pub fn has_open_list(link: &Link) -> bool {
    link.params.iter().any(|p| link.macros_in(p.key).next().is_some())
}

/// Usual names of a parameter that holds a link's signature.
pub const SIGNATURES: [&str; 5] = ["signature", "sig", "hmac", "hash", "sign"];

/// `efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32`
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    let hyphen = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| if hyphen(at) { b == b'-' } else { b.is_ascii_hexdigit() })
}

/// A UUID of zeros only: a device that tells nobody its id.
#[must_use]
pub fn is_zeros(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0' | b'-'))
}

/// A value that only a machine makes, new for each click: a UUID, or 16 and more hexadecimal digits.
#[must_use]
pub fn is_machine_id(text: &str) -> bool {
    let hex = text.len() >= 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let mixed = text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic());
    mixed && (hex || is_uuid(text))
}

/// True if a postback to `receiver` speaks of money: it has a currency, or a constant event that is a sale. Such
/// events repeat, and what they are worth changes.
#[must_use]
pub fn speaks_of_a_sale(context: &Context, receiver: &Platform) -> bool {
    const EVENTS: [&str; 6] = ["purchase", "sale", "order", "deposit", "payment", "revenue"];
    let link = &context.link;
    let has =
        |text: &str, word: &str| text.as_bytes().windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes()));
    link.params.iter().any(|p| {
        let near = context.near.iter().find(|n| !n.is_macro && n.span == p.key);
        let event = match near {
            Some(near) => receiver.receives.event.iter().any(|f| f.is(near.name)),
            None => is_one_of(link, p, receiver.receives.event),
        };
        has(link.key(p), "currency") || event && literal(link, p).is_some_and(|v| EVENTS.iter().any(|e| has(v, e)))
    })
}

/// Names between backticks: `` `a`, `b` and `c` ``.
#[must_use]
pub fn listed<'n>(names: impl Iterator<Item = &'n str>, last: &str) -> String {
    let names: Vec<String> = names.map(|n| format!("`{n}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The place where another parameter would be added: the end of the query, or of the path.
#[must_use]
pub fn end_of(link: &Link) -> Span {
    let at = link.query.end.max(link.path.end).max(link.port.end).max(link.host.end);
    Span { start: at, end: at }
}

/// The events that a postback can report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reports {
    /// Any: a macro names the event, or nothing does.
    Any,
    /// These constant ids.
    Only(Vec<String>),
}

/// The events that the postback can report, by its constant event parameters.
#[must_use]
pub fn reports(context: &Context) -> Reports {
    const NAMES: [&str; 8] =
        ["event", "eventid", "eventname", "eventtoken", "goal", "goalid", "goalname", "cnveventid"];
    let link = &context.link;
    let facts = context.receiver().map(|r| r.receives.event).filter(|facts| !facts.is_empty());
    let is_event = |p: &Param| match facts {
        Some(facts) => is_one_of(link, p, facts) || context.near.iter().any(|n| !n.is_macro && n.span == p.key),
        None => is_called(&link.name(p), &NAMES),
    };
    let mut ids = Vec::new();
    for param in link.params.iter().filter(|p| is_event(p)) {
        match literal(link, param) {
            Some(id) if !is_placeholder(id) => ids.push(decoded(id).replace('+', " ")),
            _ => return Reports::Any,
        }
    }
    if ids.is_empty() || has_open_list(link) { Reports::Any } else { Reports::Only(ids) }
}
