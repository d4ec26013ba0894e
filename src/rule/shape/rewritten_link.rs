//! A link that a mail filter or a search page has wrapped in one of its own.

use crate::link::{Link, Param, Seen, decoded};
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, States, quoted};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "rewritten-link",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::STRANGE_HOST,
    yields_to: &[],
    summary: "a mail filter or search page has wrapped the link",
    explanation: "\
Outlook, Proofpoint, Google, Facebook, Slack and LinkedIn replace links in messages and results with one of their own, \
to check or count the click. Copied from there the link leads through their servers: macros stay unfilled, automatic \
calls are refused, and the wrapper stops working after a while.

Use the link inside. tracklint shows it, and looks at that one.",
    bad: &[
        Bad {
            url: "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fapp.appsflyer.com%2Fapp_id%3Fpid%3Dnetwork%26clickid%3D%7Bgk_click_id%7D&data=05%7C01&reserved=0",
            given: ExampleHints::NOTHING,
            marks: "eur01.safelinks.protection.outlook.com",
            says: "Outlook",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://urldefense.proofpoint.com/v2/url?u=https-3A__api.getgokart.ai_postback-3Fgk-5Fclick-5Fid-3D-7Bclick-5Fid-7D&d=DwMF&c=x",
            given: ExampleHints::NOTHING,
            marks: "urldefense.proofpoint.com",
            says: "Proofpoint",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "https://urldefense.com/v3/__https://api.getgokart.ai/postback?gk_click_id=*click_id*__;e30!!abc!def$",
            given: ExampleHints::NOTHING,
            marks: "urldefense.com",
            says: "Proofpoint",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://www.google.com/search?q=url",
            given: ExampleHints::NOTHING,
            why: "a search, not a wrapped result",
        },
        Good {
            url: "https://click.example.com/?url=https%3A%2F%2Fshop.example.org%2F&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a tracker's own redirect carries the click id",
        },
    ],
    check: Check::Wrapper(check),
};

/// How a wrapper writes the link inside.
enum Writing {
    /// Percent-encoded in one of these parameters.
    Percent(&'static [&'static str]),
    /// Proofpoint's second form: `-3A` for `%3A`, `_` for `/`, in `u`.
    Hyphen,
    /// Proofpoint's third form: between `__` and `__;`, with `*` for what follows in base64.
    Stars,
}

/// A wrapper's host (and what is below it), its path, its name, and its way of writing.
const WRAPPERS: [(&str, &str, &str, Writing); 12] = [
    ("safelinks.protection.outlook.com", "", "Outlook", Writing::Percent(&["url"])),
    ("urldefense.proofpoint.com", "/v1/url", "Proofpoint", Writing::Percent(&["u"])),
    ("urldefense.proofpoint.com", "/v2/url", "Proofpoint", Writing::Hyphen),
    ("urldefense.com", "/v3/", "Proofpoint", Writing::Stars),
    ("urldefense.us", "/v3/", "Proofpoint", Writing::Stars),
    ("google.com", "/url", "Google", Writing::Percent(&["q", "url"])),
    ("l.facebook.com", "/l.php", "Facebook", Writing::Percent(&["u"])),
    ("lm.facebook.com", "/l.php", "Facebook", Writing::Percent(&["u"])),
    ("l.instagram.com", "", "Instagram", Writing::Percent(&["u"])),
    ("slack-redir.net", "/link", "Slack", Writing::Percent(&["url"])),
    ("linkedin.com", "/redir", "LinkedIn", Writing::Percent(&["url"])),
    ("linkedin.com", "/safety/go", "LinkedIn", Writing::Percent(&["url"])),
];

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    let is_host = |name: &str| {
        let cut = host.len().checked_sub(name.len());
        cut.is_some_and(|c| {
            // Nearly all differ in this letter.
            host.as_bytes()[c].eq_ignore_ascii_case(&name.as_bytes()[0])
                && host.is_char_boundary(c)
                && host[c..].eq_ignore_ascii_case(name)
                && (c == 0 || host.as_bytes()[c - 1] == b'.')
        })
    };
    let known = WRAPPERS.iter().find(|(name, path, ..)| is_host(name) && link.path().starts_with(path));
    let Some((_, _, name, writing)) = known else { return };
    let Some(edits) = edits(&link, writing) else { return };
    findings.push(
        Finding::new(
            &RULE,
            link.host,
            format!("{name} has replaced this link with its own: {} belongs to {name}.", quoted(host)),
        )
        .costs("It goes through another company's servers, which fill no macros and block automated calls.")
        .label(format!("{name}'s wrapper"))
        .todo("Use the link inside, as shown below.")
        .reach(Span::new(0, link.text.len()))
        .fix(if is_whole(&link, writing) {
            Fix::safe("Unwrap the link", edits)
        } else {
            Fix::probable("Unwrap the link", edits)
        }),
    );
}

