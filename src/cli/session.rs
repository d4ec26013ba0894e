//! A session: options, environment and configuration become a run, and the run becomes a report, talk and an exit code.
//! `check`, `--fix` and `baseline` share it.

use super::argument::{self, Gathered};
use super::editor::Editor;
use super::io::{Io, say};
use super::options::Options;
use super::outputs::{Outputs, Target};
use super::progress::{Above, Progress};
use super::prompt::{PasteStream, Prompt};
use crate::findings::masked;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::report::{self, OutputFormat, table};
use crate::run::{Input, Job, Notice, RunResult, keep_changed, run_into};
use crate::settings::{Config, FILE_NAME, Settings};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

/// What a run needs, read from options, environment and configuration.
pub struct Prepared {
    pub settings: Settings,
    pub catalogue: Catalogue,
    pub gathered: Gathered,
}

/// Reads everything that a run needs, or says what is wrong with it and returns the exit code.
pub fn prepare(options: &Options, commands: &[&str], io: &mut Io) -> Result<Prepared, u8> {
    let (config, catalogue) = options.configuration(io).map_err(|trouble| match options.format(io) {
        Ok(format) => trouble.say_as(format, options.color.when(), io),
        Err(_) => trouble.say(options.color.when(), io),
    })?;
    if options.unsafe_fixes && !options.fix && !options.diff {
        io.say("error", "--unsafe-fixes says which repairs are made; use it with --fix or --diff");
        return Err(2);
    }
    if options.force && !options.fix {
        io.say("error", "--force says which files are repaired; use it with --fix");
        return Err(2);
    }
    let walk = options.walk(&config, io).map_err(|error| {
        io.say("error", &error);
        2
    })?;
    let mut settings = options.settings(config, io, &catalogue).map_err(|errors| {
        errors.iter().for_each(|error| io.say("error", error));
        2
    })?;
    settings.max_file_size = walk.max_file_size();
    let mut gathered = match &*options.inputs {
        [] if options.reads_stdin() => Gathered { inputs: vec![Input::Stdin], skipped: Vec::new() },
        [] => argument::gather(&[OsString::from(".")], &walk.allowing_empty(true), io),
        given => argument::gather(given, &walk, io),
    };
    if let (Some(first), Some(Input::Missing(_))) = (options.inputs.first(), gathered.inputs.first())
        && let Some(message) = argument::mistyped(&first.to_string_lossy(), &io.cwd.join(first), commands)
    {
        io.say("error", &message);
        return Err(2);
    }
    if !options.quiet && options.finds_config() {
        for name in unused_configs(&gathered.inputs, &settings.config, io) {
            let used = &settings.config.path;
            let note = if used.is_empty() {
                format!(
                    "{name} is not used: it lies below the working folder; name it with --config, or run tracklint beside it"
                )
            } else {
                format!(
                    "{name} is not used: {used} holds for the whole run; [[overrides]] there says what differs in some files"
                )
            };
            io.say("note", &note);
        }
    }
    if let Some(reference) = &options.changed {
        keep_changed(&mut gathered.inputs, reference, &io.cwd).map_err(|message| {
            io.say("error", &format!("--changed: {message}"));
            2
        })?;
    }
    Ok(Prepared { settings, catalogue, gathered })
}

/// Configurations that lie nearer to the files than the one that is used, each once.
fn unused_configs(inputs: &[Input], config: &Config, io: &Io) -> Vec<String> {
    let used = &config.folders.configuration;
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for input in inputs {
        let Input::File { path, .. } = input else { continue };
        let above = path.ancestors().skip(1).take_while(|folder| folder != used);
        for folder in above {
            if !folders.insert(folder.to_owned()) {
                break;
            }
        }
    }
    let real = |file: &PathBuf| file.canonicalize().ok();
    let used = real(&used.join(FILE_NAME));
    let files = folders.into_iter().map(|folder| folder.join(FILE_NAME)).filter(|file| file.is_file());
    // A path may lead through `..` to the one that is used.
    let unused = files.filter(|file| used.is_none() || real(file) != used);
    unused.map(|file| file.strip_prefix(&io.cwd).unwrap_or(&file).display().to_string()).collect()
}

