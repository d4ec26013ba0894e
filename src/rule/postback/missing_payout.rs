//! The postback does not say what the conversion was worth.

use crate::link::{Link, Seen};
use crate::platform::{Role, is_called};
use crate::rule::values::{end_of, has_open_list, is_sent, speaks_of_a_sale};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Findings, Good, Part, Roles, Rule, Stage, States,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-payout",
    severity: Severity::Advice,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback]),
    states: States::Template,
    triggers: Seen::PLATFORM.or(Seen::NETWORK),
    yields_to: &["wrong-endpoint"],
    summary: "the postback brings no amount",
    explanation: "\
Where an offer pays the same for every conversion, the network knows the amount and the postback needs none. Where \
it pays a share of the sale, the postback has to bring the sale's amount, or nothing is paid.

This postback reports a sale. If the offer pays a share, add the receiver's amount parameter with the sending \
system's macro.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=Purchase&cnv_conversion_id={order_id}",
            given: ExampleHints::NOTHING,
            marks: "",
            says: "`cnv_amount`",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(Role::Postback, &ExampleOffer::offer("payout: 15%")),
            marks: "",
            says: "pays a share of the sale",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_amount={payout}",
            given: ExampleHints::NOTHING,
            why: "the amount comes along",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp&cnv_conversion_id={id}",
            given: ExampleHints::NOTHING,
            why: "a sign-up is worth the same each time",
        },
        Good {
            url: "https://track.example.com/postback?clickid={clickid}",
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
    // An offer that pays the same for every conversion needs no amount; most do.
    let pays_share = context.offer.pays_share;
    if !pays_share && !speaks_of_a_sale(context, receiver) {
        return;
    }
    let amounts = receiver.receives.payout;
    let Some(first) = amounts.iter().find(|f| f.sure && receiver.receives.reads(f.name, link.path())) else { return };
    if is_sent(&link, amounts) || has_open_list(&link) || has_other(&link) {
        return;
    }
    let name = first.name;
    if pays_share {
        findings.push(
            Finding::new(&RULE, end_of(&link), format!("No `{name}`, and the offer pays a share of the sale."))
                .severity(Severity::Warning)
                .costs(format!("{} cannot work out what the conversion pays.", receiver.name))
                .label("no amount")
                .todo(format!("Add `{name}` with the sending system's macro for the amount."))
                .whole(),
        );
        return;
    }
    findings.push(
        Finding::new(&RULE, end_of(&link), format!("No `{name}`: needed only if the offer pays a share of the sale."))
            .label("no amount")
            .todo(format!("Add `{name}` if it does."))
            .whole(),
    );
}

/// An amount under another name.
fn has_other(link: &Link) -> bool {
    const NAMES: [&str; 8] = ["payout", "revenue", "amount", "sum", "price", "saleamount", "cost", "value"];
    link.params.iter().any(|p| is_called(link.key(p), &NAMES))
}
