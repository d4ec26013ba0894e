//! `{app_version}os={os}`: between two parameters the `&` is lost, or another sign stands for it.

use crate::link::{Chars, Link, Macro, Param, Seen, decoded};
use crate::platform::is_click_id_name;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-separator",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::PLUS_OR_EQUALS.or(Seen::PERCENT).or(Seen::SEMICOLON),
    yields_to: &["html-entity"],
    summary: "two parameters with no & between them",
    explanation: "\
Parameters are joined with &. Where it is lost, or a ; or an encoded %26 is in its place, the second parameter is \
taken for a part of the first one's value: its name is never read and its value is lost, and the first value is wrong \
as well.

Write a plain & between the two.",
    bad: &[
        Bad {
            url: "https://ad.example.com/r?pk=1&uid={clickid}&app_version={app_version}os={os}&os_version={os_version}",
            given: ExampleHints::NOTHING,
            marks: "os",
            says: "no & before `os`",
            fixed: Some(
                "https://ad.example.com/r?pk=1&uid={clickid}&app_version={app_version}&os={os}&os_version={os_version}",
            ),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network_int;clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: ";",
            says: "; is used",
            fixed: None,
        },
        Bad {
            url: "https://shop.example.com/item%3Fclickid%3Dabc%26sub%3D5",
            given: ExampleHints::NOTHING,
            marks: "%3F",
            says: "%3F",
            fixed: Some("https://shop.example.com/item?clickid=abc&sub=5"),
        },
        Bad {
            url: "https://shop.example.com/x?a=1%26clickid%3D{clickid}",
            given: ExampleHints::NOTHING,
            marks: "%26",
            says: "%26",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network_int%26clickid%3D{gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "%26",
            says: "%26",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network_int&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/pb?gk_click_id={subid}&cnv_event_id={status: lead=reg sale=dep}",
            given: ExampleHints::NOTHING,
            why: "the = belongs to Keitaro's macro",
        },
        Good {
            url: "https://play.google.com/store/apps/details?id=com.acme&referrer=utm_source%3Dnet%26click_id%3D{gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the store hands the encoded parameters on to the app",
        },
        Good {
            url: "https://t.example.com/c?cid={gk_click_id}&data=source:a;medium=b&pair={campaign}_{creative}=1",
            given: ExampleHints::NOTHING,
            why: "a value may have a syntax of its own",
        },
        Good {
            url: "https://app.adjust.com/abc1234?campaign=c&install_callback=https%3A%2F%2Fnet.example.com%2Fcb%3Fa%3D1%26click_id%3D{click_id}",
            given: ExampleHints::NOTHING,
            why: "the parameters of a link inside are encoded by right",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

/// A lost separator: the name behind it, what to mark, how to fix it, and whether that is sure.
struct Lost<'a> {
    name: &'a str,
    span: Span,
    edits: Vec<Edit>,
    sure: bool,
}

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    encoded_query(context, findings);
    let open = |p: &&Param| p.value_chars.has(Chars::EQUALS.or(Chars::PERCENT));
    for param in link.params.iter().filter(open) {
        let found = glued(context, param).map(|lost| (lost, "There is no & before", "& is missing before this"));
        let found =
            found.or_else(|| semicolon(context, param).map(|l| (l, "A ; is used instead of & before", "should be &")));
        let found =
            found.or_else(|| encoded(context, param).map(|l| (l, "The & is written as %26 before", "should be &")));
        let Some((lost, what, label)) = found else { continue };
        let (name, key) = (quoted(lost.name), quoted(link.key(param)));
        let (severity, title) =
            ([Severity::Warning, Severity::Error][usize::from(lost.sure)], format!("Write & before {name}"));
        let unless = if lost.sure { "" } else { "Unless the other side takes a ; as well, " };
        let reach = (!lost.sure).then(|| param.span());
        let found = Finding { reach, ..Finding::new(&RULE, lost.span, format!("{what} {name}.")) };
        findings.gather(
            found
                .severity(severity)
                .costs(format!("{unless}{name} becomes part of the value of {key}, so both values are wrong."))
                .label(label)
                .todo(format!("{title}."))
                .fix(if lost.sure { Fix::safe(title, lost.edits) } else { Fix::probable(title, lost.edits) }),
        );
    }
}

/// The link's own `?`, `&` and `=` percent-encoded in its path: `/item%3Fclickid%3Dabc%26sub%3D5`.
fn encoded_query(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let path = link.path();
    if !path.contains("%3D") && !path.contains("%3d") {
        return;
    }
    let lower = path.to_ascii_lowercase();
    if lower.contains("%3a%2f") || path.contains("://") {
        return;
    }
    let base = link.path.start as usize;
    // `/item%26a%3D1%26b%3D2`, where the `?` was lost besides.
    let first = lower.find("%3f").or_else(|| lower.find("%26").filter(|_| link.query.is_empty()));
    let Some(first) = first else { return };
    let Some(edits) = decoded_separators(&path[first + 3..], base + first + 3) else { return };
    let span = Span::new(base + first, base + first + 3);
    let mut all = vec![Edit::replace(span, "?")];
    all.extend(edits);
    // The `?` that stands further on in its place becomes the `&` that it should have been.
    if link.params.first().is_some_and(|p| link.of(p.separator) == "?") {
        all.push(Edit::replace(link.params[0].separator, "&"));
    }
    let what = format!("The ? before the parameters is written as {}.", quoted(link.of(span)));
    findings.push(
        Finding::new(&RULE, span, what)
            .costs("The server takes the parameters for part of the page address, so their values are lost.")
            .label("should be ?")
            .todo("Write the separators plainly: ?, & and =.")
            .fix(Fix::safe("Write the separators plainly", all)),
    );
}

/// Edits that write the separators of `name%3Dvalue%26name%3Dvalue` plainly; none unless it is such a list.
fn decoded_separators(text: &str, base: usize) -> Option<Vec<Edit>> {
    let lower = text.to_ascii_lowercase();
    let mut edits = Vec::new();
    let mut at = 0;
    loop {
        let length = name_length(&text[at..]);
        if length == 0 {
            return None;
        }
        let equals = at + length;
        at = match () {
            () if lower[equals..].starts_with("%3d") => {
                edits.push(Edit::replace(Span::new(base + equals, base + equals + 3), "="));
                equals + 3
            }
            () if text[equals..].starts_with('=') => equals + 1,
            () => return None,
        };
        // A second encoded `?` before a name is one fault more: it is laid bare for the rule that knows it.
        let assigned = |rest: &str| {
            let length = name_length(rest);
            length > 0 && (rest[length..].starts_with('=') || rest[length..].starts_with("%3d"))
        };
        let question =
            lower[at..].match_indices("%3f").find(|(i, _)| assigned(&lower[at + i + 3..])).map(|(i, _)| (i, "?"));
        let encoded = lower[at..].find("%26").map(|i| (i, "&"));
        let plain = lower[at..].match_indices('&').find(|(i, _)| assigned(&lower[at + i + 1..])).map(|(i, _)| (i, ""));
        match [encoded, question, plain].into_iter().flatten().min() {
            Some((next, "")) => at += next + 1,
            Some((next, plain)) => {
                edits.push(Edit::replace(Span::new(base + at + next, base + at + next + 3), plain));
                at += next + 3;
            }
            None => return Some(edits),
        }
    }
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.~$[]".contains(b)).count()
}

/// Where a link of its own begins in a value; behind its end where none does.
fn link_inside(value: &str) -> usize {
    let marks = ["://", "%3A%2F", "%3a%2f"].iter().filter_map(|mark| value.find(mark)).min();
    if value.starts_with(['/', '?']) { 0 } else { marks.unwrap_or(value.len()) }
}

/// True if the link's addressee documents the parameter, or, less sure, some platform does.
fn known(context: &Context, name: &str) -> Option<bool> {
    let has = |p: &'static crate::platform::Platform| {
        p.link_params().chain(p.receives.params()).any(|f| f.name != "*" && f.is(name))
    };
    if context.sure_addressee().is_some_and(has) {
        return Some(true);
    }
    (name.len() >= 4 && context.catalogue.is_a_name(name)).then_some(false)
}

