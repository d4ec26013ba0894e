//! `app.appsflye.com`: nearly a known host.

use crate::link::Seen;
use crate::platform::fits_path;
use crate::rule::{
    Bad, Check, Context, ExampleHints, Finding, Findings, Good, Part, Roles, Rule, Stage, States, quoted,
};
use crate::span::{Edit, Fix, Severity, Span};

/// See the explanation.
pub const RULE: Rule = Rule {
    id: "misspelled-host",
    severity: Severity::Error,
    part: Part::Shape,
    roles: Roles::WHOLE,
    states: States::Any,
    triggers: Seen::STRANGE_HOST,
    yields_to: &["placeholder-left", "lookalike-host", "invalid-host", "invisible-character", "stray-whitespace"],
    summary: "the host is nearly that of a known platform",
    explanation: "\
The host differs by a letter or two from a platform's: appsflye.com, getgocart.ai, or the right name with a wrong \
ending. It belongs to nobody, or to somebody else, so every click or conversion sent there is lost.

Write the platform's host. If this really is another company's host, switch the rule off for it with --ignore \
misspelled-host.",
    bad: &[
        Bad {
            url: "https://app.appsflye.com/id123456789?pid=network_int&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            marks: "appsflye.com",
            says: "appsflyer.com",
            fixed: Some("https://app.appsflyer.com/id123456789?pid=network_int&clickid={gk_click_id}"),
        },
        Bad {
            url: "https://api.getgokart.io/postback?gk_click_id={click_id}",
            given: ExampleHints::NOTHING,
            marks: "getgokart.io",
            says: "getgokart.ai",
            fixed: Some("https://api.getgokart.ai/postback?gk_click_id={click_id}"),
        },
    ],
    good: &[
        Good {
            url: "https://www.adjusts.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a word near a word: another company",
        },
        Good {
            url: "https://track.appsflyer-partner.example/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "another name, not a slip",
        },
        Good {
            url: "https://help.trackier.com/offer?clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "gotrackier.com without its first syllable is another name",
        },
        Good {
            url: "https://my.onelink.me/abc?pid=network_int&clickid={gk_click_id}",
            given: ExampleHints::NOTHING,
            why: "a sub-domain of a platform's host may be anything",
        },
        Good { url: "https://8vlr0.bemobtrk.com/click", given: ExampleHints::NOTHING, why: "another name of BeMob's" },
        Good {
            url: "https://ocpmb.voluumtrk3.com/cc41236c-31e5-4b7f-9c26-aec024524a25?ad=2",
            given: ExampleHints::NOTHING,
            why: "who owns voluumtrk2.com may own the next",
        },
    ],
    check: Check::Link(&[(Stage::Host, check)]),
};

fn check(context: &Context, findings: &mut Findings) {
    let link = context.link;
    let host = link.host();
    // Left of the registered name somebody may fill in an account.
    let filled = link.macros_in(link.host).last().map_or(0, |m| (m.span.end - link.host.start) as usize);
    let host = match host[filled..].strip_prefix('.') {
        Some(rest) if filled > 0 => rest,
        _ if filled > 0 => return,
        _ => host,
    };
    if !host.is_ascii() || host.len() > 253 {
        return;
    }
    let upper = host.bytes().any(|b| b.is_ascii_uppercase());
    let lower =
        if upper { std::borrow::Cow::Owned(host.to_ascii_lowercase()) } else { std::borrow::Cow::Borrowed(host) };
    // A host that the configuration names is no slip.
    if context.is_configured_host() {
        return;
    }
    let Some(meant) = context.catalogue.near_domain(lower.trim_end_matches('.')) else { return };
    let registered = crate::platform::registrable_domain(lower.trim_end_matches('.')).len();
    let end = link.host.end as usize - (host.len() - host.trim_end_matches('.').len());
    let span = Span::new(end - registered, end);
    let title = format!("Write {}", quoted(meant));
    findings.push(
        Finding::new(
            &RULE,
            span,
            format!("The host {} looks like a misspelling of {}.", quoted(link.of(span)), quoted(meant)),
        )
        .costs("It is not the platform's host, so every click or conversion is lost.")
        .label(format!("should be {meant}"))
        .todo(format!("{title}."))
        .fix(if is_confirmed(context, span, meant) {
            Fix::safe(title, vec![Edit::replace(span, meant)])
        } else {
            Fix::probable(title, vec![Edit::replace(span, meant)])
        }),
    );
}

/// The domain as written may be somebody's: that the platform is meant needs a parameter or path of its own as well.
fn is_confirmed(context: &Context, span: Span, meant: &str) -> bool {
    let link = context.link;
    let host = [&link.text[link.host.start as usize..span.start as usize], meant].concat();
    let Some(platform) = context.catalogue.by_host(&host).map(|hit| hit.platform) else { return false };
    let mut facts = platform.link_params().chain(platform.receives.params()).filter(|f| f.name != "*");
    let own = facts.any(|f| link.params.iter().any(|p| f.is(&link.name(p))));
    let fits = |path: &str| !path.trim_matches('/').is_empty() && fits_path(path, link.path());
    own || platform.link.paths.iter().any(|p| fits(p.name)) || platform.receives.endpoints.iter().any(|e| fits(e.path))
}
