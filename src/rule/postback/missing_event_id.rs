//! A postback for an offer with several events that does not say which one.

use crate::link::Seen;
use crate::platform::{Role, find};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-event-id",
    severity: Severity::Error,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Any,
    triggers: Seen::NO_EVENT,
    yields_to: &["missing-question-mark", "html-entity", "missing-scheme"],
    summary: "the postback does not say which event it reports",
    explanation: "\
An offer can have several events, such as an install and a purchase, each with its own Event ID in GoKart. The postback \
says in cnv_event_id which one happened. Without it GoKart cannot tell them apart, and the conversion is not attributed \
to its event.

Add cnv_event_id with the Event ID itself (cnv_event_id=FirstTrade) or with the sending system's event macro \
(cnv_event_id={event_name}). An offer with a single event needs none.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints { events: &["SignUp", "FirstTrade"], ..ExampleHints::NOTHING },
            marks: "",
            says: "cnv_event_id",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=",
            given: ExampleHints { multi_event: Some(true), ..ExampleHints::NOTHING },
            marks: "cnv_event_id=",
            says: "cnv_event_id",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}",
            given: ExampleHints { events: &["Install"], ..ExampleHints::NOTHING },
            why: "the offer has one event only",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints { events: &["SignUp", "FirstTrade"], ..ExampleHints::NOTHING },
            why: "a macro names the event",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(receiver) = context.receiver().filter(|r| r.receives.event_tells_apart) else { return };
    let several = context.offer.events.map(|e| e.len() > 1).or(context.offer.multi_event);
    let severity = match several {
        Some(true) => Severity::Error,
        Some(false) => return,
        None => Severity::Advice,
    };
    let link = context.link;
    let Some(fact) = receiver.receives.event.first() else { return };
    let empty = link.params.iter().find(|p| find(receiver.receives.event, link.key(p)).is_some());
    let end = link.query.end.max(link.path.end).max(link.port.end);
    let span = empty.map_or(Span { start: end, end }, |p| p.span());
    let name = quoted(fact.name);
    let what = match (several, empty) {
        (None, Some(_)) => format!("{name} is empty; it is needed if the offer has more than one event."),
        (None, None) => format!("The postback has no {name}; it is needed if the offer has more than one event."),
        (_, Some(_)) => format!("{name} is empty, but the offer has several events."),
        (_, None) => format!("The postback has no {name}, but the offer has several events."),
    };
    let cost = match several {
        None => format!("In that case {} cannot tell the events apart.", receiver.name),
        _ => format!("{} cannot tell which event happened, so the conversion is not attributed to it.", receiver.name),
    };
    findings.push(
        Finding::new(&RULE, span, what)
            .severity(severity)
            .costs(cost)
            .label(format!("no {}", fact.name))
            .todo(format!("Set {name} to the event id, or to the event macro of the system that sends this.")),
    );
}
