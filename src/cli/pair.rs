//! `tracklint pair`: a link and its postback, and one click id's way through both; or the same for the offers of a file.

use super::argument::cut_by_the_shell;
use super::color::{self, DrawStyle};
use super::hops::answer_hops;
use super::io::Io;
use super::offer_pairs::{OfferPairOptions, show};
use super::options::{ABOUT_LINKS, RULES, ambient};
use super::page::{Page, examples};
use super::pair_page::{curl, drawn, fell_over, masked, offered, without_repetition};
use super::two_links::TwoLinkOptions;
use crate::findings::{About, Ending, Entry, Places, Summary};
use crate::lint::{Decision, Pair, StepState, guarded};
use crate::platform::{Catalogue, Role};
use crate::report::{Mask, OutputFormat, Style, inert, journey_json, report};
use crate::rule::Spot;
use crate::settings::{Config, Settings, environment_named, network_named, platform_named, severity_named};
use crate::source::{Literal, starts_like_url};
use crate::span::Severity;
use clap::{CommandFactory, Parser};

const QUOTES: &str = "Put each in single quotes (in cmd.exe in double ones). Nothing is called: the last line is a command for you to run.";

/// Lints a link and its postback, and follows one click id through both; or through each offer of a file.
#[derive(Parser, Debug)]
#[command(name = "pair", bin_name = "tracklint pair", after_help = QUOTES)]
pub struct Options {
    /// The tracking link, or a file of offers
    #[arg(value_name = "LINK or FILE")]
    link: String,
    /// The postback that brings the link's click id back; of a longer way the further links in the order of the click,
    /// and then their postbacks
    #[arg(value_name = "POSTBACK")]
    rest: Vec<String>,

    /// Of a file only this offer, by its name or id
    #[arg(long, value_name = "NAME", conflicts_with = "rest", help_heading = ABOUT_LINKS)]
    offer: Option<String>,

    /// Who issues the click id and receives the postback [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    network: Option<String>,
    /// The tracking system that the link leads to
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    platform: Option<String>,
    /// Who fills the postback's macros, if not that system
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    filled_by: Option<String>,
    /// The environment they are meant for: production or sandbox
    #[arg(long, value_name = "ENVIRONMENT", value_parser = ["production", "sandbox"], hide_possible_values = true, help_heading = ABOUT_LINKS)]
    env: Option<String>,
    /// The id of an event of the offer; repeat it for each
    #[arg(long = "event", value_name = "ID", help_heading = ABOUT_LINKS)]
    events: Vec<String>,
    /// Exit with 1 from this severity on: error (default), warning, advice, never
    #[arg(long, value_name = "LEVEL", value_parser = ["error", "warning", "advice", "never"], hide_possible_values = true, help_heading = RULES)]
    fail_on: Option<String>,
    #[command(flatten)]
    answer: TwoLinkOptions,
}

pub fn command() -> clap::Command {
    let example = "tracklint pair 'https://acme.cakemarketing.com/?s2={gk_click_id}' \\\n    'https://api.getgokart.ai/postback?gk_click_id=#s2#'";
    Options::command().after_long_help(format!("{}\n\n{QUOTES}", examples(&[example])))
}

/// Prints what is wrong with the two and where the click id goes, and returns the exit code.
pub fn pair(options: &Options, io: &mut Io) -> u8 {
    let (config, catalogue) = match options.answer.configuration(io) {
        Ok(found) => found,
        Err(trouble) => return trouble.say(options.answer.color.when(), io),
    };
    let settings = match options.settings(config, io, &catalogue) {
        Ok(settings) => settings,
        Err(errors) => {
            errors.iter().for_each(|error| io.say("error", error));
            return 2;
        }
    };
    let json = options.answer.is_json();
    let draw_style = color::draw_style(options.answer.color.when(), io);
    let style = options.answer.style(draw_style, io);
    if options.rest.is_empty() {
        if starts_like_url(options.link.trim()) && !io.cwd.join(&options.link).is_file() {
            io.say("error", "a postback is missing; --help says more");
            return 2;
        }
        let asked = OfferPairOptions {
            name: &options.link,
            offer: options.offer.as_deref(),
            json,
            redact: style.redact,
            draw_style,
            fail_on: options.fail_on(),
        };
        return show(&asked, &settings, &catalogue, io);
    }
    let texts: Vec<&str> = [&options.link].into_iter().chain(&options.rest).map(|text| &**text).collect();
    let answered = match *texts {
        [link, postback] => answer([link, postback], &settings, &catalogue, json, style),
        _ => guarded(|| answer_hops(&texts, &settings, &catalogue, json, style))
            .unwrap_or_else(|said| Err(fell_over(&said))),
    };
    let answer = match answered {
        Ok(answer) => answer,
        Err(message) => {
            io.say("error", &message);
            return 2;
        }
    };
    for note in &answer.notes {
        io.say("note", note);
    }
    match io.print(&inert(&answer.text)) {
        0 => u8::from(options.fail_on().is_some_and(|from| answer.worst >= Some(from))),
        failed => failed,
    }
}

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

impl Options {
    fn fail_on(&self) -> Option<Severity> {
        let said = self.fail_on.as_deref().and_then(|name| severity_named(name).ok());
        said.unwrap_or(Some(Severity::Error))
    }

    /// # Errors
    /// Everything that is wrong with them, each in a sentence for the user.
    fn settings(&self, config: Config, io: &Io, catalogue: &Catalogue) -> Result<Settings, Vec<String>> {
        let mut errors = Vec::new();
        let ambient = ambient(io);
        let platforms = [
            ("--network", &self.network, true),
            ("TRACKLINT_NETWORK", &ambient, true),
            ("--platform", &self.platform, false),
            ("--filled-by", &self.filled_by, false),
        ];
        let [network, ambient_network, platform, filled_by] = platforms.map(|(option, name, is_network)| {
            let named = if is_network { network_named } else { platform_named };
            let found = named(catalogue, name.as_deref()?);
            found.map_err(|message| errors.push(format!("{option}: {message}"))).ok()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let selection = config.selection();
        let environment = self.env.as_deref().and_then(|e| environment_named(e).ok());
        let events = self.events.clone();
        Ok(Settings {
            network,
            ambient_network,
            platform,
            filled_by,
            environment,
            events,
            selection,
            config,
            ..Settings::default()
        })
    }
}
