//! Floor 9: the command line. The terminal, the environment and the streams are handed in, so that all of it
//! can be tested in process.

mod argument;
mod baseline;
mod check;
mod color;
mod completions;
mod configuration;
mod editor;
mod explain;
mod file;
mod files;
mod init;
mod keys;
mod listing;
mod man;
mod mend;
mod options;
mod page;
pub mod pair;
mod platform_page;
mod platforms;
mod progress;
mod prompt;
mod rules;
mod schema;
mod shown;
mod terminal;
mod tree;
mod trips;

pub use file::{abandon, before_writing};
pub use terminal::{Plain, Terminal};
pub use tree::tree;

use crate::report::harmless;
use crate::report::inert;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Command, FromArgMatches};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Everything the program touches.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output: data only.
    pub stdout: &'a mut dyn Write,
    /// Standard error: talk.
    pub stderr: &'a mut dyn Write,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    /// Somebody types.
    pub stdin_is_terminal: bool,
    /// Somebody reads.
    pub stdout_is_terminal: bool,
    /// The terminal that somebody types at.
    pub terminal: &'a dyn Terminal,
    /// Columns of the terminal when the program was started.
    pub width: usize,
    /// The working folder.
    pub cwd: PathBuf,
}

impl Io<'_> {
    /// The same, for a while.
    fn again(&mut self) -> Io<'_> {
        Io {
            stdin: &mut *self.stdin,
            stdout: &mut *self.stdout,
            stderr: &mut *self.stderr,
            env: self.env,
            stdin_is_terminal: self.stdin_is_terminal,
            stdout_is_terminal: self.stdout_is_terminal,
            terminal: self.terminal,
            width: self.width,
            cwd: self.cwd.clone(),
        }
    }

    /// Says something on standard error. Should that be closed, there is nobody to tell.
    fn say(&mut self, kind: &str, message: &str) {
        say(self.stderr, kind, message);
    }

    fn variable(&self, name: &str) -> Option<String> {
        (self.env)(name).map(|v| v.to_string_lossy().into_owned()).filter(|v| !v.is_empty())
    }

    /// Prints text that was asked for. A closed pipe ends quietly.
    fn print(&mut self, text: &str) -> u8 {
        match self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                self.say("error", &format!("the output could not be written: {error}"));
                2
            }
            _ => 0,
        }
    }
}

/// One line of talk: `error: ...`, `note: ...`, `hint: ...`.
fn say(stderr: &mut dyn Write, kind: &str, message: &str) {
    let _ = writeln!(stderr, "{kind}: {}", inert(&harmless(message)));
}

/// The commands. `check` need not be named.
const COMMANDS: [&str; 11] =
    ["check", "pair", "rules", "explain", "platforms", "init", "baseline", "schema", "completions", "man", "help"];

/// Runs the program: `args` are its name and its arguments. Returns the exit code: 0 all well, 1 findings,
/// 2 something could not be understood or read.
pub fn main(args: impl IntoIterator<Item = OsString>, io: &mut Io) -> u8 {
    let mut args: Vec<OsString> = args.into_iter().skip(1).collect();
    let Some((at, word)) = command_word(&args) else {
        return parsed(options::command(), &args, io, |options, io| check::check(&options, io));
    };
    if word == "check" {
        args.remove(at);
        return parsed(options::command(), &args, io, |options, io| check::check(&options, io));
    }
    if at > 0 {
        let option = args[0].to_string_lossy().into_owned();
        io.say("error", &format!("`{option}` is an option of check and cannot come before `{word}`"));
        return 2;
    }
    let rest = &args[1..];
    match word {
        "pair" => parsed(pair::command(), rest, io, |o, io| pair::pair(&o, io)),
        "rules" => parsed(rules::command(), rest, io, |o, io| rules::rules(&o, io)),
        "explain" => parsed(explain::command(), rest, io, |o, io| explain::explain(&o, io)),
        "platforms" => parsed(platforms::command(), rest, io, |o, io| platforms::platforms(&o, io)),
        "init" => parsed(init::command(), rest, io, |o, io| init::init(&o, io)),
        "baseline" => parsed(baseline::command(), rest, io, |o, io| baseline::baseline(&o, io)),
        "schema" => parsed(schema::command(), rest, io, |o, io| schema::schema(&o, io)),
        "completions" => parsed(completions::command(), rest, io, |o, io| completions::completions(&o, io)),
        "man" => parsed(man::command(), rest, io, |o, io| man::man(&o, io)),
        _ => help(rest, io),
    }
}

