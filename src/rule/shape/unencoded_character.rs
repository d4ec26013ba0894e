//! Characters that have to be written as %20 and the like.

use crate::link::{Link, Seen};
use crate::platform::{Fact, is_click_id_name};
use crate::rule::blanks::{Blank, blanks, is_invisible};
use crate::rule::delimiters::is_round_a_macro;
use crate::rule::edges::edges;
use crate::rule::values::is_machine_id;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Encoding, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unencoded-character",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::BLANK.or(Seen::ODD).or(Seen::NON_ASCII).or(Seen::PLUS_OR_EQUALS),
    yields_to: &["empty-parameter", "html-entity", "missing-separator"],
    summary: "a character in a value that has to be encoded",
    explanation: "\
Some characters have a meaning of their own in a link, or none at all: a space ends it, + stands for a space, and \
quotes, angle brackets or letters beyond ASCII are changed on the way by some systems and refused by others. In a \
value they are written with a percent sign: %20 for a space.

Write the encoded form. A space is an error, since the rest of the link is lost; the others are warnings.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&source=Network A",
            given: ExampleHints::NOTHING,
            marks: " ",
            says: "%20",
            fixed: Some("https://example.com/offer?clickid={gk_click_id}&source=Network%20A"),
        },
        Bad {
            url: "https://example.com/offer?clickid={gk_click_id}&source=a|b",
            given: ExampleHints::NOTHING,
            marks: "|",
            says: "%7C",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&source=Network%20A",
            given: ExampleHints::NOTHING,
            why: "encoded as it should be",
        },
        Good {
            url: "https://example.com/pb?cid={clickid}&sale_status=sale,dep,first_dep&idfa={idfa||gps_adid}",
            given: ExampleHints::NOTHING,
            why: "commas are legal, and the | belongs to a macro",
        },
        Good {
            url: "https://example.com/lp?clickid={gk_click_id}&sig=c2lnbmF0dXJl==",
            given: ExampleHints::NOTHING,
            why: "= at the end is padding",
        },
    ],
    check: Check::Link(&[(Stage::Values, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    literal_blanks(context, findings);
    odd_characters(context, findings);
    plus_or_equals(context, findings);
}

fn literal_blanks(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if !link.seen.has(Seen::BLANK.or(Seen::NON_ASCII)) {
        return;
    }
    let all = blanks(context);
    let meant = |kind: &Blank| matches!(kind, Blank::Literal | Blank::Joins | Blank::Ampersand);
    let spans: Vec<Span> = all.iter().filter(|(_, kind)| meant(kind)).map(|(span, _)| *span).collect();
    let sure = all.iter().all(|(_, kind)| !matches!(kind, Blank::Joins | Blank::Ampersand));
    let Some((first, others)) = spans.split_first() else { return };
    let what = match link.params.iter().find(|p| p.value.contains(*first)) {
        Some(param) => {
            format!("The value {} contains a space; in a link it must be written %20.", quoted(link.value(param)))
        }
        None => "The link contains a space; in a link it must be written %20.".to_owned(),
    };
    let mut finding = Finding::new(&RULE, *first, what)
        .costs("Many systems end the link at the space and lose the rest.")
        .label("write %20")
        .todo("Write %20 instead of the space.");
    for other in others.iter().take(2) {
        finding = finding.also(*other, "here too");
    }
    let mut edits: Vec<Edit> =
        spans.iter().map(|s| Edit::replace(*s, "%20".repeat(link.of(*s).chars().count()))).collect();
    // `Q & A`: the `&` between two such blanks is part of the text, too.
    let beside =
        all.iter().filter(|(_, kind)| *kind == Blank::Ampersand).flat_map(|(s, _)| [s.end, s.start.max(1) - 1]);
    let amps = beside.filter(|at| link.text.as_bytes().get(*at as usize) == Some(&b'&'));
    edits.extend(amps.map(|at| Edit::replace(Span { start: at, end: at + 1 }, "%26")));
    edits.sort_by_key(|e| e.span);
    edits.dedup();
    // Words begin at the first blank of the last value.
    let last = link.params.last().map_or(0, |p| p.value.start);
    let words = spans.iter().find(|blank| blank.start > last).is_some_and(|blank| has_words_behind(context, *blank));
    findings.push(if words {
        finding
            .todo("Remove the words if they are not part of the link; write %20 instead of the space if they are.")
            .fix(Fix::probable("Write %20", edits))
            .extent_open()
    } else if sure {
        finding.fix(Fix::safe("Write %20", edits))
    } else {
        finding.fix(Fix::probable("Write %20", edits))
    });
}

/// True if what stands behind the blank may be words of the text around the link: the last value is complete before
/// it, being an id of a click, event or conversion, or one that only a machine makes.
fn has_words_behind(context: &Context, blank: Span) -> bool {
    let link = context.link;
    let Some(param) = link.params.last().filter(|p| p.value.contains(blank)) else { return false };
    let before = link.text[param.value.start as usize..blank.start as usize].trim_end();
    let behind = link.text[blank.end as usize..].trim_start();
    // A sentence has ended, a remark begins, or the value's own blanks are encoded already.
    let sentence = before.ends_with(['.', ',', ';', ':', '!']) || behind.starts_with(['(', '-', '–', '—', '[']);
    let encoded = before.contains("%20") || before.contains("+");
    let digits = before.bytes().filter(u8::is_ascii_digit).count();
    let machine_made = digits > 0 && (is_machine_id(before) || digits * 2 >= before.len());
    if sentence || encoded || machine_made {
        return true;
    }
    let key = link.name(param);
    let receiver = context.receiver();
    let names_id = |f: &Fact| f.name != "*" && f.is(&key);
    let own = receiver.is_some_and(|r| r.receives.event.iter().any(names_id) || r.receives.click_id().any(names_id));
    own || is_click_id_name(&key)
}

/// `"<>\^|`, backtick, letters beyond ASCII: one finding for the link.
fn odd_characters(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if !link.seen.has(Seen::ODD.or(Seen::NON_ASCII)) {
        return;
    }
    let from = link.path.start;
    let edges = edges(context);
    let outside = |at: usize| !edges.hold(at) && link.macro_at(at).is_none();
    let found: Vec<(Span, char)> = link.text[from as usize..]
        .char_indices()
        .map(|(i, c)| (from as usize + i, c))
        .filter(|(at, c)| is_odd(*c) && outside(*at) && !is_round_a_macro(&link, *at) && !joins_macros(&link, *at, *c))
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
        .collect();
    let Some(((first, c), others)) = found.split_first() else { return };
    let what = match encoded(*c) {
        code if others.is_empty() => format!("`{c}` is not encoded; its safe form is `{code}`."),
        code => format!("{} characters are not encoded, the first is `{c}`; its safe form is `{code}`.", found.len()),
    };
    let mut finding = Finding::new(&RULE, *first, what)
        .severity(Severity::Warning)
        .costs("Some systems change such a character on the way, others refuse the link.")
        .label(format!("write {}", encoded(*c)))
        .todo("Encode it, unless the system that fills this link needs it as it is.");
    for (span, c) in others.iter().take(2) {
        finding = finding.also(*span, encoded(*c));
    }
    let edits = found.iter().map(|(span, c)| Edit::replace(*span, encoded(*c))).collect();
    findings.push(finding.fix(Fix::probable("Encode it", edits)));
}

/// `gid|{gbid}|aid|{ad_id}`, as Yandex's own help writes a list of macros.
fn joins_macros(link: &Link, at: usize, c: char) -> bool {
    // Parameters stand in order.
    let next = || link.params.partition_point(|p| p.value.end as usize <= at);
    let holder = || link.params.get(next()).filter(|p| p.value.range().contains(&at));
    c == '|' && holder().is_some_and(|p| link.macros_in(p.value).next().is_some())
}

fn is_odd(c: char) -> bool {
    matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '|')
        || !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !is_invisible(c)
}

fn encoded(c: char) -> String {
    Encoding::Percent.encode(c.to_string().into()).into_owned()
}

/// `+` and `=` in a literal value: right as they are for some, and for others a blank and a separator.
fn plus_or_equals(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in &link.params {
        let value = link.value(param);
        let bare = value.trim_end_matches('=');
        let nested = bare.contains("://") || bare.starts_with('/');
        let at = bare
            .char_indices()
            .map(|(i, c)| (param.value.start as usize + i, c))
            .find(|(at, c)| matches!(c, '+' | '=') && link.macro_at(*at).is_none());
        if let Some((at, c)) = at.filter(|_| !nested && !bare.contains(['?', '&'])) {
            let code = encoded(c);
            let reading =
                if c == '+' { "most systems read + as a space" } else { "some systems cut the value at the second =" };
            findings.push(
                Finding::new(
                    &RULE,
                    Span::new(at, at + 1),
                    format!("The value {} holds `{c}`: {reading}.", quoted(value)),
                )
                .severity(Severity::Advice)
                .label(format!("{code} if it is meant"))
                .todo(format!("Write {code} if the character itself is meant.")),
            );
            return;
        }
    }
}
