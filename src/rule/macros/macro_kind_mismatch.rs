//! `clickid={payout}`: a macro of another kind than its parameter.

use crate::link::{Param, Seen};
use crate::platform::{MacroKind, Role, find, generic_kind, is_called};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel, quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "macro-kind-mismatch",
    severity: Severity::Warning,
    part: Part::Macros,
    roles: Roles::CARRIERS,
    states: States::Any,
    triggers: Seen::MACRO.or(Seen::WEAK_MACRO),
    yields_to: &["placeholder-left", "unresolved-macro", "foreign-macro", "unknown-macro"],
    summary: "a click id's parameter filled with an amount, an event or a status, or the other way round",
    explanation: "\
The parameter of the click id is filled with a macro that stands for something else: an amount, a currency, an \
event, a status, an order number. Two macros have probably changed places. The receiver takes the value for a click \
id, and finds no such click. A click id where an amount belongs is just as useless.

Put each macro where it belongs.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={payout}&cnv_amount={click_id}",
            given: ExampleHints::NOTHING,
            marks: "{payout}",
            says: "an amount",
            fixed: None,
        },
        Bad {
            url: "https://track.example.com/pb?clickid={event_name}&goal={goal}",
            given: ExampleHints::role(Role::Postback),
            marks: "{event_name}",
            says: "an event",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={transaction_id}&cnv_event_id={event_name}&cnv_amount={payout}",
            given: ExampleHints::NOTHING,
            why: "many systems call the click id their transaction id",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={user_id}",
            given: ExampleHints::NOTHING,
            why: "some systems give the click id back as the user's",
        },
        Good {
            url: "https://track.example.com/pb?clickid={goal_ref}&payout={payout}",
            given: ExampleHints::role(Role::Postback),
            why: "a reference may be an id",
        },
        Good {
            url: "https://track.example.com/pb?clickid={bid_id}&payout={price}",
            given: ExampleHints::role(Role::Postback),
            why: "the id of a bid may well be the click's",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for (index, param) in link.params.iter().enumerate() {
        let Some(found) = link.whole_macro(param.value).filter(|m| !m.encoded) else { continue };
        let name = link.macro_name(found);
        let words = if is_slot(context, index, param) {
            match kind(context, name) {
                Some(other) => (other, "a click id", "The receiver looks for a click of this id and finds none."),
                None => continue,
            }
        } else if is_amount(context, param) && is_click_id(context, name) {
            ("a click id", "an amount", "The receiver reads no amount from it.")
        } else {
            continue;
        };
        let (is, wanted, cost) = words;
        let (written, key) = (quoted(link.of(found.span)), quoted(link.key(param)));
        findings.push(
            Finding::new(&RULE, found.span, format!("{written} is {is}, but {key} needs {wanted}."))
                .costs(cost)
                .label(format!("{is} here"))
                .todo(format!(
                    "Put the macro for {wanted} after {}; perhaps two macros were swapped.",
                    quoted(&format!("{}=", link.key(param)))
                )),
        );
    }
}

/// The click id's parameter, by the endpoint's facts or by a name that can mean nothing else.
fn is_slot(context: &Context, index: usize, param: &Param) -> bool {
    let known = context.slot.travel == Travel::Present && context.slot.param == Some(index);
    let strictly = is_called(context.link.key(param), &["clickid", "affclickid", "gkclickid", "pubclickid"]);
    known && context.role != Role::TrackingLink || strictly
}

/// What the macro certainly is instead of a click id, in words.
fn kind(context: &Context, name: &str) -> Option<&'static str> {
    if is_called(name, &["orderid", "ordernumber", "orderno"]) && !is_click_id(context, name) {
        return Some("an order number");
    }
    let by_filler = context.filled_by.and_then(|f| f.macro_fact(name)).map(|(_, kind)| kind);
    // Of an unknown sender an id of any kind may be the click's.
    let id = name.len() >= 2 && name.as_bytes()[name.len() - 2..].eq_ignore_ascii_case(b"id");
    let kind = by_filler.or_else(|| if id { None } else { generic_kind(name) });
    match kind? {
        MacroKind::Payout | MacroKind::Revenue => Some("an amount"),
        MacroKind::Currency => Some("a currency"),
        MacroKind::Event => Some("an event"),
        MacroKind::Status => Some("a status"),
        _ => None,
    }
}

fn is_click_id(context: &Context, name: &str) -> bool {
    match context.filled_by.and_then(|f| f.macro_fact(name)) {
        Some((_, kind)) => kind == MacroKind::ClickId,
        None => is_called(name, &["clickid", "affclickid"]) || context.is_network_click_id(name),
    }
}

fn is_amount(context: &Context, param: &Param) -> bool {
    let key = context.link.name(param);
    let receiver = context.receiver().filter(|_| context.role == Role::Postback);
    receiver.is_some_and(|r| find(r.receives.payout, &key).is_some() && !r.receives.click_id().any(|f| f.is(&key)))
        || is_called(&key, &["payout", "revenue", "amount"])
}
