//! `clickid=gk_click_id`: the macro lost its braces.

use crate::link::{Chars, Param, Seen};
use crate::platform::{Role, generic_kind, is_click_id_name};
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unbraced-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::WORD,
    yields_to: &["placeholder-left", "unresolved-macro", "misspelled-macro"],
    summary: "a macro's name without its braces",
    explanation: "\
A macro such as {gk_click_id} is replaced with a real value only if its braces are there. Without them the word \
itself is sent: every click arrives with the same click id, \"gk_click_id\", and no conversion can be credited.

Put the braces back. If the word is meant literally, nothing is wrong; tell tracklint so with --ignore.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=gk_click_id",
            given: Given::NOTHING,
            marks: "gk_click_id",
            says: "missing its braces",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=aff_click_id",
            given: Given::NOTHING,
            marks: "aff_click_id",
            says: "missing its braces",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?pub_click_id={click_id}&source=network",
            given: Given::NOTHING,
            why: "network is an ordinary word",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&campaign=summer_sale",
            given: Given::NOTHING,
            why: "a word with an underscore is no macro by that alone",
        },
        Good {
            url: "https://control.kochava.com/v1/cpi/click?click_id={gk_click_id}&network_id=5033&device_id=device_id&site_id=1",
            given: Given::NOTHING,
            why: "Kochava's links say so where no device id is known",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in &link.params {
        let value = link.value(param);
        let word = param.value_chars.only(Chars::WORD) && link.macros_in(param.value).next().is_none();
        if !word || value.is_empty() || !is_bare_macro(context, param, value) {
            continue;
        }
        let own = context.network_names().any(|n| n == value) && context.is_network_click_id(value);
        let written = match context.only_dialect().filter(|_| context.network.is_none()) {
            Some(dialect) => dialect.write(value),
            None => context.network_macro(value),
        };
        let edit = Edit::replace(param.value, written.clone());
        let title = format!("Write `{written}`");
        findings.push(
            Finding::new(&RULE, param.value, format!("`{value}` is missing its braces."))
                .costs(format!("The text `{value}` itself is sent instead of a value, the same for every click."))
                .label("no braces")
                .todo(format!("Write `{written}`, with the braces."))
                .fix(if own { Fix::safe(title, vec![edit]) } else { Fix::probable(title, vec![edit]) }),
        );
    }
}

/// The network's own macro names anywhere; another's name only where a click id or event belongs, and only in a
/// template: `source=network` is an ordinary word.
fn is_bare_macro(context: &Context, param: &Param, value: &str) -> bool {
    let link = context.link;
    // Cheapest first: this is asked of every word.
    if !value.contains('_') && !is_click_id_name(value) {
        return false;
    }
    let network_macro = context.network.is_some_and(|n| n.macro_fact(value).is_some());
    if network_macro {
        return context.role != Role::Postback || value != link.key(param);
    }
    let template = context.link.seen.has(Seen::MACRO) || context.slot.param.is_some_and(|i| &link.params[i] == param);
    let filler = context.filled_by.is_some_and(|p| p.macro_fact(value).is_some());
    let somebody = context.catalogue.is_a_name(value) && generic_kind(value).is_none_or(|_| value.contains('_'));
    // `device_id=device_id` is some systems' way to say that there is none.
    let own_key = value == link.key(param);
    template && if own_key { is_click_id_name(value) } else { filler || somebody }
}
