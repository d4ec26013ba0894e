//! `%`, `%2`, `%ZZ`: a percent sign that encodes nothing.

use crate::link::{Link, Seen};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "invalid-percent-encoding",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::PERCENT,
    yields_to: &["html-entity", "missing-separator", "unbalanced-macro"],
    summary: "a percent sign that encodes nothing",
    explanation: "\
In a link % begins a character written as two digits or letters from A to F, such as %20 for a space. Here something \
else follows it. Some systems refuse the whole link, others drop the value.

Write %25 where the percent sign itself is meant. Where a code was cut off, write it out.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&discount=50%",
            given: ExampleHints::NOTHING,
            marks: "%",
            says: "%25",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&source=Network%2&c=1",
            given: ExampleHints::NOTHING,
            marks: "%2",
            says: "cut off",
            fixed: None,
        },
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&app=Example%Store",
            given: ExampleHints::NOTHING,
            marks: "%St",
            says: "encodes nothing",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.example.com/track/?guid=%guid%&device=%device%&cc=%cc%",
            given: ExampleHints::NOTHING,
            why: "macros between percent signs",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&c=caf%C3%A9%20%2B%E9",
            given: ExampleHints::NOTHING,
            why: "every code is whole, whatever it stands for",
        },
        Good {
            url: "https://ad.example.com/c?clickid=%s&ebuy=%eaid!&ord=%n",
            given: ExampleHints::NOTHING,
            why: "placeholders of programs and of an ad server",
        },
    ],
    check: Check::Link(&[(Stage::Values, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let mut broken = broken(&link);
    let Some(first) = broken.next() else { return };
    let written = link.of(first);
    let alone = first.len() == 1;
    let (what, todo) = match () {
        () if alone => (
            "A percent sign is on its own and encodes nothing.".to_owned(),
            "Write %25, if the percent sign itself is meant.".to_owned(),
        ),
        () if first.len() == 2 => {
            (format!("The code {} is cut off.", quoted(written)), "Write it out, such as %20 for a space.".to_owned())
        }
        () => (
            format!("{} encodes nothing.", quoted(written)),
            "Write %25, if the percent sign itself is meant.".to_owned(),
        ),
    };
    let mut finding = Finding::new(&RULE, first, what)
        .costs("Some systems refuse the whole link, others drop this value.")
        .label("encodes nothing")
        .todo(todo);
    let others: Vec<Span> = broken.collect();
    for other in others.iter().take(2) {
        finding = finding.also(*other, "here too");
    }
    if alone && others.iter().all(|s| s.len() == 1) {
        let edits = std::iter::once(first).chain(others).map(|s| Edit::replace(s, "%25")).collect();
        finding = finding.fix(Fix::probable("Write %25", edits));
    }
    findings.push(finding);
}

/// Every `%` with what follows it, where that is no code and nobody's macro.
fn broken<'l, 'a>(link: &'l Link<'a>) -> impl Iterator<Item = Span> + use<'l, 'a> {
    let text = link.text;
    let from = link.path.start as usize;
    memchr::memchr_iter(b'%', &text.as_bytes()[from..]).map(move |i| from + i).filter_map(move |at| {
        let inside = link.macro_at(at).is_some();
        let rest = &text[at + 1..];
        (!inside && !is_code(rest) && !is_somebodys(text, at)).then(|| Span::new(at, at + 1 + shown(rest)))
    })
}

fn is_code(rest: &str) -> bool {
    rest.as_bytes().get(..2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
}

/// How much of what follows belongs to the broken code.
fn shown(rest: &str) -> usize {
    let word = rest.bytes().take(2).take_while(u8::is_ascii_alphanumeric).count();
    // A blank, a separator or the end: the percent sign alone.
    if word == 1 && !rest.as_bytes()[0].is_ascii_hexdigit() { 0 } else { word }
}

/// A macro of a kind that the lexer leaves alone: `id%name%id`, `%s`, `%esid!`, or a damaged `%{name`.
fn is_somebodys(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let word = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
    let letter = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let after = rest[word..].chars().next();
    let single = word == 1 && letter;
    let closed = word > 0 && after == Some('%') && !is_code(&rest[word + 1..]);
    // The other half of such a macro.
    let before = &text[..at];
    let back = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.".contains(c)).len();
    let opened = back > 0 && before[..at - back].ends_with('%') && !is_code(&before[at - back..]);
    single
        || closed
        || opened
        || letter && after == Some('!')
        || rest.starts_with(['{', '@', '%'])
        || before.ends_with('%')
}
