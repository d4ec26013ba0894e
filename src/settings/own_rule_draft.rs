//! A rule of a team's own while its table is read.

use crate::lint::Linter;
use crate::platform::{Catalogue, Network, Platform};
use crate::rule::{Demand, Hints, Hosts, OwnRule, OwnScope, ValueTest, own_rule};
use crate::span::Severity;
use std::ops::Range;

/// A rule while its table is read.
#[derive(Clone, Debug)]
pub struct OwnRuleDraft {
    /// Its name, without `own/`.
    pub name: String,
    /// It forbids, and does not require.
    pub forbids: bool,
    /// The parameter may be missing.
    pub optional: bool,
    /// The parameter.
    pub parameter: String,
    /// The links that it is about.
    pub scope: OwnScope,
    /// What the value is held to.
    pub tests: Vec<ValueTest>,
    /// How bad its findings are.
    pub severity: Severity,
    /// What it says; empty for words of ours.
    pub message: String,
    /// A link in which it finds something.
    pub fails: String,
    /// A link in which it finds nothing.
    pub passes: String,
    /// The table of the configuration, and the file of several in which it stands.
    pub table: Range<usize>,
    pub layer: usize,
}

impl OwnRuleDraft {
    /// One of which nothing is known but its table, and the number of the file that holds it.
    pub fn new(forbids: bool, table: Range<usize>, layer: usize) -> Self {
        Self {
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
            table,
            layer,
        }
    }

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
