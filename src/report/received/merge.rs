//! Summaries of pieces of one log, added up.

use super::v1::{Cause, Counted, Event, NotJudged, Offer, Received, Summary};
use crate::log::verdict::Reason;
use std::collections::{BTreeMap, BTreeSet};

/// A cause from more senders than these is one cause.
const SENDERS: usize = 20;

/// Reads a summary that `--format json` wrote.
///
/// # Errors
/// A sentence for the user.
pub fn read(text: &str) -> Result<Summary, String> {
    let summary: Summary = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("it is no summary of tracklint log --format json: line {line}, column {column} cannot be read as one")
    })?;
    if summary.kind != "summary" || summary.version != 1 {
        return Err("it is no summary of tracklint log --format json, or one of a later version".to_owned());
    }
    Ok(summary)
}

/// Adds them up; `None` if there are none. What cannot be added exactly is said in the notes.
#[must_use]
pub fn merged(pieces: Vec<Summary>) -> Option<Summary> {
    let mut notes: Vec<String> = Vec::new();
    let received = received(&pieces);
    let offers = silent(&pieces, &received, &mut notes);
    let events = unseen(&pieces, &received);
    let causes = causes(&pieces, &mut notes);
    let skews: BTreeSet<i64> = pieces.iter().map(|p| p.clock_skew).collect();
    if skews.len() > 1 {
        notes.push(
            "The pieces were judged with different clock skews: give one with --clock-skew to all, or their verdicts do not add up."
                .to_owned(),
        );
    }
    let mut pieces = pieces.into_iter();
    let mut all = pieces.next()?;
    for piece in pieces {
        all.span.first = earlier(all.span.first.take(), piece.span.first);
        all.span.last = all.span.last.take().max(piece.span.last);
        if all.endpoint.is_none() {
            all.endpoint = piece.endpoint;
        }
        add(&mut all.verdicts, &piece.verdicts);
        add_counted(&mut all.other, piece.other);
        add_counted(&mut all.unread, piece.unread);
        all.refused += piece.refused;
        all.answered_well += piece.answered_well;
        all.sent_over_http += piece.sent_over_http;
        for (currency, amount) in piece.at_risk {
            *all.at_risk.entry(currency).or_default() += amount;
        }
        not_judged(&mut all.not_judged, piece.not_judged);
        for note in piece.notes {
            if !all.notes.contains(&note) {
                all.notes.push(note);
            }
        }
    }
    // Sums of decimal fractions are no decimal fractions.
    all.at_risk.values_mut().for_each(|amount| *amount = (*amount * 1000.0).round() / 1000.0);
    (all.causes, all.offers, all.events, all.received) = (causes, offers, events, received);
    all.notes.extend(notes);
    Some(all)
}

