//! Nothing tells a conversion from its repetition.

use crate::link::{Link, Seen};
use crate::platform::{Role, is_called};
use crate::rule::values::{end_of, has_open_list, is_sent, listed, speaks_of_a_sale};
use crate::rule::{Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-unique-id",
    severity: Severity::Advice,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Template,
    triggers: Seen::PLATFORM.or(Seen::NETWORK),
    yields_to: &["wrong-endpoint"],
    summary: "the postback has no id of its own for each conversion",
    explanation: "\
Servers repeat a call that got no answer. Without an id of the conversion, such as the order's number, the receiver \
cannot tell a repetition from a second sale, and may count it twice.

Add the receiver's parameter for it, with the sending system's transaction or order macro.",
    bad: &[Bad {
        url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}&cnv_amount={payout}",
        given: ExampleHints::NOTHING,
        marks: "",
        says: "`cnv_conversion_id`",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_conversion_id={order_id}",
            given: ExampleHints::NOTHING,
            why: "the order's number tells conversions apart",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            why: "without an amount a repetition costs nothing",
        },
        Good {
            url: "https://track.example.com/postback?clickid={clickid}&payout={payout}",
            given: ExampleHints::role(Role::Postback),
            why: "nobody knows what the receiver reads",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32",
            given: ExampleHints::NOTHING,
            why: "a real call: its template is the place to say so",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(receiver) = context.receiver().filter(|_| context.role_sure) else { return };
    // A click installs once, but buys often; and some networks refuse a second conversion anyway.
    let repeats = speaks_of_a_sale(context, receiver) || is_sent(&link, receiver.receives.payout);
    if !repeats || receiver.receives.refuses_repeats.is_some() {
        return;
    }
    let ids = receiver.receives.unique_id;
    let sure = || ids.iter().filter(|f| f.sure && receiver.receives.reads(f.name, link.path()) && !f.is_pattern());
    if sure().next().is_none() || is_sent(&link, ids) || has_open_list(&link) || has_other(&link) {
        return;
    }
    let names = listed(sure().map(|f| f.name), "or");
    findings.push(
        Finding::new(&RULE, end_of(&link), format!("No {names}: a repeated postback may count twice."))
            .label("no conversion id")
            .todo(format!("Add {names} with the sender's order or transaction macro."))
            .whole(),
    );
}

/// A parameter that does the same under another name.
fn has_other(link: &Link) -> bool {
    const NAMES: [&str; 9] =
        ["uniqueid", "conversionid", "orderid", "txid", "txnid", "transid", "transactionid", "actionid", "leadid"];
    link.params.iter().any(|p| !p.value.is_empty() && is_called(link.key(p), &NAMES))
}
