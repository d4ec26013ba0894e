//! The offer has an event that no postback ever reports.

use crate::link::Seen;
use crate::platform::Role;
use crate::rule::values::{Reports, reports};
use crate::rule::{
    Bad, Check, ExampleHints, ExampleOffer, Finding, Good, OfferContext, OfferFindings, Part, Roles, Rule, States,
    quoted,
};
use crate::span::{Severity, Span};

const POSTBACK: Role = Role::Postback;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "event-without-postback",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::of(&[POSTBACK]),
    states: States::Any,
    triggers: Seen::EVENTS,
    yields_to: &["unknown-event-id", "invalid-event-id", "placeholder-left", "misspelled-parameter"],
    summary: "an event of the offer that none of its postbacks can report",
    explanation: "\
Each event of an offer waits for a postback that carries its Event ID. If every postback names another event, this one \
is never counted, however often it happens.

Add a postback for the event, or one whose event parameter is filled by the sending system's macro. If a global \
postback elsewhere reports it, all is well.",
    bad: &[Bad {
        url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
        given: ExampleHints::within(POSTBACK, &ExampleOffer::offer("events: [SignUp, FirstTrade]")),
        marks: "FirstTrade",
        says: "No postback",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer {
                    links: &[(
                        "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=First%20Trade",
                        ExampleHints::role(POSTBACK),
                    )],
                    offer: "events: [SignUp, First Trade]",
                },
            ),
            why: "each event has its postback",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::offer("events: [SignUp, FirstTrade]")),
            why: "a macro can name any event",
        },
        Good {
            url: "https://pb.example.com/in?click_id={click_id}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::offer("events: [SignUp, FirstTrade]")),
            why: "nobody knows how this receiver tells events apart",
        },
        Good {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("events: [SignUp, FirstTrade]")),
            why: "the file holds no postbacks: they are kept elsewhere",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let mut reported: Vec<String> = Vec::new();
    for postback in offer.of_role(POSTBACK) {
        match reports(&postback.context) {
            Reports::Any => return,
            Reports::Only(ids) => reported.extend(ids.iter().map(|id| plain(id))),
        }
    }
    let Some(first) = offer.of_role(POSTBACK).next() else { return };
    // One that differs in its spelling only is unknown-event-id's word.
    let events = offer.offer.events.iter().map(|e| &e.id).filter(|id| !id.text.trim().is_empty());
    let missing: Vec<_> = events.filter(|id| !reported.contains(&plain(&id.text))).collect();
    let [field, others @ ..] = &*missing else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => " and one more".to_owned(),
        n => format!(" and {n} more"),
    };
    let mut finding = Finding::new(
        &RULE,
        Span::new(0, field.text.len()),
        format!("No postback of this offer reports the event {}{more}.", quoted(&field.text)),
    )
    .costs("Such conversions are never counted.")
    .label("never reported")
    .todo("Add a postback for it, or use an event macro. A global postback set up elsewhere also works.")
    .elsewhere(first.spot(), first.context.link.host, "reports other events only");
    for other in others.iter().take(2) {
        finding = finding.beside(other, "never reported either");
    }
    findings.field(field, finding);
}

/// Without case, underscores, blanks and hyphens: what people mix up.
fn plain(id: &str) -> String {
    id.chars().filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
