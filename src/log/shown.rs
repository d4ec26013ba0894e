//! What may be shown of postbacks: masked here, so that no format can forget to.

use super::hit::{ClickSeen, Hit, HitPlace};
use super::lintable::Linted;
use super::offers::Offers;
use super::redact::HitRedactor;
use super::summary::{Cause, Summary};
use super::time::Time;
use super::verdict::{Reason, Verdict};
use super::words::{help, said};
use crate::findings::{About, Entry, MaskedReport, Masking, NoRelated, Report, masked};
use crate::source::Literal;
use std::collections::BTreeMap;

/// What is the same for all postbacks of a run.
#[derive(Clone, Copy)]
pub struct RunContext<'k> {
    /// The files in the order in which they were read, as they were named.
    pub files: &'k [String],
    /// The offers: their secrets are masked.
    pub offers: &'k Offers,
    /// Clicks were handed in.
    pub with_clicks: bool,
    /// Secrets and personal data are masked.
    pub redact: bool,
}

impl RunContext<'_> {
    /// The name of a file.
    #[must_use]
    pub fn file(&self, number: u32) -> &str {
        self.files.get(number as usize).map_or("", String::as_str)
    }

    fn place(&self, place: HitPlace) -> (String, u64) {
        (self.words(self.file(place.file)), place.line)
    }

    /// Text that is not of the URL: a name, what a program says of itself.
    fn words(&self, text: &str) -> String {
        if self.redact { masked(text).into_owned() } else { text.to_owned() }
    }

    /// Counts by name, with the names as they may be shown.
    fn names(&self, counts: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
        let mut shown = BTreeMap::new();
        counts.into_iter().for_each(|(name, n)| *shown.entry(self.words(&name)).or_default() += n);
        shown
    }
}

/// A postback as it may be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// When it came.
    pub time: Option<Time>,
    /// Its file and line.
    pub place: (String, u64),
    /// `GET` or `POST`; `None` for bytes that are no HTTP.
    pub method: Option<String>,
    /// What it was answered with.
    pub status: Option<u16>,
    /// Who sent it.
    pub sender: Option<String>,
    /// Its user agent.
    pub agent: Option<String>,
    /// The URL as received.
    pub url: String,
    /// Whose endpoint it reached.
    pub network: Option<&'static str>,
    /// Its offer.
    pub offer: Option<String>,
    /// The click id, if it has the right shape.
    pub click_id: Option<String>,
    /// The event that was sent.
    pub event: Option<String>,
    /// What tells this conversion from its repetition.
    pub unique_id: Option<String>,
    /// What it is worth, as written.
    pub amount: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<Reason>,
    /// What is wrong, in sentences.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What the rules found, as the format that was asked for writes it.
    pub findings: String,
    /// The click.
    pub click: Option<ClickSeen>,
    /// The first that counted, where this is a repetition.
    pub duplicate_of: Option<(String, u64)>,
    /// The system's own words.
    pub answered: Option<String>,
}

impl Shown {
    /// What may be shown of a postback; its findings as `report` writes them.
    pub fn of<R: MaskedReport>(hit: &Hit, known: &RunContext, report: Option<R>) -> Self {
        let redact = HitRedactor::of(hit, known.offers, known.redact);
        let words = said(hit, known.with_clicks);
        let text = |text: &Option<String>| text.as_deref().map(|t| redact.words(t));
        let own = |text: &Option<String>| text.as_deref().map(|t| known.words(t));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            time: hit.time,
            place: known.place(hit.place),
            method: some(&hit.method),
            status: hit.status,
            sender: some(&hit.sender),
            agent: own(&hit.agent),
            url: redact.url(&hit.url),
            network: hit.network.map(|n| n.id),
            offer: own(&hit.offer),
            click_id: text(&hit.click_id),
            event: own(&text(&hit.event)),
            unique_id: text(&hit.unique_id),
            amount: text(&hit.amount),
            verdict: hit.ruling.verdict,
            reason: hit.ruling.reason,
            message: redact.words(&words.message),
            help: redact.words(&words.help),
            findings: report.map(|r| findings(hit, known, r, &redact)).unwrap_or_default(),
            click: hit.click.clone(),
            duplicate_of: hit.duplicate_of.map(|p| known.place(p)),
            answered: own(&text(&hit.answered)),
        }
    }
}

/// The findings as `check` reports them: places are those of the URL, for the line of the log may write it otherwise.
fn findings<R: MaskedReport>(hit: &Hit, known: &RunContext, report: R, redact: &HitRedactor) -> String {
    let Some(linted) = hit.linted.as_ref().filter(|l| !l.findings.is_empty()) else { return "[]".to_owned() };
    // What is masked here besides goes before the report sees it: a `*` is as long as what it hides.
    let shown = redact.url(&hit.url);
    let mut linted = Linted::clone(linted);
    for finding in &mut linted.findings {
        for text in [&mut finding.what, &mut finding.cost, &mut finding.todo, &mut finding.label] {
            *text = redact.words(text);
        }
        finding.labels.iter_mut().for_each(|(_, text)| *text = redact.words(text));
    }
    let literal = Literal::plain(&shown, known.file(hit.place.file), 0, hit.place.line);
    let entry =
        Entry { about: About::Url, id: None, literal: &literal, stable: None, linted: &linted, places: &NoRelated };
    let mut out = Vec::new();
    Masking { report, redact: known.redact }.entry(&entry, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// A cause as it may be shown.
#[derive(Clone, Debug)]
pub struct ShownCause {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<Reason>,
    /// The parameter at fault.
    pub parameter: Option<String>,
    /// What its values look like.
    pub shape: Option<String>,
    /// The sender; `None` where there are many.
    pub sender: Option<String>,
    /// How many senders there are.
    pub senders: u64,
    /// How many hits.
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
    /// Where the first stands, and its URL.
    pub example: Option<((String, u64), String)>,
    /// What to do.
    pub help: String,
}

/// The causes of a run, the most frequent first.
#[must_use]
pub fn causes(counts: &Summary, known: &RunContext, network: Option<&'static str>) -> Vec<ShownCause> {
    counts.causes().into_iter().map(|cause| shown_cause(cause, known, network)).collect()
}

fn shown_cause(cause: Cause, known: &RunContext, network: Option<&'static str>) -> ShownCause {
    let first = cause.tally.examples.first();
    let redact = first.map(|hit| HitRedactor::of(hit, known.offers, known.redact)).unwrap_or_default();
    let name = first.and_then(|h| h.network).map(|n| n.name).or(network);
    ShownCause {
        verdict: cause.common.verdict,
        reason: cause.common.reason,
        shape: cause.common.shape.as_deref().map(|s| redact.words(s)),
        example: first.map(|hit| (known.place(hit.place), redact.url(&hit.url))),
        help: first.map(|hit| redact.words(&help(&hit.ruling, name))).unwrap_or_default(),
        parameter: cause.common.parameter,
        sender: cause.sender,
        senders: cause.senders,
        count: cause.tally.count,
        first: cause.tally.first,
        last: cause.tally.last,
        right_before: cause.tally.right_before,
        right_after: cause.tally.right_after,
        offers: known.names(cause.tally.offers),
        events: known.names(cause.tally.events),
    }
}
