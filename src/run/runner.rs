//! Many inputs, one after the other, block by block: what was found goes to a report in the order of the input.

use super::input::{Input, Job};
use super::io_error::plain_error;
use super::parallel_read::read_shared;
use super::pool::WorkerPool;
use super::shared::lint_shared;
use super::task::{Task, Work};
use super::variants::Variants;
use super::workers::workers;
use crate::findings::{Directives, Ending, LineComments, Report, Statistics, Summary, Unread, pieces};
use crate::rule::{ClickIds, Repeat};
use crate::scan::{LiteralClickId, NAMED, PartResult, Reads, ScanSetup, Worker};
use crate::source::{Blocks, InputFormat, Part, is_told_by_its_first_line, open_end};
use crate::span::Severity;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// What a run says besides its report.
#[derive(Clone, Copy, Debug)]
pub enum Notice<'a> {
    /// Something could not be read.
    Unread(&'a Unread),
    /// Something to know.
    Note(&'a str),
    /// Something for those who want to know everything.
    Detail(&'a str),
    /// So many bytes were read so far, of so many inputs.
    Progress(u64, usize),
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct RunResult {
    /// Counts.
    pub summary: Summary,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// The severity of the worst finding.
    pub worst: Option<Severity>,
    /// Counts by rule, platform and file, where somebody asked for them.
    pub statistics: Statistics,
    /// Findings that are not in the report, because nobody wanted that many.
    pub left_out: u64,
    /// Nobody reads the report any more.
    pub closed: bool,
}

/// A file up to this size is one task; the blocks of a larger one are shared among the workers.
const SMALL: u64 = 4 << 20;

/// How much of an input is looked at to find out what it is.
const HEAD: usize = 64 << 10;

/// A block shorter than this came from somebody who types, or from a pipe that pauses: it is answered at once.
const PAUSED: usize = 1 << 18;

/// Lints every input and writes the report to `out`. Everything that was read is answered before a reader that
/// pauses is asked again, so whoever types sees each answer at once.
///
/// # Errors
/// The report could not be written. That its reader went away is no error.
pub fn run(
    job: &Job,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    talk: &mut dyn FnMut(Notice),
) -> std::io::Result<RunResult> {
    run_into(job, stdin, vec![out], talk)
}

/// The same for a report that consists of several, each with an output of its own: `outs`, in their order.
///
/// # Errors
/// A report could not be written. That the reader of one went away is no error.
pub fn run_into(
    job: &Job,
    stdin: &mut dyn Read,
    outs: Vec<&mut dyn Write>,
    talk: &mut dyn FnMut(Notice),
) -> std::io::Result<RunResult> {
    let events: Vec<&str> = job.settings.events.iter().map(String::as_str).collect();
    let parts = job.report.parts();
    let reports = if parts.is_empty() { vec![job.report] } else { parts };
    let mut writer = Writer {
        job,
        sinks: reports.into_iter().zip(outs).map(|(report, out)| Sink::new(report, out)).collect(),
        talk,
        outcome: RunResult::default(),
        written: Written::default(),
        click_ids: ClickIds::default(),
        repeats: Vec::new(),
        noted: Vec::new(),
        bad: Bad::default(),
    };
    let variants = Variants::new(job);
    let setups = variants.setups(job);
    let ended = std::thread::scope(|scope| {
        let crew = WorkerPool::new(scope, &setups[0], &events);
        let setups = Setups { all: &setups, variants: &variants };
        let mut runner = Runner { job, setups, events: &events, crew, writer: &mut writer, at: 0, bytes: 0 };
        runner.inputs(stdin)
    });
    match ended.and_then(|()| writer.tail()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => writer.outcome.closed = true,
        other => other?,
    }
    Ok(writer.outcome)
}

/// What a worker is told of each input.
#[derive(Clone, Copy)]
struct Setups<'env> {
    all: &'env [ScanSetup<'env>],
    variants: &'env Variants,
}

impl<'env> Setups<'env> {
    /// What it is told of the input of that name.
    fn of(self, name: &str) -> &'env ScanSetup<'env> {
        &self.all[self.variants.of(name)]
    }
}

/// The one that reads.
struct Runner<'r, 'w, 'scope, 'env> {
    job: &'env Job<'env>,
    setups: Setups<'env>,
    /// What the settings say of the offer's events.
    events: &'env [&'env str],
    crew: WorkerPool<'scope, 'env>,
    writer: &'r mut Writer<'env, 'w>,
    /// The number of the input that is read, and the bytes read so far.
    at: usize,
    bytes: u64,
}

