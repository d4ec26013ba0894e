//! The same parameter twice.

use crate::link::{Link, Param, Seen, decoded};
use crate::platform::{Role, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "duplicate-parameter",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::REPEATED,
    yields_to: &[],
    summary: "the same parameter appears in the link twice",
    explanation: "\
A parameter of the same name appears in the link more than once. Systems do not agree on which one counts: PHP keeps the \
last, nginx the first, others join both or refuse the link. With two different click ids the conversion may be \
credited to the wrong click.

Keep the one that is meant. Lists such as a[]=1&a[]=2 are meant to repeat their name.",
    bad: &[
        Bad {
            url: "https://ad.example.com/r?uid={clickid}&device={idfa}&country={country}&device={device}",
            given: ExampleHints::role(Role::Postback),
            marks: "device={device}",
            says: "twice",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&clickid={gk_offer_id}",
            given: ExampleHints::NOTHING,
            marks: "clickid={gk_offer_id}",
            says: "different values",
            fixed: None,
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&pid=network",
            given: ExampleHints::NOTHING,
            marks: "pid=network",
            says: "same value",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&tag[]=a&tag[]=b&x[0]=1&x[1]=2",
            given: ExampleHints::NOTHING,
            why: "a list repeats its name",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&ClickId=1&sub1=a&sub2=a",
            given: ExampleHints::NOTHING,
            why: "other names, though one differs by its capitals only",
        },
        Good {
            url: "https://example.com/go?a=1&murl=https://shop.example.org/p?a=2&b=3",
            given: ExampleHints::NOTHING,
            why: "the second one belongs to the link inside",
        },
    ],
    check: Check::Link(&[(Stage::Meaning, check)]),
};

/// No link has as many parameters; of one that does, the first ones are compared.
const MOST: usize = 200;

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    // What follows an open link inside may be its own.
    let opens = |p: &Param| link.of(p.span()).split_once("://").is_some_and(|(_, rest)| rest.contains('?'));
    let compared = &link.all_params()[..link.params.len().min(MOST)];
    let outer = compared.iter().position(opens).map_or(compared.len(), |i| i + 1);
    let params = &link.all_params()[..outer];
    let legal = context.catalogue.legal();
    let counts = |p: &Param| p.has_equals && !is_list(&link, p) && !legal.parameter(link.key(p));
    for (index, param) in params.iter().enumerate().filter(|(_, p)| counts(p)) {
        let same = |p: &&Param| p.has_equals && same_name(link.key(param), link.key(p));
        if params[index + 1..].iter().any(|p| same(&p)) && !params[..index].iter().any(|p| same(&p)) {
            let all: Vec<&Param> = params[index..].iter().filter(same).collect();
            findings.push(finding(context, &all));
        }
    }
}

/// `a[]`, `a[0]`, `a%5B%5D`; a name that a macro brings; no name at all.
fn is_list(link: &Link, param: &Param) -> bool {
    let key = link.key(param);
    key.is_empty()
        || key.contains('[')
        || key.contains("%5B")
        || key.contains("%5b")
        || link.macros_in(param.key).next().is_some()
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || (a.contains('%') || b.contains('%')) && decoded(a) == decoded(b)
}

fn finding(context: &Context, all: &[&Param]) -> Finding {
    let link = context.link;
    let (first, others) = (all[0], &all[1..]);
    let equal = others.iter().all(|p| link.value(p) == link.value(first));
    let how_often = if others.len() == 1 { "twice".to_owned() } else { format!("{} times", all.len()) };
    let values = if equal { "the same value" } else { "different values" };
    let key = quoted(link.key(first));
    let mut finding =
        Finding::new(&RULE, others[0].span(), format!("{key} appears in the link {how_often}, with {values}."))
            .severity(severity(context, first, equal))
            .label(if equal { "once is enough" } else { "which one counts?" })
            .also(first.span(), "first here");
    for other in others.iter().skip(1).take(1) {
        finding = finding.also(other.span(), "and here");
    }
    if equal {
        let edits = others.iter().map(|p| Edit::delete(whole(p))).collect();
        return finding
            .costs("Some systems join the values, which makes the value wrong.")
            .todo(format!("Keep one {key}."))
            .fix(if is_single(context, first) {
                Fix::safe(format!("Keep one {key}"), edits)
            } else {
                Fix::probable(format!("Keep one {key}"), edits)
            });
    }
    let (both, other) = if others.len() == 1 { ("both", "other") } else { ("all", "others") };
    let filled: Vec<&&Param> = all.iter().filter(|p| !p.value.is_empty()).collect();
    let fix = (filled.len() == 1).then(|| {
        let empty = all.iter().filter(|p| p.value.is_empty() && p.separator != first.separator);
        Fix::probable(format!("Remove the empty {key}"), empty.map(|p| Edit::delete(whole(p))).collect())
    });
    finding
        .costs(format!(
            "PHP keeps the last value, nginx the first, others keep {both}: it is not clear which one counts."
        ))
        .todo(format!("Keep the right one and remove or rename the {other}."))
        .fix(fix.filter(|f| !f.edits.is_empty()))
}

/// The parameter has one value, by what the addressee documents or because it is a click id's: of others some system
/// may read a list.
fn is_single(context: &Context, param: &Param) -> bool {
    let key = context.link.name(param);
    let documented = context.addressee.is_some_and(|a| {
        let mut facts = a.platform.link_params().chain(a.platform.receives.params());
        facts.any(|f| f.name != "*" && f.is(&key))
    });
    documented || is_click_id_name(&key) || key.starts_with("utm_") || context.network_names().any(|n| *n == *key)
}

/// With its separator.
fn whole(param: &Param) -> Span {
    param.separator.join(param.span())
}

fn severity(context: &Context, param: &Param, equal: bool) -> Severity {
    let link = context.link;
    let key = link.name(param);
    let carrier = Roles::CARRIERS.has(context.role) || context.role == Role::Fragment;
    let slot = context.slot.param.is_some_and(|i| same_name(link.key(&link.params[i]), link.key(param)));
    let sure = context.network.is_some() || context.sure_addressee().is_some();
    if !equal && carrier && (slot && sure || is_click_id_name(&key) && key.len() >= 7) {
        Severity::Error
    } else if carrier || context.catalogue.is_a_name(&key) {
        Severity::Warning
    } else {
        Severity::Advice
    }
}
