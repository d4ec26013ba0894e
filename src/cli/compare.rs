//! `tracklint compare`: a postback as it was given and as it is configured, or a template and what was really called.

use super::argument::cut_by_the_shell;
use super::color::{self, DrawStyle};
use super::io::Io;
use super::page::{Page, examples};
use super::pair_answer::Answer;
use super::pair_page::fell_over;
use super::two_links::TwoLinkOptions;
use crate::checker::masked_comparison;
use crate::compare::{Comparison, DifferenceKind, compare_as};
use crate::findings::{About, Entry, Mask, Places};
use crate::lint::{Decision, Linted, guarded};
use crate::platform::Catalogue;
use crate::report::columns::visible;
use crate::report::{OutputFormat, Style, comparison_json, comparisons_json, inert, report};
use crate::rule::{Hints, Spot};
use crate::run::plain_error;
use crate::scan::{Compared, compare_records};
use crate::settings::Settings;
use crate::source::{Literal, starts_like_url};
use crate::span::Severity;
use clap::{CommandFactory, Parser};

const ABOUT: &str = "Put each in single quotes (in cmd.exe in double ones). Nothing is called. A file has records with two links each: `given` and \
                     `configured`, or `template` and `called`. The exit code is 1 if a difference loses a conversion \
                     or a value, 0 if not.";

/// Compares two links part by part: a postback as it was given and as it is configured, or a template and what was called.
#[derive(Parser, Debug)]
#[command(name = "compare", bin_name = "tracklint compare", after_help = ABOUT)]
pub struct Options {
    /// The postback as it was given, or the template of a link or postback; or a file of both
    #[arg(value_name = "GIVEN or FILE")]
    given: String,
    /// The postback as it is configured, or the link or postback that was really called
    found: Option<String>,

    /// What the second is: configured or called; by default it is seen from the macros
    #[arg(long = "as", value_name = "KIND", value_parser = ["configured", "called"], hide_possible_values = true, requires = "found", help_heading = "What the two are")]
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
    let settings = Settings { config, ..Settings::default() };
    let draw_style = color::draw_style(options.answer.color.when(), io);
    let style = options.answer.style(draw_style, io);
    let json = options.answer.is_json();
    let texts = [Some(&options.given), options.found.as_ref()];
    if let Some(message) = texts.into_iter().flatten().find_map(|text| cut_by_the_shell(text.trim())) {
        io.say("error", &message);
        return 2;
    }
    let made = match &options.found {
        Some(found) => {
            let kind = options
                .kind
                .as_deref()
                .map(|k| if k == "called" { DifferenceKind::Called } else { DifferenceKind::Configured });
            answer([&options.given, found], kind, &settings, &catalogue, json, style)
        }
        None if starts_like_url(options.given.trim()) && !io.cwd.join(&options.given).is_file() => {
            Err("the second link is missing; --help says more".to_owned())
        }
        None => {
            let name = &*options.given;
            let read = std::fs::read(io.cwd.join(name)).map_err(|error| plain_error(&error));
            let made = read.and_then(|bytes| {
                guarded(|| file(name, &bytes, &settings, &catalogue, json, style))
                    .unwrap_or_else(|said| Err(fell_over(&said)))
            });
            made.map_err(|message| format!("{name}: {message}"))
        }
    };
    match made {
        Ok(Answer { text, worst, .. }) => match io.print(&inert(&text)) {
            0 => u8::from(worst == Some(Severity::Error)),
            failed => failed,
        },
        Err(message) => {
            io.say("error", &message);
            2
        }
    }
}

