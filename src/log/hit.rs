//! A received postback with everything that was found out about it.

use super::export::PlatformWords;
use super::hash::Key;
use super::lintable::Linted;
use super::time::Time;
use super::verdict::{Reason, Verdict};
use crate::platform::Network;

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct HitPlace {
    /// The number of its file, in the order in which the files are read.
    pub file: u32,
    /// Its line, from 1; of a record over several lines the one on which it begins.
    pub line: u64,
}

/// A click that a postback names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickSeen {
    /// When.
    pub time: Option<Time>,
    /// For which offer, where the clicks say so.
    pub offer: Option<String>,
    /// From the click to the postback; less than 0 where the postback came first.
    pub seconds: Option<i64>,
}

/// Something to know beside the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// It was first sent over http and redirected.
    SentOverHttp,
    /// The system waits for somebody's approval.
    Pending,
    /// The offer is paused or expired, and nobody documents that conversions of it are rejected.
    OfferInactive,
    /// No event is named: the base conversion is meant.
    BaseEvent,
    /// It takes a conversion back.
    Withdrawal,
    /// The system took it, although this is wrong with it.
    Fault(Verdict, Reason),
    /// It was answered with a redirect that nobody followed.
    Redirected,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedReason {
    /// The verdict.
    pub verdict: Verdict,
    /// Why; `None` where there is nothing to say.
    pub reason: Option<Reason>,
    /// The parameter at fault.
    pub parameter: Option<String>,
    /// Its value, as it was sent.
    pub value: Option<String>,
    /// What it names: the event that was meant, the other system, the id within the value.
    pub names: Option<String>,
}

impl LocatedReason {
    /// A verdict with a reason.
    #[must_use]
    pub const fn new(verdict: Verdict, reason: Reason) -> Self {
        Self { verdict, reason: Some(reason), parameter: None, value: None, names: None }
    }

    /// Nothing is wrong.
    pub const SUCCESS: Self =
        Self { verdict: Verdict::Success, reason: None, parameter: None, value: None, names: None };

    /// The parameter at fault, with its value.
    #[must_use]
    pub fn of(self, parameter: &str, value: &str) -> Self {
        Self { parameter: Some(parameter.to_owned()), value: Some(value.to_owned()), ..self }
    }

    /// What the fault names.
    #[must_use]
    pub fn naming(self, names: Option<String>) -> Self {
        Self { names, ..self }
    }
}

/// A received postback.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where its record stands.
    pub place: HitPlace,
    /// When it came.
    pub time: Option<Time>,
    /// `GET` or `POST`; empty for bytes that are no HTTP.
    pub method: String,
    /// What it was answered with.
    pub status: Option<u16>,
    /// Who sent it: an address, else a user's name; empty where nobody says.
    pub sender: String,
    /// Its user agent.
    pub agent: Option<String>,
    /// The URL as received, host and scheme left out where they are unknown.
    pub url: String,
    /// Whose endpoint it reached.
    pub network: Network,
    /// The click id, if it has the right shape.
    pub click_id: Option<String>,
    /// The event that was sent.
    pub event: Option<String>,
    /// What tells this conversion from its repetition.
    pub unique_id: Option<String>,
    /// What it is worth, as written.
    pub amount: Option<String>,
    /// The currency of that.
    pub currency: Option<String>,
    /// The offer: the click's, else the one that the request names, else the only one that fits.
    pub offer: Option<String>,
    /// That offer's number among those that were handed in.
    pub offer_number: Option<u32>,
    /// The click.
    pub click: Option<ClickSeen>,
    /// What is wrong with it.
    pub ruling: LocatedReason,
    /// What its answer says, where nothing else is wrong.
    pub answer: Option<LocatedReason>,
    /// The system's own words.
    pub answered: Option<String>,
    /// What they mean.
    pub spoken: Option<PlatformWords>,
    /// What there is to know besides.
    pub remarks: Vec<Remark>,
    /// What the rules found, and what was decided about the link.
    pub linted: Option<Linted>,
    /// By which it is a repetition of another.
    pub keys: Vec<Key>,
    /// Numbers of its query, and of sender, path and agent.
    pub query: u32,
    /// Numbers of its sender, path and agent together.
    pub origin: u32,
    /// The network is known to remove repetitions.
    pub removes_repeats: bool,
    /// The first that counted, where this is a repetition.
    pub duplicate_of: Option<HitPlace>,
}

impl Hit {
    /// True if it was answered with a redirect that keeps the query.
    #[must_use]
    pub fn is_redirected(&self) -> bool {
        self.method == "GET" && matches!(self.status, Some(301 | 302 | 307 | 308))
    }

    /// True if its answer does not say that it was not taken.
    #[must_use]
    pub fn was_taken(&self) -> bool {
        !matches!(self.status, Some(300..400 | 500..))
    }
}
