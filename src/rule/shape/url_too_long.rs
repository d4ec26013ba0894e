//! A link that is longer than some system on the way takes.

use crate::link::{Link, Macro, Seen};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;

macro_rules! eight_times {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text)
    };
}
const LONG: &str = eight_times!(eight_times!(eight_times!("long")));

macro_rules! example {
    ($text:expr) => {
        concat!("https://example.com/offer?clickid={gk_click_id}&data=", $text)
    };
}

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "url-too-long",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::LONG,
    yields_to: &[],
    summary: "the link is longer than some systems take",
    explanation: "\
There is no rule for how long a link may be, but every system has its limit: many ad platforms, databases and older \
browsers take 2,048 characters, most servers about 8,000. What is longer is cut off or refused, and the parameters at \
the end, often the click id, are lost. Macros count as what they are filled with.

Leave out what nobody reads, and shorten long values.",
    bad: &[Bad {
        url: example!(eight_times!(eight_times!(eight_times!("long")))),
        given: ExampleHints::NOTHING,
        marks: LONG,
        says: "characters long",
        fixed: None,
    }],
    good: &[Good {
        url: example!(eight_times!(eight_times!("a-value-of-some-length"))),
        given: ExampleHints::NOTHING,
        why: "long, but not too long",
    }],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

/// The least length that some systems on the way do not take, and that most servers do not.
const SOME: usize = 2048;
const MOST: usize = 8000;

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let text = link.text.trim();
    let written = text.len();
    let filled: usize = link.macros.iter().map(|m| growth(&link, m)).sum();
    let length = written - link.macros.iter().map(|m| m.span.len()).sum::<usize>() + filled;
    if length <= SOME {
        return;
    }
    let (limit, who, severity) = if length > MOST {
        (MOST, "Most servers refuse", Severity::Error)
    } else {
        (SOME, "Some ad platforms, databases and browsers cut off or refuse", Severity::Warning)
    };
    let what = if written > limit {
        format!("The link is {} characters long.", grouped(written))
    } else {
        format!("With its macros filled the link will be about {} characters long.", grouped(length))
    };
    let longest = link.params.iter().map(|p| if p.value.is_empty() { p.key } else { p.value }).max_by_key(|s| s.len());
    let longest = longest.filter(|s| s.len() > link.path.len()).unwrap_or(if link.path.is_empty() {
        link.host
    } else {
        link.path
    });
    let holder =
        link.param_at(longest).map(|p| format!("; the longest is {}", quoted(link.key(p)))).unwrap_or_default();
    findings.push(
        Finding::new(&RULE, longest, what)
            .severity(severity)
            .costs(format!("{who} a link of more than {} characters, so its last parameters are lost.", grouped(limit)))
            .label("the longest part")
            .todo(format!("Leave out what nobody reads, and shorten long values{holder}.")),
    );
}

/// How many characters a macro is likely to be filled with.
fn growth(link: &Link, found: &Macro) -> usize {
    let name = link.macro_name(found).as_bytes();
    let holds = |word: &&str| name.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes()));
    if ["url", "referrer", "referer", "agent", "redirect"].iter().any(holds) { 128 } else { 32 }
}

/// `12,345`
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", grouped(number / 1000), number % 1000) }
}
