//! Many inputs, one after the other, block by block: what was found goes to a report in the order of the input.

use super::job::{Input, Job};
use super::work::{Done, NAMED, Task, Work, Worker};
use super::{Summary, Unread};
use crate::source::{Block, Blocks, Format, Part, open_end};
use crate::span::Severity;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

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
            let mut part = match blocks.next_part() {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(error) => {
                    let message = format!("reading stopped: {}", plain_error(&error));
                    self.unread(Unread { path: path.to_owned(), line: None, message });
                    break;
                }
            };
            if let Part::Lines(block) = &mut part {
                if block.at == 0 && (block.bytes.starts_with(b"\xFF\xFE") || block.bytes.starts_with(b"\xFE\xFF")) {
                    let message = "the text is in UTF-16; save it as UTF-8".to_owned();
                    self.unread(Unread { path: path.to_owned(), line: None, message });
                    break;
                }
                if format.is_none() {
                    format = self.format_of(path, block);
                }
                if format == Some(Format::Text) {
                    // A link may go on in the next line.
                    let at = open_end(&block.bytes);
                    blocks.take_back(block, at);
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

fn open(path: &Path) -> Result<File, String> {
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
