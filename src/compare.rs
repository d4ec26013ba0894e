//! Two links part by part: a postback as it was given and as it is configured, or a template and what was called.
//!
//! Both are read as their receiver reads them: parameters by their decoded names, in any order. What a receiver does
//! not tell apart is counted and not shown.

use crate::link::{Anatomy, Link, Param, Seen, decoded};
use crate::platform::nearest;
use crate::rule::{Check, Finding, Part, Roles, Rule, Spot, States};
use crate::span::{Severity, Span};

/// What the two are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// The first was given, and the second is what was configured.
    Configured,
    /// The first is a template, and the second is what was called.
    Called,
}

impl DifferenceKind {
    /// What the two are, in a word each.
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Configured => ["given", "configured"],
            Self::Called => ["template", "called"],
        }
    }
}

/// A difference by meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// An error where the conversion or the value is lost by it, a warning where that depends on the receiver.
    pub severity: Severity,
    /// What differs and what that does, in plain words.
    pub what: String,
    /// Where the two have it; `None` where one has it not.
    pub places: [Option<Span>; 2],
    /// The part of the first, as it is written; empty where it has none.
    pub first: String,
    /// The part of the second, as it is written; empty where it has none.
    pub second: String,
}

/// What a difference is drawn as. It is no rule of the catalogue: nothing but a comparison reports it.
const DIFFERENCE: Rule = Rule {
    id: "difference",
    severity: Severity::Error,
    part: Part::Offer,
    roles: Roles::ALL,
    states: States::Any,
    triggers: Seen::PAIR,
    yields_to: &[],
    summary: "two links differ",
    explanation: "The link that is configured, or was called, is not the one that was given.",
    bad: &[],
    good: &[],
    check: Check::Offer(|_, _| ()),
};

/// A macro that was filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The parameter.
    pub name: String,
    /// The macro, as the template writes it.
    pub template: String,
    /// What was put in its place, decoded.
    pub value: String,
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What the two are to each other.
    pub kind: DifferenceKind,
    /// The differences by meaning, in the order of the first.
    pub differences: Vec<Difference>,
    /// The macros that were filled as they should be.
    pub filled: Vec<Filled>,
    /// How many differences mean nothing: order, encoding, capitals in the host, the fragment.
    pub without_meaning: usize,
}

impl Comparison {
    /// True if one of the differences is an error.
    #[must_use]
    pub fn matters(&self) -> bool {
        self.differences.iter().any(|d| d.severity == Severity::Error)
    }

    /// The differences as findings in the second of the two, which point at the first.
    #[must_use]
    pub fn findings(&self, second: &str) -> Vec<Finding> {
        let [given, found] = self.kind.words();
        let end = Span::new(second.len(), second.len());
        let finding = |d: &Difference| {
            let label = if d.places[1].is_some() { found } else { "missing here" };
            let finding = Finding::new(&DIFFERENCE, d.places[1].unwrap_or(end), d.what.clone());
            let finding = finding.severity(d.severity).label(label);
            match d.places[0] {
                Some(place) => finding.elsewhere(Spot::Link(0), place, given),
                None => finding,
            }
        };
        self.differences.iter().map(finding).collect()
    }
}

/// Compares a link with what became of it. The second is a call of the first where the first has macros and the second
/// has none that is not the first's.
#[must_use]
pub fn compare(first: &str, second: &str) -> Comparison {
    compare_as(first, second, None)
}

/// The same, where it may be said what the second is.
#[must_use]
pub fn compare_as(first: &str, second: &str, kind: Option<DifferenceKind>) -> Comparison {
    let (mut one, mut two) = (Anatomy::default(), Anatomy::default());
    one.split(first);
    two.split(second);
    let (one, two) = (Link::new(first, &one), Link::new(second, &two));
    let texts = |link: &Link| link.all_macros().iter().map(|m| bare(link.of(m.span))).collect::<Vec<_>>();
    let (given, found) = (texts(&one), texts(&two));
    // One that is still there was left unfilled: then another was filled, or the two are the same template.
    let left = found.iter().all(|m| given.contains(m)) && found.len() < given.len();
    // Where nothing was filled, a macro was taken out of a template.
    let filled = one.all_params().iter().filter(|p| one.macros_in(p.value).next().is_some()).any(|p| {
        let same = two.param(&decoded(one.key(p)));
        same.is_some_and(|p| !p.value.is_empty() && two.macros_in(p.value).next().is_none())
    });
    let path_filled = one.macros_in(one.path).count() > two.macros_in(two.path).count();
    let left = left && (filled || path_filled);
    let seen = if left { DifferenceKind::Called } else { DifferenceKind::Configured };
    let kind = kind.unwrap_or(seen);
    let mut side =
        Side { kind, one, two, found: Comparison { kind, differences: vec![], filled: vec![], without_meaning: 0 } };
    side.place();
    side.parameters();
    side.found
}

