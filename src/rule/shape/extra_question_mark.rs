//! `??`, or a second `?` where `&` belongs.

use crate::link::{Link, Param, Seen};
use crate::platform::is_click_id_name;
use crate::rule::values::{is_assignment, is_uuid};
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
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
            given: ExampleHints::NOTHING,
            marks: "?",
            says: "two ?",
            fixed: Some("https://example.com/offer?pub_click_id={click_id}"),
        },
        Bad {
            url: "https://example.com/offer?source=network?pub_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "?",
            says: "& belongs",
            fixed: Some("https://example.com/offer?source=network&pub_click_id={click_id}"),
        },
        Bad {
            url: "https://example.com/postback?click_id={subid}?",
            given: ExampleHints::NOTHING,
            marks: "?",
            says: "ends with a ?",
            fixed: Some("https://example.com/postback?click_id={subid}"),
        },
        Bad {
            url: "https://example.com/search?q=what?x=1",
            given: ExampleHints::NOTHING,
            marks: "?",
            says: "& belongs",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://YourCompanyEndpoint.com?cl_id={cl?NetworkName}&amount={AMOUNT}",
            given: ExampleHints::NOTHING,
            why: "the ? is part of Singular's macro",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&back=/shop?page=1",
            given: ExampleHints::NOTHING,
            why: "the value is an address of its own",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&q=what?",
            given: ExampleHints::NOTHING,
            why: "a question mark at the end of a text",
        },
        Good {
            url: "https://tracker.example.com/?url={lpurl}?source={network}&id=5",
            given: ExampleHints::NOTHING,
            why: "{lpurl} stands for a whole link, which may have parameters of its own",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in &link.params {
        if let Some((span, place)) = second_question(context, param) {
            findings.push(finding(context, param, span, place));
        }
    }
}

/// Where a `?` stands that begins no query.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Right behind another separator: `??a=1`, `&?a=1`.
    Doubled,
    /// Between two parameters, where `&` belongs. And whether that is certain.
    Between(bool),
    /// At the very end, behind a macro.
    End,
}

fn finding(context: &Context, param: &Param, span: Span, place: Place) -> Finding {
    let link = context.link;
    let (what, todo, edit) = match place {
        Place::Doubled if link.of(param.separator) == "?" => {
            ("There are two ? in a row.", "Keep only one.", Edit::delete(span))
        }
        Place::Doubled => ("There is a ? before the name of a further parameter.", "Remove it.", Edit::delete(span)),
        Place::Between(_) => ("There is a second ? where & belongs.", "Write & here.", Edit::replace(span, "&")),
        Place::End => ("The link ends with a ? after its last value.", "Remove it.", Edit::delete(span)),
    };
    let title = todo.trim_end_matches('.');
    let cost = match place {
        Place::End => "It is sent as part of that value, which makes the value wrong.",
        _ => "The parameter next to it is not read under its own name, so its value is lost.",
    };
    let sure = place != Place::Between(false);
    let harmless = place == Place::End && !is_vital(context, param);
    Finding::new(&RULE, span, what)
        .severity(if harmless { Severity::Warning } else { Severity::Error })
        .costs(cost)
        .label(if matches!(place, Place::Between(_)) { "should be &" } else { "one ? too many" })
        .todo(todo)
        .fix(if sure { Fix::safe(title, vec![edit]) } else { Fix::probable(title, vec![edit]) })
}

/// The parameter carries what a conversion is credited or paid by.
fn is_vital(context: &Context, param: &Param) -> bool {
    let link = context.link;
    let slot = context.slot.param.is_some_and(|i| link.params[i].key == param.key);
    let key = link.name(param);
    let facts = context.receiver().map(|r| &r.receives);
    let own = facts.is_some_and(|r| r.event.iter().any(|f| f.is(&key)) || r.payout.iter().any(|f| f.is(&key)));
    slot || own || is_click_id_name(&key)
}

