//! `tracklint check`, which is also `tracklint`.

use super::conversation::converse;
use super::files::{name_skipped, show_files};
use super::fix_command::fixed;
use super::io::Io;
use super::options::Options;
use super::outputs::Outputs;
use super::received::received;
use super::session::{Prepared, closing, prepare, written};
use super::{color, shown};
use crate::findings::{Report, Several};
use crate::platform::{Catalogue, State};
use crate::report::{Next, OutputFormat, Style, flat, report};
use crate::run::{Input, Job};
use crate::settings::Settings;
use crate::source;
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
    let (format, outputs) = match asked(options, &mut settings, io) {
        Ok(asked) => asked,
        Err(message) => return failed(&message, io),
    };
    if options.show_files {
        return show_files(&gathered, options, &settings, io);
    }
    name_skipped(&gathered, options, io);
    let inputs = &gathered.inputs;
    let prompting = options.reads_stdin() && io.stdin_is_terminal;
    settings.wants_stdin &= !prompting;
    // Whoever asks about a link by hand gets an answer about that link, also when all is well.
    let by_hand = prompting || !inputs.is_empty() && inputs.iter().all(|input| matches!(input, Input::Url { .. }));
    // What shows tests wants to see those that pass too.
    let all = |format: OutputFormat| {
        options.all_urls || by_hand && !options.quiet && format.answers() || format == OutputFormat::JUnit
    };
    settings.all = all(format) || outputs.others.iter().any(|(format, _)| all(*format));
    if prompting && !format.answers() {
        // Links come from the prompt one a line.
        settings.input =
            settings.input.filter(|i| *i == source::InputFormat::Records).or(Some(source::InputFormat::Urls));
    }
    let writes = outputs.paths().next().is_some();
    let (inputs, received) = &answered_as_received(inputs, options, &settings, &catalogue, format, writes, io);
    if let Some(code) = received.filter(|_| inputs.is_empty()) {
        return code;
    }
    let alone = prompting || matches!(&**inputs, [Input::Url { .. }]);
    let next = if prompting { Next::Type } else { next(by_hand || options.fix) };
    let to_file = outputs.main.is_some();
    let mut style = Style { all: all(format), places: !alone, next, ..style(options, format, to_file, io) };
    // Beside a repaired text the report goes to standard error, and nobody knows who reads that.
    style.redact |= options.fix && inputs.contains(&Input::Stdin) && !options.no_redact;
    let beside = |other| Style { all: all(other), places: !alone, ..self::style(options, other, true, io) };
    let drawing = if options.flat { flat(style) } else { drawing(format, style, &outputs, beside) };
    let job = Job { inputs, settings: &settings, catalogue: &catalogue, report: &*drawing };
    if options.fix || options.diff {
        return fixed(&job, options, &outputs, &gathered, style.color, io);
    }
    let outcome = if prompting && format.answers() && !writes {
        converse(&job, options, format, style, io)
    } else {
        written(&job, options, &outputs, prompting, io, None)
    };
    match outcome {
        Ok(outcome) => closing(&outcome, &job, &gathered, options, prompting, io).max(received.unwrap_or(0)),
        Err(message) => failed(&message, io),
    }
}

/// Says why there is no report.
fn failed(message: &str, io: &mut Io) -> u8 {
    io.say("error", message);
    2
}

/// How and where to report; what is known goes to the settings.
fn asked(options: &Options, settings: &mut Settings, io: &Io) -> Result<(OutputFormat, Outputs), String> {
    let asked = (options.format(io)?, options.outputs()?);
    if options.flat && (asked.0 != OutputFormat::Jsonl || !asked.1.others.is_empty()) {
        return Err("--flat is a form of --format jsonl; use both, and no further report".to_owned());
    }
    settings.baseline = options.baseline(&settings.config, io)?.map(Arc::new);
    Ok(asked)
}

/// The report, or several: the one in `--format` and those that are written beside it.
fn drawing(
    format: OutputFormat,
    style: Style,
    outputs: &Outputs,
    beside: impl Fn(OutputFormat) -> Style,
) -> Box<dyn Report> {
    if outputs.others.is_empty() {
        return report(format, style);
    }
    let others = outputs.others.iter().map(|(other, _)| (*other, beside(*other)));
    let all = std::iter::once((format, style)).chain(others);
    Box::new(Several::new(all.map(|(format, style)| (report(format, style), style.all)).collect()))
}

/// What can be done about the findings of a run: files are repaired, links of a shell are not.
const fn next(of_links: bool) -> Next {
    if of_links { Next::Call } else { Next::Repair }
}

/// Answers arguments that are requests or lines of an access log, as received postbacks, for people. Returns the other
/// inputs, and the exit code of these.
fn answered_as_received(
    inputs: &[Input],
    options: &Options,
    settings: &Settings,
    catalogue: &Catalogue,
    format: OutputFormat,
    writes: bool,
    io: &mut Io,
) -> (Vec<Input>, Option<u8>) {
    let people = format.answers() && !writes && !options.fix && !options.diff;
    let is_template = settings.state == Some(State::Template);
    let (mut others, mut code) = (Vec::new(), None);
    for input in inputs {
        let answer = match input {
            Input::Url { text, .. } if people && !is_template && settings.input.is_none() => {
                received(text, settings, catalogue, style(options, format, false, io))
            }
            _ => None,
        };
        match answer {
            Some(answer) => {
                let printed = io.print(&answer.text);
                let counts = answer.faulty && options.fail_on(&settings.config).is_some();
                code = code.max(Some(printed.max(u8::from(counts))));
            }
            None => others.push(input.clone()),
        }
    }
    (others, code)
}

/// How to draw, as far as options and the terminal tell.
fn style(options: &Options, format: OutputFormat, to_file: bool, io: &Io) -> Style {
    let on_terminal = io.stdout_is_terminal && !to_file;
    let asked = options.color.when();
    let draw_style = color::draw_style(asked, io);
    Style {
        // What goes to a file is drawn in colour only if that was asked for.
        color: draw_style.color && (!to_file || asked == color::When::Always),
        ascii: draw_style.ascii,
        docs: draw_style.docs.filter(|_| !to_file),
        rules_at: color::rules_at(io),
        width: draw_style.width,
        places: true,
        redact: !(options.no_redact || on_terminal && format.answers()),
        all: false,
        quiet: options.quiet,
        verbose: options.verbose,
        next: Next::Nothing,
    }
}
