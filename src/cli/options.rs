//! The options of `check`, and what they come to.

use super::Io;
use super::color::Color;
use crate::engine::select::{Level, level_named, rule_named};
use crate::engine::settings::{self, FILE_NAME, environment_named, network_named, platform_named};
use crate::engine::suggest::no_such;
use crate::engine::{Config, Selection, Settings};
use crate::platform::{Catalogue, Role, State};
use crate::report::Format;
use crate::source;
use crate::span::Severity;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const ROLES: [&str; 7] = {
    let mut names = [""; 7];
    let mut i = 0;
    while i < 7 {
        names[i] = Role::ALL[i].1;
        i += 1;
    }
    names
};

const FORMATS: [&str; 5] = {
    let mut names = [""; 5];
    let mut i = 0;
    while i < 5 {
        names[i] = Format::ALL[i].1;
        i += 1;
    }
    names
};

const ABOUT_LINKS: &str = "What the links are";
const RULES: &str = "Rules";
const OUTPUT: &str = "Output";
const CONFIGURATION: &str = "Configuration";

/// Lints affiliate tracking links and postback URLs, and hands back the corrected URL.
#[derive(Parser, Debug)]
#[command(name = "tracklint", version, disable_help_subcommand = true)]
pub struct Options {
    /// A URL, a file, or - for standard input
    ///
    /// Without one, tracklint asks for links on a terminal and reads standard input from a pipe. An argument is a
    /// URL if it holds :// or begins as a URL does; a file is named ./file where its name looks like one. On a
    /// shell, put a URL in single quotes: '...'.
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<OsString>,

    /// What the links are for: tracking-link, postback, partner-link, ...
    ///
    /// tracking-link (network to advertiser), postback (advertiser to network), partner-link (publisher to
    /// network), partner-postback (network to publisher), landing-page, fragment, unknown. Without it tracklint
    /// looks at the link itself.
    #[arg(long = "as", value_name = "ROLE", value_parser = ROLES, hide_possible_values = true, help_heading = ABOUT_LINKS)]
    role: Option<String>,

    /// They are as they are called: every macro is filled
    #[arg(long, conflicts_with = "template", help_heading = ABOUT_LINKS)]
    live: bool,

    /// They are templates: macros stand where values will come
    #[arg(long, help_heading = ABOUT_LINKS)]
    template: bool,

    /// Who issues the click id and receives the postback [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    network: Option<String>,

    /// Whom the links are addressed to
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    platform: Option<String>,

    /// Who fills their macros
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    filled_by: Option<String>,

    /// The environment they are meant for: production or sandbox
    #[arg(long, value_name = "ENVIRONMENT", value_parser = ["production", "sandbox"], hide_possible_values = true, help_heading = ABOUT_LINKS)]
    env: Option<String>,

    /// The id of an event of the offer; repeat it for each
    #[arg(long = "event", value_name = "ID", help_heading = ABOUT_LINKS)]
    events: Vec<String>,

    /// They are global postbacks, which report for all offers
    #[arg(long, help_heading = ABOUT_LINKS)]
    global: bool,

    /// How inputs are read: auto, urls (one a line) or jsonl (one record a line)
    ///
    /// auto: lines that are JSON objects with a `url` are records; other lines are URLs, or prose in which URLs
    /// are found. jsonl: each line has a `url` and may say id, role, state, platform, filled_by, network,
    /// environment, global and offer.
    #[arg(long, value_name = "FORMAT", value_parser = ["auto", "urls", "jsonl"], hide_possible_values = true, help_heading = ABOUT_LINKS)]
    input: Option<String>,

    /// Look only for these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = RULES)]
    select: Vec<String>,

    /// Do not look for these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = RULES)]
    ignore: Vec<String>,

    /// Make a rule an error, a warning or advice, or switch it off
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', help_heading = RULES)]
    severity: Vec<String>,

