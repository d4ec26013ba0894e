//! `tracklint log`: what was received, and why it did not count.

mod inputs;
mod options;
mod passes;
mod prepare;
mod sink;
mod story;

pub use options::{Options, command};

use super::color;
use super::configuration;
use super::file::replace;
use super::io::Io;
use crate::log::format::{FormatHint, HEAD, LogFormat};
use crate::log::hit::{Hit, Remark};
use crate::log::redact;
use crate::log::resolve::HitResolver;
use crate::log::shown::RunContext;
use crate::log::summary::Summary;
use crate::log::verdict::Verdict;
use crate::report::Style;
use crate::report::received::{self, By, LogReportFormat, NoHits, RunFacts, head, human, markdown, plural, summary_of};
use crate::run::plain_error;
use prepare::{LogHints, Prepared};
use sink::Sink;
use std::io::Read;
use std::path::Path;

/// What is said of a file that was linted and is a log: what `log` would do.
pub fn hint(path: &Path, name: &str) -> Option<String> {
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(HEAD as u64).read_to_end(&mut head).ok()?;
    let format = LogFormat::detect(&head, &FormatHint::Named("auto")).ok()?;
    let mut holds = false;
    prepare::each(&format, &head, |_| holds = true);
    holds.then(|| {
        format!(
            "{name} is {}: `tracklint log {name}` says of each received postback why it did not count, and what goes wrong \
             since when",
            format.words()
        )
    })
}

/// Reads the log and reports; returns the exit code.
pub fn log(options: &Options, io: &mut Io) -> u8 {
    let (config, catalogue) = match configuration::chosen(options.config.as_deref(), options.no_config, io) {
        Ok(both) => both,
        Err(trouble) => return trouble.say(options.color.when(), io),
    };
    let hints = match LogHints::of(options, &catalogue, &config, io) {
        Ok(hints) => hints,
        Err(errors) => {
            errors.iter().for_each(|error| io.say("error", error));
            return 2;
        }
    };
    if !options.merge.is_empty() {
        return merge(options, &hints, io);
    }
    let draw_style = color::draw_style(options.color.when(), io);
    let to_terminal = io.stdout_is_terminal && options.output.is_none();
    let style = Style {
        color: draw_style.color && options.output.is_none(),
        ascii: draw_style.ascii,
        width: draw_style.width,
        redact: !(options.no_redact || to_terminal && hints.format == LogReportFormat::Human),
        ..Style::FILE
    };
    let prepared = match prepare::prepare(options, &hints, &catalogue, &config, io) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    Run { options, hints: &hints, prepared: &prepared, style }.go(io)
}

/// Adds up summaries of pieces of one log.
fn merge(options: &Options, hints: &LogHints, io: &mut Io) -> u8 {
    if !options.files.is_empty() || hints.format.is_of_hits() || options.by.as_deref().is_some_and(|by| by != "cause") {
        io.say("error", "--merge adds up summaries: it takes no log, and reports as human, json or markdown by cause");
        return 2;
    }
    let mut pieces = Vec::new();
    let mut failed = false;
    for path in &options.merge {
        let read = std::fs::read_to_string(io.cwd.join(path)).map_err(|e| plain_error(&e));
        match read.and_then(|text| received::merge::read(&text)) {
            Ok(piece) => pieces.push(piece),
            Err(message) => {
                io.say("error", &format!("{}: {message}", path.display()));
                failed = true;
            }
        }
    }
    let Some(summary) = received::merge::merged(pieces) else { return 2 };
    let draw_style = color::draw_style(options.color.when(), io);
    let style = Style { color: draw_style.color && options.output.is_none(), width: draw_style.width, ..Style::FILE };
    let text = match hints.format {
        LogReportFormat::Json => format!("{}\n", serde_json::to_string(&summary).unwrap_or_default()),
        LogReportFormat::Markdown => markdown(&summary, None, By::Cause),
        _ => human(&summary, None, By::Cause, &style),
    };
    let code = match &options.output {
        Some(path) => match replace(&io.cwd.join(path), text.as_bytes()) {
            Ok(()) => 0,
            Err(message) => {
                io.say("error", &format!("{}: {message}", path.display()));
                2
            }
        },
        None => io.print(&text),
    };
    let reached = hints.fail_on.iter().any(|limit| limit.is_reached_in(&summary.verdicts));
    if failed || code != 0 { 2 } else { u8::from(reached) }
}