impl Runner<'_, '_, '_, '_> {
    fn inputs(&mut self, stdin: &mut dyn Read) -> std::io::Result<()> {
        self.writer.head()?;
        for (at, input) in self.job.inputs.iter().enumerate() {
            self.at = at;
            match input {
                Input::Url { text, name } => {
                    let weight = text.len() as u64;
                    self.give(name, Work::Argument(text.clone()), weight)?;
                }
                Input::Pasted { text, passage, name } => {
                    let weight = passage.range.len() as u64;
                    self.give(name, Work::Pasted(text.clone(), passage.clone()), weight)?;
                }
                Input::File { path, name } => self.file(path, name)?,
                Input::Stdin => self.stdin(stdin)?,
                // Whoever asked for the run tells of these at its end, where they are seen.
                Input::Missing(unread) => {
                    self.resolve()?;
                    self.writer.outcome.unread.push(unread.clone());
                }
            }
        }
        self.resolve()?;
        self.repeats()
    }

    /// Reports links whose click id stood in another one before, which shows only when all are known.
    fn repeats(&mut self) -> std::io::Result<()> {
        if self.writer.repeats.is_empty() {
            return Ok(());
        }
        let mut worker = Worker::new(self.setups.of(""), self.events);
        for (kept, repeat) in std::mem::take(&mut self.writer.repeats) {
            worker.serve(self.setups.of(&kept.path));
            worker.again(&kept, &repeat);
        }
        self.take(worker.done)
    }

