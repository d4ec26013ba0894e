//! `&amp;` and `¤cy=`: a link that went through HTML.

use crate::link::Seen;
use crate::rule::values::is_assignment;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "html-entity",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::ENTITY.or(Seen::NON_ASCII).or(Seen::SEMICOLON),
    yields_to: &[],
    summary: "an & written or changed by HTML",
    explanation: "\
In the source of a web page & is written &amp;. A link copied from there carries `&amp;` along, and the parameter \
after it gets the name `amp;clickid`, which nobody reads. The other way round a web page turns &currency into ¤cy and \
&param1 into ¶m1, so the parameter is swallowed by the value before it.

Write a plain & again. In HTML and XML files &amp; is right, and tracklint is silent there.",
    bad: &[
        Bad {
            url: "https://tracking.example.com/?id=7&amp;value={payout}&amp;token={externalid}",
            given: ExampleHints::NOTHING,
            marks: "&amp;",
            says: "&amp;",
            fixed: Some("https://tracking.example.com/?id=7&value={payout}&token={externalid}"),
        },
        Bad {
            url: "https://track.example.com/postback?cid={clickid}\u{A4}cy={currency}&payout={payout}",
            given: ExampleHints::NOTHING,
            marks: "\u{A4}",
            says: "&currency",
            fixed: Some("https://track.example.com/postback?cid={clickid}&currency={currency}&payout={payout}"),
        },
        Bad {
            url: "https://shop.example.com/conv?adid={adid}&amp;amp;aid={aid}",
            given: ExampleHints::NOTHING,
            marks: "&amp;amp;",
            says: "HTML form",
            fixed: Some("https://shop.example.com/conv?adid={adid}&aid={aid}"),
        },
        Bad {
            url: "https://shop.example.com/?title=a&#038;ref=b&#038;clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "&#038;",
            says: "HTML form",
            fixed: Some("https://shop.example.com/?title=a&ref=b&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://t.example.com/c?clickid={gk_click_id}\u{AE}=true",
            given: ExampleHints::NOTHING,
            marks: "\u{AE}",
            says: "&reg",
            fixed: Some("https://t.example.com/c?clickid={gk_click_id}&reg=true"),
        },
        Bad {
            url: "https://shop.example.com/?title=a\u{221D}x=4",
            given: ExampleHints::NOTHING,
            marks: "\u{221D}",
            says: "&propx",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/?clickid={gk_click_id}&amp=1",
            given: ExampleHints::NOTHING,
            why: "a parameter called amp",
        },
        Good {
            url: "https://ad.example.com/ddm/clk/1;ord=5;a=b?https://example.org/?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "an ad server sets its parameters apart with ;",
        },
    ],
    check: Check::Link(&[(Stage::Carrier, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.markup {
        return;
    }
    written_out(context, findings);
    eaten(context, findings);
}

/// `&amp;`, `&#38;`, `&amp;amp;`, and what is left of them: `?amp;a=1`, `#038;b=2`. All or none: a link that was
/// encoded for a web page was encoded as a whole.
fn written_out(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let found = entities(link.text);
    let Some(((first, _), others)) = found.split_first() else { return };
    let separators = found.iter().all(|(_, plain)| matches!(plain.as_str(), "&" | ""));
    let (name, plain) = if separators { ("The &", "&") } else { ("A character", "character") };
    let mut finding =
        Finding::new(&RULE, *first, format!("{name} is written in its HTML form, {}.", quoted(link.of(*first))))
            .costs("The next parameter gets a wrong name, so its value is lost.")
            .label(if separators { "should be &" } else { "an HTML entity" })
            .todo(match found.len() {
                1 => format!("Write a plain {plain}."),
                2 => format!("Write a plain {plain} in both places."),
                n => format!("Write a plain {plain} in all {n} places."),
            });
    for (other, _) in others.iter().take(2) {
        finding = finding.also(*other, "here too");
    }
    let edits = found.iter().map(|(span, plain)| Edit::replace(*span, plain.clone())).collect();
    // Read as it stands, an entity is a separator, a fragment or a name: if it stays, nothing behind it is what it seems.
    finding = finding.reach(Span { start: first.start, end: link.text.len() as u32 });
    findings.push(finding.fix(Fix::safe(format!("Write a plain {plain}"), edits)));
}

/// Entities by name, for characters that mean something in a link.
const NAMED: [(&str, &str); 15] = [
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("equals", "="),
    ("quest", "?"),
    ("num", "#"),
    ("sol", "/"),
    ("colon", ":"),
    ("lcub", "{"),
    ("rcub", "}"),
    ("lsqb", "["),
    ("rsqb", "]"),
    ("percnt", "%"),
];

/// Every entity with the text it stands for. One that was encoded several times is one.
fn entities(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['&', '?', '#']).map(|i| at + i) {
        let rest = &text[next..];
        let (length, plain) = match rest.as_bytes()[0] {
            b'&' => entity(rest),
            b'?' => (1 + remains(&rest[1..]), Some(String::new())),
            _ => half(rest),
        };
        match plain {
            Some(plain) if plain.is_empty() && length > 1 => {
                found.push((Span::new(next + 1, next + length), plain));
            }
            Some(plain) if !plain.is_empty() => found.push((Span::new(next, next + length), plain)),
            _ => {}
        }
        at = next + length.max(1);
    }
    found
}

/// `&amp;`, `&#38;`, `&#x26;` at the start of `text`: its length and what it stands for.
fn entity(text: &str) -> (usize, Option<String>) {
    let Some(end) = text.bytes().take(10).position(|b| b == b';') else { return (1, None) };
    let Some(c) = character(&text[1..end]) else { return (1, None) };
    let length = end + 1;
    if c != "&" {
        return (length, Some(c));
    }
    let doubled = length + remains(&text[length..]);
    match NAMED
        .iter()
        .find(|(name, _)| text[doubled..].starts_with(name) && text[doubled + name.len()..].starts_with(';'))
    {
        // `&amp;equals;`: the whole was encoded once more.
        Some((name, plain)) if doubled == length => (doubled + name.len() + 1, Some((*plain).to_owned())),
        _ => (doubled, Some(c)),
    }
}

/// What `amp`, `#38` or `#x26` stands for.
fn character(name: &str) -> Option<String> {
    if let Some((_, plain)) = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
        return Some((*plain).to_owned());
    }
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(char::is_ascii_graphic).map(String::from)
}

/// Length of what several encodings left behind a separator: `amp;amp;`.
fn remains(text: &str) -> usize {
    const REMAINS: [&str; 5] = ["amp;", "#38;", "#038;", "#x26;", "#X26;"];
    let mut length = 0;
    while let Some(more) = REMAINS.iter().find(|r| text[length..].starts_with(**r)) {
        length += more.len();
    }
    length
}

/// `#038;b=2`, where the `&` before it was taken for a separator and went.
fn half(text: &str) -> (usize, Option<String>) {
    let length = remains(text);
    let whole = length > 0 && is_assignment(&text[length..]);
    (length.max(1), whole.then(|| "&".to_owned()))
}

/// What HTML makes of `&name` without a semicolon: the character, and the name it ate.
#[rustfmt::skip]
const EATEN: [(char, &str); 46] = [
    ('\u{A4}', "curren"), ('\u{B6}', "para"), ('\u{AE}', "reg"), ('\u{A7}', "sect"), ('\u{AC}', "not"),
    ('\u{D7}', "times"), ('\u{A2}', "cent"), ('\u{AF}', "macr"), ('\u{A9}', "copy"), ('\u{B0}', "deg"),
    ('\u{B5}', "micro"), ('\u{A3}', "pound"), ('\u{F0}', "eth"), ('\u{A5}', "yen"), ('\u{A8}', "uml"),
    ('\u{B1}', "plusmn"), ('\u{B7}', "middot"), ('\u{F7}', "divide"), ('\u{A6}', "brvbar"), ('\u{BA}', "ordm"),
    ('\u{AA}', "ordf"), ('\u{221D}', "prop"), ('\u{2202}', "part"), ('\u{222B}', "int"), ('\u{2211}', "sum"),
    ('\u{220F}', "prod"), ('\u{2282}', "sub"), ('\u{2283}', "sup"), ('\u{2229}', "cap"), ('\u{222A}', "cup"),
    ('\u{2220}', "ang"), ('\u{2227}', "and"), ('\u{2228}', "or"), ('\u{2200}', "forall"), ('\u{2203}', "exist"),
    ('\u{2122}', "trade"), ('\u{2111}', "image"), ('\u{211C}', "real"), ('\u{20AC}', "euro"), ('\u{25CA}', "loz"),
    ('\u{2208}', "isin"), ('\u{2260}', "ne"), ('\u{2264}', "le"), ('\u{2265}', "ge"), ('\u{2192}', "rarr"),
    ('\u{2205}', "empty"),
];

/// Names that begin with an eaten one and are no platform's, but many shops'.
#[rustfmt::skip]
const USUAL: [&str; 26] = [
    "currency", "currency_code", "currency_id", "current", "param", "params", "param#", "region", "region_id", "registration", "register",
    "section", "section_id", "sector", "notify", "notify_url", "note", "notes", "notification", "timestamp", "times", "center", "copyright",
    "product", "product_id", "subscription",
];

/// `¤cy=`, `¶m1=`: one finding for each character, with all its places.
fn eaten(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let from = link.path.start as usize;
    for (c, entity) in EATEN {
        let mut found: Vec<(Span, String, bool)> = Vec::new();
        for (i, _) in link.text[from..].match_indices(c) {
            let at = from + i;
            let rest = &link.text[at + c.len_utf8()..];
            let more = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            let name = format!("{entity}{}", &rest[..more]);
            if rest.as_bytes().get(more) != Some(&b'=') {
                continue;
            }
            // A separator must stand here: a value has ended, and a known name follows.
            let known =
                USUAL.iter().any(|n| crate::platform::matches_name(n, &name)) || context.catalogue.is_a_name(&name);
            let ended = link
                .params
                .iter()
                .any(|p| p.has_equals && p.value.range().contains(&at) && p.value.start as usize != at);
            let alone = more == 0 && c <= '\u{FF}';
            found.push((Span::new(at, at + c.len_utf8()), name, (known || alone) && (ended || link.params.is_empty())));
        }
        let Some(((span, name, _), others)) = found.split_first() else { continue };
        let sure = found.iter().all(|(.., sure)| *sure);
        let mut finding =
            Finding::new(&RULE, *span, format!("A web page has turned `&{name}` into `{c}{}`.", &name[entity.len()..]))
                .costs(format!("`{name}` is not sent as a parameter: it becomes part of the value before it."))
                .label(format!("was &{entity}"))
                .todo(format!("Write `&{name}` instead."));
        for (other, name, _) in others.iter().take(2) {
            finding = finding.also(*other, format!("was &{name}"));
        }
        let edits = found.iter().map(|(span, ..)| Edit::replace(*span, format!("&{entity}"))).collect();
        let title = format!("Write `&{entity}`");
        findings.push(finding.fix(if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) }));
    }
}
