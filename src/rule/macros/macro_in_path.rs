//! `/{click_id}/x`: a macro in the path.

use crate::link::{Dialect, Macro, Seen};
use crate::platform::{Role, fits_path};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::Severity;

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "macro-in-path",
    severity: Severity::Advice,
    part: Part::Macros,
    roles: Roles::of(&[Role::TrackingLink, Role::Postback]),
    states: States::Template,
    triggers: Seen::MACRO,
    yields_to: &["placeholder-left"],
    summary: "a macro in the path",
    explanation: "\
Behind the ? most programs leave braces alone. In the path many write { as %7B before they send the link, and the \
system that should fill the macro no longer sees it. A link can work for years and break when it is saved in another \
tool.

If the receiver can take the value as a parameter, send it so. If not, test the link with a click.",
    bad: &[Bad {
        url: "https://track.example.com/{gk_click_id}/land?source=a",
        given: ExampleHints { role: Some(Role::TrackingLink), ..ExampleHints::NOTHING },
        marks: "{gk_click_id}",
        says: "path",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://track.example.com/land?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "it comes after the ?",
        },
        Good {
            url: "https://app.appsflyer.com/{app_id}?pid=network_int&c=a&af_siteid={site}&clickid={click_id}",
            given: ExampleHints::NOTHING,
            why: "the path stands for the app's own id",
        },
        Good {
            url: "/{subid}",
            given: ExampleHints { role: Some(Role::Fragment), ..ExampleHints::NOTHING },
            why: "a piece to be appended",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    if !context.role_sure || link.macros_in(link.path).next().is_none() || is_documented(context) {
        return;
    }
    let braces = |m: &&Macro| {
        let kinds = [Dialect::Brace, Dialect::DoubleBrace, Dialect::DollarBrace, Dialect::HashBrace];
        !m.encoded && kinds.contains(&m.dialect)
    };
    let mut found = link.macros_in(link.path).filter(braces);
    let Some(first) = found.next() else { return };
    let mut finding = Finding::new(&RULE, first.span, format!("{} is in the path.", quoted(link.of(first.span))))
        .costs("Many programs encode braces there, and then the macro is not filled.")
        .label("in the path")
        .todo("Send it as a parameter where the receiver takes one.");
    for other in found.take(2) {
        finding = finding.also(other.span, "here too");
    }
    findings.push(finding);
}

/// The receiver's own pages put a value there.
fn is_documented(context: &Context) -> bool {
    let path = context.link.path();
    context.addressee.is_some_and(|a| {
        let mut links = a.platform.link.paths.iter().map(|f| f.name);
        let mut ends = a.platform.receives.endpoints.iter().map(|e| e.path);
        links.any(|p| p.contains(['{', '*']) && fits_path(p, path))
            || ends.any(|p| p.contains(['{', '*']) && fits_path(p, path))
    })
}