    /// Nothing at all on standard input is mostly a path that somebody forgot.
    fn stdin(&mut self, stdin: &mut dyn Read) -> std::io::Result<()> {
        let settings = self.job.settings;
        let name = settings.stdin_name.as_deref().unwrap_or("<stdin>");
        let mut watched = Watched { reader: stdin, blank: true };
        self.stream(name, &mut watched, None)?;
        if watched.blank && settings.wants_stdin {
            self.unread(Unread::whole(name, EMPTY.to_owned()))?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, name: &str) -> std::io::Result<()> {
        let (file, size) = match open(path) {
            Ok(found) => found,
            Err(message) => return self.unread(Unread::whole(name, message)),
        };
        match size {
            Some(size) if size <= SMALL => self.give(name, Work::File(path.to_owned()), size.max(1)),
            _ => self.stream(name, &mut &file, size.map(|size| (&file, size))),
        }
    }

    /// Reads an input here: lines block by block, a structured file as a whole. `file` is the file with its size, if it
    /// is one.
    fn stream(&mut self, name: &str, reader: &mut dyn Read, file: Option<(&File, u64)>) -> std::io::Result<()> {
        self.give(name, Work::Begin, 0)?;
        let head = match peek(reader) {
            Ok(head) => head,
            Err(error) => return self.stopped(name, &error),
        };
        let reads = Reads::detect(name, &head, self.job.settings);
        self.take(PartResult { details: vec![reads.said_of(name)], ..PartResult::default() })?;
        let mut reader = head.chain(reader);
        match reads {
            // A fence reaches as far as it reaches: what stands in a block of code is told only by what stands before it.
            Reads::Lines(InputFormat::Markdown) => self.whole(name, &mut reader, file, reads),
            Reads::Lines(format) => self.lines(name, &mut reader, format),
            Reads::Wide | Reads::Structured(_) | Reads::Mail => self.whole(name, &mut reader, file, reads),
        }
    }

    fn lines(&mut self, name: &str, reader: &mut dyn Read, format: InputFormat) -> std::io::Result<()> {
        let (mut blocks, mut silent) = (Blocks::new(reader), LineComments::default());
        loop {
            let mut part = match blocks.next_part() {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(error) => return self.stopped(name, &error),
            };
            if let Part::Lines(block) = &mut part
                && (format.waits() || format.joins() && block.bytes.len() >= PAUSED)
            {
                // A link may go on in the next line.
                let at = open_end(&block.bytes);
                blocks.take_back(block, at);
            }
            let weight = part.len();
            // Read here, in the order of the stream: a comment may stand in the block before its link.
            let comments = if format == InputFormat::Records { Directives::default() } else { silent.enter(&part) };
            self.give(name, Work::Part { part, format, comments }, weight as u64)?;
            if weight < PAUSED {
                self.resolve()?;
            }
        }
        // A comment that counts for the whole file is judged when all of it was linted.
        self.resolve()?;
        self.give(name, Work::Rest(silent.end()), 0)
    }

    /// A structured file, or one in another charset, is read to its end first.
    fn whole(
        &mut self,
        name: &str,
        reader: &mut dyn Read,
        file: Option<(&File, u64)>,
        reads: Reads,
    ) -> std::io::Result<()> {
        let limit = self.job.settings.max_file_size;
        let workers = workers(self.job.settings);
        let known = file.filter(|(_, size)| *size <= limit && workers > 1);
        let bytes = match known.and_then(|(file, size)| read_shared(file, size, workers)) {
            Some(bytes) => bytes,
            None => {
                let mut bytes = Vec::new();
                if let Err(error) = reader.take(limit + 1).read_to_end(&mut bytes) {
                    return self.stopped(name, &error);
                }
                bytes
            }
        };
        if bytes.len() as u64 > limit {
            return self.unread(Unread::whole(name, too_large(limit)));
        }
        // Its parts are shared among workers of their own, so what was handed out before has to be done.
        self.resolve()?;
        let (before, size, at) = (self.bytes, bytes.len() as u64, self.at);
        let talk = &mut self.writer.talk;
        let told = |part: f64| talk(Notice::Progress(before + (size as f64 * part) as u64, at));
        let done = lint_shared(self.setups.of(name), self.events, name, &bytes, reads, told);
        self.bytes += size;
        self.take(done)
    }

    fn stopped(&mut self, name: &str, error: &std::io::Error) -> std::io::Result<()> {
        self.unread(Unread::whole(name, format!("reading stopped: {}", plain_error(error))))
    }

    fn give(&mut self, name: &str, work: Work, weight: u64) -> std::io::Result<()> {
        self.bytes += weight;
        let setup = self.setups.of(name);
        self.crew.give(Task { setup, input: self.at, name: name.into(), work, weight });
        while let Some(done) = self.crew.take() {
            self.writer.take(done)?;
        }
        (self.writer.talk)(Notice::Progress(self.bytes, self.at));
        Ok(())
    }

    /// Takes what was found here, after everything that was handed out before.
    fn take(&mut self, done: PartResult) -> std::io::Result<()> {
        self.resolve()?;
        self.writer.take(PartResult { input: self.at, ..done })
    }

    fn unread(&mut self, unread: Unread) -> std::io::Result<()> {
        self.take(PartResult { unread: vec![unread], bad_lines: 0, ..PartResult::default() })
    }

    fn resolve(&mut self) -> std::io::Result<()> {
        self.crew.resolve();
        while let Some(done) = self.crew.take() {
            self.writer.take(done)?;
        }
        Ok(())
    }
}

/// What is said of a standard input that holds nothing.
pub const EMPTY: &str = "it is empty: name a file or a folder, or pipe links to tracklint; with --allow-empty or --input \
                         this is no error";

/// A reader that knows whether anything but blanks came so far.
struct Watched<'r> {
    reader: &'r mut dyn Read,
    blank: bool,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.blank = self.blank && buffer[..count].iter().all(u8::is_ascii_whitespace);
        Ok(count)
    }
}

