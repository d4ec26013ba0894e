//! `tracklint man`: manual pages, one a command.

use super::file;
use super::io::Io;
use super::page::examples;
use crate::findings::no_such;
use clap::{Command, CommandFactory, Parser};
use clap_mangen::Man;
use std::path::PathBuf;

/// Prints a manual page, or writes those of all commands into a folder.
#[derive(Parser, Debug)]
#[command(name = "man", bin_name = "tracklint man")]
pub struct Options {
    /// The command; without one the page of tracklint itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write every page into this folder, each as a file such as tracklint-pair.1
    #[arg(long, value_name = "FOLDER", conflicts_with = "command", help_heading = "Output")]
    folder: Option<PathBuf>,
}

pub fn command() -> Command {
    Options::command().after_long_help(examples(&[
        "tracklint man | man -l -",
        "tracklint man pair",
        "tracklint man --folder ~/.local/share/man/man1",
    ]))
}

/// Prints the page, or writes all of them. `tree` holds all commands.
pub fn man(options: &Options, tree: &Command, io: &mut Io) -> u8 {
    let commands: Vec<&Command> = std::iter::once(tree).chain(tree.get_subcommands()).collect();
    if let Some(folder) = &options.folder {
        for command in &commands {
            let name = format!("{}.1", title(command));
            if let Err(message) = file::replace(&io.cwd.join(folder).join(&name), &page(command)) {
                io.say("error", &format!("{}: {message}", folder.join(name).display()));
                return 2;
            }
        }
        return io.print(&format!("{} pages were written.\n", commands.len()));
    }
    let name = options.command.as_deref().unwrap_or("tracklint");
    let Some(command) = commands.iter().find(|command| command.get_name() == name) else {
        io.say("error", &no_such("command", name, commands[1..].iter().map(|command| command.get_name())));
        return 2;
    };
    io.print_code(&String::from_utf8_lossy(&page(command)))
}

fn title(command: &Command) -> String {
    match command.get_name() {
        "tracklint" => "tracklint".to_owned(),
        name => format!("tracklint-{name}"),
    }
}

fn page(command: &Command) -> Vec<u8> {
    let title = title(command);
    let bare = command.clone().display_name(title.clone()).bin_name(title.replace('-', " "));
    let mut page = Vec::new();
    // Writing to a vector never fails.
    let _ = Man::new(bare)
        .title(title)
        .manual("tracklint")
        .source(concat!("tracklint ", env!("CARGO_PKG_VERSION")))
        .render(&mut page);
    page
}
