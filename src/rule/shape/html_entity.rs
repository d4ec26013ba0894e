//! `&amp;` and `¤cy=`: a link that went through HTML.

use crate::link::Seen;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States, quoted};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "html-entity",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::ENTITY.or(Seen::NON_ASCII).or(Seen::FRAGMENT),
    yields_to: &["empty-parameter"],
    summary: "an & written or changed by HTML",
    explanation: "\
In the source of a web page & is written &amp;. A link copied from there carries `&amp;` along, and the parameter \
after it gets the name `amp;clickid`, which nobody reads. The other way round a web page turns &currency into ¤cy and \
&param1 into ¶m1, so the parameter is swallowed by the value before it.

Write a plain & again. In HTML and XML files &amp; is right, and tracklint is silent there.",
    bad: &[
        Bad {
            url: "https://tracking.example.com/?id=7&amp;value={payout}&amp;token={externalid}",
            given: Given::NOTHING,
            marks: "&amp;",
            says: "&amp;",
            fixed: Some("https://tracking.example.com/?id=7&value={payout}&token={externalid}"),
        },
        Bad {
            url: "https://track.example.com/postback?cid={clickid}\u{A4}cy={currency}&payout={payout}",
            given: Given::NOTHING,
            marks: "\u{A4}",
            says: "&currency",
            fixed: Some("https://track.example.com/postback?cid={clickid}&currency={currency}&payout={payout}"),
        },
    ],
    good: &[Good {
        url: "https://example.com/?clickid={gk_click_id}&amp=1",
        given: Given::NOTHING,
        why: "a parameter called amp",
    }],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.markup {
        return;
    }
    written_out(context, findings);
    swallowed(context, findings);
}

/// `&amp;`, `&#38;`, `#038;`.
fn written_out(context: &Context, findings: &mut Findings) {
    let link = context.link;
    // Behind the ? it is one separator too many, and goes as that.
    let too_many = |s: &Span| link.text[..s.start as usize].ends_with('?');
    let separators = link.params.iter().map(|p| p.separator).filter(|s| s.len() > 1 && !too_many(s));
    let fragment = link.of(link.fragment);
    let start = link.fragment.start as usize;
    let halves = ["#038;", "#38;"].iter().flat_map(|half| fragment.match_indices(half));
    let mut spans: Vec<Span> =
        separators.chain(halves.map(|(i, half)| Span::new(start + i, start + i + half.len()))).collect();
    spans.sort_unstable();
    let Some((first, others)) = spans.split_first() else { return };
    let entity = quoted(link.of(*first));
    let mut finding = Finding::new(&RULE, *first, format!("The & is written in its HTML form, {entity}."))
        .costs("The next parameter gets a wrong name, so its value is lost.")
        .label("should be &")
        .todo(match spans.len() {
            1 => "Write a plain &.".to_owned(),
            2 => "Write a plain & in both places.".to_owned(),
            n => format!("Write a plain & in all {n} places."),
        });
    for other in others.iter().take(2) {
        finding = finding.also(*other, "here too");
    }
    let edits = spans.iter().map(|s| Edit::replace(*s, "&")).collect();
    findings.push(finding.fix(Fix::safe("Write a plain &", edits)));
}

/// What HTML makes of `&name` without a semicolon, and the names that begin so.
const SWALLOWED: [(char, &str, &[&str]); 14] = [
    ('\u{A4}', "curren", &["currency", "currency_code", "currency_id", "current", "current_*"]),
    ('\u{B6}', "para", &["param", "param#", "param_*", "params"]),
    ('\u{AE}', "reg", &["region", "region_*", "registration", "registration_*", "register", "reg_*"]),
    ('\u{A7}', "sect", &["section", "section_*", "sector"]),
    ('\u{AC}', "not", &["notify", "notify_*", "note", "notes", "notification", "notification_*"]),
    ('\u{D7}', "times", &["timestamp", "timestamp_*", "times"]),
    ('\u{A2}', "cent", &["center", "centre"]),
    ('\u{AF}', "macr", &["macro", "macro#", "macros"]),
    ('\u{A9}', "copy", &["copy", "copyright"]),
    ('\u{B0}', "deg", &["degree", "degrees"]),
    ('\u{B5}', "micro", &["microsite", "microsite_*"]),
    ('\u{A3}', "pound", &["pound", "pounds"]),
    ('\u{F0}', "eth", &["ethnicity"]),
    ('\u{A5}', "yen", &["yen"]),
];

/// `¤cy=`, `¶m1=`: one finding for each character, with all its places.
fn swallowed(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let from = link.path.start as usize;
    for (c, entity, names) in SWALLOWED {
        let mut found: Vec<(Span, String)> = Vec::new();
        for (i, _) in link.text[from..].match_indices(c) {
            let at = from + i;
            let rest = &link.text[at + c.len_utf8()..];
            let more = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            let name = format!("{entity}{}", &rest[..more]);
            let known = names.iter().any(|n| crate::platform::matches_name(n, &name));
            if known && rest.as_bytes().get(more) == Some(&b'=') {
                found.push((Span::new(at, at + c.len_utf8()), name));
            }
        }
        let Some(((span, name), others)) = found.split_first() else { continue };
        let mut finding =
            Finding::new(&RULE, *span, format!("A web page has turned `&{name}` into `{c}{}`.", &name[entity.len()..]))
                .costs(format!("`{name}` is not sent as a parameter: it becomes part of the value before it."))
                .label(format!("was &{entity}"))
                .todo(format!("Write `&{name}` instead."));
        for (other, name) in others.iter().take(2) {
            finding = finding.also(*other, format!("was &{name}"));
        }
        let edits = found.iter().map(|(span, _)| Edit::replace(*span, format!("&{entity}"))).collect();
        findings.push(finding.fix(Fix::safe(format!("Write `&{entity}`"), edits)));
    }
}
