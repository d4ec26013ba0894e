//! `\/`, `\u0026`, `\_`, `=3D`: the escapes of a program, of Markdown or of a mail that a link was copied out of.

use crate::link::{Chars, Link, Seen};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "leftover-escape",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::ODD.or(Seen::NAMES).or(Seen::ODD_SCHEME),
    yields_to: &[],
    summary: "an escape of a program, of Markdown or of a mail in the link",
    explanation: "\
Source code and JSON write / as \\/ and & as \\u0026, Markdown and shells put \\ before signs, a mail's source writes = as \
=3D. A link that is copied from there without being unescaped carries those signs along: the host is not found, a \
macro's name is a different one and is not filled, or a value begins with 3D.

Write the plain character in place of each escape.",
    bad: &[
        Bad {
            url: "https:\\/\\/app.appsflyer.com\\/id1?pid=network\\u0026clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "\\/",
            says: "escapes",
            fixed: Some("https://app.appsflyer.com/id1?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://t.example.com/c?click\\_id={click\\_id}\\&aff\\_id=5",
            given: ExampleHints::NOTHING,
            marks: "\\_",
            says: "escapes",
            fixed: Some("https://t.example.com/c?click_id={click_id}&aff_id=5"),
        },
        Bad {
            url: "https://t.example.com/c?offer=3D5&clickid=3D{gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "=3D",
            says: "escapes",
            fixed: Some("https://t.example.com/c?offer=5&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://t.example.com/c?clickid={gk_click_id}&color=3D5FF0",
            given: ExampleHints::NOTHING,
            why: "one value may begin with 3D by itself",
        },
        Good {
            url: "https://t.example.com/c?clickid={gk_click_id}&view=3D",
            given: ExampleHints::NOTHING,
            why: "a value of its own",
        },
    ],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

/// An escape, and the text it stands for.
type Escape = (Span, String);

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if !may_hold_escape(&link) {
        return;
    }
    let mut found = if memchr::memchr(b'\\', link.text.as_bytes()).is_some() { backslashes(&link) } else { Vec::new() };
    found.extend(quoted_printable(&link));
    found.sort_by_key(|(span, _)| *span);
    let Some(((first, plain), others)) = found.split_first() else { return };
    let what = match others.len() {
        0 => format!("There is an escape in the link: {} stands for {}.", quoted(link.of(*first)), quoted(plain)),
        n => format!(
            "There are {} escapes in the link; {} stands for {}.",
            n + 1,
            quoted(link.of(*first)),
            quoted(plain)
        ),
    };
    let todo = if others.is_empty() { "Write the plain character." } else { "Write the plain characters." };
    let mut finding = Finding::new(&RULE, *first, what)
        .costs(
            "It was left there by the program or text that the link was copied from, and is sent as part of the link.",
        )
        .label(format!("should be {plain}"))
        .todo(todo);
    for (span, plain) in others.iter().take(2) {
        finding = finding.also(*span, format!("should be {plain}"));
    }
    let edits = found.iter().map(|(span, plain)| Edit::replace(*span, plain.clone())).collect();
    findings.push(finding.fix(Fix::safe(todo.trim_end_matches('.'), edits)));
}

/// False for nearly every link: no backslash was seen, and every `=` stands behind a name, with no `3D` after it.
fn may_hold_escape(link: &Link) -> bool {
    let seen = Seen::ODD
        .or(Seen::ODD_SCHEME)
        .or(Seen::USERINFO)
        .or(Seen::PATH_EQUALS)
        .or(Seen::PLUS_OR_EQUALS)
        .or(Seen::FRAGMENT)
        .or(Seen::WRAPPED)
        .or(Seen::BLANK);
    !link.macros.is_empty()
        || link.seen.has(seen)
        || link.host_chars.has(Chars::EQUALS)
        || link.params.iter().any(|p| link.value(p).starts_with("3D"))
}

/// `\/`, `\\/`, `\u0026`, `\x26`, `\_`: backslashes before what they escape.
fn backslashes(link: &Link) -> Vec<Escape> {
    let text = link.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('\\').map(|i| at + i) {
        let run = text[start..].bytes().take_while(|b| *b == b'\\').count();
        let end = start + run;
        let behind = &text[end..];
        at = end;
        if let Some((length, plain)) = coded(behind) {
            found.push((Span::new(start, end + length), plain.to_string()));
            at = end + length;
        } else if let Some(c) = behind.chars().next().filter(|c| escapes(*c)) {
            // `https:\\host` is a scheme with its slashes turned round.
            if !(c == '/' && run > 1 && text[..start].ends_with(':') && !text[end..].starts_with("/\\")) {
                found.push((Span::new(start, end + c.len_utf8()), c.to_string()));
                at = end + c.len_utf8();
            }
        }
    }
    found
}

/// `u0026` or `x26` at the start of `text`: its length, and the character.
fn coded(text: &str) -> Option<(usize, char)> {
    let digits = match text.as_bytes().first()? {
        b'u' => 4,
        b'x' => 2,
        _ => return None,
    };
    let code = text.get(1..=digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    (c.is_ascii_graphic() && c != '\\').then_some((1 + digits, c))
}

/// Signs before which Markdown, JSON or a shell puts a backslash.
const fn escapes(c: char) -> bool {
    matches!(
        c,
        '/' | '_'
            | '&'
            | '='
            | '?'
            | '#'
            | '{'
            | '}'
            | '['
            | ']'
            | '('
            | ')'
            | '~'
            | '-'
            | '.'
            | '+'
            | '!'
            | '%'
            | '$'
            | '|'
            | '*'
            | ':'
            | '"'
            | '\''
    )
}

static CODED_EQUALS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"=3D"));

/// `name=3Dvalue`: mails write `=` so. Certain of two of which a macro follows one; and where no `=` stands otherwise, of
/// several, or of one that a macro follows.
fn quoted_printable(link: &Link) -> Vec<Escape> {
    let text = link.text;
    if CODED_EQUALS.find(text.as_bytes()).is_none() {
        return Vec::new();
    }
    let equals: Vec<usize> = memchr::memchr_iter(b'=', text.as_bytes()).collect();
    let coded = |at: usize| text[at + 1..].starts_with("3D");
    // `=` at the end of a line of the mail is where it broke the line.
    let breaks = |at: usize| text[at + 1..].starts_with('\n') || text[at + 1..].starts_with("\r\n");
    let all = equals.iter().all(|&at| coded(at) || breaks(at) || at + 1 == text.len());
    let macro_behind = |at: usize| link.macro_at(at + 3).is_some_and(|m| m.span.start as usize == at + 3);
    let several = equals.iter().filter(|&&at| coded(at)).count() > 1;
    let before_macro = equals.iter().any(|&at| coded(at) && macro_behind(at));
    if [all, several, before_macro].iter().filter(|sign| **sign).count() < 2 {
        return Vec::new();
    }
    let escape = |at: usize| match () {
        () if coded(at) => Some((Span::new(at, at + 3), "=".to_owned())),
        () if breaks(at) => {
            let length = if text[at + 1..].starts_with('\r') { 3 } else { 2 };
            Some((Span::new(at, at + length), String::new()))
        }
        () => None,
    };
    equals.into_iter().filter_map(escape).collect()
}
