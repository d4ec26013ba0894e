//! `tracklint check`, which is also `tracklint`.

use super::options::Options;
use super::prompt::Prompt;
use super::{Io, argument, color, say};
use crate::engine::{Input, Job, Linter, Outcome, Settings, Talk, run};
use crate::platform::Catalogue;
use crate::report::{Format, Style, report};
use std::cell::RefCell;
use std::io::{Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Lints everything that was named, and returns the exit code.
pub fn check(options: &Options, io: &mut Io) -> u8 {
    let catalogue = Catalogue::default();
    let asked = options.format(io).map_err(|error| vec![error]);
    let (mut settings, format) = match options.settings(io, &catalogue).and_then(|s| Ok((s, asked?))) {
        Ok(both) => both,
        Err(errors) => {
            for error in errors {
                io.say("error", &error);
            }
            return 2;
        }
    };
    let prompting = options.inputs.is_empty() && io.stdin_is_terminal;
    let inputs: Vec<Input> = match &*options.inputs {
        [] => vec![Input::Stdin],
        given => given.iter().enumerate().map(|(i, arg)| argument::read(arg, i + 1, io)).collect(),
    };
    // Whoever asks about a link by hand gets an answer about that link, also when all is well.
    let by_hand = prompting || inputs.iter().all(|input| matches!(input, Input::Url { .. }));
    settings.all |= by_hand && !options.quiet && format.answers();
    let alone = prompting || matches!(&*inputs, [Input::Url { .. }]);
    let style = Style { all: settings.all, places: !alone, ..style(options, format, io) };
    let format = report(format, style);
    let job = Job { inputs: &inputs, settings: &settings, catalogue: &catalogue, report: &*format };
    let outcome = match &options.output {
        Some(path) => to_file(&job, options, path, prompting, io),
        None => lint(&job, options, prompting, io, None),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(message) => {
            io.say("error", &message);
            return 2;
        }
    };
    if !options.quiet {
        for hint in hints(&inputs, &settings, &catalogue) {
            io.say("hint", &hint);
        }
        if outcome.summary.urls == 0 && outcome.unread.is_empty() && !outcome.closed && !prompting {
            io.say("note", "no link found");
        }
    }
    if prompting { 0 } else { exit_code(options, &outcome) }
}

fn exit_code(options: &Options, outcome: &Outcome) -> u8 {
    if !outcome.unread.is_empty() {
        2
    } else {
        u8::from(options.fail_on().is_some_and(|from| outcome.worst >= Some(from)))
    }
}

/// How to draw, as far as options and the terminal tell.
fn style(options: &Options, format: Format, io: &Io) -> Style {
    let on_terminal = io.stdout_is_terminal && options.output.is_none();
    let asked = options.color.when();
    let look = color::look(asked, io);
    Style {
        // What goes to a file is drawn in colour only if that was asked for.
        color: look.color && (options.output.is_none() || asked == color::When::Always),
        ascii: look.ascii,
        width: look.width,
        places: true,
        redact: !(options.no_redact || on_terminal && format.answers()),
        all: false,
        quiet: options.quiet,
        verbose: options.verbose,
    }
}

/// Runs the job. The report goes to `target`, else to standard output.
fn lint(
    job: &Job,
    options: &Options,
    prompting: bool,
    io: &mut Io,
    target: Option<&mut dyn Write>,
) -> Result<Outcome, String> {
    let Io { stdin, stdout, stderr, more, .. } = io;
    let stderr: RefCell<&mut dyn Write> = RefCell::new(&mut **stderr);
    let out: &mut dyn Write = match target {
        Some(file) => file,
        None => &mut **stdout,
    };
    let mut talk = |talk: Talk| {
        let stderr = &mut **stderr.borrow_mut();
        match talk {
            Talk::Unread(unread) => {
                let line = unread.line.map(|l| format!(":{l}")).unwrap_or_default();
                say(stderr, "error", &format!("{}{line}: {}", unread.path, unread.message));
            }
            Talk::Note(note) if !options.quiet => say(stderr, "note", note),
            Talk::Detail(detail) if options.verbose => say(stderr, "note", detail),
            _ => {}
        }
    };
    let mut prompt;
    let reader: &mut dyn Read = if prompting {
        prompt = Prompt::new(&mut **stdin, &stderr, *more);
        &mut prompt
    } else {
        &mut **stdin
    };
    run(job, reader, out, &mut talk).map_err(|error| format!("the report could not be written: {error}"))
}

/// Writes the report beside its place first, and puts it there when it is whole.
fn to_file(job: &Job, options: &Options, path: &Path, prompting: bool, io: &mut Io) -> Result<Outcome, String> {
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
    let mut file = new_beside(folder).map_err(failed)?;
    let outcome = lint(job, options, prompting, io, Some(&mut file))?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    file.persist(&place).map_err(|e| failed(e.error))?;
    Ok(outcome)
}

/// A temporary file with the permissions that a new file has.
fn new_beside(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tracklint-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// What shells seem to have taken from links that were given as arguments.
fn hints(inputs: &[Input], settings: &Settings, catalogue: &Catalogue) -> Vec<String> {
    let config = &settings.config;
    let mut linter = Linter::new(catalogue, &config.hosts).with_defaults(config.network, config.environment);
    let mut hints: Vec<String> = Vec::new();
    for input in inputs {
        let Input::Url { text, name } = input else { continue };
        let Some(hint) = argument::shell_hint(text, &linter.lint(text, &settings.told(&[])), catalogue) else {
            continue;
        };
        let hint = if inputs.len() > 1 { format!("{name}: {hint}") } else { hint };
        hints.push(hint);
    }
    hints
}
