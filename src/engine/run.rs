//! Many inputs, one after the other, block by block: what was found goes to a report in the order of the input.

use super::guard::guarded;
use super::suggest::no_such;
use super::{Entry, Linted, Linter, Report, Settings, Summary, Unread};
use crate::platform::{Catalogue, Environment, Platform, Role, State};
use crate::rule::Told;
use crate::source::{Block, Blocks, Format, LONGEST_LINE, Line, Literal, Part, Record, each_link};
use crate::span::Severity;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;

/// Lines of one input that are named one by one when they cannot be read; those after them are counted, so
/// that a stream of noise does not fill the memory.
const NAMED: u64 = 1000;

/// Something to lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A link that was given as such.
    Url {
        /// The link.
        text: String,
        /// What to call it: `<argument 2>`.
        name: String,
    },
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path as it was given, with `/`.
        name: String,
    },
    /// What is piped or typed.
    Stdin,
    /// Something that could not even be found.
    Missing(Unread),
}

/// What a run works on.
pub struct Job<'a> {
    /// In this order.
    pub inputs: &'a [Input],
    /// What is known of every link.
    pub settings: &'a Settings,
    /// The platforms.
    pub catalogue: &'a Catalogue,
    /// The format of what comes out.
    pub report: &'a dyn Report,
}

/// What a run says besides its report.
#[derive(Clone, Copy, Debug)]
pub enum Talk<'a> {
    /// Something could not be read.
    Unread(&'a Unread),
    /// Something to know.
    Note(&'a str),
    /// Something for those who want to know everything.
    Detail(&'a str),
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Counts.
    pub summary: Summary,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// The severity of the worst finding.
    pub worst: Option<Severity>,
    /// Nobody reads the report any more.
    pub closed: bool,
}

/// Lints every input and writes the report to `out`. Everything before a block is written before the next is
/// read, so whoever types sees each answer at once.
///
/// # Errors
/// The report could not be written. That its reader went away is no error.
pub fn run(
    job: &Job,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    talk: &mut dyn FnMut(Talk),
) -> std::io::Result<Outcome> {
    let mut writer = Writer { job, out, talk, outcome: Outcome::default(), any: false, noted: Vec::new() };
    let ended = writer.inputs(stdin);
    match ended {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => writer.outcome.closed = true,
        other => other?,
    }
    Ok(writer.outcome)
}

/// The one that writes: takes finished blocks in the order of the input.
struct Writer<'a, 'w> {
    job: &'a Job<'a>,
    out: &'w mut dyn Write,
    talk: &'w mut dyn FnMut(Talk),
    outcome: Outcome,
    /// An entry was written, so the next one needs a joiner before it.
    any: bool,
    /// Names that were said to be unknown.
    noted: Vec<String>,
}

impl Writer<'_, '_> {
    fn inputs(&mut self, stdin: &mut dyn Read) -> std::io::Result<()> {
        let mut text = Vec::new();
        self.job.report.head(&mut text);
        self.out.write_all(&text)?;
        let events: Vec<&str> = self.job.settings.events.iter().map(String::as_str).collect();
        let mut worker = Worker::new(self.job, &events);
        for input in self.job.inputs {
            match input {
                Input::Url { text, name } => {
                    self.outcome.summary.files += 1;
                    let task = Task { path: name, work: Work::Argument(text) };
                    self.take(worker.work(&task), &mut 0)?;
                }
                Input::File { path, name } => match open(path) {
                    Ok(mut file) => self.stream(&mut worker, name, &mut file)?,
                    Err(message) => self.unread(Unread { path: name.clone(), line: None, message }),
                },
                Input::Stdin => self.stream(&mut worker, "<stdin>", stdin)?,
                Input::Missing(unread) => self.unread(unread.clone()),
            }
        }
        text.clear();
        self.job.report.tail(&self.outcome.summary, &self.outcome.unread, &mut text);
        self.out.write_all(&text)?;
        self.out.flush()
    }

    fn stream(&mut self, worker: &mut Worker, path: &str, reader: &mut dyn Read) -> std::io::Result<()> {
        self.outcome.summary.files += 1;
        let mut blocks = Blocks::new(reader);
        let (mut format, mut bad_lines) = (self.job.settings.input, 0);
        loop {
            let part = match blocks.next_part() {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(error) => {
                    let message = format!("reading stopped: {}", plain_error(&error));
                    self.unread(Unread { path: path.to_owned(), line: None, message });
                    break;
                }
            };
            if let Part::Lines(block) = &part {
                if block.at == 0 && (block.bytes.starts_with(b"\xFF\xFE") || block.bytes.starts_with(b"\xFE\xFF")) {
                    let message = "the text is in UTF-16; save it as UTF-8".to_owned();
                    self.unread(Unread { path: path.to_owned(), line: None, message });
                    break;
                }
                if format.is_none() {
                    format = self.format_of(path, block);
                }
            }
            let work = Work::Part { part: &part, format: format.unwrap_or(Format::Lines) };
            self.take(worker.work(&Task { path, work }), &mut bad_lines)?;
        }
        if bad_lines > NAMED {
            let message = format!("{} more lines could not be read", bad_lines - NAMED);
            self.unread(Unread { path: path.to_owned(), line: None, message });
        }
        Ok(())
    }

    /// The format that the first line of a block tells, if one is not blank.
    fn format_of(&mut self, path: &str, block: &Block) -> Option<Format> {
        let line = block.lines().find(|l| !l.bytes.trim_ascii().is_empty())?;
        let format = Format::detect(path, line.bytes);
        (self.talk)(Talk::Detail(&format!("{path} is read as {}", format.words())));
        Some(format)
    }

    fn unread(&mut self, unread: Unread) {
        (self.talk)(Talk::Unread(&unread));
        self.outcome.unread.push(unread);
    }

    /// Takes a finished block.
    fn take(&mut self, done: Done, bad_lines: &mut u64) -> std::io::Result<()> {
        for unread in done.unread.into_iter().take(NAMED.saturating_sub(*bad_lines) as usize) {
            self.unread(unread);
        }
        *bad_lines += done.bad_lines;
        for (name, note) in done.notes {
            if !self.noted.contains(&name) {
                (self.talk)(Talk::Note(&note));
                self.noted.push(name);
            }
        }
        self.outcome.summary.add(done.summary);
        self.outcome.worst = self.outcome.worst.max(done.worst);
        if !done.out.is_empty() {
            if self.any {
                self.out.write_all(self.job.report.joiner())?;
            }
            self.any = true;
            self.out.write_all(&done.out)?;
            self.out.flush()?;
        }
        Ok(())
    }
}

fn open(path: &PathBuf) -> Result<File, String> {
    let file = File::open(path).map_err(|e| plain_error(&e))?;
    match file.metadata() {
        Ok(about) if about.is_dir() => Err("this is a folder; name the files in it".to_owned()),
        _ => Ok(file),
    }
}

fn plain_error(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you may not read this file".to_owned(),
        ErrorKind::IsADirectory => "this is a folder; name the files in it".to_owned(),
        _ => error.to_string(),
    }
}

/// A part of an input. Parts know nothing of each other, so several workers may have one each.
struct Task<'t> {
    path: &'t str,
    work: Work<'t>,
}