/// The `?` at fault in a parameter, and where it stands.
fn second_question(context: &Context, param: &Param) -> Option<(Span, Place)> {
    let link = context.link;
    let marks = |span: Span| {
        let base = span.start as usize;
        let free = move |at: usize| !link.macros_in(span).any(|m| m.span.range().contains(&at));
        link.of(span).char_indices().filter(|(_, c)| *c == '?').map(move |(i, _)| base + i).filter(move |&i| free(i))
    };
    let one = |at: usize| Span::new(at, at + 1);
    // Before it something that is an address of its own: the `?` begins that one's parameters.
    let is_address = |from: u32, at: usize| {
        let before = &link.text[from as usize..at];
        ["/", "%2F", "%2f", ":"].iter().any(|mark| before.contains(mark)) || stands_for_a_link(&link, from, at)
    };
    if let Some(at) = marks(param.key).next().filter(|&at| !is_address(param.key.start, at)) {
        let place = if at == param.key.start as usize { Place::Doubled } else { Place::Between(true) };
        return Some((one(at), place));
    }
    let end = param.value.end as usize;
    let begins = |at: usize| is_assignment(link.text[at + 1..end].trim_start_matches('?'));
    if let Some(at) = marks(param.value).find(|&at| begins(at)) {
        // What the addressee documents is no parameter of the link inside.
        if is_address(param.value.start, at)
            && !(stands_for_a_link(&link, param.value.start, at) && is_own(context, at + 1))
        {
            return None;
        }
        let run = link.text[at..end].bytes().take_while(|b| *b == b'?').count();
        return Some((Span::new(at, at + run), Place::Between(is_certain(context, param, at, at + run))));
    }
    // `a={x}?&b=1` and `a={x}?` at the end: the macro is the whole value.
    let at = end.checked_sub(1).filter(|&at| link.text.as_bytes()[at] == b'?' && at > param.value.start as usize)?;
    let filled = link.whole_macro(Span { end: at as u32, ..param.value })?;
    let open = is_address(param.value.start, at) || stands_for_a_link(&link, filled.span.start, at);
    (!open).then_some((one(at), Place::End))
}

/// The name at `at` is a parameter of the addressee's, or carries the network's click id.
fn is_own(context: &Context, at: usize) -> bool {
    let link = context.link;
    let Some((name, _)) = link.text[at..].split_once('=') else { return false };
    let documented = context.sure_addressee().is_some_and(|p| {
        p.link_params().chain(p.receives.params()).any(|f| f.name != "*" && !f.is_pattern() && f.is(name))
    });
    let value = link.macro_at(at + name.len() + 1).map(|m| link.macro_name(m));
    documented || value.is_some_and(|name| context.is_network_click_id(name))
}

/// A macro that is filled with a whole link, as Google's `{lpurl}`, has parameters of its own behind it.
fn stands_for_a_link(link: &Link, from: u32, at: usize) -> bool {
    let span = Span { start: from, end: at as u32 };
    link.whole_macro(span).is_some_and(|m| {
        let name = link.macro_name(m).to_ascii_lowercase();
        let name = name.rsplit('.').next().unwrap_or_default();
        ["url", "link", "landing", "redirect", "dest", "target", "lp"].iter().any(|word| name.contains(word))
    })
}

/// That a parameter begins behind the `?` is certain where the value before it has ended, or the name is known.
fn is_certain(context: &Context, param: &Param, at: usize, after: usize) -> bool {
    let link = context.link;
    let before = &link.text[param.value.start as usize..at];
    let ended = link.macros_in(param.value).any(|m| m.span.end as usize == at)
        || is_uuid(before)
        || !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit());
    let name = link.text[after..param.value.end as usize].split('=').next().unwrap_or_default();
    let known =
        name.len() > 2 && context.catalogue.is_a_name(name) || is_click_id_name(name) || name.starts_with("utm_");
    ended || known || is_own(context, after) || link.param(name).is_some()
}