/// Runs the job. The report goes to `target`, else to standard output.
pub fn lint(
    job: &Job,
    options: &Options,
    prompting: bool,
    io: &mut Io,
    target: Option<&mut dyn Write>,
) -> Result<RunResult, String> {
    lint_into(job, options, prompting, io, target, &mut [])
}

/// The same, with reports besides the first one.
fn lint_into(
    job: &Job,
    options: &Options,
    prompting: bool,
    io: &mut Io,
    target: Option<&mut dyn Write>,
    others: &mut [Target],
) -> Result<RunResult, String> {
    let dumb = is_dumb(io);
    let Io { stdin, stdout, stderr, terminal, .. } = io;
    let stderr: RefCell<&mut dyn Write> = RefCell::new(&mut **stderr);
    let out: &mut dyn Write = match target {
        Some(file) => file,
        None => &mut **stdout,
    };
    let watched = terminal.is_watched() && !dumb && !prompting && !options.quiet;
    let progress = Progress::new(&stderr, job.inputs.len(), watched);
    let mut talk = |talk: Notice| match talk {
        Notice::Progress(bytes, inputs) => progress.at(bytes, inputs),
        talk => {
            progress.clear();
            tell(options, talk, &mut **stderr.borrow_mut());
        }
    };
    let mut feed;
    let reader: &mut dyn Read = if prompting {
        let editor = Editor::new(&mut **stdin, *terminal, dumb, &mut **stderr.borrow_mut());
        feed = PasteStream::new(Prompt::new(editor, options.input(), None, &stderr));
        &mut feed
    } else {
        &mut **stdin
    };
    let mut above = Above { out, progress: &progress };
    let mut outs: Vec<&mut dyn Write> = vec![&mut above];
    outs.extend(others.iter_mut().map(Target::writer));
    let outcome = run_into(job, reader, outs, &mut talk).map_err(unwritten);
    progress.clear();
    outcome
}

pub fn unwritten(error: std::io::Error) -> String {
    format!("the report could not be written: {error}")
}

/// Says what a run has to say.
pub fn tell(options: &Options, talk: Notice, stderr: &mut dyn Write) {
    match talk {
        Notice::Unread(unread) => {
            say(stderr, "error", &format!("{}: {}", unread.place(), unread.message));
        }
        Notice::Note(note) if !options.quiet => say(stderr, "note", note),
        Notice::Detail(detail) if options.verbose => say(stderr, "note", detail),
        _ => {}
    }
}

/// True if the terminal knows no escape codes.
pub fn is_dumb(io: &Io) -> bool {
    // Windows has no such variable: whether its console obeys escape codes is asked where keys are.
    io.variable("TERM").map_or(!cfg!(windows), |term| term == "dumb")
}

/// Runs the job and writes every report: the first one to the file that `--output` names, else to `target`, else to
/// standard output; the others to their files. Files are put in place when all is written.
pub fn written(
    job: &Job,
    options: &Options,
    outputs: &Outputs,
    prompting: bool,
    io: &mut Io,
    target: Option<&mut dyn Write>,
) -> Result<RunResult, String> {
    let mut files = outputs.open(io)?;
    let outcome = match files.split_first_mut().filter(|_| outputs.main.is_some()) {
        Some((main, others)) => lint_into(job, options, prompting, io, Some(main.writer()), others),
        None => lint_into(job, options, prompting, io, target, &mut files),
    }?;
    files.into_iter().try_for_each(Target::finish)?;
    Ok(outcome)
}

