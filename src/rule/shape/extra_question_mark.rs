//! `??`, or a second `?` where `&` belongs.

use crate::link::{Link, Param, Seen};
use crate::rule::values::is_assignment;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "extra-question-mark",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::SECOND_QUESTION,
    yields_to: &[],
    summary: "a second ? among the parameters",
    explanation: "\
Only the first parameter begins with ?. A second ? is taken as text: it sticks to the name or value next to it, so \
the parameter after it is never read under its own name.

Remove the doubled ?, or write & where the next parameter begins.",
    bad: &[
        Bad {
            url: "https://example.com/offer??pub_click_id={click_id}",
            given: Given::NOTHING,
            marks: "?",
            says: "two ?",
            fixed: Some("https://example.com/offer?pub_click_id={click_id}"),
        },
        Bad {
            url: "https://example.com/offer?source=network?pub_click_id={click_id}",
            given: Given::NOTHING,
            marks: "?",
            says: "& belongs",
            fixed: Some("https://example.com/offer?source=network&pub_click_id={click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://YourCompanyEndpoint.com?cl_id={cl?NetworkName}&amount={AMOUNT}",
            given: Given::NOTHING,
            why: "the ? is part of Singular's macro",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&back=/shop?page=1",
            given: Given::NOTHING,
            why: "the value is an address of its own",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&q=what?",
            given: Given::NOTHING,
            why: "a question mark at the end of a text",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in &link.params {
        if let Some((span, doubled)) = second_question(&link, param) {
            let (what, todo, edit) = if doubled && link.of(param.separator) == "?" {
                ("There are two ? in a row.", "Keep only one.", Edit::delete(span))
            } else if doubled {
                ("There is a ? before the name of a further parameter.", "Remove it.", Edit::delete(span))
            } else {
                ("There is a second ? where & belongs.", "Write & here.", Edit::replace(span, "&"))
            };
            findings.push(
                Finding::new(&RULE, span, what)
                    .costs("The parameter next to it is not read under its own name, so its value is lost.")
                    .label(if doubled { "one ? too many" } else { "should be &" })
                    .todo(todo)
                    .fix(Fix::safe(todo.trim_end_matches('.'), vec![edit])),
            );
        }
    }
}

/// The `?` at fault in a parameter, and whether it is doubled.
fn second_question(link: &Link, param: &Param) -> Option<(Span, bool)> {
    let marks = |span: Span| {
        let base = span.start as usize;
        let free = move |at: usize| !link.macros_in(span).any(|m| m.span.range().contains(&at));
        link.of(span).char_indices().filter(|(_, c)| *c == '?').map(move |(i, _)| base + i).filter(move |&i| free(i))
    };
    let one = |at: usize| Span::new(at, at + 1);
    // Before it something that is an address of its own: the `?` begins that one's parameters.
    let is_address = |from: u32, at: usize| {
        let before = &link.text[from as usize..at];
        ["/", "%2F", "%2f", ":"].iter().any(|mark| before.contains(mark))
    };
    if let Some(at) = marks(param.key).next().filter(|&at| !is_address(param.key.start, at)) {
        return Some((one(at), at == param.key.start as usize));
    }
    let at = marks(param.value).find(|&at| is_assignment(&link.text[at + 1..param.value.end as usize]))?;
    (!is_address(param.value.start, at)).then(|| (one(at), false))
}
