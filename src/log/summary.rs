//! What went wrong, since when and from whom: counted while the hits pass by.

use super::hash::Key;
use super::hit::{Hit, HitPlace, LocatedReason};
use super::time::Time;
use super::verdict::{Reason, Verdict};
use std::collections::{BTreeMap, HashMap};

/// A cause from more senders than these is one cause.
const SENDERS: usize = 20;

/// So much of a line is shown as an example, in characters.
const LONGEST_EXAMPLE: usize = 300;

/// So many offers and events of a cause are named.
const NAMED: usize = 50;

/// What the hits of a cause have in common, senders apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Common {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<Reason>,
    /// The parameter at fault.
    pub parameter: Option<String>,
    /// What its values look like, ids and digits masked to their class.
    pub shape: Option<String>,
}

/// A count with its first and last time.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// The first.
    pub first: Option<Time>,
    /// The last.
    pub last: Option<Time>,
    /// Right ones of the same senders before the first.
    pub right_before: u64,
    /// Right ones of the same senders after the last.
    pub right_after: u64,
    /// Offers.
    pub offers: BTreeMap<String, u64>,
    /// Events.
    pub events: BTreeMap<String, u64>,
    /// Examples, the first ones.
    pub examples: Vec<Box<Hit>>,
}

/// One cause.
#[derive(Clone, Debug)]
pub struct Cause {
    /// What its hits have in common.
    pub common: Common,
    /// The sender; `None` where there are many.
    pub sender: Option<String>,
    /// How many senders there are.
    pub senders: u64,
    /// How many hits, and when.
    pub tally: Tally,
}

/// What is remembered of a sender within a cause: its right ones before it first, and those up to its last.
#[derive(Clone, Copy, Default)]
struct Seen {
    before: u64,
    until: u64,
}

/// Hits with something in common.
#[derive(Default)]
struct Group {
    senders: HashMap<u64, Seen>,
    /// Each sender by itself, as long as there are few.
    each: BTreeMap<String, Tally>,
    all: Tally,
}

/// What is known of an offer's postbacks.
#[derive(Clone, Debug, Default)]
pub struct OfferTally {
    /// How many, whatever their verdict.
    pub postbacks: u64,
    /// The first.
    pub first: Option<Time>,
    /// The last.
    pub last: Option<Time>,
    /// How many of each event; a postback without one has the empty event.
    pub events: BTreeMap<String, u64>,
    /// Who sent the last.
    pub sender: String,
}

/// A count, with the first of what was counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// How many.
    pub count: u64,
    /// Where the first stands, and what it is.
    pub first: Option<(HitPlace, String)>,
}

impl Counted {
    /// Counts one more, whose text is asked for only if it is the first.
    pub fn add_with(&mut self, place: HitPlace, text: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((place, text().chars().take(LONGEST_EXAMPLE).collect()));
        }
    }

    /// Adds what another worker counted after this one.
    pub fn join(&mut self, later: Self) {
        self.count += later.count;
        if self.first.is_none() {
            self.first = later.first;
        }
    }
}

/// Counts hits.
#[derive(Default)]
pub struct Summary {
    /// How many hits.
    pub hits: u64,
    /// The first and the last.
    pub span: Option<(Time, Time)>,
    /// How many of each verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// What was not judged, by the reason.
    pub not_judged: BTreeMap<Reason, u64>,
    /// Requests that are no postbacks.
    pub other: Counted,
    /// Requests that the server refused before it had read what was asked for.
    pub refused: u64,
    /// Lines that do not parse.
    pub unread: Counted,
    /// Hits before or after the time that was asked for.
    pub out_of_time: u64,
    /// Offers by their ids.
    pub offers: BTreeMap<String, OfferTally>,
    /// Money in faulty hits, by currency, in thousandths.
    pub at_risk: BTreeMap<String, i128>,
    /// Faulty hits that were answered 2xx.
    pub faults_answered_well: u64,
    /// Right ones that were redirected first.
    pub over_http: u64,
    /// Hits of each sender.
    pub senders: BTreeMap<String, u64>,
    /// Hits of each hour.
    pub hours: BTreeMap<i64, BTreeMap<Verdict, u64>>,
    groups: BTreeMap<Common, Group>,
    right: HashMap<u64, u64>,
    /// How many examples of each cause are kept.
    pub samples: usize,
}

