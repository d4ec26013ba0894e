//! What a run is told: by flags, by the environment, by `tracklint.toml`.

mod builder;
mod custom_platform;
mod error;
mod keys;
mod read;
mod schema;
mod starter;

pub use error::ConfigError;
pub use keys::{KEYS, Key, Kind, Word};
pub use schema::schema;
pub use starter::starter;

use crate::findings::{Baseline, FileIgnores, Folders, Glob, Ignore, Level, Selection, no_such};
use crate::lint::Linter;
use crate::offer::FieldMap;
use crate::platform::{Catalogue, Environment, Network, Platform, Role, State};
use crate::rule::{Hosts, Offer, Told};
use crate::source::{End, Format};
use crate::span::Severity;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Everything that is the same for all links of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What every link is said to be for.
    pub role: Option<Role>,
    /// Whether macros still stand in them.
    pub state: Option<State>,
    /// Who issues the click id, said by a flag: goes before what a record says.
    pub network: Network,
    /// Who issues the click id, said by the environment: counts where a record says nothing.
    pub ambient_network: Network,
    /// Whom every link is addressed to.
    pub platform: Option<&'static Platform>,
    /// Who fills their macros.
    pub filled_by: Option<&'static Platform>,
    /// The environment they are meant for.
    pub environment: Option<Environment>,
    /// Event ids of the offer; empty where they are not known.
    pub events: Vec<String>,
    /// They are postbacks for all offers.
    pub global: bool,
    /// How inputs are read; `None` to find out.
    pub input: Option<Format>,
    /// Links without findings are reported too.
    pub all: bool,
    /// What standard input is called, where somebody named it.
    pub stdin_name: Option<String>,
    /// The largest file that is read as a whole, in bytes.
    pub max_file_size: u64,
    /// How many workers share the work; 0 for as many as there are processors.
    pub jobs: usize,
    /// About how many findings are reported, where somebody said so. The last link is reported whole.
    pub max_findings: Option<u64>,
    /// Findings are counted by rule, platform and file.
    pub statistics: bool,
    /// Which rules are wanted, at which level.
    pub selection: Selection,
    /// Findings that are known and not reported.
    pub baseline: Option<Arc<Baseline>>,
    /// What the configuration says.
    pub config: Config,
}

/// The largest file that is read as a whole unless somebody says otherwise: 1 GiB.
pub const LARGEST_FILE: u64 = 1 << 30;

impl Default for Settings {
    fn default() -> Self {
        Self {
            role: None,
            state: None,
            network: None,
            ambient_network: None,
            platform: None,
            filled_by: None,
            environment: None,
            events: Vec::new(),
            global: false,
            input: None,
            all: false,
            stdin_name: None,
            max_file_size: LARGEST_FILE,
            jobs: 0,
            max_findings: None,
            statistics: false,
            selection: Selection::default(),
            baseline: None,
            config: Config::default(),
        }
    }
}

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
    pub input: Option<Format>,
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
    /// Reads the text of a configuration; with it come the platforms, its own among them.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the text.
    pub fn read(text: &str) -> Result<(Self, Catalogue), Vec<ConfigError>> {
        read::read(text)
    }

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

impl Settings {
    /// One that lints as the configuration says.
    #[must_use]
    pub fn linter<'a>(&'a self, catalogue: &'a Catalogue) -> Linter<'a> {
        Linter::new(catalogue, &self.config.hosts).with_defaults(self.config.network, self.config.environment)
    }

    /// The network of a link of which the input says `said`: an option goes before it, and it before the environment.
    #[must_use]
    pub fn network_or(&self, said: Network) -> Network {
        self.network.or(said.filter(|n| n.can_be_network())).or(self.ambient_network)
    }

    /// What they say of every link. `events` are the ids of the offer's events, if any are known.
    #[must_use]
    pub fn told<'e>(&'e self, events: &'e [&'e str]) -> Told<'e> {
        let events = if events.is_empty() { &*self.config.events } else { events };
        Told {
            role: self.role,
            state: self.state,
            network: self.network_or(None),
            platform: self.platform,
            filled_by: self.filled_by,
            environment: self.environment,
            global: self.global,
            offer: Offer { events: (!events.is_empty()).then_some(events), ..Offer::default() },
            markup: false,
            tag: None,
            end: End::Whole,
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
}

/// The name of the configuration file.
pub const FILE_NAME: &str = "tracklint.toml";

/// The configuration for a folder: in it, or in the nearest folder above.
#[must_use]
pub fn find_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|f| f.join(FILE_NAME)).find(|f| f.is_file())
}

