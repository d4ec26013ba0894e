//! The options of `tracklint log`.

use super::super::color::Color;
use super::super::options::{CONFIGURATION, OUTPUT};
use super::super::page::examples;
use crate::log::verdict::VERDICTS;
use clap::{CommandFactory, Parser};
use std::path::PathBuf;

const HAND_IN: &str = "What is known";
const LOG: &str = "The log";
const CHOICE: &str = "What is told";

/// Reads what was received: says per postback why it did not count, and in sum what goes wrong, since when, with whom.
#[derive(Parser, Debug)]
#[command(name = "log", bin_name = "tracklint log")]
pub struct Options {
    /// Access logs, exports of platforms, folders of them, or - for standard input
    ///
    /// Files that end in .gz or .zst are read as they are. Several are read in the order of their times.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The clicks: CSV, TSV, JSON, JSON lines, or an access log that holds the issued id
    ///
    /// A column with the click id, one with the time, one with the offer. Of an access log, a format with
    /// $sent_http_location is needed.
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = HAND_IN)]
    pub clicks: Vec<PathBuf>,
    /// Files of offers, as check reads them: events, status, window, environment, token, allow list
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = HAND_IN)]
    pub offers: Vec<PathBuf>,
    /// Whose endpoint this is [env: TRACKLINT_NETWORK]
    #[arg(long, value_name = "ID", help_heading = HAND_IN)]
    pub network: Option<String>,
    /// The session window where no offer tells one: 90s, 30m, 48h, 7d
    #[arg(long, value_name = "DURATION", help_heading = HAND_IN)]
    pub window: Option<String>,
    /// How far the log's clock is behind that of the clicks; measured unless given
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, help_heading = HAND_IN)]
    pub clock_skew: Option<String>,

    /// Paths of the requests that are postbacks; else those of all platforms and of the offers
    #[arg(long, value_name = "PATH", num_args = 1.., help_heading = LOG)]
    pub endpoint: Vec<String>,
    /// How the log is written: auto, combined, common, vhost, json, alb, cloudfront, iis, cloudflare, gcp, or an nginx log_format
    #[arg(long, value_name = "NAME or TEMPLATE", help_heading = LOG)]
    pub log_format: Option<String>,
    /// The zone of times that do not say theirs: an IANA name, UTC or +hh:mm
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, help_heading = LOG)]
    pub tz: Option<String>,
    /// Only postbacks from this time on: 2026-03-12, 2026-03-12T08:00, or -2h before the last
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = LOG)]
    pub since: Option<String>,
    /// Only postbacks before this time
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, help_heading = LOG)]
    pub until: Option<String>,
    /// What makes a repetition: id+event, id, unique-id or none; else what the network documents
    #[arg(long, value_name = "HOW", value_parser = ["id+event", "id", "unique-id", "none"], hide_possible_values = true, help_heading = LOG)]
    pub dedupe: Option<String>,
    /// How far apart repetitions are looked for: a duration, or all [default: 48h]
    #[arg(long, value_name = "DURATION", help_heading = LOG)]
    pub dedupe_window: Option<String>,

    /// Only postbacks with these verdicts, one by one: unresolved-macro,missing-click-id
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = verdicts(), hide_possible_values = true, help_heading = CHOICE)]
    pub verdict: Vec<String>,
    /// The story of one click id: its click, every postback, and what became of it
    #[arg(long, value_name = "ID", help_heading = CHOICE)]
    pub click: Option<String>,
    /// What the summary groups by: cause (default), sender, offer, event or hour
    #[arg(long, value_name = "WHAT", value_parser = ["cause", "sender", "offer", "event", "hour"], hide_possible_values = true, help_heading = CHOICE)]
    pub by: Option<String>,
    /// Tell at most so many postbacks of each cause
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000), help_heading = CHOICE)]
    pub sample: Option<u64>,
    /// Add up summaries of pieces of one log
    #[arg(long, value_name = "SUMMARY", num_args = 1.., help_heading = CHOICE)]
    pub merge: Vec<PathBuf>,
    /// Exit with 1 where there are postbacks with a verdict: V, V=N from N on, V=N% from a share on; default never
    #[arg(long, value_name = "V[=N|N%]", value_delimiter = ',', help_heading = CHOICE)]
    pub fail_on: Vec<String>,

    /// How to report: human (default), concise, json, jsonl, csv or markdown
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "concise", "json", "jsonl", "csv", "markdown"], hide_possible_values = true, help_heading = OUTPUT)]
    pub format: Option<String>,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,
    /// Show secrets and personal data, which are masked wherever no terminal reads
    #[arg(long, help_heading = OUTPUT)]
    pub no_redact: bool,
    /// How many workers share the work; the report is the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256), help_heading = OUTPUT)]
    pub jobs: Option<u64>,
    /// Say nothing on standard error but errors
    #[arg(long, short, help_heading = OUTPUT)]
    pub quiet: bool,
    #[command(flatten)]
    pub color: Color,

    /// Use this configuration instead of looking for tracklint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = CONFIGURATION)]
    pub config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long, help_heading = CONFIGURATION)]
    pub no_config: bool,
}

fn verdicts() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(VERDICTS.iter().map(|v| v.id))
}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&[
        "tracklint log access.log",
        "tracklint log access.log --clicks clicks.csv --offers offers.yaml",
        "tracklint log access.log --click 9f1c2a77-51b0-4a1e-8d0e-6a2f6b1b9c10",
        "tracklint log access.log --verdict unresolved-macro --format csv -o for-the-advertiser.csv",
    ]))
}
