//! The commands, in one table: what runs, the help, the manual, completions and the names that are suggested are made
//! from it.

use super::io::Io;
use super::parse::parsed;
use super::{
    baseline, check, compare, completions, explain, init, log, lsp, man, options, pair, platforms, rules, schema,
};
use crate::findings::no_such;
use crate::log::verdict::VERDICTS;
use crate::platform::table;
use crate::rule::ALL;
use clap::Command;
use clap::builder::PossibleValuesParser;
use std::ffi::OsString;

/// A command.
struct Entry {
    name: &'static str,
    /// Its options.
    command: fn() -> Command,
    /// Reads its arguments and runs it.
    run: fn(&[OsString], &mut Io) -> u8,
}

/// Every command, in the order in which help lists them. `check` comes first: it need not be named.
const COMMANDS: &[Entry] = &[
    Entry { name: "check", command: named_check, run: run_check },
    Entry { name: "pair", command: pair::command, run: |args, io| parsed(pair::command(), args, io, pair::pair) },
    Entry { name: "log", command: log::command, run: |args, io| parsed(log::command(), args, io, log::log) },
    Entry {
        name: "compare",
        command: compare::command,
        run: |args, io| parsed(compare::command(), args, io, compare::compare),
    },
    Entry { name: "rules", command: rules::command, run: |args, io| parsed(rules::command(), args, io, rules::rules) },
    Entry {
        name: "explain",
        command: explain::command,
        run: |args, io| parsed(explain::command(), args, io, explain::explain),
    },
    Entry {
        name: "platforms",
        command: platforms::command,
        run: |args, io| parsed(platforms::command(), args, io, platforms::platforms),
    },
    Entry { name: "init", command: init::command, run: |args, io| parsed(init::command(), args, io, init::init) },
    Entry {
        name: "baseline",
        command: baseline::command,
        run: |args, io| parsed(baseline::command(), args, io, |o, io| baseline::baseline(o, &names(), io)),
    },
    Entry {
        name: "schema",
        command: schema::command,
        run: |args, io| parsed(schema::command(), args, io, schema::schema),
    },
    Entry { name: "lsp", command: lsp::command, run: |args, io| parsed(lsp::command(), args, io, lsp::lsp) },
    Entry {
        name: "completions",
        command: completions::command,
        run: |args, io| parsed(completions::command(), args, io, |o, io| completions::completions(o, tree(), io)),
    },
    Entry {
        name: "man",
        command: man::command,
        run: |args, io| parsed(man::command(), args, io, |o, io| man::man(o, &tree(), io)),
    },
    Entry { name: "help", command: help_command, run: help },
];

fn named_check() -> Command {
    options::command().name("check").about("Lints links; the word may be left out")
}

fn run_check(args: &[OsString], io: &mut Io) -> u8 {
    parsed(options::command(), args, io, |options, io| check::check(options, &names(), io))
}

fn help_command() -> Command {
    let names = PossibleValuesParser::new(names());
    Command::new("help")
        .about("Shows the help of a command")
        .arg(clap::Arg::new("command").help("The command").value_parser(names))
}

/// The names of all commands.
fn names() -> Vec<&'static str> {
    COMMANDS.iter().map(|entry| entry.name).collect()
}

fn help(args: &[OsString], io: &mut Io) -> u8 {
    let long = [OsString::from("--help")];
    let asked = args.first().map(|word| word.to_string_lossy().into_owned());
    let name = match asked.as_deref() {
        None | Some("help" | "-h" | "--help") => "check",
        Some(name) => name,
    };
    match COMMANDS.iter().find(|entry| entry.name == name) {
        Some(entry) => (entry.run)(&long, io),
        None => {
            io.say("error", &no_such("command", name, names()));
            2
        }
    }
}

/// Runs the program: `args` are its name and its arguments. Returns the exit code: 0 all well, 1 findings,
/// 2 something could not be understood or read.
pub fn main(args: impl IntoIterator<Item = OsString>, io: &mut Io) -> u8 {
    let mut args: Vec<OsString> = args.into_iter().skip(1).collect();
    let Some((at, entry)) = command_word(&args) else { return run_check(&args, io) };
    if entry.name == "check" {
        args.remove(at);
        return run_check(&args, io);
    }
    if at > 0 {
        let option = args[0].to_string_lossy().into_owned();
        io.say("error", &format!("`{option}` is an option of check and cannot come before `{}`", entry.name));
        return 2;
    }
    (entry.run)(&args[1..], io)
}

/// The first argument that is no option and no option's value, if it is a command's name, and where it stands.
fn command_word(args: &[OsString]) -> Option<(usize, &'static Entry)> {
    let command = options::command();
    let takes_value = |option: &str| {
        let name = option.trim_start_matches('-');
        let mut all = command.get_arguments().filter(|a| a.get_action().takes_values());
        all.any(|a| {
            // A value that has to be written behind `=` is no argument of its own.
            if a.is_require_equals_set() {
                return false;
            }
            if option.starts_with("--") {
                a.get_long() == Some(name)
            } else {
                // Of bundled flags only the last may take a value: `-qo FILE`.
                a.get_short().is_some_and(|s| name.ends_with(s))
            }
        })
    };
    let mut at = 0;
    while let Some(arg) = args.get(at) {
        let arg = arg.to_str()?;
        if arg == "--" {
            return None;
        }
        if !arg.starts_with('-') || arg == "-" {
            return COMMANDS.iter().find(|entry| entry.name == arg).map(|entry| (at, entry));
        }
        at += if takes_value(arg) { 2 } else { 1 };
    }
    None
}

/// The program with all its commands, as one tree: completions, man pages and tests are made of it. The program itself
/// reads only the command that is called.
#[must_use]
pub fn tree() -> Command {
    let tree = options::command().subcommands(COMMANDS.iter().map(|entry| (entry.command)())).mut_args(with_names);
    tree.mut_subcommands(|command| command.mut_args(with_names))
}

/// Lists the names that an argument takes, where they are rules, platforms or schemas.
fn with_names(argument: clap::Arg) -> clap::Arg {
    let rules = || ALL.iter().map(|rule| rule.id);
    let platforms = || table::ALL.iter().map(|platform| platform.id);
    let names: Vec<&'static str> = match argument.get_id().as_str() {
        "select" | "ignore" => rules().collect(),
        "network" | "platform" | "filled_by" | "platform_name" => platforms().collect(),
        "explained" => rules().chain(platforms()).chain(VERDICTS.iter().map(|v| v.id)).collect(),
        "schema" => schema::names().collect(),
        _ => return argument,
    };
    argument.value_parser(PossibleValuesParser::new(names)).hide_possible_values(true)
}
