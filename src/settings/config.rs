//! What a configuration says.

use crate::findings::{FileIgnores, Folders, Glob, Ignore, Level};
use crate::offer::FieldMap;
use crate::platform::{Environment, Network, Platform};
use crate::rule::Hosts;
use crate::source::InputFormat;
use std::sync::atomic::Ordering;

/// What stands in `tracklint.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The network where nothing nearer tells.
    pub network: Network,
    /// The environment where nothing nearer tells.
    pub environment: Option<Environment>,
    /// Hosts for real traffic and for tests.
    pub hosts: Hosts,
    /// Levels of rules.
    pub levels: Vec<(&'static str, Level)>,
    /// Event ids of the offers, where nothing nearer tells.
    pub events: Vec<&'static str>,
    /// How inputs are read; `None` to find out.
    pub input: Option<InputFormat>,
    /// Files that are not linted.
    pub exclude: Vec<Glob>,
    /// The severity from which on a run has failed.
    pub fail_on: Option<Level>,
    /// The file of findings that are known, as it is written: seen from the configuration's folder.
    pub baseline: Option<String>,
    /// Findings that are not reported.
    pub ignores: Vec<Ignore>,
    /// What the fields of a private format hold.
    pub fields: FieldMap,
    /// Platforms that are described in it.
    pub platforms: Vec<&'static Platform>,
    /// The file, as it is shown; empty where there is none.
    pub path: String,
    /// The folders that its paths are seen from.
    pub folders: Folders,
    /// What stands in it, in the order in which it was read.
    pub written: Vec<Written>,
}

impl Config {
    /// The ignores that hold for an input.
    #[must_use]
    pub fn ignores_of(&self, name: &str) -> FileIgnores<'_> {
        if self.ignores.is_empty() {
            FileIgnores::default()
        } else {
            FileIgnores::of(&self.ignores, &self.folders.seen(name))
        }
    }

    /// The lines of ignores that have silenced nothing so far.
    pub fn unused_ignores(&self) -> impl Iterator<Item = u64> {
        self.ignores.iter().filter(|i| !i.used.load(Ordering::Relaxed)).map(|i| i.line)
    }
}

/// A setting as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name with the names of its tables: `hosts.sandbox`.
    pub name: String,
    /// Its value, as TOML in one line.
    pub value: String,
    /// The line it stands on.
    pub line: u64,
}

/// The name of the configuration file.
pub const FILE_NAME: &str = "tracklint.toml";
