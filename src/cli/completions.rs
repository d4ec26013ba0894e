//! `tracklint completions`: what a shell has to know to complete our commands, options and names.

use super::io::Io;
use super::page::examples;
use clap::{CommandFactory, Parser};
use clap_complete::Shell;

/// The shells, by name.
const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("elvish", Shell::Elvish),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("zsh", Shell::Zsh),
];

/// Prints a script with which a shell completes commands, options, rules and platforms.
#[derive(Parser, Debug)]
#[command(name = "completions", bin_name = "tracklint completions")]
pub struct Options {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", value_parser = SHELLS.map(|(name, _)| name), hide_possible_values = true)]
    shell: String,
}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&[
        "tracklint completions bash > ~/.local/share/bash-completion/completions/tracklint",
        "tracklint completions zsh > ~/.zfunc/_tracklint",
        "tracklint completions fish > ~/.config/fish/completions/tracklint.fish",
    ]))
}

/// Prints the script for all commands, which `tree` holds.
pub fn completions(options: &Options, mut tree: clap::Command, io: &mut Io) -> u8 {
    let shell = SHELLS.iter().find(|(name, _)| *name == options.shell).map_or(Shell::Bash, |(_, shell)| *shell);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut tree, "tracklint", &mut script);
    io.print_code(&String::from_utf8_lossy(&script))
}
