//! The options of a command, read or refused in our words.

use super::color;
use super::io::Io;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Command, FromArgMatches};
use std::ffi::OsString;

/// Reads the options of a command and runs it, or says what is wrong with them.
pub fn parsed<O: Args + FromArgMatches>(
    command: Command,
    args: &[OsString],
    io: &mut Io,
    run: impl FnOnce(&O, &mut Io) -> u8,
) -> u8 {
    let mut command = command.term_width(io.width.min(100)).no_binary_name(true);
    let usage = command.render_usage().to_string();
    let outcome = command.try_get_matches_from(args).and_then(|m| O::from_arg_matches(&m));
    match outcome {
        Ok(options) => run(&options, io),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let styled = error.render();
            let when = color::named_in(args);
            let text = if color::draw_style(when, io).color { styled.ansi().to_string() } else { styled.to_string() };
            io.print(&text)
        }
        Err(error) => {
            let message = plain_error(&error);
            io.say("error", &message);
            // The first of several forms: --help has them all.
            let line = usage.trim_start_matches("Usage: ").lines().next().unwrap_or_default();
            let _ = writeln!(io.stderr, "usage: {line}");
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
