//! The click id travels in a parameter that this platform does not read.

use crate::link::{Link, Macro, Param, Seen};
use crate::platform::{EndpointRole, Fact, Platform, PlatformKind, Role, find, is_click_id_name};
use crate::rule::click_link::is_meant_for_clicks;
use crate::rule::values::is_sent;
use crate::rule::{
    Addressee, Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "wrong-click-id-parameter",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::of(&[Role::TrackingLink, Role::PartnerLink, Role::Postback]),
    states: States::Any,
    triggers: Seen::PLATFORM,
    yields_to: &["placeholder-left"],
    summary: "the click id is in a parameter that is not read",
    explanation: "\
Every system reads the click id from a parameter of its own name: AppsFlyer from clickid, TUNE from aff_click_id, GoKart \
from gk_click_id. Sent under another name it is ignored: the conversion comes back without it and cannot be credited.

Rename the parameter. `tracklint platforms NAME` shows which one each system reads.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&click_id={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "click_id",
            says: "AppsFlyer",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://demo.go2cloud.org/aff_c?offer_id=1&aff_id=2&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "clickid",
            says: "aff_click_id",
            fixed: Some("https://demo.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}"),
        },
        Bad {
            url: "https://acme.o18.link/c?o=12&m=34&a=56&s2={clickId}",
            given: ExampleHints::NOTHING,
            marks: "s2",
            says: "aff_click_id",
            fixed: None,
        },
        Bad {
            url: "https://trk.acme-media.com/4f7a11c/postback?clickid={clickid}&status={status}",
            given: ExampleHints { role: Some(Role::Postback), platform: "keitaro", ..ExampleHints::NOTHING },
            marks: "clickid",
            says: "subid",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}&click_id={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the parameter that AppsFlyer reads is there as well",
        },
        Good {
            url: "https://app.adjust.com/abc1234?campaign=c&my_click_id={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "Adjust takes any name that the advertiser has set up",
        },
        Good {
            url: "https://track.example.com/click?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the host is nobody's that is known",
        },
        Good {
            url: "https://acme.go2cloud.org/aff_lsr?adv_id=7&clickid={gk_click_id}",
            given: ExampleHints::role(Role::TrackingLink),
            why: "the address takes postbacks, and what holds for TUNE's click link does not hold there",
        },
        Good {
            url: "https://api.brownboots.getgokart.ai/api/v1/offer-link/redirect/12345?aff_click_id={click_id}&pub_member_id=1",
            given: ExampleHints::NOTHING,
            why: "GoKart's redirect takes this name too",
        },
        Good { url: "https://zx1jg.trackvoluum.com/fcb78739-e306-466a-86a5-792481e1cf48?cid={CLICK_ID}", given: ExampleHints::NOTHING, why: "each of Voluum's customers chooses the name" },Good { url: "https://acme.go2affise.com/postback?clickid={clickid}&sum={payout}", given: ExampleHints::NOTHING, why: "Affise takes postbacks on the hosts of its links, too" },Good { url: "https://click.linksynergy.com/fs-bin/click?id=abcDEF*wg&offerid=529995.1&type=3&subid=0", given: ExampleHints::NOTHING, why: "Rakuten's own links end so" },Good { url: "https://demo.go2cloud.org/aff_lsr?transaction_id={gk_click_id}", given: ExampleHints::NOTHING, why: "a postback, whatever fills it" },],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(to) = context.addressee.filter(|a| a.platform.kind != PlatformKind::AutoClickId) else { return };
    let link = context.link;
    let facts: &[Fact] = match context.role {
        Role::Postback => return in_postback(context, to, findings),
        _ => to.platform.link.click_id_at(link.host(), link.path()),
    };
    // No name is right where each customer chooses one.
    if facts.iter().all(|f| f.name == "*") || is_sent(&link, facts) {
        return;
    }
    // The link may be a postback that nobody took for one, or another call of the platform's own.
    let clicked = matches!(context.endpoint_role(), None | Some(EndpointRole::Click | EndpointRole::Impression));
    let received = to.platform.receives.endpoint(link.path()).is_some_and(|e| !e.path.is_empty());
    if !clicked || received && brings_back(&link, to.platform) {
        return;
    }
    let legal = context.catalogue.legal();
    // Rakuten's own links end in `&subid=0`.
    let holds = |p: &&Param| !matches!(link.value(p), "" | "0");
    for param in link.params.iter().filter(holds).filter(|p| !legal.parameter(link.key(p))) {
        let key = link.name(param);
        if let Some(severity) = judge(context, to, param, &key) {
            findings.push(finding(context, to, param, severity));
            return;
        }
    }
}

