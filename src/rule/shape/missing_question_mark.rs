//! `/offer&a=1?b=2`: the first parameter begins with `&`.

use crate::link::{Link, Seen, Shape};
use crate::rule::values::is_assignment;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-question-mark",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::PATH_AMPERSAND,
    yields_to: &[],
    summary: "the parameters do not begin with ?",
    explanation: "\
The first parameter of a link begins with ?, each further one with &. Without the ? everything up to it is part of \
the page's address: the server looks for a page of that name, and those parameters are never read.

Write ? before the first parameter and & before all others.",
    bad: &[
        Bad {
            url: "https://example.com/offer&pub_click_id={click_id}?source=network",
            given: Given::NOTHING,
            marks: "&",
            says: "begin with &",
            fixed: Some("https://example.com/offer?pub_click_id={click_id}&source=network"),
        },
        Bad {
            url: "https://track.example.net/goal_id=333&transaction_id={transaction_id}&amount={amount}",
            given: Given::NOTHING,
            marks: "goal_id",
            says: "no ?",
            fixed: Some("https://track.example.net/?goal_id=333&transaction_id={transaction_id}&amount={amount}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/r&d/offer?clickid={gk_click_id}",
            given: Given::NOTHING,
            why: "an & in a folder's name",
        },
        Good {
            url: "https://ad.example.com/ddm/clk/123;ord=456?https://example.org/?clickid={gk_click_id}",
            given: Given::NOTHING,
            why: "parameters in the path after ; are the way of some ad servers",
        },
        Good {
            url: "&sub1={subid}&sub2={source}",
            given: Given::NOTHING,
            why: "a piece that will be appended to a link",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if link.shape == Shape::Query {
        return;
    }
    let Some(found) = begin(context, &link) else { return };
    // The `?` that stands further on in its place becomes the `&` that it should have been.
    let mut edits = vec![found.edit];
    if link.params.first().is_some_and(|p| p.has_equals && link.of(p.separator) == "?") {
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
    let ampersand =
        (0..path.len()).find(|&i| path.as_bytes()[i] == b'&' && free(i) && is_assignment(&path[i + 1..]))?;
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
        let span = Span::new(base + ampersand, base + ampersand + 1);
        return Some(Begin { span, edit: Edit::replace(span, "?"), ampersand: true, sure: true });
    };
    let key = &before[..equals];
    if let Some(entity) = key.find("&amp;") {
        let span = Span::new(base + segment + entity, base + segment + entity + "&amp;".len());
        return Some(Begin { span, edit: Edit::replace(span, "?"), ampersand: true, sure: true });
    }
    let (cut, sure) = glued(context, key);
    let at = base + segment + cut;
    let span = Span::new(at, base + segment + equals);
    Some(Begin { span, edit: Edit::insert(at as u32, "?"), ampersand: false, sure })
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
