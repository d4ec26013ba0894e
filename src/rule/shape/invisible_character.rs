//! Characters that nobody sees and every server reads.

use crate::link::Seen;
use crate::rule::blanks::is_invisible;
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "invisible-character",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NON_ASCII.or(Seen::CONTROL),
    yields_to: &[],
    summary: "a character that cannot be seen",
    explanation: "\
Copying from chats, documents and web pages brings along characters that nobody can see: zero-width spaces, direction \
marks, soft hyphens. A server reads them: the host, the parameter or the macro has another name with them, so the \
link leads nowhere or the value is lost, although it looks right.

Remove the character.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&click\u{200B}id={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "\u{200B}",
            says: "U+200B",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback\u{FEFF}?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "\u{FEFF}",
            says: "U+FEFF",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
    ],
    good: &[Good {
        url: "https://example.com/go?clickid={gk_click_id}&c=caf%C3%A9%E2%80%8D",
        given: ExampleHints::NOTHING,
        why: "an encoded character is sent as it was meant",
    }],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let text = context.link.text;
    let host = context.link.host;
    let found: Vec<(Span, char)> = text
        .char_indices()
        .filter(|(at, c)| is_invisible(*c) && (host.range().contains(at) || !joins_emoji(text, *at, *c)))
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
        .collect();
    let Some(((first, c), others)) = found.split_first() else { return };
    let what = if others.is_empty() {
        format!("There is an invisible character here: {}.", named(*c))
    } else {
        format!("The link contains {} invisible characters, the first is {}.", found.len(), named(*c))
    };
    let it = if others.is_empty() { "it" } else { "them" };
    let mut finding = Finding::new(&RULE, *first, what)
        .costs(format!("With {it}, the name or value is a different one and is not recognised."))
        .label("invisible")
        .todo(if others.is_empty() {
            "Remove it; it comes in when a link is copied from a chat or document."
        } else {
            "Remove them; they come in when a link is copied from a chat or document."
        });
    for (span, c) in others.iter().take(2) {
        finding = finding.also(*span, named(*c));
    }
    let edits = found.iter().map(|(span, _)| Edit::delete(*span)).collect();
    findings.push(finding.fix(Fix::safe(if others.is_empty() { "Remove it" } else { "Remove them" }, edits)));
}

/// Joiners and variation selectors belong to the emoji and scripts they stand in.
fn joins_emoji(text: &str, at: usize, c: char) -> bool {
    let joins = matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    joins && text[..at].chars().next_back().is_some_and(|before| !before.is_ascii() && !is_invisible(before))
}

fn named(c: char) -> String {
    let name = match c {
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' | '\u{200F}' | '\u{61C}' => "direction mark",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "direction control",
        '\u{2060}' => "word joiner",
        '\u{AD}' => "soft hyphen",
        '\u{FEFF}' => "byte order mark",
        c if c.is_control() => "control character",
        _ => "invisible character",
    };
    format!("U+{:04X}, {name}", c as u32)
}