/// A parameter by which the platform takes a click id back is in the link.
fn brings_back(link: &Link, platform: &Platform) -> bool {
    link.params.iter().any(|p| platform.receives.click_id().any(|f| f.is(&link.name(p))))
}

/// How bad it is that the click id travels in this parameter; `None` if it does not, or may.
fn judge(context: &Context, to: Addressee, param: &Param, key: &str) -> Option<Severity> {
    let face = &to.platform.link;
    let link = &context.link;
    let near = context.near.iter().any(|n| !n.is_macro && n.span == param.key);
    let borrowed = is_borrowed(context, to, param, key);
    let is_id = || link.whole_macro(param.value).is_some_and(|m| is_click_id_name(link.macro_name(m)));
    let refused = || face.wrong_at(link.host(), link.path()).any(|f| f.sure && f.is(key)) && is_id();
    if near || !borrowed && !carries_id(context, link, param) && !refused() {
        return None;
    }
    let suits = find(face.also_accepts, key).is_some();
    let severity = match face.wrong_at(link.host(), link.path()).find(|f| f.is(key)) {
        Some(fact) if fact.sure => Severity::Error,
        Some(_) => Severity::Warning,
        None if face.takes_any_slot() => return None,
        // A slot that works and is meant for something else: said only where the network's own id stands in it.
        None if suits => holds_network_id(context, param).then_some(Severity::Advice)?,
        None if face.slots_complete && (is_click_id_name(key) || holds_network_id(context, param)) => Severity::Error,
        None if borrowed => Severity::Warning,
        None if context.role == Role::PartnerLink && is_click_id_name(key) => Severity::Warning,
        None => return None,
    };
    // What is known by the host alone, or by the shape of the link, is no more than a hint.
    let proven = to.sure && (context.role_sure || !context.is_host_alone());
    Some(if proven { severity } else { Severity::Advice })
}

/// Somebody's click id stands in another platform's slot, at an endpoint of this platform that has no such parameter.
fn is_borrowed(context: &Context, to: Addressee, param: &Param, key: &str) -> bool {
    let link = &context.link;
    let is_id = link.whole_macro(param.value).is_some_and(|m| is_click_id_name(link.macro_name(m)));
    let face = &to.platform.link;
    let own = || to.platform.link_params().any(|f| f.name != "*" && f.is(key));
    let served = || link.params.iter().any(|p| !p.value.is_empty() && find(face.also_accepts, link.key(p)).is_some());
    let others = || {
        let slot = |p: &&&'static Platform| p.link.click_id.iter().any(|f| f.name != "*" && f.is(key));
        context.catalogue.all().iter().any(|p| slot(&p))
    };
    is_id && to.sure && context.endpoint_role() == Some(EndpointRole::Click) && !own() && !served() && others()
}

/// The network's click id itself stands here, or something in a parameter that is called like a click id's.
fn carries_id(context: &Context, link: &Link, param: &Param) -> bool {
    holds_network_id(context, param) || is_click_id_name(&link.name(param))
}

fn holds_network_id(context: &Context, param: &Param) -> bool {
    let link = context.link;
    link.macros_in(param.value).any(|m| context.is_network_click_id(link.macro_name(m)))
        || context
            .near
            .iter()
            .any(|n| n.is_macro && param.value.contains(n.span) && context.is_network_click_id(n.name))
}

