//! `tracklint pair LINK LINK ... POSTBACK POSTBACK ...`: a click's way over several systems, hop by hop.

use super::color::DrawStyle;
use super::page::Page;
use super::pair_answer::{Answer, answer_for};
use crate::lint::{Chain, Hop, LONGEST_CHAIN, StepState};
use crate::platform::Catalogue;
use crate::report::{Style, inert};
use crate::settings::Settings;

/// Answers for several links in the order of the click and the postbacks that answer them.
///
/// # Errors
/// A sentence for the user, if they are no chain.
pub fn answer_hops(
    texts: &[&str],
    settings: &Settings,
    catalogue: &Catalogue,
    json: bool,
    style: Style,
) -> Result<Answer, String> {
    let events: Vec<&str> = settings.events.iter().map(String::as_str).collect();
    let hints = settings.hints(&events);
    let mut linter = settings.linter(catalogue);
    let selection = &settings.selection;
    let chain = linter.chain(texts, &hints, |rule| selection.wants(rule));
    let Some(Chain { hops, left }) = chain else {
        return Err(format!(
            "pair takes links in the order of the click and the postbacks that answer them, {LONGEST_CHAIN} of each at most"
        ));
    };
    let (mut pages, mut ends, mut worst) = (Vec::new(), Vec::new(), None);
    for (number, hop) in hops.into_iter().enumerate() {
        let Hop { link, postback, pair } = hop;
        let (fate, closing) = (pair.journey.outcome(), pair.journey.closing.clone());
        ends.push((fate, format!("link {} and postback {}: {closing}", link + 1, postback + 1)));
        let both = [texts[link], texts[postback]];
        let Answer { text, worst: own, .. } = answer_for(pair, both, [link, postback], settings, json, style);
        worst = worst.max(own);
        pages.push(if json {
            let report = text.trim_end();
            format!("{{\"link\":{},\"postback\":{},\"report\":{report}}}", link + 1, postback + 1)
        } else {
            let page = page(style);
            let title = page.strong(&format!("Hop {}: link {} and postback {}", number + 1, link + 1, postback + 1));
            format!("{title}\n\n{text}")
        });
    }
    let left: Vec<String> = left.iter().map(|i| (i + 1).to_string()).collect();
    let text = if json {
        format!("{{\"version\":1,\"hops\":[\n{}\n],\"unanswered\":[{}]}}\n", pages.join(",\n"), left.join(","))
    } else {
        format!("{}\n{}", pages.join("\n"), in_all(&ends, &left, page(style)))
    };
    Ok(Answer { text: inert(&text).into_owned(), notes: Vec::new(), worst })
}

fn page(style: Style) -> Page {
    Page::new(DrawStyle { color: style.color, ascii: style.ascii, docs: None, width: style.width })
}

/// What becomes of the click in the end.
fn in_all(ends: &[(StepState, String)], left: &[String], mut page: Page) -> String {
    let title = page.strong("All hops");
    page.line(&title);
    for (fate, closing) in ends {
        let sign = super::pair_page::sign(*fate);
        page.wrapped(&format!("  {sign} "), "    ", closing);
    }
    if !left.is_empty() {
        page.wrapped("  ? ", "    ", &format!("Without a counterpart: {}.", left.join(", ")));
    }
    page.blank();
    let worst = |fate: StepState| ends.iter().any(|(end, _)| *end == fate);
    let closing = if worst(StepState::Lost) {
        "The click is not credited from end to end: every hop has to bring its own id back."
    } else if worst(StepState::Unknown) || !left.is_empty() {
        "Whether the click is credited from end to end is open."
    } else {
        "Every hop brings its own click id back."
    };
    page.wrapped("", "", closing);
    page.finish()
}
