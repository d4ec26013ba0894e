//! What a run hands to a report.

use super::Linted;
use crate::rule::Spot;
use crate::source::Literal;
use crate::span::Severity;

/// What an entry of a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A link.
    Url,
    /// A field of an offer: an event id, a status.
    Field,
    /// A file as such: a comment in it that asks for something unknown.
    File,
}

/// One linted link or field.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// What it is.
    pub about: About,
    /// The record's `id` as JSON, echoed.
    pub id: Option<&'a str>,
    /// The link or field and its place.
    pub literal: &'a Literal<'a>,
    /// The key path by which the text is known whatever comes and goes around it: [`super::stable_key`]. Without
    /// one the literal's key serves, its numbers left out.
    pub stable: Option<&'a str>,
    /// The verdict; of a field only its findings count. Findings that were switched off are gone, severities are final.
    pub linted: &'a Linted,
    /// Where the other texts stand that findings point at.
    pub places: &'a dyn Places,
}

/// Finds the texts that a finding points at besides its own.
pub trait Places {
    /// The text of a spot with its place.
    fn literal(&self, spot: Spot) -> Option<Literal<'_>>;
}

/// A link that stands alone: no finding points elsewhere.
pub struct Alone;

impl Places for Alone {
    fn literal(&self, _: Spot) -> Option<Literal<'_>> {
        None
    }
}

impl<'a> Entry<'a> {
    /// The entry of a link that stands alone.
    #[must_use]
    pub fn url(id: Option<&'a str>, literal: &'a Literal<'a>, linted: &'a Linted) -> Self {
        Self { about: About::Url, id, literal, stable: None, linted, places: &Alone }
    }
}

/// An input, or a part of one, that could not be read. The rest was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unread {
    /// The input.
    pub path: String,
    /// The line, where it is a line.
    pub line: Option<u64>,
    /// What is the matter, in words for the user.
    pub message: String,
}

/// Counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Inputs read.
    pub files: u64,
    /// Links looked at.
    pub urls: u64,
    /// Links with findings. For people: no part of the contract.
    #[serde(skip)]
    pub faulty: u64,
    /// Findings by severity.
    pub errors: u64,
    /// Findings by severity.
    pub warnings: u64,
    /// Findings by severity.
    pub advice: u64,
    /// Findings with a safe fix.
    pub fixable: u64,
    /// Findings that the baseline holds, which are not reported and not among the others.
    #[serde(skip)]
    pub baselined: u64,
}

impl Summary {
    /// Counts one link.
    pub fn count(&mut self, linted: &Linted) {
        self.urls += 1;
        self.faulty += u64::from(!linted.findings.is_empty());
        for finding in &linted.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
            let safe = finding.fix.as_ref().is_some_and(|f| f.safety == crate::span::Safety::Safe);
            self.fixable += u64::from(safe);
        }
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, other: Self) {
        self.files += other.files;
        self.urls += other.urls;
        self.faulty += other.faulty;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.fixable += other.fixable;
        self.baselined += other.baselined;
    }
}

/// A format. Entries are written by several workers into buffers of their own, which one writer then joins in
/// the order of the input; so a format keeps no state from entry to entry.
pub trait Report: Sync {
    /// What comes before everything.
    fn head(&self, out: &mut Vec<u8>);
    /// What stands between two entries (or unread lines that are written as entries).
    fn joiner(&self) -> &'static [u8];
    /// One link. A format for people and `json` are only called for links with findings, unless all were asked for.
    fn entry(&self, entry: &Entry, out: &mut Vec<u8>);
    /// A line that could not be read, at its place in the order; nothing where the format tells of it in `tail`.
    fn unread(&self, unread: &Unread, out: &mut Vec<u8>);
    /// What comes after everything.
    fn tail(&self, summary: &Summary, unread: &[Unread], out: &mut Vec<u8>);
}
