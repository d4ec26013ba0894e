//! The clicks: which ids were issued, when, for which offer. They stream past; kept is what the log names.

use super::hash::{Key, Keyed};
use super::shape::{Learner, Shape};
use super::time::Time;
use std::collections::{BTreeMap, HashMap};

/// A click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// When.
    pub time: Time,
    /// For which offer: its number among [`Clicks::offers`].
    pub offer: u32,
}

/// A click as a file of clicks holds it.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// The id that was issued.
    pub id: &'a str,
    /// When.
    pub time: Option<Time>,
    /// For which offer; empty where the file does not say.
    pub offer: &'a str,
}

/// How many seconds of clicks are counted together.
pub const HOUR: i64 = 3_600;

/// What is known of the clicks.
#[derive(Clone, Debug, Default)]
pub struct Clicks {
    /// Ids that the log names; `None` until a click of that id comes.
    wanted: Keyed<Option<Click>>,
    /// Offers of clicks, by their numbers.
    pub offers: Vec<String>,
    by_name: HashMap<String, u32>,
    /// How many clicks each offer has in each hour.
    pub hours: BTreeMap<(u32, i64), u64>,
    /// The first and the last click.
    pub span: Option<(Time, Time)>,
    /// How many there are.
    pub count: u64,
    learner: Learner,
}

impl Clicks {
    /// The key of an id.
    #[must_use]
    pub fn key(id: &str) -> Key {
        Key::of(&["click", id])
    }

    /// Notes that the log names an id: the next clicks are asked for it.
    pub fn want(&mut self, key: Key) {
        self.wanted.entry(key).or_insert(None);
    }

    /// Takes in ids that another worker has seen.
    pub fn want_all(&mut self, keys: impl IntoIterator<Item = Key>) {
        keys.into_iter().for_each(|key| self.want(key));
    }

    /// Looks at a click. One without a time is known by its id alone.
    pub fn see(&mut self, row: &Row) {
        self.count += 1;
        self.learner.see(row.id);
        let offer = self.number(row.offer);
        if let Some(time) = row.time {
            let (first, last) = self.span.unwrap_or((time, time));
            self.span = Some((first.min(time), last.max(time)));
            *self.hours.entry((offer, time.0.div_euclid(1000 * HOUR))).or_default() += 1;
        }
        if let Some(place) = self.wanted.get_mut(&Self::key(row.id)) {
            let time = row.time.unwrap_or(Time(i64::MIN));
            // Of two clicks with one id the later one counts: a server may note a redirect twice.
            if place.is_none_or(|c| c.time <= time) {
                *place = Some(Click { time, offer });
            }
        }
    }

    fn number(&mut self, offer: &str) -> u32 {
        if let Some(number) = self.by_name.get(offer) {
            return *number;
        }
        let number = self.offers.len() as u32;
        self.offers.push(offer.to_owned());
        self.by_name.insert(offer.to_owned(), number);
        number
    }

    /// The click of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Click> {
        self.wanted.get(&Self::key(id)).copied().flatten()
    }

    /// The click whose id has this key.
    #[must_use]
    pub fn of(&self, key: Key) -> Option<Click> {
        self.wanted.get(&key).copied().flatten()
    }

    /// The name of a click's offer; `None` where the file did not say.
    #[must_use]
    pub fn offer_of(&self, click: Click) -> Option<&str> {
        self.offers.get(click.offer as usize).map(String::as_str).filter(|o| !o.is_empty())
    }

    /// The shape that the ids have in common.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.learner.shape()
    }

    /// True if a click that a hit at `time` names would be among them: they begin at least one window before it and end
    /// after it.
    #[must_use]
    pub fn cover(&self, time: Time, window: i64) -> bool {
        self.span.is_some_and(|(first, last)| first.plus(window) <= time && time <= last)
    }

    /// How many clicks an offer has between two times, to the hour.
    #[must_use]
    pub fn between(&self, offer: u32, from: Time, to: Time) -> u64 {
        let hour = |t: Time| t.0.div_euclid(1000 * HOUR);
        let (from, to) = (hour(from), hour(to));
        // A log may end before the clicks begin that it is compared with.
        if from > to {
            return 0;
        }
        self.hours.range((offer, from)..=(offer, to)).map(|(_, count)| count).sum()
    }

    /// The number of an offer of that name, if any click has it.
    #[must_use]
    pub fn offer_number(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }
}

