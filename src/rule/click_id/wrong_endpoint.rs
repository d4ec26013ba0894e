//! The right kind of link at the wrong address.

use crate::link::Seen;
use crate::platform::{Environment, Fact, Platform, Role, ServerSide, fits_host, fits_path, nearest};
use crate::rule::click_link::is_meant_for_clicks;
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States, quoted};
use crate::span::{Edit, Fix, Severity};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "wrong-endpoint",
    severity: Severity::Error,
    part: Part::ClickId,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::KNOWN_HOST,
    yields_to: &["placeholder-left"],
    summary: "an address that does not do what this link is for",
    explanation: "\
A platform has one address for clicks, another for views, a third for postbacks. A click sent to the address for \
views takes nobody to the offer; a conversion sent to a click link counts one more click. Some addresses answer \
servers only, some services have ended, and some are only examples in an article.

Copy the address for this purpose from the platform itself.",
    bad: &[
        Bad {
            url: "https://impression.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={gk_click_id}",
            given: Given::role(Role::TrackingLink),
            marks: "impression.appsflyer.com",
            says: "views",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&clickid={clickid}",
            given: Given::role(Role::Postback),
            marks: "app.appsflyer.com",
            says: "click link",
            fixed: None,
        },
        Bad {
            url: "https://s2s.adjust.com/abc123?campaign={campaign_id}&idfa={idfa}",
            given: Given::NOTHING,
            marks: "s2s.adjust.com",
            says: "s2s=1",
            fixed: None,
        },
        Bad {
            url: "https://example.page.link/m9Mm",
            given: Given::NOTHING,
            marks: "example.page.link",
            says: "25 August 2025",
            fixed: None,
        },
        Bad {
            url: "https://tracking.gokart.ai/conv?click_id=a1b2c3d4e5f6&payout=2.50",
            given: Given::NOTHING,
            marks: "tracking.gokart.ai",
            says: "help centre gives",
            fixed: None,
        },
        Bad {
            url: "https://trc.taboola.com/actions-handler/log/3/s2s-acton?click-id={click_id}&name=purchase",
            given: Given::NOTHING,
            marks: "/actions-handler/log/3/s2s-acton",
            says: "misspelled",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://impression.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={gk_click_id}",
            given: Given::NOTHING,
            why: "nobody says that it is for clicks",
        },
        Good {
            url: "https://s2s.adjust.com/abc123?campaign={campaign_id}&idfa={idfa}&s2s=1&label={click_id}",
            given: Given::NOTHING,
            why: "it says that a server calls",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id={transaction_id}",
            given: Given::role(Role::Postback),
            why: "TUNE's hosts take clicks and postbacks",
        },
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=a_int&c=a&af_siteid=1&clickid={clickid}&redirect=false",
            given: Given::role(Role::Postback),
            why: "a click that a server reports",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

/// Shorter paths have too many neighbours.
const SLIPS_FROM: usize = 8;

fn check(context: &Context, findings: &mut Findings) {
    let Some(hit) = context.host else { return };
    let (to, uses) = (hit.platform, hit.used_for);
    let finding = if uses.illustration {
        Some(illustration(context, to))
    } else if let Some(end) = to.link.ended.filter(|_| uses.link) {
        Some(ended(context, to, &end, hit.sure))
    } else if !hit.sure {
        None
    } else if uses.impression && !uses.link && context.role_told && context.role == Role::TrackingLink {
        (!says_view(context)).then(|| for_views(context, to))
    } else if is_meant_for_clicks(context) {
        Some(for_clicks(context, to))
    } else if let Some(right) = misspelled(context, to) {
        Some(for_nobody(context, to, right))
    } else {
        to.link.server_side.iter().find(|s| lacks_mark(context, s)).map(|s| for_servers(context, to, s))
    };
    if let Some(finding) = finding {
        findings.push(finding);
    }
}

fn illustration(context: &Context, to: &Platform) -> Finding {
    let right = to.receives.template;
    Finding::new(
        &RULE,
        context.link.host,
        format!(
            "{} is not the address that {}'s help centre gives for postbacks.",
            quoted(context.link.host()),
            to.name
        ),
    )
    .severity(Severity::Warning)
    .costs("An article uses it as an example; a conversion sent there is probably lost.")
    .label("an example")
    .todo(if right.is_empty() {
        "Copy the address from your account.".to_owned()
    } else {
        format!("Copy the address from your account; it looks like `{right}`.")
    })
}

fn ended(context: &Context, to: &Platform, end: &Fact, sure: bool) -> Finding {
    Finding::new(
        &RULE,
        context.link.host,
        format!("{} was shut down: its links stopped working on {}.", to.name, end.note),
    )
    .severity(if sure { Severity::Error } else { Severity::Warning })
    .costs("The link leads nowhere.")
    .label("a service that has ended")
    .todo("Replace it with a link from a service that still runs.")
}

/// The link itself speaks of views: then the word of a field's name is the mistake.
fn says_view(context: &Context) -> bool {
    let link = context.link;
    let view = |text: &str| text.contains("impression") || text.contains("viewthrough");
    view(link.path()) || link.params.iter().any(|p| view(link.key(p)) || matches!(link.value(p), "view" | "impression"))
}

fn for_views(context: &Context, to: &Platform) -> Finding {
    let right = to.link.hosts.iter().find(|f| f.sure && !f.name.contains('*'));
    Finding::new(
        &RULE,
        context.link.host,
        format!("{} is {}'s address for views, not for clicks.", quoted(context.link.host()), to.name),
    )
    .costs("It records a view and takes nobody to the offer.")
    .label("for views only")
    .todo(right.map_or_else(
        || format!("Write the click link of {}.", to.name),
        |f| format!("Write the click host, for instance `{}`.", f.name),
    ))
}

fn for_clicks(context: &Context, to: &Platform) -> Finding {
    Finding::new(&RULE, context.link.host, format!("This is {}'s click link, not an address for postbacks.", to.name))
        .costs("Called after a conversion, it counts another click and no conversion.")
        .label("a click link")
        .todo("Use the postback URL of the system that should receive the conversion.")
}

/// The address for postbacks that this path is but for a slip. Another version of it is no slip.
fn misspelled(context: &Context, to: &Platform) -> Option<&'static str> {
    let path = context.link.path().trim_end_matches('/');
    let known = |p: &str| fits_path(p, context.link.path()) || fits_path(p, path);
    let ends = to.receives.endpoints;
    if ends.iter().any(|e| known(e.path)) || to.link.paths.iter().any(|f| known(f.name)) {
        return None;
    }
    let version = |p: &str| p.bytes().filter(u8::is_ascii_digit).eq(path.bytes().filter(u8::is_ascii_digit));
    let plain = |p: &&'static str| p.len() >= SLIPS_FROM && !p.contains(['{', '*']) && version(p);
    nearest(path, ends.iter().map(|e| e.path).filter(plain), 1).map(|(right, _)| right)
}

fn for_nobody(context: &Context, to: &Platform, right: &'static str) -> Finding {
    let path = context.link.path;
    Finding::new(&RULE, path, format!("The path is misspelled: {} has `{right}`.", to.name))
        .costs("Nothing answers there, so every conversion is lost.")
        .label("a slip")
        .fix(Fix::probable(format!("Write `{right}`"), vec![Edit::replace(path, right)]))
}

fn lacks_mark(context: &Context, side: &ServerSide) -> bool {
    let link = context.link;
    let marked = |p: &crate::link::Param| {
        link.is_named(p, side.param.name)
            && (link.value(p).contains(side.value) || link.macros_in(p.value).next().is_some())
    };
    fits_host(side.host, link.host())
        && context.environment != Some(Environment::Sandbox)
        // Without a query the parameters are in the body of the call.
        && !(link.params.is_empty() && side.except.iter().any(|p| fits_path(p, link.path())))
        && !link.params.iter().any(marked)
}

fn for_servers(context: &Context, to: &Platform, side: &ServerSide) -> Finding {
    let link = context.link;
    let mark = format!("{}={}", side.param.name, side.value);
    let found = Finding::new(
        &RULE,
        link.host,
        format!("{} only accepts server-to-server calls, and `{mark}` is missing.", quoted(link.host())),
    )
    .costs(format!("{} rejects other clicks and views.", to.name))
    .label(format!("needs {mark}"))
    .todo(format!("Add `{mark}` if a server calls this link; else write the click host."));
    let whole = link.params.last().is_some_and(|p| !p.span().is_empty());
    let add = Edit::insert(link.query.end, format!("&{mark}"));
    if whole { found.fix(Fix::probable(format!("Add `{mark}`"), vec![add])) } else { found }
}
