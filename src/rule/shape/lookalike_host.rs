//! A host with letters that only look like Latin ones.

use crate::link::{Chars, Seen};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, lookalike, quoted,
};
use crate::span::{Edit, Fix, Severity};
use std::borrow::Cow;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "lookalike-host",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::ODD_HOST.or(Seen::STRANGE_HOST),
    yields_to: &["invisible-character"],
    summary: "a host with letters that only look right",
    explanation: "\
Letters of other alphabets can look exactly like Latin ones: the Cyrillic \u{441} like c. A host with such a letter is \
another host. It comes in by copying, or on purpose, to lead users astray; clicks and conversions sent there are lost \
or stolen.

Type the host again, by hand.",
    bad: &[Bad {
        url: "https://app.appsfly\u{435}r.com/id123456789?pid=network_int&clickid={gk_click_id}",
        given: ExampleHints::NOTHING,
        marks: "app.appsfly\u{435}r.com",
        says: "U+0435",
        fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
    }],
    good: &[
        Good {
            url: "https://b\u{FC}cher.example/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a letter of a language that looks like no other",
        },
        Good {
            url: "https://\u{43F}\u{440}\u{438}\u{43C}\u{435}\u{440}.\u{440}\u{444}/?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a name that is Cyrillic altogether",
        },
        Good {
            url: "https://xn--bcher-kva.example/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the encoded form of an honest name",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    let encoded = link.host_chars.has(Chars::HYPHEN) && memchr::memmem::find(host.as_bytes(), b"xn--").is_some();
    if !(link.host_chars.has(Chars::NON_ASCII) || encoded)
        || link.macros_in(link.host).next().is_some()
        || host.len() > 253
    {
        return;
    }
    let shown: Cow<str> = if encoded { Cow::Owned(idna::domain_to_unicode(host).0) } else { Cow::Borrowed(host) };
    let Some(strange) = shown.chars().find(|c| lookalike(*c).is_some()) else { return };
    let plain: String = shown.chars().map(|c| lookalike(c).unwrap_or(c)).collect();
    let known = context.catalogue.by_host(&plain).is_some();
    if !plain.is_ascii() || !(known || shown.split('.').any(is_mixed)) {
        return;
    }
    let title = format!("Write {}", quoted(&plain));
    let edits = vec![Edit::replace(link.host, plain.clone())];
    let code = format!("U+{:04X}", strange as u32);
    findings.push(
        Finding::new(
            &RULE,
            link.host,
            format!(
                "The host {} contains {strange} ({code}), which only looks like {}.",
                quoted(&shown),
                lookalike(strange).unwrap_or_default()
            ),
        )
        .costs("It is a different host, so clicks and conversions are lost or stolen.")
        .label("not what it looks like")
        .todo(format!("{title}, typed by hand."))
        .fix(if known { Fix::safe(title, edits) } else { Fix::probable(title, edits) }),
    );
}

/// A label with Latin letters and ones that only look so.
fn is_mixed(label: &str) -> bool {
    label.chars().any(|c| c.is_ascii_alphabetic())
        && label.chars().any(|c| lookalike(c).is_some_and(|l| l.is_ascii_alphabetic()))
}
