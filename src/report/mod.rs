//! Floor 8: what was found, as people and programs read it. One file a format.

pub mod columns;
mod compact;
mod concise;
mod gathered;
mod github;
mod gitlab;
mod human;
mod inert;
mod journey;
mod json;
mod junit;
mod known;
pub mod markdown;
mod narrated;
mod pointed;
mod sarif;
mod schema;
mod tables;
mod window;
mod words;

pub use crate::findings::Mask;
pub use inert::inert;
pub use journey::journey_json;
pub use known::KnownLines;
pub use schema::REPORT_SCHEMA;
pub use tables::table;

use crate::findings::{Entry, Fingerprint, Report, fingerprints_under};
use gathered::Gathering;
use std::borrow::Cow;

/// How a report is written. Decided once, by whoever owns the terminal, and told here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// With ASCII alone, except for links that are to be copied.
    pub ascii: bool,
    /// The address of the rules' documentation, where rule names are to be hyperlinks to it.
    pub docs: Option<&'static str>,
    /// Columns of the terminal.
    pub width: usize,
    /// Where each link stands is said: there are several, or it stands in a file.
    pub places: bool,
    /// Secrets and personal data are masked.
    pub redact: bool,
    /// Links without findings are reported too.
    pub all: bool,
    /// Findings and nothing else.
    pub quiet: bool,
    /// Also what was decided about each link, and why.
    pub verbose: bool,
}

impl Style {
    /// A report into a file: 80 columns, no colour, places told and secrets masked, only links with findings.
    pub const FILE: Self = Self {
        color: false,
        ascii: false,
        docs: None,
        width: 80,
        places: true,
        redact: true,
        all: false,
        quiet: false,
        verbose: false,
    };
}

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawings, for people who see them.
    Human,
    /// Sentences, for people whose screen is read out to them.
    Narrated,
    /// One line a finding.
    Concise,
    /// One document.
    Json,
    /// One object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub's runner.
    GitHub,
    /// GitLab's code quality report.
    GitLab,
    /// Tests, as `JUnit` writes them.
    JUnit,
    /// An answer for a ticket.
    Markdown,
}

impl Format {
    /// Every format, with its name on the command line.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Human, "human"),
        (Self::Narrated, "narrated"),
        (Self::Concise, "concise"),
        (Self::Json, "json"),
        (Self::Jsonl, "jsonl"),
        (Self::Sarif, "sarif"),
        (Self::GitHub, "github"),
        (Self::GitLab, "gitlab"),
        (Self::JUnit, "junit"),
        (Self::Markdown, "markdown"),
    ];

    /// True for the formats that answer somebody: with every link's answer, and the link as it may be copied.
    #[must_use]
    pub const fn answers(self) -> bool {
        matches!(self, Self::Human | Self::Narrated)
    }

    /// True for the formats that have a place for `--statistics`; whoever owns standard error tells it for the others.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::GitLab | Self::JUnit)
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(format, _)| *format)
    }

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("", |(_, name)| name)
    }
}

/// The report in that format.
#[must_use]
pub fn report(format: Format, style: Style) -> Box<dyn Report> {
    match format {
        Format::Human => Box::new(human::Human { style }),
        Format::Narrated => Box::new(narrated::Narrated { style }),
        Format::Concise => Box::new(concise::Concise { style }),
        Format::Json => Box::new(json::Json { style, lines: false }),
        Format::Jsonl => Box::new(json::Json { style, lines: true }),
        Format::Sarif => Box::new(Gathering { style, written: sarif::written }),
        Format::GitHub => Box::new(github::GitHub { style }),
        Format::GitLab => Box::new(Gathering { style, written: gitlab::written }),
        Format::JUnit => Box::new(Gathering { style, written: junit::written }),
        Format::Markdown => Box::new(Gathering { style, written: markdown::written }),
    }
}

/// One link as it may be shown.
struct Shown<'a> {
    mask: Mask,
    /// The link, masked.
    text: Cow<'a, str>,
    /// The link with all safe fixes applied, unless that would show what is masked.
    fixed: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn new(entry: &Entry<'a>, style: &Style) -> Self {
        let text = &entry.literal.text;
        let mask = if style.redact { Mask::of(text, &entry.linted.decision) } else { Mask::default() };
        let fixed = entry.linted.fixed.as_deref().filter(|_| mask.is_empty());
        Self { text: mask.link(text), mask, fixed }
    }

    /// The fingerprints of the entry that is shown: the same whether or not anything is masked.
    fn fingerprints<'e>(&self, entry: &'e Entry, style: &Style) -> impl Iterator<Item = Fingerprint> + use<'e> {
        let redacted;
        let mask = if style.redact {
            &self.mask
        } else {
            redacted = Mask::of(&entry.literal.text, &entry.linted.decision);
            &redacted
        };
        fingerprints_under(mask, entry)
    }
}

/// Text in which nothing steers a terminal or a CI system, or hides.
fn tidy(text: &str) -> String {
    inert(&columns::harmless(text)).into_owned()
}

/// True for a path that names no file: a pasted link, or standard input.
fn is_no_file(path: &str) -> bool {
    path.starts_with('<') && path.ends_with('>')
}

/// A path as systems that know the files of a repository want it: without `./` before it.
fn in_repository(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}
