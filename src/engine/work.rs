//! One part of an input: its links through the rules, and what there is to report into a buffer of its own.

use super::guard::guarded;
use super::job::Job;
use super::suggest::no_such;
use super::{Entry, Linted, Linter, Report, Summary, Unread};
use crate::platform::{Environment, Platform, Role, State};
use crate::rule::{Tag, Told};
use crate::source::{Block, Format, LONGEST_LINE, Line, Literal, Part, Record, each_link, each_passage};
use crate::span::Severity;

/// Lines of one input that are named one by one when they cannot be read; those after them are counted, so
/// that a stream of noise does not fill the memory.
pub const NAMED: u64 = 1000;

/// A part of an input. Parts know nothing of each other, so several workers may have one each.
pub struct Task<'t> {
    pub path: &'t str,
    pub work: Work<'t>,
}

pub enum Work<'t> {
    Argument(&'t str),
    Part { part: &'t Part, format: Format },
}

/// What became of a [`Task`].
#[derive(Default)]
pub struct Done {
    pub out: Vec<u8>,
    pub summary: Summary,
    pub worst: Option<Severity>,
    /// The first lines that could not be read, and how many there are.
    pub unread: Vec<Unread>,
    pub bad_lines: u64,
    /// Names that are unknown, each with what to say of it.
    pub notes: Vec<(String, String)>,
}

/// The one that lints. Holds nothing of one task when it comes to the next.
pub struct Worker<'a> {
    job: &'a Job<'a>,
    linter: Linter<'a>,
    /// What the settings say of the offer's events.
    events: &'a [&'a str],
    scratch: String,
    done: Done,
}

