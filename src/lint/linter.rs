//! One link through all rules, with repairs that are checked.

use super::context::{Candidate, LintContext};
use super::passes::{Scratch, judge};
use super::repair::repaired;
use super::verdict::Linted;
use crate::platform::{Catalogue, Environment, Network};
use crate::rule::{Finding, Hints, Hosts, OwnRule, Rule};
use crate::span::Edit;

/// Lints links one after the other, reusing its memory.
pub struct Linter<'a> {
    catalogue: &'a Catalogue,
    hosts: &'a Hosts,
    own_rules: &'a [OwnRule],
    default_network: Network,
    default_environment: Option<Environment>,
    candidates: Vec<Candidate>,
    scratch: Scratch,
}

impl<'a> Linter<'a> {
    /// A linter for links of these networks and hosts.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, hosts: &'a Hosts) -> Self {
        let telling = catalogue.all().iter().filter(|p| !p.telltale.is_empty());
        let candidates = telling.map(|p| Candidate::of(p)).collect();
        Self {
            catalogue,
            hosts,
            own_rules: &[],
            default_network: None,
            default_environment: None,
            candidates,
            scratch: Scratch::default(),
        }
    }

    /// What the configuration says where the link itself says nothing.
    #[must_use]
    pub fn with_defaults(mut self, network: Network, environment: Option<Environment>) -> Self {
        (self.default_network, self.default_environment) = (network, environment);
        self
    }

    /// Rules of the configuration, which look at each link besides those of the catalogue.
    #[must_use]
    pub const fn with_own_rules(mut self, rules: &'a [OwnRule]) -> Self {
        self.own_rules = rules;
        self
    }

    /// Lints one link. Without findings, and without a link inside the link, nothing is allocated.
    pub fn lint(&mut self, text: &str, hints: &Hints) -> Linted {
        self.lint_for(text, hints, |_| true)
    }

    /// Lints one link, and keeps the findings of the rules that are wanted. A rule that is not wanted still
    /// silences what is vaguer than it, but fixes nothing.
    pub fn lint_for(&mut self, text: &str, hints: &Hints, wanted: impl Fn(&Rule) -> bool) -> Linted {
        let mut linted = self.judged(text, hints, &wanted);
        linted.findings.retain(|f| wanted(f.rule));
        linted.order();
        linted
    }

    /// The verdict with the findings of every rule. A rule that is not wanted is judged and repaired in the readings
    /// as ever; the corrected link then holds the repairs of the others alone, if it holds without them.
    pub(super) fn judged(&mut self, text: &str, hints: &Hints, wanted: impl Fn(&Rule) -> bool) -> Linted {
        self.prepare(hints.network.or(self.default_network));
        let mut linted = self.judge(text, hints);
        if linted.findings.iter().any(|f| f.is_safe() && !wanted(f.rule)) {
            let fixed = self.fixed_without(text, hints, &linted, wanted);
            (linted.fixed, linted.fixed_partly) = (fixed, None);
            linted.order();
        }
        linted
    }

    /// The link with the wanted repairs made that neither overlap unwanted ones nor need them.
    fn fixed_without(
        &mut self,
        text: &str,
        hints: &Hints,
        linted: &Linted,
        wanted: impl Fn(&Rule) -> bool,
    ) -> Option<String> {
        linted.corrected()?;
        let unwanted = linted.findings.iter().filter(|f| f.is_safe() && !wanted(f.rule));
        let unwanted: Vec<&Edit> = unwanted.flat_map(|f| &f.fix).flat_map(|fix| &fix.edits).collect();
        let free = |f: &Finding| {
            f.fix.iter().flat_map(|fix| &fix.edits).all(|e| unwanted.iter().all(|u| !u.span.touches(e.span)))
        };
        let (reading, _) = repaired(text, &linted.findings, |f| f.is_safe() && wanted(f.rule) && free(f));
        let again = self.judge(&reading, hints);
        let known = |f: &Finding| !wanted(f.rule) || linted.findings.iter().any(|old| old.rule.id == f.rule.id);
        (reading != text && again.findings.iter().all(known)).then_some(reading)
    }

    /// A network that was named has its names compared too.
    fn prepare(&mut self, network: Network) {
        if let Some(platform) = network
            && !self.candidates.iter().any(|c| c.platform.id == platform.id)
        {
            self.candidates.push(Candidate::of(platform));
        }
    }

    pub(super) fn scene(&self) -> LintContext<'_> {
        LintContext {
            catalogue: self.catalogue,
            hosts: self.hosts,
            own_rules: self.own_rules,
            candidates: &self.candidates,
            default_network: self.default_network,
            default_environment: self.default_environment,
        }
    }

    fn judge(&mut self, text: &str, hints: &Hints) -> Linted {
        let scene = LintContext {
            catalogue: self.catalogue,
            hosts: self.hosts,
            own_rules: self.own_rules,
            candidates: &self.candidates,
            default_network: self.default_network,
            default_environment: self.default_environment,
        };
        judge(&scene, &mut self.scratch, text, hints)
    }
}