    /// Exit with 1 from this severity on: error (default), warning, advice, never
    #[arg(long, value_name = "LEVEL", value_parser = ["error", "warning", "advice", "never"], hide_possible_values = true, help_heading = RULES)]
    fail_on: Option<String>,

    /// How to report: human (default), narrated, concise, json, jsonl [env: TRACKLINT_FORMAT]
    ///
    /// human draws each fault under its link. narrated says the same in sentences, for screen readers. concise: one
    /// line a finding. json: one document. jsonl: one object a line.
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS, hide_possible_values = true, help_heading = OUTPUT)]
    format: Option<String>,

    /// Write the report to a file; it is replaced as a whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,

    /// Report links without findings too
    #[arg(long, help_heading = OUTPUT)]
    pub all_urls: bool,

    /// Show secrets and personal data, which are masked wherever no terminal reads
    #[arg(long, help_heading = OUTPUT)]
    pub no_redact: bool,

    #[command(flatten)]
    pub color: Color,

    /// Findings and nothing else
    #[arg(long, short, conflicts_with = "verbose", help_heading = OUTPUT)]
    pub quiet: bool,

    /// Also say what was decided about each link, and why
    #[arg(long, short, help_heading = OUTPUT)]
    pub verbose: bool,

    /// Use this configuration instead of looking for tracklint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = CONFIGURATION)]
    config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long, help_heading = CONFIGURATION)]
    no_config: bool,
}

const TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

