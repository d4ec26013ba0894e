//! `--fix` and `--diff`: what is written, what is shown, and what is said of it.

use super::argument::Gathered;
use super::io::{Io, say, talk};
use super::options::Options;
use super::outputs::Outputs;
use super::session::{closing, written};
use crate::fix::{Left, fix_bytes};
use crate::report::harmless;
use crate::run::{EMPTY, FixedInput, Mode, RealDisk, compared, files, plain_error, too_large};
use crate::run::{Input, Job};
use owo_colors::{OwoColorize, Style as Paint};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};

/// How fixing went.
#[derive(Default)]
struct FixSummary {
    /// Something could not be read or written, or not be fixed as promised.
    failed: bool,
    /// A file differs from what it should be.
    differs: bool,
    /// Standard input as it should be, where that was asked for.
    stdin: Option<Vec<u8>>,
}

/// Left findings that are named one by one.
const NAMED: usize = 50;

/// Mends, then reports what remains.
pub fn fixed(job: &Job, options: &Options, outputs: &Outputs, gathered: &Gathered, color: bool, io: &mut Io) -> u8 {
    let option = if options.diff { "--diff" } else { "--fix" };
    if options.reads_stdin() && io.stdin_is_terminal {
        io.say("error", &format!("{option} works on files: name them, or pipe a text to it"));
        return 2;
    }
    let from_stdin = job.inputs.contains(&Input::Stdin);
    if from_stdin && job.inputs.len() > 1 {
        io.say("error", &format!("{option} takes either standard input or files, not both at once"));
        return 2;
    }
    let fixing = fix_inputs(job, options, color, io);
    if options.diff {
        return if fixing.failed { 2 } else { u8::from(fixing.differs) };
    }
    // A pipe was refused; to read it would wait for somebody who writes.
    let is_pipe = |input: &Input| matches!(input, Input::File { path, .. } if path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir()));
    let inputs: Vec<Input> = job.inputs.iter().filter(|input| !is_pipe(input)).cloned().collect();
    let job = &Job { inputs: &inputs, ..*job };
    let Some(text) = fixing.stdin else {
        return if from_stdin { 2 } else { report(job, options, outputs, gathered, fixing.failed, None, io) };
    };
    match io.stdout.write_all(&text).and_then(|()| io.stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            io.say("error", &format!("the repaired text could not be written: {error}"));
            2
        }
        _ => report(job, options, outputs, gathered, fixing.failed, Some(&text), io),
    }
}

/// Lints what is there now. The report on a repaired standard input goes to standard error.
fn report(
    job: &Job,
    options: &Options,
    outputs: &Outputs,
    gathered: &Gathered,
    failed: bool,
    stdin: Option<&[u8]>,
    io: &mut Io,
) -> u8 {
    let outcome = match stdin {
        Some(mut text) => {
            let mut report = Vec::new();
            let io = &mut Io { stdin: &mut text, ..io.again() };
            let outcome = written(job, options, outputs, false, io, Some(&mut report));
            let _ = io.stderr.write_all(&report);
            outcome
        }
        None => written(job, options, outputs, false, io, None),
    };
    match outcome {
        Ok(outcome) => {
            let code = closing(&outcome, job, gathered, options, false, io);
            if failed { 2 } else { code }
        }
        Err(message) => {
            io.say("error", &message);
            2
        }
    }
}

/// Mends the inputs, or shows how it would.
fn fix_inputs(job: &Job, options: &Options, color: bool, io: &mut Io) -> FixSummary {
    let mode = if options.diff { Mode::Diff } else { Mode::Write };
    let mut outcome = FixSummary::default();
    let mut all = files(&RealDisk, job, options.unsafe_fixes, mode);
    if job.inputs.contains(&Input::Stdin) {
        all.push(stdin(job, options, mode, &mut outcome, io));
    }
    if !options.quiet && job.inputs.iter().any(|i| matches!(i, Input::Url { .. })) {
        let told = match mode {
            Mode::Write => "its corrected form is in the report",
            Mode::Diff => "without --diff its corrected form is in the report",
        };
        say(io.stderr, "note", &format!("a link that is given as an argument is in no file; {told}"));
    }
    if mode == Mode::Diff {
        // With --fix the report tells of these.
        for input in job.inputs {
            let Input::Missing(unread) = input else { continue };
            outcome.failed = true;
            say(io.stderr, "error", &format!("{}: {}", unread.place(), unread.message));
        }
    }
    for file in &all {
        tell(file, mode, &mut outcome, io);
        outcome.failed |= !file.diff.is_empty() && !shown(&file.diff, color, io);
    }
    if !options.quiet {
        summary(&all, mode, io);
    }
    outcome
}

