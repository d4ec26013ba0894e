//! `tracklint check`, which is also `tracklint`.

use super::editor::Editor;
use super::files::{name_skipped, show_files};
use super::fix_command::fixed;
use super::io::{Io, say};
use super::options::Options;
use super::pair::{Answer, answer};
use super::prompt::{Numbered, Pair, Pairs, PastedText, Prompt, inputs};
use super::session::{Prepared, closing, is_dumb, lint, prepare, tell, to_file, unwritten};
use super::{color, shown};
use crate::report::{OutputFormat, Style, report};
use crate::run::{Input, Job, Notice, RunResult, run};
use crate::source;
use std::cell::RefCell;
use std::io::Write;
use std::sync::Arc;

/// Lints everything that was named, and returns the exit code. `commands` are the names of all commands.
pub fn check(options: &Options, commands: &[&str], io: &mut Io) -> u8 {
    let Prepared { mut settings, catalogue, gathered } = match prepare(options, commands, io) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    if options.show_config {
        return shown::show(&options.rows(io), &settings, color::draw_style(options.color.when(), io), io);
    }
    let format = match options.format(io).and_then(|format| Ok((format, options.baseline(&settings.config, io)?))) {
        Ok((format, baseline)) => {
            settings.baseline = baseline.map(Arc::new);
            format
        }
        Err(message) => {
            io.say("error", &message);
            return 2;
        }
    };
    if options.show_files {
        return show_files(&gathered, options, &settings, io);
    }
    name_skipped(&gathered, options, io);
    let inputs = &gathered.inputs;
    let prompting = options.inputs.is_empty() && io.stdin_is_terminal;
    // Whoever asks about a link by hand gets an answer about that link, also when all is well.
    let by_hand = prompting || !inputs.is_empty() && inputs.iter().all(|input| matches!(input, Input::Url { .. }));
    // What shows tests wants to see those that pass too.
    settings.all |= by_hand && !options.quiet && format.answers() || format == OutputFormat::JUnit;
    if prompting && !format.answers() {
        // Links come from the prompt one a line.
        settings.input =
            settings.input.filter(|i| *i == source::InputFormat::Records).or(Some(source::InputFormat::Urls));
    }
    let alone = prompting || matches!(&**inputs, [Input::Url { .. }]);
    let mut style = Style { all: settings.all, places: !alone, ..style(options, format, io) };
    // Beside a repaired text the report goes to standard error, and nobody knows who reads that.
    style.redact |= options.fix && inputs.contains(&Input::Stdin) && !options.no_redact;
    let drawing = report(format, style);
    let job = Job { inputs, settings: &settings, catalogue: &catalogue, report: &*drawing };
    if options.fix || options.diff {
        return fixed(&job, options, &gathered, style.color, io);
    }
    let outcome = match &options.output {
        None if prompting && format.answers() => converse(&job, options, format, style, io),
        Some(path) => to_file(&job, options, path, prompting, io),
        None => lint(&job, options, prompting, io, None),
    };
    match outcome {
        Ok(outcome) => closing(&outcome, &job, &gathered, options, prompting, io),
        Err(message) => {
            io.say("error", &message);
            2
        }
    }
}

/// How to draw, as far as options and the terminal tell.
fn style(options: &Options, format: OutputFormat, io: &Io) -> Style {
    let on_terminal = io.stdout_is_terminal && options.output.is_none();
    let asked = options.color.when();
    let draw_style = color::draw_style(asked, io);
    Style {
        // What goes to a file is drawn in colour only if that was asked for.
        color: draw_style.color && (options.output.is_none() || asked == color::When::Always),
        ascii: draw_style.ascii,
        docs: draw_style.docs.filter(|_| options.output.is_none()),
        width: draw_style.width,
        places: true,
        redact: !(options.no_redact || on_terminal && format.answers()),
        all: false,
        quiet: options.quiet,
        verbose: options.verbose,
    }
}

/// Answers each entry at the prompt with a report of its own, drawn for the terminal as wide as it is by then.
fn converse(
    job: &Job,
    options: &Options,
    format: OutputFormat,
    style: Style,
    io: &mut Io,
) -> Result<RunResult, String> {
    let dumb = is_dumb(io);
    let Io { stdin, stdout, stderr, terminal, width, .. } = io;
    let stderr: RefCell<&mut dyn Write> = RefCell::new(&mut **stderr);
    let (settings, catalogue) = (job.settings, job.catalogue);
    let editor = Editor::new(&mut **stdin, *terminal, dumb, &mut **stderr.borrow_mut());
    let mut prompt = Prompt::new(editor, options.input(), &stderr);
    let mut pairs = Pairs::new(settings.linter(catalogue), settings);
    let unread = |error: std::io::Error| format!("the terminal could not be read: {error}");
    while let Some(found) = prompt.next().map_err(unread)? {
        let style = Style { width: terminal.width().unwrap_or(*width), ..style };
        let inner = report(format, style);
        let (inputs, count, records) = match &found {
            PastedText::Links(text, links) => (inputs(text, links), links.len(), ""),
            PastedText::Whole(text) => (vec![Input::Stdin], 1, &**text),
            PastedText::Pair(pair) => {
                let text = paired(pair, job, style, &mut **stderr.borrow_mut());
                stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(unwritten)?;
                continue;
            }
        };
        let numbered = Numbered { inner: &*inner, count, width: style.width };
        let job = Job { inputs: &inputs, settings, catalogue, report: &numbered };
        let mut talk = |talk: Notice| tell(options, talk, &mut **stderr.borrow_mut());
        let outcome = run(&job, &mut records.as_bytes(), &mut **stdout, &mut talk).map_err(unwritten);
        if outcome.as_ref().is_ok_and(|o| !o.closed) {
            if let PastedText::Links(_, links) = &found
                && let Some(pair) = pairs.look(links).filter(|_| !options.quiet)
            {
                prompt.offer(pair);
            }
            continue;
        }
        prompt.close();
        return outcome;
    }
    Ok(RunResult::default())
}

/// The answer for a link and its postback together.
fn paired(pair: &Pair, job: &Job, style: Style, stderr: &mut dyn Write) -> String {
    let texts = [&*pair.link, &*pair.postback];
    match answer(texts, job.settings, job.catalogue, false, style) {
        Ok(Answer { text, notes, .. }) => {
            notes.iter().for_each(|note| say(stderr, "note", note));
            text
        }
        Err(message) => {
            say(stderr, "error", &message);
            String::new()
        }
    }
}
