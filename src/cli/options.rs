//! The options of `check`, and what they come to.

use super::baseline_file;
use super::color::Color;
use super::configuration::{self, ConfigFailure};
use super::io::Io;
use super::outputs::Outputs;
use super::shown::Row;
use crate::findings::{Baseline, Level, Selection, level_named, no_such, rule_named};
use crate::platform::{Catalogue, Role, State};
use crate::report::OutputFormat;
use crate::run::walk::WalkOptions;
use crate::settings::{
    Config, Settings, environment_named, input_named, network_named, platform_named, severity_named,
};
use crate::source;
use crate::span::Severity;
use clap::builder::PossibleValuesParser;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// What help says of `--format`.
fn format_help() -> String {
    let names: Vec<&str> = formats().collect();
    format!(
        "How to report: {} [env: TRACKLINT_FORMAT]",
        names.join(", ").replacen(names[0], &format!("{} (default)", names[0]), 1)
    )
}

/// The same, with what each format is.
fn format_long_help() -> String {
    let each: Vec<String> =
        OutputFormat::ALL.iter().map(|(format, name)| format!("{name}: {}", format.about())).collect();
    format!("{}\n\n{}.", format_help(), each.join(". "))
}

fn roles() -> impl Iterator<Item = &'static str> {
    Role::ALL.iter().map(|(_, name)| *name)
}

fn formats() -> impl Iterator<Item = &'static str> {
    OutputFormat::ALL.iter().map(|(_, name)| *name)
}

pub const ABOUT_LINKS: &str = "What the links are";
const REPAIR: &str = "Repair";
const FILES: &str = "Files";
pub const RULES: &str = "Rules";
pub const OUTPUT: &str = "Output";
pub const CONFIGURATION: &str = "Configuration";

/// Lints affiliate tracking links and postback URLs, and hands back the corrected URL.
#[derive(Parser, Debug)]
#[command(name = "tracklint", version, disable_help_subcommand = true)]
pub struct Options {
    /// A URL, a file, a folder, a pattern like 'offers/*.json', or - for standard input
    ///
    /// Without one, tracklint asks for links on a terminal and reads standard input from a pipe. An argument is a
    /// URL if it holds :// or begins as a URL does; a file is named ./file where its name looks like one. On a
    /// shell, put a URL in quotes: '...' in sh, bash, zsh and PowerShell, "..." in cmd.exe. In a folder and those below it the files json, jsonc, json5,
    /// jsonl, ndjson, yaml, yml, toml, csv, tsv, xml, md, markdown, html, htm, xhtml, txt and log are read, except
    /// hidden ones and those that a .gitignore names.
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<OsString>,

    /// What the links are for: tracking-link, postback, partner-link, ...
    ///
    /// tracking-link (network to advertiser), postback (advertiser to network), partner-link (publisher to
    /// network), partner-postback (network to publisher), landing-page, fragment, unknown. Without it tracklint
    /// looks at the link itself.
    #[arg(long = "as", value_name = "ROLE", value_parser = PossibleValuesParser::new(roles()), hide_possible_values = true, help_heading = ABOUT_LINKS)]
    role: Option<String>,

    /// The links are live: every macro is already filled in
    #[arg(long, conflicts_with = "template", help_heading = ABOUT_LINKS)]
    live: bool,

    /// The links are templates: they still contain macros
    #[arg(long, help_heading = ABOUT_LINKS)]
    template: bool,

    /// Who issues the click id and receives the postback [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    network: Option<String>,

    /// The platform the links lead to
    #[arg(long, value_name = "ID", help_heading = ABOUT_LINKS)]
    platform: Option<String>,

    /// The platform that fills the macros
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

    /// How inputs are read: auto, urls (one a line), jsonl (one record a line) or text
    ///
    /// auto: lines that are JSON objects with a `url` are records; other lines are URLs, or prose in which URLs
    /// are found. jsonl: each line has a `url` and may say id, role, state, platform, filled_by, network,
    /// environment, global and offer. text: tickets, mails, chats; links in them that were wrapped over lines are
    /// read as one.
    #[arg(long, value_name = "FORMAT", value_parser = ["auto", "urls", "jsonl", "text"], hide_possible_values = true, help_heading = ABOUT_LINKS)]
    input: Option<String>,

    /// What standard input is called: its ending tells the format, and reports name it so
    #[arg(long, value_name = "NAME", help_heading = ABOUT_LINKS)]
    stdin_name: Option<String>,

    /// Repair the files: make every repair that is certain, and report what remains
    ///
    /// Each file is read again before it is replaced: it must have lost what was repaired, gained nothing, and be
    /// the same otherwise. With `-` the repaired text goes to standard output and the report to standard error.
    #[arg(long, conflicts_with = "diff", help_heading = REPAIR)]
    pub fix: bool,

