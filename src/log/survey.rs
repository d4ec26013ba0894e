//! A first look at the beginning of each log: whose endpoint it is, whether it is a log of tests, and behind which
//! addresses many senders stand.

use super::address::{self, Proxies};
use super::endpoint::{Endpoints, path_and_query};
use super::entry::{Entry, Request};
use super::host;
use super::judge::may_be_a_hit;
use super::lintable::Linter;
use crate::platform::{Catalogue, Network, Role, State};
use crate::rule::{Hints, Hosts};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// Fewer votes than these decide nothing about addresses.
const FEWEST: usize = 10;

/// What the beginning of the logs shows.
#[derive(Default)]
pub struct Survey {
    votes: BTreeMap<&'static str, u64>,
    hosts: u64,
    tests: u64,
    /// For each peer the addresses it forwards for.
    forwarded: BTreeMap<IpAddr, BTreeSet<IpAddr>>,
}

/// Looks at records.
pub struct Surveyor<'s> {
    catalogue: &'s Catalogue,
    hosts: &'s Hosts,
    linter: Linter<'s>,
    /// Which requests are looked at.
    pub endpoints: Endpoints,
    proxies: Proxies,
    /// What was seen.
    pub survey: Survey,
}

impl<'s> Surveyor<'s> {
    /// A surveyor; `endpoints` are those of all platforms.
    #[must_use]
    pub fn new(catalogue: &'s Catalogue, hosts: &'s Hosts, endpoints: Endpoints) -> Self {
        let linter = Linter::new(catalogue, hosts);
        Self { catalogue, hosts, linter, endpoints, proxies: Proxies::default(), survey: Survey::default() }
    }

    /// Looks at a record.
    pub fn see(&mut self, entry: &Entry) {
        let Request::Http { target, .. } = &entry.request else { return };
        if entry.exported || may_be_a_hit(entry, &self.endpoints).is_none() {
            return;
        }
        let host = entry.host.as_deref().unwrap_or_default();
        let url = match host {
            "" => target.to_string(),
            host if target.starts_with('/') => format!("https://{host}{target}"),
            _ => target.to_string(),
        };
        let hints = Hints { role: Some(Role::Postback), state: Some(State::Live), ..Hints::default() };
        let decision = self.linter.lint_for(&url, &hints, |_| true).decision;
        let sure = decision.network.or(decision.platform.filter(|(_, sure)| *sure).map(|(p, _)| p));
        if let Some(platform) = sure.filter(|p| p.can_be_network()) {
            *self.survey.votes.entry(platform.id).or_default() += 1;
        }
        let start = url.find("://").map_or(0, |at| at + 3);
        let name = url[start..].split(['/', '?']).next().unwrap_or_default();
        if start > 0 && !name.is_empty() && !path_and_query(&url).0.is_empty() {
            self.survey.hosts += 1;
            self.survey.tests += u64::from(host::is_test(name, self.catalogue, self.hosts));
        }
        let peer = entry.address.as_deref().and_then(address::read);
        let behind = entry.forwarded.as_deref().and_then(|f| self.proxies.behind(f));
        if let (Some(peer), Some(behind)) = (peer, behind.filter(|b| Some(*b) != peer)) {
            self.survey.forwarded.entry(peer).or_default().insert(behind);
        }
    }
}

impl Survey {
    /// The network of nearly all that give one away.
    #[must_use]
    pub fn network(&self, catalogue: &Catalogue) -> Network {
        let all: u64 = self.votes.values().sum();
        let (id, votes) = self.votes.iter().max_by_key(|(_, votes)| **votes)?;
        (votes * 10 >= all * 9).then(|| catalogue.named(id)).flatten()
    }

    /// True if most hosts are for tests: then it is a log of tests.
    #[must_use]
    pub const fn is_of_tests(&self) -> bool {
        self.tests * 2 > self.hosts
    }

    /// Addresses that stand before many others.
    #[must_use]
    pub fn fronts(&self) -> Vec<IpAddr> {
        let many = |behind: &BTreeSet<IpAddr>| behind.len() >= FEWEST;
        self.forwarded.iter().filter(|(_, behind)| many(behind)).map(|(peer, _)| *peer).collect()
    }
}
