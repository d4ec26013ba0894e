//! A macro that the system which fills this link cannot fill.

use crate::link::{Macro, Seen};
use crate::platform::{Platform, Role, find};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "foreign-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::of(&[Role::TrackingLink, Role::Postback]),
    states: States::Any,
    triggers: Seen::NETWORK,
    yields_to: &["placeholder-left", "unresolved-macro", "encoded-macro", "unbalanced-macro"],
    summary: "a macro that belongs to another system",
    explanation: "\
A macro is filled by one system only. GoKart's {gk_click_id} goes into the tracking link, where GoKart fills it; in the \
postback the advertiser's system fills the macros, and it does not know {gk_click_id}. The same holds the other way \
round: another network's {transaction_id} in a link that GoKart fills stays as it is. Nothing can be matched then.

In the postback write the advertiser's own click id macro after gk_click_id=. In GoKart's tracking link write \
{gk_click_id}.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "{gk_click_id}",
            says: "cannot fill",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={pub_click_id}",
            given: ExampleHints { network: "gokart", role: Some(Role::TrackingLink), ..ExampleHints::NOTHING },
            marks: "{pub_click_id}",
            says: "{gk_click_id}",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://tracking.example.com/aff_lsr?transaction_id={transaction_id}",
            given: ExampleHints { role: Some(Role::Postback), ..ExampleHints::NOTHING },
            why: "many systems call their click id so",
        },
        Good {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={transaction_id}",
            given: ExampleHints::NOTHING,
            why: "nothing says that the network is another one than TUNE",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(network) = context.network else { return };
    match context.role {
        Role::Postback => in_postback(context, network, findings),
        _ => in_link(context, network, findings),
    }
}

/// The network's own macro in the postback to the network: whoever fires it cannot know it.
fn in_postback(context: &Context, network: &'static Platform, findings: &mut Findings) {
    let link = context.link;
    // In a callback inside a tracking link it is the network that fills the macros.
    let filled_here = context.filled_by.is_some_and(|f| f.id == network.id);
    if filled_here || context.receiver().is_none_or(|r| r.id != network.id) {
        return;
    }
    let own = |m: &&Macro| {
        let near = context.near_at(m.inner).filter(|n| n.is_macro).map(|n| n.name);
        let name = near.unwrap_or_else(|| link.macro_name(m));
        network.telltale.contains(&name) && find(network.fires.issued_click_id, name).is_some()
    };
    for found in link.macros.iter().filter(own) {
        let written = quoted(link.of(found.span));
        findings.push(
            Finding::new(
                &RULE,
                found.span,
                format!(
                    "{written} is {}'s own macro: the system that fires this postback cannot fill it.",
                    network.name
                ),
            )
            .costs(format!(
                "{} gets this text instead of the click id, so no conversion can be credited.",
                network.name
            ))
            .label(format!("{}'s own macro", network.name))
            .todo("Use your own system's macro for the click id it stored."),
        );
    }
}

/// In a link that a told network fills: another system's click id macro, or the network's macro for the partner.
fn in_link(context: &Context, network: &'static Platform, findings: &mut Findings) {
    let link = context.link;
    let issued = network.fires.issued_click_id;
    let Some(wanted) = issued.first() else { return };
    if !context.network_given || link.macros.iter().any(|m| find(issued, link.macro_name(m)).is_some()) {
        return;
    }
    let slots = context.addressee.filter(|a| a.sure).map(|a| a.platform.link.click_id);
    for param in &link.params {
        let key = link.name(param);
        let in_slot = slots.is_some_and(|s| s.iter().any(|f| f.name != "*" && f.is(&key)))
            || crate::platform::is_click_id_name(&key);
        let Some(found) = link.whole_macro(param.value).filter(|_| in_slot) else { continue };
        let name = link.macro_name(found);
        let near = context.near_at(found.inner).is_some();
        let partners = find(network.fires.returned_click_id, name).is_some();
        if near || !(partners || network.macro_fact(name).is_none() && is_somebodys_click_id(context, name)) {
            continue;
        }
        let meant = context.network_macro(wanted.name);
        let title = format!("Write {}", quoted(&meant));
        findings.push(
            Finding::new(
                &RULE,
                found.span,
                format!(
                    "{} is not the click id that {} fills into a tracking link: that is {}.",
                    quoted(link.of(found.span)),
                    network.name,
                    quoted(&meant)
                ),
            )
            .costs("The advertiser stores no usable click id, so no conversion can be credited.")
            .label("wrong macro")
            .todo(format!("{title}."))
            .fix(Fix::probable(title, vec![Edit::replace(found.span, meant)])),
        );
        return;
    }
}

/// Some platform fills its own click id under this name.
fn is_somebodys_click_id(context: &Context, name: &str) -> bool {
    context.catalogue.all().iter().any(|p| p.fires.issued_click_id.iter().any(|f| f.is(name)))
}
