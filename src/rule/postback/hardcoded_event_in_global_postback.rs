//! `cnv_event_id=Purchase` in a postback for all offers.

use crate::link::Seen;
use crate::platform::Role;
use crate::rule::values::{is_one_of, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "hardcoded-event-in-global-postback",
    severity: Severity::Error,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Template,
    triggers: Seen::GLOBAL,
    yields_to: &["placeholder-left", "unbraced-macro", "misspelled-macro", "unknown-event-id"],
    summary: "a postback for all offers always reports the same event",
    explanation: "\
A global postback is called for every conversion of every offer. With a constant event in it, every install and \
every sign-up is reported as that one event: offers that do not have it lose the conversion, the others count the \
wrong one.

Write the sending system's event macro, or leave the event out and give offers with several events postbacks of \
their own.",
    bad: &[Bad {
        url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Purchase",
        given: ExampleHints { global: true, ..ExampleHints::NOTHING },
        marks: "Purchase",
        says: "all offers",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints { global: true, ..ExampleHints::NOTHING },
            why: "a macro names the event",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Purchase",
            given: ExampleHints::NOTHING,
            why: "a postback of one event",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=Purchase",
            given: ExampleHints { global: true, ..ExampleHints::NOTHING },
            why: "a real call, in which the macro has been filled",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(receiver) = context.receiver().filter(|_| context.global) else { return };
    let event = |p: &&crate::link::Param| is_one_of(&link, p, receiver.receives.event) && literal(&link, p).is_some();
    let Some(param) = link.params.iter().find(event) else { return };
    let finding = Finding::new(
        &RULE,
        param.value,
        format!("This postback is for all offers, and always reports the event {}.", quoted(link.value(param))),
    )
    .costs("Every other event is counted as this one, or lost.")
    .label("one event for all");
    let own = context.filled_by.and_then(|f| {
        let name = f.fires.event.iter().find(|e| e.sure && !e.name.contains(['*', '#']))?.name;
        Some(f.fires.dialects.postback.first()?.write(name))
    });
    findings.push(match own {
        Some(meant) => {
            let title = format!("Write {}", quoted(&meant));
            finding.todo(format!("{title}.")).fix(Fix::probable(title, vec![Edit::replace(param.value, meant)]))
        }
        None => finding.todo("Write the event macro of the system that sends this."),
    });
}