/// Tells what went wrong with a file.
fn tell(file: &FixedInput, mode: Mode, outcome: &mut FixSummary, io: &mut Io) {
    outcome.differs |= file.differs;
    for message in file.unwritten.iter().chain(&file.fixed.refused) {
        outcome.failed = true;
        say(io.stderr, "error", message);
    }
    if let Some(message) = &file.unshown {
        say(io.stderr, "note", message);
    }
    if mode == Mode::Diff {
        // With --fix the report tells of these.
        let broken = file.fixed.unread.iter().map(|u| format!("{}: {}", u.place(), u.message));
        for message in file.unread.iter().cloned().chain(broken) {
            outcome.failed = true;
            say(io.stderr, "error", &message);
        }
    }
}

/// Standard input is fixed as a whole: it has no place that could be replaced.
fn stdin(job: &Job, options: &Options, mode: Mode, outcome: &mut FixSummary, io: &mut Io) -> FixedInput {
    let (name, limit) = (job.settings.stdin_name.as_deref().unwrap_or("<stdin>"), job.settings.max_file_size);
    let mut bytes = Vec::new();
    let read = (&mut *io.stdin).take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let failed = match read {
        Err(error) => Some(format!("reading stopped: {}", plain_error(&error))),
        Ok(_) if bytes.len() as u64 > limit => Some(too_large(limit)),
        // With --fix the report tells of it.
        Ok(_) if mode == Mode::Diff && job.settings.wants_stdin && bytes.trim_ascii().is_empty() => {
            Some(EMPTY.to_owned())
        }
        Ok(_) => None,
    };
    if let Some(message) = failed {
        return FixedInput { unwritten: Some(format!("{name}: {message}")), ..FixedInput::default() };
    }
    let mut fixed = fix_bytes(job.settings, job.catalogue, name, &bytes, options.unsafe_fixes);
    let after = std::mem::take(&mut fixed.bytes);
    if mode == Mode::Diff {
        let name = name.trim_matches(['<', '>']);
        return compared(fixed, name, name, &bytes, &after);
    }
    let differs = after != bytes;
    outcome.stdin = Some(after);
    FixedInput { fixed, differs, ..FixedInput::default() }
}

/// Prints a diff: as it is for a program, and so that it can be looked at on a terminal.
fn shown(diff: &[u8], color: bool, io: &mut Io) -> bool {
    let mut page = String::new();
    let text = if io.stdout_is_terminal {
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
        page.as_bytes()
    } else {
        diff
    };
    match io.stdout.write_all(text).and_then(|()| io.stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            io.say("error", &format!("the diff could not be written: {error}"));
            false
        }
        _ => true,
    }
}

/// How many were fixed, by rule, and what is left for a person.
fn summary(all: &[FixedInput], mode: Mode, io: &mut Io) {
    if all.is_empty() {
        return;
    }
    let mut fixed: BTreeMap<&str, u64> = BTreeMap::new();
    for (rule, n) in all.iter().flat_map(|f| &f.fixed.fixed) {
        *fixed.entry(rule).or_default() += n;
    }
    let left: Vec<&Left> = all.iter().flat_map(|f| &f.fixed.left).collect();
    let count: u64 = fixed.values().sum();
    if count > 0 {
        let verb = if mode == Mode::Diff { "would be fixed" } else { "fixed" };
        let rules: Vec<String> = fixed.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
        let changed = all.iter().filter(|f| !f.fixed.fixed.is_empty()).count();
        let (findings, inputs) = (plural(count, "finding"), plural(changed as u64, "file"));
        say(io.stderr, "note", &format!("{findings} {verb} in {inputs}: {}", rules.join(", ")));
    } else if !left.is_empty() {
        say(io.stderr, "note", "nothing could be fixed");
    } else if all.iter().all(|f| f.unread.is_none() && f.unwritten.is_none() && f.fixed.refused.is_none()) {
        say(io.stderr, "note", "there is nothing to fix");
    }
    if mode == Mode::Write {
        renamed(all.iter().map(|f| f.fixed.renamed).sum(), io);
    }
    if left.is_empty() {
        return;
    }
    let are = if left.len() == 1 { "is" } else { "are" };
    say(io.stderr, "note", &format!("{} {are} left for a person:", plural(left.len() as u64, "finding")));
    for Left { rule, place, reason } in left.iter().take(NAMED) {
        let _ = writeln!(io.stderr, "  {}", talk(&format!("{place}: {rule}: {reason}")));
    }
    if left.len() > NAMED {
        let _ = writeln!(io.stderr, "  and {} more", left.len() - NAMED);
    }
}

/// Tells of what the baseline does not know again.
fn renamed(count: u64, io: &mut Io) {
    if count > 0 {
        let (are, them) =
            if count == 1 { ("is in a repaired link and is", "it") } else { ("are in repaired links and are", "them") };
        let found = plural(count, "finding");
        let told =
            format!("{found} of the baseline {are} reported as new; `tracklint baseline write` takes {them} in again");
        say(io.stderr, "note", &told);
    }
}

fn plural(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
