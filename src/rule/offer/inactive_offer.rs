//! The offer has stopped, and its links still lead somewhere.

use crate::link::Seen;
use crate::offer::Status;
use crate::platform::Role;
use crate::rule::{
    Bad, Check, ExampleHints, ExampleOffer, Finding, Good, OfferContext, OfferFindings, Part, Roles, Rule, States,
    quoted,
};
use crate::span::{Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "inactive-offer",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::CARRIERS,
    states: States::Any,
    triggers: Seen::STOPPED,
    yields_to: &[],
    summary: "the offer does not run, and still has links that take clicks or conversions",
    explanation: "\
Conversions of an offer that is paused, expired or deleted are not recorded, even if the click came while it ran. Clicks \
on its links are paid for and lead to a blank page.

Take the links out of circulation, or set the offer to active.",
    bad: &[Bad {
        url: "https://example.com/offer?click_id={gk_click_id}",
        given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("status: paused")),
        marks: "paused",
        says: "not recorded",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("status: active")),
            why: "the offer runs",
        },
        Good {
            url: "https://example.com/offer?click_id={gk_click_id}",
            given: ExampleHints::within(Role::TrackingLink, &ExampleOffer::offer("status: pending")),
            why: "it is about to begin",
        },
        Good {
            url: "https://example.com/preview",
            given: ExampleHints::within(Role::LandingPage, &ExampleOffer::offer("status: deleted")),
            why: "a preview takes no clicks that anybody counts",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let Some((status, field)) = &offer.offer.status else { return };
    let word = match status {
        Status::Paused => "paused",
        Status::Expired => "expired",
        Status::Deleted => "deleted",
        Status::Active | Status::Pending => return,
    };
    let Some(member) = offer.links.iter().find(|m| RULE.roles.has(m.context.role)) else { return };
    let name = offer.offer.name.as_ref().or(offer.offer.id.as_ref());
    let subject = name.map_or_else(|| "This offer".to_owned(), |n| format!("The offer {}", quoted(&n.text)));
    findings.field(
        field,
        Finding::new(
            &RULE,
            Span::new(0, field.text.len()),
            format!("{subject} is {word}, but its links are still here."),
        )
        .costs("Clicks on them lead nowhere, and conversions that come back are not recorded.")
        .label(word)
        .todo("Remove the links, or set the offer to active.")
        .elsewhere(member.spot(), member.context.link.host, "still here"),
    );
}
