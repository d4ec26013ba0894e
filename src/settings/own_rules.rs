//! `[[require]]` and `[[forbid]]`: rules of a team's own, their settings and how they are read.

use super::builder::{Draft, filled, last_line, plain_name};
use super::key::{Key, KeyKind, Rows};
use super::keys::key;
use super::named::{network_named, platform_named};
use super::word::Word;
use crate::findings::{level_named, no_such};
use crate::lint::Linter;
use crate::platform::{Catalogue, Network, Platform, Role};
use crate::rule::{Demand, Hints, HostPattern, Hosts, OwnRule, OwnScope, ValueTest, own_rule};
use crate::span::Severity;
use std::ops::Range;

type ValueResult = Result<(), String>;

/// A rule while its table is read.
#[derive(Clone, Debug)]
pub struct OwnRuleDraft {
    name: String,
    forbids: bool,
    optional: bool,
    parameter: String,
    scope: OwnScope,
    tests: Vec<ValueTest>,
    severity: Severity,
    message: String,
    fails: String,
    passes: String,
    /// The table of the configuration, and the file of several in which it stands.
    pub table: Range<usize>,
    pub layer: usize,
}

const NAME: Key = key(
    "name",
    KeyKind::Text(Word::Id, |draft, text| draft.own_rule(|rule| rule.name = text.to_owned())),
    "\"utm-source\"",
    "Its name. Findings are called own/NAME, and so it goes in comments and the other settings.",
);
const ROLE: Key = key(
    "role",
    KeyKind::OneOrMore(Word::Role, Draft::own_role),
    "[\"tracking-link\", \"landing-page\"]",
    "Only links for this, or for one of several: a text or a list.",
);
const PLATFORM: Key = key(
    "platform",
    KeyKind::OneOrMore(Word::PlatformName, Draft::own_platform),
    "\"appsflyer\"",
    "Only links that are certainly addressed to it.",
);
const NETWORK: Key = key(
    "network",
    KeyKind::OneOrMore(Word::PlatformName, Draft::own_network),
    "\"gokart\"",
    "Only links of this network.",
);
const HOST: Key = key(
    "host",
    KeyKind::OneOrMore(Word::Host, Draft::own_host),
    "\"*.acme.com\"",
    "Only links to this host: a name, *.name for everything below it, or a regular expression between slashes.",
);
const PARAMETER: Key =
    key("parameter", KeyKind::Text(Word::Name, Draft::own_parameter), "\"utm_source\"", "The parameter it looks at.");
const PRESENT: Key = key(
    "present",
    KeyKind::Flag(|draft, yes| {
        // Asked at the end of the table, where it is known what the table says besides.
        let _ = draft.own_rule(|rule| rule.optional = !yes);
    }),
    "false",
    "Of [[require]]: false if the parameter may be missing, and only its value is held to something.",
);
const EQUALS: Key = key(
    "equals",
    KeyKind::Text(Word::Any, |draft, text| draft.own_test(ValueTest::Equals(text.to_owned()))),
    "\"affiliate\"",
    "The value, percent-decoded. A probable fix writes it.",
);
const ONE_OF: Key = key(
    "one_of",
    KeyKind::Texts(Word::Any, Draft::own_one_of),
    "[\"affiliate\", \"partner\"]",
    "The values that there are.",
);
const MATCHES: Key = key(
    "matches",
    KeyKind::Text(Word::Any, Draft::own_pattern),
    "\"[a-z0-9_-]+\"",
    "A regular expression that the whole value fits.",
);
const SAME_AS: Key = key(
    "same_as",
    KeyKind::Text(Word::Name, |draft, text| draft.own_test(ValueTest::SameAs(text.to_owned()))),
    "\"utm_medium\"",
    "A parameter with the same value; where that one is missing, nothing is said.",
);
const SEVERITY: Key = key(
    "severity",
    KeyKind::Text(Word::Severity, Draft::own_severity),
    "\"warning\"",
    "How bad a finding is: error (without this setting), warning or advice.",
);
const MESSAGE: Key = key(
    "message",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.message = text.trim().to_owned())),
    "\"Reports group clicks by utm_source, so every link needs one.\"",
    "What to say, in a sentence.",
);
const FAILS: Key = key(
    "fails",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.fails = text.to_owned())),
    "\"https://www.acme.com/summer?utm_source=Affiliate&utm_medium=affiliate\"",
    "A link in which the rule finds something. It is tried whenever the configuration is read.",
);
const PASSES: Key = key(
    "passes",
    KeyKind::Text(Word::Any, |draft, text| draft.own_rule(|rule| rule.passes = text.to_owned())),
    "\"https://www.acme.com/summer?utm_source=affiliate&utm_medium=affiliate\"",
    "A link in which it finds nothing.",
);
const FORBID_FAILS: Key = Key { example: PASSES.example, ..FAILS };
const FORBID_PASSES: Key = Key { example: FAILS.example, ..PASSES };

/// The settings of a rule that requires something.
const REQUIRED: &[Key] = &[
    NAME, ROLE, PLATFORM, NETWORK, HOST, PARAMETER, PRESENT, EQUALS, ONE_OF, MATCHES, SAME_AS, SEVERITY, MESSAGE,
    FAILS, PASSES,
];

/// The settings of a rule that forbids something.
const FORBIDDEN: &[Key] = &[
    NAME,
    ROLE,
    PLATFORM,
    NETWORK,
    HOST,
    PARAMETER,
    EQUALS,
    ONE_OF,
    MATCHES,
    SAME_AS,
    SEVERITY,
    MESSAGE,
    FORBID_FAILS,
    FORBID_PASSES,
];

const NEEDED: &[&str] = &["name", "parameter", "fails", "passes"];

