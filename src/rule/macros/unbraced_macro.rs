//! `clickid=gk_click_id`: the macro lost its braces.

use crate::link::{Chars, Param, Seen};
use crate::platform::{Role, generic_kind, is_click_id_name};
use crate::rule::values::is_one_of;
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unbraced-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::WORD,
    yields_to: &["placeholder-left", "unresolved-macro", "misspelled-macro", "wrong-macro-syntax"],
    summary: "a macro's name without its braces",
    explanation: "\
A macro such as {gk_click_id} is replaced with a real value only if its braces are there. Without them the word \
itself is sent: every click arrives with the same click id, \"gk_click_id\", and no conversion can be credited.

Put the braces back. If the word is meant literally, nothing is wrong; tell tracklint so with --ignore.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=gk_click_id",
            given: ExampleHints::NOTHING,
            marks: "gk_click_id",
            says: "missing its braces",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=aff_click_id",
            given: ExampleHints::NOTHING,
            marks: "aff_click_id",
            says: "missing its braces",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=sub2&cnv_event_id={event}",
            given: ExampleHints::NOTHING,
            marks: "sub2",
            says: "missing its braces",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?cid=acme_click_id&sum={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "acme_click_id",
            says: "looks like a macro",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?clickid=transaction_id&event=lead",
            given: ExampleHints::role(Role::Postback),
            marks: "transaction_id",
            says: "missing its braces",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/?c={campaign}&page=_home_page",
            given: ExampleHints::NOTHING,
            why: "a word that begins with an underscore",
        },
        Good {
            url: "https://example.com/offer?pub_click_id={click_id}&source=network",
            given: ExampleHints::NOTHING,
            why: "network is an ordinary word",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&campaign=summer_sale",
            given: ExampleHints::NOTHING,
            why: "a word with an underscore is no macro by that alone",
        },
        Good {
            url: "https://control.kochava.com/v1/cpi/click?click_id={gk_click_id}&network_id=5033&device_id=device_id&site_id=1",
            given: ExampleHints::NOTHING,
            why: "Kochava's links say so where no device id is known",
        },
        Good {
            url: "https://pay.example.com/setup?id_param=acme_click_id&level=s2&sub={site}",
            given: ExampleHints::NOTHING,
            why: "the name of a parameter, and a short word",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in &link.params {
        let value = link.value(param);
        let word = param.value_chars.only(Chars::WORD) && link.macros_in(param.value).next().is_none();
        if !word || value.is_empty() {
            continue;
        }
        let Some(severity) = bare_macro(context, param, value) else { continue };
        let own = context.network_names().any(|n| n == value) && context.is_network_click_id(value);
        let written = match context.only_dialect().filter(|_| context.network.is_none()) {
            Some(dialect) => dialect.write(value),
            None => context.network_macro(value),
        };
        let edit = Edit::replace(param.value, written.clone());
        let title = format!("Write `{written}`");
        let sure = severity == Severity::Error;
        let what = if sure { "is missing its braces" } else { "looks like a macro without its braces" };
        findings.push(
            Finding::new(&RULE, param.value, format!("`{value}` {what}."))
                .severity(severity)
                .costs(format!("The text `{value}` itself is sent instead of a value, the same for every click."))
                .label("no braces")
                .todo(format!(
                    "Write `{written}`, with the braces{}.",
                    if sure { "" } else { ", if a macro of that name is meant" }
                ))
                .fix(if own { Fix::safe(title, vec![edit]) } else { Fix::probable(title, vec![edit]) }),
        );
    }
}

/// How sure it is that `value` is a macro's name. The network's own macro names are anywhere; another's name only
/// where a click id or event belongs, and only in a template: `source=network` is an ordinary word.
fn bare_macro(context: &Context, param: &Param, value: &str) -> Option<Severity> {
    let link = context.link;
    // Cheapest first: this is asked of every word.
    if value.len() <= LONGEST_NUMBERED && param.value_chars.has(Chars::DIGIT) && is_numbered(value) {
        return numbered(context, param);
    }
    if !param.value_chars.has(Chars::UNDERSCORE) && !is_click_id_name(value) {
        return None;
    }
    let key = link.name(param);
    let network_macro = context.network.is_some_and(|n| n.macro_fact(value).is_some());
    if network_macro {
        return (context.role != Role::Postback || *value != *key).then_some(Severity::Error);
    }
    let in_slot = context.slot.param.is_some_and(|i| &link.params[i] == param);
    let template = link.seen.has(Seen::MACRO) || in_slot || is_click_id_name(&key);
    if !template || context.seen.has(Seen::TOLD_LIVE) {
        return None;
    }
    // `device_id=device_id` is some systems' way to say that there is none.
    if *value == *key {
        return (is_click_id_name(value) && (in_slot || link.seen.has(Seen::MACRO))).then_some(Severity::Error);
    }
    // Google's `{_name}` has any name: a word that merely begins so is nobody's.
    let filler = context.filled_by.and_then(|p| p.macro_fact(value)).is_some_and(|(fact, _)| fact.name != "_*");
    let somebody = !value.starts_with('_')
        && context.catalogue.is_a_name(value)
        && generic_kind(value).is_none_or(|_| value.contains('_'));
    // Without another macro beside it only a click id's name in a click id's place tells.
    let fits = link.seen.has(Seen::MACRO) || in_slot || is_click_id_name(value);
    if fits && (filler || somebody) {
        return Some(Severity::Error);
    }
    (is_somebodys_click_id(value) && !names_a_name(&key)).then_some(Severity::Warning)
}

/// `acme_click_id`: a name that a macro of somebody's click id may well have.
fn is_somebodys_click_id(value: &str) -> bool {
    let begins = |end: &str| value.strip_suffix(end).is_some_and(|start| start.len() > 1);
    begins("_click_id") || begins("_clickid")
}

/// `param_name=aff_click_id`: the value is the name of something by right.
fn names_a_name(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["param", "name", "field", "key", "type", "macro", "slot", "column"].iter().any(|word| key.contains(word))
}

/// The longest of these words with two digits.
const LONGEST_NUMBERED: usize = "sub_id_".len() + 2;

/// `sub1`, `p1`, `aff_sub2`: short names of sub ids.
fn is_numbered(value: &str) -> bool {
    let word = value.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = value.len() - word.len();
    (1..=2).contains(&digits) && ["sub", "sub_", "s", "p", "t", "subid", "sub_id_", "aff_sub"].contains(&word)
}

/// The name of a sub id where the id has to stand that the network gave.
fn numbered(context: &Context, param: &Param) -> Option<Severity> {
    let link = context.link;
    if context.seen.has(Seen::TOLD_LIVE) {
        return None;
    }
    if context.receiver().is_some_and(|r| is_one_of(&link, param, r.receives.click_id())) {
        return Some(Severity::Error);
    }
    let id = is_click_id_name(&link.name(param));
    (id && context.host.is_none() && link.seen.has(Seen::MACRO)).then_some(Severity::Warning)
}