impl<'a> Worker<'a> {
    pub fn new(job: &'a Job<'a>, events: &'a [&'a str]) -> Self {
        Self { job, linter: linter(job), events, scratch: String::new(), done: Done::default() }
    }

    pub fn work(&mut self, task: &Task) -> Done {
        match &task.work {
            Work::Argument(text) => {
                let told = self.job.settings.told(self.events);
                self.link((task.path, 1), None, text, &told, || Literal::plain(text, task.path, 0, 1));
            }
            Work::Part { part: Part::TooLong(line), .. } => self.too_long(task.path, *line),
            Work::Part { part: Part::Lines(block), format: Format::Text } => self.text(block, task.path),
            Work::Part { part: Part::Lines(block), format } => {
                for line in block.lines() {
                    self.line(line, *format, task.path);
                }
            }
        }
        std::mem::take(&mut self.done)
    }

    fn too_long(&mut self, path: &str, line: u64) {
        let message = format!("this line is longer than {} MiB and was skipped", LONGEST_LINE >> 20);
        self.unread(path, line, message);
    }

    fn line(&mut self, line: Line, format: Format, path: &str) {
        if line.is_too_long() {
            return self.too_long(path, line.number);
        }
        let Ok(text) = std::str::from_utf8(line.bytes) else {
            return self.unread(path, line.number, "this line is not UTF-8 text".to_owned());
        };
        if format == Format::Records {
            if !text.trim_ascii().is_empty() {
                self.record(text, line, path);
            }
            return;
        }
        let told = self.job.settings.told(self.events);
        each_link(text, format, |found| {
            let link = &text[found.clone()];
            let told = Told { tag: Tag::before(&text[..found.start]), ..told };
            self.link((path, line.number), None, link, &told, || Literal {
                lines: line.bytes,
                start: found.start,
                ..Literal::plain(link, path, line.at, line.number)
            });
        });
    }

    /// Lines of free text are read together, for a link may stand on several.
    fn text(&mut self, block: &Block, path: &str) {
        let end = |line: &Line| (line.at - block.at) as usize + line.bytes.len();
        let (mut start, mut first, mut ended) = (0, block.first_line, 0);
        for line in block.lines() {
            if line.is_too_long() || std::str::from_utf8(line.bytes).is_err() {
                self.passages(&block.bytes[start..ended], (block.at + start as u64, first), path);
                self.line(line, Format::Text, path);
                (start, first) = ((end(&line) + 1).min(block.bytes.len()), line.number + 1);
                ended = start;
            } else {
                ended = end(&line);
            }
        }
        self.passages(&block.bytes[start..ended], (block.at + start as u64, first), path);
    }

    /// The links of whole lines that begin at a byte and a line of the input.
    fn passages(&mut self, lines: &[u8], (at, first): (u64, u64), path: &str) {
        let Ok(text) = std::str::from_utf8(lines) else { return };
        let told = self.job.settings.told(self.events);
        let (mut counted, mut number, mut line_start) = (0, first, 0);
        each_passage(text, Format::Text, |passage| {
            let range = passage.range.clone();
            for line_end in memchr::memchr_iter(b'\n', &lines[counted..range.start]) {
                (number, line_start) = (number + 1, counted + line_end + 1);
            }
            counted = range.start;
            if passage.lines > 1 {
                let what = format!(
                    "the link on line {number} of {path} was wrapped over {} lines and is read as one",
                    passage.lines
                );
                self.note(&format!("{path}:wrapped"), what);
            }
            let link = passage.link(text);
            let told = Told { tag: Tag::before(&text[line_start..range.start]), ..told };
            self.link((path, number), None, &link, &told, || Literal {
                map: passage.map(),
                lines: &lines[line_start
                    ..range.end + memchr::memchr(b'\n', &lines[range.end..]).unwrap_or(lines.len() - range.end)],
                start: range.start - line_start,
                ..Literal::plain(&link, path, at + line_start as u64, number)
            });
        });
    }

    /// Says something once of each name.
    fn note(&mut self, name: &str, what: String) {
        if !self.done.notes.iter().any(|(known, _)| known == name) {
            self.done.notes.push((name.to_owned(), what));
        }
    }

    fn record(&mut self, text: &str, line: Line, path: &str) {
        let read = Record::read(text).and_then(|r| Words::read(&r).map(|words| (r, words)));
        let (record, words) = match read {
            Ok(both) => both,
            Err(message) => return self.unread(path, line.number, message),
        };
        let own: Vec<&str> = record.offer.events.iter().flatten().map(AsRef::as_ref).collect();
        let mut told = self.job.settings.told(if self.events.is_empty() { &own } else { self.events });
        words.add_to(&mut told);
        self.add_platforms(&record, &mut told, line.number, path);
        told.global |= record.global.unwrap_or(false);
        told.offer.multi_event = record.offer.multi_event;
        let mut scratch = std::mem::take(&mut self.scratch);
        let link = record.url.text(&mut scratch);
        self.link((path, line.number), record.id, link, &told, || Literal {
            map: Some(record.url.map()),
            key: Some("/url".into()),
            lines: line.bytes,
            start: record.url_at,
            ..Literal::plain(link, path, line.at, line.number)
        });
        self.scratch = scratch;
    }

    /// What a record says about platforms, where no flag says it. A system we have no facts for is no mistake
    /// of the record's: the link is linted without it.
    fn add_platforms(&mut self, record: &Record, told: &mut Told, line: u64, path: &str) {
        let mut note = |name: &str, what: String| {
            if !self.done.notes.iter().any(|(known, _)| known == name) {
                self.done.notes.push((name.to_owned(), format!("{what}; line {line} of {path} is linted without it")));
            }
        };
        let mut named = |name: Option<&str>| -> Option<&'static Platform> {
            let found = self.job.catalogue.named(name?);
            if found.is_none() {
                note(name?, format!("no platform called `{}` is known", name?));
            }
            found
        };
        let network = named(record.network.as_deref());
        let platform = named(record.platform.as_deref());
        let offers = named(record.offer.platform.as_deref());
        told.platform = told.platform.or(platform).or(offers);
        let filler = named(record.filled_by.as_deref());
        told.filled_by = told.filled_by.or(filler);
        if let Some(other) = network.filter(|n| !n.can_be_network()) {
            note(other.id, format!("{} is not known to receive postbacks, so it cannot be the network", other.name));
        }
        let network = network.filter(|n| n.can_be_network());
        told.network = self.job.settings.network.or(network).or(self.job.settings.ambient_network);
    }

    fn unread(&mut self, path: &str, line: u64, message: String) {
        let unread = Unread { path: path.to_owned(), line: Some(line), message };
        self.entry(|report, out| report.unread(&unread, out));
        self.done.bad_lines += 1;
        if self.done.bad_lines <= NAMED {
            self.done.unread.push(unread);
        }
    }

    /// Lets the report write one entry, with a joiner before it if it writes anything and is not the first.
    fn entry(&mut self, write: impl FnOnce(&dyn Report, &mut Vec<u8>)) {
        let report = self.job.report;
        let out = &mut self.done.out;
        let before = out.len();
        if before > 0 {
            out.extend_from_slice(report.joiner());
        }
        let start = out.len();
        write(report, out);
        if out.len() == start {
            out.truncate(before);
        }
    }

    /// Lints one link. `literal` is only asked for when there is something to report.
    fn link<'l>(
        &mut self,
        (path, line): (&str, u64),
        id: Option<&str>,
        text: &str,
        told: &Told,
        literal: impl FnOnce() -> Literal<'l>,
    ) {
        let before = self.done.out.len();
        let outcome = guarded(|| {
            let selection = &self.job.settings.selection;
            let mut linted = self.linter.lint_for(text, told, |rule| selection.wants(rule));
            if !linted.findings.is_empty() || self.job.settings.all {
                selection.grade(&mut linted);
                let literal = literal();
                self.entry(|report, out| report.entry(&Entry { id, literal: &literal, linted: &linted }, out));
            }
            linted
        });
        match outcome {
            Ok(linted) => self.count(&linted),
            Err(said) => {
                self.done.out.truncate(before);
                self.linter = linter(self.job);
                let message = format!(
                    "tracklint failed on this link. That is a fault of tracklint's, not of the link; \
                     please report it with these words: {said}"
                );
                self.unread(path, line, message);
            }
        }
    }

    fn count(&mut self, linted: &Linted) {
        self.done.summary.count(linted);
        self.done.worst = self.done.worst.max(linted.findings.iter().map(|f| f.severity).max());
    }
}