/// `[[require]]`
pub const REQUIRE: Rows = Rows {
    keys: REQUIRED,
    needed: NEEDED,
    begin: |draft, _| draft.begin_own_rule(false),
    end: Draft::end_own_rule,
    or: None,
};

/// `[[forbid]]`
pub const FORBID: Rows = Rows { keys: FORBIDDEN, begin: |draft, _| draft.begin_own_rule(true), ..REQUIRE };

impl Draft {
    fn begin_own_rule(&mut self, forbids: bool) {
        self.own_rules.push(OwnRuleDraft {
            name: String::new(),
            forbids,
            optional: false,
            parameter: String::new(),
            scope: OwnScope::default(),
            tests: Vec::new(),
            severity: Severity::Error,
            message: String::new(),
            fails: String::new(),
            passes: String::new(),
            table: self.table.clone(),
            layer: self.layer,
        });
    }

    fn end_own_rule(&mut self) -> ValueResult {
        let Some((rule, before)) = self.own_rules.split_last() else { return Ok(()) };
        if rule.optional && rule.tests.is_empty() {
            return Err("nothing is asked here: say what the value should be, or leave out `present`".to_owned());
        }
        let same = |other: &OwnRuleDraft| other.name == rule.name;
        match before.iter().position(same) {
            Some(at) if before[at].layer == rule.layer => {
                Err(format!("there are two rules called `{}`; each needs a name of its own", rule.name))
            }
            // The rule of a file that extends another one replaces it.
            Some(at) => {
                self.own_rules.remove(at);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn own_rule(&mut self, put: impl FnOnce(&mut OwnRuleDraft)) -> ValueResult {
        if let Some(rule) = self.own_rules.last_mut() {
            put(rule);
        }
        Ok(())
    }

    fn own_test(&mut self, test: ValueTest) -> ValueResult {
        self.own_rule(|rule| rule.tests.push(test))
    }

    fn own_one_of(&mut self, text: &str) -> ValueResult {
        let text = text.to_owned();
        self.own_rule(|rule| {
            match rule.tests.iter_mut().find_map(|test| match test {
                ValueTest::OneOf(texts) => Some(texts),
                _ => None,
            }) {
                Some(texts) => texts.push(text),
                None => rule.tests.push(ValueTest::OneOf(vec![text])),
            }
        })
    }

    fn own_pattern(&mut self, pattern: &str) -> ValueResult {
        let test = ValueTest::matches(filled(pattern, "a pattern")?);
        let test = test.map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)))?;
        self.own_test(test)
    }

    fn own_parameter(&mut self, name: &str) -> ValueResult {
        let name = plain_name(name)?.to_owned();
        self.own_rule(|rule| rule.parameter = name)
    }

    fn own_role(&mut self, name: &str) -> ValueResult {
        let role = Role::named(name).ok_or_else(|| no_such("role", name, Role::ALL.iter().map(|(_, id)| *id)))?;
        self.own_rule(|rule| rule.scope.roles.push(role))
    }

    fn own_platform(&mut self, name: &str) -> ValueResult {
        let platform = platform_named(&self.catalogue, name)?;
        self.own_rule(|rule| rule.scope.platforms.push(platform))
    }

    fn own_network(&mut self, name: &str) -> ValueResult {
        let network = network_named(&self.catalogue, name)?;
        self.own_rule(|rule| rule.scope.networks.push(network))
    }

    fn own_host(&mut self, text: &str) -> ValueResult {
        let pattern = HostPattern::read(filled(text, "a host")?);
        let pattern = pattern.map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)))?;
        self.own_rule(|rule| rule.scope.hosts.push(pattern))
    }

    fn own_severity(&mut self, word: &str) -> ValueResult {
        let level = level_named(word).ok().flatten();
        let severity =
            level.ok_or_else(|| format!("{}; it is error, warning or advice", no_such("severity", word, [])))?;
        self.own_rule(|rule| rule.severity = severity)
    }
}

impl OwnRuleDraft {
    /// The rule that was described.
    pub fn kept(&self) -> OwnRule {
        let demand = match (self.forbids, self.optional) {
            (true, _) => Demand::Forbid,
            (false, true) => Demand::RequireIfPresent,
            (false, false) => Demand::Require,
        };
        OwnRule {
            rule: own_rule(&self.name, self.severity, &self.message),
            scope: self.scope.clone(),
            parameter: self.parameter.clone(),
            demand,
            tests: self.tests.clone(),
            fails: self.fails.clone(),
            passes: self.passes.clone(),
        }
    }

    /// True if its table said all that is needed.
    pub fn is_whole(&self) -> bool {
        [&self.name, &self.parameter, &self.fails, &self.passes].iter().all(|text| !text.is_empty())
    }

    /// What is wrong with its examples, in a sentence for the user: the rule is tried on both, with all that is said of
    /// the links that it is about.
    pub fn wrong_example(&self, catalogue: &Catalogue, hosts: &Hosts, network: Network) -> Option<String> {
        let rules = [self.kept()];
        let mut linter = Linter::new(catalogue, hosts).with_defaults(network, None).with_own_rules(&rules);
        let first = |all: &[&'static Platform]| all.first().copied();
        let hints = Hints {
            role: self.scope.roles.first().copied(),
            platform: first(&self.scope.platforms),
            network: first(&self.scope.networks),
            ..Hints::default()
        };
        let mut finds = |url: &str| linter.lint(url, &hints).findings.iter().any(|f| f.rule.id == rules[0].rule.id);
        if !finds(&self.fails) {
            return Some(format!("`own/{}` finds nothing in its example `fails`: {}", self.name, self.fails));
        }
        finds(&self.passes)
            .then(|| format!("`own/{}` finds something in its example `passes`: {}", self.name, self.passes))
    }
}
