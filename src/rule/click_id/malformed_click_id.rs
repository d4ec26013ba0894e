//! `gk_click_id=efb2a7d2-c01a`: no click has such an id.

use crate::link::{Seen, decoded};
use crate::platform::{Platform, Role, State};
use crate::rule::values::{is_one_of, is_uuid, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "malformed-click-id",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::of(&[Role::Postback]),
    states: States::Any,
    triggers: Seen::NETWORK.or(Seen::PLATFORM),
    yields_to: &[
        "placeholder-left",
        "unresolved-macro",
        "unbraced-macro",
        "misspelled-macro",
        "unbalanced-macro",
        "double-encoding",
    ],
    summary: "a click id that the network cannot have issued",
    explanation: "\
The network's click ids all have one shape; GoKart's are UUIDs, 36 characters in five groups. What came back here \
has another: it was cut short, something was added, or it is no click id at all. The network finds no such click, \
and the conversion is lost.

Look at what the sending system stored at the click. A field that is too short cuts ids; a wrong macro sends another \
value.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e",
            given: ExampleHints::NOTHING,
            marks: "efb2a7d2-c01a-4e3f-b8a1-81b4568e",
            says: "32 of 36",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=id_efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::NOTHING,
            marks: "id_efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            says: "added",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=a1b2c3d4e5f6",
            given: ExampleHints::NOTHING,
            marks: "a1b2c3d4e5f6",
            says: "is not a",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=gk_click_id",
            given: ExampleHints::NOTHING,
            marks: "gk_click_id",
            says: "own name",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=EFB2A7D2-C01A-4E3F-B8A1-81B4568E9F32",
            given: ExampleHints::NOTHING,
            why: "capitals are digits too",
        },
        Good {
            url: "https://api.brownboots.getgokart.ai/api/v1/offer-link/redirect/12345?pub_click_id=ABC123XYZ&pub_member_id=1",
            given: ExampleHints::NOTHING,
            why: "a partner's click id may look like anything",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id=abc123",
            given: ExampleHints::NOTHING,
            why: "nothing says what TUNE's ids look like",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(receiver) = context.receiver() else { return };
    for param in link.params.iter().filter(|p| is_one_of(&link, p, receiver.receives.click_id())) {
        let Some(value) = literal(&link, param) else { continue };
        let finding = Finding::new(&RULE, param.value, "");
        if value == link.key(param) {
            let what = format!("The click id is the parameter's own name, {}.", quoted(value));
            findings.push(said(
                finding,
                receiver,
                what,
                "its own name",
                "Replace it with the sending system's click id macro.",
            ));
        } else if context.state == State::Live && receiver.receives.click_id_shape.is_some_and(|s| s.name == "uuid") {
            let sent = decoded(value);
            if !is_uuid(&sent) {
                findings.push(misshapen(finding, receiver, &sent, param.value));
            }
        }
    }
}

fn said(finding: Finding, receiver: &Platform, what: String, label: &str, todo: &str) -> Finding {
    let costs = format!("{} finds no click with this id, so nobody is credited.", receiver.name);
    Finding { what, ..finding }.costs(costs).label(label).todo(todo)
}

fn misshapen(finding: Finding, receiver: &Platform, sent: &str, span: crate::span::Span) -> Finding {
    let name = receiver.name;
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if sent.len() == 32 && sent.bytes().all(|b| b.is_ascii_hexdigit()) {
        let whole = [&sent[..8], &sent[8..12], &sent[12..16], &sent[16..20], &sent[20..]].join("-");
        let title = format!("Write `{whole}`");
        let what = format!("The click id {} has lost its hyphens.", quoted(sent));
        return said(finding, receiver, what, "no hyphens", "Send the id exactly as it came, with its hyphens.")
            .fix(Fix::probable(title, vec![Edit::replace(span, whole)]));
    }
    let mut starts = 0..(sent.len() + 1).saturating_sub(36);
    if let Some(at) = starts.find(|at| sent.get(*at..at + 36).is_some_and(is_uuid)) {
        let id = &sent[at..at + 36];
        let title = format!("Write `{id}`");
        let what = format!("The click id {} has something added to it: the id is {}.", quoted(sent), quoted(id));
        return said(finding, receiver, what, "more than an id", "Send the id alone, as it came.")
            .fix(Fix::probable(title, vec![Edit::replace(span, id.to_owned())]));
    }
    if sent.len() >= 13 && sent.len() < 36 && hex(sent) && sent.as_bytes()[8] == b'-' {
        let what = format!("The click id {} is cut short: {} of 36 characters.", quoted(sent), sent.len());
        return said(finding, receiver, what, "cut short", "Check for a field too short to hold the id.");
    }
    let what = format!("{} is not a {name} click id: those are UUIDs of 36 characters.", quoted(sent));
    said(finding, receiver, what, "not a click id", "Send back the value that the tracking link brought, unchanged.")
}