/// What the wrappers add themselves.
#[rustfmt::skip]
const OWN: [&str; 40] = [
    "url", "u", "q", "data", "sdata", "reserved", "sa", "source", "ved", "usg", "cd", "cad", "rct", "esrc", "opi", "sntz", "ust", "psig",
    "sig", "h", "s", "e", "d", "c", "r", "m", "k", "fbclid", "__tn__", "c[0]", "urlhash", "_t", "trk", "isSdui", "lipi", "messageThreadUrn",
    "ei", "oq", "uact", "web",
];

/// True if the link inside is all there is: every parameter around it is the wrapper's own. Where the link inside is not
/// encoded, its own parameters stand among the wrapper's.
fn is_whole(link: &Link, writing: &Writing) -> bool {
    let Writing::Percent(names) = writing else { return true };
    let own = |key: &str| OWN.contains(&key) || names.contains(&key);
    let raw = |p: &Param| names.contains(&&*link.name(p)) && link.value(p).contains("://");
    link.params.iter().all(|p| own(&link.name(p)) && !raw(p))
}

fn edits(link: &Link, writing: &Writing) -> Option<Vec<Edit>> {
    match writing {
        Writing::Percent(names) => {
            let param = link.params.iter().find(|p| names.contains(&&*link.name(p)))?;
            keep(link, param.value, &escapes(link, param, b'%'))
        }
        Writing::Hyphen => {
            let param = link.params.iter().find(|p| link.key(p) == "u")?;
            let mut units = escapes(link, param, b'-');
            let slashes = link.value(param).match_indices('_').map(|(i, _)| param.value.start as usize + i);
            units.extend(slashes.map(|at| (Span::new(at, at + 1), "/".to_owned())));
            units.sort();
            keep(link, param.value, &units)
        }
        Writing::Stars => stars(link),
    }
}

/// Each escape of a value with the text it stands for. `mark` is `%`, or the `-` that takes its place.
fn escapes(link: &Link, param: &Param, mark: u8) -> Vec<(Span, String)> {
    let base = param.value.start as usize;
    let plain = link.value(param).replace(char::from(mark), "%");
    let bytes = plain.as_bytes();
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'%', &bytes[at..]) {
        let start = at + found;
        let run = (start..bytes.len()).step_by(3).take_while(|&i| bytes[i] == b'%' && bytes.len() >= i + 3).count();
        let end = start + 3 * run;
        // What follows a `%` need not be digits, and may end within a character: that is no escape.
        let written = plain.get(start..end).unwrap_or_default();
        let text = decoded(written);
        if run > 0 && !text.contains('\u{FFFD}') && text != written {
            units.push((Span::new(base + start, base + end), text.into_owned()));
        }
        at = end.max(start + 1);
    }
    units
}

/// Everything outside `inside` goes; within it the units are written plainly. Only if a web link comes out.
fn keep(link: &Link, inside: Span, units: &[(Span, String)]) -> Option<Vec<Edit>> {
    let mut edits = vec![Edit::delete(Span { start: 0, end: inside.start })];
    edits.extend(units.iter().map(|(span, text)| Edit::replace(*span, text.clone())));
    edits.push(Edit::delete(Span { start: inside.end, end: link.text.len() as u32 }));
    edits.retain(|e| !(e.span.is_empty() && e.text.is_empty()));
    let (plain, _) = crate::span::apply(link.text, &edits.iter().collect::<Vec<_>>());
    let web = ["http://", "https://"].iter().any(|s| plain.starts_with(s));
    web.then_some(edits)
}

/// `…/v3/__https://host/path*rest__;Iw!!key$`: each `*` stands for the next of the characters in base64.
fn stars(link: &Link) -> Option<Vec<Edit>> {
    let text = link.text;
    let start = text.find("/v3/__")? + 6;
    let end = start + text[start..].find("__;")?;
    let coded = &text[end + 3..];
    let hidden = base64(&coded[..coded.find("!!").unwrap_or(coded.len())])?;
    let mut hidden = hidden.chars();
    let mut units = Vec::new();
    for (i, _) in text[start..end].match_indices('*') {
        units.push((Span::new(start + i, start + i + 1), hidden.next()?.to_string()));
    }
    keep(link, Span::new(start, end), &units)
}

/// Decodes URL-safe base64 without padding; `None` if it is not that, or not text.
fn base64(coded: &str) -> Option<String> {
    let value = |b: u8| -> Option<u32> {
        Some(u32::from(match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        }))
    };
    let mut bytes = Vec::new();
    for chunk in coded.trim_end_matches('=').as_bytes().chunks(4) {
        let mut word = 0;
        for b in chunk {
            word = word << 6 | value(*b)?;
        }
        word <<= 6 * (4 - chunk.len());
        bytes.extend_from_slice(&word.to_be_bytes()[1..chunk.len()]);
    }
    String::from_utf8(bytes).ok()
}
