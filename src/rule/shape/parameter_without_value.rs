//! `?clickid&…`, `clickid{x}`: a parameter without `=`.

use crate::link::{Link, Macro, Param, Seen};
use crate::platform::{MacroKind, Platform, Role, generic_kind, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, Travel, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "parameter-without-value",
    severity: Severity::Warning,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::BARE_NAME.or(Seen::PLUS_OR_EQUALS),
    yields_to: &["empty-click-id", "extra-question-mark", "placeholder-left"],
    summary: "a parameter without = and a value, or a value without a name",
    explanation: "\
A parameter is a name, = and a value. Here one of them is missing: a name is alone, a macro has no name, \
or the = between the two was lost. The other side finds nothing under the name that it looks for, so the click id or \
amount is lost.

Write name=value, for instance clickid={gk_click_id}. A flag that is right without a value, and a macro that brings \
whole parameters along, such as {params}, may stay as they are.",
    bad: &[
        Bad {
            url: "https://example.com/offer?clickid{gk_click_id}&source=network",
            given: ExampleHints::NOTHING,
            marks: "clickid{gk_click_id}",
            says: "no =",
            fixed: Some("https://example.com/offer?clickid={gk_click_id}&source=network"),
        },
        Bad {
            url: "https://example.com/offer?clickid&source=network&sub1={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "clickid",
            says: "no value",
            fixed: None,
        },
        Bad {
            url: "https://example.com/pb?{click_id}&payout={payout}",
            given: ExampleHints::NOTHING,
            marks: "{click_id}",
            says: "no parameter name",
            fixed: None,
        },
        Bad {
            url: "https://pb.example.com/conversion?cid=={clickid}&sum={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "cid=={clickid}",
            says: "two =",
            fixed: Some("https://pb.example.com/conversion?cid={clickid}&sum={payout}"),
        },
        Bad {
            url: "https://pb.example.com/conversion?cid:{clickid}&sum={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "cid:{clickid}",
            says: "a :",
            fixed: Some("https://pb.example.com/conversion?cid={clickid}&sum={payout}"),
        },
        Bad {
            url: "https://go.example.com/l?aff_id=7&aff_sub2=blue&aff_sub3",
            given: ExampleHints::NOTHING,
            marks: "aff_sub3",
            says: "no value",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&preview",
            given: ExampleHints::NOTHING,
            why: "a flag needs no value",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&{params}",
            given: ExampleHints::NOTHING,
            why: "the macro brings whole parameters along",
        },
        Good {
            url: "https://t.example.com/pixel?{click_id}",
            given: ExampleHints::NOTHING,
            why: "some systems read all that comes after the ? as the id",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check_joint), (Stage::Meaning, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in link.params.iter().filter(|p| !p.has_equals && !p.key.is_empty()) {
        let mut macros = link.macros_in(param.key).filter(|m| !m.encoded);
        let finding = match (macros.next(), macros.next()) {
            (None, _) => name_alone(context, param),
            (Some(found), None) if found.span == param.key => macro_alone(context, param, found),
            _ => None,
        };
        if let Some(finding) = finding {
            let lost = context.slot.travel == Travel::Missing && is_click_id(context, param);
            findings.gather(if lost { finding.severity(Severity::Error) } else { finding });
        }
    }
}

/// `name{x}`, `name:{x}`, `name=={x}`: what stands between name and value is not one `=`.
fn check_joint(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in link.params.iter().filter(|p| !p.key.is_empty()) {
        let span = if param.has_equals { param.value } else { param.key };
        let mut macros = link.macros_in(span).filter(|m| !m.encoded);
        if let (Some(found), None) = (macros.next(), macros.next())
            && found.span.end == span.end
            && let Some(finding) = joint(context, param, found)
        {
            findings.gather(finding);
        }
    }
}

/// The parameter's name, or the macro that stands without one, is the click id's.
fn is_click_id(context: &Context, param: &Param) -> bool {
    let link = context.link;
    let found = link.macros_in(param.key).next();
    let name = &link.text[param.key.start as usize..found.map_or(param.key.end, |m| m.span.start) as usize];
    context.sure_addressee().is_some_and(|to| match found {
        Some(found) if name.is_empty() => is_click_id_macro(context, link.macro_name(found)),
        _ => is_click_id_of(to, name),
    })
}

fn is_click_id_macro(context: &Context, name: &str) -> bool {
    let own = context.filled_by.and_then(|p| p.macro_fact(name)).is_some_and(|(_, kind)| kind == MacroKind::ClickId);
    own || is_click_id_name(name)
}

/// `clickid`: certainly no flag.
fn name_alone(context: &Context, param: &Param) -> Option<Finding> {
    let link = context.link;
    let key = link.key(param);
    let own = context.sure_addressee().is_some_and(|p| is_click_id_of(p, key));
    let certain = own || key.len() >= 5 && is_click_id_name(key);
    let finding = Finding::new(&RULE, param.key, format!("{} has no value (no = after it).", quoted(key)));
    if !certain {
        return has_filled_sibling(&link, key).then(|| {
            finding
                .costs("Nothing is sent in it; perhaps the link was cut off here.")
                .label("no value")
                .todo(format!("Write `{key}=` followed by its value, or leave it out."))
        });
    }
    Some(
        finding
            .costs("The click id that belongs there is not sent.")
            .label("no value")
            .todo(format!("Write `{key}=` followed by the click id macro of the system that fills this link.")),
    )
}

/// `aff_sub4` beside `aff_sub3=264`: no flag either.
fn has_filled_sibling(link: &Link, key: &str) -> bool {
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let sibling = |p: &Param| {
        let other = link.key(p);
        other != key && !p.value.is_empty() && other.trim_end_matches(|c: char| c.is_ascii_digit()) == word
    };
    word.len() >= 3 && word.len() < key.len() && link.params.iter().any(sibling)
}

fn is_click_id_of(platform: &'static Platform, key: &str) -> bool {
    let named = platform.link.click_id.iter().filter(|f| f.name != "*");
    named.chain(platform.receives.click_id()).any(|f| f.is(key))
}

/// `&{click_id}&`: a value without a name, among others that have one.
fn macro_alone(context: &Context, param: &Param, found: &Macro) -> Option<Finding> {
    let link = context.link;
    let name = link.macro_name(found);
    let value = is_click_id_macro(context, name)
        || !matches!(generic_kind(name), None | Some(MacroKind::Device | MacroKind::Other));
    if is_list(name) || !value || link.params.len() < 2 {
        return None;
    }
    let what = format!("{} has no parameter name before it.", quoted(link.of(param.key)));
    Some(
        Finding::new(&RULE, param.key, what)
            .costs("No system reads a value without a name.")
            .label("no name")
            .todo("Write the parameter's name and = before it."),
    )
}

/// The `=` between name and macro is lost, doubled, or a `:`.
fn joint(context: &Context, param: &Param, found: &Macro) -> Option<Finding> {
    let link: Link = context.link;
    let text = |span: Span| link.of(span);
    let (name, between) = if param.has_equals {
        (text(param.key), Span { start: param.value.start, end: found.span.start })
    } else {
        let name = Span { start: param.key.start, end: found.span.start };
        let colon = text(name).ends_with(':');
        let end = name.end - u32::from(colon);
        (text(Span { end, ..name }), Span { start: end, end: name.end })
    };
    let (what, label, edit) = match (param.has_equals, text(between)) {
        (true, "=") => ("two = between", "= is doubled", Edit::delete(between)),
        (false, ":") => ("a : and no = between", "= belongs here", Edit::replace(between, "=")),
        (false, "") => ("no = between", "= is missing", Edit::insert(found.span.start, "=")),
        _ => return None,
    };
    // The whole query may be an id with its mark before it, and a macro may bring whole parameters along.
    if link.params.len() < 2 && !param.has_equals && !is_click_id_name(name) || is_list(link.macro_name(found)) {
        return None;
    }
    let worded = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.~".contains(&b)) && name.len() >= 2;
    let own = context.addressee.is_some_and(|a| {
        let params = || a.platform.link_params().chain(a.platform.receives.params()).filter(|f| f.name != "*");
        a.sure && params().any(|f| f.is(name))
    });
    let sure = own || param.has_equals || is_click_id_name(name) || name == link.macro_name(found);
    let is_id = |m: &Macro| is_click_id_macro(context, link.macro_name(m));
    let likely = context.catalogue.is_a_name(name) || is_id(found) && name.len() >= 3;
    if !worded || !sure && !likely {
        return None;
    }
    let only_id =
        (is_click_id_name(name) || is_id(found)) && !link.macros.iter().any(|m| m.span != found.span && is_id(m));
    let title = format!("Write {}", quoted(&format!("{name}={}", link.of(found.span))));
    Some(
        Finding::new(&RULE, param.span(), format!("There is {what} {} and its value.", quoted(name)))
            .severity(if only_id { Severity::Error } else { Severity::Warning })
            .costs(format!("{} is not read as it should be.", quoted(name)))
            .label(label)
            .todo(format!("{title}."))
            .fix(if sure { Fix::safe(title, vec![edit]) } else { Fix::probable(title, vec![edit]) }),
    )
}

/// `{params}`: a macro that brings whole parameters along.
fn is_list(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["param", "query", "args", "string", "list", "all"].iter().any(|word| name.contains(word))
}
