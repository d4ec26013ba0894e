//! What is shown of a link and its postback: the report on both, the journey, and what is offered to copy. What a report
//! on the two would mask is masked here too, or left out.

use crate::findings::{About, Ending, Entry, Mask, Places, Summary};
use crate::lint::{Corrected, Decision, Journey, Pair, Request};
use crate::report::{OutputFormat, Style, journey_json, report};
use crate::rule::Spot;
use crate::source::Literal;

/// The journey as it may be shown, and what may be copied.
#[derive(Debug)]
pub struct ShownPair {
    /// Its texts and addresses are masked.
    pub journey: Journey,
    /// The command that tries the postback; `None` too if it holds what is masked.
    pub command: Option<String>,
    /// The corrected pair; `None` too if it holds what is masked.
    pub corrected: Option<Corrected>,
    /// What to ask of whom; without those whose address holds what is masked.
    pub requests: Vec<Request>,
}

impl ShownPair {
    /// What there is to show; `texts` are the link and the postback.
    #[must_use]
    pub fn of(pair: &Pair, texts: [&str; 2], redact: bool) -> Self {
        let mut shown = Self {
            journey: pair.journey.clone(),
            command: pair.journey.test.as_deref().map(curl),
            corrected: pair.corrected.clone(),
            requests: pair.requests.clone(),
        };
        if redact {
            shown.hide(pair, texts);
        }
        shown
    }

    fn hide(&mut self, pair: &Pair, texts: [&str; 2]) {
        let mask = |i: usize, text: &str| Mask::of(text, &pair.linted[i].decision);
        let shows = |i: usize, text: &str| mask(i, text).is_empty();
        let masks = [0, 1].map(|i| mask(i, texts[i]));
        let words = |text: &mut String| *text = masks[1].words(&masks[0].words(text)).into_owned();
        for step in &mut self.journey.steps {
            words(&mut step.text);
            let of = usize::from(step.name == "postback");
            step.url = step.url.as_deref().map(|url| mask(of, url).link(url).into_owned());
        }
        [&mut self.journey.click_id, &mut self.journey.closing].into_iter().for_each(words);
        self.journey.also_needed.iter_mut().for_each(words);
        if pair.journey.test.as_deref().is_some_and(|url| !shows(1, url)) {
            self.command = None;
        }
        self.corrected = self.corrected.take().filter(|c| shows(0, &c.texts[0]) && shows(1, &c.texts[1]));
        self.requests.retain(|r| shows(0, &r.url) && shows(1, &r.url));
        self.requests.iter_mut().for_each(|r| words(&mut r.text));
    }

    /// The members of the document of a pair that stand besides the report on both.
    #[must_use]
    pub fn json(&self, swapped: bool) -> Vec<u8> {
        journey_json(&self.journey, self.corrected.as_ref(), &self.requests, swapped, self.command.as_deref())
    }
}

/// The JSON document on a pair: the report on both, and the journey. `texts` are the link and the postback, and `paths`
/// what the report calls them.
#[must_use]
pub fn pair_json(pair: &Pair, texts: [&str; 2], paths: [&str; 2], style: Style) -> Vec<u8> {
    let findings = pair_findings(pair, texts, paths, OutputFormat::Json, style);
    let mut out = findings.strip_suffix(b"}\n").unwrap_or(&findings).to_vec();
    out.extend(ShownPair::of(pair, texts, style.redact).json(pair.swapped));
    out.extend_from_slice(b"}\n");
    out
}

/// The findings of both, as a run over the two reports them.
#[must_use]
pub fn pair_findings(pair: &Pair, texts: [&str; 2], paths: [&str; 2], format: OutputFormat, style: Style) -> Vec<u8> {
    let named = Named { texts, paths, decisions: [pair.linted[0].decision, pair.linted[1].decision] };
    let report = report(format, style);
    let mut out = Vec::new();
    report.head(&mut out);
    let mut joiner: &[u8] = b"";
    for (number, linted) in pair.linted.iter().enumerate().filter(|(_, l)| style.all || !l.findings.is_empty()) {
        out.extend_from_slice(joiner);
        joiner = report.joiner();
        let literal = Literal::plain(texts[number], paths[number], 0, 1);
        let entry = Entry { about: About::Url, id: None, literal: &literal, stable: None, linted, places: &named };
        report.entry(&entry, &mut out);
    }
    report.tail(&Ending { summary: pair_summary(pair), ..Ending::default() }, &mut out);
    out
}

/// How much was found in the two.
#[must_use]
pub fn pair_summary(pair: &Pair) -> Summary {
    let mut summary = Summary { files: 2, ..Summary::default() };
    pair.linted.iter().for_each(|linted| summary.count(About::Url, linted));
    summary
}

/// The two texts, the link before the postback, as a report names them.
struct Named<'a> {
    texts: [&'a str; 2],
    paths: [&'a str; 2],
    decisions: [Decision; 2],
}

impl Places for Named<'_> {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let Spot::Link(number) = spot else { return None };
        let number = number as usize;
        let literal = Literal::plain(self.texts.get(number)?, self.paths.get(number)?, 0, 1);
        Some((literal, self.decisions.get(number).copied()))
    }
}

/// A command that calls `url`, for a shell: nothing in the link can end the quotes, and characters that a terminal
/// or a shell might act on are percent-encoded. `-g` leaves braces and brackets alone.
fn curl(url: &str) -> String {
    let mut quoted = String::with_capacity(url.len() + 16);
    for c in url.chars() {
        match c {
            '\'' => quoted.push_str("%27"),
            ' '..='~' if c != ' ' => quoted.push(c),
            _ => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    quoted.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    format!("curl -sS -i -g '{quoted}'")
}
