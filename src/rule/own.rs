//! Rules of a team's own, as data: what its configuration requires of a parameter, or forbids it.

use super::values::end_of;
use super::{Bad, Check, Context, Finding, Good, HostPattern, Part, Roles, Rule, States, quoted};
use crate::link::{Anatomy, Link, Param, Seen, decoded};
use crate::platform::{Platform, Role, State};
use crate::span::{Edit, Fix, Severity, Span};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What the names of such rules begin with: none of them is ever a name of the catalogue.
pub const OWN: &str = "own/";

/// A rule of a team's own. It looks at one parameter of the links that it is about.
#[derive(Clone, Debug)]
pub struct OwnRule {
    /// Its name, `own/NAME`, its severity and its message, as a rule of the catalogue has them.
    pub rule: &'static Rule,
    /// The links that it is about.
    pub scope: OwnScope,
    /// The name of the parameter.
    pub parameter: String,
    /// What is wrong.
    pub demand: Demand,
    /// What its value is held to. All of them have to hold; without one the parameter itself is required or forbidden.
    pub tests: Vec<ValueTest>,
    /// A link in which it finds something, and one in which it does not.
    pub fails: String,
    pub passes: String,
}

/// What is wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// That it is missing, or that its value does not fit.
    Require,
    /// That its value does not fit, where it is there.
    RequireIfPresent,
    /// That it is there with a value that fits.
    Forbid,
}

/// Which links a rule is about: those that fit everything that is said here.
#[derive(Clone, Debug, Default)]
pub struct OwnScope {
    /// What they are for; every link if there are none.
    pub roles: Vec<Role>,
    /// Whom they are certainly addressed to.
    pub platforms: Vec<&'static Platform>,
    /// Whose click id they carry.
    pub networks: Vec<&'static Platform>,
    /// Where they lead.
    pub hosts: Vec<HostPattern>,
}

/// What a value is held to, decoded once.
#[derive(Clone, Debug)]
pub enum ValueTest {
    /// It is this text.
    Equals(String),
    /// It is one of these texts.
    OneOf(Vec<String>),
    /// All of it fits the pattern, which is kept as it was written too.
    Matches(String, regex::Regex),
    /// It is the value of this parameter.
    SameAs(String),
}

impl ValueTest {
    /// The test for a pattern that the whole value has to fit.
    ///
    /// # Errors
    /// The regular expression's own complaint.
    pub fn matches(pattern: &str) -> Result<Self, regex::Error> {
        regex::Regex::new(&format!("^(?:{pattern})$")).map(|regex| Self::Matches(pattern.to_owned(), regex))
    }

    /// What the value should be, in words behind "be".
    fn words(&self) -> String {
        match self {
            Self::Equals(text) => quoted(text),
            Self::OneOf(texts) => match &texts[..] {
                [one] => quoted(one),
                [all @ .., last] => {
                    let all: Vec<String> = all.iter().map(|text| quoted(text)).collect();
                    format!("{} or {}", all.join(", "), quoted(last))
                }
                [] => "nothing".to_owned(),
            },
            Self::Matches(pattern, _) => format!("text that fits {}", quoted(pattern)),
            Self::SameAs(other) => format!("the value of {}", quoted(other)),
        }
    }
}

impl OwnScope {
    fn holds(&self, context: &Context) -> bool {
        let among = |all: &[&Platform], one: Option<&Platform>| {
            all.is_empty() || one.is_some_and(|one| all.iter().any(|p| p.id == one.id))
        };
        let host = context.link.host();
        (self.roles.is_empty() || self.roles.contains(&context.role))
            && among(&self.platforms, context.sure_addressee())
            && among(&self.networks, context.network)
            && (self.hosts.is_empty() || self.hosts.iter().any(|pattern| pattern.fits(host)))
    }
}

