//! A macro that the filling system does not have.

use crate::link::{Macro, Seen};
use crate::platform::{Platform, Role, is_called};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unknown-macro",
    severity: Severity::Warning,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::FILLER,
    yields_to: &[
        "placeholder-left",
        "unresolved-macro",
        "encoded-macro",
        "unbalanced-macro",
        "wrong-macro-syntax",
        "foreign-macro",
        "misspelled-macro",
    ],
    summary: "a macro that the system which fills the link does not have",
    explanation: "\
Each system fills the macros it has and leaves all other text as it is. A macro it does not have is sent as it \
is, or empty: the receiver gets {user_name} in place of a value.

This is reported only where every macro of the sending system is known. Write one that it has, or remove the \
parameter. `tracklint platforms NAME` lists the macros of a system.",
    bad: &[Bad {
        url: "https://example.com/callback?user={userid}&reward={reward}&id={transId}",
        given: ExampleHints { filled_by: "revtoo", ..ExampleHints::NOTHING },
        marks: "{userid}",
        says: "Revtoo",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://example.com/callback?user={subId}&reward={reward}&id={transId}",
            given: ExampleHints { filled_by: "revtoo", ..ExampleHints::NOTHING },
            why: "Revtoo's own macros",
        },
        Good {
            url: "https://example.com/postback?clickid={my_own_name}",
            given: ExampleHints { filled_by: "appmetrica", ..ExampleHints::NOTHING },
            why: "AppMetrica fills any parameter of the link by its name",
        },
        Good {
            url: "https://example.com/callback?user={userid}",
            given: ExampleHints::NOTHING,
            why: "nobody knows who fills it",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let of_link = !matches!(context.role, Role::Postback | Role::PartnerPostback);
    let Some(filler) = context.filled_by.filter(|f| f.fires.macros_complete(of_link)) else { return };
    for found in context.macros().filter(|m| !m.encoded && !m.inner.is_empty()) {
        if is_unknown(context, filler, found) {
            findings.push(finding(context, filler, found));
        }
    }
}

fn is_unknown(context: &Context, filler: &'static Platform, found: &Macro) -> bool {
    let link = context.link;
    let dialects = filler.fires.dialects;
    let own_way = dialects.link.iter().chain(dialects.postback).any(|d| *d == found.dialect);
    // A link within the link may be another system's to fill.
    let nested = link.param_at(found.span).is_some_and(|p| {
        let value = link.value(p);
        value.contains("://") || value.contains("%3A%2F") || value.contains("%3a%2f")
    });
    own_way
        && !nested
        && !link.host.contains(found.span)
        && context.near_at(found.inner).is_none()
        && filler.macro_fact(link.macro_name(found)).is_none()
        && !context.catalogue.legal().macro_name(link.macro_name(found))
}

fn finding(context: &Context, filler: &'static Platform, found: &Macro) -> Finding {
    let link = context.link;
    let (name, written) = (link.macro_name(found), quoted(link.of(found.span)));
    let finding = Finding::new(&RULE, found.span, format!("{} has no macro {written}.", filler.name))
        .costs("It is sent as this text, or empty, instead of a value.")
        .label("not one of its macros");
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let meant = filler.fires.macros().map(|(f, _)| f.name).find(|n| is_called(n, &[&squeezed]));
    match meant {
        Some(meant) => {
            let meant = found.dialect.write(meant);
            let title = format!("Write {}", quoted(&meant));
            finding.todo(format!("{title}.")).fix(Fix::probable(title, vec![Edit::replace(found.span, meant)]))
        }
        None => finding.todo(format!("Write a macro that {} has, or remove the parameter.", filler.name)),
    }
}