enum Work<'t> {
    Argument(&'t str),
    Part { part: &'t Part, format: Format },
}

/// What became of a [`Task`].
#[derive(Default)]
struct Done {
    out: Vec<u8>,
    summary: Summary,
    worst: Option<Severity>,
    /// The first lines that could not be read, and how many there are.
    unread: Vec<Unread>,
    bad_lines: u64,
    /// Names that are unknown, each with what to say of it.
    notes: Vec<(String, String)>,
}

/// The one that lints. Holds nothing of one task when it comes to the next.
struct Worker<'a> {
    job: &'a Job<'a>,
    linter: Linter<'a>,
    /// What the settings say of the offer's events.
    events: &'a [&'a str],
    scratch: String,
    done: Done,
}

impl<'a> Worker<'a> {
    fn new(job: &'a Job<'a>, events: &'a [&'a str]) -> Self {
        Self { job, linter: linter(job), events, scratch: String::new(), done: Done::default() }
    }

    fn work(&mut self, task: &Task) -> Done {
        match &task.work {
            Work::Argument(text) => {
                let told = self.job.settings.told(self.events);
                self.link((task.path, 1), None, text, &told, || Literal::plain(text, task.path, 0, 1));
            }
            Work::Part { part: Part::TooLong(line), .. } => self.too_long(task.path, *line),
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
            self.link((path, line.number), None, link, &told, || Literal {
                lines: line.bytes,
                start: found.start,
                ..Literal::plain(link, path, line.at, line.number)
            });
        });
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
        let mut named = |what: &str, name: Option<&str>| -> Option<&'static Platform> {
            let name = name?;
            let found = self.job.catalogue.named(name).filter(|p| what == "platform" || p.can_be_network());
            if found.is_none() && !self.done.notes.iter().any(|(known, _)| known == name) {
                let note = format!("no {what} called `{name}` is known; line {line} of {path} is linted without it");
                self.done.notes.push((name.to_owned(), note));
            }
            found
        };
        let network = named("network", record.network.as_deref());
        told.network = self.job.settings.network.or(network).or(self.job.settings.ambient_network);
        let platform = named("platform", record.platform.as_deref());
        let offers = named("platform", record.offer.platform.as_deref());
        told.platform = told.platform.or(platform).or(offers);
        let filler = named("platform", record.filled_by.as_deref());
        told.filled_by = told.filled_by.or(filler);
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