/// How inputs are read, by the words for it.
pub const INPUTS: [(&str, Option<Format>); 4] =
    [("auto", None), ("urls", Some(Format::Urls)), ("jsonl", Some(Format::Records)), ("text", Some(Format::Text))];

/// The severities from which on a run has failed, by the words for them.
pub const FAIL_ON: [(&str, Level); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("advice", Some(Severity::Advice)),
    ("never", None),
];

/// What a field is that holds no link, in the configuration.
pub const IGNORED: &str = "ignore";

/// The way of reading inputs called `name`.
///
/// # Errors
/// A sentence for the user.
pub fn input_named(name: &str) -> Result<Option<Format>, String> {
    let found = INPUTS.iter().find(|(word, _)| *word == name).map(|(_, input)| *input);
    found.ok_or_else(|| no_such("way of reading inputs", name, INPUTS.iter().map(|(word, _)| *word)))
}

/// The severity called `name` from which on a run has failed.
///
/// # Errors
/// A sentence for the user.
pub fn severity_named(name: &str) -> Result<Level, String> {
    let found = FAIL_ON.iter().find(|(word, _)| *word == name).map(|(_, level)| *level);
    found.ok_or_else(|| format!("{}; it is error, warning, advice or never", no_such("severity", name, [])))
}

/// The platform that can be a network called `name`.
///
/// # Errors
/// A sentence for the user.
pub fn network_named(catalogue: &Catalogue, name: &str) -> Result<&'static Platform, String> {
    let platform = platform_named(catalogue, name)?;
    if platform.can_be_network() {
        return Ok(platform);
    }
    Err(format!("{} cannot be the network: nothing is known of it receiving postbacks", platform.name))
}

/// The platform called `name`.
///
/// # Errors
/// A sentence for the user, with the nearest name.
pub fn platform_named(catalogue: &Catalogue, name: &str) -> Result<&'static Platform, String> {
    let names = || catalogue.all().iter().flat_map(|p| std::iter::once(p.id).chain(p.aliases.iter().copied()));
    catalogue.named(name).ok_or_else(|| no_such("platform", name, names()))
}

/// The environment called `name`.
///
/// # Errors
/// A sentence for the user.
pub fn environment_named(name: &str) -> Result<Environment, String> {
    let both = [Environment::Production, Environment::Sandbox];
    let found = both.into_iter().find(|e| e.id() == name);
    found.ok_or_else(|| no_such("environment", name, both.map(Environment::id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Vec<ConfigError>> {
        Config::read(text).map(|(config, _)| config)
    }

    fn complaints(text: &str) -> Vec<(u64, u64, String)> {
        read(text).err().unwrap_or_default().into_iter().map(|e| (e.line, e.column, e.message)).collect()
    }

    #[test]
    fn every_key_is_read() {
        let text = "network = \"GoKart\"\nenvironment = \"sandbox\"\n[hosts]\nproduction = [\"a.com\", \"*.b.com\"]\n\
                    sandbox = [\"/^t[0-9]/\"]\n[severity]\nmissing-scheme = \"off\"\nmissing-click-id = \"advice\"\n";
        let config = read(text).unwrap_or_default();
        assert_eq!(config.network.map(|n| n.id), Some("gokart"));
        assert_eq!(config.environment, Some(Environment::Sandbox));
        assert!(config.hosts.production[1].fits("x.b.com") && config.hosts.sandbox[0].fits("T9.com"));
        let mut levels = config.levels;
        levels.sort_by_key(|l| l.0);
        assert_eq!(levels, [("missing-click-id", Some(crate::span::Severity::Advice)), ("missing-scheme", None)]);
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let found = complaints(
            "netwrok = \"gokart\"\nenvironment = 5\n[severity]\n\"é\" = \"off\"\nmissing-scheme = \"eror\"\n",
        );
        let places: Vec<_> = found.iter().map(|(l, c, _)| (*l, *c)).collect();
        assert_eq!(places, [(1, 1), (2, 15), (4, 1), (5, 18)]);
        assert!(found[0].2.contains("did you mean `network`?"), "{found:?}");
        assert!(found[1].2.contains("here it is a number"), "{found:?}");
    }

    #[test]
    fn broken_toml_and_patterns_are_told_plainly() {
        assert!(complaints("network = ")[0].2.starts_with("this is not TOML"));
        let found = complaints("[hosts]\nsandbox = [\"/(/\", 1]");
        assert_eq!(found.len(), 2);
        assert!(found[0].2.contains("unclosed group"), "{found:?}");
        assert!(complaints("network = \"gocart\"")[0].2.ends_with("did you mean `gokart`?"));
    }
}
