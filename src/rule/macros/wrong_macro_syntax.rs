//! `[gk_click_id]`: the right macro between the wrong delimiters.

use crate::link::{Dialect, Macro, Param, Seen};
use crate::platform::{Platform, Role, find, is_called, is_click_id_name};
use crate::rule::delimiters::with_loose_delimiters;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "wrong-macro-syntax",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::MACRO.or(Seen::WEAK_MACRO).or(Seen::FILLER),
    yields_to: &["placeholder-left", "unresolved-macro", "encoded-macro", "unbalanced-macro", "foreign-macro"],
    summary: "a macro is written the way another system writes it",
    explanation: "\
Each system fills only macros written its own way: GoKart and TUNE write {x}, CAKE writes #x#, AppsFlyer (x). A macro \
copied from another system keeps that one's brackets, and is sent as the text it is.

Write the macro the way the system that fills it does.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=[gk_click_id]",
            given: ExampleHints::NOTHING,
            marks: "[gk_click_id]",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={{gk_click_id}}",
            given: ExampleHints::NOTHING,
            marks: "{{gk_click_id}}",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=[[gk_click_id]",
            given: ExampleHints::NOTHING,
            marks: "[gk_click_id]",
            says: "{gk_click_id}",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://partner.example.net/pb?user=[sub1]&sum=[payout]",
            given: ExampleHints { filled_by: "everflow", role: Some(Role::Postback), ..ExampleHints::NOTHING },
            marks: "[sub1]",
            says: "Everflow writes this macro as `{sub1}`",
            fixed: None,
        },
        Bad {
            url: "https://partner.example.net/pb?user={UID}&sum={VAL}",
            given: ExampleHints { filled_by: "bitlabs", role: Some(Role::Postback), ..ExampleHints::NOTHING },
            marks: "{UID}",
            says: "[%UID%]",
            fixed: Some("https://partner.example.net/pb?user=[%UID%]&sum=[%VAL%]"),
        },
        Bad {
            url: "https://shop.example.com/?utm_campaign=_CAMPAIGN_NAME_&utm_content=_CID_NAME_&ad_id=_CID_",
            given: ExampleHints { filled_by: "tiktok-ads", ..ExampleHints::NOTHING },
            marks: "_CAMPAIGN_NAME_",
            says: "__CAMPAIGN_NAME__",
            fixed: Some(
                "https://shop.example.com/?utm_campaign=__CAMPAIGN_NAME__&utm_content=__CID_NAME__&ad_id=__CID__",
            ),
        },
        Bad {
            url: "https://partner.example.net/pb?clickid=[clickid]&country={geo}&source={site}",
            given: ExampleHints::role(Role::Postback),
            marks: "[clickid]",
            says: "not written like the link's other macros",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://s2s.app.adjust.com/klm789?s2s=1&idfa=[IDFA]&adcolony_click_id=[CLICK_ID]&cost_type=[BID_TYPE]",
            given: ExampleHints::NOTHING,
            why: "AdColony's macros are in square brackets",
        },
        Good {
            url: "https://YourCompanyEndpoint.com?cl_id={cl?NetworkName}&app_id={{app_id}}&ip={EVENT_IP}",
            given: ExampleHints::NOTHING,
            why: "Singular writes its static macros with two braces",
        },
        Good {
            url: "https://shop.example.com/?utm_campaign=__CAMPAIGN_NAME__&tag=_CID_OLD_&view=_SL",
            given: ExampleHints { filled_by: "tiktok-ads", ..ExampleHints::NOTHING },
            why: "the last two are no macros of TikTok's",
        },
        Good {
            url: "https://ads.example.com/r?subid=${SUBID}&zone={zoneid}&cost={cost}",
            given: ExampleHints::NOTHING,
            why: "an ad network that has both kinds",
        },
        Good {
            url: "https://count.example.com/view?buy={BUY_ID}&page={PAGE_ID}&rnd=[TIMESTAMP]",
            given: ExampleHints::NOTHING,
            why: "the ad server fills its own macros in square brackets",
        },
        Good {
            url: "https://shop.example.com/?mail={{customer.${email_address}}}&name={{ first_name | default: \"you\" }}",
            given: ExampleHints::NOTHING,
            why: "templates of an e-mail program, filled before the link is sent",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let legal = context.catalogue.legal();
    for found in judged(context).filter(|m| !legal.dialect(m.dialect)) {
        if let Some(finding) = own(context, found).or_else(|| fillers(context, found)) {
            findings.push(finding);
        }
    }
    single_underscores(context, findings);
    if findings.is_empty() {
        all_of_the_filler(context, findings);
    }
    if findings.is_empty()
        && let Some(finding) = odd_one(context)
    {
        findings.push(finding);
    }
}