/// One run over a log.
struct Run<'r> {
    options: &'r Options,
    hints: &'r LogHints,
    prepared: &'r Prepared<'r>,
    style: Style,
}

/// What a run collects.
struct Collected {
    counts: Summary,
    sink: Sink,
    story: Vec<Hit>,
    sampled: std::collections::HashMap<crate::log::summary::Common, u64>,
}

impl Run<'_> {
    fn go(&self, io: &mut Io) -> u8 {
        let Prepared { inputs, files, setup, .. } = self.prepared;
        let known =
            RunContext { files, offers: setup.offers, with_clicks: setup.clicks.is_some(), redact: self.style.redact };
        let mut sink = match Sink::open(self.options.output.as_deref(), io) {
            Ok(sink) => sink,
            Err(message) => return self.unwritten(&message, io),
        };
        if self.hints.format.is_of_hits() && self.options.click.is_none() {
            head(self.hints.format, &mut sink.bytes);
        }
        let mut collected = Collected {
            counts: Summary::keeping(self.options.sample.map_or(1, |n| n as usize)),
            sink,
            story: Vec::new(),
            sampled: std::collections::HashMap::new(),
        };
        let mut settler = HitResolver::new(self.hints.dedupe_window);
        let trouble = passes::judge(inputs, setup, self.hints.workers, |piece| {
            collected.counts.other.join(piece.other);
            collected.counts.unread.join(piece.unread);
            collected.counts.refused += piece.refused;
            collected.counts.out_of_time += piece.out_of_time;
            for found in piece.hits {
                settler.take(found, |hit| self.collect(hit, &known, &mut collected, io));
            }
        });
        settler.finish(|hit| self.collect(hit, &known, &mut collected, io));
        let mut failed = self.prepared.failed;
        for (file, message) in &trouble {
            io.say("error", &format!("{}: {message}", known.file(*file)));
            failed = true;
        }
        self.finish(collected, &known, failed, io)
    }

    fn collect(&self, hit: Box<Hit>, known: &RunContext, collected: &mut Collected, io: &mut Io) {
        collected.counts.add(&hit);
        collected.counts.over_http += u64::from(hit.remarks.contains(&Remark::SentOverHttp));
        if let Some(id) = &self.options.click {
            if story::is_of(&hit, id) {
                collected.story.push(*hit);
            }
            return;
        }
        if !self.hints.format.is_of_hits() && self.hints.verdicts.is_empty() || !self.wants(&hit) {
            return;
        }
        if let Some(most) = self.options.sample {
            let seen = collected.sampled.entry(crate::log::summary::common(&hit.ruling)).or_default();
            *seen += 1;
            if *seen > most {
                return;
            }
        }
        let format = if self.hints.format.is_of_hits() { self.hints.format } else { LogReportFormat::Concise };
        if self.hints.format != LogReportFormat::Json {
            received::hit(format, &story::shown(&hit, known, format), &mut collected.sink.bytes);
        }
        collected.sink.drain(io);
    }

    /// True for a postback that was asked for; a line for people is worth only what went wrong.
    fn wants(&self, hit: &Hit) -> bool {
        let verdict = hit.ruling.verdict;
        match &*self.hints.verdicts {
            [] => self.hints.format != LogReportFormat::Concise || verdict != Verdict::Success,
            verdicts => verdicts.contains(&verdict),
        }
    }

    fn finish(&self, collected: Collected, known: &RunContext, failed: bool, io: &mut Io) -> u8 {
        let Collected { counts, mut sink, story, .. } = collected;
        if let Some(id) = &self.options.click {
            sink.bytes.extend(story::told(id, &story, known, self.hints.format, self.prepared));
        } else if !self.hints.format.is_of_hits()
            && (self.hints.verdicts.is_empty() || self.hints.format == LogReportFormat::Json)
        {
            sink.bytes.extend(self.summary(&counts, known).into_bytes());
        }
        if let Err(message) = sink.finish(io) {
            return self.unwritten(&message, io);
        }
        self.talk(&counts, io);
        let by_name = counts.verdicts.iter().map(|(verdict, count)| (verdict.id().to_owned(), *count)).collect();
        let reached = self.hints.fail_on.iter().any(|limit| limit.is_reached_in(&by_name));
        match (failed, reached) {
            (true, _) => 2,
            (false, reached) => u8::from(reached),
        }
    }

    fn unwritten(&self, message: &str, io: &mut Io) -> u8 {
        let name = self.options.output.as_ref().map(|path| format!("{}: ", path.display())).unwrap_or_default();
        io.say("error", &format!("{name}{message}"));
        2
    }

    fn summary(&self, counts: &Summary, known: &RunContext) -> String {
        let command = self.command(known.files);
        let told = self.told(counts, &command);
        let summary = summary_of(counts, &told, known);
        let by = self.options.by.as_deref().and_then(By::named).unwrap_or_default();
        match self.hints.format {
            LogReportFormat::Json => format!("{}\n", serde_json::to_string(&summary).unwrap_or_default()),
            LogReportFormat::Markdown => markdown(&summary, Some(counts), by),
            _ => human(&summary, Some(counts), by, &self.style),
        }
    }

    fn told<'t>(&'t self, counts: &Summary, command: &'t [String]) -> RunFacts<'t> {
        let Prepared { setup, zoneless, notes, .. } = self.prepared;
        let paths = setup.endpoints.paths();
        let name = setup.network.map(|n| n.name);
        let endpoint = match (name, paths.is_empty()) {
            (Some(name), false) => Some(format!("{} ({name})", paths.join(", "))),
            (Some(name), true) => Some(name.to_owned()),
            (None, _) if !self.options.endpoint.is_empty() => Some(paths.join(", ")),
            (None, _) => None,
        };
        let nothing =
            (counts.hits == 0).then_some(if counts.out_of_time > 0 { NoHits::Time } else { NoHits::Endpoint });
        RunFacts {
            endpoint,
            network: setup.network,
            clicks: setup.clicks,
            skew: setup.skew,
            skew_is_said: self.options.clock_skew.is_some(),
            zone: zoneless.then_some(setup.clock.name.as_str()),
            command,
            nothing,
            notes: notes.clone(),
        }
    }

    /// The command that was given, without what chooses postbacks or formats them.
    fn command(&self, files: &[String]) -> Vec<String> {
        let mut words = vec!["tracklint".to_owned(), "log".to_owned()];
        words.extend(files.iter().map(|f| if f == "<stdin>" { "-".to_owned() } else { f.clone() }));
        let mut option = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                words.push(name.to_owned());
                words.extend(values);
            }
        };
        let o = self.options;
        let paths = |all: &[std::path::PathBuf]| all.iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        option("--clicks", paths(&o.clicks));
        option("--offers", paths(&o.offers));
        option("--endpoint", o.endpoint.clone());
        let given = [
            ("--network", &o.network),
            ("--log-format", &o.log_format),
            ("--tz", &o.tz),
            ("--since", &o.since),
            ("--until", &o.until),
            ("--window", &o.window),
            ("--dedupe", &o.dedupe),
            ("--dedupe-window", &o.dedupe_window),
            ("--clock-skew", &o.clock_skew),
        ];
        for (name, value) in given {
            option(name, value.iter().cloned().collect());
        }
        words
    }

    /// What is said beside a report of rows.
    fn talk(&self, counts: &Summary, io: &mut Io) {
        if self.options.quiet || !self.hints.format.is_of_hits() && self.hints.verdicts.is_empty() {
            return;
        }
        for note in &self.prepared.notes {
            io.say("note", note);
        }
        if counts.hits == 0 {
            let time = counts.out_of_time > 0;
            io.say(
                "note",
                if time {
                    "no postback lies in the time that was asked for"
                } else {
                    "no request in the log is a postback"
                },
            );
        }
        if let Some((place, text)) = &counts.unread.first {
            let name = self.prepared.files.get(place.file as usize).map_or("", String::as_str);
            let offers = self.prepared.setup.offers;
            let text = if self.style.redact { redact::line(text, offers) } else { text.clone() };
            io.say(
                "note",
                &format!(
                    "{} not parse; the first is {name}:{}: {text}",
                    plural(counts.unread.count, "line does", "lines do"),
                    place.line
                ),
            );
        }
    }
}