/// A macro's text without regard to percent-encoding.
fn bare(text: &str) -> String {
    decoded(text).into_owned()
}

struct Side<'a> {
    kind: DifferenceKind,
    one: Link<'a>,
    two: Link<'a>,
    found: Comparison,
}

impl Side<'_> {
    fn differs(&mut self, severity: Severity, what: String, first: Option<Span>, second: Option<Span>) {
        let text = |link: Link, place: Option<Span>| place.map_or_else(String::new, |place| link.of(place).to_owned());
        let texts = (text(self.one, first), text(self.two, second));
        let places = [first, second];
        self.found.differences.push(Difference { severity, what, places, first: texts.0, second: texts.1 });
    }

    /// Scheme, host and path.
    fn place(&mut self) {
        let (one, two) = (self.one, self.two);
        let plain = |text: &str| text.trim_end_matches('.').to_ascii_lowercase();
        if !one.scheme().eq_ignore_ascii_case(two.scheme()) {
            let what = format!("The scheme is {}, not {}.", quote(two.scheme()), quote(one.scheme()));
            self.differs(Severity::Warning, what, Some(one.scheme), Some(two.scheme));
        }
        if plain(one.host()) != plain(two.host()) {
            let (severity, cost) = match self.kind {
                DifferenceKind::Configured => (Severity::Error, "It is sent to another server."),
                DifferenceKind::Called => (Severity::Warning, "It led to another server, as a redirect does."),
            };
            let what = format!("The host is {}, not {}. {cost}", quote(two.host()), quote(one.host()));
            self.differs(severity, what, Some(one.host), Some(two.host));
        } else if one.host() != two.host() {
            self.found.without_meaning += 1;
        }
        let slash = |path: &str| if path == "/" { String::new() } else { bare(path) };
        if slash(one.path()) != slash(two.path()) {
            let severity = if self.kind == DifferenceKind::Configured { Severity::Error } else { Severity::Warning };
            let what = format!("The path is {}, not {}.", quote(two.path()), quote(one.path()));
            self.differs(severity, what, Some(one.path), Some(two.path));
        } else if one.path() != two.path() {
            self.found.without_meaning += 1;
        }
    }

    fn parameters(&mut self) {
        let (one, two) = (self.one, self.two);
        let (firsts, seconds) = (one.all_params(), two.all_params());
        let mut partner: Vec<Option<usize>> = vec![None; firsts.len()];
        let mut taken = vec![false; seconds.len()];
        for (i, param) in firsts.iter().enumerate() {
            let name = bare(one.key(param));
            partner[i] = (0..seconds.len()).find(|&j| !taken[j] && bare(two.key(&seconds[j])) == name);
            partner[i].into_iter().for_each(|j| taken[j] = true);
        }
        let order: Vec<usize> = partner.iter().flatten().copied().collect();
        self.found.without_meaning += usize::from(!order.is_sorted());
        for (i, param) in firsts.iter().enumerate() {
            if let Some(j) = partner[i] {
                self.value(param, &seconds[j]);
                continue;
            }
            let name = bare(one.key(param));
            let free = || (0..seconds.len()).filter(|&j| !taken[j]);
            let alike = free().find(|&j| {
                let other = bare(two.key(&seconds[j]));
                let plain = |n: &str| n.to_lowercase().replace(['_', '-'], "");
                plain(&other) == plain(&name) || nearest(&other, std::iter::once(&*name), 2).is_some()
            });
            match alike {
                Some(j) => {
                    taken[j] = true;
                    let other = two.key(&seconds[j]);
                    let what =
                        format!("{} is written {}. The receiver does not find it.", quote(&name), quote(&bare(other)));
                    self.differs(Severity::Error, what, Some(param.key), Some(seconds[j].key));
                    self.value(param, &seconds[j]);
                }
                None => {
                    let what = format!("{} is missing: what it carries does not arrive.", quote(&name));
                    self.differs(Severity::Error, what, Some(part(param)), None);
                }
            }
        }
        for (_, param) in seconds.iter().enumerate().filter(|(j, _)| !taken[*j]) {
            let name = bare(two.key(param));
            let (severity, what) = if firsts.iter().any(|p| bare(one.key(p)) == name) {
                (
                    Severity::Error,
                    format!("{} stands there twice. Which of the two is read, is not certain.", quote(&name)),
                )
            } else {
                (Severity::Advice, format!("{} was added.", quote(&name)))
            };
            self.differs(severity, what, None, Some(part(param)));
        }
    }

    /// The values of one parameter.
    fn value(&mut self, first: &Param, second: &Param) {
        let (one, two) = (self.one, self.two);
        let (given, found) = (one.value(first), two.value(second));
        let name = quote(&bare(one.key(first)));
        if given == found && self.kind == DifferenceKind::Configured {
            return;
        }
        let (text_given, text_found) = (bare(given), bare(found));
        let whole = one.whole_macro(first.value);
        let error = |side: &mut Self, what: String| {
            side.differs(Severity::Error, what, Some(part(first)), Some(part(second)));
        };
        if found.is_empty() && !given.is_empty() {
            return error(self, format!("{name} is empty."));
        }
        if self.kind == DifferenceKind::Configured {
            if text_given == text_found {
                self.found.without_meaning += 1;
                return;
            }
            let other = two.whole_macro(second.value);
            let what = match (whole, other) {
                (Some(a), Some(b)) if one.macro_name(a) == two.macro_name(b) => {
                    format!("{name} has {} in other delimiters: {}.", quote(&text_given), quote(&text_found))
                }
                (Some(_), Some(_)) => {
                    format!("{name} has the macro {}, not {}.", quote(&text_found), quote(&text_given))
                }
                (Some(_), None) => {
                    format!("{name} has the fixed text {} where {} belongs.", quote(&text_found), quote(&text_given))
                }
                (None, Some(_)) if is_to_be_replaced(&text_given) => return,
                _ => match changed(&text_given, &text_found) {
                    Some(how) => format!("{name} has {}: {how}.", quote(&text_found)),
                    None => format!("{name} has {}, not {}.", quote(&text_found), quote(&text_given)),
                },
            };
            return error(self, what);
        }
        self.called(first, second, &text_given, &text_found);
    }

    /// What became of a template's value in a call.
    fn called(&mut self, first: &Param, second: &Param, given: &str, found: &str) {
        let (one, two) = (self.one, self.two);
        let name = quote(&bare(one.key(first)));
        let mut differs = |severity, what: String| self.differs(severity, what, Some(part(first)), Some(part(second)));
        if one.macros_in(first.value).next().is_none() {
            if given == found {
                self.found.without_meaning += usize::from(one.value(first) != two.value(second));
            } else {
                let how = changed(given, found);
                let how = how.map_or_else(|| format!("it was {}", quote(given)), str::to_owned);
                differs(Severity::Error, format!("{name} came as {}: {how}.", quote(found)));
            }
            return;
        }
        if two.macros_in(second.value).next().is_some() {
            return differs(Severity::Error, format!("{} in {name} was not filled.", quote(found)));
        }
        if bare(found) != found && found.contains('%') {
            return differs(
                Severity::Error,
                format!("{name} was encoded once too often: it arrives as {}.", quote(found)),
            );
        }
        if two.value(second).contains('+') {
            let what =
                format!("{name} came with `+`, which receivers read as a blank: {}.", quote(&found.replace('+', " ")));
            differs(Severity::Warning, what);
        }
        if let Some(how) = bent_id(found) {
            return differs(Severity::Error, format!("{name} came as {}: {how}.", quote(found)));
        }
        self.found.filled.push(Filled {
            name: bare(one.key(first)),
            template: given.to_owned(),
            value: found.to_owned(),
        });
    }
}