impl OwnRule {
    /// What it asks for, in a sentence.
    #[must_use]
    pub fn demands(&self) -> String {
        let name = quoted(&self.parameter);
        let wanted: Vec<String> = self.tests.iter().map(ValueTest::words).collect();
        match (self.demand, wanted.is_empty()) {
            (Demand::Require, true) => format!("{name} has to be there."),
            (Demand::Require, false) => {
                format!("{name} has to be there, and its value has to be {}.", wanted.join(", and "))
            }
            (Demand::RequireIfPresent, _) => {
                format!("Where {name} is there, its value has to be {}.", wanted.join(", and "))
            }
            (Demand::Forbid, true) => format!("{name} must not be there."),
            (Demand::Forbid, false) => format!("The value of {name} must not be {}.", wanted.join(", and ")),
        }
    }

    /// What it finds in a link, in which the catalogue has found `earlier`: a parameter under a misspelled name is there,
    /// and one finding says so.
    pub fn look(&self, context: &Context, earlier: &[Finding], found: &mut Vec<Finding>) {
        if !self.scope.holds(context) {
            return;
        }
        let link = context.link;
        let mut present = link.all_params().iter().filter(|p| link.is_named(p, &self.parameter)).peekable();
        let mut edits = earlier.iter().flat_map(|f| &f.fix).flat_map(|fix| &fix.edits);
        let is_misspelled = |edit: &Edit| edit.text == self.parameter;
        if present.peek().is_none()
            && self.demand == Demand::Require
            && !brings_parameters(&link)
            && !edits.any(is_misspelled)
        {
            found.push(self.missing(context));
        }
        let wrong = present.filter(|param| match self.demand {
            Demand::Forbid => self.tests.iter().all(|test| passes(test, context, param) == Some(true)),
            _ => self.tests.iter().any(|test| passes(test, context, param) == Some(false)),
        });
        found.extend(wrong.map(|param| self.wrong(context, param)));
    }

    fn missing(&self, context: &Context) -> Finding {
        let link = context.link;
        let name = quoted(&self.parameter);
        let wanted: Vec<String> = self.tests.iter().map(ValueTest::words).collect();
        let todo = match &wanted[..] {
            [] => format!("Add {name}."),
            _ => format!("Add {name}; its value has to be {}.", wanted.join(", and ")),
        };
        Finding::new(self.rule, end_of(&link), self.message(|| format!("{name} is missing.")))
            .severity(self.rule.severity)
            .label(format!("no {}", self.parameter))
            .todo(todo)
            .fix(self.value().and_then(|value| added(&link, &self.parameter, value)))
            .whole()
    }

    fn wrong(&self, context: &Context, param: &Param) -> Finding {
        let link = context.link;
        let (name, value) = (quoted(&self.parameter), decoded(link.value(param)));
        let span = if param.value.is_empty() || self.tests.is_empty() { param.key } else { param.value };
        let wanted: Vec<String> = self.tests.iter().map(ValueTest::words).collect();
        let (what, todo) = match (self.demand, wanted.is_empty()) {
            (Demand::Forbid, true) => (format!("{name} is not wanted here."), format!("Leave out {name}.")),
            (Demand::Forbid, false) => (
                format!("{name} has the value {}, which is not wanted.", quoted(&value)),
                "Write another value.".to_owned(),
            ),
            _ => (
                format!("{name} has the value {}.", quoted(&value)),
                format!("The value has to be {}.", wanted.join(", and ")),
            ),
        };
        let fix = || {
            let value = self.value().filter(|_| self.demand != Demand::Forbid && param.has_equals)?;
            let title = format!("Write {}", quoted(&format!("{}={value}", self.parameter)));
            Some(Fix::probable(title, vec![Edit::replace(param.value, encoded(value))]))
        };
        let label = if self.demand == Demand::Forbid { "not wanted" } else { "another value is required" };
        Finding::new(self.rule, span, self.message(|| what))
            .severity(self.rule.severity)
            .label(label)
            .todo(todo)
            .fix(fix())
    }

    /// The words of the configuration, else words of our own.
    fn message(&self, own: impl FnOnce() -> String) -> String {
        if self.rule.summary.is_empty() { own() } else { self.rule.summary.to_owned() }
    }

