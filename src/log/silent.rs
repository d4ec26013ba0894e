//! Offers from which postbacks are due and none come, and events that never came.

use super::clicks::Clicks;
use super::offers::Offers;
use super::summary::{Cause, OfferTally, Summary};
use super::time::Time;
use std::collections::BTreeMap;

/// So many postbacks have to be due before an offer is called silent.
const DUE: u64 = 10;

/// An offer that is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The offer.
    pub id: String,
    /// Its clicks up to the end of the log.
    pub clicks: u64,
    /// Its postbacks.
    pub postbacks: u64,
    /// Its last postback; `None` where there is none at all.
    pub since: Option<Time>,
}

/// Offers with clicks and no postback at all, or none since a time from which on at least ten
/// were due at the rate before.
#[must_use]
pub fn offers(summary: &Summary, clicks: &Clicks, causes: &[Cause]) -> Vec<Silent> {
    let Some((first, last)) = summary.span else { return Vec::new() };
    let mut silent = Vec::new();
    let mut names: Vec<&String> = clicks.offers.iter().filter(|o| !o.is_empty()).collect();
    names.sort();
    for id in names {
        let Some(number) = clicks.offer_number(id) else { continue };
        // A click of before the log's beginning may convert in it.
        let seen = clicks.between(number, clicks.span.map_or(first, |(begin, _)| begin), last);
        let tally = summary.offers.get(id);
        let postbacks = tally.map_or(0, |t| t.postbacks);
        if postbacks == 0 {
            if seen > 0 {
                silent.push(Silent { id: id.clone(), clicks: seen, postbacks, since: None });
            }
            continue;
        }
        let since = tally.and_then(|t| t.last);
        let is_due = tally.zip(since).is_some_and(|(t, since)| {
            let clicks = [clicks.between(number, first, since), clicks.between(number, since, last)];
            due(t, since, last, clicks) >= DUE && !is_explained(t, since, causes)
        });
        if is_due {
            silent.push(Silent { id: id.clone(), clicks: seen, postbacks, since });
        }
    }
    silent
}

/// How many postbacks are due since the last one: by the rate per time and by that per click, whichever is less.
fn due(tally: &OfferTally, since: Time, end: Time, [before, after]: [u64; 2]) -> u64 {
    let Some(first) = tally.first else { return 0 };
    let (long, quiet) = (since.seconds_since(first).max(1), end.seconds_since(since).max(0));
    let by_time = u128::from(tally.postbacks) * quiet as u128 / long as u128;
    let by_click = u128::from(tally.postbacks) * u128::from(after) / u128::from(before.max(1));
    u64::try_from(by_time.min(by_click)).unwrap_or(u64::MAX)
}

/// The sender's postbacks have a fault since then, by which their offer is not known any more.
fn is_explained(tally: &OfferTally, since: Time, causes: &[Cause]) -> bool {
    causes.iter().any(|c| {
        c.common.verdict.is_fault()
            && c.sender.as_ref().is_none_or(|s| *s == tally.sender)
            && c.tally.first.is_some_and(|first| first >= since)
    })
}

/// An event that no postback named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The offer.
    pub offer: String,
    /// The event's id.
    pub event: String,
    /// What postbacks of the offer named that is no event of it.
    pub instead: BTreeMap<String, u64>,
}

/// Events of offers with postbacks that no postback named.
#[must_use]
pub fn events(summary: &Summary, offers: &Offers) -> Vec<Unseen> {
    let mut unseen = Vec::new();
    for offer in &offers.all {
        let Some(tally) = summary.offers.get(&offer.id) else { continue };
        let is_own = |event: &str| offer.events.iter().any(|(id, _)| id == event);
        let instead: BTreeMap<String, u64> = tally
            .events
            .iter()
            .filter(|(event, _)| !event.is_empty() && !is_own(event))
            .map(|(event, count)| (event.clone(), *count))
            .collect();
        for (id, _) in &offer.events {
            if !tally.events.contains_key(id) {
                unseen.push(Unseen { offer: offer.id.clone(), event: id.clone(), instead: instead.clone() });
            }
        }
    }
    unseen
}
