//! `gkclickid=`: nearly a parameter.

use crate::link::{Param, Seen, decoded};
use crate::platform::{Fact, Platform, Role, find, nearest};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Near, Part, Roles, Rule, Stage, States, lookalike,
    quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "misspelled-parameter",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::of(&[
        Role::TrackingLink,
        Role::Postback,
        Role::PartnerLink,
        Role::LandingPage,
        Role::Fragment,
        Role::Unknown,
    ]),
    states: States::Any,
    triggers: Seen::NEAR_NAME.or(Seen::PLATFORM).or(Seen::ANALYTICS),
    yields_to: &["wrong-click-id-parameter"],
    summary: "a parameter's name is misspelled",
    explanation: "\
A system reads only the parameters it knows, letter by letter: gkclickid, GK_CLICK_ID and gk-click-id are not \
gk_click_id. A misspelled parameter is ignored, and its value with it.

Write the name exactly. For the click id, the event and whatever a platform needs this is an error, else a warning.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback?gkclickid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "gkclickid",
            says: "gk_click_id",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
        Bad {
            url: "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={sub1}&cnv_eventid={event_name}",
            given: ExampleHints::NOTHING,
            marks: "cnv_eventid",
            says: "cnv_event_id",
            fixed: Some(
                "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={sub1}&cnv_event_id={event_name}",
            ),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id}&event_id={event_name}",
            given: ExampleHints::NOTHING,
            marks: "event_id",
            says: "cnv_event_id",
            fixed: None,
        },
        Bad {
            url: "https://control.kochava.com/v1/cpi/click?campaign_id=koacme&network_id=7&CLICK_ID={cid}",
            given: ExampleHints::NOTHING,
            marks: "CLICK_ID",
            says: "capitals",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&ClickID={cid}",
            given: ExampleHints::NOTHING,
            marks: "ClickID",
            says: "clickid",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={cid}"),
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&сlickid={cid}",
            given: ExampleHints::NOTHING,
            marks: "сlickid",
            says: "clickid",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={cid}"),
        },
        Bad {
            url: "https://www.example.com/summer?utm_souce=newsletter&utm_medium=email",
            given: ExampleHints::NOTHING,
            marks: "utm_souce",
            says: "utm_source",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://www.example.com/summer?utm_source=a&utm_sources=b&utm_content2=c&utm_brand=d&user_source=e",
            given: ExampleHints::NOTHING,
            why: "beside the right name a parameter of one's own may be called nearly so, and other names are free",
        },
        Good {
            url: "https://advertiser.example.com/lp?gkclickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the advertiser may call its own parameter so",
        },
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}&af_sub1=a&af_sub2=b",
            given: ExampleHints::NOTHING,
            why: "names that differ in a digit are different names",
        },
        Good {
            url: "https://base44.pxf.io/c/6440076/2049275/25619?trafcat=base&sharedid=video115",
            given: ExampleHints::NOTHING,
            why: "Impact writes it so itself",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.role != Role::Postback && context.seen.has(Seen::ANALYTICS) {
        context.link.params.iter().filter_map(|param| analytics(context, param)).for_each(|f| findings.push(f));
    }
    if matches!(context.role, Role::LandingPage | Role::Fragment) {
        return;
    }
    if context.role != Role::TrackingLink {
        for near in context.near.iter().filter(|n| !n.is_macro) {
            if context.link.param(near.name).is_none() {
                findings.push(own(context, near));
            }
        }
        if let Some(finding) = event_id(context) {
            findings.push(finding);
        }
    }
    if context.is_host_alone() && !context.role_sure {
        return;
    }
    if let Some(to) = context.sure_addressee().filter(|p| context.network.is_none_or(|n| n.id != p.id)) {
        for param in &context.link.params {
            let finding = match context.role {
                Role::Postback => others(context, to, param, || to.receives.params()),
                _ => others(context, to, param, || to.link_params()),
            };
            if let Some(finding) = finding {
                findings.push(finding);
            }
        }
    }
}

/// The parameters by which web analytics tells where a click comes from.
/// Source: Google Analytics help, "URL builders: Collect campaign data with custom URLs".
const ANALYTICS: [&str; 9] = [
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "utm_id",
    "utm_source_platform",
    "utm_creative_format",
    "utm_marketing_tactic",
];

