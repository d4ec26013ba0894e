//! A macro in a link that was really called.

use crate::link::{Chars, Macro, Seen};
use crate::platform::State;
use crate::platform::is_click_id_name;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unresolved-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Live,
    triggers: Seen::TOLD_LIVE,
    yields_to: &[],
    summary: "a macro was not replaced with a value",
    explanation: "\
This link was really called, and a macro is still in it: the system that should have put a value there did not \
know the macro, or never got the value. If it is the click id's, the conversion of this click cannot be credited.

Look at the template: is the macro written the way the sending system writes it, with the name it knows? Check too \
that the sending system gets the value at all.",
    bad: &[
        Bad {
            url: "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}",
            given: ExampleHints { state: Some(State::Live), ..ExampleHints::NOTHING },
            marks: "{aff_click_id}",
            says: "matches no click",
            fixed: None,
        },
        Bad {
            url: "https://google.com?click_id=%7Bgk_click_id%7D",
            given: ExampleHints { state: Some(State::Live), ..ExampleHints::NOTHING },
            marks: "%7Bgk_click_id%7D",
            says: "was not replaced",
            fixed: None,
        },
    ],
    good: &[Good {
        url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
        given: ExampleHints { state: Some(State::Live), ..ExampleHints::NOTHING },
        why: "a real click id",
    }],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for found in context.macros().filter(|m| !is_filled_on(context, m)) {
        findings.push(finding(context, found.span));
    }
    for param in &link.params {
        let value = link.value(param);
        let word =
            param.value_chars.only(Chars::WORD) && value.contains('_') && link.macros_in(param.value).next().is_none();
        let own = context.network.is_some_and(|n| n.telltale.contains(&value));
        if word && (own || is_click_id_name(value) && context.catalogue.is_a_name(value)) {
            findings.push(finding(context, param.value));
        }
    }
}

/// The addressee's own macro in the page it leads on to: it is filled when the visitor is sent there.
fn is_filled_on(context: &Context, found: &Macro) -> bool {
    let link = context.link;
    let onward = |value: &str| value.contains("://") || value.contains("%3A%2F%2F") || value.contains("%3a%2f%2f");
    let to = context.addressee.map(|a| a.platform).filter(|to| to.macro_fact(link.macro_name(found)).is_some());
    to.is_some() && link.param_at(found.span).is_some_and(|p| onward(link.value(p)))
}

/// The macro, or the parameter it fills, is a click id's.
fn is_click_id(context: &Context, span: Span) -> bool {
    let link = context.link;
    let name = link.macro_at(span.start as usize).map_or(link.of(span), |m| link.macro_name(m));
    let slot = context.slot.param.is_some_and(|i| link.all_params()[i].value.contains(span));
    let named = link.param_at(span).is_some_and(|p| is_click_id_name(&link.name(p)));
    slot || named || is_click_id_name(name) || context.is_network_click_id(name)
}

fn finding(context: &Context, span: Span) -> Finding {
    let cost = if is_click_id(context, span) {
        "The real value was not sent. Without a click id, a conversion matches no click."
    } else {
        "The real value was not sent."
    };
    Finding::new(&RULE, span, format!("{} was not replaced with a value.", quoted(context.link.of(span))))
        .costs(cost)
        .label("not filled")
        .todo("Check the template in the sending system: the macro must be written exactly as that system knows it.")
}
