//! A link in a parameter, written plainly.

use crate::link::{Link, Param, Seen, decoded};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Encoding, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "nested-url-not-encoded",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NESTED.or(Seen::KNOWN_HOST),
    yields_to: &[],
    summary: "a link inside the link is not encoded",
    explanation: "\
A link can carry another one in a parameter: a page to go to, a callback to call. The inner one must be encoded (? as \
%3F, & as %26, = as %3D); otherwise its parameters are taken for the outer link's from its first & on, and a # cuts \
everything after it off.

Encode the inner link once. Macros that are to be filled keep their braces.",
    bad: &[
        Bad {
            url: "https://app.adjust.com/abc1234?campaign=c&install_callback=https://net.example.com/cb?click_id={click_id}&country={country}#x",
            given: ExampleHints::NOTHING,
            marks: "https://net.example.com/cb?click_id={click_id}",
            says: "not encoded",
            fixed: None,
        },
        Bad {
            url: "https://app.adjust.com/k3j4h5?campaign=c&deep_link=acmeshop://offers&userName=anna",
            given: ExampleHints::NOTHING,
            marks: "acmeshop://offers",
            says: "userName",
            fixed: None,
        },
        Bad {
            url: "https://app.adjust.com/k3j4h5?deep_link=acmeshop%3A%2F%2F&Country=DE&campaign=spring",
            given: ExampleHints::NOTHING,
            marks: "acmeshop%3A%2F%2F",
            says: "Country",
            fixed: None,
        },
        Bad {
            url: "https://app.adjust.com/jsr?url=https%3A%2F%2Facme.adj.st%2Foffers&adj_t=k3j4h5",
            given: ExampleHints::NOTHING,
            marks: "https%3A%2F%2Facme.adj.st%2Foffers",
            says: "adj_t",
            fixed: None,
        },
        Bad {
            url: "https://app.adjust.com/k3j4h5?deep_link=acme%3A%3A%2F%2Fmenu?item%3D7",
            given: ExampleHints::NOTHING,
            marks: "acme%3A%3A%2F%2Fmenu?item%3D7",
            says: "no scheme",
            fixed: None,
        },
        Bad {
            url: "https://play.google.com/store/apps/details?id=com.acme.shop&referrer=utm_source=mail&utm_medium=footer",
            given: ExampleHints::NOTHING,
            marks: "utm_source=mail",
            says: "utm_medium",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://app.adjust.com/k3j4h5?deep_link=acmeshop%3A%2F%2Foffers&my_click_id={click_id}",
            given: ExampleHints::NOTHING,
            why: "Adjust takes any parameter that the advertiser has set up",
        },
        Good {
            url: "https://app.adjust.com/k3j4h5?deep_link=acmeshop%3A%2F%2F&campaign=spring",
            given: ExampleHints::NOTHING,
            why: "Adjust knows campaign",
        },
        Good {
            url: "https://app.adjust.com/abc1234?redirect=https%3A%2F%2Fexample.com%2Fmy-app%3Fa%3D1%26b%3D2",
            given: ExampleHints::NOTHING,
            why: "encoded once, as it should be",
        },
        Good {
            url: "https://example.com/redirect/https://shop.example.org/p?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a link as the end of a path is another way, and works",
        },
    ],
    check: Check::Link(&[(Stage::Values, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if let Some(found) = handed_on(context) {
        findings.push(found);
        return;
    }
    if !link.seen.has(Seen::NESTED) {
        return;
    }
    for (index, param) in link.params.iter().enumerate() {
        let after = &link.params[index + 1..];
        let value = link.value(param);
        let found = if is_raw(value) {
            Some(raw(context, param, after))
        } else if value.contains("%3A") || value.contains("%3a") {
            encoded(context, param, after)
        } else {
            None
        };
        if let Some(found) = found {
            findings.push(found);
            return;
        }
    }
}

/// `referrer=utm_source=a&utm_medium=b`: a store hands one parameter on, and the list in it ends at its first `&`.
fn handed_on(context: &Context) -> Option<Finding> {
    let hit = context.host.filter(|hit| hit.sure && hit.platform.link.destination.is_some())?;
    let (link, face) = (context.link, hit.platform.link);
    let is_list = |p: &Param| face.kept.iter().any(|f| link.is_named(p, f.name)) && link.value(p).contains('=');
    let index = link.params.iter().position(is_list)?;
    let own = |p: &Param| {
        let needed = face.required.iter().map(|r| &r.param);
        face.kept.iter().chain(face.documented).chain(needed).any(|f| link.is_named(p, f.name))
            || matches!(link.key(p), "hl" | "gl" | "pli")
    };
    let param = &link.params[index];
    let cut: Vec<&Param> = link.params[index + 1..].iter().take_while(|p| p.has_equals && !own(p)).collect();
    let last = cut.last()?;
    let whole = Span { start: param.value.start, end: last.value.end };
    let edits = vec![Edit::replace(whole, Encoding::Percent.encode(link.of(whole).to_owned().into()))];
    let (key, store) = (quoted(link.key(param)), hit.platform.name);
    Some(
        Finding::new(&RULE, param.value, format!("The parameters inside {key} are not encoded."))
            .costs(format!("{store} hands on {key} alone: {} of the store's page and lost.", read_as(&link, &cut)))
            .label("not encoded")
            .todo(format!("Encode the whole value of {key}: & as %26, = as %3D; macros keep their braces."))
            .fix(Fix::probable("Encode the value", edits)),
    )
}

/// `scheme://…`, written plainly.
fn is_raw(value: &str) -> bool {
    value.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
}

fn is_scheme(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b))
}

