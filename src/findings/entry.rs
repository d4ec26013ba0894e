//! What a run hands to a report.

use crate::lint::{Decision, Linted};
use crate::rule::Spot;
use crate::source::Literal;
use crate::span::Severity;
use std::collections::BTreeMap;

/// What an entry of a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// The text of a spot with its place, and what was decided about it, if it is a link.
    fn text(&self, spot: Spot) -> Option<(Literal<'_>, Option<Decision>)>;
}

/// A link that stands alone: no finding points elsewhere.
pub struct NoRelated;

impl Places for NoRelated {
    fn text(&self, _: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        None
    }
}

impl<'a> Entry<'a> {
    /// The entry of a link that stands alone.
    #[must_use]
    pub fn url(id: Option<&'a str>, literal: &'a Literal<'a>, linted: &'a Linted) -> Self {
        Self { about: About::Url, id, literal, stable: None, linted, places: &NoRelated }
    }
}

/// An input, or a part of one, that could not be read. The rest was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unread {
    /// The input.
    pub path: String,
    /// The line, where it is a line.
    pub line: Option<u64>,
    /// The column in characters, from 1, where it is a place in a line.
    pub column: Option<u64>,
    /// What is the matter, in words for the user.
    pub message: String,
}

impl Unread {
    /// A whole input.
    #[must_use]
    pub fn whole(path: &str, message: String) -> Self {
        Self { path: path.to_owned(), line: None, column: None, message }
    }

    /// `path`, `path:line` or `path:line:column`.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = self.path.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push_str(&format!(":{number}"));
        }
        place
    }
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
    /// Fields of offers with findings. For people too.
    #[serde(skip)]
    pub fields: u64,
    /// Comments with findings. For people too.
    #[serde(skip)]
    pub comments: u64,
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
    /// The rule of the worst finding, and of those that are as bad the first one's. For people.
    #[serde(skip)]
    pub worst_rule: Option<(Severity, &'static str)>,
}

impl Summary {
    /// Counts one link, field or file.
    pub fn count(&mut self, about: About, linted: &Linted) {
        self.urls += u64::from(about == About::Url);
        let faulty = match about {
            About::Url => &mut self.faulty,
            About::Field => &mut self.fields,
            About::File => &mut self.comments,
        };
        *faulty += u64::from(!linted.findings.is_empty());
        self.tally(linted);
    }

    /// Counts what was found later in a link that is counted already; as one with findings unless it `was_faulty` then.
    pub fn again(&mut self, was_faulty: bool, linted: &Linted) {
        self.faulty += u64::from(!was_faulty && !linted.findings.is_empty());
        self.tally(linted);
    }

    fn tally(&mut self, linted: &Linted) {
        for finding in &linted.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
            let safe = finding.fix.as_ref().is_some_and(|f| f.safety == crate::span::Safety::Safe);
            self.fixable += u64::from(safe);
            self.note_rule(Some((finding.severity, finding.rule.id)));
        }
    }

    fn note_rule(&mut self, rule: Option<(Severity, &'static str)>) {
        if rule.map(|(severity, _)| severity) > self.worst_rule.map(|(severity, _)| severity) {
            self.worst_rule = rule;
        }
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, other: Self) {
        self.note_rule(other.worst_rule);
        self.files += other.files;
        self.urls += other.urls;
        self.faulty += other.faulty;
        self.fields += other.fields;
        self.comments += other.comments;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.fixable += other.fixable;
        self.baselined += other.baselined;
    }
}

/// How many findings there are, by rule, platform and file. Held only where somebody asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Statistics {
    /// By the name of the rule.
    pub rules: BTreeMap<&'static str, u64>,
    /// By the id of the platform that the link is addressed to, where it is known.
    pub platforms: BTreeMap<&'static str, u64>,
    /// By the path of the input.
    pub files: BTreeMap<String, u64>,
}

impl Statistics {
    /// Counts what was found at one place of an input.
    pub fn count(&mut self, path: &str, linted: &Linted) {
        let found = linted.findings.len() as u64;
        if found == 0 {
            return;
        }
        for finding in &linted.findings {
            *self.rules.entry(finding.rule.id).or_default() += 1;
        }
        if let Some((platform, _)) = linted.decision.platform {
            *self.platforms.entry(platform.id).or_default() += found;
        }
        match self.files.get_mut(path) {
            Some(count) => *count += found,
            None => drop(self.files.insert(path.to_owned(), found)),
        }
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, other: Self) {
        other.rules.into_iter().for_each(|(rule, n)| *self.rules.entry(rule).or_default() += n);
        other.platforms.into_iter().for_each(|(platform, n)| *self.platforms.entry(platform).or_default() += n);
        other.files.into_iter().for_each(|(file, n)| *self.files.entry(file).or_default() += n);
    }
}

/// Whoever is told what was found. Reports are told through [`Masking`](super::Masking); what is no report may keep it.
pub trait Report: Sync {
    /// What comes before everything.
    fn head(&self, _: &mut Vec<u8>) {}
    /// What stands between two entries (or unread lines that are written as entries).
    fn joiner(&self) -> &'static [u8] {
        b""
    }
    /// One link. A format for people and `json` are only called for links with findings, unless all were asked for.
    fn entry(&self, entry: &Entry, out: &mut Vec<u8>);
    /// A line that could not be read, at its place in the order; nothing where the format tells of it in `tail`.
    fn unread(&self, _: &Unread, _: &mut Vec<u8>) {}
    /// What comes after everything.
    fn tail(&self, ending: &Ending, out: &mut Vec<u8>);

    /// True for a format that can only be written when everything is known: what its entries wrote is then kept, and
    /// handed to `tail` in [`Ending::gathered`] instead of being written.
    fn gathers(&self) -> bool {
        false
    }

    /// The reports of which this one consists, in the order of their outputs; none where it is one report.
    fn parts(&self) -> Vec<&dyn Report> {
        Vec::new()
    }
}

/// How a run ended, as its report tells it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ending<'a> {
    /// Counts.
    pub summary: Summary,
    /// What could not be read.
    pub unread: &'a [Unread],
    /// Findings that were found and are not reported, because nobody wanted that many.
    pub left_out: u64,
    /// Counts by rule, platform and file, where somebody asked for them.
    pub statistics: Option<&'a Statistics>,
    /// What the entries wrote, with joiners between them, of a format that gathers.
    pub gathered: &'a [u8],
}
