//! What a configuration says.

use super::overrides::Override;
use crate::findings::{FileIgnores, Folders, Glob, Ignore, Level, Selection};
use crate::offer::FieldMap;
use crate::platform::{Environment, Network, Platform};
use crate::rule::{Hosts, OwnRule, Rule};
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
    /// The files that it builds on, as they are written: seen from the folder of the file that names them.
    pub extends: Vec<String>,
    /// If there are any, only these rules.
    pub select: Vec<&'static str>,
    /// Not these rules.
    pub ignored_rules: Vec<&'static str>,
    /// Settings for some files.
    pub overrides: Vec<Override>,
    /// Rules that are described in it.
    pub own_rules: Vec<OwnRule>,
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

    /// The numbers of the overrides that hold for an input, in their order. What is no file has none.
    #[must_use]
    pub fn overrides_of(&self, name: &str) -> Vec<usize> {
        if self.overrides.is_empty() || name.starts_with('<') {
            return Vec::new();
        }
        let seen = self.folders.seen(name);
        let holds = |one: &Override| one.paths.iter().any(|glob| glob.fits(&seen));
        (0..).zip(&self.overrides).filter(|(_, one)| holds(one)).map(|(number, _)| number).collect()
    }

    /// The places of ignores that have silenced nothing so far: `tracklint.toml:7`.
    pub fn unused_ignores(&self) -> impl Iterator<Item = String> {
        let unused = self.ignores.iter().filter(|i| !i.used.load(Ordering::Relaxed));
        unused.map(|i| format!("{}:{}", if i.file.is_empty() { &self.path } else { &i.file }, i.line))
    }

    /// Every rule that a name of the configuration or the command line may mean: `own/NAME` for one of these.
    #[must_use]
    pub fn own_rule(&self, name: &str) -> Option<&'static Rule> {
        self.own_rules.iter().map(|own| own.rule).find(|rule| rule.id == name)
    }

    /// What the configuration says about rules; what the command line says of them comes from there.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            configured: self.levels.clone(),
            configured_select: self.select.clone(),
            configured_ignore: self.ignored_rules.clone(),
            ..Selection::default()
        }
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
    /// The file it stands in, where that is one that the configuration extends; empty otherwise.
    pub file: String,
}

/// The name of the configuration file.
pub const FILE_NAME: &str = "tracklint.toml";