    /// The one value that fits, where one is named.
    fn value(&self) -> Option<&str> {
        self.tests.iter().find_map(|test| match test {
            ValueTest::Equals(text) => Some(&**text),
            _ => None,
        })
    }
}

/// True if a macro brings parameters of which nobody knows here.
fn brings_parameters(link: &Link) -> bool {
    link.all_params().iter().any(|p| !p.has_equals && link.macros_in(p.key).next().is_some())
}

/// Whether the value passes; `None` where nobody can know, because a macro still stands for a part of it.
fn passes(test: &ValueTest, context: &Context, param: &Param) -> Option<bool> {
    let link = context.link;
    let value = decoded(link.value(param));
    let is_open = |param: &Param| link.macros_in(param.value).next().is_some();
    let known = |fits: bool| (fits || !is_open(param)).then_some(fits);
    match test {
        ValueTest::Equals(text) => match (holds_macro(text), context.state) {
            // A value that is filled in says nothing of the macro that stood there.
            (true, State::Live) => None,
            (true, State::Template) => Some(*value == **text),
            (false, _) => known(*value == **text),
        },
        ValueTest::OneOf(texts) => known(texts.iter().any(|text| *value == **text)),
        ValueTest::Matches(_, regex) => known(regex.is_match(&value)),
        ValueTest::SameAs(other) => {
            let other = link.param(other)?;
            let same = *value == *decoded(link.value(other));
            (same || !is_open(param) && !is_open(other)).then_some(same)
        }
    }
}

fn holds_macro(text: &str) -> bool {
    let link = format!("https://a.example/?a={text}");
    let mut anatomy = Anatomy::default();
    anatomy.split(&link);
    !Link::new(&link, &anatomy).all_macros().is_empty()
}

/// The parameter at the end of the query.
fn added(link: &Link, name: &str, value: &str) -> Option<Fix> {
    let parameter = format!("{}={}", encoded(name), encoded(value));
    let title = format!("Add {}", quoted(&parameter));
    if !link.fragment.is_empty() || link.text.contains('#') {
        return None;
    }
    let before = match link.text.find('?') {
        None if link.path().is_empty() => "/?",
        None => "?",
        Some(_) if link.text.ends_with(['?', '&']) => "",
        Some(_) => "&",
    };
    let end = Span::point(link.text.len());
    Some(Fix::probable(title, vec![Edit::replace(end, format!("{before}{parameter}"))]))
}

/// A text as it may stand in a query: what would end it or mean something else is percent-encoded.
fn encoded(text: &str) -> String {
    if holds_macro(text) {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || "&#+%=?\"<>".contains(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The entry by which reports, comments and settings know a rule of a team's own. It is never freed, and made once
/// however often it is described: a configuration may be read again and again.
#[must_use]
pub fn own_rule(name: &str, severity: Severity, message: &str) -> &'static Rule {
    static KEPT: Mutex<BTreeMap<(String, Severity, String), &'static Rule>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (name.to_owned(), severity, message.to_owned());
    kept.entry(key).or_insert_with(|| {
        Box::leak(Box::new(Rule {
            id: format!("{OWN}{name}").leak(),
            severity,
            part: Part::Own,
            roles: Roles::ALL,
            states: States::Any,
            triggers: Seen::NONE,
            yields_to: &[],
            summary: message.to_owned().leak(),
            explanation: "A rule of your own configuration.",
            bad: &[] as &[Bad],
            good: &[] as &[Good],
            check: Check::Own,
        }))
    })
}

/// The stand-in for a rule of a team's own of which only the name is known, as in a comment.
#[must_use]
pub fn own_named(name: &str) -> Option<&'static Rule> {
    let rest = name.strip_prefix(OWN)?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let fits = !rest.is_empty() && rest.len() <= 64 && rest.bytes().all(plain);
    fits.then(|| own_rule(rest, Severity::Error, ""))
}
