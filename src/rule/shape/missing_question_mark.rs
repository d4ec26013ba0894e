//! `/offer&a=1?b=2`: the first parameter begins with `&`.

use crate::link::{Link, Seen, Shape};
use crate::platform::is_click_id_name;
use crate::rule::values::is_assignment;
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-question-mark",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::PATH_AMPERSAND.or(Seen::PATH_EQUALS),
    yields_to: &[],
    summary: "the parameters do not begin with ?",
    explanation: "\
The first parameter of a link begins with ?, each further one with &. Without the ? everything up to it is part of \
the page's address: the server looks for a page of that name, and those parameters are never read.

Write ? before the first parameter and & before all others.",
    bad: &[
        Bad {
            url: "https://example.com/offer&pub_click_id={click_id}?source=network",
            given: ExampleHints::NOTHING,
            marks: "&",
            says: "begin with &",
            fixed: Some("https://example.com/offer?pub_click_id={click_id}&source=network"),
        },
        Bad {
            url: "https://track.example.net/goal_id=333&transaction_id={transaction_id}&amount={amount}",
            given: ExampleHints::NOTHING,
            marks: "goal_id",
            says: "no ?",
            fixed: Some("https://track.example.net/?goal_id=333&transaction_id={transaction_id}&amount={amount}"),
        },
        Bad {
            url: "https://a.example.com/conv&&adid={adid}&aid={aid}",
            given: ExampleHints::NOTHING,
            marks: "&&",
            says: "begin with &",
            fixed: Some("https://a.example.com/conv?adid={adid}&aid={aid}"),
        },
        Bad {
            url: "https://t.example.com/conversion/click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "click_id",
            says: "no ?",
            fixed: Some("https://t.example.com/conversion/?click_id={click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://t.example.com/go/lang=en/?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "some shops write their filters into the path",
        },
        Good {
            url: "https://example.com/r&d/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "an & in a folder's name",
        },
        Good {
            url: "https://ad.example.com/ddm/clk/123;ord=456?https://example.org/?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "parameters in the path after ; are the way of some ad servers",
        },
        Good {
            url: "&sub1={subid}&sub2={source}",
            given: ExampleHints::NOTHING,
            why: "a piece that will be appended to a link",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if link.shape == Shape::Query || link.shape == Shape::Path && link.path().find('&').is_none_or(|i| i < 2) {
        return;
    }
    let Some(found) = begin(context, &link) else { return };
    // The `?` that stands further on in its place becomes the `&` that it should have been.
    let mut edits = vec![found.edit];
    if link.params.first().is_some_and(|p| link.of(p.separator) == "?") {
        edits.push(Edit::replace(Span { start: link.query.start, end: link.query.start + 1 }, "&"));
    }
    let (what, label) = if found.ampersand {
        ("The parameters begin with & instead of ?.", "should be ?")
    } else {
        ("There is no ? before the parameters.", "a ? is missing before this")
    };
    let finding = Finding::new(&RULE, found.span, what)
        .costs("The server takes them for part of the page address and does not read them, so their values are lost.")
        .label(label)
        .todo("Put ? before the first parameter and & before every other one.");
    let title = "Write ? before the first parameter";
    findings.push(finding.fix(if found.sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) }));
}

struct Begin {
    span: Span,
    edit: Edit,
    ampersand: bool,
    sure: bool,
}

