//! `--fix` and `--diff`: what is written, what is shown, and what is said of it.

use super::check::{exit_code, lint, note_counts, to_file};
use super::options::Options;
use super::{Io, say};
use crate::engine::mend::{FileMended, Left, Mode, files, mend, unified};
use crate::engine::{Input, Job, plain_error};
use crate::report::window::harmless;
use owo_colors::{OwoColorize, Style as Paint};
use std::collections::BTreeMap;

/// How mending went.
#[derive(Default)]
struct Outcome {
    /// A file could not be read, written, or mended as promised.
    failed: bool,
    /// A diff was shown.
    differs: bool,
    /// Standard input as it should be, where that was asked for.
    stdin: Option<Vec<u8>>,
}

/// Left findings that are named one by one.
const NAMED: usize = 50;

/// Mends, then reports what remains.
pub fn mended(job: &Job, options: &Options, color: bool, io: &mut Io) -> u8 {
    if job.inputs.contains(&Input::Stdin) && job.inputs.len() > 1 {
        io.say("error", "standard input is repaired alone: its repaired text goes to standard output");
        return 2;
    }
    let mending = mend_inputs(job, options, color, io);
    if options.diff {
        return if mending.failed { 2 } else { u8::from(mending.differs) };
    }
    let stdin = mending.stdin.as_deref();
    if let Some(text) = stdin
        && let Err(error) = io.stdout.write_all(text).and_then(|()| io.stdout.flush())
    {
        io.say("error", &format!("the repaired text could not be written: {error}"));
        return 2;
    }
    let outcome = match (&options.output, stdin) {
        (Some(path), _) => {
            to_file(job, options, path, false, &mut Io { stdin: &mut stdin.unwrap_or_default(), ..io.again() })
        }
        (None, Some(mut text)) => {
            let mut report = Vec::new();
            let outcome = lint(job, options, false, &mut Io { stdin: &mut text, ..io.again() }, Some(&mut report));
            let _ = io.stderr.write_all(&report);
            outcome
        }
        (None, None) => lint(job, options, false, io, None),
    };
    match outcome {
        Ok(outcome) => {
            note_counts(&outcome, options, io);
            if mending.failed { 2 } else { exit_code(options, job.settings, &outcome) }
        }
        Err(message) => {
            io.say("error", &message);
            2
        }
    }
}

/// Mends the files among the inputs, or shows how it would.
fn mend_inputs(job: &Job, options: &Options, color: bool, io: &mut Io) -> Outcome {
    let mode = if options.diff { Mode::Diff } else { Mode::Write };
    let mut outcome = Outcome::default();
    let mut all = files(job, options.unsafe_fixes, mode);
    if job.inputs.contains(&Input::Stdin) {
        all.extend(stdin(job, options, mode, &mut outcome, io));
    }
    if !options.quiet && job.inputs.iter().any(|i| matches!(i, Input::Url { .. })) {
        say(
            io.stderr,
            "note",
            "a link that is given as an argument stands in no file; its corrected form is in the report",
        );
    }
    for file in &all {
        for message in file.failed.iter().chain(&file.mended.refused) {
            outcome.failed = true;
            say(io.stderr, "error", message);
        }
        outcome.differs |= !file.diff.is_empty();
        if !file.diff.is_empty() {
            outcome.failed |= !shown(&file.diff, color, io);
        }
    }
    if !options.quiet {
        summary(&all, mode, io);
    }
    outcome
}

/// Standard input is mended as a whole: it has no place that could be replaced.
fn stdin(job: &Job, options: &Options, mode: Mode, outcome: &mut Outcome, io: &mut Io) -> Option<FileMended> {
    let name = job.settings.stdin_name.as_deref().unwrap_or("<stdin>");
    let mut bytes = Vec::new();
    if let Err(error) = io.stdin.read_to_end(&mut bytes) {
        let failed = Some(format!("{name}: reading stopped: {}", plain_error(&error)));
        return Some(FileMended { failed, ..FileMended::default() });
    }
    let mended = mend(job, name, &bytes, options.unsafe_fixes);
    let diff =
        if mode == Mode::Diff { unified(name.trim_matches(['<', '>']), &bytes, &mended.bytes) } else { Vec::new() };
    outcome.stdin = Some(mended.bytes.clone());
    Some(FileMended { mended, diff, failed: None })
}

/// Prints a diff: as it is for a program, and so that it can be looked at on a terminal.
fn shown(diff: &[u8], color: bool, io: &mut Io) -> bool {
    if !io.stdout_is_terminal {
        return io.stdout.write_all(diff).and_then(|()| io.stdout.flush()).is_ok();
    }
    let mut page = String::new();
    for line in String::from_utf8_lossy(diff).lines() {
        let paint = match line.as_bytes() {
            _ if !color => Paint::new(),
            [b'+', ..] => Paint::new().green(),
            [b'-', ..] => Paint::new().red(),
            [b'@', ..] => Paint::new().cyan(),
            _ => Paint::new(),
        };
        page.push_str(&format!("{}\n", harmless(line).style(paint)));
    }
    io.stdout.write_all(page.as_bytes()).and_then(|()| io.stdout.flush()).is_ok()
}

/// How many were mended, by rule, and what is left for a person.
fn summary(all: &[FileMended], mode: Mode, io: &mut Io) {
    let mut fixed: BTreeMap<&str, u64> = BTreeMap::new();
    for (rule, n) in all.iter().flat_map(|f| &f.mended.fixed) {
        *fixed.entry(rule).or_default() += n;
    }
    let count: u64 = fixed.values().sum();
    let changed = all.iter().filter(|f| !f.mended.fixed.is_empty()).count();
    let verb = if mode == Mode::Diff { "would be fixed" } else { "fixed" };
    if count > 0 {
        let rules: Vec<String> = fixed.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
        let (findings, inputs) = (plural(count, "finding"), plural(changed as u64, "file"));
        say(io.stderr, "note", &format!("{findings} {verb} in {inputs}: {}", rules.join(", ")));
    } else {
        say(io.stderr, "note", "nothing could be fixed");
    }
    let left: Vec<&Left> = all.iter().flat_map(|f| &f.mended.left).collect();
    if left.is_empty() {
        return;
    }
    let are = if left.len() == 1 { "is" } else { "are" };
    say(io.stderr, "note", &format!("{} {are} left for a person:", plural(left.len() as u64, "finding")));
    for Left { rule, place, reason } in left.iter().take(NAMED) {
        let _ = writeln!(io.stderr, "  {}: {rule}: {reason}", harmless(place));
    }
    if left.len() > NAMED {
        let _ = writeln!(io.stderr, "  and {} more", left.len() - NAMED);
    }
}

fn plural(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
