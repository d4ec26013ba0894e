//! The files that are read: named, listed, counted.

use super::argument::Gathered;
use super::io::Io;
use super::options::Options;
use crate::findings::masked;
use crate::report::harmless;
use crate::run::Input;
use crate::run::walk::{Skip, format_words};
use crate::settings::Settings;
use crate::source;

/// Names the files that were found and are not read: those that are no text, and all if everything is to be told.
pub fn name_skipped(gathered: &Gathered, options: &Options, io: &mut Io) {
    let named: Vec<&str> = gathered.inputs.iter().filter_map(missing).collect();
    for (name, why) in &gathered.skipped {
        let wanted = options.verbose || *why == Skip::Binary && !options.quiet;
        if wanted && !named.contains(&&**name) {
            io.say("note", &format!("{name} is skipped: {}", why.sentence()));
        }
    }
}

fn missing(input: &Input) -> Option<&str> {
    match input {
        Input::Missing(unread) => Some(&unread.path),
        _ => None,
    }
}

/// Lists what would be read, and how.
pub fn show_files(gathered: &Gathered, options: &Options, settings: &Settings, io: &mut Io) -> u8 {
    let mut list = String::new();
    let mut code = 0;
    let words = |path, name| settings.input.map_or_else(|| format_words(path, name), source::InputFormat::words);
    for input in &gathered.inputs {
        let (name, format) = match input {
            Input::Url { name, .. } | Input::Pasted { name, .. } => (&**name, "one URL"),
            Input::Stdin => ("<stdin>", "as it comes"),
            Input::File { path, name } => (&**name, words(path, name)),
            Input::Missing(unread) => {
                io.say("error", &format!("{}: {}", unread.path, unread.message));
                code = 2;
                continue;
            }
        };
        let name = if options.no_redact || io.stdout_is_terminal { name.into() } else { masked(name) };
        list.push_str(&format!("{}\t{format}\n", harmless(&name)));
    }
    name_skipped(gathered, options, io);
    if let Some(line) = gathered.skipped_line(options.verbose).filter(|_| !options.quiet) {
        io.say("note", &line);
    }
    code.max(io.print(&list))
}
