//! Two events of one id, or ids that nobody can tell apart.

use crate::link::Seen;
use crate::offer::{Event, Field};
use crate::rule::{
    Bad, Check, ExampleHints, ExampleOffer, Finding, Good, OfferContext, OfferFindings, Part, Roles, Rule, States,
    quoted,
};
use crate::span::{Severity, Span};
use std::collections::HashMap;

const URL: &str = "https://example.com/offer?click_id={gk_click_id}";

const fn events(around: &'static ExampleOffer) -> ExampleHints {
    ExampleHints { around: Some(around), ..ExampleHints::NOTHING }
}

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "invalid-event-id",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::EVENTS,
    yields_to: &[],
    summary: "event ids that are the same, differ in capitals only, or have spaces around them",
    explanation: "\
A postback names its event by the Event ID, character for character. Two events of one id cannot be told apart, two \
that differ in capitals only will be mixed up, and a space before or after an id, which nobody sees, is never sent.

Give each event an id of its own, without spaces around it.",
    bad: &[
        Bad {
            url: URL,
            given: events(&ExampleOffer::offer(
                "events:\n  - { id: SignUp, name: Sign up }\n  - { id: SignUp, name: First trade }",
            )),
            marks: "SignUp",
            says: "two events",
            fixed: None,
        },
        Bad {
            url: URL,
            given: events(&ExampleOffer::offer("events: [SignUp, signup]")),
            marks: "signup",
            says: "capitals",
            fixed: None,
        },
        Bad {
            url: URL,
            given: events(&ExampleOffer::offer("events: ['SignUp ']")),
            marks: " ",
            says: "space",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: URL,
            given: events(&ExampleOffer::offer("events: [SignUp, SignUp2, Level 1]")),
            why: "three different ids; a space within one is part of it",
        },
        Good {
            url: URL,
            given: events(&ExampleOffer::offer(
                "events:\n  - { id: 1, name: First order }\n  - { id: 1, name: First order }",
            )),
            why: "one event listed twice, as with a payout for each country",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let mut first: HashMap<String, &Event> = HashMap::new();
    for event in offer.offer.events.iter().filter(|e| !e.id.text.trim().is_empty()) {
        let (field, id) = (&event.id, event.id.text.trim());
        if id.len() < field.text.len() {
            findings.field(field, blanks(field, id));
        }
        let key: String = id.chars().flat_map(char::to_lowercase).collect();
        match first.get(&key) {
            None => {
                first.insert(key, event);
            }
            Some(other) if other.id.text.trim() != id => {
                findings.field(field, capitals(field).beside(&other.id, "the other one"));
            }
            // The same event, once for each country or device.
            Some(other) if names(event).is_some() && names(event) == names(other) => {}
            Some(other) => findings.field(field, twice(field).beside(&other.id, "the other one")),
        }
    }
}

fn names<'e>(event: &'e Event) -> Option<&'e str> {
    event.name.as_ref().map(|n| n.text.trim())
}

fn blanks(field: &Field, id: &str) -> Finding {
    let start = field.text.len() - field.text.trim_start().len();
    let end = start + id.len();
    let plain = field.text.chars().all(|c| c == ' ' || !c.is_whitespace());
    let (span, side) = match (start > 0, end < field.text.len()) {
        (true, true) => (Span::new(0, field.text.len()), "around"),
        (_, true) => (Span::new(end, field.text.len()), "after"),
        _ => (Span::new(0, start), "before"),
    };
    let blank = match side {
        _ if !plain => "white space",
        "around" => "spaces",
        _ => "a space",
    };
    Finding::new(&RULE, span, format!("The event id {} has {blank} {side} it.", quoted(id)))
        .costs("The space is part of the id and is never sent, so no conversion matches this event.")
        .label("space")
        .todo("Remove the space.")
}

fn capitals(field: &Field) -> Finding {
    Finding::new(
        &RULE,
        Span::new(0, field.text.len()),
        format!("The event id {} differs from another one in capitals only.", quoted(&field.text)),
    )
    .costs("Capitals count, so a postback made for the one reports the other, or none.")
    .label("differs in capitals only")
    .todo("Give the two events clearly different ids, or remove one.")
}

fn twice(field: &Field) -> Finding {
    Finding::new(
        &RULE,
        Span::new(0, field.text.len()),
        format!("The offer has two events with the id {}.", quoted(&field.text)),
    )
    .costs("A postback with this id cannot say which of them it means.")
    .label("the same id again")
    .todo("Give each event an id of its own.")
}
