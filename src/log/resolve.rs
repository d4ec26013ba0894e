//! What only the hits before one tell: repetitions, and requests that were redirected. Hits come in the order of the
//! input and leave in it.

use super::hash::{Key, Keyed};
use super::hit::{Hit, HitPlace, LocatedReason, Remark};
use super::time::Time;
use super::verdict::{Reason, Verdict};
use std::collections::VecDeque;

/// Seconds within which the same query is a retry.
const RETRY: i64 = 5 * 60;

/// Seconds within which a redirected request comes again.
const REDIRECT: i64 = 10;

/// Repetitions are looked for this far apart unless somebody says otherwise, in seconds.
pub const DEDUPE_WINDOW: i64 = 48 * 3_600;

/// The first hit of a kind that counted, and the last that came.
#[derive(Clone, Copy)]
struct Counted {
    place: HitPlace,
    first: Time,
    last: Time,
    /// The query of the last.
    query: u32,
    /// Sender, path and agent of the first.
    origin: u32,
}

/// Settles hits.
pub struct HitResolver {
    counted: Keyed<Counted>,
    /// Keys in the order in which they were first counted, to be forgotten in it.
    order: VecDeque<(Time, Key)>,
    /// How far apart repetitions are, in seconds; `None` for however far.
    window: Option<i64>,
    /// Hits that are not handed on yet: one that was redirected may come again.
    waiting: VecDeque<Waiting>,
}

struct Waiting {
    hit: Box<Hit>,
    /// It may still be followed by the request it was redirected to.
    is_open: bool,
    /// It was followed, and is no hit of its own.
    is_gone: bool,
}

impl HitResolver {
    /// A settler that looks so far back, in seconds.
    #[must_use]
    pub fn new(window: Option<i64>) -> Self {
        Self { counted: Keyed::default(), order: VecDeque::new(), window, waiting: VecDeque::new() }
    }

    /// Takes in the next hit; hands on what is settled.
    pub fn take(&mut self, mut hit: Box<Hit>, mut give: impl FnMut(Box<Hit>)) {
        if let Some(time) = hit.time {
            self.close(time);
            let followed = self.waiting.iter_mut().rev().find(|w| w.is_open && w.hit.query == hit.query && !w.is_gone);
            if let Some(first) = followed {
                first.is_gone = true;
                first.is_open = false;
                if !hit.url.starts_with("http://") {
                    hit.remarks.push(Remark::SentOverHttp);
                }
            }
        }
        let is_open = hit.is_redirected() && hit.time.is_some();
        self.waiting.push_back(Waiting { hit, is_open, is_gone: false });
        self.hand_on(&mut give);
    }

    /// Hands on what is left.
    pub fn finish(&mut self, mut give: impl FnMut(Box<Hit>)) {
        self.waiting.iter_mut().for_each(|w| w.is_open = false);
        self.hand_on(&mut give);
    }

    /// Nothing before `time` is waited for any more.
    fn close(&mut self, time: Time) {
        for waiting in self.waiting.iter_mut().filter(|w| w.is_open) {
            let age = waiting.hit.time.map_or(i64::MAX, |t| time.seconds_since(t).abs());
            waiting.is_open = age <= REDIRECT;
        }
    }

    fn hand_on(&mut self, give: &mut impl FnMut(Box<Hit>)) {
        while self.waiting.front().is_some_and(|w| !w.is_open) {
            let Some(Waiting { mut hit, is_gone, .. }) = self.waiting.pop_front() else { return };
            if is_gone {
                continue;
            }
            self.resolve(&mut hit);
            give(hit);
        }
    }

    fn resolve(&mut self, hit: &mut Hit) {
        let own = std::mem::replace(&mut hit.ruling, LocatedReason::SUCCESS);
        let mut ruling = own;
        let is_right = matches!(ruling.verdict, Verdict::Success | Verdict::NotJudged);
        if is_right && let Some((reason, place)) = self.repeats(hit) {
            hit.duplicate_of = Some(place);
            ruling = LocatedReason::new(Verdict::DuplicateConversion, reason).naming(hit.unique_id.clone());
        }
        if ruling.verdict == Verdict::Success
            && let Some(answer) = hit.answer.take()
        {
            ruling = answer;
        }
        ruling = spoken_ruling(hit, ruling);
        hit.ruling = ruling;
        if hit.ruling.verdict == Verdict::Success {
            if hit.is_redirected() {
                hit.remarks.push(Remark::Redirected);
            }
            if hit.was_taken() {
                self.count(hit);
            }
        }
    }

    /// How a hit repeats one that counted.
    fn repeats(&mut self, hit: &Hit) -> Option<(Reason, HitPlace)> {
        let time = hit.time?;
        self.forget(time);
        hit.keys.iter().find_map(|key| {
            let counted = self.counted.get_mut(key)?;
            let reason = match () {
                () if counted.query == hit.query && time.seconds_since(counted.last).abs() <= RETRY => Reason::Retry,
                () if counted.origin != hit.origin => Reason::DoubleFire,
                () => Reason::Repeat,
            };
            let place = counted.place;
            (counted.last, counted.query) = (time, hit.query);
            Some((reason, place))
        })
    }

    fn count(&mut self, hit: &Hit) {
        let Some(time) = hit.time else { return };
        for key in &hit.keys {
            let counted = Counted { place: hit.place, first: time, last: time, query: hit.query, origin: hit.origin };
            if self.counted.insert(*key, counted).is_none() && self.window.is_some() {
                self.order.push_back((time, *key));
            }
        }
    }

    /// Forgets what is too long ago to be repeated.
    fn forget(&mut self, now: Time) {
        let Some(window) = self.window else { return };
        while let Some((time, key)) = self.order.front().copied().filter(|(time, _)| now.seconds_since(*time) > window)
        {
            self.order.pop_front();
            if self.counted.get(&key).is_some_and(|c| c.first <= time) {
                self.counted.remove(&key);
            }
        }
    }
}

/// The verdict with what the system itself said: its word goes first, and ours explains it.
fn spoken_ruling(hit: &mut Hit, ours: LocatedReason) -> LocatedReason {
    if hit.answered.is_none() {
        return ours;
    }
    let remark = |hit: &mut Hit| {
        if let (true, Some(reason)) = (ours.verdict.is_fault(), ours.reason) {
            hit.remarks.push(Remark::Fault(ours.verdict, reason));
        }
    };
    let Some(spoken) = hit.spoken else {
        remark(hit);
        return LocatedReason { verdict: Verdict::NotJudged, reason: Some(Reason::Answer), ..ours };
    };
    if spoken.covers.contains(&ours.verdict) {
        return ours;
    }
    remark(hit);
    let verdict = spoken.covers.first().copied().unwrap_or(Verdict::NotJudged);
    match verdict {
        Verdict::Success => LocatedReason::SUCCESS,
        _ => LocatedReason { verdict, reason: Some(usual_reason(verdict)), ..LocatedReason::SUCCESS },
    }
}

/// What a system's word means where nothing more is known.
const fn usual_reason(verdict: Verdict) -> Reason {
    match verdict {
        Verdict::DuplicateConversion => Reason::Repeat,
        Verdict::ExpiredClickId => Reason::Late,
        Verdict::MissingClickId => Reason::None,
        Verdict::Unauthorised => Reason::Refused,
        Verdict::RejectedByNetwork => Reason::Rejected,
        _ => Reason::Unknown,
    }
}