fn earlier(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn add(all: &mut BTreeMap<String, u64>, more: &BTreeMap<String, u64>) {
    for (name, count) in more {
        *all.entry(name.clone()).or_default() += count;
    }
}

fn add_counted(all: &mut Counted, more: Counted) {
    all.count += more.count;
    if all.first.is_none() {
        all.first = more.first;
    }
}

fn not_judged(all: &mut Vec<NotJudged>, more: Vec<NotJudged>) {
    for missing in more {
        match all.iter_mut().find(|m| m.reason == missing.reason) {
            Some(known) => known.count += missing.count,
            None => all.push(missing),
        }
    }
    all.sort_by_key(|m| Reason::named(&m.reason));
}

fn received(pieces: &[Summary]) -> Vec<Received> {
    let mut all: BTreeMap<String, Received> = BTreeMap::new();
    for one in pieces.iter().flat_map(|p| &p.received) {
        match all.get_mut(&one.offer) {
            Some(known) => {
                known.postbacks += one.postbacks;
                known.first = earlier(known.first.take(), one.first.clone());
                known.last = known.last.take().max(one.last.clone());
                add(&mut known.events, &one.events);
            }
            None => drop(all.insert(one.offer.clone(), one.clone())),
        }
    }
    all.into_values().collect()
}

/// Offers that are silent in every piece: each piece knows all clicks.
fn silent(pieces: &[Summary], received: &[Received], notes: &mut Vec<String>) -> Vec<Offer> {
    let mut all: BTreeMap<String, (usize, Offer)> = BTreeMap::new();
    for one in pieces.iter().flat_map(|p| &p.offers) {
        let known = all.entry(one.id.clone()).or_insert_with(|| (0, one.clone()));
        known.0 += 1;
        known.1.clicks = known.1.clicks.max(one.clicks);
    }
    let mut since = false;
    let found = all.into_values().filter_map(|(count, mut offer)| {
        let own = received.iter().find(|r| r.offer == offer.id);
        offer.postbacks = own.map_or(0, |r| r.postbacks);
        offer.silent_since = own.and_then(|r| r.last.clone());
        since |= count == pieces.len() && offer.postbacks > 0;
        (count == pieces.len()).then_some(offer)
    });
    let found: Vec<Offer> = found.collect();
    if pieces.len() > 1 && (since || !received.is_empty()) {
        notes.push(
            "Offers that fell silent are told only where every piece says so: a piece has fewer postbacks than the whole, and may \
             not be able to tell."
                .to_owned(),
        );
    }
    found
}

/// Events that no piece has received.
fn unseen(pieces: &[Summary], received: &[Received]) -> Vec<Event> {
    let mut all: BTreeMap<(String, String), Event> = BTreeMap::new();
    for one in pieces.iter().flat_map(|p| &p.events) {
        let key = (one.offer.clone(), one.event.clone());
        match all.get_mut(&key) {
            Some(known) => add(&mut known.instead, &one.instead),
            None => drop(all.insert(key, one.clone())),
        }
    }
    let came = |e: &Event| received.iter().any(|r| r.offer == e.offer && r.events.contains_key(&e.event));
    all.into_values().filter(|e| !came(e)).collect()
}

/// What makes two causes one, senders apart.
type Common = (String, Option<String>, Option<String>, Option<String>);

fn causes(pieces: &[Summary], notes: &mut Vec<String>) -> Vec<Cause> {
    let mut groups: BTreeMap<Common, BTreeMap<String, Cause>> = BTreeMap::new();
    let mut in_several = false;
    for cause in pieces.iter().flat_map(|p| &p.causes) {
        let common = (cause.verdict.clone(), cause.reason.clone(), cause.parameter.clone(), cause.shape.clone());
        let group = groups.entry(common).or_default();
        // `25 addresses` and `31 addresses` are both many.
        let sender = if is_many(&cause.sender) { String::new() } else { cause.sender.clone() };
        match group.get_mut(&sender) {
            Some(known) => {
                in_several = true;
                join(known, cause);
            }
            None => drop(group.insert(sender, cause.clone())),
        }
    }
    let mut many = false;
    let mut all: Vec<Cause> = Vec::new();
    for group in groups.into_values() {
        if group.len() <= SENDERS && !group.contains_key("") {
            all.extend(group.into_values());
            continue;
        }
        let named = group.keys().filter(|s| !s.is_empty()).count();
        let told = group.get("").and_then(|c| c.sender.split(' ').next()?.parse().ok()).unwrap_or(0);
        let mut causes = group.into_values();
        if let Some(mut first) = causes.next() {
            causes.for_each(|cause| join(&mut first, &cause));
            many |= told > 0;
            first.sender = format!("{} addresses", named.max(told));
            all.push(first);
        }
    }
    if in_several {
        notes.push(
            "Right ones before and after a cause are added up over the pieces: one run over the whole counts those before the very \
             first and after the very last alone."
                .to_owned(),
        );
    }
    if many {
        notes.push(
            "Of causes with many senders, how many they are at least is told: pieces do not name them.".to_owned(),
        );
    }
    all.sort_by(|a, b| {
        let order = |c: &Cause| (std::cmp::Reverse(c.count), c.first.clone());
        order(a)
            .cmp(&order(b))
            .then_with(|| (&a.verdict, &a.reason, &a.sender).cmp(&(&b.verdict, &b.reason, &b.sender)))
    });
    all
}

fn is_many(sender: &str) -> bool {
    sender.strip_suffix(" addresses").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

fn join(all: &mut Cause, more: &Cause) {
    all.count += more.count;
    if more.first < all.first {
        all.example.clone_from(&more.example);
    }
    all.first = earlier(all.first.take(), more.first.clone());
    all.last = all.last.take().max(more.last.clone());
    all.right_before += more.right_before;
    all.right_after += more.right_after;
    add(&mut all.offers, &more.offers);
    add(&mut all.events, &more.events);
    if is_many(&more.sender) {
        let count = |s: &str| s.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
        if count(&more.sender) > count(&all.sender) {
            all.sender.clone_from(&more.sender);
        }
    }
}
