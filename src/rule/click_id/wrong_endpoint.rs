//! The right kind of link at the wrong address.

use crate::link::{Param, Seen};
use crate::platform::{
    EndpointRole, Environment, Fact, Platform, Required, Role, ServerSide, Site, fits_host, fits_path,
    is_click_id_name, nearest,
};
use crate::rule::click_link::is_meant_for_clicks;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

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
            given: ExampleHints::role(Role::TrackingLink),
            marks: "impression.appsflyer.com",
            says: "views",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/id123456789?pid=network_int&clickid={clickid}",
            given: ExampleHints::role(Role::Postback),
            marks: "app.appsflyer.com",
            says: "click link",
            fixed: None,
        },
        Bad {
            url: "https://s2s.adjust.com/abc123?campaign={campaign_id}&idfa={idfa}",
            given: ExampleHints::NOTHING,
            marks: "s2s.adjust.com",
            says: "s2s=1",
            fixed: None,
        },
        Bad {
            url: "https://example.page.link/m9Mm",
            given: ExampleHints::NOTHING,
            marks: "example.page.link",
            says: "25 August 2025",
            fixed: None,
        },
        Bad {
            url: "https://tracking.gokart.ai/conv?click_id=a1b2c3d4e5f6&payout=2.50",
            given: ExampleHints::NOTHING,
            marks: "tracking.gokart.ai",
            says: "help centre gives",
            fixed: None,
        },
        Bad {
            url: "https://trc.taboola.com/actions-handler/log/3/s2s-acton?click-id={click_id}&name=purchase",
            given: ExampleHints::NOTHING,
            marks: "/actions-handler/log/3/s2s-acton",
            says: "misspelled",
            fixed: None,
        },
        Bad {
            url: "https://app.adjust.com/x9y8z7?s2s=1&app_token=x9y8z7w6v5u4&event_token=a1b2c3&idfa=7C2A9E10-5A79-4334-8802-F75FEC099C58",
            given: ExampleHints::NOTHING,
            marks: "app.adjust.com",
            says: "event",
            fixed: None,
        },
        Bad {
            url: "https://s2s.adjust.com/event?app_token=x9y8z7w6v5u4&event_token=a1b2c3",
            given: ExampleHints::NOTHING,
            marks: "s2s.adjust.com",
            says: "s2s=1",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/987654321?pid=network_int&clickid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "987654321",
            says: "`id`",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/?pid=network_int&clickid={click_id}",
            given: ExampleHints::NOTHING,
            marks: "app.appsflyer.com",
            says: "no app",
            fixed: None,
        },
        Bad {
            url: "https://apps.apple.com/app/acme/id987654321?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "clickid={gk_click_id}",
            says: "store",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://play.google.com/store/apps/details?id=com.acme.shop&referrer=clickid%3D{gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "the store hands on what is in referrer",
        },
        Good {
            url: "https://play.google.com/store/apps/details?id=com.acme.shop&utm_source=website&utm_medium=badge",
            given: ExampleHints::NOTHING,
            why: "as Google's own badge is linked",
        },
        Good {
            url: "https://acme.page.link/docs",
            given: ExampleHints::NOTHING,
            why: "a page of the host, and no link",
        },
        Good {
            url: "https://impression.appsflyer.com/id123456789?pid=network_int&c=a&af_siteid=1&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "nobody says that it is for clicks",
        },
        Good {
            url: "https://s2s.adjust.com/abc123?campaign={campaign_id}&idfa={idfa}&s2s=1&label={click_id}",
            given: ExampleHints::NOTHING,
            why: "it says that a server calls",
        },
        Good {
            url: "https://demo.go2cloud.org/aff_lsr?transaction_id={transaction_id}",
            given: ExampleHints::role(Role::Postback),
            why: "TUNE's hosts take clicks and postbacks",
        },
        Good {
            url: "https://app.appsflyer.com/id123456789?pid=a_int&c=a&af_siteid=1&clickid={clickid}&redirect=false",
            given: ExampleHints::role(Role::Postback),
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
    let place = is_place_of_links(context, to);
    let finding = if uses.illustration {
        Some(illustration(context, to))
    } else if let Some(end) = to.link.ended.filter(|_| uses.link && place) {
        Some(ended(context, to, &end, hit.sure))
    } else if to.link.destination.is_some() {
        dropped(context, to)
    } else if !hit.sure {
        None
    } else if uses.impression && !uses.link && context.role_given && context.role == Role::TrackingLink {
        (!says_view(context)).then(|| for_views(context, to))
    } else if is_meant_for_clicks(context) {
        Some(for_clicks(context, to))
    } else if let Some(right) = misspelled(context, to) {
        Some(for_nobody(context, to, right))
    } else if let Some(event) = reported_to_a_click(context, to) {
        Some(event)
    } else if let Some(app) = app_id(context, to) {
        Some(app)
    } else {
        let side = to.link.server_side.iter().filter(|_| place).find(|s| lacks_mark(context, s));
        side.map(|s| for_servers(context, to, s))
    };
    if let Some(finding) = finding {
        findings.push(finding);
    }
}

