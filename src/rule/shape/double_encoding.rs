//! `%2520`: encoded twice.

use crate::link::{Link, Param, Seen, decoded};
use crate::platform::{Platform, Role};
use crate::rule::values::is_one_of;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "double-encoding",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::PERCENT,
    yields_to: &["missing-separator"],
    summary: "a value that was encoded twice",
    explanation: "\
A space is written %20 in a link. When a tool encodes that once more, it becomes %2520, and the other side reads the \
letters %20 instead of a space; an encoded macro's braces (%257B) are recognised by nobody.

Encode once. In a link inside another one, twice is right, and tracklint is silent there.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&source=Network%2520A",
            given: ExampleHints::NOTHING,
            marks: "%2520",
            says: "%20",
            fixed: Some("https://example.com/offer?clickid={gk_click_id}&source=Network%20A"),
        },
        Bad {
            url: "https://example.com/offer?clickid=%257Bgk_click_id%257D",
            given: ExampleHints::NOTHING,
            marks: "%257Bgk_click_id%257D",
            says: "{gk_click_id}",
            fixed: None,
        },
        Bad {
            url: "https://api.example.com/conversion?c={externalid}&s3=%257Bs3%257D",
            given: ExampleHints::NOTHING,
            marks: "%257Bs3%257D",
            says: "encoded twice",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&url=https%3A%2F%2Fexample.org%2F%3Fq%3Da%2520b",
            given: ExampleHints::NOTHING,
            why: "a link inside another one is rightly encoded once more",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&next=https%253A%252F%252Fexample.org%252F",
            given: ExampleHints::NOTHING,
            why: "a link that passes through two redirects",
        },
        Good {
            url: "https://example.com/go?clickid={gk_click_id}&discount=100%25&c=caf%C3%A9",
            given: ExampleHints::NOTHING,
            why: "a percent sign, encoded once",
        },
    ],
    check: Check::Link(&[(Stage::Values, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let mut places: Vec<Span> = Vec::new();
    let mut sure = true;
    for area in link.params.iter().filter(|p| !is_nested(context, p)).map(Param::span).chain([link.path]) {
        if let Some(found) = twice(&link, area) {
            sure &= is_all(link.of(area), area.start, &found);
            places.extend(found);
        }
    }
    let (braced, plain): (Vec<Span>, Vec<Span>) = places.into_iter().partition(|s| is_macro(link.of(*s)));
    for span in &braced {
        let meant = decoded(&decoded(link.of(*span))).into_owned();
        let title = format!("Write {}", quoted(&meant));
        let finding = Finding::new(&RULE, *span, format!("The macro {} is encoded twice.", quoted(link.of(*span))));
        // Without a click id a postback is for nothing; another value may be missed by nobody.
        let slot = |r: &Platform| link.param_at(*span).is_some_and(|p| is_one_of(&link, p, r.receives.click_id()));
        let lost = context.role == Role::Postback && context.receiver().is_some_and(slot);
        findings.push(
            finding
                .severity(if lost { Severity::Error } else { Severity::Warning })
                .costs("Nobody recognises it, so it is sent as this text instead of a value.")
                .label("encoded twice")
                .todo(format!("{title}. If you copied the link from a browser, the macro was already unfilled there."))
                .fix(Fix::probable(title, vec![Edit::replace(*span, meant)])),
        );
    }
    if let Some((first, others)) = plain.split_first() {
        findings.push(once_more(&link, *first, others, sure));
    }
}

/// True if every code of the part is encoded twice: then all of it was encoded once too often. `%2525` may be a percent
/// sign that is meant to arrive encoded.
fn is_all(text: &str, base: u32, twice: &[Span]) -> bool {
    let inside = |at: usize| twice.iter().any(|s| s.range().contains(&(base as usize + at)));
    let codes = text.match_indices('%').all(|(at, _)| inside(at));
    let percent =
        twice.iter().any(|s| text[s.start as usize - base as usize..s.end as usize - base as usize].ends_with("2525"));
    codes && !percent
}

fn once_more(link: &Link, first: Span, others: &[Span], sure: bool) -> Finding {
    let once = |span: Span| format!("%{}", &link.of(span)[link.of(span).len() - 2..]);
    let written = quoted(link.of(first));
    let mut finding =
        Finding::new(&RULE, first, format!("{written} is encoded twice; encoded once it is {}.", quoted(&once(first))))
            .costs("The receiver gets the code as plain text, which is the wrong value.")
            .label("encoded twice")
            .todo(format!("Write {}.", quoted(&once(first))));
    for other in others.iter().take(2) {
        finding = finding.also(*other, "here too");
    }
    let edits = std::iter::once(first).chain(others.iter().copied()).map(|s| Edit::replace(s, once(s))).collect();
    finding.fix(if sure { Fix::safe("Encode once", edits) } else { Fix::probable("Encode once", edits) })
}

fn is_nested(context: &Context, param: &Param) -> bool {
    let key = context.link.name(param);
    context.addressee.is_some_and(|a| crate::platform::find(a.platform.link.nested, &key).is_some())
}

/// Every code in `area` whose percent sign is itself encoded; nothing where the whole is an address, a list of
/// parameters or data, which somebody may unpack once more.
fn twice(link: &Link, area: Span) -> Option<Vec<Span>> {
    let text = link.of(area);
    memchr::memmem::find(text.as_bytes(), b"%25").filter(|at| is_twice(&text[*at..]).is_some())?;
    let mut whole = decoded(text.split_once('=').map_or(text, |(_, value)| value)).into_owned();
    for _ in 0..3 {
        whole = decoded(&whole).into_owned();
    }
    let address = |text: &str| {
        text.contains("://") || text.contains(['?', '&', '=', '"', ':']) || area != link.path && text.contains('/')
    };
    if address(&whole) {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(i) = text[at..].find("%25") {
        let length = is_twice(&text[at + i..]);
        if let Some(length) = length {
            let start = area.start as usize + at + i;
            found.push(Span::new(start, start + length));
        }
        at += i + length.unwrap_or(3);
    }
    Some(found)
}

/// Length of the doubly encoded macro or character at the start of `text`.
fn is_twice(text: &str) -> Option<usize> {
    let extra = text.strip_prefix("%25")?;
    let code = extra.trim_start_matches("25");
    // `%2525` is an encoded `%25`: the last 25 is the code.
    let code = if code.len() < 2 || !is_hex(code) { extra } else { code };
    if !is_hex(code) {
        return None;
    }
    let length = text.len() - code.len() + 2;
    let name = |open: &str, close: &str| {
        let inner = text.get(..open.len()).filter(|t| t.eq_ignore_ascii_case(open)).map(|_| &text[open.len()..])?;
        let run = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
        let closed = inner.get(run..run + close.len()).is_some_and(|t| t.eq_ignore_ascii_case(close));
        (run > 0 && closed).then_some(open.len() + run + close.len())
    };
    name("%257B", "%257D").or_else(|| name("%255B", "%255D")).or(Some(length))
}

/// `%257Bx%257D`: more than the code of one character, which ends with its two digits.
fn is_macro(text: &str) -> bool {
    text.trim_start_matches("%25").trim_start_matches("25").len() > 2
}

fn is_hex(text: &str) -> bool {
    text.as_bytes().get(..2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
}