/// The beginning of an input: its first line where that tells what it is, or so much of it that its format shows.
fn peek(reader: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        head.resize(before + HEAD, 0);
        let outcome = reader.read(&mut head[before..]);
        head.truncate(before + *outcome.as_ref().unwrap_or(&0));
        let told = is_told_by_its_first_line(&head) || head.len() >= HEAD;
        match outcome {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(n) if n == 0 || told => return Ok(head),
            Ok(_) => {}
        }
    }
}

/// Opens a file, and says how large it is where it is a plain one.
fn open(path: &Path) -> Result<(File, Option<u64>), String> {
    let file = File::open(path).map_err(|e| plain_error(&e))?;
    match file.metadata() {
        Ok(about) if about.is_dir() => Err("this is a folder; name the files in it".to_owned()),
        Ok(about) if about.is_file() => Ok((file, Some(about.len()))),
        _ => Ok((file, None)),
    }
}

/// What is said of a file that is not read because of its size.
pub fn too_large(limit: u64) -> String {
    format!("this file is larger than {} MiB and was not read; --max-file-size sets the limit", limit >> 20)
}

/// The one that writes: takes what was done in the order of the input.
struct Writer<'a, 'w> {
    job: &'a Job<'a>,
    sinks: Vec<Sink<'a, 'w>>,
    talk: &'w mut dyn FnMut(Notice),
    outcome: RunResult,
    written: Written,
    /// The ids of clicks so far, and the links that repeat one.
    click_ids: ClickIds,
    repeats: Vec<(LiteralClickId, Repeat)>,
    /// Names that were said to be unknown.
    noted: Vec<String>,
    /// The input that was worked on last, its name, and how many of its lines could not be read.
    bad: Bad,
}

/// One report, and where it goes.
struct Sink<'a, 'w> {
    report: &'a dyn Report,
    out: &'w mut dyn Write,
    /// An entry was written, so the next one needs a joiner before it.
    any: bool,
    /// What entries wrote that is reported at the end.
    gathered: Vec<u8>,
    /// Nobody reads it any more, and others are still read.
    closed: bool,
}

impl<'a, 'w> Sink<'a, 'w> {
    fn new(report: &'a dyn Report, out: &'w mut dyn Write) -> Self {
        Self { report, out, any: false, gathered: Vec::new(), closed: false }
    }
}

impl Sink<'_, '_> {
    fn entries(&mut self, text: &[u8]) -> std::io::Result<()> {
        let joiner = if std::mem::replace(&mut self.any, true) { self.report.joiner() } else { b"" };
        if self.report.gathers() {
            self.gathered.extend_from_slice(joiner);
            self.gathered.extend_from_slice(text);
            return Ok(());
        }
        self.write(&[joiner, text])
    }

    fn write(&mut self, texts: &[&[u8]]) -> std::io::Result<()> {
        if self.closed {
            return Ok(());
        }
        texts.iter().try_for_each(|text| self.out.write_all(text)).and_then(|()| self.out.flush())
    }
}

/// What was reported so far.
#[derive(Default)]
struct Written {
    /// Findings that were reported, and that were not because there are too many.
    findings: u64,
    left_out: u64,
}

impl Written {
    /// How much of what was done is reported. An entry is reported whole or not at all.
    fn allowed<'d>(&mut self, done: &'d PartResult, most: Option<u64>) -> &'d [u8] {
        let Some(most) = most else { return &done.out };
        let mut end = 0;
        for mark in &done.marks {
            if self.findings < most {
                self.findings += u64::from(mark.findings);
                end = mark.end;
            } else {
                self.left_out += u64::from(mark.findings);
            }
        }
        &done.out[..end]
    }
}

