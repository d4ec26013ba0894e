//! A session: options, environment and configuration become a run, and the run becomes a report, talk and an exit code.
//! `check`, `--fix` and `baseline` share it.

use super::argument::{self, Gathered};
use super::editor::Editor;
use super::file;
use super::io::{Io, say};
use super::options::Options;
use super::progress::{Above, Progress};
use super::prompt::{PasteStream, Prompt};
use crate::findings::masked;
use crate::lint::guarded;
use crate::platform::Catalogue;
use crate::report::{OutputFormat, table};
use crate::run::{Input, Job, Notice, RunResult, run};
use crate::settings::Settings;
use std::cell::RefCell;
use std::io::{Read, Write};
use std::path::Path;

/// What a run needs, read from options, environment and configuration.
pub struct Prepared {
    pub settings: Settings,
    pub catalogue: Catalogue,
    pub gathered: Gathered,
}

/// Reads everything that a run needs, or says what is wrong with it and returns the exit code.
pub fn prepare(options: &Options, commands: &[&str], io: &mut Io) -> Result<Prepared, u8> {
    let (config, catalogue) = options.configuration(io).map_err(|trouble| trouble.say(options.color.when(), io))?;
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
    let gathered = match &*options.inputs {
        [] => Gathered { inputs: vec![Input::Stdin], skipped: Vec::new() },
        given => argument::gather(given, &walk, commands, io),
    };
    Ok(Prepared { settings, catalogue, gathered })
}

/// Runs the job. The report goes to `target`, else to standard output.
pub fn lint(
    job: &Job,
    options: &Options,
    prompting: bool,
    io: &mut Io,
    target: Option<&mut dyn Write>,
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
        feed = PasteStream::new(Prompt::new(editor, options.input(), &stderr));
        &mut feed
    } else {
        &mut **stdin
    };
    let outcome = run(job, reader, &mut Above { out, progress: &progress }, &mut talk).map_err(unwritten);
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
    io.variable("TERM").is_none_or(|t| t == "dumb")
}

/// Writes the report beside its place first, and puts it there when it is whole.
pub fn to_file(job: &Job, options: &Options, path: &Path, prompting: bool, io: &mut Io) -> Result<RunResult, String> {
    let failed = |error: std::io::Error| format!("{}: the report could not be written: {error}", path.display());
    let named = io.cwd.join(path);
    // A link is followed, so that the file behind it is replaced and not the link.
    let place = named.canonicalize().unwrap_or(named);
    let old = place.metadata().ok();
    if old.as_ref().is_some_and(|m| m.is_dir()) {
        return Err(format!("{}: this is a folder; name a file for the report", path.display()));
    }
    if old.as_ref().is_some_and(|m| !m.is_file()) {
        // A device or a pipe cannot be replaced.
        let mut file = std::fs::File::options().write(true).open(&place).map_err(failed)?;
        return lint(job, options, prompting, io, Some(&mut file));
    }
    let folder = place.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(format!("{}: there is no such folder to write the report to", path.display()));
    }
    let mut file = file::new_beside(folder).map_err(failed)?;
    let outcome = lint(job, options, prompting, io, Some(&mut file))?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    file.persist(&place).map_err(|e| failed(e.error))?;
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
            io.say("note", "no link found");
        }
        if let Some(line) = gathered.skipped_line(options.verbose) {
            io.say("note", &line);
        }
        note_known(outcome.summary.baselined, io);
    }
    if options.verbose {
        note_unneeded(job.settings, io);
    }
    if prompting { 0 } else { exit_code(options, job.settings, outcome) }
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
    for line in settings.config.unused_ignores() {
        io.say("note", &format!("{}:{line}: this ignore has silenced nothing in this run", settings.config.path));
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