/// The first argument that is no option and no option's value, if it is a command's name, and where it stands.
fn command_word(args: &[OsString]) -> Option<(usize, &'static str)> {
    let command = options::command();
    let takes_value = |option: &str| {
        let name = option.trim_start_matches('-');
        let mut all = command.get_arguments().filter(|a| a.get_action().takes_values());
        all.any(|a| {
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
            return COMMANDS.into_iter().find(|c| *c == arg).map(|c| (at, c));
        }
        at += if takes_value(arg) { 2 } else { 1 };
    }
    None
}

fn help(args: &[OsString], io: &mut Io) -> u8 {
    let long = [OsString::from("--help")];
    match args.first().map(|a| a.to_string_lossy()).as_deref() {
        None | Some("check" | "help" | "-h" | "--help") => {
            parsed(options::command(), &long, io, |o, io| check::check(&o, io))
        }
        Some("pair") => parsed(pair::command(), &long, io, |o, io| pair::pair(&o, io)),
        Some("rules") => parsed(rules::command(), &long, io, |o, io| rules::rules(&o, io)),
        Some("explain") => parsed(explain::command(), &long, io, |o, io| explain::explain(&o, io)),
        Some("platforms") => parsed(platforms::command(), &long, io, |o, io| platforms::platforms(&o, io)),
        Some("init") => parsed(init::command(), &long, io, |o, io| init::init(&o, io)),
        Some("baseline") => parsed(baseline::command(), &long, io, |o, io| baseline::baseline(&o, io)),
        Some("schema") => parsed(schema::command(), &long, io, |o, io| schema::schema(&o, io)),
        Some("completions") => parsed(completions::command(), &long, io, |o, io| completions::completions(&o, io)),
        Some("man") => parsed(man::command(), &long, io, |o, io| man::man(&o, io)),
        Some(other) => {
            io.say("error", &crate::findings::no_such("command", other, COMMANDS));
            2
        }
    }
}

/// Reads the options of a command and runs it, or says what is wrong with them.
fn parsed<O: Args + FromArgMatches>(
    command: Command,
    args: &[OsString],
    io: &mut Io,
    run: impl FnOnce(O, &mut Io) -> u8,
) -> u8 {
    let command = command.term_width(io.width.min(100)).no_binary_name(true);
    let outcome = command.try_get_matches_from(args).and_then(|m| O::from_arg_matches(&m));
    match outcome {
        Ok(options) => run(options, io),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let styled = error.render();
            let when = color::named_in(args);
            let text = if color::look(when, io).color { styled.ansi().to_string() } else { styled.to_string() };
            io.print(&text)
        }
        Err(error) => {
            let message = plain_error(&error);
            io.say("error", &message);
            2
        }
    }
}

/// What clap found wrong, in our words.
fn plain_error(error: &clap::Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let option = argument.split([' ', '=']).next().unwrap_or_default().trim_matches(['<', '>', '[', ']']);
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let meant = |found: Option<String>| found.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if !option.starts_with('-') => format!("`{option}` is one argument too many"),
        ErrorKind::UnknownArgument => {
            format!("there is no option `{option}`{}", meant(text(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{option}` needs a value"),
        ErrorKind::InvalidValue => {
            let names = text(ContextKind::ValidValue).unwrap_or_default();
            let meant = match meant(text(ContextKind::SuggestedValue)) {
                none if none.is_empty() => format!("; it takes {names}"),
                some => some,
            };
            format!("`{option}` does not take `{value}`{meant}")
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg).unwrap_or_default();
            let other = other.split([' ', '=']).next().unwrap_or_default();
            if other == option || other.is_empty() {
                format!("`{option}` can be given only once")
            } else {
                format!("`{option}` and `{other}` contradict each other")
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let names = argument.split(", ").map(|n| n.trim_matches(['<', '>']).to_lowercase());
            let names: Vec<_> = names
                .map(|n| format!("{} {n}", if n.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }))
                .collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            format!("{} {verb} missing; --help says more", names.join(" and "))
        }
        ErrorKind::ValueValidation => {
            // Only whole numbers are read here, some of them within bounds: `0 is not in 1..=256`.
            let full = error.render().to_string();
            let bounds = full.split_once(" is not in ").and_then(|(_, rest)| rest.trim().split_once("..="));
            let bounds = bounds.map(|(least, rest)| {
                format!(" from {least} to {}", rest.split_whitespace().next().unwrap_or_default())
            });
            format!("`{option}` does not take `{value}`; it takes a whole number{}", bounds.unwrap_or_default())
        }
        ErrorKind::TooManyValues => format!("`{option}` takes no value"),
        _ => {
            let full = error.render().to_string();
            full.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    }
}
