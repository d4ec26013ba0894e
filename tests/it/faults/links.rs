//! The links that are damaged: every `good` example, and every platform's templates for GoKart.

use tracklint::link::{Anatomy, Link, Param};
use tracklint::lint::Linter;
use tracklint::platform::{Catalogue, PlatformKind, Role, State};
use tracklint::rule::{ALL, Hints};
use tracklint::span::Severity;

/// A link that is right, and what is said about it.
pub struct Base {
    pub text: String,
    pub hints: Hints<'static>,
    pub anatomy: Anatomy,
    /// What the linter took it for.
    pub role: Role,
    pub state: State,
}

impl Base {
    pub fn link(&self) -> Link<'_> {
        Link::new(&self.text, &self.anatomy)
    }

    /// The text with `range` replaced.
    pub fn with(&self, range: std::ops::Range<usize>, by: &str) -> String {
        format!("{}{by}{}", &self.text[..range.start], &self.text[range.end..])
    }

    /// The first parameter whose whole value is the macro `name`.
    pub fn slot(&self, name: &str) -> Option<Param> {
        let link = self.link();
        let whole = |p: &&Param| link.whole_macro(p.value).is_some_and(|m| link.macro_name(m) == name);
        self.anatomy.params.iter().find(whole).copied()
    }
}

/// Every base, each once, those with findings left out: what is not right cannot be damaged in one way.
pub fn all(catalogue: &Catalogue, linter: &mut Linter) -> Vec<Base> {
    let mut links: Vec<(String, Hints<'static>)> = Vec::new();
    for good in ALL.iter().flat_map(|r| r.good) {
        links.push((good.url.to_owned(), crate::common::given_told(&good.given, catalogue)));
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
    links.sort_by(|a, b| a.0.cmp(&b.0));
    links.dedup_by(|a, b| a.0 == b.0);
    links.into_iter().filter_map(|(text, hints)| base(text, hints, linter)).collect()
}

fn base(text: String, hints: Hints<'static>, linter: &mut Linter) -> Option<Base> {
    let linted = linter.lint(&text, &hints);
    let quiet = linted.findings.iter().all(|f| f.severity == Severity::Advice);
    let mut anatomy = Anatomy::default();
    anatomy.split(&text);
    let web = text[anatomy.scheme.range()].eq_ignore_ascii_case("https") && !anatomy.host.is_empty();
    let decision = linted.decision;
    (quiet && web).then_some(Base { text, hints, anatomy, role: decision.role, state: decision.state })
}
