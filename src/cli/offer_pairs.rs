//! `tracklint pair FILE`: the way of one click id through each offer of a file.

use super::color::DrawStyle;
use super::io::Io;
use super::page::Page;
use super::pair_answer::worst_of;
use super::pair_page::{drawn, fell_over};
use crate::checker::ShownPair;
use crate::findings::masked as secretless;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::report::columns::visible;
use crate::run::plain_error;
use crate::scan::{OfferJourney, OfferJourneys, offer_journeys};
use crate::settings::Settings;
use crate::span::Severity;
use serde_json::json;
use std::path::Path;

/// What is asked of a file.
pub struct OfferPairOptions<'a> {
    /// The file, as it was named.
    pub name: &'a str,
    /// The one offer that is wanted, by its name or id.
    pub offer: Option<&'a str>,
    pub json: bool,
    pub redact: bool,
    pub draw_style: DrawStyle,
    /// The severity from which the exit code is 1.
    pub fail_on: Option<Severity>,
}

/// Prints the ways. Returns the exit code: 1 if an id is lost on one of them, or a finding is as bad as was asked for.
pub fn show(asked: &OfferPairOptions, settings: &Settings, catalogue: &Catalogue, io: &mut Io) -> u8 {
    let name = asked.name;
    let read = std::fs::read(io.cwd.join(Path::new(name))).map_err(|error| plain_error(&error));
    let found = read.and_then(|bytes| {
        guarded(|| offer_journeys(name, &bytes, asked.offer, settings, catalogue))
            .unwrap_or_else(|said| Err(fell_over(&said)))
    });
    let OfferJourneys { found, incomplete } = match found {
        Ok(found) => found,
        Err(message) => {
            io.say("error", &format!("{name}: {message}"));
            return 2;
        }
    };
    match incomplete {
        0 => {}
        1 => io.say("note", &format!("1 offer of {name} has no tracking link and postback to follow")),
        n => io.say("note", &format!("{n} offers of {name} have no tracking link and postback to follow")),
    }
    let pages: Vec<String> = found.iter().map(|journey| page(journey, asked)).collect();
    let text = if asked.json {
        format!("{{\"version\":1,\"offers\":[\n{}\n]}}\n", pages.join(",\n"))
    } else {
        let hint = format!("`tracklint {name}` shows every finding at its place.");
        let mut end = Page::new(asked.draw_style);
        end.wrapped("", "", &hint);
        format!("{}\n{}", pages.join("\n"), end.finish())
    };
    if found.is_empty() {
        return 0;
    }
    match io.print(&text) {
        0 => u8::from(
            asked.fail_on.is_some_and(|from| found.iter().any(|journey| worst_of(&journey.pair) >= Some(from))),
        ),
        failed => failed,
    }
}

fn page(one: &OfferJourney, asked: &OfferPairOptions) -> String {
    let shown = ShownPair::of(&one.pair, [&one.texts[0], &one.texts[1]], asked.redact);
    // A name may be somebody's mail address.
    let name = |text: &str| if asked.redact { secretless(text).into_owned() } else { text.to_owned() };
    if asked.json {
        let head = json!({ "path": name(asked.name), "line": one.line, "offer": name(&one.offer) }).to_string();
        let rest = shown.json(one.pair.swapped);
        return format!("{}{}}}", head.trim_end_matches('}'), String::from_utf8_lossy(&rest));
    }
    let called = if one.offer.is_empty() { "The offer".to_owned() } else { visible(&name(&one.offer)).into_owned() };
    let mut page = Page::new(asked.draw_style);
    let title = page.strong(&format!("{called} ({}:{})", visible(&name(asked.name)), one.line));
    page.line(&title);
    format!("{}{}", page.finish(), drawn(&shown, Page::new(asked.draw_style)))
}