    /// Show the repairs as a diff, which `git apply` takes, and write nothing
    #[arg(long, conflicts_with = "output", help_heading = REPAIR)]
    pub diff: bool,

    /// Also make the repairs that are only probable; with --fix or --diff
    #[arg(long, help_heading = REPAIR)]
    pub unsafe_fixes: bool,

    /// Also repair files that are write-protected; with --fix
    #[arg(long, help_heading = REPAIR)]
    pub force: bool,
    /// Skip files that match this pattern, even if named; may be repeated
    ///
    /// Written as in a .gitignore of the working folder: old/, *.bak.json, /offers/test-*.
    #[arg(long, value_name = "GLOB", help_heading = FILES)]
    exclude: Vec<String>,

    /// The largest file that is read whole, as 500M or 2G (default 1G)
    #[arg(long, value_name = "SIZE", help_heading = FILES)]
    max_file_size: Option<String>,

    /// List the files that would be read, each with its format, and lint nothing
    #[arg(long, help_heading = FILES)]
    pub show_files: bool,

    /// Only files that git says have changed since HEAD, or since this branch left REF
    ///
    /// Files that git does not know yet count too. Without an INPUT all of the working folder is looked at.
    #[arg(
        long,
        value_name = "REF",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "HEAD",
        help_heading = FILES
    )]
    pub changed: Option<String>,

    /// Nothing to read is no error: a folder without files that are read, an empty standard input
    ///
    /// `baseline write` may then also replace known findings by none.
    #[arg(long, help_heading = FILES)]
    pub allow_empty: bool,

    /// Look only for these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = RULES)]
    select: Vec<String>,

    /// Do not look for these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = RULES)]
    ignore: Vec<String>,

    /// Make a rule an error, a warning, advice or off, e.g. insecure-scheme=error
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', help_heading = RULES)]
    severity: Vec<String>,

    /// Exit with 1 from this severity on: error (default), warning, advice, never
    #[arg(long, value_name = "LEVEL", value_parser = ["error", "warning", "advice", "never"], hide_possible_values = true, help_heading = RULES)]
    fail_on: Option<String>,

    /// Report only findings that are not in this file, which `tracklint baseline write` makes
    #[arg(long, value_name = "FILE", help_heading = RULES)]
    baseline: Option<PathBuf>,

    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = PossibleValuesParser::new(formats()),
        hide_possible_values = true,
        help = format_help(),
        long_help = format_long_help(),
        help_heading = OUTPUT
    )]
    format: Option<String>,

    /// With --format jsonl: one line a finding, with id, url, rule, severity, message and fixed alone, for joins
    #[arg(long, help_heading = OUTPUT)]
    pub flat: bool,

    /// Write the report to a file, as a whole or not at all; FORMAT=FILE writes a further one
    ///
    /// FILE takes the report in --format, which then does not go to standard output. FORMAT=FILE writes a report in that
    /// format besides, and may be given as often as wanted: each link is linted once for all of them.
    #[arg(long, short, value_name = "FILE", help_heading = OUTPUT)]
    output: Vec<OsString>,

    /// Count findings by rule, platform and file
    #[arg(long, help_heading = OUTPUT)]
    statistics: bool,

    /// Stop reporting after about N findings, and count the rest
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    max_findings: Option<u64>,

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

    /// Print every setting with its value and where it comes from, and lint nothing
    #[arg(long, help_heading = CONFIGURATION)]
    pub show_config: bool,

    /// How many workers share the work; without it as many as there are processors
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = CONFIGURATION)]
    jobs: Option<u16>,
}

const TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

