//! Floor 14: the command line. The terminal, the environment and the streams are handed in, so that all of it
//! can be tested in process.

mod argument;
mod baseline;
mod baseline_file;
mod check;
mod color;
mod commands;
pub mod compare;
mod completions;
mod configuration;
mod editor;
mod example_words;
mod explain;
mod file;
mod files;
mod fix_command;
mod hops;
mod init;
mod io;
mod keyboard;
mod listing;
mod log;
mod man;
mod offer_pairs;
mod options;
mod page;
pub mod pair;
mod pair_page;
mod parse;
mod platform_page;
mod platforms;
mod progress;
mod prompt;
mod rules;
mod schema;
mod session;
mod shown;
mod terminal;
mod two_links;

pub use crate::run::{abandon, before_writing};
pub use commands::{main, tree};
pub use io::Io;
pub use terminal::{NoTerminal, Terminal};
