//! `tracklint baseline`: findings that are known, so that only new ones are reported.

use super::baseline_file::read;
use super::io::{Io, say};
use super::page::examples;
use super::session::{Prepared, lint, prepare, say_missing};
use super::{file, options};
use crate::findings::{Baseline, BaselineEntry};
use crate::report::KnownLines;
use crate::report::harmless;
use crate::run::Job;
use clap::{CommandFactory, Parser};
use std::path::{Path, PathBuf};

/// Writes down what is found now, so that later runs with --baseline report only what is new.
#[derive(Parser, Debug)]
#[command(name = "baseline", bin_name = "tracklint baseline")]
#[group(id = "known")]
pub struct Options {
    /// write: what is found now is known; prune: forget what is found no more
    #[arg(value_name = "ACTION", value_parser = ["write", "prune"], hide_possible_values = true)]
    action: String,
    /// The file of known findings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    check: options::Options,
}

pub fn command() -> clap::Command {
    Options::command().override_usage("tracklint baseline write|prune FILE [OPTIONS] [INPUT]...").after_long_help(
        examples(&[
            "tracklint baseline write known.json offers/",
            "tracklint --baseline known.json offers/",
            "tracklint baseline prune known.json offers/",
        ]),
    )
}

/// Lints the inputs, and writes the file if all of them could be read.
pub fn baseline(options: &Options, commands: &[&str], io: &mut Io) -> u8 {
    if options.check.changed.is_some() {
        io.say("error", "a baseline is of all files; leave out --changed");
        return 2;
    }
    let shown = options.file.display().to_string();
    let place = io.cwd.join(&options.file);
    let old = match options.action.as_str() {
        "prune" => match read(&place) {
            Ok(old) => Some(old),
            Err(message) => {
                io.say("error", &format!("{shown}: {message}"));
                return 2;
            }
        },
        _ => None,
    };
    let (found, links) = match found(&options.check, commands, io) {
        Ok(found) => found,
        Err(code) => return code,
    };
    if let Some(message) = lost(&old, &found, links, &place).filter(|_| !options.check.allow_empty) {
        io.say("error", &format!("{shown}: {message}"));
        return 2;
    }
    let (text, words) = match old {
        None => {
            let known = Baseline::new(found);
            (known.text(), format!("{shown}: {} known", plural(known.len())))
        }
        Some(old) => {
            let before = old.len();
            let pruned = old.pruned(&Baseline::new(found));
            let gone = before - pruned.len();
            (pruned.text(), format!("{shown}: {} forgotten, {} left", plural(gone), pruned.len()))
        }
    };
    match file::replace(&place, text.as_bytes()) {
        Ok(()) => io.print(&format!("{}\n", harmless(&words))),
        Err(message) => {
            io.say("error", &format!("{shown}: {message}"));
            2
        }
    }
}

/// What would be lost by accident: known findings that are replaced by none, or forgotten because no link was read.
fn lost(old: &Option<Baseline>, found: &[BaselineEntry], links: u64, place: &Path) -> Option<String> {
    let (known, why) = match old {
        None if found.is_empty() => (read(place).ok()?.len(), "nothing is found now"),
        Some(old) if links == 0 => (old.len(), "no link was read now"),
        _ => return None,
    };
    let (findings, are) = (plural(known), if known == 1 { "is" } else { "are" });
    (known > 0).then(|| {
        format!("{findings} {are} known and {why}, so nothing was written; --allow-empty writes it all the same")
    })
}

/// What is found in the inputs and the number of links in them; the exit code where that cannot be said of all of them.
fn found(options: &options::Options, commands: &[&str], io: &mut Io) -> Result<(Vec<BaselineEntry>, u64), u8> {
    let mut prepared = prepare(options, commands, io)?;
    prepared.settings.all = false;
    let Prepared { settings, catalogue, gathered } = &prepared;
    let inputs = &gathered.inputs;
    let job = Job { inputs, settings, catalogue, report: &KnownLines };
    let mut lines = Vec::new();
    let outcome = lint(&job, options, false, io, Some(&mut lines)).map_err(|message| {
        io.say("error", &message);
        2
    })?;
    say_missing(inputs, io);
    if !outcome.unread.is_empty() {
        let words = "an input could not be read, so nothing was written";
        say(io.stderr, "error", words);
        return Err(2);
    }
    let text = String::from_utf8_lossy(&lines);
    let known = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok((known, outcome.summary.urls))
}

fn plural(n: usize) -> String {
    format!("{n} {}", if n == 1 { "finding" } else { "findings" })
}