fn is_web(value: &str) -> bool {
    ["http", "https"].iter().any(|s| value.get(..s.len()).is_some_and(|v| v.eq_ignore_ascii_case(s)))
}

/// A link inside that is not encoded at all.
fn raw(context: &Context, param: &Param, after: &[Param]) -> Finding {
    let link = context.link;
    let (key, value) = (quoted(link.key(param)), link.value(param));
    let sure = context.addressee.is_some_and(|a| a.sure);
    let has_query = value.contains('?');
    // A web page has parameters of its own only behind a `?`; an app reads whatever its link brings.
    let swallowed = swallowed(context, after, |_| has_query || sure && !is_web(value));
    let certain = sure && !swallowed.is_empty();
    let cut = cut_off(&link, param, after);
    let end = if certain { swallowed.last().map_or(param.value.end, |p| p.value.end) } else { param.value.end };
    let whole = Span { start: param.value.start, end };
    let edits = vec![Edit::replace(whole, Encoding::Percent.encode(link.of(whole).to_owned().into()))];
    let found = Finding::new(&RULE, param.value, format!("The link inside {key} is not encoded.")).label("not encoded");
    let told = "Encode the inner link: ? as %3F, & as %26, = as %3D; macros keep their braces.";
    if certain {
        let severity = if has_query { Severity::Error } else { Severity::Warning };
        let cost = format!("It ends at its first &: {} of the outer link.", read_as(&link, &swallowed));
        found.severity(severity).costs(cost).todo(told).fix(Fix::probable("Encode the inner link", edits))
    } else if cut {
        found
            .severity(if sure { Severity::Error } else { Severity::Warning })
            .costs("Everything after its # is cut off, the parameters of the outer link included.")
            .todo("Encode the inner link, its # as %23.")
    } else {
        found
            .severity(Severity::Advice)
            .todo("Encode the inner link, so that its parameters are not mixed up with the outer link's.")
            .fix(Fix::probable("Encode the inner link", edits))
    }
}

/// The inner link, the last parameter, has a `#` of its own, and parameters follow.
fn cut_off(link: &Link, param: &Param, after: &[Param]) -> bool {
    let behind = link.of(link.fragment);
    let goes_on = behind.split('&').skip(1).any(|part| part.split_once('=').is_some_and(|(name, _)| is_scheme(name)));
    after.is_empty() && link.fragment.start == param.value.end && goes_on
}

