//! `#…?a=`, `#a=1&b=2`: parameters behind a `#`, which is never sent.

use crate::link::{Dialect, Link, Macro, Seen};
use crate::platform::{Dialects, Role, is_click_id_name};
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "fragment-before-query",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::FRAGMENT.or(Seen::MACRO),
    yields_to: &["html-entity", "wrong-macro-syntax", "placeholder-left", "unresolved-macro", "foreign-macro"],
    summary: "parameters after a #, where they are not sent",
    explanation: "\
What comes after a # is meant for the browser alone: it is never sent to a server. Parameters that are there do \
not arrive, so the click id or the event is lost.

Begin the parameters with ?, join them with &, and put a # with its anchor at the very end. A page that reads the part \
after the # by itself, as some apps do with addresses such as #/offer?id=1, may work; whoever counts the click before \
the page opens sees nothing of it.",
    bad: &[
        Bad {
            url: "https://api.getgokart.ai/postback#gk_click_id={click_id}&cnv_event_id={event_name}",
            given: ExampleHints::NOTHING,
            marks: "#",
            says: "after the #",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}"),
        },
        Bad {
            url: "https://app.appsflyer.com/app_id?pid=network#top&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "#top",
            says: "after the #",
            fixed: Some("https://app.appsflyer.com/app_id?pid=network&clickid={gk_click_id}#top"),
        },
        Bad {
            url: "https://shop.example.com/#/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "#/offer",
            says: "after the #",
            fixed: None,
        },
        Bad {
            url: "https://pb.example.com/?postback_id=##postback_id##&click_id={externalId}&payout={payout}",
            given: ExampleHints::role(Role::Postback),
            marks: "##postback_id##",
            says: "begins with #",
            fixed: None,
        },
        Bad {
            url: "https://shop.example.com/shoes#reviews&ref=anna77",
            given: ExampleHints::NOTHING,
            marks: "#reviews",
            says: "after the #",
            fixed: None,
        },
    ],
    good: &[
        Good {
            url: "https://docs.example.com/sheet#gid=0&range=A1",
            given: ExampleHints::NOTHING,
            why: "the page reads it by itself",
        },
        Good {
            url: "https://yourplatform.com/pb?click_id=#s2#&payout=#price#",
            given: ExampleHints::NOTHING,
            why: "CAKE writes its macros so",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}#section-2",
            given: ExampleHints::NOTHING,
            why: "an anchor at the end",
        },
        Good {
            url: "https://example.com/offer?clickid={gk_click_id}#:~:text=free%20trial&text=now",
            given: ExampleHints::NOTHING,
            why: "the browser's own way to mark a text",
        },
        Good {
            url: "https://example.com/app#/settings?tab=1",
            given: ExampleHints::NOTHING,
            why: "a page of an app, which reads it by itself",
        },
    ],
    check: Check::Link(&[(Stage::Separators, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    if context.link.seen.has(Seen::FRAGMENT)
        && let Some(finding) = behind(context)
    {
        findings.push(finding);
    }
    if let Some(finding) = hash_macro(context) {
        findings.push(finding);
    }
}

/// Parameters behind a `#`: what to mark, how to fix it.
struct Behind {
    span: Span,
    edits: Vec<Edit>,
}

fn behind(context: &Context) -> Option<Finding> {
    let link = context.link;
    let text = link.of(link.fragment);
    // A link inside that is not encoded has a fragment of its own.
    let inner = link.params.last().is_some_and(|p| link.value(p).contains("://") || link.value(p).starts_with('/'));
    let entity = text.starts_with("#038;") || text.starts_with("#38;");
    if inner || entity || text.contains(":~:") || context.role == Role::LandingPage {
        return None;
    }
    let posted = matches!(context.role, Role::Postback | Role::PartnerPostback);
    let served = posted || context.host.is_some_and(|h| h.sure);
    let filled = link.macros_in(link.fragment).next().is_some();
    if let Some(span) = route(&link).filter(|_| filled || posted) {
        let finding = said(Finding::new(&RULE, span, AFTER));
        return Some(finding.severity(if posted { Severity::Error } else { Severity::Warning }));
    }
    let behind_anchor = anchor_first(&link);
    let anchored = behind_anchor.is_some();
    let found = behind_anchor.or_else(|| instead(&link))?;
    let is_id = |n: &str| is_click_id_name(n) && n.len() >= 5;
    let tracks = |n: &str| is_id(n) || PARTNER.iter().any(|key| n.eq_ignore_ascii_case(key));
    if !filled && !posted && !names(&link).any(is_id) {
        let severity = match anchored {
            true if names(&link).any(tracks) => Severity::Error,
            true => Severity::Advice,
            // Many pages read what stands behind the # themselves, and analytics read the campaign there.
            false if names(&link).all(|n| n.starts_with("utm_")) => Severity::Advice,
            false => return None,
        };
        let finding = said(Finding::new(&RULE, found.span, AFTER)).severity(severity);
        let title = "Put the parameters before the #";
        return Some(finding.fix(Fix::probable(title, found.edits)));
    }
    let carries = filled && Roles::CARRIERS.has(context.role);
    let finding = said(Finding::new(&RULE, found.span, AFTER));
    let title = "Put the parameters before the #";
    let fix = if served { Fix::safe(title, found.edits) } else { Fix::probable(title, found.edits) };
    let certain = served || carries || anchored && names(&link).any(is_id);
    Some(finding.severity(if certain { Severity::Error } else { Severity::Warning }).fix(fix))
}

/// Parameters by which programs know who sent a visitor.
const PARTNER: [&str; 12] = [
    "ref",
    "refid",
    "aff",
    "aff_id",
    "affid",
    "affiliate",
    "affiliate_id",
    "partner",
    "partner_id",
    "pid",
    "tag",
    "via",
];

const AFTER: &str = "The parameters come after the #, so they are never sent to the server.";

fn said(finding: Finding) -> Finding {
    finding
        .costs("Whoever counts the click on a server sees none of them.")
        .label("not sent from here on")
        .todo("Begin the parameters with ?. If the # part is needed, put it at the very end.")
}

/// `#/route?a=`: the address of a page within an app.
fn route(link: &Link) -> Option<Span> {
    let text = link.of(link.fragment);
    let question = text.find('?')?;
    let routed = text.starts_with("#/") || text.starts_with("#!");
    let start = link.fragment.start as usize;
    (routed && is_assignment(&text[question + 1..])).then(|| Span::new(start, start + question))
}

/// `#top?a=` and `#top&a=`: the anchor goes to the end.
fn anchor_first(link: &Link) -> Option<Behind> {
    let text = link.of(link.fragment);
    let anchor = 1 + text[1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
    let begins =
        text[anchor..].starts_with(['?', '&']) && is_assignment(&text[anchor + 1..]) && !text[1..].contains('#');
    if !begins {
        return None;
    }
    let start = link.fragment.start as usize;
    let (span, separator) = (Span::new(start, start + anchor), Span::new(start + anchor, start + anchor + 1));
    let mut edits = vec![Edit::delete(span)];
    let wanted = if link.query.is_empty() { "?" } else { "&" };
    if link.of(separator) != wanted {
        edits.push(Edit::replace(separator, wanted));
    }
    if anchor > 1 {
        edits.push(Edit::insert(link.fragment.end, text[..anchor].to_owned()));
    }
    Some(Behind { span, edits })
}

/// `#a=1&b=2`: the `#` stands where `?` or `&` belongs.
fn instead(link: &Link) -> Option<Behind> {
    let text = link.of(link.fragment);
    if !is_assignment(&text[1..]) {
        return None;
    }
    let start = link.fragment.start as usize;
    let span = Span::new(start, start + 1);
    let edits = vec![Edit::replace(span, if link.query.is_empty() { "?" } else { "&" })];
    Some(Behind { span, edits })
}

fn names<'a>(link: &Link<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    link.of(link.fragment)[1..].split(['&', '?']).filter_map(|pair| pair.split_once('=')).map(|(name, _)| name)
}

/// `name=` stands at the start of `text`.
fn is_assignment(text: &str) -> bool {
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.~$".contains(b)).count();
    length > 0 && text.as_bytes().get(length) == Some(&b'=')
}

const HASHES: [Dialect; 3] = [Dialect::Hash, Dialect::DoubleHash, Dialect::TripleHash];

/// `#x#` among macros of a system that does not write them so.
fn hash_macro(context: &Context) -> Option<Finding> {
    let link = context.link;
    let found = link.macros.iter().find(|m| HASHES.contains(&m.dialect))?;
    let name = link.macro_name(found);
    let writes_so = |all: &Dialects| all.link.iter().chain(all.postback).any(|d| HASHES.contains(d));
    let all = context.filled_by.map(|p| p.fires.dialects);
    let legal = match &all {
        Some(all) => writes_so(all),
        None => context.catalogue.all().iter().any(|p| writes_so(&p.fires.dialects) && p.macro_fact(name).is_some()),
    };
    let severity = match all {
        Some(all) if all.complete && !legal => Severity::Error,
        _ if is_odd(&link, found) && !legal => Severity::Warning,
        _ => return None,
    };
    let written = quoted(link.of(found.span));
    Some(
        Finding::new(&RULE, found.span, format!("{written} begins with #, and nothing after a # is sent."))
            .severity(severity)
            .costs("Unless it is filled first, the link ends here and the parameters after it are lost.")
            .label("the link ends here")
            .todo("Replace it with the real value, or write the macro as the system that fills the others does."),
    )
}

/// The only one of its kind among two or more that agree.
fn is_odd(link: &Link, found: &Macro) -> bool {
    let mut others = link.macros.iter().filter(|m| m.span != found.span && !m.encoded).map(|m| m.dialect);
    let usual = others.next();
    usual.is_some_and(|d| d != found.dialect) && others.clone().count() > 0 && others.all(|d| Some(d) == usual)
}