/// `{x}key=`, and `network_intclickid={x}` where `clickid` is the addressee's own.
fn glued<'a>(context: &Context<'a>, param: &Param) -> Option<Lost<'a>> {
    let link = context.link;
    let inner = param.value.start as usize + link_inside(link.value(param));
    let before = |m: &&Macro| m.span.end as usize <= inner;
    for found in link.macros_in(param.value).take_while(before).filter(|m| !m.encoded) {
        let start = found.span.end as usize;
        let rest = &link.text[start..param.value.end as usize];
        let Some(name) = name_before(rest, "=") else { continue };
        let filled = is_macro_at(&link, start + name.len() + 1);
        // A click id with anything behind it is another click id.
        let own = context.is_network_click_id(link.macro_name(found));
        if filled || own || known(context, name).is_some() {
            return Some(lost(name, start));
        }
    }
    let value = link.value(param);
    let before = name_before(value, "=").filter(|b| is_macro_at(&link, param.value.start as usize + b.len() + 1))?;
    let names = context.sure_addressee()?.link_params().filter(|f| f.name.len() >= 6 && before.ends_with(f.name));
    let name = names.map(|f| f.name).max_by_key(|n| n.len())?;
    let at = before.len() - name.len();
    let inside = at > 0 && before.as_bytes()[at - 1].is_ascii_alphanumeric();
    inside.then(|| lost(&before[at..], param.value.start as usize + at))
}

