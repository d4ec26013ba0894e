//! `{gkclickid}`: nearly a macro.

use crate::link::{Macro, Seen};
use crate::platform::Role;
use crate::rule::{
    Bad, Check, Context, Finding, Findings, Given, Good, Near, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "misspelled-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NEAR_NAME.or(Seen::FILLER),
    yields_to: &[
        "placeholder-left",
        "unresolved-macro",
        "encoded-macro",
        "unbalanced-macro",
        "wrong-macro-syntax",
        "foreign-macro",
    ],
    summary: "a macro's name is misspelled",
    explanation: "\
A macro is filled only if its name is exactly right: letters, underscores, and small or capital letters. {gkclickid}, \
{gk-click-id} and {GK_CLICK_ID} are all sent as they are, so every click arrives with the same, useless id and no \
conversion can be credited.

Write the name exactly.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gkclickid}",
            given: Given::NOTHING,
            marks: "gkclickid",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={GK_CLICK_ID}",
            given: Given::NOTHING,
            marks: "GK_CLICK_ID",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_clcik_id}",
            given: Given::NOTHING,
            marks: "gk_clcik_id",
            says: "no click id is sent",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&sub={gk_ofer_id}",
            given: Given::NOTHING,
            marks: "gk_ofer_id",
            says: "this text is sent",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&sub={gk_offer_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={gkclid}",
            given: Given::NOTHING,
            why: "the advertiser's macro may be called anything",
        },
        Good {
            url: "https://example.com/offer?clickid={fb_click_id}&sub={tg_click_id}",
            given: Given::NOTHING,
            why: "other systems' names",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if !matches!(context.role, Role::Postback | Role::PartnerLink) {
        for near in context.near.iter().filter(|n| n.is_macro) {
            findings.push(own(context, near));
        }
    }
    for found in context.macros().filter(|m| !m.encoded) {
        if let Some(finding) = fillers(context, found) {
            findings.push(finding);
        }
    }
}

fn own(context: &Context, near: &Near) -> Finding {
    let link = context.link;
    let network = context.network.map_or("the network", |n| n.name);
    let meant = context.network_macro(near.name);
    let around = link.macro_at(near.span.start as usize).filter(|m| m.inner.contains(near.span));
    // A bare word gets its braces along with its spelling.
    let edit = match around {
        Some(_) => Edit::replace(near.span, near.name),
        None => Edit::replace(near.span, meant.clone()),
    };
    let title = format!("Write {}", quoted(&meant));
    let cost = if context.is_network_click_id(near.name) {
        "no click id is sent and no conversion can be credited"
    } else {
        "this text is sent instead of a value"
    };
    Finding::new(
        &RULE,
        near.span,
        format!("{} is misspelled: {network}'s macro is {}.", quoted(link.of(near.span)), quoted(&meant)),
    )
    .costs(format!("{network} does not fill it, so {cost}."))
    .label("misspelled")
    .todo(format!("{title}."))
    .fix(Fix::safe(title, vec![edit]))
}

/// Another filler's macro with one letter wrong: only long names, and nobody's names.
fn fillers(context: &Context, found: &Macro) -> Option<Finding> {
    let filler = context.filled_by.filter(|f| context.network.is_none_or(|n| n.id != f.id || n.telltale.is_empty()))?;
    let name = context.link.macro_name(found);
    if name.len() < 7 || filler.macro_fact(name).is_some() || context.catalogue.is_a_name(name) {
        return None;
    }
    let names = filler.fires.macros().filter(|(f, _)| f.sure && f.name.len() >= 7).map(|(f, _)| f.name);
    let (meant, _) = crate::platform::nearest(name, names, 1)?;
    if !is_letter_slip(name, meant) {
        return None;
    }
    let start = found.inner.start as usize + context.link.of(found.inner).find(name)?;
    let span = Span::new(start, start + name.len());
    let title = format!("Write {}", quoted(meant));
    Some(
        Finding::new(
            &RULE,
            span,
            format!("{} is probably misspelled: {} has a macro {}.", quoted(name), filler.name, quoted(meant)),
        )
        .severity(Severity::Warning)
        .costs(format!("{} sends a name it does not know as it is.", filler.name))
        .label("misspelled?")
        .todo(format!("{title}, if that is meant."))
        .fix(Fix::probable(title, vec![Edit::replace(span, meant)])),
    )
}

/// One edit that is neither a digit nor `_` or `-`: `sub1` and `sub2`, `click_id` and `clickid` are different names.
fn is_letter_slip(written: &str, meant: &str) -> bool {
    let marks = |name: &str| name.chars().filter(|c| !c.is_ascii_alphabetic()).collect::<String>();
    marks(written) == marks(meant)
}
