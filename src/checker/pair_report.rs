//! A link and its postback: their findings and the way of one click id, as JSON; and what of it is masked.

use crate::findings::{About, Ending, Entry, Mask, Places, Summary};
use crate::lint::{Corrected, Decision, Journey, Linted, Pair};
use crate::report::{Format, Style, journey_json, report};
use crate::rule::Spot;
use crate::source::Literal;

/// The two texts in their order, as a report names them.
pub struct NamedPair<'a> {
    /// The link, then the postback.
    pub texts: [&'a str; 2],
    paths: [&'static str; 2],
    decisions: [Decision; 2],
}

impl<'a> NamedPair<'a> {
    /// The two texts as they came, in the order that `pair` decided on. `paths` are the names of the link and of the
    /// postback, or, `as_they_came`, of the first text and of the second.
    #[must_use]
    pub fn new(texts: [&'a str; 2], pair: &Pair, paths: [&'static str; 2], as_they_came: bool) -> Self {
        let order = if pair.swapped { [1, 0] } else { [0, 1] };
        Self {
            texts: order.map(|i| texts[i]),
            paths: if as_they_came { order.map(|i| paths[i]) } else { paths },
            decisions: [pair.linted[0].decision, pair.linted[1].decision],
        }
    }
}

/// What is masked in the link and in the postback; nothing unless `redact`.
#[must_use]
pub fn pair_masks(named: &NamedPair, pair: &Pair, redact: bool) -> [Mask; 2] {
    [0, 1].map(|i| if redact { Mask::of(named.texts[i], &pair.linted[i].decision) } else { Mask::default() })
}

/// How many findings the two have.
#[must_use]
pub fn pair_summary(pair: &Pair) -> Summary {
    let mut summary = Summary { files: 2, ..Summary::default() };
    pair.linted.iter().for_each(|linted| summary.count(About::Url, linted));
    summary
}

/// The JSON document of a pair: the report on both, and the journey. `texts` are the two as they came.
#[must_use]
pub fn pair_document(texts: [&str; 2], pair: &Pair, style: Style) -> Vec<u8> {
    let named = NamedPair::new(texts, pair, ["<argument 1>", "<argument 2>"], true);
    let findings = pair_findings(pair, &named, &pair_summary(pair), Format::Json, style);
    let masks = pair_masks(&named, pair, style.redact);
    let command = pair.journey.test.as_deref().map(curl);
    let mut journey = pair.journey.clone();
    let (journey, command) = masked_journey(&mut journey, command, &masks, &pair.linted, style.redact);
    let corrected = shown_correction(pair.corrected.as_ref(), &pair.linted, style.redact);
    let mut out = findings.strip_suffix("}\n").unwrap_or(&findings).as_bytes().to_vec();
    out.extend(journey_json(journey, corrected.as_ref(), pair.swapped, command.as_deref()));
    out.extend_from_slice(b"}\n");
    out
}

impl Places for NamedPair<'_> {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let Spot::Link(number) = spot else { return None };
        let number = number as usize;
        let literal = Literal::plain(self.texts.get(number)?, self.paths.get(number)?, 0, 1);
        Some((literal, self.decisions.get(number).copied()))
    }
}

/// The findings of both, as `check` reports them. Links without any are left out unless `style.all`.
#[must_use]
pub fn pair_findings(pair: &Pair, named: &NamedPair, summary: &Summary, format: Format, style: Style) -> String {
    let report = report(format, style);
    let mut out = Vec::new();
    report.head(&mut out);
    let mut joiner: &[u8] = b"";
    for (number, linted) in pair.linted.iter().enumerate().filter(|(_, l)| style.all || !l.findings.is_empty()) {
        out.extend_from_slice(joiner);
        joiner = report.joiner();
        let literal = Literal::plain(named.texts[number], named.paths[number], 0, 1);
        let entry = Entry { about: About::Url, id: None, literal: &literal, stable: None, linted, places: named };
        report.entry(&entry, &mut out);
    }
    report.tail(&Ending { summary: *summary, ..Ending::default() }, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Hides in the journey, and in the command that tries it, what the report hides in the two texts.
pub fn masked_journey<'j>(
    journey: &'j mut Journey,
    command: Option<String>,
    masks: &[Mask; 2],
    linted: &[Linted; 2],
    redact: bool,
) -> (&'j Journey, Option<String>) {
    if !redact {
        return (journey, command);
    }
    let words = |text: &str| masks[1].words(&masks[0].words(text)).into_owned();
    for step in &mut journey.steps {
        let decision = &linted[usize::from(step.name == "postback")].decision;
        step.text = words(&step.text);
        step.url = step.url.as_deref().map(|url| Mask::of(url, decision).link(url).into_owned());
    }
    journey.click_id = words(&journey.click_id);
    journey.closing = words(&journey.closing);
    journey.also_needed.iter_mut().for_each(|need| *need = words(need));
    let secret = journey.test.as_deref().is_some_and(|url| !Mask::of(url, &linted[1].decision).is_empty());
    (journey, command.filter(|_| !secret))
}

/// A command that calls `url`, for a shell: nothing in the link can end the quotes, and characters that a terminal
/// or a shell might act on are percent-encoded. `-g` leaves braces and brackets alone.
#[must_use]
pub fn curl(url: &str) -> String {
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

/// The corrected pair, with hidden what the report hides in the two texts as they came; `None` where nobody may copy it.
#[must_use]
pub fn shown_correction(corrected: Option<&Corrected>, linted: &[Linted; 2], redact: bool) -> Option<Corrected> {
    let corrected = corrected?.clone();
    let secret = |i: usize| !Mask::of(&corrected.texts[i], &linted[i].decision).is_empty();
    (!redact || !secret(0) && !secret(1)).then_some(corrected)
}