\x1b[1m\x1b[4mCommands:\x1b[0m
  check             Lint links; the word may be left out
  pair LINK POSTBACK
                    Lint both and follow one click id through them
  pair FILE         Follow one click id through each offer of a file
  compare GIVEN FOUND
                    Say what became of a postback, or of a template that was called
  log FILE          Say why received postbacks did not count
  rules             List the rules
  explain NAME      Explain a rule or a platform, with examples
  platforms [NAME]  List the platforms, or all that is known of one
  init              Write a tracklint.toml with every setting, commented out
  baseline ACTION   Write down or prune the findings that are known
  lsp               Check links while they are typed, as an editor asks
  schema NAME       Print a JSON Schema: report, record, config, offers, hit or log
  completions SHELL
                    Print completions for a shell
  man [COMMAND]     Print a manual page

{all-args}{after-help}";

const AFTER: &str = "`tracklint --help` says more.";

const AFTER_LONG: &str = "\
\x1b[1m\x1b[4mExamples:\x1b[0m
  tracklint                                   paste links and see each answered
  tracklint 'https://app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}'
  tracklint links.txt                         one link a line
  tracklint offers/ --exclude 'offers/old'    every file in a folder
  tracklint --network gokart --as postback links.txt
  tracklint --format jsonl --all-urls - < records.jsonl

\x1b[1m\x1b[4mExit codes:\x1b[0m
  0  every input was read, and nothing was found that --fail-on counts
  1  something was found
  2  an option, the configuration or an input could not be understood or read";

/// The command line of `check`, which is also that of the program.
pub fn command() -> clap::Command {
    let usage = "tracklint [check] [OPTIONS] [INPUT]...\n       tracklint pair LINK POSTBACK | compare GIVEN FOUND | log FILE\n       tracklint rules | explain NAME | platforms [NAME]\n       tracklint init | baseline ACTION | lsp | schema NAME | completions SHELL | man";
    Options::command().override_usage(usage).help_template(TEMPLATE).after_help(AFTER).after_long_help(AFTER_LONG)
}

impl Options {
    /// The format that is asked for here, or else in the environment.
    ///
    /// # Errors
    /// The environment names a format that there is not, in a sentence for the user.
    pub fn format(&self, io: &Io) -> Result<OutputFormat, String> {
        if let Some(format) = self.format.as_deref().and_then(OutputFormat::named) {
            return Ok(format);
        }
        let Some(name) = io.variable("TRACKLINT_FORMAT") else { return Ok(OutputFormat::Human) };
        OutputFormat::named(&name).ok_or_else(|| format!("TRACKLINT_FORMAT: {}", no_such("format", &name, formats())))
    }

    /// Where the reports go.
    ///
    /// # Errors
    /// What is wrong with `--output`, in a sentence for the user.
    pub fn outputs(&self) -> Result<Outputs, String> {
        Outputs::read(&self.output)
    }

    /// True if the configuration is looked for, and not named or refused.
    pub const fn finds_config(&self) -> bool {
        self.config.is_none() && !self.no_config
    }

    /// True if nothing was named, so that links are typed or piped in.
    pub fn reads_stdin(&self) -> bool {
        self.inputs.is_empty() && self.changed.is_none()
    }

    /// How inputs are read, if that was said.
    pub fn input(&self) -> Option<source::InputFormat> {
        self.input.as_deref().and_then(|name| input_named(name).ok()).flatten()
    }

    /// The severity from which on the exit code is 1.
    pub fn fail_on(&self, config: &Config) -> Level {
        let said = self.fail_on.as_deref().and_then(|name| severity_named(name).ok());
        said.or(config.fail_on).unwrap_or(Some(Severity::Error))
    }

    /// Which files are read.
    ///
    /// # Errors
    /// What is wrong with the options, in a sentence for the user.
    pub fn walk(&self, config: &Config, io: &Io) -> Result<WalkOptions, String> {
        let size = self.max_file_size.as_deref().map_or(Ok(LARGEST), |text| {
            let wrong = || format!("--max-file-size: `{text}` should be a size such as 500M or 2G");
            bytes(text).filter(|size| *size > 0).ok_or_else(wrong)
        })?;
        let options = WalkOptions::new(&io.cwd, &self.exclude, size);
        options
            .map(|o| o.with_config(config).allowing_empty(self.allow_empty))
            .map_err(|message| format!("--exclude: {message}"))
    }

    /// The configuration, and every platform.
    pub fn configuration(&self, io: &Io) -> Result<(Config, Catalogue), ConfigFailure> {
        configuration::chosen(self.config.as_deref(), self.no_config, io)
    }

    /// The findings that are known.
    ///
    /// # Errors
    /// The baseline cannot be read: a sentence for the user.
    pub fn baseline(&self, config: &Config, io: &Io) -> Result<Option<Baseline>, String> {
        let (shown, place) = match (&self.baseline, &config.baseline) {
            (Some(path), _) => (path.display().to_string(), io.cwd.join(path)),
            (None, Some(path)) => (path.clone(), config.folders.configuration.join(path)),
            (None, None) => return Ok(None),
        };
        baseline_file::read(&place).map(Some).map_err(|message| format!("{shown}: {message}"))
    }

    /// Options, environment and configuration together, all but the baseline.
    ///
    /// # Errors
    /// Everything that is wrong with them, each in a sentence for the user.
    pub fn settings(&self, config: Config, io: &Io, catalogue: &Catalogue) -> Result<Settings, Vec<String>> {
        let mut checked = Checked { catalogue, errors: Vec::new() };
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
            multi_event: None,
            global: self.global,
            input: self.input.as_deref().map_or(Ok(config.input), input_named).unwrap_or_default(),
            all: self.all_urls,
            stdin_name: self.stdin_name.clone(),
            wants_stdin: !self.allow_empty && self.input.is_none() && config.input.is_none(),
            jobs: self.jobs.map_or(0, usize::from),
            max_findings: self.max_findings,
            statistics: self.statistics,
            force: self.force,
            max_file_size: LARGEST,
            selection: checked.selection(self, &config),
            baseline: None,
            config,
        };
        if checked.errors.is_empty() { Ok(settings) } else { Err(checked.errors) }
    }
}

/// The largest file that is read whole unless something else is asked for.
const LARGEST: u64 = crate::settings::LARGEST_FILE;

/// A size such as `500M`, in bytes. Units are powers of 1024, as `ls -h` has them.
fn bytes(text: &str) -> Option<u64> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let unit = match text[digits..].trim_start().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        _ => return None,
    };
    text[..digits].parse::<u64>().ok()?.checked_mul(unit)
}

/// What options and variables say, for `--show-config`.
impl Options {
    /// A row for each option that is a setting.
    pub fn rows(&self, io: &Io) -> Vec<Row> {
        let ambient = ambient(io);
        let network = match (&self.network, &ambient) {
            (Some(name), _) => Some(("--network", name)),
            (None, Some(name)) => Some(("TRACKLINT_NETWORK", name)),
            (None, None) => None,
        };
        let word = |name, by, value: &Option<String>, default, configured| {
            let said_by = value.is_some().then_some(by);
            Row { name, value: value.clone().unwrap_or_default(), said_by, default, configured }
        };
        let list = |name, by, values: &[String], configured| {
            let said_by = (!values.is_empty()).then_some(by);
            Row { name, value: values.join(", "), said_by, default: "-", configured }
        };
        let path = |path: &Option<PathBuf>| path.as_ref().map(|p| p.display().to_string());
        let state =
            if self.live { Some(("live", "--live")) } else { self.template.then_some(("template", "--template")) };
        vec![
            word("as", "--as", &self.role, "read off each link", ""),
            Row {
                name: "state",
                value: state.map_or("", |(value, _)| value).to_owned(),
                said_by: state.map(|(_, by)| by),
                default: "read off each link",
                configured: "",
            },
            Row {
                name: "network",
                value: network.map(|(_, name)| name.clone()).unwrap_or_default(),
                said_by: network.map(|(by, _)| by),
                default: "read off each link",
                configured: "network",
            },
            word("platform (addressee)", "--platform", &self.platform, "read off each link", ""),
            word("filled by", "--filled-by", &self.filled_by, "read off each link", ""),
            word("environment", "--env", &self.env, "-", "environment"),
            list("events", "--event", &self.events, "events"),
            word("global", "--global", &self.global.then(|| "true".to_owned()), "false", ""),
            word("input", "--input", &self.input, "auto", "input"),
            list("select", "--select", &self.select, "select"),
            list("ignore (rules)", "--ignore", &self.ignore, ""),
            list("severity (options)", "--severity", &self.severity, ""),
            word("fail_on", "--fail-on", &self.fail_on, "error", "fail_on"),
            word("baseline", "--baseline", &path(&self.baseline), "-", "baseline"),
            word("format", "--format", &self.format, "human", ""),
            word("flat", "--flat", &self.flat.then(|| "true".to_owned()), "false", ""),
            list("output", "--output", &self.output.iter().map(|o| o.display().to_string()).collect::<Vec<_>>(), ""),
            word("all_urls", "--all-urls", &self.all_urls.then(|| "true".to_owned()), "false", ""),
            word("no_redact", "--no-redact", &self.no_redact.then(|| "true".to_owned()), "false", ""),
        ]
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
            names.iter().filter_map(|name| self.keep(option, rule_of(config, name))).collect()
        };
        let (select, ignore) = (rules("--select", &options.select), rules("--ignore", &options.ignore));
        let mut levels = Vec::new();
        for text in &options.severity {
            let read = || {
                let pair = text.split_once('=');
                let (rule, level) = pair.ok_or_else(|| format!("`{text}` should be a rule, =, and a level"))?;
                Ok((rule_of(config, rule)?, level_named(level)?))
            };
            levels.extend(self.keep("--severity", read()));
        }
        Selection { select, ignore, levels, ..config.selection() }
    }
}

/// The rule of that name: of the catalogue, or of the configuration's own.
fn rule_of(config: &Config, name: &str) -> Result<&'static str, String> {
    config.own_rule(name).map_or_else(|| rule_named(name), |rule| Ok(rule.id))
}
