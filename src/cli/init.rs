//! `tracklint init`: a configuration to begin with.

use super::io::Io;
use super::page::examples;
use crate::settings::{FILE_NAME, starter};
use clap::{CommandFactory, Parser};
use std::io::{ErrorKind, Write};

/// Writes a tracklint.toml that holds every setting, commented out.
#[derive(Parser, Debug)]
#[command(name = "init", bin_name = "tracklint init")]
pub struct Options {}

pub fn command() -> clap::Command {
    Options::command().after_long_help(examples(&["tracklint init", "tracklint --show-config"]))
}

/// Writes the file into the working folder, unless there is one.
pub fn init(_: &Options, io: &mut Io) -> u8 {
    let place = io.cwd.join(FILE_NAME);
    let opened = std::fs::File::options().write(true).create_new(true).open(&place);
    match opened.and_then(|mut file| file.write_all(starter().as_bytes())) {
        Ok(()) => io.print(&format!("{FILE_NAME} was written: every setting is in it, commented out.\n")),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            io.say("error", &format!("{FILE_NAME} is there already; it stays as it is"));
            2
        }
        Err(error) => {
            io.say("error", &format!("{FILE_NAME} could not be written: {error}"));
            2
        }
    }
}
