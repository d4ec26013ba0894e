//! One postback as texts: what a row, a line or a cell shows.

use super::{Known, Veil};
use crate::log::hit::Hit;
use crate::log::words::said;
use crate::report::Style;
use crate::report::plain::tidy;

/// A postback, masked.
#[derive(Clone, Debug)]
pub struct Row {
    /// When.
    pub time: String,
    /// The file and its line.
    pub path: String,
    /// The line.
    pub line: u64,
    /// The name of the verdict.
    pub verdict: &'static str,
    /// The name of the reason; empty where there is none.
    pub reason: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Who sent it.
    pub sender: String,
    /// `GET`.
    pub method: String,
    /// What it was answered with.
    pub status: String,
    /// The URL.
    pub url: String,
    /// The offer.
    pub offer: String,
    /// The click id, if it has the right shape.
    pub click_id: String,
    /// The event.
    pub event: String,
    /// The unique id.
    pub unique_id: String,
    /// The amount.
    pub amount: String,
    /// The user agent.
    pub agent: String,
    /// The system's own words.
    pub answered: String,
    /// From click to postback, in seconds.
    pub seconds: String,
    /// The first that counted, where this is a repetition.
    pub duplicate_of: String,
}

/// The texts of a postback.
#[must_use]
pub fn row_of(hit: &Hit, known: &Known, style: &Style) -> Row {
    let veil = Veil::of(hit, known.offers, style.redact);
    let words = said(hit, known.with_clicks);
    let text = |text: &Option<String>| text.as_deref().map(|t| veil.words(t)).unwrap_or_default();
    let path = known.file(hit.place.file).to_owned();
    Row {
        time: hit.time.map(|t| t.to_string()).unwrap_or_default(),
        line: hit.place.line,
        verdict: hit.ruling.verdict.id(),
        reason: hit.ruling.reason.map_or("", |r| r.id()),
        message: veil.words(&words.message),
        help: veil.words(&words.help),
        sender: hit.sender.clone(),
        method: hit.method.clone(),
        status: hit.status.map(|s| s.to_string()).unwrap_or_default(),
        url: veil.url(&hit.url),
        offer: hit.offer.clone().unwrap_or_default(),
        click_id: text(&hit.click_id),
        event: text(&hit.event),
        unique_id: text(&hit.unique_id),
        amount: text(&hit.amount),
        agent: hit.agent.clone().unwrap_or_default(),
        answered: text(&hit.answered),
        seconds: hit.click.as_ref().and_then(|c| c.seconds).map(|s| s.to_string()).unwrap_or_default(),
        duplicate_of: hit.duplicate_of.map(|p| format!("{}:{}", known.file(p.file), p.line)).unwrap_or_default(),
        path,
    }
}

/// A postback as one line: `access.log:48213: unresolved-macro (encoded): ...`
#[must_use]
pub fn concise(row: &Row) -> String {
    let reason = if row.reason.is_empty() { String::new() } else { format!(" ({})", row.reason) };
    let line = format!(
        "{}:{}: {}{reason}: {} [{} {}] {}",
        row.path, row.line, row.verdict, row.message, row.time, row.sender, row.url
    );
    tidy(&line.replace(['\n', '\r'], " "))
}
