//! One link through all rules, with repairs that are checked.

use super::context::{Candidate, Scene};
use super::memo::Memo;
use super::reading::{Memory, look};
use super::settle::{is_safe, is_subset, repaired, show_only};
use super::verdict::{Decision, Linted};
use crate::link::{Anatomy, Chars, Link};
use crate::platform::{Catalogue, Environment, Network};
use crate::rule::{Finding, Hosts, Rule, Told};

/// How often repairs are repeated until nothing changes.
const ROUNDS: usize = 8;

/// Lints links one after the other, reusing its memory.
pub struct Linter<'a> {
    catalogue: &'a Catalogue,
    hosts: &'a Hosts,
    default_network: Network,
    default_environment: Option<Environment>,
    candidates: Vec<Candidate>,
    memory: Memory,
    memo: Option<Memo>,
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
            default_network: None,
            default_environment: None,
            candidates,
            memory: Memory::default(),
            memo: Some(Memo::default()),
        }
    }

    /// What the configuration says where the link itself says nothing.
    #[must_use]
    pub fn with_defaults(mut self, network: Network, environment: Option<Environment>) -> Self {
        (self.default_network, self.default_environment) = (network, environment);
        self
    }

    /// Judges every link by itself, however like the ones before it is. Slower, with the same verdicts.
    #[must_use]
    pub fn without_memory(mut self) -> Self {
        self.memo = None;
        self
    }

    /// Lints one link. Without findings, and without a link inside the link, nothing is allocated.
    pub fn lint(&mut self, text: &str, told: &Told) -> Linted {
        self.lint_for(text, told, |_| true)
    }

    /// Lints one link, and keeps the findings of the rules that are wanted. A rule that is not wanted still
    /// silences what is vaguer than it, but mends nothing.
    pub fn lint_for(&mut self, text: &str, told: &Told, wanted: impl Fn(&Rule) -> bool) -> Linted {
        let mut linted = self.judged(text, told, &wanted);
        linted.findings.retain(|f| wanted(f.rule));
        linted
    }

    /// The verdict with the findings of every rule; only the rules that are wanted mend.
    pub(super) fn judged(&mut self, text: &str, told: &Told, wanted: impl Fn(&Rule) -> bool) -> Linted {
        self.prepare(told.network.or(self.default_network));
        let mut linted = self.look(text, told);
        let mends = |f: &Finding| is_safe(f) && wanted(f.rule);
        if linted.findings.iter().any(|f| f.fix.is_some()) && is_signed(text, &linted.decision) {
            linted.findings.iter_mut().for_each(show_only);
        } else if linted.findings.iter().any(mends) {
            self.mend(text, told, &mut linted, mends);
        }
        linted
    }

    /// A network that was named has its names compared too.
    fn prepare(&mut self, network: Network) {
        if let Some(platform) = network
            && !self.candidates.iter().any(|c| c.platform.id == platform.id)
        {
            self.candidates.push(Candidate::of(platform));
        }
    }

    pub(super) fn scene(&self) -> Scene<'_> {
        Scene {
            catalogue: self.catalogue,
            hosts: self.hosts,
            candidates: &self.candidates,
            default_network: self.default_network,
            default_environment: self.default_environment,
        }
    }

    fn look(&mut self, text: &str, told: &Told) -> Linted {
        if let Some(decision) = self.memo.as_mut().and_then(|m| m.recall(self.catalogue, text, told)) {
            return Linted { decision, findings: Vec::new(), fixed: None };
        }
        let scene = Scene {
            catalogue: self.catalogue,
            hosts: self.hosts,
            candidates: &self.candidates,
            default_network: self.default_network,
            default_environment: self.default_environment,
        };
        let linted = look(&scene, &mut self.memory, text, told);
        if let Some(memo) = self.memo.as_mut().filter(|_| linted.findings.is_empty()) {
            memo.keep(&self.memory.link(text), self.hosts, &linted.decision);
        }
        linted
    }

    /// Applies the fixes that `mends` chooses, and looks again, until nothing is left to mend. If that brings a finding that was
    /// not there before, no fix of this link is offered as safe.
    fn mend(&mut self, text: &str, told: &Told, linted: &mut Linted, mends: impl Fn(&Finding) -> bool) {
        let mut current = repaired(text, &linted.findings, &mends);
        for _ in 0..ROUNDS {
            let again = self.look(&current, told);
            if !is_subset(&again.findings, &linted.findings) {
                break;
            }
            if !again.findings.iter().any(&mends) {
                linted.fixed = Some(current);
                return;
            }
            let next = repaired(&current, &again.findings, &mends);
            if next == current {
                break;
            }
            current = next;
        }
        linted.findings.iter_mut().for_each(show_only);
    }
}

/// True if a constant signature covers the link: any edit would break it. It stands in a parameter of a usual name, or
/// in one in which the platform the link is addressed to has its signature.
#[must_use]
pub fn is_signed(text: &str, decision: &Decision) -> bool {
    const NAMES: [&str; 5] = ["signature", "sig", "hmac", "hash", "sign"];
    let own = decision.platform.map_or(&[][..], |(platform, _)| platform.link.signature);
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    anatomy.params.iter().any(|p| {
        let key = link.key(p);
        let usual = NAMES.iter().any(|n| key.eq_ignore_ascii_case(n)) && p.value.len() >= 16;
        let named = own.iter().any(|fact| key.eq_ignore_ascii_case(fact.name)) && p.value.len() >= 8;
        (usual || named)
            && p.value_chars
                .only(Chars::WORD | Chars::HYPHEN | Chars::PERCENT | Chars::PLUS | Chars::SLASH | Chars::EQUALS)
            && p.value_chars.has(Chars::DIGIT)
    })
}
