//! Floor 8: what was found, as people and programs read it. One file a format.

#[cfg(feature = "cli")]
pub mod columns;
mod compact;
#[cfg(feature = "cli")]
mod concise;
mod gathered;
mod github;
mod gitlab;
mod hidden;
#[cfg(feature = "cli")]
mod human;
mod inert;
mod journey;
mod json;
#[cfg(feature = "cli")]
mod junit;
mod known;
pub mod markdown;
#[cfg(feature = "cli")]
mod narrated;
mod pointed;
mod sarif;
mod schema;
mod tables;
#[cfg(feature = "cli")]
mod window;
mod words;

pub use crate::findings::Mask;
pub use hidden::harmless;
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

/// What is told of a format besides its name.
struct Traits {
    /// It answers somebody: with every link's answer, and the link as it may be copied.
    answers: bool,
    /// It has a place for the counts of `--statistics`.
    counts: bool,
}

const ANSWER: Traits = Traits { answers: true, counts: true };
const LIST: Traits = Traits { answers: false, counts: true };
const BARE_LIST: Traits = Traits { answers: false, counts: false };

/// Makes the enum, the list of names and everything that is looked up by format from one table: a format that stands in
/// it is complete.
macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $(#[cfg($cfg:meta)])? $format:ident = $name:literal, $traits:ident, $make:expr;)+) => {
        /// A format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($(#[doc = $doc])+ $(#[cfg($cfg)])? $format,)+
        }

        impl Format {
            /// Every format, with its name on the command line.
            pub const ALL: &[(Self, &'static str)] = &[$($(#[cfg($cfg)])? (Self::$format, $name),)+];

            const fn traits(self) -> &'static Traits {
                match self {
                    $($(#[cfg($cfg)])? Self::$format => &$traits,)+
                }
            }

            /// The name on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(#[cfg($cfg)])? Self::$format => $name,)+
                }
            }
        }

        /// The report in that format.
        #[must_use]
        pub fn report(format: Format, style: Style) -> Box<dyn Report> {
            match format {
                $($(#[cfg($cfg)])? Format::$format => $make(style),)+
            }
        }
    };
}

formats! {
    /// Drawings, for people who see them.
    #[cfg(feature = "cli")]
    Human = "human", ANSWER, |style| Box::new(human::Human { style });
    /// Sentences, for people whose screen is read out to them.
    #[cfg(feature = "cli")]
    Narrated = "narrated", ANSWER, |style| Box::new(narrated::Narrated { style });
    /// One line a finding.
    #[cfg(feature = "cli")]
    Concise = "concise", LIST, |style| Box::new(concise::Concise { style });
    /// One document.
    Json = "json", LIST, |style| Box::new(json::Json { style, lines: false });
    /// One object a line.
    Jsonl = "jsonl", LIST, |style| Box::new(json::Json { style, lines: true });
    /// SARIF 2.1.0.
    Sarif = "sarif", LIST, |style| Box::new(Gathering { style, written: sarif::written });
    /// Workflow commands of GitHub's runner.
    GitHub = "github", LIST, |style| Box::new(github::GitHub { style });
    /// GitLab's code quality report.
    GitLab = "gitlab", BARE_LIST, |style| Box::new(Gathering { style, written: gitlab::written });
    /// Tests, as `JUnit` writes them.
    #[cfg(feature = "cli")]
    JUnit = "junit", BARE_LIST, |style| Box::new(Gathering { style, written: junit::written });
    /// An answer for a ticket.
    Markdown = "markdown", LIST, |style| Box::new(Gathering { style, written: markdown::written });
}

impl Format {
    /// True for the formats that answer somebody: with every link's answer, and the link as it may be copied.
    #[must_use]
    pub const fn answers(self) -> bool {
        self.traits().answers
    }

    /// True for the formats that have a place for `--statistics`; whoever owns standard error tells it for the others.
    #[must_use]
    pub const fn counts(self) -> bool {
        self.traits().counts
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(format, _)| *format)
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
    inert(&hidden::harmless(text)).into_owned()
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
