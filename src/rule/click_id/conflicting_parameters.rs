//! Two parameters that do not go together, or one that needs another.

use crate::link::{Link, Param, Seen};
use crate::platform::{Fact, Platform, Role, State};
use crate::rule::values::{is_one_of, is_zeros, literal};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "conflicting-parameters",
    severity: Severity::Warning,
    part: Part::ClickId,
    roles: Roles::of(&[Role::TrackingLink, Role::PartnerLink]),
    states: States::Any,
    triggers: Seen::PLATFORM,
    yields_to: &["placeholder-left", "unresolved-macro", "wrong-endpoint"],
    summary: "parameters that do not go together",
    explanation: "\
Some parameters exclude each other: a click comes from one device, so a link that was really called has the id of an \
iPhone or of an Android phone, not both. Others go in pairs: an expiry date is worth nothing without the signature \
over it. The platform ignores such a link or reads only a part of it.

A template may hold both device ids, since only one of them is filled. Take out what does not belong.",
    bad: &[
        Bad {
            url: "https://brand.app.link/abc123?$3p=a_network&$aaid=cdda802e-fb9c-47ad-9866-0794d394c912&$idfa=7f3c2b10-9d1e-4c7f-8a55-0a1b2c3d4e5f&~click_id=1",
            given: ExampleHints::NOTHING,
            marks: "$idfa=7f3c2b10-9d1e-4c7f-8a55-0a1b2c3d4e5f",
            says: "`$aaid`",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={click_id}&expires=1767225600",
            given: ExampleHints::NOTHING,
            marks: "expires=1767225600",
            says: "`signature`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://brand.app.link/abc123?$3p=a_network&$aaid={gaid}&$idfa={idfa}&~click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "in a template only one of them will be filled",
        },
        Good {
            url: "https://brand.app.link/abc123?$3p=a_network&$aaid=cdda802e-fb9c-47ad-9866-0794d394c912&$idfa=00000000-0000-0000-0000-000000000000&~click_id=1",
            given: ExampleHints::NOTHING,
            why: "zeros are no device",
        },
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={click_id}&expires={exp}&signature={sig}",
            given: ExampleHints::NOTHING,
            why: "signed as it should be",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(to) = context.sure_addressee() else { return };
    if context.state == State::Live {
        both(context, to, findings);
    }
    half_signed(context, to, findings);
    idle_window(context, to, findings);
}

fn filled<'a>(link: &Link<'a>, fact: &Fact) -> Option<&'a Param> {
    link.all_params().iter().find(|p| !p.value.is_empty() && link.is_named(p, fact.name))
}

fn both(context: &Context, to: &'static Platform, findings: &mut Findings) {
    let link = context.link;
    let real = |fact: &Fact| filled(&link, fact).filter(|p| literal(&link, p).is_some_and(|v| !is_zeros(v)));
    for (one, other) in to.link.apart {
        let (Some(a), Some(b)) = (real(one), real(other)) else { continue };
        let (first, second) = if a.key.start < b.key.start { (a, b) } else { (b, a) };
        findings.push(
            Finding::new(
                &RULE,
                second.span(),
                format!(
                    "{} is sent together with {}: a click has only one of them.",
                    quoted(link.key(second)),
                    quoted(link.key(first))
                ),
            )
            .costs(format!("{} may match the click to no device.", to.name))
            .label("one too many")
            .also(first.span(), "beside this one")
            .todo("Send only the one of the device that clicked."),
        );
    }
}

/// A sign of signing, but not all of them.
fn half_signed(context: &Context, to: &'static Platform, findings: &mut Findings) {
    let link = context.link;
    let signs = to.link.signature;
    let Some(lone) = link.params.iter().find(|p| !p.value.is_empty() && is_one_of(&link, p, signs)) else { return };
    let Some(missing) = signs.iter().find(|f| f.sure && filled(&link, f).is_none()) else { return };
    findings.push(
        Finding::new(&RULE, lone.span(), format!("{} is here without `{}`.", quoted(link.key(lone)), missing.name))
            .costs(format!("{} treats the link as unsigned, or rejects the click.", to.name))
            .label(format!("no {}", missing.name))
            .todo(format!("Send the complete signature, with `{}`, or neither parameter.", missing.name)),
    );
}

/// A window that counts from a view, on a link for clicks.
fn idle_window(context: &Context, to: &'static Platform, findings: &mut Findings) {
    let link = context.link;
    let clicks = context.host.is_some_and(|h| h.sure && h.used_for.link && !h.used_for.impression);
    let windows = to.link.windows.iter().filter(|w| clicks && w.of_views);
    for param in windows.filter_map(|w| filled(&link, &w.param)) {
        findings.push(
            Finding::new(
                &RULE,
                param.span(),
                format!("{} has no effect on a click link: it applies to views.", quoted(link.key(param))),
            )
            .severity(Severity::Advice)
            .label("for views")
            .todo("Leave it out here."),
        );
    }
}
