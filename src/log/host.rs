//! Hosts that are for tests.

use crate::platform::{Catalogue, registrable_domain};
use crate::rule::Hosts;

/// Labels that say "not for real traffic" wherever they stand left of the registered name.
const WORDS: [&str; 6] = ["sandbox", "staging", "uat", "dev", "test", "qa"];
/// The same also as a part of a label: `api-sandbox`.
const CLEAR: [&str; 3] = ["sandbox", "staging", "uat"];

/// True if the host is for tests: by the configuration, by a platform's facts, or by a label.
#[must_use]
pub fn is_test(host: &str, catalogue: &Catalogue, hosts: &Hosts) -> bool {
    if hosts.production.iter().any(|p| p.fits(host)) {
        return false;
    }
    hosts.sandbox.iter().any(|p| p.fits(host))
        || catalogue.by_host(host).is_some_and(|hit| hit.sure && hit.used_for.test)
        || labels(host).any(is_test_word)
}

/// The labels left of the registered name.
fn labels(host: &str) -> impl Iterator<Item = &str> {
    let registered = registrable_domain(host);
    host[..host.len() - registered.len()].split('.').filter(|l| !l.is_empty())
}

fn is_test_word(label: &str) -> bool {
    let plain = label.trim_end_matches(|c: char| c.is_ascii_digit());
    WORDS.iter().any(|w| plain.eq_ignore_ascii_case(w))
        || label.contains('-') && label.split('-').any(|part| CLEAR.iter().any(|w| part.eq_ignore_ascii_case(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_hosts_are_known_by_their_labels() {
        let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
        for host in ["sandbox.finch.getgokart.ai", "api-staging.acme.com", "test2.acme.co.uk"] {
            assert!(is_test(host, &catalogue, &hosts), "{host}");
        }
        for host in ["api.finch.getgokart.ai", "latest.acme.com", "sandbox.com", "black-api.dev", ""] {
            assert!(!is_test(host, &catalogue, &hosts), "{host}");
        }
    }
}
