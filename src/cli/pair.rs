//! `tracklint pair`: a link and its postback, and one click id's way through both; or the same for the offers of a file.

use super::color;
use super::hops::answer_hops;
use super::io::Io;
use super::offer_pairs::{OfferPairOptions, show};
use super::options::{ABOUT_LINKS, RULES, ambient};
use super::page::examples;
use super::pair_answer::answer;
use super::pair_page::fell_over;
use super::two_links::TwoLinkOptions;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::report::inert;
use crate::settings::{Config, Settings, environment_named, network_named, platform_named, severity_named};
use crate::source::starts_like_url;
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
