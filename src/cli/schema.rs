//! `tracklint schema`: JSON Schemas, for editors and for other programs.

use super::Io;
use crate::engine::settings;
use crate::engine::suggest::no_such;
use clap::{CommandFactory, Parser};
use serde_json::Value;

/// Makes a schema.
type Make = fn() -> Value;

/// What there are schemas of, by name.
const SCHEMAS: [(&str, Make); 1] = [("config", settings::schema)];

/// Prints a JSON Schema: config (of tracklint.toml).
#[derive(Parser, Debug)]
#[command(name = "schema", bin_name = "tracklint schema")]
pub struct Options {
    /// What to print the schema of: config
    what: String,
}

pub fn command() -> clap::Command {
    Options::command()
}

/// Prints the schema.
pub fn schema(options: &Options, io: &mut Io) -> u8 {
    let Some((_, make)) = SCHEMAS.iter().find(|(name, _)| *name == options.what) else {
        io.say("error", &no_such("schema", &options.what, SCHEMAS.iter().map(|(name, _)| *name)));
        return 2;
    };
    io.print(&format!("{:#}\n", make()))
}
