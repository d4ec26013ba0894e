//! The summary as values that every format shows.

use super::shell;
use super::v1::{Cause, Counted, Event, Example, First, NotJudged, Offer, Received, Span, Summary};
use crate::log::clicks::Clicks;
use crate::log::redact;
use crate::log::shown::{RunContext, ShownCause, causes};
use crate::log::silent;
use crate::log::summary::{self, Counted as Tally};
use crate::log::time::spoken;
use crate::log::verdict::Verdict;
use crate::log::words::hand_in;
use crate::platform::Network;

/// Why there are no postbacks at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoHits {
    /// No request for this endpoint is in the log.
    Endpoint,
    /// There are some, none of them in the time that was asked for.
    Time,
}

/// What the summary has to be told besides the counts.
pub struct RunFacts<'t> {
    /// Which requests were taken for postbacks.
    pub endpoint: Option<String>,
    /// Whose endpoint it is.
    pub network: Network,
    /// The clicks.
    pub clicks: Option<&'t Clicks>,
    /// How far the log's clock is behind that of the clicks, in seconds.
    pub skew: i64,
    /// Somebody said so.
    pub skew_is_said: bool,
    /// The zone of times that do not say theirs; `None` where all say it.
    pub zone: Option<&'t str>,
    /// The command that was given, without what chooses postbacks or formats them.
    pub command: &'t [String],
    /// Why there is nothing, where there is nothing.
    pub nothing: Option<NoHits>,
    /// What else is to be said.
    pub notes: Vec<String>,
}

/// The summary of a run.
#[must_use]
pub fn summary_of(counts: &summary::Summary, told: &RunFacts, known: &RunContext) -> Summary {
    let silent = told.clicks.map(|clicks| silent::offers(counts, clicks, &counts.causes())).unwrap_or_default();
    let unseen = silent::events(counts, known.offers);
    let time = |t: Option<crate::log::time::Time>| t.map(|t| t.to_string());
    Summary {
        version: 1,
        kind: "summary".to_owned(),
        span: Span { first: time(counts.span.map(|s| s.0)), last: time(counts.span.map(|s| s.1)) },
        endpoint: told.endpoint.clone(),
        verdicts: counts.verdicts.iter().map(|(v, n)| (v.id().to_owned(), *n)).collect(),
        causes: causes(counts, known, told.network.map(|n| n.name))
            .into_iter()
            .map(|c| cause(c, told.command))
            .collect(),
        offers: silent
            .into_iter()
            .map(|s| Offer { id: s.id, clicks: Some(s.clicks), postbacks: s.postbacks, silent_since: time(s.since) })
            .collect(),
        events: unseen
            .into_iter()
            .map(|u| Event { offer: u.offer, event: u.event, received: 0, instead: u.instead })
            .collect(),
        other: counted(&counts.other, known),
        unread: counted(&counts.unread, known),
        not_judged: counts
            .not_judged
            .iter()
            .map(|(reason, count)| NotJudged {
                reason: reason.id().to_owned(),
                count: *count,
                hand_in: hand_in(*reason).to_owned(),
            })
            .collect(),
        refused: counts.refused,
        clock_skew: told.skew,
        zone: told.zone.unwrap_or("UTC").to_owned(),
        at_risk: counts.at_risk.iter().map(|(c, n)| (c.clone(), *n as f64 / 1000.0)).collect(),
        answered_well: counts.faults_answered_well,
        sent_over_http: counts.over_http,
        received: counts
            .offers
            .iter()
            .map(|(offer, t)| Received {
                offer: offer.clone(),
                postbacks: t.postbacks,
                first: time(t.first),
                last: time(t.last),
                events: t.events.clone(),
            })
            .collect(),
        notes: notes(told),
    }
}

fn cause(cause: ShownCause, command: &[String]) -> Cause {
    let time = |t: Option<crate::log::time::Time>| t.map(|t| t.to_string());
    let mut command = command.to_vec();
    command.extend(["--verdict".to_owned(), cause.verdict.id().to_owned()]);
    Cause {
        verdict: cause.verdict.id().to_owned(),
        reason: cause.reason.map(|r| r.id().to_owned()),
        parameter: cause.parameter,
        shape: cause.shape,
        sender: cause.sender.unwrap_or_else(|| format!("{} addresses", cause.senders)),
        count: cause.count,
        first: time(cause.first),
        last: time(cause.last),
        right_before: cause.right_before,
        right_after: cause.right_after,
        offers: cause.offers,
        events: cause.events,
        example: cause.example.map(|((path, line), url)| Example { path, line, url }),
        help: cause.help,
        command: shell::command(&command),
    }
}

fn counted(tally: &Tally, known: &RunContext) -> Counted {
    let first = tally.first.as_ref().map(|(place, text)| First {
        path: known.file(place.file).to_owned(),
        line: place.line,
        text: if known.redact { redact::line(text, known.offers) } else { text.clone() },
    });
    Counted { count: tally.count, first }
}

/// What is to be known of the whole, each in a sentence or two.
fn notes(told: &RunFacts) -> Vec<String> {
    let mut notes = Vec::new();
    match told.nothing {
        Some(NoHits::Endpoint) => notes.push(format!(
            "There are no postbacks: no request in the log is for this endpoint{}. Check that this is the log of the server that \
             receives postbacks, and name its path with --endpoint.",
            told.endpoint.as_deref().map(|e| format!(" ({e})")).unwrap_or_default()
        )),
        Some(NoHits::Time) => notes.push(
            "There are no postbacks in the time that was asked for, and some before or after it: look at --since and --until."
                .to_owned(),
        ),
        None => {}
    }
    if let Some(zone) = told.zone {
        notes
            .push(format!("Times in the log do not say their zone; they are taken for {zone}. --tz says another one."));
    }
    if told.skew != 0 {
        let (who, distance) = (if told.skew > 0 { "behind" } else { "ahead of" }, spoken(told.skew));
        let how = if told.skew_is_said {
            "as --clock-skew says"
        } else {
            "measured: many postbacks came before their clicks"
        };
        notes.push(format!(
            "The log's clock is {distance} {who} that of the clicks ({how}). It is allowed for, and no id is blamed for it."
        ));
    }
    notes.extend(told.notes.iter().cloned());
    notes
}

/// What the counts themselves say, each in a sentence or two.
#[must_use]
pub fn counted_notes(summary: &Summary) -> Vec<String> {
    let mut notes = Vec::new();
    if summary.answered_well > 0 {
        let count = plural(summary.answered_well, "faulty postback was", "faulty postbacks were");
        notes.push(format!(
            "{count} answered 200 or alike. An answer of 200 means received, not counted: many systems answer 200 to what they \
             reject."
        ));
    }
    if summary.verdicts.contains_key(Verdict::OfferInactive.id()) {
        notes.push("The status of offers is taken from the file as it is today, for the whole log.".to_owned());
    }
    if summary.sent_over_http > 0 {
        let count = plural(summary.sent_over_http, "postback was", "postbacks were");
        notes.push(format!("{count} sent over http first and redirected; each is counted once."));
    }
    notes
}

/// `1,840` and a word that fits it.
#[must_use]
pub fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `1840` as `1,840`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
