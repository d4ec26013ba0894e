//! `{x`, `x}`, `{x]`, `{{x}`: a delimiter was lost.

use crate::link::{Chars, Dialect, Link, Param, Seen, is_uuid_in_braces};
use crate::platform::State;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "unbalanced-macro",
    severity: Severity::Error,
    part: Part::Macros,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::LOOSE_BRACE.or(Seen::MACRO).or(Seen::WEAK_MACRO).or(Seen::NETWORK),
    yields_to: &["placeholder-left", "unresolved-macro"],
    summary: "a macro has lost one of its braces",
    explanation: "\
A macro needs both of its braces. With one missing, doubled or of another kind the text is sent as it is, and no value \
comes: every click arrives with the same, useless id.

Write both braces, once each.",
    bad: &[
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id",
            given: ExampleHints::NOTHING,
            marks: "{gk_click_id",
            says: "brace",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=gk_click_id}&c=x",
            given: ExampleHints::NOTHING,
            marks: "gk_click_id}",
            says: "brace",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&c=x"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid={{gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "{{gk_click_id}",
            says: "brace",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.ai/postback?gk_click_id={click_id]&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            marks: "{click_id]",
            says: "brace",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}"),
        },
        Bad {
            url: "https://offers.example.com/c?clickid=[ClickID&sub=[CHANNEL]",
            given: ExampleHints::NOTHING,
            marks: "[ClickID",
            says: "incomplete",
            fixed: Some("https://offers.example.com/c?clickid=[ClickID]&sub=[CHANNEL]"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network&clickid=gk_click_id]&c=x",
            given: ExampleHints::NOTHING,
            marks: "gk_click_id]",
            says: "incomplete",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}&c=x"),
        },
    ],
    good: &[
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&filter={'a':{'b':1}}",
            given: ExampleHints::NOTHING,
            why: "JSON has braces of its own",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}&status={status: lead=reg sale=dep}",
            given: ExampleHints::NOTHING,
            why: "a macro with arguments",
        },
        Good {
            url: "https://example.com/aips?term={@trackingLink.term_id}&bclid={attributionResult.attributedClickID}",
            given: ExampleHints::NOTHING,
            why: "Airbridge's macros may begin with @",
        },
        Good {
            url: "https://example.com/?utm_term={ifsearch:{keyword}}{ifcontent:{placement}}&gclid={gclid}",
            given: ExampleHints::NOTHING,
            why: "Google fills one macro inside another",
        },
        Good {
            url: "https://shop.example.com/refer.asp?id={E1B0C3D4-9A77-4C21-8F00-0A1B2C3D4E5F}&page=2",
            given: ExampleHints { state: Some(State::Live), ..ExampleHints::NOTHING },
            why: "an id that a Windows program writes in braces",
        },
        Good {
            url: "https://mail.example.com/c?id={{profile.${external_ref}}}&x={% if a == \"b\" %}1{% endif %}&y=<%= user.id %>",
            given: ExampleHints::NOTHING,
            why: "code of templates, filled before the link is sent",
        },
        Good {
            url: "https://ads.example.com/c?k=%pregion=!;&a=%eaid!&v=[%FT:param['site']%]&m=*|UNIQID|*&u=$uid$",
            given: ExampleHints::NOTHING,
            why: "macros of ad servers and newsletters",
        },
    ],
    check: Check::Link(&[(Stage::Macros, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    for param in link.params.iter().filter(|p| p.value_chars.has(Chars::BRACE)) {
        if !is_data(&link, param) {
            look(context, param.value, findings);
        }
    }
    if link.path_chars.has(Chars::BRACE) {
        look(context, link.path, findings);
    }
    halves(context, findings);
    half_of_network(context, findings);
}

/// `gk_click_id]`, `<gk_click_id`, `%gk_click_id`: a name that only the network has, with half of some delimiter.
fn half_of_network(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(network) = context.network.filter(|n| !n.telltale.is_empty()) else { return };
    for param in link.params.iter().filter(|p| !p.value.is_empty()) {
        let value = link.value(param);
        let plain = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        // Nearly every value begins and ends with a letter or a digit, or is a macro.
        if plain(value.as_bytes().first()) && plain(value.as_bytes().last())
            || link.macros_in(param.value).next().is_some()
        {
            continue;
        }
        let name = value.trim_matches(['{', '}', '[', ']', '(', ')', '<', '>', '%', '#', '$', '!', '*', '|']);
        // Whole macros, bare names and what stands round a macro are other checks' business, and so are lost braces.
        let loose = name.len() < value.len();
        let braced = param.value_chars.has(Chars::BRACE) && !value.contains('$');
        if !loose || braced || !network.telltale.contains(&name) {
            continue;
        }
        let written = context.network_macro(name);
        let title = format!("Write {}", quoted(&written));
        findings.push(
            Finding::new(&RULE, param.value, format!("The macro {} is incomplete.", quoted(value)))
                .costs("This text is sent instead of a value, so nothing can be matched.")
                .label("incomplete macro")
                .todo(format!("{title}."))
                .fix(Fix::safe(title, vec![Edit::replace(param.value, written)])),
        );
    }
}

/// `[ClickID`, `__USER_ID_`: half a macro, where the link's others are written so.
fn halves(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let Some(dialect) = context.only_dialect().filter(|d| !d.delimiters().1.contains('}')) else { return };
    for param in link.params.iter().filter(|p| !p.value.is_empty() && link.whole_macro(p.value).is_none()) {
        let value = link.value(param);
        let Some(name) = half(value, dialect) else { continue };
        let written = dialect.write(name);
        let title = format!("Write {}", quoted(&written));
        findings.push(
            Finding::new(&RULE, param.value, format!("The macro {} is incomplete.", quoted(value)))
                .costs("This text is sent instead of a value, so nothing can be matched.")
                .label("incomplete macro")
                .todo(format!("{title}."))
                .fix(Fix::safe(title, vec![Edit::replace(param.value, written)])),
        );
    }
}

/// The name between one whole delimiter and what is left of the other.
fn half(value: &str, dialect: Dialect) -> Option<&str> {
    let (open, close) = dialect.delimiters();
    let (opened, closed) = (value.strip_prefix(open), value.strip_suffix(close));
    let name = value.trim_matches(|c| open.contains(c) || close.contains(c));
    let left = match (opened, closed) {
        (Some(rest), None) => rest.strip_prefix(name).is_some_and(|rest| close.starts_with(rest)),
        (None, Some(rest)) => rest.strip_suffix(name).is_some_and(|rest| open.ends_with(rest)),
        _ => false,
    };
    let plain = is_name(name) && name.bytes().all(|b| is_name_byte(b) || b == b':');
    let escape = dialect == Dialect::Percent && name.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    let shouted = dialect != Dialect::Dunder || !name.bytes().any(|b| b.is_ascii_lowercase());
    (left && plain && !escape && shouted).then_some(name)
}

/// JSON and the like hold braces that are no macro's.
fn is_data(link: &Link, param: &Param) -> bool {
    let value = link.value(param);
    value.contains("{\"")
        || value.contains("\":")
        || value.contains("%22")
        || value.contains("{'")
        || value.contains('\\')
}

/// A damaged macro: all of it, its name, and what belongs there.
struct Damage {
    span: Span,
    name: Span,
    dialect: Dialect,
    /// The name ends where the value does, so that nothing of it is left behind.
    sure: bool,
}

fn look(context: &Context, area: Span, findings: &mut Findings) {
    let link = context.link;
    let double = link.macros.iter().any(|m| m.dialect == Dialect::DoubleBrace);
    let mut at = area.start as usize;
    while let Some(brace) = next_loose(&link, at, area.end as usize) {
        at = brace + 1;
        if is_uuid_in_braces(link.text.as_bytes(), brace) {
            // An id with its own braces, as Windows programs write it.
            at = brace + 38;
            continue;
        }
        let Some(damage) = damage_at(&link, double, brace, area) else { continue };
        at = at.max(damage.span.end as usize);
        let name = link.of(damage.name);
        let near = context.near_at(damage.name).map(|n| n.name);
        let meant = near.unwrap_or(name);
        let written = match near.or(context.network.and_then(|n| n.macro_fact(name)).map(|(f, _)| f.name)) {
            Some(own) => context.network_macro(own),
            None => damage.dialect.write(meant),
        };
        let title = format!("Write {}", quoted(&written));
        let edits = vec![Edit::replace(damage.span, written)];
        findings.push(
            Finding::new(
                &RULE,
                damage.span,
                format!("The macro {} has mismatched braces.", quoted(link.of(damage.span))),
            )
            .costs("This text is sent instead of a value, so nothing can be matched.")
            .label("mismatched braces")
            .todo(format!("{title}."))
            .fix(if near.is_some() || damage.sure && shows_how(context, &damage, name) {
                Fix::safe(title, edits)
            } else {
                Fix::probable(title, edits)
            }),
        );
    }
}

/// `{{x}` may have lost a brace or have one too many: another macro of the link, or the network's own name, says which.
fn shows_how(context: &Context, damage: &Damage, name: &str) -> bool {
    let link = context.link;
    let written = link.of(damage.span);
    let doubled = written.contains("{{") || written.contains("}}");
    let own = context.network.is_some_and(|n| n.macro_fact(name).is_some());
    !doubled || own || link.macros.iter().any(|m| m.dialect == damage.dialect && !damage.span.contains(m.span))
}

/// The next brace that belongs to no macro.
fn next_loose(link: &Link, from: usize, end: usize) -> Option<usize> {
    let bytes = link.text.as_bytes();
    (from..end).find(|&i| matches!(bytes[i], b'{' | b'}') && link.macro_at(i).is_none())
}

fn damage_at(link: &Link, double: bool, brace: usize, area: Span) -> Option<Damage> {
    let bytes = link.text.as_bytes();
    if bytes[brace] == b'{' {
        // `{{x}`: one brace too many, or `}` lost at the end; what the other macros do decides.
        if let Some(inner) = link.macro_at(brace + 1).filter(|m| m.span.start as usize == brace + 1) {
            return Some(doubled(double, Span::new(brace, inner.span.end as usize), inner.inner));
        }
        let end = name_end(bytes, brace + 1, area.end as usize);
        let name = Span::new(brace + 1, end);
        let close = usize::from(matches!(bytes.get(end), Some(b']' | b')' | b'>')) && end < area.end as usize);
        let dollar = usize::from(brace > area.start as usize && matches!(bytes[brace - 1], b'$' | b'#' | b'%'));
        let dialect = [Dialect::Brace, dialect_of(bytes[brace - dollar])][dollar];
        let ends = bytes[..(area.end as usize)].get(end + close).is_none_or(|b| matches!(b, b'&' | b'/' | b';' | b'}'));
        let sure = ends && !link.of(name).ends_with(['_', '-', '.']);
        let span = Span::new(brace - dollar, end + close);
        return is_name(link.of(name)).then_some(Damage { span, name, dialect, sure });
    }
    let before = brace.checked_sub(1).and_then(|at| link.macro_at(at));
    if let Some(inner) = before.filter(|m| m.span.end as usize == brace) {
        return Some(doubled(double, Span::new(inner.span.start as usize, brace + 1), inner.inner));
    }
    let start = name_start(bytes, brace, area.start as usize);
    let name = Span::new(start, brace);
    let open = usize::from(start > area.start as usize && matches!(bytes[start - 1], b'[' | b'(' | b'<'));
    let span = Span::new(start - open, brace + 1);
    is_name(link.of(name)).then_some(Damage { span, name, dialect: Dialect::Brace, sure: true })
}

/// `{{x}` and `{x}}` are `{{x}}` where the link's other macros are, else `{x}`.
fn doubled(double: bool, span: Span, name: Span) -> Damage {
    Damage { span, name, dialect: if double { Dialect::DoubleBrace } else { Dialect::Brace }, sure: true }
}

const fn dialect_of(mark: u8) -> Dialect {
    match mark {
        b'$' => Dialect::DollarBrace,
        b'#' => Dialect::HashBrace,
        b'%' => Dialect::PercentBrace,
        _ => Dialect::Brace,
    }
}

const fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.') || !b.is_ascii()
}

fn name_end(bytes: &[u8], from: usize, end: usize) -> usize {
    (from..end).find(|&i| !is_name_byte(bytes[i])).unwrap_or(end)
}

fn name_start(bytes: &[u8], from: usize, start: usize) -> usize {
    (start..from).rev().find(|&i| !is_name_byte(bytes[i])).map_or(start, |i| i + 1)
}

fn is_name(name: &str) -> bool {
    name.len() >= 2 && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
