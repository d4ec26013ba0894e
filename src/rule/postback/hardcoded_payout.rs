//! `payout=1.50` where the sending system has a macro.

use crate::link::{Param, Seen};
use crate::platform::{Fact, Platform, Role, is_called};
use crate::rule::values::{is_one_of, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "hardcoded-payout",
    severity: Severity::Advice,
    part: Part::Postback,
    roles: Roles::of(&[Role::Postback, Role::PartnerPostback]),
    states: States::Template,
    triggers: Seen::FILLER,
    yields_to: &["placeholder-left"],
    summary: "a constant amount where the sending system has a macro",
    explanation: "\
The amount is written into the template, though the system that sends it has a macro for amounts. When the price \
changes, or the offer has several events, the postback goes on reporting the old amount.

Write the macro, unless the amount is constant on purpose.",
    bad: &[Bad {
        url: "https://track.example.com/postback?clickid={aff_click_id}&payout=1.50",
        given: ExampleHints { role: Some(Role::PartnerPostback), network: "tune", ..ExampleHints::NOTHING },
        marks: "1.50",
        says: "{payout}",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://track.example.com/postback?clickid={aff_click_id}&payout={payout}",
            given: ExampleHints { role: Some(Role::PartnerPostback), network: "tune", ..ExampleHints::NOTHING },
            why: "a macro brings the amount",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_amount=1.50",
            given: ExampleHints::NOTHING,
            why: "nobody knows whether the sender has a macro",
        },
        Good {
            url: "https://track.example.com/postback?clickid={aff_click_id}&payout=0",
            given: ExampleHints { role: Some(Role::PartnerPostback), network: "tune", ..ExampleHints::NOTHING },
            why: "an event that pays nothing",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(filler) = context.filled_by else { return };
    let Some(fact) = own_amount(context, filler) else { return };
    let Some(dialect) = filler.fires.dialects.postback.first() else { return };
    let constant = |p: &&Param| is_amount(context, p) && literal(&link, p).is_some_and(is_price);
    let Some(param) = link.params.iter().find(constant) else { return };
    let meant = dialect.write(fact.name);
    let title = format!("Write {}", quoted(&meant));
    findings.push(
        Finding::new(
            &RULE,
            param.value,
            format!(
                "The amount is fixed to {}; {} has {} for it.",
                quoted(link.value(param)),
                filler.name,
                quoted(&meant)
            ),
        )
        .label("always the same")
        .todo(format!("{title}, unless it is meant so."))
        .fix(Fix::probable(title, vec![Edit::replace(param.value, meant)])),
    );
}

/// The filler's macro: what the partner earns, in a postback to the partner; what the sale was worth, in one to the
/// network.
fn own_amount(context: &Context, filler: &'static Platform) -> Option<&'static Fact> {
    let fires = &filler.fires;
    let lists = if context.role == Role::PartnerPostback { [fires.payout, &[]] } else { [fires.payout, fires.revenue] };
    lists.into_iter().flatten().find(|f| f.sure && !f.name.contains(['*', '#']))
}

fn is_amount(context: &Context, param: &Param) -> bool {
    let link = &context.link;
    let receiver = context.receiver().filter(|_| context.role == Role::Postback);
    let documented = receiver
        .is_some_and(|r| is_one_of(link, param, r.receives.payout) && !is_one_of(link, param, r.receives.click_id()));
    documented || is_called(link.key(param), &["payout"])
}

fn is_price(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_digit() || b == b'.') && value.bytes().any(|b| (b'1'..=b'9').contains(&b))
}
