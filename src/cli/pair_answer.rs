//! What there is to say about a link and its postback: their findings, and the journey of a click id through both.

use super::argument::cut_by_the_shell;
use super::color::DrawStyle;
use super::page::Page;
use super::pair_page::{curl, drawn, fell_over, masked, offered, without_repetition};
use crate::findings::{About, Ending, Entry, Places, Summary};
use crate::lint::{Decision, Pair, StepState, guarded};
use crate::platform::{Catalogue, Role};
use crate::report::{Mask, OutputFormat, Style, journey_json, report};
use crate::rule::Spot;
use crate::settings::Settings;
use crate::source::Literal;
use crate::span::Severity;

/// What there is to say about a pair.
pub struct Answer {
    /// For standard output.
    pub text: String,
    /// For standard error: how the two were taken.
    pub notes: Vec<&'static str>,
    /// The worst finding.
    pub worst: Option<Severity>,
}

/// Answers for a link and a postback: their findings, and the journey. Which is which is seen from the texts.
///
/// # Errors
/// A sentence for the user, if the two cannot be a pair, or tracklint failed on them.
pub fn answer(
    texts: [&str; 2],
    settings: &Settings,
    catalogue: &Catalogue,
    json: bool,
    style: Style,
) -> Result<Answer, String> {
    if let Some(message) = texts.into_iter().find_map(cut_by_the_shell) {
        return Err(message);
    }
    match guarded(|| answered(texts, settings, catalogue, json, style)) {
        Ok(answer) => answer.map_err(str::to_owned),
        Err(said) => Err(fell_over(&said)),
    }
}

fn answered(
    texts: [&str; 2],
    settings: &Settings,
    catalogue: &Catalogue,
    json: bool,
    style: Style,
) -> Result<Answer, &'static str> {
    let mut linter = settings.linter(catalogue);
    let events: Vec<&str> = settings.events.iter().map(String::as_str).collect();
    let selection = &settings.selection;
    let hints = settings.hints(&events);
    let pair = linter.pair(texts[0], texts[1], &hints, |rule| selection.wants(rule));
    if pair.alike.is_some_and(|role| matches!(role, Role::Postback | Role::PartnerPostback)) {
        return Err("both are postbacks; pair takes a tracking link and the postback that answers it");
    }
    let mut notes = Vec::new();
    if pair.swapped {
        notes.push("the first of the two is the postback and the second the link: they are taken so");
    } else if pair.alike.is_some() {
        notes.push("both look like tracking links; the second is taken for the postback");
    }
    let numbers = if pair.swapped { [1, 0] } else { [0, 1] };
    let texts = numbers.map(|i| texts[i]);
    Ok(Answer { notes, ..answer_for(pair, texts, numbers, settings, json, style) })
}

/// The worst finding of a pair; an id that is lost is an error, whatever was configured for the rule that says so.
pub fn worst_of(pair: &Pair) -> Option<Severity> {
    let lost = (pair.journey.outcome() == StepState::Lost).then_some(Severity::Error);
    pair.linted.iter().flat_map(|l| &l.findings).map(|f| f.severity).max().max(lost)
}

/// Answers for a pair of `texts`, the link and the postback, which are those of the arguments with these `numbers`.
pub fn answer_for(
    mut pair: Pair,
    texts: [&str; 2],
    numbers: [usize; 2],
    settings: &Settings,
    json: bool,
    style: Style,
) -> Answer {
    let selection = &settings.selection;
    pair.linted.iter_mut().for_each(|linted| selection.grade(linted));
    let arguments = numbers.map(|i| format!("<argument {}>", i + 1));
    let paths = if json { arguments.each_ref().map(String::as_str) } else { ["<link>", "<postback>"] };
    let named = Named { texts, paths, decisions: [pair.linted[0].decision, pair.linted[1].decision] };
    let masks =
        [0, 1].map(|i| if style.redact { Mask::of(named.texts[i], &pair.linted[i].decision) } else { Mask::default() });
    let mut summary = Summary { files: 2, ..Summary::default() };
    pair.linted.iter().for_each(|linted| summary.count(About::Url, linted));
    let whole = pair.journey.outcome() == StepState::Passes;
    let reported = match (json, whole, summary.faulty) {
        // "Nothing wrong" above a way that is open or lost would contradict it.
        (false, false, 0) => String::new(),
        _ => reported(&pair, &named, &summary, json, Style { all: style.all && (json || whole), ..style }),
    };
    let command = pair.journey.test.as_deref().map(curl);
    let mut journey = pair.journey.clone();
    let (journey, command) = masked(&mut journey, command, &masks, &pair.linted, style.redact);
    let (corrected, requests) = offered(&pair, named.texts, style.redact);
    let text = if json {
        let tail = reported.strip_suffix("}\n").unwrap_or(&reported);
        let more = journey_json(journey, corrected.as_ref(), &requests, pair.swapped, command.as_deref());
        format!("{tail}{}}}\n", String::from_utf8_lossy(&more))
    } else {
        let between = if reported.is_empty() { "" } else { "\n" };
        format!(
            "{reported}{between}{}",
            drawn(
                journey,
                corrected.as_ref(),
                &without_repetition(requests, &pair.linted),
                command.as_deref(),
                Page::new(DrawStyle { color: style.color, ascii: style.ascii, docs: style.docs, width: style.width })
            )
        )
    };
    Answer { text, notes: Vec::new(), worst: worst_of(&pair) }
}

/// The two texts in their order, as a report names them.
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

/// The findings of both, as `check` reports them.
fn reported(pair: &Pair, named: &Named, summary: &Summary, json: bool, style: Style) -> String {
    let report = report(if json { OutputFormat::Json } else { OutputFormat::Human }, style);
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