/// Lines of one input that could not be read.
#[derive(Default)]
struct Bad {
    input: usize,
    name: String,
    lines: u64,
}

impl Writer<'_, '_> {
    fn head(&mut self) -> std::io::Result<()> {
        self.each(|sink| {
            let mut text = Vec::new();
            sink.report.head(&mut text);
            sink.write(&[&text])
        })
    }

    /// Writes to every sink. That nobody reads one of several any more ends that one, and not the others.
    fn each(&mut self, mut write: impl FnMut(&mut Sink) -> std::io::Result<()>) -> std::io::Result<()> {
        let alone = self.sinks.len() == 1;
        for sink in &mut self.sinks {
            match write(sink) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe && !alone => {
                    (sink.closed, self.outcome.closed) = (true, true);
                }
                other => other?,
            }
        }
        Ok(())
    }

    fn tail(&mut self) -> std::io::Result<()> {
        self.rest_of_bad();
        self.outcome.left_out = self.written.left_out;
        let RunResult { summary, statistics, .. } = &self.outcome;
        let (summary, statistics) = (*summary, self.job.settings.statistics.then(|| statistics.clone()));
        let (unread, left_out) = (self.outcome.unread.clone(), self.written.left_out);
        self.each(|sink| {
            let gathered = std::mem::take(&mut sink.gathered);
            let statistics = statistics.as_ref();
            let ending = Ending { summary, unread: &unread, left_out, statistics, gathered: &gathered };
            let mut text = Vec::new();
            sink.report.tail(&ending, &mut text);
            sink.write(&[&text])
        })
    }

    fn unread(&mut self, unread: Unread) {
        (self.talk)(Notice::Unread(&unread));
        self.outcome.unread.push(unread);
    }

    /// Lines after the first thousand are only counted.
    fn rest_of_bad(&mut self) {
        let Bad { name, lines, .. } = std::mem::take(&mut self.bad);
        if lines > NAMED {
            self.unread(Unread::whole(&name, format!("{} more lines could not be read", lines - NAMED)));
        }
    }

    /// Takes what is done.
    fn take(&mut self, mut done: PartResult) -> std::io::Result<()> {
        if done.input != self.bad.input {
            self.rest_of_bad();
            self.bad.input = done.input;
        }
        for detail in &done.details {
            (self.talk)(Notice::Detail(detail));
        }
        for unread in std::mem::take(&mut done.unread).into_iter().take(NAMED.saturating_sub(self.bad.lines) as usize) {
            self.bad.name.clone_from(&unread.path);
            self.unread(unread);
        }
        self.bad.lines += done.bad_lines;
        for (name, note) in std::mem::take(&mut done.notes) {
            if !self.noted.contains(&name) {
                (self.talk)(Notice::Note(&note));
                self.noted.push(name);
            }
        }
        self.outcome.summary.add(done.summary);
        self.outcome.worst = self.outcome.worst.max(done.worst);
        self.outcome.statistics.add(std::mem::take(&mut done.statistics));
        for kept in std::mem::take(&mut done.click_ids) {
            if let Some(repeat) = self.click_ids.note(&kept.text, kept.span, &kept.path, kept.line()) {
                self.repeats.push((kept, repeat));
            }
        }
        let text = self.written.allowed(&done, self.job.settings.max_findings);
        if text.is_empty() {
            return Ok(());
        }
        if let [sink] = &mut *self.sinks {
            return sink.entries(text);
        }
        let mut numbers = 0..;
        self.each(|sink| {
            let number = numbers.next();
            let mut mine = pieces(text).filter(|(of, _)| Some(*of) == number);
            mine.try_for_each(|(_, piece)| sink.entries(piece))
        })
    }
}
