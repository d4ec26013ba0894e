//! A parameter without which the platform does not take the link.

use crate::link::Seen;
use crate::platform::{Fact, Platform, Required, Role, State, find, is_click_id_name};
use crate::rule::values::{end_of, has_open_list, is_one_of, is_sent, listed};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "missing-required-parameter",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::of(&[Role::TrackingLink, Role::PartnerLink, Role::Postback, Role::LandingPage]),
    states: States::Any,
    triggers: Seen::PLATFORM.or(Seen::NETWORK),
    yields_to: &["wrong-endpoint"],
    summary: "a parameter is missing that the platform needs",
    explanation: "\
Besides the click id a platform needs to know what the link is for: TUNE the offer and the partner, AppsFlyer the \
media source, CAKE the affiliate and the creative. Without it the click or conversion is refused, or counted for \
nobody.

Add the parameter. `tracklint platforms NAME` shows what each system needs, and where that is written. What a guide \
merely recommends is advice.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/id123456789?c={campaign}&af_siteid={site}&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "",
            says: "`pid`",
            fixed: None,
        },
        Bad {
            url: "https://demo.go2cloud.org/aff_c?offer_id=&aff_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "offer_id=",
            says: "`offer_id` and `aff_id`",
            fixed: None,
        },
        Bad {
            url: "https://demo.go2cloud.org/aff_goal?a=lsr&transaction_id={transaction_id}",
            given: ExampleHints::NOTHING,
            marks: "",
            says: "`goal_id`, `goal_ref` or `goal_name`",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://brand.onelink.me/aAB1/short1?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a short link of OneLink holds its parameters on the server",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_goal?a=lsr&goal_name=sale&adv_id=2&transaction_id={transaction_id}",
            given: ExampleHints::NOTHING,
            why: "one of three names for the goal is enough",
        },
        Good {
            url: "https://track.example.com/aff_c?offer_id=1&source={source}",
            given: ExampleHints::NOTHING,
            why: "the path is TUNE's, but others have it too",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_c?aff_click_id={click_id}&{params}",
            given: ExampleHints::NOTHING,
            why: "a macro brings the other parameters",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(to) = needy(context) else { return };
    // Parameters after a # are another rule's.
    if has_open_list(&link) || link.of(link.fragment).contains('=') {
        return;
    }
    let lacking = || needs(context, to).filter(|r| !is_sent(&link, r.facts()));
    let advised = |r: &&'static Required| r.severity == Severity::Advice;
    let missing: Vec<&Required> = lacking().filter(|r| !advised(r) && !is_nearly_there(context, r)).collect();
    if !missing.is_empty() {
        findings.push(finding(context, to, &missing));
    } else if context.state == State::Template && context.role_sure {
        // What a guide merely recommends is left unsaid, unless somebody spoke of this link's role, or began it.
        let begun = |r: &&Required| link.params.iter().any(|p| is_one_of(&link, p, r.facts()));
        let wished = lacking().filter(advised).filter(|r| context.role_given || begun(r));
        let wished: Vec<&Required> = wished.filter(|r| !is_nearly_there(context, r)).collect();
        if !wished.is_empty() {
            findings.push(finding(context, to, &wished));
        }
    }
}

/// Whose needs count; nobody's where the addressee is only guessed, or where the host alone is known.
fn needy(context: &Context) -> Option<&'static Platform> {
    match context.role {
        _ if context.is_host_alone() && !context.role_sure => None,
        Role::Postback => context.receiver(),
        Role::LandingPage => context.sure_addressee().filter(|to| to.link.destination.is_some()),
        _ => context.sure_addressee(),
    }
}

/// What `to` needs in a link of this role, at this address.
fn needs<'c>(context: &Context<'c>, to: &'static Platform) -> impl Iterator<Item = &'static Required> + use<'c> {
    let link = context.link;
    let (host, path) = (link.host(), link.path());
    let postback = context.role == Role::Postback;
    let receives = &to.receives;
    let here = || receives.endpoint_at(host, path).or_else(|| receives.endpoint(path));
    let at = if postback { here() } else { None };
    let sent = (!postback).then(|| to.link.required_at(host, path));
    at.map_or(&[][..], |e| e.required).iter().chain(sent.into_iter().flatten())
}

/// A finding of another rule speaks of this parameter: it is there under a name that is nearly right, or it is a
/// token, or the whole link follows another platform's guide.
fn is_nearly_there(context: &Context, required: &Required) -> bool {
    let link = &context.link;
    let near = |f: &Fact| {
        context.near.iter().any(|n| !n.is_macro && f.is(n.name))
            || link.params.iter().any(|p| {
                let key = link.key(p);
                key != f.name && key.eq_ignore_ascii_case(f.name)
                    || f.name.len() >= 5
                        && key.len().abs_diff(f.name.len()) <= 1
                        && strsim::osa_distance(key, f.name) == 1
            })
    };
    let token = context.role == Role::Postback
        && required.severity < Severity::Error
        && context.receiver().is_some_and(|r| find(r.receives.security, required.param.name).is_some());
    let borrowed = context.role != Role::Postback
        && context.sure_addressee().is_some_and(|to| {
            let doubtful = to.link.not_click_id.iter().filter(|f| !f.sure);
            is_sent(link, doubtful)
        });
    // Then the whole link is written for another system, and one finding says so.
    let elsewhere = context.role == Role::PartnerLink
        && context.slot.travel == Travel::Missing
        && link.params.iter().any(|p| !p.value.is_empty() && is_click_id_name(link.key(p)));
    token || borrowed || elsewhere || required.facts().any(near)
}

fn finding(context: &Context, to: &'static Platform, missing: &[&Required]) -> Finding {
    let link = &context.link;
    let severity = missing.iter().map(|r| r.severity).max().unwrap_or(RULE.severity);
    let names = listed_all(missing);
    let is = if missing.len() == 1 { "is" } else { "are" };
    let empty = link.params.iter().find(|p| missing.iter().any(|r| is_one_of(link, p, r.facts())));
    let what = match severity {
        Severity::Advice => format!("{}'s guide also asks for {names}.", to.name),
        _ => format!("{names} {is} missing: {} needs {}.", to.name, if missing.len() == 1 { "it" } else { "them" }),
    };
    let cost = match (severity, context.role) {
        (Severity::Advice, _) => String::new(),
        (_, Role::Postback) => format!("{} may reject the conversion, or credit nobody for it.", to.name),
        _ => format!("{} may reject the click, or credit nobody for it.", to.name),
    };
    let found = Finding::new(&RULE, empty.map_or_else(|| end_of(link), |p| p.span()), what)
        .severity(severity)
        .costs(cost)
        .label(format!("no {}", missing[0].param.name))
        .todo(format!("Add {names}{}.", meaning(missing)));
    if empty.is_some() { found } else { found.whole() }
}

/// What a single missing parameter means, in brackets.
fn meaning(missing: &[&Required]) -> String {
    match missing {
        [one] if !one.param.note.is_empty() && one.or.is_empty() => format!(" ({})", one.param.note),
        _ => String::new(),
    }
}

fn listed_all(missing: &[&Required]) -> String {
    match missing {
        [one] => listed(one.facts().map(|f| f.name), "or"),
        several => listed(several.iter().map(|r| r.param.name), "and"),
    }
}
