//! `cnv_event_id=first_trade` where the offer's event is called `FirstTrade`.

use crate::link::{Seen, decoded};
use crate::platform::{Role, find};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Encoding, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unknown-event-id",
    severity: Severity::Error,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Any,
    triggers: Seen::EVENTS,
    yields_to: &["placeholder-left", "unbraced-macro", "unresolved-macro"],
    summary: "the postback reports an event that the offer does not have",
    explanation: "\
The event in the postback must be one of the offer's Event IDs exactly: capitals, underscores and spaces count. \
first_trade is not FirstTrade, and an event that was never set up cannot be matched at all. The conversion is not \
attributed.

Write the Event ID as it is in the offer, or add the event to the offer.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=first_trade",
            given: ExampleHints { events: &["SignUp", "FirstTrade"], ..ExampleHints::NOTHING },
            marks: "first_trade",
            says: "FirstTrade",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=FirstTrade"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Level%201",
            given: ExampleHints { events: &["SignUp", "FirstTrade"], ..ExampleHints::NOTHING },
            marks: "Level%201",
            says: "Level 1",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Level%201",
            given: ExampleHints { events: &["Level 1", "Level 2"], ..ExampleHints::NOTHING },
            why: "the encoded space is the space of the Event ID",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints { events: &["SignUp"], ..ExampleHints::NOTHING },
            why: "a macro is filled later",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let (Some(receiver), Some(events)) = (context.receiver(), context.offer.events) else { return };
    let link = context.link;
    for param in &link.params {
        let is_event = find(receiver.receives.event, &link.name(param)).is_some();
        if !is_event || param.value.is_empty() || link.macros_in(param.value).next().is_some() {
            continue;
        }
        let sent = decoded(link.value(param)).replace('+', " ");
        if events.iter().any(|e| *e == sent || decoded(link.value(param)) == *e) {
            continue;
        }
        let finding = Finding::new(
            &RULE,
            param.value,
            format!("The offer has no event {}: it has {}.", quoted(&sent), listed(events)),
        )
        .costs(format!("{} cannot match the conversion to an event.", receiver.name))
        .label("no such event");
        let mut same = events.iter().filter(|e| plain(e) == plain(&sent));
        findings.push(match (same.next(), same.next()) {
            (Some(meant), None) => {
                let title = format!("Write {}", quoted(meant));
                let written = Encoding::Percent.encode((*meant).to_owned().into());
                finding
                    .todo(format!("{title}, exactly as in the offer."))
                    .fix(Fix::safe(title, vec![Edit::replace(param.value, written)]))
            }
            _ => finding.todo("Write one of the offer's Event IDs exactly, or add this one to the offer."),
        });
    }
}

/// Without case, underscores, blanks and hyphens: what people mix up.
fn plain(id: &str) -> String {
    id.chars().filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn listed(events: &[&str]) -> String {
    match events {
        [] => "none".to_owned(),
        [one] => quoted(one),
        [first, second] => format!("{} and {}", quoted(first), quoted(second)),
        [first, second, rest @ ..] => format!("{}, {} and {} more", quoted(first), quoted(second), rest.len()),
    }
}