/// Where a parameter stands, name and value.
fn part(param: &Param) -> Span {
    Span { start: param.key.start, end: param.value.end.max(param.key.end) }
}

/// `TOBEREPLACED` and its like.
fn is_to_be_replaced(text: &str) -> bool {
    text.len() > 3 && text.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'))
}

/// What was done to a text on its way, where it can be told.
fn changed(given: &str, found: &str) -> Option<&'static str> {
    if given.to_lowercase() == found {
        return Some("its capitals were made small letters");
    }
    if given.eq_ignore_ascii_case(found) {
        return Some("its capitals differ");
    }
    if given.contains('-') && given.replace('-', "") == found {
        return Some("its hyphens were dropped");
    }
    if given.contains('+') && given.replace('+', " ") == found {
        return Some("a `+` was made a blank");
    }
    if !found.is_empty() && given.starts_with(found) {
        return Some("it was cut off");
    }
    (given.trim() == found.trim()).then_some("a blank stands before or after it")
}

/// What happened to an id that had the shape of a UUID: 32 digits and letters in five groups.
fn bent_id(value: &str) -> Option<&'static str> {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    if value.len() == 32 && hex(value) && value.as_bytes()[12] == b'4' {
        return Some("it looks like a UUID whose hyphens were dropped");
    }
    let groups: Vec<&str> = value.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    let begins = groups.len() > 2 && groups.iter().zip(lengths).all(|(g, n)| g.len() <= n && hex(g));
    let full = begins && groups.len() == 5 && groups[4].len() == 12;
    let head = groups.iter().zip(lengths).take(groups.len() - 1).all(|(g, n)| g.len() == n);
    (begins && head && !full).then_some("it looks like a UUID that was cut off")
}