/// What there is to say about two links: as given and as configured, or a template and what was called. Without a
/// `kind` it is seen from their macros.
///
/// # Errors
/// tracklint failed on them, in a sentence for the user.
pub fn answer(
    texts: [&str; 2],
    kind: Option<DifferenceKind>,
    settings: &Settings,
    catalogue: &Catalogue,
    json: bool,
    style: Style,
) -> Result<Answer, String> {
    let texts = texts.map(str::trim);
    let made = guarded(|| {
        let comparison = compare_as(texts[0], texts[1], kind);
        let paths = comparison.kind.words().map(|word| format!("<{word}>"));
        let literals = [0, 1].map(|i| Literal::plain(texts[i], &paths[i], 0, 1));
        let two = Two::of(&literals, &comparison, settings, catalogue);
        let text = if json {
            String::from_utf8_lossy(&comparison_json(&two.masked(&comparison, style.redact))).into_owned()
        } else {
            two.drawn(&comparison, style)
        };
        Answer { text, notes: Vec::new(), worst: worst(&comparison) }
    });
    made.map_err(|said| fell_over(&said))
}

fn worst(comparison: &Comparison) -> Option<Severity> {
    comparison.differences.iter().map(|d| d.severity).max()
}

/// The answer for the records of a file.
fn file(
    name: &str,
    bytes: &[u8],
    settings: &Settings,
    catalogue: &Catalogue,
    json: bool,
    style: Style,
) -> Result<Answer, String> {
    let (mut pages, mut shown, mut worst_of_all) = (Vec::new(), Vec::new(), None);
    compare_records(name, bytes, settings, &mut |compared: &Compared| {
        let Compared { literals, comparison } = compared;
        let two = Two::of(literals, comparison, settings, catalogue);
        worst_of_all = worst_of_all.max(worst(comparison));
        if json {
            shown.push((literals[1].whole().line, two.masked(comparison, style.redact)));
        } else {
            let head = format!("{name}:{}", literals[1].whole().line);
            pages.push(format!("{}\n{}", visible(&head), two.drawn(comparison, style)));
        }
    })?;
    let text = if json {
        let all = shown.iter().map(|(line, comparison)| (name, *line, comparison));
        String::from_utf8_lossy(&comparisons_json(all)).into_owned()
    } else {
        pages.join("\n")
    };
    Ok(Answer { text, notes: Vec::new(), worst: worst_of_all })
}

/// The two links with their places, and the differences as findings in the second.
struct Two<'a> {
    literals: &'a [Literal<'a>; 2],
    linted: [Linted; 2],
}

impl Places for Two<'_> {
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let Spot::Link(number) = spot else { return None };
        let number = number as usize;
        Some((self.literals.get(number)?.clone(), Some(self.linted.get(number)?.decision)))
    }
}

impl<'a> Two<'a> {
    fn of(literals: &'a [Literal<'a>; 2], comparison: &Comparison, settings: &Settings, catalogue: &Catalogue) -> Self {
        let mut linter = settings.linter(catalogue);
        let mut linted = [0, 1].map(|i| Linted {
            findings: Vec::new(),
            fixed: None,
            fixed_partly: None,
            ..linter.lint(literals[i].text.trim(), &Hints::default())
        });
        linted[1].findings = comparison.findings(&literals[1].text);
        Self { literals, linted }
    }

    /// The comparison with hidden what a report on the two links would hide.
    fn masked(&self, comparison: &Comparison, redact: bool) -> Comparison {
        let mut found = comparison.clone();
        if redact {
            let masks = [0, 1].map(|i| Mask::of(&self.literals[i].text, &self.linted[i].decision));
            masked_comparison(&mut found, &masks);
        }
        found
    }

    /// The differences as findings are drawn, what was filled, and how many differences there are.
    fn drawn(&self, comparison: &Comparison, style: Style) -> String {
        let mut out = Vec::new();
        if !comparison.differences.is_empty() {
            let places = self;
            let (literal, linted) = (&self.literals[1], &self.linted[1]);
            let entry = Entry { about: About::Url, id: None, literal, stable: None, linted, places };
            // There is no page on a difference to lead to.
            let style = Style { docs: None, ..style };
            report(OutputFormat::Human, style).entry(&entry, &mut out);
        }
        let draw_style = DrawStyle { color: style.color, ascii: style.ascii, docs: None, width: style.width };
        let found = self.masked(comparison, style.redact);
        format!("{}{}", String::from_utf8_lossy(&out), ending(&found, Page::new(draw_style)))
    }
}

fn ending(found: &Comparison, mut page: Page) -> String {
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