/// What shells seem to have taken from links that were given as arguments.
fn hints(inputs: &[Input], settings: &Settings, catalogue: &Catalogue) -> Vec<String> {
    let mut linter = settings.linter(catalogue);
    let mut hints: Vec<String> = Vec::new();
    for input in inputs {
        if let Input::File { path, name } = input
            && !hints.iter().any(|h| h.contains("`tracklint log "))
        {
            hints.extend(super::log::hint(path, name));
        }
        let Input::Url { text, name } = input else { continue };
        // A rule that falls over here has been told of in the report.
        let linted = guarded(|| linter.lint(text, &settings.hints(&[])));
        let Ok(linted) = linted else {
            linter = settings.linter(catalogue);
            continue;
        };
        let Some(hint) = argument::shell_hint(text, &linted, catalogue) else { continue };
        let hint = if inputs.len() > 1 { format!("{name}: {hint}") } else { hint };
        hints.push(hint);
    }
    hints
}

/// Says what there is to say about a run besides its report, and returns the exit code.
pub fn closing(
    outcome: &RunResult,
    job: &Job,
    gathered: &Gathered,
    options: &Options,
    prompting: bool,
    io: &mut Io,
) -> u8 {
    note_counts(outcome, options, io);
    if !options.quiet {
        for hint in hints(job.inputs, job.settings, job.catalogue) {
            io.say("hint", &hint);
        }
        if outcome.summary.urls == 0 && outcome.unread.is_empty() && !outcome.closed && !prompting {
            let since = options.changed.as_deref().filter(|_| job.inputs.is_empty());
            let none = |since: &str| format!("no file that is read has changed since {since}");
            io.say("note", &since.map_or_else(|| "no link found".to_owned(), none));
        }
        if let Some(line) = gathered.skipped_line(options.verbose) {
            io.say("note", &line);
        }
        if options.format(io) == Ok(OutputFormat::Concise) && !outcome.closed {
            let words = report::closing(&outcome.summary, false);
            let _ = io.stderr.write_all(if words.is_empty() { words } else { words + "\n" }.as_bytes());
        }
        note_known(outcome.summary.baselined, io);
    }
    if options.verbose {
        note_unneeded(job.settings, io);
    }
    say_missing(job.inputs, io);
    if prompting { 0 } else { exit_code(options, job.settings, outcome) }
}

/// Names the inputs that there are not: at the end, below everything else, where they are seen.
pub fn say_missing(inputs: &[Input], io: &mut Io) {
    for input in inputs {
        if let Input::Missing(unread) = input {
            io.say("error", &format!("{}: {}", unread.place(), unread.message));
        }
    }
}

/// Tells what the format has no place for.
fn note_counts(outcome: &RunResult, options: &Options, io: &mut Io) {
    let format = options.format(io).unwrap_or(OutputFormat::Human);
    if format.counts() {
        return;
    }
    if outcome.left_out > 0 && format == OutputFormat::GitLab && !options.quiet {
        io.say("note", &format!("findings that are not in the report: {}", outcome.left_out));
    }
    let _ = io.stderr.write_all(masked(&table(&outcome.statistics)).as_bytes());
}

/// Tells how much the baseline kept out of the report.
fn note_known(known: u64, io: &mut Io) {
    match known {
        0 => {}
        1 => io.say("note", "1 finding is in the baseline and is not reported"),
        n => io.say("note", &format!("{n} findings are in the baseline and are not reported")),
    }
}

/// Tells of what a baseline and the configuration keep silent, and nobody has found.
fn note_unneeded(settings: &Settings, io: &mut Io) {
    let stale = settings.baseline.as_ref().map_or(0, |baseline| baseline.stale());
    if stale > 0 {
        let words = if stale == 1 { "finding of the baseline is" } else { "findings of the baseline are" };
        io.say("note", &format!("{stale} {words} found no more; `tracklint baseline prune` forgets them"));
    }
    for place in settings.config.unused_ignores() {
        io.say("note", &format!("{place}: this ignore has silenced nothing in this run"));
    }
}

/// What a run comes to.
pub fn exit_code(options: &Options, settings: &Settings, outcome: &RunResult) -> u8 {
    if !outcome.unread.is_empty() {
        2
    } else {
        u8::from(options.fail_on(&settings.config).is_some_and(|from| outcome.worst >= Some(from)))
    }
}
