//! What there is to say about a link and its postback: their findings, and the journey of a click id through both.

use super::argument::cut_by_the_shell;
use super::color::DrawStyle;
use super::page::Page;
use super::pair_page::{drawn, fell_over, without_repetition};
use crate::checker::{ShownPair, pair_findings, pair_json, pair_summary};
use crate::lint::{Pair, StepState, guarded};
use crate::platform::{Catalogue, Role};
use crate::report::{OutputFormat, Style};
use crate::settings::Settings;
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
    let text = if json {
        let arguments = numbers.map(|i| format!("<argument {}>", i + 1));
        let document = pair_json(&pair, texts, arguments.each_ref().map(String::as_str), style);
        String::from_utf8_lossy(&document).into_owned()
    } else {
        page(&pair, texts, style)
    };
    Answer { text, notes: Vec::new(), worst: worst_of(&pair) }
}

/// The findings of both, and the journey, for people.
fn page(pair: &Pair, texts: [&str; 2], style: Style) -> String {
    let whole = pair.journey.outcome() == StepState::Passes;
    let findings = if !whole && pair_summary(pair).faulty == 0 {
        // "Nothing wrong" above a way that is open or lost would contradict it.
        Vec::new()
    } else {
        let style = Style { all: style.all && whole, ..style };
        pair_findings(pair, texts, ["<link>", "<postback>"], OutputFormat::Human, style)
    };
    let between = if findings.is_empty() { "" } else { "\n" };
    let mut shown = ShownPair::of(pair, texts, style.redact);
    shown.requests = without_repetition(shown.requests, &pair.linted);
    let draw_style = DrawStyle { color: style.color, ascii: style.ascii, docs: style.docs, width: style.width };
    format!("{}{between}{}", String::from_utf8_lossy(&findings), drawn(&shown, Page::new(draw_style)))
}
