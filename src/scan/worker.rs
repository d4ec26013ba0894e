//! One part of an input: its links through the rules, and what there is to report into a buffer of its own.

use super::extent::Extent;
use super::input_kind::Reads;
use super::kept_click_id::LiteralClickId;
use super::setup::ScanSetup;
use crate::findings::{
    About, At as Stands, Directives, Entry, Leftover, LineComments, NoRelated, Report, Statistics, Summary,
    Suppressions, Unread, no_such,
};
use crate::link::{Anatomy, Tag};
use crate::lint::{Decision, Linted, Linter, guarded};
use crate::platform::{Environment, Platform, Role, State};
use crate::rule::{Hints, Rule};
use crate::source::{
    Block, Blocks, FileText, InputFormat, LONGEST_LINE, Line, Literal, Part, Passage, Record, each_link, each_passage,
};
use crate::span::{Columns, Severity};

/// Lines of one input that are named one by one when they cannot be read; those after them are counted, so
/// that a stream of noise does not fill the memory.
pub const NAMED: u64 = 1000;

/// A place that a report may have to name.
#[derive(Clone, Copy)]
pub struct At<'p> {
    pub path: &'p str,
    /// From 1.
    pub line: u64,
    /// In characters, from 1.
    pub column: Option<u64>,
    /// Offset in the text of the input.
    pub byte: u64,
    /// The key path of what stands there, in a record.
    pub key: Option<&'static str>,
}

impl<'p> At<'p> {
    const fn line(path: &'p str, line: &Line) -> Self {
        Self { path, line: line.number, column: None, byte: line.at, key: None }
    }
}

/// What became of a part of an input.
#[derive(Default)]
pub struct PartResult {
    /// The number of the input.
    pub input: usize,
    pub out: Vec<u8>,
    pub summary: Summary,
    pub worst: Option<Severity>,
    /// The first lines that could not be read, and how many there are.
    pub unread: Vec<Unread>,
    pub bad_lines: u64,
    /// Names that are unknown, each with what to say of it.
    pub notes: Vec<(String, String)>,
    /// For those who want to know everything.
    pub details: Vec<String>,
    /// Counts, where somebody asked for them.
    pub statistics: Statistics,
    /// The entries in `out`, where only so many are wanted.
    pub marks: Vec<Mark>,
    /// Links that hold the id of one click.
    pub click_ids: Vec<LiteralClickId>,
}

/// An entry that was written.
#[derive(Clone, Copy)]
pub struct Mark {
    /// Where it ends.
    pub end: usize,
    /// How many findings it holds.
    pub findings: u32,
}

impl PartResult {
    /// Says something once of each name.
    pub fn note(&mut self, name: &str, what: impl FnOnce() -> String) {
        if !self.notes.iter().any(|(known, _)| known == name) {
            self.notes.push((name.to_owned(), what()));
        }
    }

    /// Adds what became of another part of the same input.
    pub fn add(&mut self, other: Self) {
        let out = other.out.len();
        self.out.extend(other.out);
        self.summary.add(other.summary);
        self.worst = self.worst.max(other.worst);
        self.unread.extend(other.unread);
        self.bad_lines += other.bad_lines;
        self.notes.extend(other.notes);
        self.details.extend(other.details);
        self.statistics.add(other.statistics);
        self.click_ids.extend(other.click_ids);
        let base = self.out.len() - out;
        self.marks.extend(other.marks.into_iter().map(|m| Mark { end: m.end + base, ..m }));
    }
}

/// Where lines come from.
pub struct Stream<'q> {
    pub path: &'q str,
    pub format: InputFormat,
    /// What its comments and the configuration silence.
    pub quiet: Suppressions<'q>,
    /// The file, where the lines were decoded from it.
    pub file: Option<&'q FileText<'q>>,
}

/// The one that lints. Holds nothing of one task when it comes to the next.
pub struct Worker<'a> {
    pub job: &'a ScanSetup<'a>,
    pub linter: Linter<'a>,
    /// What the settings say of the offer's events.
    pub events: &'a [&'a str],
    scratch: String,
    /// For links that are only looked into.
    pub anatomy: Anatomy,
    /// What was decided about the links of the present unit, where findings point from one to another.
    pub decisions: Vec<(u32, Decision)>,
    /// What came of the task so far.
    pub done: PartResult,
    /// Where each entry of a structured file stands, and where in `done.out` it begins: they come offer by offer, and
    /// are put in the order of the file at the end.
    pub entries: Option<Vec<(u64, usize)>>,
}

