//! Whether two logs hold the same requests: those of a proxy and of the server behind it, or one log handed in twice.

use super::endpoint::{Endpoints, path_and_query};
use super::entry::{Entry, Request};
use super::hash::Key;
use super::judge::may_be_a_hit;
use super::time::{Clock, Time};
use std::collections::HashMap;

/// Fewer postbacks than these in both logs say nothing.
const FEWEST: usize = 5;

/// Seconds between a proxy's line and that of the server behind it.
const APART: i64 = 2;

/// The postbacks at the beginning of a log.
#[derive(Debug, Default)]
pub struct Beginning {
    queries: HashMap<u64, Vec<Time>>,
    count: usize,
}

impl Beginning {
    /// Looks at a record.
    pub fn see(&mut self, entry: &Entry, endpoints: &Endpoints, clock: &Clock) {
        let Request::Http { target, .. } = &entry.request else { return };
        let (_, query) = path_and_query(target);
        if query.is_empty() || may_be_a_hit(entry, endpoints).is_none() {
            return;
        }
        if let Some((time, _)) = clock.read(&entry.time) {
            self.queries.entry(Key::of(&["query", query]).wide()).or_default().push(time);
            self.count += 1;
        }
    }

    /// True if at least half of the postbacks of one stand in the other, at the same time.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        let near = |a: &Time, b: &Time| a.seconds_since(*b).abs() <= APART;
        let shared = self.queries.iter().map(|(query, times)| {
            let there = other.queries.get(query).map_or(&[][..], Vec::as_slice);
            times.iter().filter(|t| there.iter().any(|o| near(t, o))).count()
        });
        let shared: usize = shared.sum();
        shared >= FEWEST && 2 * shared >= self.count.min(other.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::offers::Offers;
    use crate::platform::Catalogue;

    #[test]
    fn a_log_is_known_again_behind_its_proxy() {
        let (catalogue, clock) = (Catalogue::default(), Clock::default());
        let endpoints = Endpoints::of(catalogue.named("gokart"), &Offers::default(), &[], &catalogue);
        let begun = |seconds: u32, from: u32| {
            let mut beginning = Beginning::default();
            for n in from..from + 8 {
                let target = format!("/postback?gk_click_id={n}").into();
                let request = Request::Http { method: "GET".into(), target };
                let time = format!("2026-03-12T08:{:02}:{seconds:02}Z", n % 60).into();
                beginning.see(&Entry { time, request, ..Entry::default() }, &endpoints, &clock);
            }
            beginning
        };
        assert!(begun(10, 0).is_of(&begun(11, 0)) && begun(10, 0).is_of(&begun(10, 2)));
        assert!(!begun(10, 0).is_of(&begun(40, 0)) && !begun(10, 0).is_of(&begun(10, 20)));
    }
}
