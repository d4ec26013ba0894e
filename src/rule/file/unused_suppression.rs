//! A comment for tracklint that silences nothing any more.

use crate::link::Seen;
use crate::rule::{Bad, Check, ExampleHints, Finding, Good, Part, Roles, Rule, States, quoted};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unused-suppression",
    severity: Severity::Warning,
    part: Part::File,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NONE,
    yields_to: &[],
    summary: "a comment silences a rule that reports nothing there",
    explanation: "\
The comment silences a rule for a line or a file, and the rule reports nothing there: the link was corrected, or moved away. \
Left in place, it would hide the next fault of that kind, which nobody has looked at.

Remove the name from the comment, or the whole comment.",
    bad: &[Bad {
        url: "# tracklint: ignore[insecure-scheme] moves in May\nhttps://example.com/offer?clickid={gk_click_id}",
        given: ExampleHints::NOTHING,
        marks: "insecure-scheme",
        says: "reports nothing",
        fixed: None,
    }],
    good: &[Good {
        url: "# tracklint: ignore-file[insecure-scheme] the old server\nhttps://example.com/offer?clickid={gk_click_id}\n\
              http://app.appsflyer.com/id1?pid=x_int&c=a&af_siteid=b&clickid={gk_click_id}",
        given: ExampleHints::NOTHING,
        why: "one line of the file needs it",
    }],
    check: Check::File,
};

/// The finding about a rule's name in a comment.
#[must_use]
pub fn name(span: Span, name: &str, whole_file: bool) -> Finding {
    let place = if whole_file { "in this file" } else { "on this line" };
    Finding::new(&RULE, span, format!("{} reports nothing {place}: the comment is not needed.", quoted(name)))
        .costs("It would hide the next fault of that kind.")
        .label("not needed")
        .todo("Remove the name from the comment, or the whole comment.")
}
