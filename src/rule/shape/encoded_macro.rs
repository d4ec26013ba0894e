//! `%7Bgk_click_id%7D`: a macro whose braces were encoded.

use crate::link::{Dialect, Link, Seen, decoded};
use crate::platform::{Role, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "encoded-macro",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Template,
    triggers: Seen::ENCODED_MACRO.or(Seen::WEAK_MACRO),
    yields_to: &["placeholder-left", "unresolved-macro"],
    summary: "a macro's braces are encoded, so it is not filled",
    explanation: "\
Link builders, mail programs and browsers write { as %7B and } as %7D. The system that should fill the macro looks for \
the braces and does not find them: it sends the text as it is, and every click arrives with the same, useless id.

Write the braces as they are. Inside a callback that is itself encoded, as Adjust takes them, the encoded form can be \
right, and tracklint is silent there. If you copied the link from a browser's address bar, it was not filled there.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid=%7Bgk_click_id%7D&source={gk_offer_id}",
            given: ExampleHints::NOTHING,
            marks: "%7Bgk_click_id%7D",
            says: "encoded",
            fixed: Some("https://example.com/offer?clickid={gk_click_id}&source={gk_offer_id}"),
        },
        Bad {
            url: "https://slotoroffer.com/l/6998a4086231?sub_id=%7Bsub_id_1%7D",
            given: ExampleHints::NOTHING,
            marks: "%7Bsub_id_1%7D",
            says: "encoded",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?cid={click_id}&state=%7Bstatus%3Asale%3Dpaid%7D",
            given: ExampleHints::role(Role::Postback),
            marks: "%7Bstatus%3Asale%3Dpaid%7D",
            says: "{status:sale=paid}",
            fixed: Some("https://pay.example.com/pb?cid={click_id}&state={status:sale=paid}"),
        },
        Bad {
            url: "https://pay.example.com/pb?cid=%25%25TRACK_ID%25%25",
            given: ExampleHints::role(Role::Postback),
            marks: "%25%25TRACK_ID%25%25",
            says: "delimiters",
            fixed: None,
        },
        Bad {
            url: "https://pay.example.com/pb?cid=%23click_id%23",
            given: ExampleHints::role(Role::Postback),
            marks: "%23click_id%23",
            says: "#click_id#",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://app.adjust.com/abc1234?campaign=c&install_callback=https%3A%2F%2Fnet.example.com%2Fcallback%3Fcountry%3D%7Bcountry%7D%26click_id%3D{click_id}",
            given: ExampleHints::NOTHING,
            why: "Adjust fills the encoded placeholders of a callback",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&data=%7B%22a%22%3A1%7D",
            given: ExampleHints::NOTHING,
            why: "encoded JSON, no macro",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&filter%5Bname%5D=a",
            given: ExampleHints::NOTHING,
            why: "the name of an array's entry",
        },
        Good {
            url: "https://shop.example.com/?topic=%23summer%23&xtor=AL-7-%5Bads%5D-%5B12%5D&id=%7BE1B0C3D4-9A77-4C21-8F00-0A1B2C3D4E5F%7D",
            given: ExampleHints::NOTHING,
            why: "a hashtag, what a page counts by, and an id in braces",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let raw = link.macros.iter().any(|m| !m.encoded);
    // A path may hold brackets of its own, as a page called `[slug]`.
    let in_path = |span| link.path.contains(span);
    let mut value = Value::default();
    for found in context.macros().filter(|m| m.encoded) {
        let inside = value.holds_link_before(&link, found.span.start as usize);
        // The network fills its own macro only where its braces are plain, in a callback too.
        let network_fills = context.filled_by.is_some() && context.is_network_click_id(link.macro_name(found));
        if inside && !network_fills {
            continue;
        }
        // `Campaign_%5BDE%5D`: brackets are also just brackets, unless the name is a macro's or others are written so.
        let name = link.macro_name(found);
        let usual = link.macros.iter().any(|m| !m.encoded && m.dialect == found.dialect);
        let known = name.len() > 2 && context.catalogue.is_a_name(name) || is_click_id_name(name);
        if marks_of(found.dialect) != "braces" && !usual && !known {
            continue;
        }
        let plain = found.dialect.write(&decoded(link.of(found.inner)));
        let edits = vec![Edit::replace(found.span, plain.clone())];
        let title = format!("Write {}", quoted(&plain));
        let marks = marks_of(found.dialect);
        let todo = if raw {
            format!("{title}, with plain {marks}.")
        } else {
            format!("{title}. If you copied the link from a browser, the macro was already unfilled there.")
        };
        findings.push(
            Finding::new(
                &RULE,
                found.span,
                format!("The {marks} of the macro {} are percent-encoded.", quoted(link.of(found.span))),
            )
            .costs("The system that should fill it does not recognise it and sends this text instead.")
            .label("encoded")
            .todo(todo)
            .fix(if raw && !in_path(found.span) {
                Fix::safe(title, edits)
            } else {
                Fix::probable(title, edits)
            }),
        );
    }
}

/// What the delimiters of a dialect are called.
fn marks_of(dialect: Dialect) -> &'static str {
    match dialect.delimiters().0.as_bytes() {
        [.., b'{'] => "braces",
        [b'[' | b'(' | b'<', ..] => "brackets",
        _ => "delimiters",
    }
}

/// The value that macros stand in, looked at once for all of them.
#[derive(Default)]
struct Value {
    range: std::ops::Range<usize>,
    /// Where in it a link of its own shows.
    link_at: Option<usize>,
}

impl Value {
    /// An encoded link of its own begins before `at`: what is encoded there is right at its depth.
    fn holds_link_before(&mut self, link: &Link, at: usize) -> bool {
        if !self.range.contains(&at) {
            let from = (link.path.start as usize).min(at);
            let start = link.text[from..at].rfind(['&', '?']).map_or(from, |i| from + i);
            let end = link.text[at..].find('&').map_or(link.text.len(), |i| at + i);
            let marks = ["%3a%2f", "%3d", "%3f", "://"];
            let lower = link.text[start..end].to_ascii_lowercase();
            let link_at = marks.iter().filter_map(|m| lower.find(m)).min().map(|i| start + i);
            *self = Self { range: start..end, link_at };
        }
        self.link_at.is_some_and(|i| i < at)
    }
}
