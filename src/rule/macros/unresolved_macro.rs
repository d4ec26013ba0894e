//! A macro in a link that was really called.

use crate::link::{Chars, Seen};
use crate::platform::State;
use crate::platform::is_click_id_name;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, States, quoted};
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
This link was really called, and a macro still stands in it: the system that should have put a value there did not \
know the macro, or never got the value. The click id of this click is lost, and its conversion cannot be credited.

Look at the template: is the macro written the way the sending system writes it, with the name it knows? Check too \
that the sending system gets the value at all.",
    bad: &[
        Bad {
            url: "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}",
            given: Given { state: Some(State::Live), ..Given::NOTHING },
            marks: "{aff_click_id}",
            says: "was not replaced",
            fixed: None,
        },
        Bad {
            url: "https://google.com?click_id=%7Bgk_click_id%7D",
            given: Given { state: Some(State::Live), ..Given::NOTHING },
            marks: "%7Bgk_click_id%7D",
            says: "was not replaced",
            fixed: None,
        },
    ],
    good: &[Good {
        url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
        given: Given { state: Some(State::Live), ..Given::NOTHING },
        why: "a real click id",
    }],
    check: Check::Link(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for found in context.macros() {
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

fn finding(context: &Context, span: Span) -> Finding {
    Finding::new(&RULE, span, format!("{} was not replaced with a value.", quoted(context.link.of(span))))
        .costs("What should have been sent here is lost; without a click id the conversion belongs to no click.")
        .label("not filled")
        .todo("Check the template in the sending system: the macro must be written exactly as that system knows it.")
}