/// Above these, senders are no longer counted one by one for `--by sender`.
const MOST_SENDERS: usize = 100_000;

impl Summary {
    /// A summary that keeps so many examples of each cause.
    #[must_use]
    pub fn keeping(samples: usize) -> Self {
        Self { samples: samples.max(1), ..Self::default() }
    }

    /// Counts a hit.
    pub fn add(&mut self, hit: &Hit) {
        self.hits += 1;
        let verdict = hit.ruling.verdict;
        *self.verdicts.entry(verdict).or_default() += 1;
        if let Some(time) = hit.time {
            let (first, last) = self.span.unwrap_or((time, time));
            self.span = Some((first.min(time), last.max(time)));
            *self.hours.entry(time.0.div_euclid(3_600_000)).or_default().entry(verdict).or_default() += 1;
        }
        if let (Verdict::NotJudged, Some(reason)) = (verdict, hit.ruling.reason) {
            *self.not_judged.entry(reason).or_default() += 1;
        }
        if self.senders.len() < MOST_SENDERS || self.senders.contains_key(&hit.sender) {
            *self.senders.entry(hit.sender.clone()).or_default() += 1;
        }
        self.offer(hit);
        let sender = Key::of(&["sender", &hit.sender]).wide();
        if verdict == Verdict::Success {
            *self.right.entry(sender).or_default() += 1;
            return;
        }
        if verdict.is_fault() {
            self.faults_answered_well += u64::from(hit.status.is_some_and(|s| (200..300).contains(&s)));
            self.risk(hit);
        }
        let right = self.right.get(&sender).copied().unwrap_or_default();
        let samples = self.samples;
        self.groups.entry(common(&hit.ruling)).or_default().add(hit, sender, right, samples);
    }

    fn offer(&mut self, hit: &Hit) {
        let Some(id) = &hit.offer else { return };
        let tally = self.offers.entry(id.clone()).or_default();
        tally.postbacks += 1;
        tally.first = earliest(tally.first, hit.time);
        tally.last = latest(tally.last, hit.time);
        if tally.last == hit.time {
            tally.sender.clone_from(&hit.sender);
        }
        let event = hit.event.as_deref().unwrap_or_default();
        if tally.events.len() < NAMED || tally.events.contains_key(event) {
            *tally.events.entry(event.to_owned()).or_default() += 1;
        }
    }

    /// A duplicate costs nobody a conversion.
    fn risk(&mut self, hit: &Hit) {
        if hit.ruling.verdict == Verdict::DuplicateConversion {
            return;
        }
        if let Some(amount) = hit.amount.as_deref().and_then(thousandths) {
            let currency =
                hit.currency.as_deref().filter(|c| c.len() <= 5 && c.bytes().all(|b| b.is_ascii_alphabetic()));
            *self.at_risk.entry(currency.unwrap_or_default().to_ascii_uppercase()).or_default() += i128::from(amount);
        }
    }

    /// The causes, largest first.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause> {
        let mut all = Vec::new();
        for (common, group) in &self.groups {
            let after = |sender: u64, seen: &Seen| self.right.get(&sender).copied().unwrap_or_default() - seen.until;
            if group.each.is_empty() {
                let mut tally = group.all.clone();
                tally.right_before = group.senders.values().map(|s| s.before).sum();
                tally.right_after = group.senders.iter().map(|(sender, seen)| after(*sender, seen)).sum();
                let senders = group.senders.len() as u64;
                all.push(Cause { common: common.clone(), sender: None, senders, tally });
                continue;
            }
            for (sender, tally) in &group.each {
                let number = Key::of(&["sender", sender]).wide();
                let seen = group.senders.get(&number).copied().unwrap_or_default();
                let mut tally = tally.clone();
                (tally.right_before, tally.right_after) = (seen.before, after(number, &seen));
                all.push(Cause { common: common.clone(), sender: Some(sender.clone()), senders: 1, tally });
            }
        }
        all.sort_by(|a, b| {
            let order = |c: &Cause| (std::cmp::Reverse(c.tally.count), c.tally.first);
            order(a).cmp(&order(b)).then_with(|| a.common.cmp(&b.common)).then_with(|| a.sender.cmp(&b.sender))
        });
        all
    }
}

