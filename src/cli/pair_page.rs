//! The way of one click id, as it is shown.

use super::page::Page;
use crate::checker::ShownPair;
use crate::lint::{Corrected, Journey, Linted, Request, Step, StepState};
use crate::report::harmless;

/// Words for a fault of our own; `said` is what the panic said.
pub fn fell_over(said: &str) -> String {
    format!(
        "tracklint failed on this pair. That is a fault of tracklint's, not of the links; please report it with these \
         words: {said}"
    )
}

/// The same command for Windows, in `cmd` and in PowerShell: what acts within double quotes there is encoded.
fn windows(command: &str) -> String {
    let url = command.trim_start_matches("curl -sS -i -g '").trim_end_matches('\'');
    let encoded = url.replace('"', "%22").replace('$', "%24").replace('`', "%60");
    format!("curl.exe -sS -i -g \"{encoded}\"")
}

/// A sign for what becomes of the id.
pub const fn sign(outcome: StepState) -> &'static str {
    match outcome {
        StepState::Passes => "✓",
        StepState::Unknown => "?",
        StepState::Lost => "✗",
        StepState::NotReached => "-",
    }
}

/// The journey for people.
pub fn drawn(shown: &ShownPair, mut page: Page) -> String {
    let ShownPair { journey, command, corrected, requests } = shown;
    let title = page.strong("The path of one click id");
    page.line(&title);
    // What comes after the step at which the id is lost would say only that it is lost.
    let reached = journey.steps.iter().filter(|step| step.outcome != StepState::NotReached);
    for (number, step) in reached.enumerate() {
        step_lines(number + 1, step, &mut page);
    }
    page.blank();
    page.wrapped("", "", &journey.closing);
    if !journey.also_needed.is_empty() {
        page.blank();
        let title = page.strong("Also needed");
        page.line(&title);
        journey.also_needed.iter().for_each(|need| page.wrapped("  - ", "    ", need));
    }
    for Request { to, text, url } in requests {
        page.blank();
        let title = page.strong(&format!("To send to {to}"));
        page.line(&title);
        page.wrapped("  ", "  ", text);
        if !url.is_empty() {
            let url = page.code(url);
            page.line(&format!("  {url}"));
        }
    }
    if let Some(Corrected { journey, .. }) = corrected {
        page.blank();
        page.wrapped("", "", &after(journey));
    }
    let Some(command) = command else {
        if journey.test.is_some() {
            page.blank();
            page.wrapped("", "", "The command to try it would show what is masked here; --no-redact shows it.");
        }
        return page.finish();
    };
    page.blank();
    let id = harmless(&journey.click_id).into_owned();
    let mut advice = format!(
        "To try it, click a test link, put that click's id in place of {id}, and run this. On a live link it would \
         create a fake conversion."
    );
    if !journey.to_fill.is_empty() {
        advice.push_str(&format!(" First put real values in place of {}.", journey.to_fill.join(", ")));
    }
    page.wrapped("", "", &advice);
    let elsewhere = page.code(&windows(command));
    let command = page.code(command);
    page.line(&command);
    page.line(&format!("On Windows: {elsewhere}"));
    page.finish()
}

/// What becomes of the id once everything is changed as asked.
fn after(journey: &Journey) -> String {
    match journey.outcome() {
        StepState::Passes => "With that changed, the click id comes back.".to_owned(),
        _ => {
            "With that changed, it is open whether the click id comes back. Only a real conversion on a test link can \
              show it."
                .to_owned()
        }
    }
}

/// Requests for people: a link that the report shows already is not shown again.
pub fn without_repetition(mut requests: Vec<Request>, linted: &[Linted; 2]) -> Vec<Request> {
    for request in &mut requests {
        if linted.iter().any(|l| l.corrected() == Some(&request.url)) {
            request.text = request.text.replace(
                " to this, exactly as it stands here:",
                " to the corrected one above, exactly as it stands there.",
            );
            request.url.clear();
        }
    }
    requests
}

fn step_lines(number: usize, step: &Step, page: &mut Page) {
    let name = page.strong(&format!("{:<8}", step.name));
    let first = format!("  {number} {} {name}  ", sign(step.outcome));
    let indent = " ".repeat("  1 x postback  ".len());
    page.wrapped(&first, &indent, &step.text);
    if let Some(url) = &step.url {
        let url = page.code(url);
        page.line(&format!("      {url}"));
    }
}