/// A link inside that is encoded, and was cut short before it was: a bare scheme, a page whose own parameters follow,
/// or one colon too many.
fn encoded(context: &Context, param: &Param, after: &[Param]) -> Option<Finding> {
    let link = context.link;
    let inner = decoded(link.value(param)).into_owned();
    let (scheme, rest) = inner.split_once("://").filter(|(scheme, _)| is_scheme(scheme.trim_end_matches(':')))?;
    let key = quoted(link.key(param));
    let sure = context.addressee.is_some_and(|a| a.sure);
    if scheme.ends_with(':') {
        let what =
            format!("The link inside {key} begins with {}, which is no scheme.", quoted(&format!("{scheme}://")));
        return Some(
            Finding::new(&RULE, param.value, what)
                .severity(Severity::Warning)
                .costs("An app is opened by its exact scheme only.")
                .label("a : too many")
                .todo("Write one : before //, and encode the ? behind it as %3F."),
        );
    }
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    // Parameters that the inner link's own platform knows its links by.
    let inner_hit = context.catalogue.by_host(host).filter(|_| !host.eq_ignore_ascii_case(link.host()));
    let read_there = |p: &Param| {
        let shapes = inner_hit.map_or(&[][..], |hit| hit.platform.link.shapes);
        shapes.iter().any(|shape| shape.params.iter().any(|name| link.is_named(p, name)))
    };
    if rest.contains('?') {
        return None;
    }
    let first = after.first()?;
    let bare = rest.is_empty() && sure;
    let lost: Vec<&Param> = match read_there(first) {
        true => after.iter().take_while(|p| !link.is_named(p, "redirect")).collect(),
        false if bare => swallowed(context, after, |_| true),
        false => return None,
    };
    if lost.is_empty() {
        return None;
    }
    Some(
        Finding::new(&RULE, param.value, format!("The link inside {key} ends before its own parameters."))
            .severity(Severity::Warning)
            .costs(format!("It was cut at a &: {} of the outer link.", read_as(&link, &lost)))
            .label("cut here")
            .todo("Encode the inner link together with its parameters: ? as %3F, & as %26, = as %3D."),
    )
}

/// ``` `a` and `b` are read as parameters ```
fn read_as(link: &Link, params: &[&Param]) -> String {
    let names: Vec<String> = params.iter().take(2).map(|p| quoted(link.key(p))).collect();
    let are = if names.len() == 1 { "is read as a parameter" } else { "are read as parameters" };
    format!("{} {are}", names.join(" and "))
}

/// The parameters right behind the inner link that the outer link's platform does not know.
fn swallowed<'p>(context: &Context, after: &'p [Param], may: impl Fn(&Param) -> bool) -> Vec<&'p Param> {
    let link = context.link;
    let filled = |p: &Param| link.macros_in(p.value).next().is_some();
    let has_query = |p: &&Param| may(p) && !is_outer(context, &link, p) && (!filled(p) || may_be_inner(context));
    after.iter().take_while(has_query).collect()
}

/// A macro behind a raw link with a query stands in that query; elsewhere it is more likely the sender's own.
fn may_be_inner(context: &Context) -> bool {
    context.link.params.iter().any(|p| is_raw(context.link.value(p)) && context.link.value(p).contains('?'))
}

/// A parameter that the outer link's platform knows.
fn is_outer(context: &Context, link: &Link, param: &Param) -> bool {
    let key = link.name(param);
    let everywhere = key.starts_with("utm_") || key.ends_with("clid");
    let raw_query = may_be_inner(context);
    everywhere && !raw_query
        || context.addressee.is_some_and(|a| {
            a.platform.link_params().chain(a.platform.receives.params()).any(|f| f.name != "*" && f.is(&key))
        })
}
