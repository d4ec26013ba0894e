//! The links that are damaged: every `good` example of a rule, and every platform's templates.

use super::draft::{Draft, Is, Piece};
use tracklint::lint::Linter;
use tracklint::platform::{Catalogue, PlatformKind, Role};
use tracklint::rule::{ALL, Hints, Hosts};
use tracklint::span::Severity;

/// What a linter says of a text, as far as these tests ask.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The rules that report something.
    pub rules: Vec<&'static str>,
    /// The corrected link, where it is called corrected and not only partly so.
    pub fixed: Option<String>,
}

/// A link that is right, and what is said about it.
pub struct Base {
    pub text: String,
    pub hints: Hints<'static>,
    pub draft: Draft,
    /// The rules that have a remark on the right link: hearing them again is hearing nothing.
    pub remarks: Vec<&'static str>,
    /// The network fills `{gk_click_id}` in it.
    pub own: bool,
}

/// The linter itself.
pub fn lint(linter: &mut Linter, text: &str, hints: &Hints) -> Verdict {
    let linted = linter.lint(text, hints);
    Verdict { rules: linted.findings.iter().map(|f| f.rule.id).collect(), fixed: linted.fixed }
}

/// Parameters behind every link that is also damaged with them: names that an entity eats, and a value with escapes.
const LONGER: [&str; 2] = ["&currency=EUR&timestamp=1714989600", "&note=Summer%20Sale&region=12"];

/// Every base once. What is not right, or is repaired already, cannot be damaged in two ways only.
pub fn all() -> Vec<Base> {
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut links: Vec<(String, Hints<'static>)> = Vec::new();
    for good in ALL.iter().flat_map(|r| r.good) {
        links.push((good.url.to_owned(), crate::common::given_told(&good.given, &catalogue)));
    }
    let gokart = catalogue.named("gokart");
    for platform in catalogue.all().iter().filter(|p| p.kind != PlatformKind::AutoClickId) {
        if !platform.link.template.is_empty() && platform.id != "gokart" {
            let url = platform.link.template.replace("{click_id}", "{gk_click_id}");
            links.push((url, Hints { role: Some(Role::TrackingLink), network: gokart, ..Hints::default() }));
        }
        if !platform.receives.template.is_empty() {
            let hints = Hints { role: Some(Role::Postback), network: Some(platform), ..Hints::default() };
            links.push((platform.receives.template.to_owned(), hints));
        }
    }
    let longer: Vec<_> =
        links.iter().zip(LONGER.iter().cycle()).map(|((t, hints), more)| (format!("{t}{more}"), *hints)).collect();
    links.extend(longer.into_iter().filter(|(text, _)| text.contains('?') && !text.contains('#')));
    links.sort_by(|a, b| a.0.cmp(&b.0));
    links.dedup_by(|a, b| a.0 == b.0);
    let mut linter = Linter::new(&catalogue, &hosts);
    links.into_iter().filter_map(|(text, hints)| base(text, hints, &mut linter)).collect()
}

fn base(text: String, hints: Hints<'static>, linter: &mut Linter) -> Option<Base> {
    let linted = linter.lint(&text, &hints);
    let quiet = linted.findings.iter().all(|f| f.severity == Severity::Advice) && linted.fixed.is_none();
    let draft = Draft::new(&text).filter(|d| quiet && !signed(d) && !holds_a_link(d))?;
    let remarks = linted.findings.iter().map(|f| f.rule.id).collect();
    let own = linted.decision.role == Role::TrackingLink;
    Some(Base { text, hints, draft, remarks, own })
}

/// The later fixes of a signed link are only shown.
fn signed(draft: &Draft) -> bool {
    (0..draft.params()).any(|n| {
        let name = draft.param(n).0.to_ascii_lowercase();
        ["sign", "sig", "hash", "digest", "hmac", "checksum"].iter().any(|w| name.contains(w)) || name == "h"
    })
}

/// In a link with a bare link or path with a query inside, each separator may belong to either.
fn holds_a_link(draft: &Draft) -> bool {
    let inside = |p: &Piece| matches!(p.is, Is::Value | Is::Fragment) && p.right.contains('?');
    draft.right().matches("://").count() > 1 || draft.pieces.iter().any(inside)
}
