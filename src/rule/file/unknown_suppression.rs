//! A comment for tracklint that asks for nothing tracklint knows.

use crate::link::Seen;
use crate::rule::{Bad, Check, ExampleHints, Finding, Good, Part, Roles, Rule, States, quoted};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unknown-suppression",
    severity: Severity::Warning,
    part: Part::File,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NONE,
    yields_to: &[],
    summary: "a comment for tracklint names no rule, or asks for nothing known",
    explanation: "\
A comment silences rules by their names: tracklint: ignore[rule, other] and a reason, above the line or at its end, or \
tracklint: ignore-file[rule] for the whole file, which in a list of links counts from its line on. With a misspelled name \
or word it silences nothing, and what it was written for comes back.

Write the name of the rule as tracklint reports it; `tracklint rules` lists them all.",
    bad: &[
        Bad {
            url: "# tracklint: ignore[insecure-sceme] moves in May\nhttps://example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "insecure-sceme",
            says: "`insecure-scheme`",
            fixed: None,
        },
        Bad {
            url: "# tracklint: ingore[insecure-scheme]\nhttps://example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "ingore",
            says: "`ignore`",
            fixed: None,
        },
        Bad {
            url: "# tracklint: ignore\nhttps://example.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "ignore",
            says: "ignore[",
            fixed: None,
        },
    ],
    good: &[Good {
        url: "# tracklint: ignore[insecure-scheme] moves in May\nhttp://app.appsflyer.com/id1?pid=x_int&c=a&af_siteid=b&clickid={gk_click_id}",
        given: ExampleHints::NOTHING,
        why: "the name is right, and the rule reports the line below",
    }],
    check: Check::File,
};

/// The finding about a word of a comment; `meant` is a part of a sentence, or empty.
#[must_use]
pub fn word(span: Span, word: &str, meant: &str) -> Finding {
    Finding::new(&RULE, span, format!("tracklint knows no comment {}{meant}", quoted(word)))
        .costs("It silences nothing.")
        .label("unknown")
        .todo("Write `tracklint: ignore[rule] reason`, or `tracklint: ignore-file[rule] reason` for the whole file.")
}

/// The finding about a name that is no rule's.
#[must_use]
pub fn name(span: Span, name: &str, meant: &str) -> Finding {
    Finding::new(&RULE, span, format!("There is no rule called {}{meant}", quoted(name)))
        .costs("The comment does not silence what it was written for.")
        .label("no rule")
        .todo("Write the rule's name as tracklint reports it; `tracklint rules` lists them.")
}

/// The finding about a comment without names.
#[must_use]
pub fn nothing(span: Span, word: &str) -> Finding {
    Finding::new(&RULE, span, format!("The comment says {} and names no rule.", quoted(word)))
        .costs("It silences nothing.")
        .label("which rules?")
        .todo(format!("Name the rules in brackets: `tracklint: {word}[rule, other] reason`."))
}