/// `utm_souce`: nearly one of these. `utm_id` is too short for that.
fn analytics(context: &Context, param: &Param) -> Option<Finding> {
    let link = context.link;
    let key = decoded(link.key(param));
    let starts = key.get(..1).is_some_and(|first| first.eq_ignore_ascii_case("u"));
    if !starts
        || ANALYTICS.contains(&&*key)
        || context.catalogue.is_a_name(&key)
        || context.catalogue.legal().parameter(&key)
    {
        return None;
    }
    let long = ANALYTICS.into_iter().filter(|name| name.len() > 7);
    let (meant, _) = nearest(&key, long, 1)?;
    let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).count();
    if digits(&key) > 0 || link.param(meant).is_some() {
        return None;
    }
    let title = format!("Write {}", quoted(meant));
    let what = format!("{} is misspelled: web analytics reads {}.", quoted(&key), quoted(meant));
    Some(
        Finding::new(&RULE, param.key, what)
            .severity(Severity::Warning)
            .costs("It is ignored, so reports do not tell where the click came from.")
            .label(format!("should be {meant}"))
            .todo(format!("{title}."))
            .fix(Fix::probable(title, vec![Edit::replace(param.key, meant)])),
    )
}

/// A name of the network's.
fn own(context: &Context, near: &Near) -> Finding {
    let network = context.network.map_or("the network", |n| n.name);
    let needed = context.network.is_some_and(|n| {
        let receives = &n.receives;
        receives.click_id().chain(receives.event).chain(n.link.click_id).any(|f| f.is(near.name))
            || n.link.required.iter().any(|r| r.param.is(near.name))
    });
    let severity = if needed { Severity::Error } else { Severity::Warning };
    let title = format!("Write {}", quoted(near.name));
    Finding::new(
        &RULE,
        near.span,
        format!(
            "{} is misspelled: {network}'s parameter is {}.",
            quoted(context.link.of(near.span)),
            quoted(near.name)
        ),
    )
    .severity(severity)
    .costs(format!("{network} does not read it, so its value is lost."))
    .label(format!("should be {}", near.name))
    .todo(format!("{title}."))
    .fix(Fix::safe(title, vec![Edit::replace(near.span, near.name)]))
}

/// One of GoKart's pages writes `event_id`; all others the longer name.
fn event_id(context: &Context) -> Option<Finding> {
    let receiver = context.receiver().filter(|r| r.receives.event_tells_apart && context.role == Role::Postback)?;
    let link = context.link;
    let right = receiver.receives.event.first()?;
    let param = link.param("event_id")?;
    if link.param(right.name).is_some() || context.catalogue.legal().parameter("event_id") {
        return None;
    }
    let title = format!("Rename `event_id` to {}", quoted(right.name));
    Some(
        Finding::new(
            &RULE,
            param.key,
            format!("{} reads the event from {}, not from `event_id`.", receiver.name, quoted(right.name)),
        )
        .severity(Severity::Warning)
        .costs("The conversion is recorded without its event.")
        .label(format!("should be {}", right.name))
        .todo(format!("{title}."))
        .fix(Fix::probable(title, vec![Edit::replace(param.key, right.name)])),
    )
}

