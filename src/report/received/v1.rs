//! Version 1 of what programs read. Keys and their order are a promise: whatever changes inside, this does not.

use crate::log::shown::Shown;
use crate::log::verdict::Reason;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A received postback: one line of --format jsonl.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hit {
    /// The version of this shape.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    version: u8,
    #[cfg_attr(test, schemars(extend("const" = "hit")))]
    kind: &'static str,
    /// When it came, in UTC.
    time: Option<String>,
    source: Source,
    /// GET or POST; null for bytes that are no HTTP.
    method: Option<String>,
    /// The HTTP status it was answered with.
    status: Option<u16>,
    /// The address it came from, that behind a proxy where one is known; in exports without addresses the user.
    sender: Option<String>,
    /// The user agent.
    agent: Option<String>,
    /// The URL as received, secrets masked; without scheme and host where the log does not say them.
    url: String,
    /// Whose endpoint it reached, if that is known.
    network: Option<&'static str>,
    /// The click's offer, else the one that the request names, else the only one that fits.
    offer: Option<String>,
    /// The click id, if it has the right shape.
    click_id: Option<String>,
    /// The event that was sent.
    event: Option<String>,
    /// What tells this conversion from its repetition.
    unique_id: Option<String>,
    /// What it is worth, as written.
    amount: Option<String>,
    /// What became of it: `tracklint explain` explains each.
    verdict: &'static str,
    /// Why, in a word.
    reason: Option<&'static str>,
    /// What is wrong, in sentences.
    message: String,
    /// What to do; empty where there is nothing to do.
    help: String,
    /// What the rules found in the URL, as check reports it.
    #[cfg_attr(test, schemars(with = "Vec<super::super::json_report::v1::Finding<'static>>"))]
    findings: Box<RawValue>,
    /// The click that it names.
    click: Option<Click>,
    /// The first that counted, where this is a repetition.
    duplicate_of: Option<Source>,
    /// What the receiving system said of it, in its own words.
    answered: Option<String>,
}

/// A place in a log.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source {
    /// The file as it was named, or `<stdin>`.
    pub path: String,
    /// The line, from 1; of a record over several lines that of its opening brace.
    pub line: u64,
}

/// A click.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Click {
    /// When it was, in UTC.
    time: Option<String>,
    /// For which offer.
    offer: Option<String>,
    /// From the click to the postback; less than 0 where the postback came first.
    seconds: Option<i64>,
}

impl Hit {
    /// A postback in this shape.
    #[must_use]
    pub fn of(shown: &Shown) -> Self {
        let source = |(path, line): &(String, u64)| Source { path: path.clone(), line: *line };
        Self {
            version: 1,
            kind: "hit",
            time: shown.time.map(|t| t.to_string()),
            source: source(&shown.place),
            method: shown.method.clone(),
            status: shown.status,
            sender: shown.sender.clone(),
            agent: shown.agent.clone(),
            url: shown.url.clone(),
            network: shown.network,
            offer: shown.offer.clone(),
            click_id: shown.click_id.clone(),
            event: shown.event.clone(),
            unique_id: shown.unique_id.clone(),
            amount: shown.amount.clone(),
            verdict: shown.verdict.id(),
            reason: shown.reason.map(Reason::id),
            message: shown.message.clone(),
            help: shown.help.clone(),
            findings: RawValue::from_string(shown.findings.clone()).unwrap_or_default(),
            click: shown.click.as_ref().map(|c| Click {
                time: c.time.map(|t| t.to_string()),
                offer: c.offer.clone(),
                seconds: c.seconds,
            }),
            duplicate_of: shown.duplicate_of.as_ref().map(source),
            answered: shown.answered.clone(),
        }
    }
}

/// What went wrong, since when and from whom: --format json.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// The version of this shape.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    pub version: u8,
    #[cfg_attr(test, schemars(extend("const" = "summary")))]
    pub kind: String,
    pub span: Span,
    /// Which requests were taken for postbacks.
    pub endpoint: Option<String>,
    /// How many postbacks there are of each verdict.
    pub verdicts: BTreeMap<String, u64>,
    /// What went wrong, the most frequent first.
    pub causes: Vec<Cause>,
    /// Offers of clicks, or of postbacks; `silent_since` where postbacks are due and none come.
    pub offers: Vec<Offer>,
    /// Events of offers that were never received, and what was received in their place.
    pub events: Vec<Event>,
    /// Requests that are no postbacks.
    pub other: Counted,
    /// Lines that could not be read.
    pub unread: Counted,
    /// What was not judged, and what to hand in to judge it.
    pub not_judged: Vec<NotJudged>,
    /// Requests that the server refused before it had read what was asked for.
    pub refused: u64,
    /// How far the log's clock is behind that of the clicks, in seconds; 0 where they agree.
    pub clock_skew: i64,
    /// The zone of times that do not say theirs.
    pub zone: String,
    /// Amounts of faulty postbacks by currency; the empty currency where none is said.
    pub at_risk: BTreeMap<String, f64>,
    /// Faulty postbacks that were answered 2xx: received, and not counted.
    pub answered_well: u64,
    /// Right ones that were sent over http first and redirected.
    pub sent_over_http: u64,
    /// What was received for each offer.
    pub received: Vec<Received>,
    /// What is to be known of the whole.
    pub notes: Vec<String>,
}

/// What was received for an offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Received {
    pub offer: String,
    pub postbacks: u64,
    pub first: Option<String>,
    pub last: Option<String>,
    /// How many of each event; those without one under the empty name.
    pub events: BTreeMap<String, u64>,
}

/// The first and the last postback.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Span {
    pub first: Option<String>,
    pub last: Option<String>,
}

/// One cause.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cause {
    pub verdict: String,
    pub reason: Option<String>,
    /// The parameter at fault.
    pub parameter: Option<String>,
    /// What its values look like, ids and digits masked to their class.
    pub shape: Option<String>,
    /// Who sent them; `N addresses` where there are more than 20.
    pub sender: String,
    pub count: u64,
    pub first: Option<String>,
    pub last: Option<String>,
    /// Right ones from the same senders before the first.
    pub right_before: u64,
    /// Right ones from the same senders after the last.
    pub right_after: u64,
    pub offers: BTreeMap<String, u64>,
    pub events: BTreeMap<String, u64>,
    pub example: Option<Example>,
    /// What to do.
    pub help: String,
    /// A command that lists them all.
    pub command: String,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Example {
    pub path: String,
    pub line: u64,
    pub url: String,
}

/// An offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Offer {
    pub id: String,
    /// Clicks up to the end of the log.
    pub clicks: Option<u64>,
    pub postbacks: u64,
    /// Since when no postback has come although some are due; null where they come.
    pub silent_since: Option<String>,
}

/// An event that never came.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Event {
    pub offer: String,
    pub event: String,
    /// How many of it were received: 0.
    pub received: u64,
    /// What was received that is no event of the offer.
    pub instead: BTreeMap<String, u64>,
}

/// A count with the first of what was counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counted {
    pub count: u64,
    pub first: Option<First>,
}

/// The first of something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct First {
    pub path: String,
    pub line: u64,
    pub text: String,
}

/// What was not judged.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotJudged {
    pub reason: String,
    pub count: u64,
    /// What to hand in to judge it.
    pub hand_in: String,
}
