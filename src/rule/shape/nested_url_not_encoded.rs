//! A link in a parameter, written plainly.

use crate::link::{Link, Param, Seen, decoded};
use crate::rule::{Bad, Check, Context, Finding, Findings, Given, Good, Part, Roles, Rule, Stage, States, quoted};
use crate::span::{Edit, Encoding, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "nested-url-not-encoded",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::NESTED,
    yields_to: &[],
    summary: "a link inside the link is not encoded",
    explanation: "\
A link can carry another one in a parameter: a page to go to, a callback to call. The inner one must be encoded (? as \
%3F, & as %26, = as %3D); otherwise its parameters are taken for the outer link's from its first & on, and a # cuts \
everything after it off.

Encode the inner link once. Macros that are to be filled keep their braces.",
    bad: &[Bad {
        url: "https://app.adjust.com/abc1234?campaign=c&install_callback=https://net.example.com/cb?click_id={click_id}&country={country}#x",
        given: Given::NOTHING,
        marks: "https://net.example.com/cb?click_id={click_id}",
        says: "not encoded",
        fixed: None,
    }],
    good: &[
        Good {
            url: "https://app.adjust.com/abc1234?redirect=https%3A%2F%2Fexample.com%2Fmy-app%3Fa%3D1%26b%3D2",
            given: Given::NOTHING,
            why: "encoded once, as it should be",
        },
        Good {
            url: "https://example.com/redirect/https://shop.example.org/p?clickid={gk_click_id}",
            given: Given::NOTHING,
            why: "a link as the end of a path is another way, and works",
        },
    ],
    check: Check::Link(&[(Stage::Values, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for (index, param) in link.params.iter().enumerate() {
        let value = link.value(param);
        let raw = value.split_once("://").is_some_and(|(scheme, rest)| {
            !rest.is_empty()
                && scheme.len() >= 2
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        });
        if raw {
            findings.push(finding(context, param, &link.params[index + 1..]));
            return;
        }
    }
}

fn finding(context: &Context, param: &Param, after: &[Param]) -> Finding {
    let link = context.link;
    let key = quoted(link.key(param));
    let has_query = link.value(param).contains('?');
    let swallowed: Vec<&Param> = after.iter().take_while(|p| has_query && !is_outer(context, &link, p)).collect();
    let certain = context.addressee.is_some_and(|a| a.sure) && !swallowed.is_empty();
    let end = if certain { swallowed.last().map_or(param.value.end, |p| p.value.end) } else { param.value.end };
    let whole = Span { start: param.value.start, end };
    let edits = vec![Edit::replace(whole, Encoding::Percent.encode(link.of(whole).to_owned().into()))];
    let found = Finding::new(&RULE, param.value, format!("The link inside {key} is not encoded.")).label("not encoded");
    if certain {
        let names: Vec<String> = swallowed.iter().take(2).map(|p| quoted(link.key(p))).collect();
        let are = if names.len() == 1 { "is read as a parameter" } else { "are read as parameters" };
        found
            .costs(format!("It ends at its first &: {} {are} of the outer link.", names.join(" and ")))
            .todo("Encode the inner link: ? as %3F, & as %26, = as %3D; macros keep their braces.")
            .fix(Fix::probable("Encode the inner link", edits))
    } else {
        found
            .severity(Severity::Advice)
            .todo("Encode the inner link, so that its parameters are not mixed up with the outer link's.")
            .fix(Fix::probable("Encode the inner link", edits))
    }
}

/// A parameter that the outer link's platform knows.
fn is_outer(context: &Context, link: &Link, param: &Param) -> bool {
    let key = decoded(link.key(param));
    context.addressee.is_some_and(|a| {
        a.platform.link_params().chain(a.platform.receives.params()).any(|f| f.name != "*" && f.is(&key))
    })
}
