//! What a run is told: by flags, by the environment, by `tracklint.toml`.

use super::select::{Level, Selection, level_named, rule_named};
use super::suggest::{did_you_mean, no_such};
use crate::platform::{Catalogue, Environment, Network, Platform, Role, State};
use crate::rule::{HostPattern, Hosts, Offer, Told};
use crate::source::Format;
use crate::span::LineIndex;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Everything that is the same for all links of a run.
#[derive(Debug, Default)]
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
    /// Which rules are wanted, at which level.
    pub selection: Selection,
    /// What the configuration says.
    pub config: Config,
}

/// What stands in `tracklint.toml`.
#[derive(Debug, Default)]
pub struct Config {
    /// The network where nothing nearer tells.
    pub network: Network,
    /// The environment where nothing nearer tells.
    pub environment: Option<Environment>,
    /// Hosts for real traffic and for tests.
    pub hosts: Hosts,
    /// Levels of rules.
    pub levels: Vec<(&'static str, Level)>,
}

impl Settings {
    /// What they say of every link. `events` are the ids of the offer's events, if any are known.
    #[must_use]
    pub fn told<'e>(&self, events: &'e [&'e str]) -> Told<'e> {
        Told {
            role: self.role,
            state: self.state,
            network: self.network.or(self.ambient_network),
            platform: self.platform,
            filled_by: self.filled_by,
            environment: self.environment,
            global: self.global,
            offer: Offer { events: (!events.is_empty()).then_some(events), ..Offer::default() },
            markup: false,
            tag: None,
        }
    }
}

/// A mistake in a configuration, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// What is the matter, in words for the user.
    pub message: String,
}

/// The name of the configuration file.
pub const FILE_NAME: &str = "tracklint.toml";

/// The configuration for a folder: in it, or in the nearest folder above.
#[must_use]
pub fn find_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|f| f.join(FILE_NAME)).find(|f| f.is_file())
}

const KEYS: [&str; 4] = ["network", "environment", "hosts", "severity"];
const HOST_KEYS: [&str; 2] = ["production", "sandbox"];

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

impl Config {
    /// Reads the text of a configuration.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the text.
    pub fn read(text: &str, catalogue: &Catalogue) -> Result<Self, Vec<ConfigError>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text, catalogue, config: Self::default(), errors: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reader.table(table.get_ref()),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                reader.error(&span, format!("this is not TOML: {}", error.message()));
            }
        }
        reader.errors.sort_by_key(|e| (e.line, e.column));
        if reader.errors.is_empty() { Ok(reader.config) } else { Err(reader.errors) }
    }
}

struct Reader<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    config: Config,
    errors: Vec<ConfigError>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn error(&mut self, span: &Range<usize>, message: String) {
        let place = LineIndex::new(self.text.as_bytes(), 0, 1).place(span.start, span.end);
        self.errors.push(ConfigError { line: place.line, column: place.column, message });
    }

    /// Takes a value apart, or says that it is of another kind.
    fn wants<T>(&mut self, key: &str, value: &Value, wanted: &str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            let kind = match value.get_ref() {
                DeValue::String(_) => "text",
                DeValue::Integer(_) | DeValue::Float(_) => "a number",
                DeValue::Boolean(_) => "true or false",
                DeValue::Datetime(_) => "a date",
                DeValue::Array(_) => "a list",
                DeValue::Table(_) => "a table",
            };
            self.error(&value.span(), format!("`{key}` should be {wanted}; here it is {kind}"));
        }
        found
    }

    /// Keeps what was read, or says why it could not be.
    fn keep<T>(&mut self, value: &Value, outcome: Result<T, String>) -> Option<T> {
        outcome.map_err(|message| self.error(&value.span(), message)).ok()
    }

    fn table(&mut self, table: &DeTable) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "network" => {
                    let name = self.wants("network", value, "the name of a platform", value.get_ref().as_str());
                    let found = name.map(|n| network_named(self.catalogue, n));
                    self.config.network = found.and_then(|f| self.keep(value, f));
                }
                "environment" => {
                    let name = self.wants("environment", value, "production or sandbox", value.get_ref().as_str());
                    let found = name.map(environment_named);
                    self.config.environment = found.and_then(|f| self.keep(value, f));
                }
                "hosts" => self.hosts(value),
                "severity" => self.levels(value),
                other => self.error(&key.span(), unknown_key("setting", other, &KEYS)),
            }
        }
    }

    fn hosts(&mut self, value: &Value) {
        let Some(table) = self.wants("hosts", value, "a table", value.get_ref().as_table()) else { return };
        for (key, value) in table {
            let patterns = match key.get_ref().as_ref() {
                name @ ("production" | "sandbox") => self.patterns(&format!("hosts.{name}"), value),
                other => {
                    self.error(&key.span(), unknown_key("setting in `hosts`", other, &HOST_KEYS));
                    continue;
                }
            };
            match key.get_ref().as_ref() {
                "production" => self.config.hosts.production = patterns,
                _ => self.config.hosts.sandbox = patterns,
            }
        }
    }

    fn patterns(&mut self, key: &str, value: &Value) -> Vec<HostPattern> {
        const WANTED: &str = "a list of hosts such as \"api.acme.com\", \"*.acme.com\" or \"/^track[0-9]+[.]/\"";
        let Some(list) = self.wants(key, value, WANTED, value.get_ref().as_array()) else { return Vec::new() };
        let mut patterns = Vec::new();
        for item in list {
            let Some(text) = self.wants(key, item, WANTED, item.get_ref().as_str()) else { continue };
            let read = HostPattern::read(text).map_err(|e| format!("this pattern cannot be read: {}", last_line(&e)));
            patterns.extend(self.keep(item, read));
        }
        patterns
    }

    fn levels(&mut self, value: &Value) {
        let Some(table) = self.wants("severity", value, "a table", value.get_ref().as_table()) else { return };
        for (key, value) in table {
            const WANTED: &str = "error, warning, advice or off";
            let rule = rule_named(key.get_ref()).map_err(|message| self.error(&key.span(), message)).ok();
            let word = self.wants(key.get_ref(), value, WANTED, value.get_ref().as_str());
            let level = word.and_then(|w| self.keep(value, level_named(w)));
            if let (Some(rule), Some(level)) = (rule, level) {
                self.config.levels.push((rule, level));
            }
        }
    }
}

fn unknown_key(what: &str, written: &str, known: &[&'static str]) -> String {
    let meant = did_you_mean(written, known.iter().copied());
    let list = if meant.is_empty() { format!("; there are {}", known.join(", ")) } else { meant };
    format!("there is no {what} called `{written}`{list}")
}

/// The regex crate draws the pattern first and says what is wrong with it last.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Vec<ConfigError>> {
        Config::read(text, &Catalogue::default())
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