impl<'a> Worker<'a> {
    pub fn new(job: &'a ScanSetup<'a>, events: &'a [&'a str]) -> Self {
        Self {
            job,
            linter: job.settings.linter(job.catalogue),
            events,
            scratch: String::new(),
            anatomy: Anatomy::default(),
            decisions: Vec::new(),
            done: PartResult::default(),
            entries: None,
        }
    }

    /// Lints by other settings from here on, where they differ.
    pub fn serve(&mut self, job: &'a ScanSetup<'a>) {
        if !std::ptr::eq(self.job, job) {
            self.job = job;
            self.linter = job.settings.linter(job.catalogue);
        }
    }

    /// What was given as an argument: a link, or a text that holds some.
    pub fn argument(&mut self, name: &str, text: &str) {
        let whole = text.trim();
        if let Some(reads) = Reads::of_argument(whole, self.job.settings) {
            return self.bytes(name, text.as_bytes(), reads);
        }
        let mut passages = Vec::new();
        if whole.contains('\n') {
            each_passage(text, InputFormat::Lines, |passage| passages.push(passage));
        }
        if let [passage] = &passages[..]
            && &text[passage.range.clone()] == whole
        {
            return self.pasted(name, text, passage);
        }
        let hints = self.job.settings.hints(self.events);
        let quiet = self.quiet(name, Directives::default());
        self.link(At { path: name, line: 1, column: None, byte: 0, key: None }, &quiet, None, text, &hints, || {
            Literal::plain(text, name, 0, 1)
        });
    }

    /// One link of a text that was pasted.
    pub fn pasted(&mut self, name: &str, text: &str, passage: &Passage) {
        let (extent, link, written) = (Extent::of(passage), passage.link(text), passage.as_broken(text));
        let hints = Hints { end: extent.end, ..self.job.settings.hints(self.events) };
        let quiet = self.quiet(name, Directives::default());
        let start = passage.range.start;
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[..line_start].matches('\n').count() as u64 + 1;
        let at = At { path: name, line, column: None, byte: start as u64, key: None };
        self.link_in(at, &quiet, None, (&link, &extent), &hints, || Literal {
            map: passage.map(),
            lines: text[passage.range.clone()].as_bytes(),
            before: text[line_start..start].chars().count() as u64,
            locked: passage.locked,
            ..Literal::plain(&written, name, start as u64, line)
        });
    }

    pub fn lines(&mut self, name: &str, bytes: &[u8], format: InputFormat, file: Option<&FileText>) {
        let (mut blocks, mut comments) = (Blocks::new(bytes), LineComments::default());
        if format.joins() {
            // All of it is here, so no link has to wait for its next line.
            let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            let part = Part::Lines(Block { bytes: bytes[mark..].to_vec(), at: mark as u64, first_line: 1 });
            let here = comments.enter(&part);
            self.part(&part, format, here, name, file);
            return self.rest(&comments.end(), name);
        }
        while let Ok(Some(part)) = blocks.next_part() {
            let here = if format == InputFormat::Records { Directives::default() } else { comments.enter(&part) };
            self.part(&part, format, here, name, file);
        }
        self.rest(&comments.end(), name);
    }

    /// Comments that silenced nothing in all of an input.
    pub fn rest(&mut self, comments: &Directives, name: &str) {
        for left in comments.leftover(name, &self.job.settings.selection) {
            self.leftover(left);
        }
    }

    pub fn quiet<'q>(&self, name: &str, directives: Directives<'q>) -> Suppressions<'q>
    where
        'a: 'q,
    {
        Suppressions { directives, ignores: self.job.settings.config.ignores_of(name) }
    }

    /// Reports and counts what is to be said of a comment.
    pub fn leftover(&mut self, left: Leftover) {
        let Leftover { literal, mut linted } = left;
        let ignores = self.job.settings.config.ignores_of(literal.path);
        linted.findings.retain(|finding| !ignores.silence(finding.rule, None));
        self.known(&mut linted, &literal, None);
        if linted.findings.is_empty() {
            return;
        }
        let about = About::File;
        let entry = Entry { about, id: None, literal: &literal, stable: None, linted: &linted, places: &NoRelated };
        self.entry(literal.at, linted.findings.len(), |report, out| report.entry(&entry, out));
        self.count(literal.path, about, &linted);
    }

    /// Takes out what the baseline holds.
    pub fn known(&mut self, linted: &mut Linted, literal: &Literal, stable: Option<&str>) {
        if let Some(baseline) = &self.job.settings.baseline {
            self.done.summary.baselined += baseline.filter(linted, literal, stable);
        }
    }

    pub fn part(
        &mut self,
        part: &Part,
        format: InputFormat,
        comments: Directives<'static>,
        name: &str,
        file: Option<&FileText>,
    ) {
        let Part::Lines(block) = part else {
            if let Part::TooLong(number) = part {
                self.too_long(name, *number);
            }
            return;
        };
        let (stream, job) = (Stream { path: name, format, quiet: self.quiet(name, comments), file }, self.job);
        if format.joins() {
            self.text(block, &stream);
        }
        for line in block.lines() {
            if !format.joins() {
                self.line(line, &stream);
            }
            for left in stream.quiet.directives.leftover_on(line.number, name, &job.settings.selection) {
                self.leftover(left);
            }
        }
    }

    pub fn too_long(&mut self, path: &str, line: u64) {
        let message = format!("this line is longer than {} MiB and was skipped", LONGEST_LINE >> 20);
        self.unread(At { path, line, column: None, byte: 0, key: None }, message);
    }

    pub fn line(&mut self, line: Line, stream: &Stream) {
        let Stream { path, format, quiet, file } = stream;
        if line.is_too_long() {
            return self.too_long(path, line.number);
        }
        let Ok(text) = std::str::from_utf8(line.bytes) else {
            return self.unread(At::line(path, &line), "this line is not UTF-8 text".to_owned());
        };
        if *format == InputFormat::Records {
            if !text.trim_ascii().is_empty() {
                self.record(text, line, stream);
            }
            return;
        }
        let (hints, mut columns) = (self.job.settings.hints(self.events), Columns::new(line.bytes));
        each_link(text, *format, |found| {
            let link = &text[found.clone()];
            let hints = Hints { tag: Tag::before(&text[..found.start]), ..hints };
            self.link(At::line(path, &line), quiet, None, link, &hints, || Literal {
                before: columns.before(found.start),
                file: *file,
                ..Literal::plain(link, path, line.at + found.start as u64, line.number)
            });
        });
    }

    fn record(&mut self, text: &str, line: Line, stream: &Stream) {
        let Stream { path, quiet, file, .. } = stream;
        let read = Record::read(text).and_then(|r| Words::read(&r).map(|words| (r, words)));
        let (record, words) = match read {
            Ok(both) => both,
            Err(message) => return self.unread(At::line(path, &line), message),
        };
        let own: Vec<&str> = record.offer.events.iter().flatten().map(AsRef::as_ref).collect();
        let mut hints = self.job.settings.hints(if self.events.is_empty() { &own } else { self.events });
        words.add_to(&mut hints);
        self.add_platforms(&record, &mut hints, line.number, path);
        hints.global |= record.global.unwrap_or(false);
        hints.offer.multi_event = hints.offer.multi_event.or(record.offer.multi_event);
        let mut scratch = std::mem::take(&mut self.scratch);
        let link = record.url.text(&mut scratch);
        self.link(At { key: Some("/url"), ..At::line(path, &line) }, quiet, record.id, link, &hints, || Literal {
            map: Some(record.url.map()),
            key: Some("/url".into()),
            lines: record.url.written().as_bytes(),
            before: Columns::new(line.bytes).before(record.url_at),
            file: *file,
            ..Literal::plain(link, path, line.at + record.url_at as u64, line.number)
        });
        self.scratch = scratch;
    }

    /// What a record says about platforms, where no flag says it. A system we have no facts for is no mistake
    /// of the record's: the link is linted without it.
    fn add_platforms(&mut self, record: &Record, hints: &mut Hints, line: u64, path: &str) {
        let done = &mut self.done;
        let mut note = |name: &str, what: String| {
            done.note(name, || format!("{what}; line {line} of {path} is linted without it"));
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
        hints.platform = hints.platform.or(platform).or(offers);
        let filler = named(record.filled_by.as_deref());
        hints.filled_by = hints.filled_by.or(filler);
        if let Some(other) = network.filter(|n| !n.can_be_network()) {
            note(other.id, format!("{} is not known to receive postbacks, so it cannot be the network", other.name));
        }
        hints.network = self.job.settings.network_or(network);
    }

    /// Names a place that could not be read.
    pub fn unread(&mut self, at: At, message: String) {
        let At { path, line, column, byte, .. } = at;
        let unread = Unread { path: path.to_owned(), line: Some(line), column, message };
        self.entry(byte, 0, |report, out| report.unread(&unread, out));
        self.done.bad_lines += 1;
        if self.done.bad_lines <= NAMED {
            self.done.unread.push(unread);
        }
    }

    /// Lets the report write one entry, with a joiner before it if it writes anything and is not the first.
    pub fn entry(&mut self, byte: u64, findings: usize, write: impl FnOnce(&dyn Report, &mut Vec<u8>)) {
        let (report, findings) = (self.job.report, findings as u32);
        let out = &mut self.done.out;
        let before = out.len();
        if before > 0 && self.entries.is_none() {
            out.extend_from_slice(report.joiner());
        }
        let start = out.len();
        write(report, out);
        if out.len() == start {
            return out.truncate(before);
        }
        if let Some(entries) = &mut self.entries {
            entries.push((byte, start));
        }
        if self.job.settings.max_findings.is_some() || self.entries.is_some() {
            self.done.marks.push(Mark { end: out.len(), findings });
        }
    }

    /// Lints one link that is all of its text. `literal` is only asked for when there is something to report.
    pub fn link<'l>(
        &mut self,
        at: At,
        quiet: &Suppressions,
        id: Option<&str>,
        text: &str,
        hints: &Hints,
        literal: impl FnOnce() -> Literal<'l>,
    ) {
        self.link_in(at, quiet, id, (text, &Extent::default()), hints, literal);
    }

    /// Lints one link that was found in a text.
    pub fn link_in<'l>(
        &mut self,
        at: At,
        quiet: &Suppressions,
        id: Option<&str>,
        (text, extent): (&str, &Extent),
        hints: &Hints,
        literal: impl FnOnce() -> Literal<'l>,
    ) {
        self.guarded(
            || at,
            |worker| {
                let settings = worker.job.settings;
                let stands = || Stands { key: at.key.map(str::to_owned), ..Stands::line(at.line) };
                let wanted = |rule: &Rule| settings.selection.wants(rule) && !quiet.silences(rule, stands);
                let mut linted = worker.linter.lint_for(text, hints, |rule| wanted(rule) && extent.wants(rule));
                extent.hold(text, &mut linted, wanted);
                if !linted.findings.is_empty() || settings.all {
                    settings.selection.grade(&mut linted);
                    let literal = literal();
                    worker.known(&mut linted, &literal, None);
                    if !linted.findings.is_empty() || settings.all {
                        worker.entry(at.byte, linted.findings.len(), |report, out| {
                            report.entry(&Entry::url(id, &literal, &linted), out)
                        });
                    }
                }
                worker.count(at.path, About::Url, &linted);
            },
        );
    }

    /// Does `work`; should a rule or report fall over, that costs this link and not the run.
    pub fn guarded<'p>(&mut self, at: impl FnOnce() -> At<'p>, work: impl FnOnce(&mut Self)) {
        let (before, marks) = (self.done.out.len(), self.done.marks.len());
        if let Err(said) = guarded(|| work(self)) {
            self.done.out.truncate(before);
            self.done.marks.truncate(marks);
            if let Some(all) = &mut self.entries {
                all.truncate(marks);
            }
            self.linter = self.job.settings.linter(self.job.catalogue);
            let message = format!(
                "tracklint failed on this link. That is a fault of tracklint's, not of the link; \
                 please report it with these words: {said}"
            );
            self.unread(at(), message);
        }
    }

    pub fn count(&mut self, path: &str, about: About, linted: &Linted) {
        self.done.summary.count(about, linted);
        self.note(path, linted);
    }

    /// Keeps what the statistics and the exit code need.
    pub fn note(&mut self, path: &str, linted: &Linted) {
        if self.job.settings.statistics {
            self.done.statistics.count(path, linted);
        }
        self.done.worst = self.done.worst.max(linted.findings.iter().map(|f| f.severity).max());
    }
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
    fn add_to(&self, hints: &mut Hints) {
        hints.role = hints.role.or(self.role);
        hints.state = hints.state.or(self.state);
        hints.environment = hints.environment.or(self.environment);
    }
}

fn word<T: Copy>(what: &str, written: Option<&str>, list: &[(&'static str, T)]) -> Result<Option<T>, String> {
    let Some(written) = written else { return Ok(None) };
    let found = list.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
    found.map(Some).ok_or_else(|| no_such(what, written, list.iter().map(|(name, _)| *name)))
}
