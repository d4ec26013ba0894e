//! One click's id, written into several links.

use crate::link::Seen;
use crate::platform::Role;
use crate::rule::{Bad, Check, ExampleHints, ExampleOffer, Finding, Good, Part, Repeat, Roles, Rule, States, quoted};
use crate::span::Severity;

const LINK: Role = Role::TrackingLink;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "reused-click-id",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::of(&[LINK, Role::PartnerLink]),
    states: States::Any,
    triggers: Seen::RUN,
    yields_to: &["hardcoded-click-id"],
    summary: "the id of one click is in several links",
    explanation: "\
Each click has an id of its own. If one id is in several links, every conversion that comes through any of them is \
credited to that one click: to the wrong partner, and all but the first are refused as duplicates.

Write the network's click id macro in its place, so that each click gets its own.",
    bad: &[Bad {
        url: "https://shop.example.com/b?clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
        given: ExampleHints::within(
            LINK,
            &ExampleOffer::links(&[(
                "https://shop.example.com/a?clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
                ExampleHints::role(LINK),
            )]),
        ),
        marks: "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
        says: "another link",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://shop.example.com/b?clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::within(
                LINK,
                &ExampleOffer::links(&[(
                    "https://shop.example.com/a?clickid=0b1d7c55-93b7-4b1c-9f11-52f0a1c2d3e4",
                    ExampleHints::role(LINK),
                )]),
            ),
            why: "two clicks, two ids",
        },
        Good {
            url: "https://shop.example.com/a?clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::within(
                LINK,
                &ExampleOffer::links(&[(
                    "https://shop.example.com/a?clickid=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
                    ExampleHints::role(LINK),
                )]),
            ),
            why: "the same link, listed twice",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=SignUp",
            given: ExampleHints::within(
                Role::Postback,
                &ExampleOffer::links(&[(
                    "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=FirstTrade",
                    ExampleHints::role(Role::Postback),
                )]),
            ),
            why: "one click brings a postback for each of its events",
        },
    ],
    check: Check::Run(finding),
};

fn finding(repeat: &Repeat) -> Finding {
    let Repeat { text, span, first, .. } = repeat;
    Finding::new(
        &RULE,
        *span,
        format!("The click id {} is also in another link ({}:{}).", quoted(span.of(text)), first.path, first.line),
    )
    .costs("Conversions through both links are credited to one click, and all but the first count as duplicates.")
    .label("already used in another link")
    .todo("Replace it with the network's click id macro, so that each click gets an id of its own.")
}
