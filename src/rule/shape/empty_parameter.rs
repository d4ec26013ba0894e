//! `&&`, `?&`, `=value`, a separator at the end.

use crate::link::{Param, Seen};
use crate::platform::{State, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "empty-parameter",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::EMPTY_PARAM,
    yields_to: &["extra-question-mark"],
    summary: "a separator with no parameter after it",
    explanation: "\
Between two separators there is no parameter, or a value has no name. Most systems skip it; some read a parameter with \
an empty name, refuse the link, or count the parameters wrongly. Often it shows that something was deleted.

Remove the doubled separator, or give the value its name.",
    bad: &[
        Bad {
            url: "https://data.example.com/event?click_id={ClickID}&&country={countryCode}",
            given: ExampleHints::NOTHING,
            marks: "&",
            says: "one `&` too many",
            fixed: Some("https://data.example.com/event?click_id={ClickID}&country={countryCode}"),
        },
        Bad {
            url: "https://data.example.com/event?&click_id={ClickID}",
            given: ExampleHints::NOTHING,
            marks: "&",
            says: "one `&` too many",
            fixed: Some("https://data.example.com/event?click_id={ClickID}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&sub2=&sub3=",
            given: ExampleHints::NOTHING,
            why: "an optional parameter may be empty",
        },
        Good { url: "&sub1={subid}&", given: ExampleHints::NOTHING, why: "a piece to which more will be appended" },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let params = link.all_params();
    let mut at = 0;
    while at < params.len() {
        let run = params[at..].iter().take_while(|p| is_empty(p)).count();
        if run > 0 && is_end_of_path_parameters(context, run) {
            return;
        }
        if run > 0 {
            findings.push(separators(context, &params[at..at + run], params.get(at + run)));
        } else if params[at].key.is_empty() {
            findings.push(nameless(context, &params[at]));
        }
        at += run.max(1);
    }
}

/// The `?` of `;ord=[timestamp]?`: ad servers that have their parameters in the path end them so.
fn is_end_of_path_parameters(context: &Context, run: usize) -> bool {
    let link = context.link;
    let last = link.path().rsplit(';').next().filter(|last| last.len() < link.path().len());
    run == 1 && link.all_params().len() == 1 && last.is_some_and(|last| last.contains('='))
}

const fn is_empty(param: &Param) -> bool {
    param.key.is_empty() && param.value.is_empty()
}

/// One finding for a run of separators with nothing between them.
fn separators(context: &Context, empty: &[Param], next: Option<&Param>) -> Finding {
    let link = context.link;
    let begins = empty[0].separator.start == link.query.start && link.of(empty[0].separator) == "?" && next.is_some();
    // Keep the `?`, or the separator of the parameter that follows.
    let span = match next {
        Some(next) if begins => Span { start: empty[0].separator.end, end: next.separator.end },
        Some(next) => Span { start: empty[0].separator.start, end: next.separator.start },
        None => Span { start: empty[0].separator.start, end: link.query.end },
    };
    let title = format!("Remove {}", quoted(link.of(span)));
    let edits = vec![Edit::delete(span)];
    // Every parser skips them, and some vendors' own tools write `?&`.
    let skipped = link.of(span).bytes().all(|b| b == b'&');
    // At the end of a template somebody may be going to append to it.
    // Right before a `#` the `&` may be half of an entity.
    let half = next.is_none() && !link.fragment.is_empty();
    let stub = half || next.is_none() && context.state == State::Template && skipped;
    let what = if next.is_some() {
        match link.of(span) {
            one if one.len() == 1 => format!("There is one {} too many here.", quoted(one)),
            several => format!("There is {} too much here.", quoted(several)),
        }
    } else {
        format!("The link ends with {}, with nothing after it.", quoted(link.of(span)))
    };
    Finding::new(&RULE, span, what)
        .severity(if skipped { Severity::Advice } else { Severity::Warning })
        .costs("Most systems ignore it; some reject the link.")
        .label("nothing here")
        .todo(format!("{title}."))
        .fix(if stub { Fix::probable(title, edits) } else { Fix::safe(title, edits) })
}

fn nameless(context: &Context, param: &Param) -> Finding {
    let link = context.link;
    let span = param.span();
    let lost = link.macros_in(param.value).any(|m| {
        let name = link.macro_name(m);
        context.is_network_click_id(name) || is_click_id_name(name)
    });
    Finding::new(&RULE, span, format!("The value {} has no name before its `=`.", quoted(link.value(param))))
        .severity(if lost { Severity::Error } else { Severity::Warning })
        .costs(if lost {
            "No system reads a value without a name, so the click id is lost."
        } else {
            "No system reads a value without a name."
        })
        .label("a name is missing")
        .todo("Write the parameter's name before the `=`.")
}
