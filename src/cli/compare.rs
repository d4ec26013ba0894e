//! `tracklint compare`: a postback as it was given and as it is configured, or a template and what was really called.

use super::argument::cut_by_the_shell;
use super::color::{self, DrawStyle};
use super::io::Io;
use super::page::{Page, examples};
use super::pair_page::fell_over;
use super::two_links::TwoLinkOptions;
use crate::compare::{Comparison, DifferenceKind, compare_as};
use crate::findings::Mask;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::report::columns::visible;
use crate::report::inert;
use crate::rule::Hints;
use crate::settings::Settings;
use crate::span::Severity;
use clap::{CommandFactory, Parser};
use serde_json::json;

const ABOUT: &str = "Put each in single quotes (in cmd.exe in double ones). Nothing is called. The exit code is 1 if a difference loses a conversion \
                     or a value, 0 if not.";

/// Compares two links part by part: a postback as it was given and as it is configured, or a template and what was called.
#[derive(Parser, Debug)]
#[command(name = "compare", bin_name = "tracklint compare", after_help = ABOUT)]
pub struct Options {
    /// The postback as it was given, or the template of a link or postback
    given: String,
    /// The postback as it is configured, or the link or postback that was really called
    found: String,

    /// What the second is: configured or called; by default it is seen from the macros
    #[arg(long = "as", value_name = "KIND", value_parser = ["configured", "called"], hide_possible_values = true, help_heading = "What the two are")]
    kind: Option<String>,
    #[command(flatten)]
    answer: TwoLinkOptions,
}

pub fn command() -> clap::Command {
    let example = "tracklint compare 'https://api.getgokart.ai/postback?gk_click_id={sub1}' \\\n    'https://api.getgokart.ai/postback?gk_clickid={sub1}'";
    Options::command().after_long_help(format!("{}\n\n{ABOUT}", examples(&[example])))
}

/// Prints the differences, and returns the exit code.
pub fn compare(options: &Options, io: &mut Io) -> u8 {
    let (config, catalogue) = match options.answer.configuration(io) {
        Ok(found) => found,
        Err(trouble) => return trouble.say(options.answer.color.when(), io),
    };
    let kind = options
        .kind
        .as_deref()
        .map(|kind| if kind == "called" { DifferenceKind::Called } else { DifferenceKind::Configured });
    let settings = Settings { config, ..Settings::default() };
    let json = options.answer.is_json();
    let redact = options.answer.redacts(io);
    let texts = [options.given.trim(), options.found.trim()];
    if let Some(message) = texts.into_iter().find_map(cut_by_the_shell) {
        io.say("error", &message);
        return 2;
    }
    let draw_style = color::draw_style(options.answer.color.when(), io);
    let compared = compared(texts, kind, &settings, &catalogue, redact, |found| {
        if json { document(found) } else { drawn(found, Page::new(draw_style)) }
    });
    match compared {
        Ok((text, matters)) => match io.print(&inert(&text)) {
            0 => u8::from(matters),
            failed => failed,
        },
        Err(message) => {
            io.say("error", &message);
            2
        }
    }
}

/// Compares two links for a person, and tells whether a difference loses a conversion or a value.
///
/// # Errors
/// tracklint failed on them: a sentence for the user.
pub fn answer(
    texts: [&str; 2],
    kind: Option<DifferenceKind>,
    settings: &Settings,
    catalogue: &Catalogue,
    redact: bool,
    draw_style: DrawStyle,
) -> Result<(String, bool), String> {
    compared(texts, kind, settings, catalogue, redact, |found| drawn(found, Page::new(draw_style)))
}

fn compared(
    texts: [&str; 2],
    kind: Option<DifferenceKind>,
    settings: &Settings,
    catalogue: &Catalogue,
    redact: bool,
    written: impl Fn(&Comparison) -> String,
) -> Result<(String, bool), String> {
    let made = guarded(|| {
        let found = masked(compare_as(texts[0], texts[1], kind), texts, settings, catalogue, redact);
        (written(&found), found.matters())
    });
    made.map_err(|said| fell_over(&said))
}

/// Hides what a report on the two links would hide.
fn masked(
    mut found: Comparison,
    texts: [&str; 2],
    settings: &Settings,
    catalogue: &Catalogue,
    redact: bool,
) -> Comparison {
    if !redact {
        return found;
    }
    let mut linter = settings.linter(catalogue);
    let masks = texts.map(|text| Mask::of(text, &linter.lint(text, &Hints::default()).decision));
    let words = |text: &mut String| *text = masks[1].words(&masks[0].words(text)).into_owned();
    for difference in &mut found.differences {
        [&mut difference.what, &mut difference.first, &mut difference.second].into_iter().for_each(words);
    }
    found.filled.iter_mut().for_each(|filled| words(&mut filled.value));
    found
}

fn document(found: &Comparison) -> String {
    let differences = found
        .differences
        .iter()
        .map(|d| json!({ "severity": d.severity, "message": d.what, "first": d.first, "second": d.second }));
    let filled = found.filled.iter().map(|f| json!({ "name": f.name, "template": f.template, "value": f.value }));
    let all = json!({
        "version": 1,
        "comparison": {
            "kind": found.kind,
            "differences": differences.collect::<Vec<_>>(),
            "filled": filled.collect::<Vec<_>>(),
            "without_meaning": found.without_meaning,
        },
    });
    format!("{all}\n")
}

fn drawn(found: &Comparison, mut page: Page) -> String {
    let names = match found.kind {
        DifferenceKind::Configured => ["given", "configured"],
        DifferenceKind::Called => ["template", "called"],
    };
    for difference in &found.differences {
        let (sign, level) = match difference.severity {
            Severity::Error => ("×", "error"),
            Severity::Warning => ("⚠", "warning"),
            Severity::Advice => ("☞", "advice"),
        };
        let level = page.strong(level);
        page.wrapped(&format!("  {sign} {level}: "), "    ", &visible(&difference.what));
        for (name, text) in names.into_iter().zip([&difference.first, &difference.second]) {
            let text = if text.is_empty() { "(nothing)".to_owned() } else { page.code(text) };
            page.line(&format!("      {name:<10}  {text}"));
        }
        page.blank();
    }
    for filled in &found.filled {
        let what = format!("`{}`: {} was filled with `{}`.", filled.name, filled.template, filled.value);
        page.wrapped("  ✓ ", "    ", &visible(&what));
    }
    if !found.filled.is_empty() {
        page.blank();
    }
    let count = match found.differences.len() {
        0 => "No difference by meaning.".to_owned(),
        1 => "1 difference by meaning.".to_owned(),
        n => format!("{n} differences by meaning."),
    };
    let rest = match found.without_meaning {
        0 => String::new(),
        1 => " 1 more means nothing: order, encoding or capitals of the host.".to_owned(),
        n => format!(" {n} more mean nothing: order, encoding or capitals of the host."),
    };
    page.wrapped("", "", &format!("{count}{rest}"));
    page.finish()
}