fn linter<'a>(job: &Job<'a>) -> Linter<'a> {
    let config = &job.settings.config;
    Linter::new(job.catalogue, &config.hosts).with_defaults(config.network, config.environment)
}

/// The words of a record that have a fixed list.
struct Words {
    role: Option<Role>,
    state: Option<State>,
    environment: Option<Environment>,
}

impl Words {
    /// # Errors
    /// A word that is on no list, in a sentence for the user.
    fn read(record: &Record) -> Result<Self, String> {
        let states = [State::Template, State::Live];
        let environments = [Environment::Production, Environment::Sandbox];
        Ok(Self {
            role: word("role", record.role.as_deref(), &Role::ALL.map(|(role, id)| (id, role)))?,
            state: word("state", record.state.as_deref(), &states.map(|s| (s.id(), s)))?,
            environment: word("environment", record.environment.as_deref(), &environments.map(|e| (e.id(), e)))?,
        })
    }

    /// A flag goes before a record.
    fn add_to(&self, told: &mut Told) {
        told.role = told.role.or(self.role);
        told.state = told.state.or(self.state);
        told.environment = told.environment.or(self.environment);
    }
}

fn word<T: Copy>(what: &str, written: Option<&str>, list: &[(&'static str, T)]) -> Result<Option<T>, String> {
    let Some(written) = written else { return Ok(None) };
    let found = list.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
    found.map(Some).ok_or_else(|| no_such(what, written, list.iter().map(|(name, _)| *name)))
}