impl Group {
    fn add(&mut self, hit: &Hit, sender: u64, right: u64, samples: usize) {
        let known = self.senders.len();
        let seen = self.senders.entry(sender).or_insert(Seen { before: right, until: right });
        seen.until = right;
        self.all.add(hit, samples);
        if !self.each.is_empty() || known == 0 {
            if self.senders.len() > SENDERS {
                self.each.clear();
            } else {
                self.each.entry(hit.sender.clone()).or_default().add(hit, samples);
            }
        }
    }
}

impl Tally {
    fn add(&mut self, hit: &Hit, samples: usize) {
        self.count += 1;
        self.first = earliest(self.first, hit.time);
        self.last = latest(self.last, hit.time);
        for (map, name) in [(&mut self.offers, &hit.offer), (&mut self.events, &hit.event)] {
            if let Some(name) = name.as_ref().filter(|name| map.len() < NAMED || map.contains_key(*name)) {
                *map.entry(name.clone()).or_default() += 1;
            }
        }
        if self.examples.len() < samples {
            self.examples.push(Box::new(hit.clone()));
        }
    }
}

fn earliest(a: Option<Time>, b: Option<Time>) -> Option<Time> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn latest(a: Option<Time>, b: Option<Time>) -> Option<Time> {
    a.max(b)
}

/// `24.90` as 24,900; `1,5` is no amount.
fn thousandths(amount: &str) -> Option<i64> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<i64>().ok()? * 1000 + fraction.parse::<i64>().ok()?)
}

/// What a ruling has in common with others of its cause.
#[must_use]
pub fn common(ruling: &LocatedReason) -> Common {
    let shape = ruling.value.as_deref().map(|value| shape_of(value, ruling));
    Common { verdict: ruling.verdict, reason: ruling.reason, parameter: ruling.parameter.clone(), shape }
}

/// What a value looks like: ids and digits masked to their class. Macros, words for nothing and events stay as they are,
/// for they are what is wrong.
fn shape_of(value: &str, ruling: &LocatedReason) -> String {
    let keeps = matches!(ruling.verdict, Verdict::UnresolvedMacro | Verdict::UnknownEventId)
        || ruling.reason == Some(Reason::NullWord);
    if keeps {
        return value.chars().take(80).collect();
    }
    if value.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if c == '%' && rest.len() >= 3 && rest.is_char_boundary(3) {
            out.push_str(&rest[..3]);
            rest = &rest[3..];
            continue;
        }
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        if length == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        out.push_str(class(&rest[..length]));
        rest = &rest[length..];
        if out.len() > 60 {
            out.push('…');
            break;
        }
    }
    out
}

fn class(word: &str) -> &'static str {
    use super::shape::{Letters, Shape};
    if Shape::Uuid(Letters::Any).fits(word) {
        return "<uuid>";
    }
    match () {
        () if word.bytes().all(|b| b.is_ascii_digit() || b == b'-') => "<digits>",
        () if word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') => "<hex>",
        () if word.bytes().all(|b| b.is_ascii_alphabetic()) => "<letters>",
        () => "<id>",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_masked_to_their_class() {
        let ruling = LocatedReason::new(Verdict::MalformedClickId, Reason::Padded);
        let uuid = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";
        for (value, wanted) in [
            (uuid, "<uuid>"),
            (&format!("{uuid}%E2%80%8B"), "<uuid>%E2%80%8B"),
            (&format!("{uuid}%7C{uuid}"), "<uuid>%7C<uuid>"),
            ("00d2d87b-3904", "<hex>"),
            ("77001182", "<digits>"),
            ("w9f1c2a7x", "<id>"),
        ] {
            assert_eq!(shape_of(value, &ruling), wanted);
        }
        let kept = LocatedReason::new(Verdict::UnresolvedMacro, Reason::Encoded);
        assert_eq!(shape_of("%7Bclick_id%7D", &kept), "%7Bclick_id%7D");
    }

    #[test]
    fn amounts_are_read_exactly() {
        assert_eq!(thousandths("24.90"), Some(24_900));
        assert_eq!(thousandths("6"), Some(6_000));
        assert_eq!((thousandths("1,5"), thousandths("{payout}"), thousandths("")), (None, None, None));
    }
}
