//! A link and its postback: their findings and the way of one click id, as JSON.

use crate::findings::{About, Ending, Entry, Mask, Places, Summary};
use crate::lint::{Decision, Journey, Pair, Request};
use crate::report::{OutputFormat, Style, journey_json, report};
use crate::rule::Spot;
use crate::source::Literal;

/// The two texts, the link before the postback, as a report names them.
struct NamedPair<'a> {
    texts: [&'a str; 2],
    paths: [&'static str; 2],
    decisions: [Decision; 2],
}

impl Places for NamedPair<'_> {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let Spot::Link(number) = spot else { return None };
        let number = number as usize;
        let literal = Literal::plain(self.texts.get(number)?, self.paths.get(number)?, 0, 1);
        Some((literal, self.decisions.get(number).copied()))
    }
}

/// The document: the report on both, and the journey. `texts` are the two as they came.
pub fn pair_document(texts: [&str; 2], pair: &Pair, redact: bool) -> Vec<u8> {
    let order = if pair.swapped { [1, 0] } else { [0, 1] };
    let named = NamedPair {
        texts: order.map(|i| texts[i]),
        paths: order.map(|i| ["<argument 1>", "<argument 2>"][i]),
        decisions: [pair.linted[0].decision, pair.linted[1].decision],
    };
    let mask = |i: usize, text: &str| if redact { Mask::of(text, &named.decisions[i]) } else { Mask::default() };
    let is_shown = |i: usize, text: &str| mask(i, text).is_empty();
    let mut journey = pair.journey.clone();
    if redact {
        hide(&mut journey, &[mask(0, named.texts[0]), mask(1, named.texts[1])], &named.decisions);
    }
    let command = pair.journey.test.as_deref().filter(|url| is_shown(1, url)).map(curl);
    let corrected = pair.corrected.as_ref().filter(|c| is_shown(0, &c.texts[0]) && is_shown(1, &c.texts[1]));
    let findings = findings(pair, &named, redact);
    let mut out = findings.strip_suffix(b"}\n").unwrap_or(&findings).to_vec();
    let requests = pair.requests.iter().filter(|r| is_shown(0, &r.url) && is_shown(1, &r.url));
    let masks = [mask(0, named.texts[0]), mask(1, named.texts[1])];
    let words = |text: &str| masks[1].words(&masks[0].words(text)).into_owned();
    let requests: Vec<Request> = requests.map(|r| Request { text: words(&r.text), ..r.clone() }).collect();
    out.extend(journey_json(&journey, corrected, &requests, pair.swapped, command.as_deref()));
    out.extend_from_slice(b"}\n");
    out
}

/// The report on both.
fn findings(pair: &Pair, named: &NamedPair, redact: bool) -> Vec<u8> {
    let report = report(OutputFormat::Json, Style { redact, all: true, ..Style::FILE });
    let (mut out, mut summary) = (Vec::new(), Summary { files: 2, ..Summary::default() });
    report.head(&mut out);
    for (number, linted) in pair.linted.iter().enumerate() {
        if number > 0 {
            out.extend_from_slice(report.joiner());
        }
        summary.count(About::Url, linted);
        let literal = Literal::plain(named.texts[number], named.paths[number], 0, 1);
        let entry = Entry { about: About::Url, id: None, literal: &literal, stable: None, linted, places: named };
        report.entry(&entry, &mut out);
    }
    report.tail(&Ending { summary, ..Ending::default() }, &mut out);
    out
}

/// Hides in the journey what the report hides in the two texts.
fn hide(journey: &mut Journey, masks: &[Mask; 2], decisions: &[Decision; 2]) {
    let words = |text: &mut String| *text = masks[1].words(&masks[0].words(text)).into_owned();
    for step in &mut journey.steps {
        let decision = &decisions[usize::from(step.name == "postback")];
        words(&mut step.text);
        step.url = step.url.as_deref().map(|url| Mask::of(url, decision).link(url).into_owned());
    }
    [&mut journey.click_id, &mut journey.closing].into_iter().for_each(words);
    journey.also_needed.iter_mut().for_each(words);
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