fn lost(name: &str, at: usize) -> Lost<'_> {
    Lost { name, span: Span::new(at, at + name.len()), edits: vec![Edit::insert(at as u32, "&")], sure: true }
}

/// `pid=a;clickid={x}`.
fn semicolon<'a>(context: &Context<'a>, param: &Param) -> Option<Lost<'a>> {
    let link = context.link;
    let value = link.value(param);
    let at = value.find(';')?;
    let (start, first) = (param.value.start as usize + at, &value[..at]);
    let name = name_before(&value[at + 1..], "=")?;
    let filled = is_macro_at(&link, start + 1 + name.len() + 1);
    let plain = !first.contains(['=', ':', ',']) && link_inside(value) > at && !link.path().contains(';');
    let free = link.macro_at(start).is_none();
    // `{clickid};moneyusd={payout}`: two macros with nothing but this between them.
    let between = filled && link.whole_macro(Span { end: start as u32, ..param.value }).is_some();
    let sure = known(context, name).or(between.then_some(false));
    sure.filter(|sure| free && plain && (*sure || filled))?;
    let span = Span::new(start, start + 1);
    Some(Lost { name, span, edits: vec![Edit::replace(span, "&")], sure: false })
}

/// `pid=a%26clickid%3D{x}`.
fn encoded<'a>(context: &Context<'a>, param: &Param) -> Option<Lost<'a>> {
    let link = context.link;
    let value = link.value(param);
    let at = value.find("%26")?;
    let rest = &value[at + 3..];
    if let Some(name) = name_before(rest, "=").filter(|_| link_inside(value) == value.len()) {
        // A plain = that belongs to no name of its own: only the & was encoded.
        let start = param.value.start as usize + at;
        let ends = link.whole_macro(Span { end: start as u32, ..param.value }).is_some();
        let span = Span::new(start, start + 3);
        let edits = vec![Edit::replace(span, "&")];
        let sure = ends && !value[..at].contains('=') || known(context, name) == Some(true);
        return sure.then_some(Lost { name, span, edits, sure });
    }
    let name = name_before(rest, "%3").filter(|n| rest[n.len() + 2..].starts_with(['D', 'd']))?;
    // An encoded = before it: the value is a list of parameters of its own.
    let list = decoded(&value[..at]).contains(['=', '?', '/', ':']) || is_nested(context, link.key(param));
    let start = param.value.start as usize + at;
    let after = start + 3 + name.len();
    let (and, equals) = (Span::new(start, start + 3), Span::new(after, after + 3));
    let vital = is_click_id_name(name) && is_macro_at(&link, after + 3);
    let sure =
        known(context, name).filter(|sure| (*sure || vital) && !list).or(vital.then_some(false).filter(|_| !list))?;
    Some(Lost { name, span: and, edits: vec![Edit::replace(and, "&"), Edit::replace(equals, "=")], sure })
}

fn is_nested(context: &Context, key: &str) -> bool {
    context.addressee.is_some_and(|a| crate::platform::find(a.platform.link.nested, &decoded(key)).is_some())
}

/// The name at the start of `text`, if `end` follows it.
fn name_before<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.~".contains(b)).count();
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '~');
    (begins && text[length..].starts_with(end)).then(|| &text[..length])
}

fn is_macro_at(link: &Link, at: usize) -> bool {
    link.macro_at(at).is_some_and(|m| m.span.start as usize == at)
}
