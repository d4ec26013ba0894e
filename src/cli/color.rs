//! How to draw: decided once, from standard output and the environment, and told to everything that draws - the
//! drawing library, the pages of text, and the help of the command line.

use super::io::Io;
use std::ffi::OsString;

/// What somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Auto,
    Always,
    Never,
}

impl When {
    pub const NAMES: [&str; 3] = ["auto", "always", "never"];

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().zip([Self::Auto, Self::Always, Self::Never]).find(|(n, _)| *n == name).map(|(_, w)| w)
    }
}

/// The `--color` option, for the commands that have it.
#[derive(clap::Args, Debug, Clone, Default)]
pub struct Color {
    /// When to use colour: auto, always or never
    ///
    /// `auto` asks NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR and TERM, and whether a terminal reads.
    #[arg(long, value_name = "WHEN", value_parser = When::NAMES, hide_possible_values = true, help_heading = "Output")]
    color: Option<String>,
}

impl Color {
    pub fn when(&self) -> When {
        self.color.as_deref().and_then(When::named).unwrap_or(When::Auto)
    }
}

/// What `--color` says in arguments that could not be read as a whole, as those that ask for help.
pub fn named_in(args: &[OsString]) -> When {
    let mut words = args.iter().filter_map(|a| a.to_str());
    while let Some(word) = words.next() {
        let value = word.strip_prefix("--color=").or_else(|| if word == "--color" { words.next() } else { None });
        if let Some(when) = value.and_then(When::named) {
            return when;
        }
    }
    When::Auto
}

/// How to draw on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawStyle {
    /// With colour.
    pub color: bool,
    /// With ASCII alone.
    pub ascii: bool,
    /// The address of the rules' documentation, if rule names are to be hyperlinks.
    pub docs: Option<&'static str>,
    /// Columns of a line.
    pub width: usize,
}

/// Decides how to draw, for everything that draws.
pub fn draw_style(when: When, io: &Io) -> DrawStyle {
    DrawStyle { color: colored(when, io), ascii: ascii(io), docs: docs(io), width: io.width }
}

/// Where the rules' documentation is: where somebody says, else where this project lives, if that is known.
pub fn rules_at(io: &Io) -> Option<&'static str> {
    given_docs(io).or_else(crate::report::rules_at)
}

/// The address that somebody gave for the rules' documentation, on a terminal that shows hyperlinks.
fn docs(io: &Io) -> Option<&'static str> {
    given_docs(io).filter(|_| has_links(io))
}

fn given_docs(io: &Io) -> Option<&'static str> {
    let address = io.variable("TRACKLINT_DOCS")?;
    let known = ["https://", "http://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    // Whatever stands in the environment goes to the terminal as an address or not at all.
    (known && address.bytes().all(|b| b.is_ascii_graphic())).then(|| &*address.leak())
}

/// Whether a terminal reads that shows hyperlinks. Terminals do not answer that question; they say who they are.
fn has_links(io: &Io) -> bool {
    const PROGRAMS: [&str; 7] = ["Hyper", "WezTerm", "ghostty", "iTerm.app", "mintty", "rio", "vscode"];
    const MARKS: [&str; 4] = ["DOMTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION"];
    const TERMS: [&str; 4] = ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"];
    if let Some(forced) = io.variable("FORCE_HYPERLINK") {
        return forced != "0";
    }
    let known = |name: &str, of: &[&str]| io.variable(name).is_some_and(|v| of.contains(&&*v));
    let vte = || io.variable("VTE_VERSION").and_then(|v| v.parse::<u32>().ok()).is_some_and(|v| v >= 5000);
    let marked = || MARKS.iter().any(|mark| io.variable(mark).is_some());
    io.stdout_is_terminal
        && !is_dumb(io)
        && (known("TERM_PROGRAM", &PROGRAMS) || known("TERM", &TERMS) || marked() || vte())
}

fn colored(when: When, io: &Io) -> bool {
    let says_yes = |name: &str| io.variable(name).is_some_and(|v| v != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if io.variable("NO_COLOR").is_some() => false,
        When::Auto if says_yes("CLICOLOR_FORCE") || says_yes("FORCE_COLOR") => true,
        When::Auto => {
            let unwanted = io.variable("CLICOLOR").is_some_and(|v| v == "0");
            io.stdout_is_terminal && !is_dumb(io) && !unwanted
        }
    }
}

/// Whether to draw with ASCII alone: on a terminal that knows no more, or where the locale names a character set
/// that has no more. A locale that is not set says nothing.
fn ascii(io: &Io) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| io.variable(name));
    let lacks = |locale: String| {
        let (_, set) = locale.split_once('.').unwrap_or_default();
        let set = set.split('@').next().unwrap_or_default();
        match set {
            "" => matches!(&*locale, "C" | "POSIX"),
            set => !set.eq_ignore_ascii_case("utf-8") && !set.eq_ignore_ascii_case("utf8"),
        }
    };
    io.stdout_is_terminal && is_dumb(io) || locale.is_some_and(lacks)
}

fn is_dumb(io: &Io) -> bool {
    io.variable("TERM").is_some_and(|t| t == "dumb")
}
