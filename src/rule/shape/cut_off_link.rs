//! A link of which only the beginning was copied.

use crate::link::Seen;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "cut-off-link",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::WRAPPED.or(Seen::NON_ASCII),
    yields_to: &[],
    summary: "a link of which the end is missing",
    explanation: "\
Lists, chats and tables show the beginning of a long link and write … in place of the rest. Whoever copies what is \
shown gets a link without its end: parameters are missing, often the click id. A line break can part a link in the \
same way, and then nothing tells where it ends.

Open the place where the link is kept, and copy all of it.",
    bad: &[
        Bad {
            url: "https://track.example.com/click?offer=12&sub1={gk_cl…",
            given: Given::NOTHING,
            marks: "…",
            says: "copy the whole link",
            fixed: None,
        },
        Bad {
            url: "https://track.example.com/click?offer=12&sub1={gk_click_id}&source=summ...",
            given: Given::NOTHING,
            marks: "...",
            says: "copy the whole link",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://track.example.com/click?offer=12&sub1={gk_click_id}&title=wait%E2%80%A6",
            given: Given::NOTHING,
            why: "an encoded … is part of a value",
        },
        Good {
            url: "https://track.example.com/v1...v2/click?sub1={gk_click_id}",
            given: Given::NOTHING,
            why: "three full stops in the middle of a link are its own",
        },
    ],
    check: Check::Link(&[(Stage::Extent, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let text = context.link.text.trim_end_matches([']', ' ']);
    let Some(rest) = text.strip_suffix('…').or(text.strip_suffix("...")) else { return };
    // `id=...` is what somebody has still to fill in.
    let rest = rest.trim_end_matches(['[', '.']);
    if rest.ends_with('=') || !context.link.text.contains(['?', '=']) {
        return;
    }
    let dots = Span::new(rest.len(), text.len());
    let finding = Finding::new(&RULE, dots, "The link was cut off here; copy the whole link from where it is kept.")
        .costs("What is missing is never sent, and may be what a conversion is credited by.")
        .label("cut off")
        .todo("Copy the whole link again, and check that one.");
    findings.push(finding.extent_open());
}
