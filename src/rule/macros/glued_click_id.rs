//! `'{click_id}'`, `[{click_id}]`, `{click_id}/`: something that is sent along with the id.

use crate::link::{Link, Macro, Param, Seen};
use crate::platform::is_click_id_name;
use crate::rule::delimiters::{AppendedPart, stuck_to};
use crate::rule::values::is_one_of;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "glued-click-id",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Template,
    triggers: Seen::MACRO,
    yields_to: &["stray-punctuation"],
    summary: "quotation marks, brackets or a slash are sent along with the click id",
    explanation: "\
Only the macro is replaced with a value. What else stands in the same parameter is sent with it: '{click_id}' arrives as \
'8f3a', with its quotation marks, and no click has such an id.

Write the macro alone. Words that are joined to an id with _ - : ~ or a full stop are deliberate, and are not reported.",
    bad: &[
        Bad {
            url: "https://pay.example.com/pb?clickid='{click_id}'&sum={payout}",
            given: ExampleHints::NOTHING,
            marks: "'{click_id}'",
            says: "quotation marks",
            fixed: Some("https://pay.example.com/pb?clickid={click_id}&sum={payout}"),
        },
        Bad {
            url: "https://pay.example.com/pb?clickid=%22{click_id}%22&sum={payout}",
            given: ExampleHints::NOTHING,
            marks: "%22{click_id}%22",
            says: "quotation marks",
            fixed: Some("https://pay.example.com/pb?clickid={click_id}&sum={payout}"),
        },
        Bad {
            url: "https://pay.example.com/pb?clickid=[{click_id}]&sum={payout}",
            given: ExampleHints::NOTHING,
            marks: "[{click_id}]",
            says: "brackets",
            fixed: Some("https://pay.example.com/pb?clickid={click_id}&sum={payout}"),
        },
        Bad {
            url: "https://pay.example.com/pb?clickid={click_id}/&sum={payout}",
            given: ExampleHints::NOTHING,
            marks: "{click_id}/",
            says: "slash",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?clickid={click_id}{payout}",
            given: ExampleHints::NOTHING,
            marks: "{click_id}{payout}",
            says: "one value",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?clickid={click_id}&user=\"{user_id}\"",
            given: ExampleHints::NOTHING,
            marks: "\"{user_id}\"",
            says: "quotation marks",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://pay.example.com/pb?clickid=eu_{click_id}&sub={source}-{site}&id={a}:{b}",
            given: ExampleHints::NOTHING,
            why: "joined on purpose",
        },
        Good {
            url: "https://pay.example.com/pb?data={'id':'{click_id}'}&ids=[{zone_id}]&clickid={click_id}",
            given: ExampleHints::NOTHING,
            why: "data of a program, and a list",
        },
        Good {
            url: "https://pay.example.com/pb?clickid={ifsearch:{keyword}}{ifcontent:{placement}}&gclid={gclid}",
            given: ExampleHints::NOTHING,
            why: "of the two only one is ever filled",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for (index, param) in link.params.iter().enumerate().filter(|(_, p)| !p.value.is_empty()) {
        // A value that is one macro, or none, is the usual one.
        let Some(first) = link.macros_in(param.value).next().filter(|m| m.span != param.value && !m.encoded) else {
            continue;
        };
        let slot = is_slot(context, index, param);
        match stuck_to(&link, param, first) {
            Some(what) if slot || what.is_quoted => findings.push(stuck(context, param, first, &what, slot)),
            None if slot && is_row_of_macros(&link, param) => findings.push(joined(&link, param)),
            _ => {}
        }
    }
}

/// A parameter whose value is an id that has to match.
fn is_slot(context: &Context, index: usize, param: &Param) -> bool {
    let link = context.link;
    let own = context.receiver().is_some_and(|r| is_one_of(&link, param, r.receives.click_id()));
    own || context.slot.param == Some(index) || is_click_id_name(&link.name(param))
}

fn is_row_of_macros(link: &Link, param: &Param) -> bool {
    let mut end = param.value.start;
    for found in link.macros_in(param.value) {
        if found.span.start != end || found.has_arguments(link.text) || found.is_code(link.text) {
            return false;
        }
        end = found.span.end;
    }
    end == param.value.end
}

fn joined(link: &Link, param: &Param) -> Finding {
    let (value, key) = (quoted(link.value(param)), quoted(link.key(param)));
    Finding::new(&RULE, param.value, format!("{value} sends two values as one value in {key}."))
        .severity(Severity::Warning)
        .costs("Unless the receiver takes them apart again, it finds no click of that id.")
        .label("two macros, nothing between them")
        .todo("Write the click id's macro alone here, and the other one in a parameter of its own.")
}

fn stuck(context: &Context, param: &Param, found: &Macro, what: &AppendedPart, slot: bool) -> Finding {
    let link = context.link;
    let alone = link.of(found.span);
    let (value, key) = (quoted(link.value(param)), quoted(link.key(param)));
    let title = format!("Write {}", quoted(alone));
    let edits = vec![
        Edit::delete(Span { start: param.value.start, end: found.span.start }),
        Edit::delete(Span { start: found.span.end, end: param.value.end }),
    ];
    let edits: Vec<Edit> = edits.into_iter().filter(|e| !e.span.is_empty()).collect();
    let sent = if what.words.ends_with('s') { "are" } else { "is" };
    let finding = Finding::new(
        &RULE,
        param.value,
        format!("The {} in {value} {sent} sent along with the value of {key}.", what.words),
    )
    .label("the macro alone belongs here")
    .todo(format!("{title}."));
    if slot {
        // Half a pair of brackets round the network's own macro is what is left of another dialect.
        let own = what.words == "bracket" && context.is_network_click_id(link.macro_name(found));
        let sure = what.sure || own;
        let fix = if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) };
        finding.costs("The id arrives with it, no click has such an id, and no conversion can be credited.").fix(fix)
    } else {
        finding
            .severity(Severity::Warning)
            .costs("The receiver gets them as part of the value.")
            .fix(Fix::probable(title, edits))
    }
}