/// Not one of the pages that the host has beside its links.
fn is_place_of_links(context: &Context, to: &Platform) -> bool {
    let path = context.link.path();
    let fits = || to.link.path_patterns().any(|p| p.is_empty() || fits_path(p, path));
    match context.site {
        Some(Site::Page) | None => false,
        Some(Site::Endpoint(_)) => true,
        Some(Site::Unclear) => context.role_given || fits() && !path.ends_with(".html"),
    }
}

/// A parameter that only another address of the platform reads: an event that is reported to a click link.
fn reported_to_a_click(context: &Context, to: &Platform) -> Option<Finding> {
    if context.endpoint_role() != Some(EndpointRole::Click) {
        return None;
    }
    let link = context.link;
    let others = to.link.endpoints.iter().filter(|e| matches!(e.role, EndpointRole::Event | EndpointRole::Session));
    let named = |fact: &Fact| link.params.iter().any(|p| link.is_named(p, fact.name) && !p.value.is_empty());
    let elsewhere = others.filter(|e| !e.host.is_empty() && e.documented.iter().filter(|f| named(f)).count() > 1);
    let endpoint = elsewhere.into_iter().next()?;
    let address = format!("{}{}", endpoint.host, endpoint.path);
    let read = endpoint.documented.iter().find(|f| named(f))?;
    let param = link.params.iter().find(|p| link.is_named(p, read.name))?;
    Some(
        Finding::new(
            &RULE,
            link.host,
            format!("This reports an event of the app, but the address is {}'s click link.", to.name),
        )
        .costs(format!("{} counts another click, and the event is lost.", to.name))
        .label("a click link")
        .also(param.span(), format!("read by {address}"))
        .todo(format!("Send it to `{address}`.")),
    )
}

/// The app's id in the path: none at all, or an App Store number without `id` before it.
fn app_id(context: &Context, to: &Platform) -> Option<Finding> {
    let link = context.link;
    let needed = || to.link.required.iter().filter(|r| r.severity == Severity::Error && r.param.sure);
    let sent = |r: &Required| link.params.iter().any(|p| link.is_named(p, r.param.name));
    let clicked = context.endpoint_role() == Some(EndpointRole::Click) || needed().any(sent);
    let noted = |f: &&Fact| f.name == "/{app_id}" && f.note.contains("`id`");
    let only_there = !link.host().ends_with(".onelink.me") && context.role != Role::Postback;
    to.link.paths.iter().find(noted).filter(|_| clicked && only_there)?;
    let app = link.path().trim_matches('/');
    let found = |span, what: String| {
        Finding::new(&RULE, span, what).costs(format!("{} cannot tell which app is meant.", to.name))
    };
    if app.is_empty() {
        let what = format!("The link to {} names no app.", to.name);
        return Some(found(link.host, what).label("no app id").todo(
            "Add the app's id behind the host: the Android package name, or `id` and the number of the App Store.",
        ));
    }
    let number = (8..=11).contains(&app.len()) && app.bytes().all(|b| b.is_ascii_digit());
    if !number {
        return None;
    }
    let start = link.path.start + u32::try_from(link.path().find(app)?).ok()?;
    let end = start + u32::try_from(app.len()).ok()?;
    let title = format!("Write `id{app}`");
    Some(
        found(
            Span { start, end },
            format!("{} is an App Store number, and {} wants `id` before it.", quoted(app), to.name),
        )
        .label("without id")
        .todo(format!("{title}."))
        .fix(Fix::probable(title, vec![Edit::insert(start, "id")])),
    )
}

/// A store takes the visitor to an app and hands nothing on but what it keeps.
fn dropped(context: &Context, to: &Platform) -> Option<Finding> {
    let link = context.link;
    let kept = |p: &&Param| to.link.kept.iter().any(|f| link.is_named(p, f.name));
    let is_id = |p: &&Param| {
        let fed = link.macros_in(p.value).any(|m| {
            let name = link.macro_name(m);
            context.is_network_click_id(name) || is_click_id_name(name)
        });
        fed || !p.value.is_empty() && is_click_id_name(&link.name(p)) && context.role_given
    };
    let inside =
        link.params.iter().filter(kept).any(|p| is_id(&p) || link.value(p).to_ascii_lowercase().contains("click"));
    if inside {
        return None;
    }
    let store = to.name;
    let lost = link.params.iter().filter(|p| !kept(p)).find(is_id);
    let param = match lost {
        Some(param) => param.span(),
        None if context.role_given && context.role == Role::TrackingLink => link.host,
        None => return None,
    };
    let referrer = to.link.kept.iter().find(|f| f.name == "referrer");
    let todo = referrer.map_or_else(
        || "Use the tracking link of the app's measurement partner, which leads on to the store.".to_owned(),
        |f| {
            format!(
                "Put it into `{}`, percent-encoded, or use the tracking link of the app's measurement partner.",
                f.name
            )
        },
    );
    Some(
        Finding::new(&RULE, param, format!("{store} does not hand a click id on to the app."))
            .costs("The click id ends in the store, so no conversion can be credited.")
            .label("lost in the store")
            .todo(todo),
    )
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