/// The macros whose delimiters can be judged: template code is another language's.
fn judged<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Macro> + use<'a> {
    let text = context.link.text;
    context.macros().filter(move |m| !m.encoded && !m.inner.is_empty() && !m.is_code(text))
}

/// The network's own macro, complete or nearly, in a dialect that is not the network's.
fn own(context: &Context, found: &Macro) -> Option<Finding> {
    let network = context.network?;
    if context.role == Role::Postback || context.role == Role::PartnerLink {
        return None;
    }
    let dialects = network.fires.dialects.link;
    if dialects.is_empty() || dialects.contains(&found.dialect) {
        return None;
    }
    let name = context.link.macro_name(found);
    let near = context.near_at(found.inner).filter(|n| n.is_macro).map(|n| n.name);
    let exact = network.telltale.contains(&name) || context.network_given && network.macro_fact(name).is_some();
    if !(exact || near.is_some()) {
        return None;
    }
    let meant = dialects[0].write(near.unwrap_or(name));
    let whole = with_loose_delimiters(context.link, found.span);
    let mut finding = finding(context, found, network, &meant);
    if let Some(fix) = &mut finding.fix {
        fix.edits = vec![Edit::replace(whole, meant)];
    }
    Some(finding)
}

/// A macro of a filler whose ways are all known.
fn fillers(context: &Context, found: &Macro) -> Option<Finding> {
    let filler = context.filled_by?;
    let all = filler.fires.dialects;
    let dialects = if context.role == Role::TrackingLink { all.link } else { all.postback };
    let name = context.link.macro_name(found);
    let known = || filler.macro_fact(name).is_some();
    let legal = all.link.contains(&found.dialect) || all.postback.contains(&found.dialect);
    if !all.complete || legal || dialects.is_empty() || !known() {
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

/// None of the macros is written in a way of the filler's, all are written alike, and at least half have names of the
/// filler's: those are meant for it.
fn all_of_the_filler(context: &Context, findings: &mut Findings) {
    let Some(filler) = context.filled_by else { return };
    let dialects = filler.fires.dialects;
    let ways = || dialects.postback.iter().chain(dialects.link);
    let usual = if context.role == Role::TrackingLink { dialects.link.first() } else { dialects.postback.first() };
    let Some(usual) = usual.or_else(|| ways().next()) else { return };
    let Some(odd) = judged(context).next().map(|m| m.dialect) else { return };
    let own = |m: &Macro| named_by(filler, context.link.macro_name(m));
    let legal = context.catalogue.legal().dialect(odd) || ways().any(|d| *d == odd);
    if legal || judged(context).any(|m| m.dialect != odd || in_nested_link(context, m)) {
        return;
    }
    let meant: Vec<(&Macro, &str)> = judged(context).filter_map(|m| Some((m, own(m)?))).collect();
    if meant.len() * 2 < judged(context).count() {
        return;
    }
    for (found, name) in meant {
        let meant = usual.write(name);
        let title = format!("Write {}", quoted(&meant));
        findings.push(
            finding(context, found, filler, &meant)
                .severity(Severity::Warning)
                .fix(Fix::probable(title, vec![Edit::replace(found.span, meant)])),
        );
    }
}

/// `_CAMPAIGN_NAME_`: a macro of a filler that writes two underscores on either side.
fn single_underscores(context: &Context, findings: &mut Findings) {
    let Some(filler) = context.filled_by.filter(|f| f.fires.dialects.link.contains(&Dialect::Dunder)) else {
        return;
    };
    for param in &context.link.params {
        let value = context.link.value(param);
        let name = value.strip_prefix('_').and_then(|rest| rest.strip_suffix('_')).unwrap_or_default();
        if filler.macro_fact(name).is_none_or(|(fact, _)| !fact.sure) {
            continue;
        }
        let meant = Dialect::Dunder.write(name);
        let title = format!("Write {}", quoted(&meant));
        findings.push(
            Finding::new(
                &RULE,
                param.value,
                format!("{} writes this macro as {}, not as {}.", filler.name, quoted(&meant), quoted(value)),
            )
            .costs(format!("{} does not recognise it and sends this text instead of a value.", filler.name))
            .label("one underscore")
            .todo(format!("{title}."))
            .fix(Fix::safe(title, vec![Edit::replace(param.value, meant)])),
        );
    }
}

/// The filler's own spelling of `name`, which may be written in other letters: small or capital.
fn named_by<'n>(filler: &'static Platform, name: &'n str) -> Option<&'n str> {
    if filler.macro_fact(name).is_some() {
        return Some(name);
    }
    filler.fires.macros().map(|(fact, _)| fact.name).find(|own| own.eq_ignore_ascii_case(name))
}

/// What stands inside a value that is a link may be another system's to fill.
fn in_nested_link(context: &Context, found: &Macro) -> bool {
    let link = context.link;
    link.param_at(found.span).is_some_and(|p| {
        let value = link.value(p);
        value.contains("://") || value.contains("%3A%2F") || value.contains("%3a%2f")
    })
}

/// Macros of the ad server that shows the link's ad, which fills them in its own brackets whatever else stands there.
const AD_SERVERS: [&str; 14] = [
    "CACHEBUSTING",
    "CACHEBUSTER",
    "CACHE_BUSTER",
    "TIMESTAMP",
    "RANDOM",
    "RANDOM_NUMBER",
    "ERRORCODE",
    "CONTENTPLAYHEAD",
    "MEDIAPLAYHEAD",
    "ASSETURI",
    "PAGEURL",
    "GDPRCONSENT",
    "REGULATIONS",
    "LIMITADTRACKING",
];

/// The one macro that is written unlike two or more others, which agree.
fn odd_one(context: &Context) -> Option<Finding> {
    let link = context.link;
    let legal = context.catalogue.legal();
    let mut odd = judged(context).filter(|m| ODD_ONES.contains(&m.dialect) && !legal.dialect(m.dialect));
    let (one, None) = (odd.next()?, odd.next()) else { return None };
    let others: Vec<Dialect> = judged(context).filter(|m| m.span != one.span).map(|m| m.dialect).collect();
    let usual = *others.first()?;
    let name = link.macro_name(one);
    let of_ad_server = AD_SERVERS.iter().any(|own| name.eq_ignore_ascii_case(own));
    if of_ad_server || others.len() < 2 || others.iter().any(|d| *d != usual) {
        return None;
    }
    let ways = |p: &Platform, d: Dialect| p.fires.dialects.link.contains(&d) || p.fires.dialects.postback.contains(&d);
    let severity = match context.filled_by {
        // The filler writes it so, or does not have it at all.
        Some(filler) if ways(filler, one.dialect) || named_by(filler, name).is_none() => return None,
        Some(_) => Severity::Warning,
        None if is_somebodys_way(context, one.dialect, usual) => return None,
        None if link.param_at(one.span).is_some_and(|p| is_click_or_event(context, p)) => Severity::Warning,
        None => Severity::Advice,
    };
    let (written, meant) = (quoted(link.of(one.span)), usual.write(name));
    let title = format!("Write {}", quoted(&meant));
    Some(
        Finding::new(&RULE, one.span, format!("{written} is not written like the link's other macros."))
            .severity(severity)
            .costs("If one system fills them all, it does not recognise this one.")
            .label("other brackets than the rest")
            .todo(format!("{title}, if the same system fills it."))
            .fix(Fix::probable(title, vec![Edit::replace(one.span, meant)])),
    )
}

/// The slot of the click id or of the event: what stands there has to be filled.
fn is_click_or_event(context: &Context, param: &Param) -> bool {
    let key = context.link.name(param);
    let slot = context.slot.param.is_some_and(|i| &context.link.params[i] == param);
    let event = context.receiver().is_some_and(|r| find(r.receives.event, &key).is_some());
    slot || event
        || is_click_id_name(&key)
        || is_called(&key, &["event", "eventid", "eventname", "goal", "goalid", "goalname"])
}

/// One platform writes macros in both ways, and has the odd one and another one of the link.
fn is_somebodys_way(context: &Context, dialect: Dialect, usual: Dialect) -> bool {
    let has = |p: &Platform, odd: bool| {
        let mut asked = judged(context).filter(|m| (m.dialect == dialect) == odd);
        asked.any(|m| p.macro_fact(context.link.macro_name(m)).is_some())
    };
    let known = |p: &Platform| has(p, true) && has(p, false);
    context.catalogue.all().iter().any(|p| {
        let all = p.fires.dialects;
        let writes = |d: Dialect| all.link.contains(&d) || all.postback.contains(&d);
        writes(dialect) && writes(usual) && known(p)
    })
}
