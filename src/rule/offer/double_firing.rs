//! Two postbacks of one offer report the same conversion.

use crate::link::Seen;
use crate::platform::{Role, registrable_domain};
use crate::rule::values::{Reports, is_sent, reports};
use crate::rule::{
    Bad, Check, Context, ExampleHints, ExampleOffer, Finding, Good, Member, OfferContext, OfferFindings, Part, Roles,
    Rule, States, quoted,
};
use crate::span::Severity;

const POSTBACK: Role = Role::Postback;
const GLOBAL: ExampleHints = ExampleHints { global: true, ..ExampleHints::role(POSTBACK) };
const BY_MACRO: &str = "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}";

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "double-firing",
    severity: Severity::Warning,
    part: Part::Offer,
    roles: Roles::of(&[POSTBACK]),
    states: States::Any,
    triggers: Seen::SEVERAL,
    yields_to: &["hardcoded-event-in-global-postback", "placeholder-left"],
    summary: "two postbacks report the same event, so it may be counted twice",
    explanation: "\
A postback for one event beside a global postback that reports all of them, or a pixel in the browser beside a server's \
postback: both fire for one conversion. Unless the network can tell them apart, it counts and pays twice.

Keep one of them, or send the same unique id (cnv_conversion_id) in both, so that the second is seen to be a repetition.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[(BY_MACRO, GLOBAL)])),
            marks: "api.getgokart.ai",
            says: "global postback",
            fixed: None,
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[(
                    "https://api.getgokart.ai/postback?cnv_event_id=SignUp&gk_click_id={clickid}",
                    ExampleHints::role(POSTBACK),
                )]),
            ),
            marks: "api.getgokart.ai",
            says: "`SignUp`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[(
                    "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=FirstTrade",
                    ExampleHints::role(POSTBACK),
                )]),
            ),
            why: "each reports an event of its own",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp&cnv_conversion_id={order_id}",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[(
                    "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event}&cnv_conversion_id={order_id}",
                    GLOBAL,
                )]),
            ),
            why: "the unique id tells the repetition",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id=SignUp",
            given: ExampleHints::within(
                POSTBACK,
                &ExampleOffer::links(&[("https://pb.partner.com/in?clickid={clickid}&event={event}", GLOBAL)]),
            ),
            why: "another receiver wants to hear of it too",
        },
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints::within(POSTBACK, &ExampleOffer::links(&[(BY_MACRO, ExampleHints::role(POSTBACK))])),
            why: "the same postback listed twice, as in an export by country",
        },
    ],
    check: Check::Offer(check),
};

fn check(offer: &OfferContext, findings: &mut OfferFindings) {
    let all: Vec<&Member> = offer.of_role(POSTBACK).collect();
    for (i, one) in all.iter().enumerate() {
        let twin =
            all[..i].iter().chain(&all[i + 1..]).find_map(|other| Some((*other, why(&one.context, &other.context)?)));
        if let Some((other, why)) = twin {
            findings.link(one, finding(one, other, why));
            return;
        }
    }
}

fn why(one: &Context, other: &Context) -> Option<String> {
    let same_text = one.link.text == other.link.text;
    if same_text || !is_same_receiver(one, other) || are_told_apart(one, other) {
        return None;
    }
    let (mine, theirs) = (reports(one), reports(other));
    let both = match (&mine, &theirs) {
        (Reports::Only(a), Reports::Only(b)) => a.iter().find(|id| b.contains(id)),
        (Reports::Only(a), Reports::Any) => a.first(),
        // From the other side it is said the same.
        (Reports::Any, Reports::Only(_)) => return None,
        (Reports::Any, Reports::Any) => None,
    };
    let event = both.map_or_else(|| "every event".to_owned(), |id| quoted(id));
    match (one.tag, other.tag) {
        (Some(tag), None) => Some(format!("A pixel (<{}>) and a server's postback both report {event}.", tag.name())),
        _ if other.global && !one.global => Some(format!("This postback and the global postback both report {event}.")),
        (None, None) if !one.global && matches!((&mine, &theirs), (Reports::Only(_), Reports::Only(_))) => {
            both.map(|_| format!("Two postbacks both report {event}."))
        }
        _ => None,
    }
}

/// The same system hears of it.
fn is_same_receiver(one: &Context, other: &Context) -> bool {
    match (one.host, other.host) {
        (Some(a), Some(b)) if a.sure && b.sure => a.platform.id == b.platform.id,
        _ => registrable_domain(one.link.host()).eq_ignore_ascii_case(registrable_domain(other.link.host())),
    }
}

/// The receiver knows a repetition when it sees one.
fn are_told_apart(one: &Context, other: &Context) -> bool {
    let Some(receiver) = one.receiver() else { return false };
    let unique = |context: &Context| is_sent(&context.link, receiver.receives.unique_id);
    receiver.receives.refuses_repeats.is_some() || unique(one) && unique(other)
}

fn finding(one: &Member, other: &Member, why: String) -> Finding {
    let unique = one.context.receiver().and_then(|r| r.receives.unique_id.first());
    let todo = unique.map_or_else(
        || "Keep one of them.".to_owned(),
        |fact| format!("Keep one of them, or send the same {} in both.", quoted(fact.name)),
    );
    Finding::new(&RULE, one.context.link.host, why)
        .costs("Both fire for one conversion, which may then be counted and paid twice.")
        .label("reports it too")
        .todo(todo)
        .elsewhere(other.spot(), other.context.link.host, "reports the same")
}
