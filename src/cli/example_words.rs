//! What is told of an example besides its link.

use super::page::Page;
use crate::report::columns::width;
use crate::rule::ExampleHints;

/// What has to be said about an example, as the options that say it.
pub fn said_options(given: &ExampleHints) -> String {
    let mut options = String::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            options.push_str(&format!(" {name} {value}"));
        }
    };
    add("--as", given.role.map_or("", crate::platform::Role::id));
    add("--network", given.network);
    add("--platform", given.platform);
    add("--filled-by", given.filled_by);
    add("--env", given.environment.map_or("", crate::platform::Environment::id));
    given.events.iter().for_each(|e| add("--event", e));
    if let Some(state) = given.state {
        options.push_str(&format!(" --{}", state.id()));
    }
    if given.global {
        options.push_str(" --global");
    }
    options.trim_start().to_owned()
}

/// The same on a page, a line each.
pub fn said(given: &ExampleHints, page: &mut Page) {
    let options = said_options(given);
    if !options.is_empty() {
        page.line(&format!("    with {options}"));
    }
    match given.multi_event {
        Some(true) => page.line("    where the offer has several events"),
        Some(false) => page.line("    where the offer has one event"),
        None => {}
    }
}

/// The offer around an example, with a marker under what is at fault in a field.
pub fn around(given: &ExampleHints, marks: &str, page: &mut Page) {
    let Some(offer) = given.around else { return };
    page.line("    in an offer with");
    for (url, given) in offer.links {
        let kind = match (given.global, given.role) {
            (true, _) => "global postback",
            (_, role) => role.map_or("link", crate::platform::Role::id),
        };
        let url = page.code(url);
        page.line(&format!("      {kind}: {url}"));
    }
    let lines: Vec<&str> = offer.offer.lines().collect();
    let at_fault = lines.iter().rposition(|line| !marks.is_empty() && line.contains(marks));
    for (index, line) in lines.into_iter().enumerate() {
        let shown = page.code(line);
        page.line(&format!("      {shown}"));
        if let Some(at) = line.rfind(marks).filter(|_| at_fault == Some(index)) {
            let marker = page.strong(&"^".repeat(width(marks)));
            page.line(&format!("      {}{marker}", " ".repeat(width(&line[..at]))));
        }
    }
}