/// A documented parameter of another platform, nearly: in other letters that look alike, in another case, or with one
/// letter wrong.
fn others<I: Iterator<Item = &'static Fact>>(
    context: &Context,
    to: &'static Platform,
    param: &Param,
    facts: impl Fn() -> I,
) -> Option<Finding> {
    let link = context.link;
    let key = link.name(param);
    let postback = context.role == Role::Postback;
    let params = context.catalogue.params(to, postback);
    let known = match params {
        Some(params) => params.has(&key),
        None => facts().any(|f| f.name != "*" && f.is(&key)),
    };
    if known || context.near.iter().any(|n| n.span == param.key) || context.catalogue.legal().parameter(&key) {
        return None;
    }
    let is_id = |name: &str| match postback {
        true => to.receives.click_id().any(|f| f.is(name)),
        false => to.link.click_id.iter().any(|f| f.name != "*" && f.is(name)),
    };
    let needed = |name: &str| is_id(name) || !postback && to.link.required.iter().any(|r| r.param.is(name));
    if let Some(meant) = twin(&key, facts()) {
        let found = misspelt(to, param, &key, &meant);
        return Some(found.severity(Severity::Error).fix(fix_to(link.param(&meant).is_none(), param, meant)));
    }
    let recased = params.is_none_or(|p| p.may_be_in_other_case(&key));
    if let Some(meant) = Some(()).filter(|()| recased).and_then(|()| in_other_case(&key, facts())) {
        let exact = if postback { to.receives.case_sensitive } else { to.link.case_sensitive }.is_some();
        let matters = needed(&meant) || !postback && find(to.link.also_accepts, &meant).is_some();
        if !matters || link.param(&meant).is_some() {
            return None;
        }
        let found = misspelt(to, param, &key, &meant);
        return Some(match exact {
            true => found.severity(Severity::Error).fix(fix_to(true, param, meant)),
            false => Finding {
                what: format!("{} is written {} by {}.", quoted(&key), quoted(&meant), to.name),
                cost: format!("If {} tells capitals from small letters, the value is lost.", to.name),
                ..found
            }
            .severity(Severity::Warning)
            .fix(fix_to(false, param, meant)),
        });
    }
    if key.len() < 6 || !params.is_none_or(|p| p.may_be_misspelt(&key)) || context.catalogue.is_a_name(&key) {
        return None;
    }
    let names = facts().filter(|f| f.sure && f.name.len() >= 7 && !f.is_pattern()).map(|f| f.name);
    let (meant, _) = nearest(&key, names, 1)?;
    let marks = |name: &str| name.chars().filter(|c| !c.is_ascii_alphabetic()).collect::<String>();
    if marks(&key) != marks(meant) || link.param(meant).is_some() || begins_otherwise(&key, meant) {
        return None;
    }
    let severity = if is_id(meant) { Severity::Error } else { Severity::Warning };
    Some(misspelt(to, param, &key, meant).severity(severity).fix(fix_to(is_id(meant), param, meant.to_owned())))
}

/// Another first letter makes another word: `callback` is no slip for `fallback`.
fn begins_otherwise(written: &str, meant: &str) -> bool {
    let word_start = |at: usize| at == 0 || meant.as_bytes()[at - 1] == b'_';
    let differs = written.bytes().zip(meant.bytes()).position(|(a, b)| a != b);
    written.len() == meant.len() && differs.is_some_and(word_start)
}

fn misspelt(to: &Platform, param: &Param, key: &str, meant: &str) -> Finding {
    let what = format!("{} is misspelled: {}'s parameter is {}.", quoted(key), to.name, quoted(meant));
    Finding::new(&RULE, param.key, what)
        .costs(format!("{} does not read it, so its value is lost.", to.name))
        .label(format!("should be {meant}"))
        .todo(format!("Write {}.", quoted(meant)))
}

fn fix_to(safe: bool, param: &Param, meant: String) -> Fix {
    let title = format!("Write {}", quoted(&meant));
    let edits = vec![Edit::replace(param.key, meant)];
    if safe { Fix::safe(title, edits) } else { Fix::probable(title, edits) }
}

/// The name that `key` shows to a reader although some of its letters are others: `сlickid` with a Cyrillic letter.
fn twin(key: &str, facts: impl Iterator<Item = &'static Fact>) -> Option<String> {
    if key.is_ascii() {
        return None;
    }
    let plain: Option<String> = key.chars().map(|c| if c.is_ascii() { Some(c) } else { lookalike(c) }).collect();
    let plain = plain?;
    facts.filter(|f| f.name != "*").any(|f| f.is(&plain)).then_some(plain)
}

/// The name that differs from `key` in capitals only; `None` where sources write it both ways.
fn in_other_case(key: &str, facts: impl Iterator<Item = &'static Fact>) -> Option<String> {
    // Only a name with a capital, or one that differs from a name with a capital, is written in another case.
    let small = if key.bytes().any(|b| b.is_ascii_uppercase()) { key.to_ascii_lowercase() } else { String::new() };
    let mut meant: Option<(String, bool)> = None;
    for fact in facts {
        let name = match fact.name {
            name if name.eq_ignore_ascii_case(key) => name.to_owned(),
            name if name.ends_with('#') && !small.is_empty() && fact.is(&small) => small.clone(),
            _ => continue,
        };
        match &meant {
            Some((other, _)) if *other != name => return None,
            Some((_, true)) => {}
            _ => meant = Some((name, fact.sure)),
        }
    }
    meant.filter(|(_, sure)| *sure).map(|(name, _)| name)
}
