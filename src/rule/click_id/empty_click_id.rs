//! `clickid=` with nothing behind it.

use crate::link::Seen;
use crate::platform::{Role, State};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "empty-click-id",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::EMPTY_CLICK_ID,
    yields_to: &["wrong-click-id-parameter", "foreign-macro"],
    summary: "the click id's parameter is there and empty",
    explanation: "\
The parameter for the click id is in the link, but nothing follows its =. The other side stores or receives an \
empty id, and cannot tell which click it was.

In a template write the sender's click id macro after the =. In a link that was really called, find out why the \
sending system had no value.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id=&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            marks: "gk_click_id=",
            says: "empty",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c={campaign}&clickid=",
            given: ExampleHints { network: "gokart", ..ExampleHints::NOTHING },
            marks: "clickid=",
            says: "empty",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/com.acme.shop?pid=acme_int&clickid=&af_siteid={site}&c=summer",
            given: ExampleHints::NOTHING,
            marks: "clickid=",
            says: "empty",
            fixed: None,
        },
        Bad {
            url: "https://shop.example.com/lp?clickid=&color=red",
            given: ExampleHints { role: Some(Role::TrackingLink), ..ExampleHints::NOTHING },
            marks: "clickid=",
            says: "empty",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://track.example.net/aff_c?offer_id=1&aff_id=2&aff_click_id={click_id}&aff_sub=&aff_sub2=",
            given: ExampleHints::NOTHING,
            why: "the empty slots are not the one that is used",
        },
        Good {
            url: "https://www.example.com/thanks?gclid=&clickid=&msclkid=&plan=basic",
            given: ExampleHints::NOTHING,
            why: "the hidden fields of a form, filled by whichever id came",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(index) = context.slot.param.filter(|_| context.slot.travel == Travel::Empty) else { return };
    let param = &link.params[index];
    let key = link.key(param);
    let by_network = context.role == Role::TrackingLink && context.state == State::Template;
    let wanted = context.network.filter(|_| by_network).and_then(|n| n.fires.issued_click_id.first());
    let equals = if param.has_equals { "=" } else { "" };
    let what = format!("The click id is empty: nothing follows {}.", quoted(&format!("{key}{equals}")));
    let finding = Finding::new(&RULE, param.span(), what)
        .costs("Without a click id the conversion matches no click, so nobody is credited.")
        .label("empty");
    let known = context.network.is_some() || context.addressee.is_some_and(|a| a.sure);
    let finding = match context.role {
        Role::Unknown => Finding { cost: String::new(), ..finding }.severity(Severity::Advice),
        _ if known => finding,
        // Programs append the id to such an address.
        _ if context.state == State::Live && !context.role_given => finding.severity(Severity::Advice),
        _ if context.state == State::Live || !context.role_sure => finding.severity(Severity::Warning),
        Role::TrackingLink if context.link.macros.is_empty() => finding.severity(Severity::Warning),
        _ => finding,
    };
    findings.push(match wanted {
        Some(fact) => {
            let meant = context.network_macro(fact.name);
            let title = format!("Write {}", quoted(&format!("{key}={meant}")));
            let filled = if param.has_equals { meant } else { format!("={meant}") };
            finding.todo(format!("{title}.")).fix(Fix::probable(title, vec![Edit::replace(param.value, filled)]))
        }
        None if context.state == State::Live => {
            finding.todo("Find out why the sending system had no click id to send.")
        }
        None => finding.todo(format!(
            "Write {} followed by the click id macro of the system that sends this.",
            quoted(&format!("{key}="))
        )),
    });
}