\x1b[1m\x1b[4mCommands:\x1b[0m
  check             Lint links; the word may be left out
  rules             List the rules
  explain NAME      Explain a rule or a platform, with examples
  platforms [NAME]  List the platforms, or all that is known of one

{all-args}{after-help}";

const AFTER: &str = "`tracklint --help` says more.";

const AFTER_LONG: &str = "\
\x1b[1m\x1b[4mExamples:\x1b[0m
  tracklint                                   paste links and see each answered
  tracklint 'https://app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}'
  tracklint links.txt                         one link a line
  tracklint --network gokart --as postback links.txt
  tracklint --format jsonl --all-urls - < records.jsonl

\x1b[1m\x1b[4mExit codes:\x1b[0m
  0  every input was read, and nothing was found that --fail-on counts
  1  something was found
  2  an option, the configuration or an input could not be understood or read";

/// The command line of `check`, which is also that of the program.
pub fn command() -> clap::Command {
    let usage = "tracklint [check] [OPTIONS] [INPUT]...\n       tracklint rules | explain NAME | platforms [NAME]";
    Options::command().override_usage(usage).help_template(TEMPLATE).after_help(AFTER).after_long_help(AFTER_LONG)
}

impl Options {
    /// The format that is asked for here, or else in the environment.
    ///
    /// # Errors
    /// The environment names a format that there is not, in a sentence for the user.
    pub fn format(&self, io: &Io) -> Result<Format, String> {
        if let Some(format) = self.format.as_deref().and_then(Format::named) {
            return Ok(format);
        }
        let Some(name) = io.variable("TRACKLINT_FORMAT") else { return Ok(Format::Human) };
        Format::named(&name).ok_or_else(|| format!("TRACKLINT_FORMAT: {}", no_such("format", &name, FORMATS)))
    }

    /// The severity from which on the exit code is 1.
    pub fn fail_on(&self) -> Level {
        match self.fail_on.as_deref() {
            Some("never") => None,
            Some("advice") => Some(Severity::Advice),
            Some("warning") => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }

    /// Options, environment and configuration together.
    ///
    /// # Errors
    /// Everything that is wrong with them, each in a sentence for the user.
    pub fn settings(&self, io: &Io, catalogue: &Catalogue) -> Result<Settings, Vec<String>> {
        let mut errors = Vec::new();
        let config = if self.no_config { Ok(Config::default()) } else { config(self.config.as_deref(), io, catalogue) };
        let config = config.unwrap_or_else(|found| {
            errors.extend(found);
            Config::default()
        });
        let mut checked = Checked { catalogue, errors };
        let settings = Settings {
            role: self.role.as_deref().and_then(Role::named),
            state: match (self.live, self.template) {
                (true, _) => Some(State::Live),
                (_, true) => Some(State::Template),
                _ => None,
            },
            network: checked.platform("--network", self.network.as_deref(), network_named),
            ambient_network: checked.platform("TRACKLINT_NETWORK", ambient(io).as_deref(), network_named),
            platform: checked.platform("--platform", self.platform.as_deref(), platform_named),
            filled_by: checked.platform("--filled-by", self.filled_by.as_deref(), platform_named),
            environment: self.env.as_deref().and_then(|e| environment_named(e).ok()),
            events: self.events.clone(),
            global: self.global,
            input: match self.input.as_deref() {
                Some("urls") => Some(source::Format::Urls),
                Some("jsonl") => Some(source::Format::Records),
                _ => None,
            },
            all: self.all_urls,
            selection: checked.selection(self, &config),
            config,
        };
        if checked.errors.is_empty() { Ok(settings) } else { Err(checked.errors) }
    }
}

/// The network that the environment names.
pub fn ambient(io: &Io) -> Option<String> {
    io.variable("TRACKLINT_NETWORK")
}

/// Collects what is wrong with names.
struct Checked<'a> {
    catalogue: &'a Catalogue,
    errors: Vec<String>,
}

impl Checked<'_> {
    fn keep<T>(&mut self, option: &str, outcome: Result<T, String>) -> Option<T> {
        outcome.map_err(|message| self.errors.push(format!("{option}: {message}"))).ok()
    }

    fn platform<T>(
        &mut self,
        option: &str,
        name: Option<&str>,
        find: impl Fn(&Catalogue, &str) -> Result<T, String>,
    ) -> Option<T> {
        let outcome = find(self.catalogue, name?);
        self.keep(option, outcome)
    }

    fn selection(&mut self, options: &Options, config: &Config) -> Selection {
        let mut rules = |option: &str, names: &[String]| -> Vec<&'static str> {
            names.iter().filter_map(|name| self.keep(option, rule_named(name))).collect()
        };
        let (select, ignore) = (rules("--select", &options.select), rules("--ignore", &options.ignore));
        let mut levels = Vec::new();
        for text in &options.severity {
            let read = || {
                let pair = text.split_once('=');
                let (rule, level) = pair.ok_or_else(|| format!("`{text}` should be a rule, =, and a level"))?;
                Ok((rule_named(rule)?, level_named(level)?))
            };
            levels.extend(self.keep("--severity", read()));
        }
        Selection { select, ignore, levels, configured: config.levels.clone() }
    }
}

/// The configuration that is named, or the one that is found from the working folder upwards.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn config(named: Option<&Path>, io: &Io, catalogue: &Catalogue) -> Result<Config, Vec<String>> {
    let (path, shown) = match named {
        Some(path) => (io.cwd.join(path), path.display().to_string()),
        None => match settings::find_config(&io.cwd) {
            Some(path) if path.parent() == Some(&*io.cwd) => (path, FILE_NAME.to_owned()),
            Some(path) => (path.clone(), path.display().to_string()),
            None => return Ok(Config::default()),
        },
    };
    let bytes = std::fs::read(&path).map_err(|error| vec![format!("{shown}: {}", unreadable(&error))])?;
    let text = String::from_utf8(bytes).map_err(|_| vec![format!("{shown}: the configuration is not UTF-8 text")])?;
    let told = |e: settings::ConfigError| format!("{shown}:{}:{}: {}", e.line, e.column, e.message);
    Config::read(&text, catalogue).map_err(|errors| errors.into_iter().map(told).collect())
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => format!("the configuration cannot be read: {error}"),
    }
}
