//! `{gkclickid}`: nearly a macro.

use crate::link::{Macro, Seen};
use crate::platform::{Platform, Role, is_called};
use crate::rule::delimiters::with_loose_delimiters;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Near, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "misspelled-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NEAR_NAME.or(Seen::FILLER).or(Seen::MACRO),
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
            given: ExampleHints::NOTHING,
            marks: "gkclickid",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={GK_CLICK_ID}",
            given: ExampleHints::NOTHING,
            marks: "GK_CLICK_ID",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_clcik_id}",
            given: ExampleHints::NOTHING,
            marks: "gk_clcik_id",
            says: "no click id is sent",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&sub={gk_ofer_id}",
            given: ExampleHints::NOTHING,
            marks: "gk_ofer_id",
            says: "this text is sent",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&sub={gk_offer_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=%%gk_\u{441}lick_id%%",
            given: ExampleHints::NOTHING,
            marks: "gk_\u{441}lick_id",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=[{gk_clickid}",
            given: ExampleHints::NOTHING,
            marks: "gk_clickid",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://partner.example.net/pb?cid={External_Id}&payout={payout}",
            given: ExampleHints { filled_by: "binom", role: Some(Role::Postback), ..ExampleHints::NOTHING },
            marks: "External_Id",
            says: "Binom has a macro `externalid`",
            fixed: None,
        },
        Bad {
            url: "https://partner.example.net/pb?tx={transaction id}&payout={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "transaction id",
            says: "a space in its name",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://api.getgokart.ai/postback?gk_click_id={gkclid}",
            given: ExampleHints::NOTHING,
            why: "the advertiser's macro may be called anything",
        },
        Good {
            url: "https://example.com/offer?clickid={fb_click_id}&sub={tg_click_id}",
            given: ExampleHints::NOTHING,
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
        if let Some(finding) = fillers(context, found).or_else(|| with_blank(context, found)) {
            findings.push(finding);
        }
    }
}

fn own(context: &Context, near: &Near) -> Finding {
    let link = context.link;
    let network = context.network.map_or("the network", |n| n.name);
    let meant = context.network_macro(near.name);
    let around = link.macro_at(near.span.start as usize).filter(|m| m.inner.contains(near.span));
    // A bare word gets its braces along with its spelling, and what is left of others goes.
    let whole = with_loose_delimiters(link, around.map_or(near.span, |m| m.span));
    let edit = match around {
        Some(m) if m.span == whole => Edit::replace(near.span, near.name),
        _ => Edit::replace(whole, meant.clone()),
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

/// Another filler's macro, nearly: in other letters or with other marks between its words, or, if it is long and
/// nobody's name, with one letter wrong.
fn fillers(context: &Context, found: &Macro) -> Option<Finding> {
    let filler = context.filled_by.filter(|f| context.network.is_none_or(|n| n.id != f.id || n.telltale.is_empty()))?;
    let name = context.link.macro_name(found);
    // A spelling that was seen somewhere does not speak for itself where a sure one differs in its marks only.
    if found.is_code(context.link.text) || filler.macro_fact(name).is_some_and(|(fact, _)| fact.sure) {
        return None;
    }
    let meant = same_but_for_marks(filler, name).or_else(|| {
        let long = name.len() >= 7 && filler.macro_fact(name).is_none() && !context.catalogue.is_a_name(name);
        let names = filler.fires.macros().filter(|(f, _)| f.sure && f.name.len() >= 7).map(|(f, _)| f.name);
        let (meant, _) = crate::platform::nearest(name, names, 1).filter(|_| long)?;
        is_letter_slip(name, meant).then_some(meant)
    })?;
    let span = name_span(context, found)?;
    let title = format!("Write {}", quoted(meant));
    Some(
        Finding::new(
            &RULE,
            span,
            format!("{} is probably misspelled: {} has a macro {}.", quoted(name), filler.name, quoted(meant)),
        )
        .severity(Severity::Warning)
        .costs(format!("A name that {} does not know is sent as this text, or empty.", filler.name))
        .label("misspelled?")
        .todo(format!("{title}, if that is meant."))
        .fix(Fix::probable(title, vec![Edit::replace(span, meant)])),
    )
}

/// The one macro of the filler's that has the same letters and digits: `externalid` for `External_ID`.
fn same_but_for_marks(filler: &'static Platform, name: &str) -> Option<&'static str> {
    // Keitaro and others write `_` before a name for the value as it came.
    if filler.macro_fact(name.trim_start_matches('_')).is_some() {
        return None;
    }
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if squeezed.len() < 4 || !name.is_ascii() {
        return None;
    }
    let sure = filler.fires.macros().filter(|(f, _)| f.sure).map(|(f, _)| f.name);
    let mut meant = sure.filter(|own| !own.contains(' ') && is_called(own, &[&squeezed]));
    let first = meant.next()?;
    meant.all(|other| other == first).then_some(first)
}

fn name_span(context: &Context, found: &Macro) -> Option<Span> {
    let name = context.link.macro_name(found);
    let start = found.inner.start as usize + context.link.of(found.inner).find(name)?;
    Some(Span::new(start, start + name.len()))
}

/// `{click id}`: a blank where the name that everybody knows has `_` or nothing. Some systems do have names with
/// blanks, so that it is a question.
fn with_blank(context: &Context, found: &Macro) -> Option<Finding> {
    let name = context.link.macro_name(found);
    let small = !name.bytes().any(|b| b.is_ascii_uppercase());
    if !name.contains(' ')
        || !small
        || context.filled_by.is_some_and(|f| f.macro_fact(name).is_some())
        || found.is_code(context.link.text)
        || context.catalogue.is_a_name(name)
    {
        return None;
    }
    let meant = name.replace(' ', "_");
    if !context.catalogue.is_a_name(&meant) {
        return None;
    }
    let span = name_span(context, found)?;
    let title = format!("Write {}", quoted(&meant));
    Some(
        Finding::new(
            &RULE,
            span,
            format!("The macro {} has a space in its name.", quoted(context.link.of(found.span))),
        )
        .severity(Severity::Warning)
        .costs("Most systems know no such name and send this text instead of a value.")
        .label("a space")
        .todo(format!("{title}, if that is the name which the system that fills it knows."))
        .fix(Fix::probable(title, vec![Edit::replace(span, meant)])),
    )
}

/// One edit that is neither a digit nor `_` or `-`: `sub1` and `sub2`, `click_id` and `clickid` are different names.
fn is_letter_slip(written: &str, meant: &str) -> bool {
    let marks = |name: &str| name.chars().filter(|c| !c.is_ascii_alphabetic()).collect::<String>();
    marks(written) == marks(meant)
}
