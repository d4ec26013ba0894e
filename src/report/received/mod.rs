//! Received postbacks, as people and programs read about them. One file a format.

mod by;
mod csv;
#[cfg(feature = "cli")]
mod human;
pub mod merge;
mod pages;
mod rows;
mod schema;
mod shell;
mod summary;
pub mod v1;
mod whole;

pub use crate::report::json_report::FindingsAlone;
pub use by::By;
#[cfg(feature = "cli")]
pub use human::human;
pub use pages::markdown;
pub use schema::{HIT_SCHEMA, LOG_SCHEMA};
pub use summary::{NoHits, RunFacts, plural, summary_of};
pub use whole::whole;

use crate::log::shown::Shown;
use std::io::Write;

/// A format of `tracklint log`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogReportFormat {
    /// The summary, for people.
    Human,
    /// One line a faulty postback.
    Concise,
    /// The summary, as one document.
    Json,
    /// One object a postback.
    Jsonl,
    /// One row a postback.
    Csv,
    /// The summary, for a ticket.
    Markdown,
}

impl LogReportFormat {
    /// Every format with its name.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Human, "human"),
        (Self::Concise, "concise"),
        (Self::Json, "json"),
        (Self::Jsonl, "jsonl"),
        (Self::Csv, "csv"),
        (Self::Markdown, "markdown"),
    ];

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(format, _)| *format)
    }

    /// True for the formats that tell of each postback; the others tell of all together.
    #[must_use]
    pub const fn is_of_hits(self) -> bool {
        matches!(self, Self::Concise | Self::Jsonl | Self::Csv)
    }
}

/// What stands before all postbacks.
pub fn head(format: LogReportFormat, out: &mut Vec<u8>) {
    if format == LogReportFormat::Csv {
        csv::head(out);
    }
}

/// One postback in a format that tells of each.
pub fn hit(format: LogReportFormat, shown: &Shown, out: &mut Vec<u8>) {
    match format {
        LogReportFormat::Jsonl => {
            // Writing to a vector never fails.
            let _ = serde_json::to_writer(&mut *out, &v1::Hit::of(shown));
            out.push(b'\n');
        }
        LogReportFormat::Csv => csv::row(shown, out),
        LogReportFormat::Concise => {
            // Writing to a vector never fails.
            let _ = writeln!(out, "{}", rows::concise(shown));
        }
        LogReportFormat::Human | LogReportFormat::Json | LogReportFormat::Markdown => {}
    }
}
