//! Every format, once.

use super::gathered::Gathering;
use super::style::Style;
#[cfg(feature = "cli")]
use super::{concise, human, junit, narrated};
use super::{github, gitlab, json_report, markdown, sarif};
use crate::findings::{Masking, Report};

/// What is told of a format besides its name.
struct FormatTraits {
    /// It answers somebody: with every link's answer, and the link as it may be copied.
    answers: bool,
    /// It has a place for the counts of `--statistics`.
    counts: bool,
}

const ANSWER: FormatTraits = FormatTraits { answers: true, counts: true };
const LIST: FormatTraits = FormatTraits { answers: false, counts: true };
const BARE_LIST: FormatTraits = FormatTraits { answers: false, counts: false };

/// Makes the enum, the list of names and everything that is looked up by format from one table: a format that stands in
/// it is complete.
macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $(#[cfg($cfg:meta)])? $format:ident = $name:literal, $traits:ident, $make:expr;)+) => {
        /// A format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum OutputFormat {
            $($(#[doc = $doc])+ $(#[cfg($cfg)])? $format,)+
        }

        impl OutputFormat {
            /// Every format, with its name on the command line.
            pub const ALL: &[(Self, &'static str)] = &[$($(#[cfg($cfg)])? (Self::$format, $name),)+];

            const fn traits(self) -> &'static FormatTraits {
                match self {
                    $($(#[cfg($cfg)])? Self::$format => &$traits,)+
                }
            }

            /// What it is, in a few words.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self {
                    $($(#[cfg($cfg)])? Self::$format => concat!($($doc),+).trim().trim_end_matches('.'),)+
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
        pub fn report(format: OutputFormat, style: Style) -> Box<dyn Report> {
            match format {
                $($(#[cfg($cfg)])? OutputFormat::$format => {
                    let make: fn(Style) -> _ = $make;
                    Box::new(Masking { report: make(style), redact: style.redact })
                })+
            }
        }
    };
}

formats! {
    /// each fault drawn under its link.
    #[cfg(feature = "cli")]
    Human = "human", ANSWER, |style| human::Human { style };
    /// the same in sentences, for screen readers.
    #[cfg(feature = "cli")]
    Narrated = "narrated", ANSWER, |style| narrated::Narrated { style };
    /// one line a finding.
    #[cfg(feature = "cli")]
    Concise = "concise", LIST, |style| concise::Concise { style };
    /// one document.
    Json = "json", LIST, |_| json_report::Json { lines: false };
    /// one object a line.
    Jsonl = "jsonl", LIST, |_| json_report::Json { lines: true };
    /// SARIF 2.1.0.
    Sarif = "sarif", LIST, |style| Gathering { written: sarif::written, style };
    /// workflow commands of GitHub's runner.
    GitHub = "github", LIST, |_| github::GitHub;
    /// the code quality report of GitLab.
    GitLab = "gitlab", BARE_LIST, |style| Gathering { written: gitlab::written, style };
    /// tests, as JUnit writes them.
    #[cfg(feature = "cli")]
    JUnit = "junit", BARE_LIST, |style| Gathering { written: junit::written, style };
    /// an answer for a ticket or a pull request.
    Markdown = "markdown", LIST, |style| Gathering { written: markdown::written, style };
}

impl OutputFormat {
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