/// Where the parameters begin in the path.
fn begin(context: &Context, link: &Link) -> Option<Begin> {
    let path = link.path();
    let base = link.path.start as usize;
    let free = |at: usize| link.macro_at(base + at).is_none();
    // All separators before one name are one run: `&&a=1`, and `/conv&` right before a `?`.
    let run = |from: usize| path[from..].bytes().take_while(|b| *b == b'&').count();
    // `&clickid{x}` and `&clk_id:{x}` lost their `=` besides.
    let filled = |at: usize| {
        let name = path[at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
        let behind = at + name + usize::from(path[at + name..].starts_with(':'));
        name > 0 && link.macro_at(base + behind).is_some_and(|m| m.span.start as usize == base + behind)
    };
    let begins = |i: usize| {
        let end = i + run(i);
        is_assignment(&path[end..])
            || filled(end)
            || end == path.len() && !link.query.is_empty() && !path[..i].is_empty()
    };
    let at = |i: &usize| path.as_bytes()[*i] == b'&' && (*i == 0 || path.as_bytes()[*i - 1] != b'&') && free(*i);
    let ampersand = (0..path.len()).filter(at).find(|&i| begins(i));
    let Some(ampersand) = ampersand else { return only_one(context, link) };
    // `{tracking_url}&sub1=…`: what the macro stands for has a `?` of its own, or may have.
    let ended = link.macros.iter().find(|m| m.span.end as usize == base + ampersand);
    if ended.is_some_and(|m| !link.text[..m.span.start as usize].ends_with(['/', '=', ':'])) {
        return None;
    }
    // A folder after it: this is some system's path.
    if path[ampersand..]
        .char_indices()
        .any(|(i, c)| c == '/' && free(ampersand + i) && !path[..ampersand + i].ends_with([':', '/']))
    {
        return None;
    }
    let segment = path[..ampersand].rfind('/').map_or(0, |i| i + 1);
    let before = &path[segment..ampersand];
    let Some(equals) = before.find('=').filter(|&e| free(segment + e)) else {
        let span = Span::new(base + ampersand, base + ampersand + run(ampersand));
        // `/conv&?a=1`: the `?` is there, the `&` before it is one too many.
        let edit = if span.end == link.path.end && !link.query.is_empty() {
            Edit::delete(span)
        } else {
            Edit::replace(span, "?")
        };
        return Some(Begin { span, edit, ampersand: true, sure: true });
    };
    let (cut, sure) = glued(context, &before[..equals]);
    Some(insert(base + segment + cut, base + segment + equals, sure))
}

/// `/goal_id=333`, `/adjust_t=ab12?deep_link=…`: one parameter alone, as the last piece of the path. Certain only where
/// the addressee or a click id macro vouches for it.
fn only_one(context: &Context, link: &Link) -> Option<Begin> {
    let path = link.path();
    let segment = path.rfind('/').map_or(0, |i| i + 1);
    let base = link.path.start as usize;
    let equals = segment + path[segment..].find('=')?;
    let key = &path[segment..equals];
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if !plain || path.contains([';', ',']) || path[..segment].contains('=') || link.macro_at(base + equals).is_some() {
        return None;
    }
    let own = context.sure_addressee().is_some() && addressee_has(context, key);
    let filled = link.macro_at(base + equals + 1).is_some_and(|m| m.span.end == link.path.end);
    let known = own || filled && context.catalogue.is_a_name(key);
    if !known {
        return None;
    }
    Some(insert(base + segment, base + equals, own || is_click_id_name(key)))
}

fn insert(at: usize, equals: usize, sure: bool) -> Begin {
    Begin { span: Span::new(at, equals), edit: Edit::insert(at as u32, "?"), ampersand: false, sure }
}

/// Where in `key` the parameter's name begins: `offerclickid` is `offer` and `clickid`. And whether that is sure.
fn glued(context: &Context, key: &str) -> (usize, bool) {
    if context.catalogue.is_a_name(key) {
        return (0, true);
    }
    let cuts = (1..key.len()).filter(|i| key.is_char_boundary(*i));
    let known = cuts.clone().find(|&i| key.len() - i >= 3 && addressee_has(context, &key[i..]));
    if let Some(cut) =
        known.or_else(|| cuts.clone().find(|&i| key.len() - i >= 5 && context.catalogue.is_a_name(&key[i..])))
    {
        return (cut, true);
    }
    (0, false)
}

fn addressee_has(context: &Context, name: &str) -> bool {
    context
        .addressee
        .is_some_and(|a| a.platform.link_params().chain(a.platform.receives.params()).any(|f| f.name == name))
}
