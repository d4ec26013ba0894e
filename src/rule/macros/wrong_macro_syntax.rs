//! `[gk_click_id]`: the right macro between the wrong delimiters.

use crate::link::{Dialect, Macro, Seen};
use crate::platform::{Platform, Role};
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States, quoted};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "wrong-macro-syntax",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::MACRO.or(Seen::WEAK_MACRO),
    yields_to: &["placeholder-left", "unresolved-macro", "encoded-macro", "unbalanced-macro", "foreign-macro"],
    summary: "a macro is written the way another system writes it",
    explanation: "\
Each system fills only macros written its own way: GoKart and TUNE write {x}, CAKE writes #x#, AppsFlyer (x). A macro \
copied from another system keeps that one's brackets, and is sent as the text it is.

Write the macro the way the system that fills it does.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=[gk_click_id]",
            given: Given::NOTHING,
            marks: "[gk_click_id]",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={{gk_click_id}}",
            given: Given::NOTHING,
            marks: "{{gk_click_id}}",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://s2s.app.adjust.com/klm789?s2s=1&idfa=[IDFA]&adcolony_click_id=[CLICK_ID]&cost_type=[BID_TYPE]",
            given: Given::NOTHING,
            why: "AdColony's macros are in square brackets",
        },
        Good {
            url: "https://YourCompanyEndpoint.com?cl_id={cl?NetworkName}&app_id={{app_id}}&ip={EVENT_IP}",
            given: Given::NOTHING,
            why: "Singular writes its static macros with two braces",
        },
        Good {
            url: "https://ads.example.com/r?subid=${SUBID}&zone={zoneid}&cost={cost}",
            given: Given::NOTHING,
            why: "an ad network that has both kinds",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let legal = context.catalogue.legal();
    for found in context.macros().filter(|m| !m.encoded && !m.inner.is_empty() && !legal.dialect(m.dialect)) {
        if let Some(finding) = own(context, found).or_else(|| fillers(context, found)) {
            findings.push(finding);
        }
    }
    if findings.is_empty()
        && let Some(finding) = odd_one(context)
    {
        findings.push(finding);
    }
}

/// The network's own macro, complete or nearly, in a dialect that is not the network's.
fn own(context: &Context, found: &Macro) -> Option<Finding> {
    let network = context.network?;
    if context.role == Role::Postback || context.role == Role::PartnerLink {
        return None;
    }
    let dialects = network.fires.dialects.link;
    let name = context.link.macro_name(found);
    let near = context.near_at(found.inner).filter(|n| n.is_macro).map(|n| n.name);
    let exact = network.telltale.contains(&name) || context.network_told && network.macro_fact(name).is_some();
    if dialects.is_empty() || dialects.contains(&found.dialect) || !(exact || near.is_some()) {
        return None;
    }
    let meant = dialects[0].write(near.unwrap_or(name));
    Some(finding(context, found, network, &meant))
}

/// A macro of a filler whose ways are all known.
fn fillers(context: &Context, found: &Macro) -> Option<Finding> {
    let filler = context.filled_by?;
    let all = filler.fires.dialects;
    let dialects = if context.role == Role::TrackingLink { all.link } else { all.postback };
    let name = context.link.macro_name(found);
    let known = filler.macro_fact(name).is_some();
    let legal = all.link.contains(&found.dialect) || all.postback.contains(&found.dialect);
    if !all.complete || legal || dialects.is_empty() || !known {
        return None;
    }
    Some(finding(context, found, filler, &dialects[0].write(name)))
}

fn finding(context: &Context, found: &Macro, filler: &'static Platform, meant: &str) -> Finding {
    let written = quoted(context.link.of(found.span));
    let title = format!("Write {}", quoted(meant));
    Finding::new(
        &RULE,
        found.span,
        format!("{} writes this macro as {}, not as {written}.", filler.name, quoted(meant)),
    )
    .costs(format!("{} does not recognise it and sends this text instead of a value.", filler.name))
    .label("wrong brackets")
    .todo(format!("{title}."))
    .fix(Fix::safe(title, vec![Edit::replace(found.span, meant.to_owned())]))
}

/// Delimiters that, alone among others, are more likely somebody's slip than their dialect.
const ODD_ONES: [Dialect; 6] =
    [Dialect::Angle, Dialect::Paren, Dialect::Square, Dialect::Percent, Dialect::DollarBrace, Dialect::Hash];

/// Of a filler nobody knows: the one macro that is written unlike two or more others, which agree.
fn odd_one(context: &Context) -> Option<Finding> {
    if context.filled_by.is_some() {
        return None;
    }
    let plain = || context.link.macros.iter().filter(|m| !m.encoded && !m.inner.is_empty());
    let mut odd = plain().filter(|m| ODD_ONES.contains(&m.dialect) && !context.catalogue.legal().dialect(m.dialect));
    let (one, None) = (odd.next()?, odd.next()) else { return None };
    let mut others = plain().filter(|m| m.span != one.span).map(|m| m.dialect);
    let usual = others.next()?;
    let name = context.link.macro_name(one);
    if others.clone().count() == 0 || others.any(|d| d != usual) || is_somebodys_way(context, name, one.dialect) {
        return None;
    }
    let (written, meant) = (quoted(context.link.of(one.span)), usual.write(name));
    let title = format!("Write {}", quoted(&meant));
    Some(
        Finding::new(&RULE, one.span, format!("{written} is not written like the link's other macros."))
            .severity(Severity::Warning)
            .costs("If one system fills them all, it does not recognise this one.")
            .label("other brackets than the rest")
            .todo(format!("{title}, if the same system fills it."))
            .fix(Fix::probable(title, vec![Edit::replace(one.span, meant)])),
    )
}

/// Some platform writes a macro of this name so.
fn is_somebodys_way(context: &Context, name: &str, dialect: Dialect) -> bool {
    context.catalogue.all().iter().any(|p| {
        let all = p.fires.dialects;
        (all.link.contains(&dialect) || all.postback.contains(&dialect)) && p.macro_fact(name).is_some()
    })
}