fn finding(context: &Context, to: Addressee, param: &Param, severity: Severity) -> Finding {
    let link = context.link;
    let Platform { id, name, link: face, .. } = to.platform;
    let key = link.key(param);
    // A parameter that holds a whole link takes no bare id.
    let slots = || {
        let facts = face.click_id_at(link.host(), link.path()).iter();
        facts.filter(|f| !f.is_pattern() && find(face.nested, f.name).is_none())
    };
    let sure_slots = slots().filter(|f| f.sure).count();
    let right = slots().find(|f| f.sure).or_else(|| slots().next()).map(|f| f.name);
    let expected = right.map_or_else(|| "another parameter".to_owned(), quoted);
    let suiting = find(face.also_accepts, key);
    let wrong = face.wrong_at(link.host(), link.path()).find(|f| f.is(key));
    let what = match severity {
        _ if suiting.is_some() => {
            format!("{} works, but {name}'s parameter for the click id is {expected}.", quoted(key))
        }
        Severity::Error => format!("{name} reads the click id from {expected}, not from {}.", quoted(key)),
        _ => format!("{name} may not read the click id from {}: it expects {expected}.", quoted(key)),
    };
    let reason = suiting.filter(|f| f.sure).or(wrong).map(|f| f.note).filter(|n| !n.is_empty());
    let reason = reason.map(|note| format!("{}: {note}.", quoted(key))).unwrap_or_default();
    let cost = match severity {
        Severity::Error => format!("{name} will not store the click id, so no conversion can be credited."),
        _ => reason,
    };
    let found = Finding::new(&RULE, param.key, what).severity(severity).costs(cost);
    let Some(right) = right else {
        return found
            .label("not read as click id")
            .todo(format!("Send the click id where {name} keeps it: `tracklint platforms {id}` shows how."));
    };
    let title = format!("Rename {} to {}", quoted(key), quoted(right));
    let edits = vec![Edit::replace(param.key, right)];
    // A documented parameter has a meaning of its own, and glued text shows that more is broken.
    let free = to.platform.link_params().all(|f| !f.is(key)) && !link.value(param).contains('=');
    let proven = context.role_sure || context.endpoint_role() == Some(EndpointRole::Click);
    let here = proven && context.host.is_some_and(|h| h.platform.id == *id);
    let sure = severity == Severity::Error && sure_slots == 1 && link.param(right).is_none() && free && here;
    found
        .label(if suiting.is_some() { format!("usually {right}") } else { format!("should be {right}") })
        .todo(format!("{title}."))
        .fix(if sure { Fix::safe(title, edits) } else { Fix::probable(title, edits) })
}

/// A postback to a known receiver under another name than the endpoint's.
fn in_postback(context: &Context, to: Addressee, findings: &mut Findings) {
    let link = context.link;
    let receives = &to.platform.receives;
    let here = receives.endpoint_at(link.host(), link.path()).or_else(|| receives.endpoint(link.path()));
    let endpoint = here.or(receives.endpoints.first()).filter(|e| e.no_click_id.is_none());
    let Some(right) = endpoint.and_then(|e| e.click_id.first()) else { return };
    let is_right = to.sure && right.sure && !right.is_pattern() && (context.role_sure || !context.is_host_alone());
    if !is_right || brings_back(&link, to.platform) || is_meant_for_clicks(context) {
        return;
    }
    let near = |p: &Param| context.near.iter().any(|n| !n.is_macro && n.span == p.key);
    // Where its macros stand and its host does not, it is the one that sends.
    let is_network = context.network.is_some_and(|n| n.id == to.platform.id);
    let fires = &to.platform.fires;
    let own = |m: &Macro| to.platform.macro_fact(link.macro_name(m)).is_some();
    let returned = |m: &Macro| find(fires.returned_click_id, link.macro_name(m)).is_some();
    // Unless the path is where it receives, and none of its own click ids is handed out.
    let arrives = here.is_some_and(|e| !e.path.is_empty()) && !link.macros.iter().any(returned);
    if context.host.is_none() && !is_network && !arrives && link.macros.iter().any(own) {
        return;
    }
    let documented = |key: &str| receives.params().any(|f| f.is(key));
    let Some(param) = link.params.iter().find(|p| {
        let key = link.name(p);
        !p.value.is_empty()
            && is_click_id_name(&key)
            && !near(p)
            && !documented(&key)
            && !context.catalogue.legal().parameter(&key)
    }) else {
        return;
    };
    let (name, key) = (to.platform.name, link.key(param));
    let posted = context.endpoint_role() == Some(EndpointRole::Postback) && here.is_some();
    let fix = if posted && link.param(right.name).is_none() { Fix::safe } else { Fix::probable };
    let title = format!("Rename {} to {}", quoted(key), quoted(right.name));
    findings.push(
        Finding::new(
            &RULE,
            param.key,
            format!("{name} reads the click id from {}, not from {}.", quoted(right.name), quoted(key)),
        )
        .costs(format!("{name} cannot tell which click converted, so nobody is credited."))
        .label(format!("should be {}", right.name))
        .todo(format!("{title}."))
        .fix(fix(title, vec![Edit::replace(param.key, right.name)])),
    );
}