fn quote(text: &str) -> String {
    crate::rule::quoted(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "https://api.getgokart.ai/postback?gk_click_id={sub1}&cnv_event_id=FirstTrade";

    fn said(first: &str, second: &str) -> Vec<String> {
        compare(first, second).differences.into_iter().map(|d| d.what).collect()
    }

    #[test]
    fn what_no_receiver_tells_apart_is_only_counted() {
        let other = "https://API.getgokart.ai/postback?cnv_event_id=First%54rade&gk_click_id={sub1}";
        let found = compare(GIVEN, other);
        assert_eq!((found.differences, found.without_meaning), (vec![], 3));
        let given = "https://api.getgokart.ai/postback?gk_click_id=TOBEREPLACED";
        assert_eq!(said(given, "https://api.getgokart.ai/postback?gk_click_id={sub1}"), Vec::<String>::new());
    }

    #[test]
    fn each_difference_by_meaning_is_named() {
        let cases = [
            ("https://api.getgokart.ai/postback?gk_click_id={sub2}&cnv_event_id=FirstTrade", "`{sub2}`, not `{sub1}`"),
            ("https://api.getgokart.ai/postback?gk_click_id=&cnv_event_id=FirstTrade", "is empty"),
            ("https://api.getgokart.ai/postback?gk_click_id=#sub1#&cnv_event_id=FirstTrade", "other delimiters"),
            ("https://api.getgokart.ai/postback?gk_clickid={sub1}&cnv_event_id=FirstTrade", "is written `gk_clickid`"),
            ("https://api.getgokart.ai/postback?gk_click_id={sub1}", "`cnv_event_id` is missing"),
            ("https://api.getgokart.ai/postback?gk_click_id={sub1}&cnv_event_id=firsttrade", "small letters"),
            ("https://api.getgokart.io/postback?gk_click_id={sub1}&cnv_event_id=FirstTrade", "another server"),
            ("https://api.getgokart.ai/postbacks?gk_click_id={sub1}&cnv_event_id=FirstTrade", "The path"),
            ("https://api.getgokart.ai/postback?gk_click_id=12345&cnv_event_id=FirstTrade&a={b}", "fixed text"),
        ];
        for (configured, says) in cases {
            let found = compare(GIVEN, configured);
            assert_eq!(found.kind, DifferenceKind::Configured, "{configured}");
            assert!(
                found.matters() && found.differences.iter().any(|d| d.what.contains(says)),
                "{configured}: {found:?}"
            );
        }
    }

    #[test]
    fn a_call_shows_what_became_of_each_macro() {
        let template = "https://shop.example.com/?click={gk_click_id}&o={gk_offer_id}&src=Net-1";
        let id = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";
        let right = compare(template, &format!("https://shop.example.com/?click={id}&o=7&src=Net-1"));
        assert!(
            right.kind == DifferenceKind::Called && right.differences.is_empty() && right.filled.len() == 2,
            "{right:?}"
        );
        let cases = [
            ("click={gk_click_id}&o=7&src=Net-1".to_owned(), "was not filled"),
            ("click=&o=7&src=Net-1".to_owned(), "is empty"),
            ("o=7&src=Net-1".to_owned(), "`click` is missing"),
            (format!("click={}&o=7&src=Net-1", id.replace('-', "")), "hyphens were dropped"),
            (format!("click={}&o=7&src=Net-1", &id[..30]), "cut off"),
            (format!("click={id}&o=a%2520b&src=Net-1"), "encoded once too often"),
            (format!("click={id}&o=a+b&src=Net-1"), "as a blank"),
            (format!("click={id}&o=7&src=net-1"), "small letters"),
            (format!("click={id}&o=7&src=Net-1&gclid=x"), "was added"),
        ];
        for (query, says) in cases {
            let found = compare(template, &format!("https://shop.example.com/?{query}"));
            assert_eq!(found.kind, DifferenceKind::Called, "{query}");
            assert!(found.differences.iter().any(|d| d.what.contains(says)), "{query}: {found:?}");
        }
    }
}
