//! The program with all its commands, as one tree: completions, man pages and tests are made of it. The program
//! itself reads only the command that is called.

use super::{baseline, completions, explain, init, log, man, options, pair, platforms, rules, schema};
use crate::log::verdict::VERDICTS;
use crate::platform::table;
use crate::rule::ALL;
use clap::Command;
use clap::builder::PossibleValuesParser;

/// The program with all its commands.
#[must_use]
pub fn tree() -> Command {
    let check = options::command().name("check").about("Lints links; the word may be left out");
    let help = Command::new("help")
        .about("Shows the help of a command")
        .arg(clap::Arg::new("command").help("The command").value_parser(super::COMMANDS));
    let commands = [
        check,
        pair::command(),
        log::command(),
        rules::command(),
        explain::command(),
        platforms::command(),
        init::command(),
        baseline::command(),
        schema::command(),
        completions::command(),
        man::command(),
        help,
    ];
    let tree = options::command().subcommands(commands).mut_args(with_names);
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
