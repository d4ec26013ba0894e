//! `？`, `＆`, `＝`, `｛x｝`: twins of the signs that cut a link, from another keyboard.

use crate::link::{Link, Seen};
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "lookalike-character",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NON_ASCII,
    yields_to: &[],
    summary: "a sign that only looks like the ? & = or { of a link",
    explanation: "\
East Asian keyboards have wide twins of the signs that links are made of: ？ for ?, ＆ for &, ＝ for =, ｛ for {. A \
server knows only the plain ones: with a twin the parameters do not begin, do not end, or a macro is not recognised, \
so the values are lost.

Write the plain sign.",
    bad: &[
        Bad {
            url: "https://t.example.com/postback？cid={click_id}＆payout＝{payout}",
            given: ExampleHints::NOTHING,
            marks: "？",
            says: "wide",
            fixed: Some("https://t.example.com/postback?cid={click_id}&payout={payout}"),
        },
        Bad {
            url: "https://t.example.com/postback?cid=｛click_id｝&payout={payout}",
            given: ExampleHints::NOTHING,
            marks: "｛",
            says: "wide",
            fixed: Some("https://t.example.com/postback?cid={click_id}&payout={payout}"),
        },
        Bad {
            url: "https://t.example.com/postback?cid={click_id}；payout={payout}",
            given: ExampleHints::NOTHING,
            marks: "；",
            says: "wide",
            fixed: None,
        },
    ],
    good: &[Good {
        url: "https://t.example.com/c?clickid={gk_click_id}&q=%EF%BC%9F",
        given: ExampleHints::NOTHING,
        why: "an encoded sign is part of a value",
    }],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

/// The wide twins of the signs that cut a link, and what they stand for.
const TWINS: [(char, &str); 13] = [
    ('？', "?"),
    ('＆', "&"),
    ('＝', "="),
    ('＃', "#"),
    ('％', "%"),
    ('；', "&"),
    ('：', ":"),
    ('／', "/"),
    ('．', "."),
    ('｛', "{"),
    ('｝', "}"),
    ('［', "["),
    ('］', "]"),
];

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let mut found: Vec<(Span, char, &str)> = Vec::new();
    for (at, c) in link.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if let Some((_, plain)) = TWINS.iter().find(|(twin, _)| *twin == c)
            && cuts(&link, at, c)
        {
            found.push((Span::new(at, at + c.len_utf8()), c, plain));
        }
    }
    let Some(((first, c, plain), others)) = found.split_first() else { return };
    // What stands for `;` may have been meant as `;` after all.
    let sure = found.iter().all(|(_, c, _)| *c != '；');
    let mut finding =
        Finding::new(&RULE, *first, format!("`{c}` is the wide form of a sign; a link needs the plain `{plain}`."))
            .costs("A server does not recognise it, so what comes after it is not read as it should be.")
            .label(format!("should be {plain}"))
            .todo("Write the plain sign.");
    for (span, _, plain) in others.iter().take(2) {
        finding = finding.also(*span, format!("should be {plain}"));
    }
    let mut edits: Vec<Edit> = found.iter().map(|(span, _, plain)| Edit::replace(*span, (*plain).to_owned())).collect();
    // The `?` that stands further on becomes the `&` that it should have been.
    let query = link.params.first().filter(|p| link.of(p.separator) == "?").map(|p| p.separator);
    if let Some(query) = query.filter(|query| found.iter().any(|(span, c, _)| *c == '？' && span.end <= query.start)) {
        edits.push(Edit::replace(query, "&"));
        edits.sort_by_key(|e| e.span);
    }
    findings.push(finding.fix(if sure {
        Fix::safe("Write the plain sign", edits)
    } else {
        Fix::probable("Write &", edits)
    }));
}

/// True if the sign stands where the plain one would cut the link, so that it cannot be part of a text.
fn cuts(link: &Link, at: usize, c: char) -> bool {
    let (before, behind) = (&link.text[..at], &link.text[at + c.len_utf8()..]);
    let name = |text: &str| text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.~$[]%".contains(b)).count();
    let assigned = |text: &str| {
        let length = name(text);
        let filled = link.macro_at(at + c.len_utf8()).is_some_and(|m| m.span.start as usize == at + c.len_utf8());
        filled || length > 0 && text[length..].starts_with(['=', '＝'])
    };
    match c {
        '？' | '＆' | '；' | '＃' => {
            assigned(behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '&' | '?')))
        }
        '＝' => {
            let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.~$[]%".contains(c)).len();
            let ended = link.macros.iter().find(|m| m.span.end as usize == at);
            let start = ended.map_or(word, |m| m.span.start as usize);
            start < at && before[..start].ends_with(['?', '&', '？', '＆', '；'])
        }
        '｛' | '［' => behind[name(behind)..].starts_with(['｝', '］', '}', ']']) && name(behind) > 0,
        '｝' | '］' => {
            let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.".contains(c)).len();
            start < at && before[..start].ends_with(['｛', '［', '{', '['])
        }
        '：' | '／' | '．' => at < link.path.start as usize || before.len() < 10,
        _ => behind.as_bytes().get(..2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)),
    }
}