/// Names of columns in small letters, most telling first.
const ID: [&str; 14] = [
    "click_id",
    "clickid",
    "gk_click_id",
    "click id",
    "transaction_id",
    "transaction id",
    "subid",
    "sub_id",
    "reqid",
    "request_id",
    "tid",
    "cid",
    "session_id",
    "id",
];
const TIME: [&str; 14] = [
    "time",
    "click_time",
    "timestamp",
    "created",
    "created_at",
    "click time",
    "datetime",
    "date",
    "unix_timestamp",
    "clicked_at",
    "session_datetime",
    "visit timestamp",
    "track_time",
    "ts",
];
const OFFER: [&str; 9] = [
    "offer",
    "offer_id",
    "offerid",
    "offer id",
    "gk_offer_id",
    "campaign_id",
    "network_offer_id",
    "relationship.offer.network_offer_id",
    "campaign",
];

/// The columns of a file of clicks that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Holds the id.
    pub id: String,
    /// Holds the time.
    pub time: Option<String>,
    /// Holds the offer.
    pub offer: Option<String>,
}

impl Columns {
    /// The columns among `names`, which are in small letters. `wanted` is what the network calls its click id.
    #[must_use]
    pub fn of<'n>(names: impl Iterator<Item = &'n str> + Clone, wanted: &[&str]) -> Option<Self> {
        let find = |list: &[&str]| {
            let found = list.iter().find(|w| names.clone().any(|n| n.trim() == **w));
            found.map(|w| (*w).to_owned())
        };
        let id = find(wanted).or_else(|| find(&ID))?;
        let time = find(&TIME).filter(|t| *t != id);
        Some(Self { offer: find(&OFFER).filter(|o| *o != id), time, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_that_the_log_names_are_kept() {
        let mut clicks = Clicks::default();
        clicks.want(Clicks::key("a"));
        for (id, time) in [("a", 1_000), ("b", 2_000), ("c", 7_200_000)] {
            clicks.see(&Row { id, time: Some(Time(time)), offer: "O" });
        }
        assert_eq!(clicks.get("a").map(|c| c.time), Some(Time(1_000)));
        assert_eq!((clicks.get("b"), clicks.get("z"), clicks.count), (None, None, 3));
        assert!(
            clicks.cover(Time(7_000_000), 60) && !clicks.cover(Time(30_000), 60) && !clicks.cover(Time(7_300_000), 60)
        );
        let offer = clicks.offer_number("O").unwrap();
        assert_eq!(
            (clicks.between(offer, Time(0), Time(3_000)), clicks.between(offer, Time(0), Time(8_000_000))),
            (2, 3)
        );
        assert_eq!(clicks.between(offer, Time(8_000_000), Time(0)), 0, "a log that ends before the clicks begin");
    }

    #[test]
    fn columns_are_found_by_the_names_in_use() {
        let of = |names: &[&str]| Columns::of(names.iter().copied(), &["gk_click_id"]);
        let found = of(&["click_id", "time", "offer", "partner"]).unwrap();
        assert_eq!(
            (found.id.as_str(), found.time.as_deref(), found.offer.as_deref()),
            ("click_id", Some("time"), Some("offer"))
        );
        assert_eq!(of(&["id", "gk_click_id"]).unwrap().id, "gk_click_id");
        assert_eq!(of(&["name", "when"]), None);
    }
}
