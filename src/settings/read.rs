//! Reads `tracklint.toml` by the list of settings. Every mistake is told, each at its place.

use super::builder::Draft;
use super::custom_platform::{Form, OwnFact};
use super::key::{Key, KeyKind, Rows};
use super::keys::KEYS;
use super::word::Word;
use super::{Config, ConfigError, Written};
use crate::findings::did_you_mean;
use crate::platform::{Catalogue, Platform};
use crate::span::Lines;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads the text of a configuration.
///
/// # Errors
/// Every mistake in it, in the order of the text.
fn read(text: &str) -> Result<(Config, Catalogue), Vec<ConfigError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines { text: text.as_bytes(), at: 0, first_line: 1, before: 0 };
    let mut reader = Reader { text, lines, draft: Draft::default(), errors: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => reader.all(table.get_ref()),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            reader.error(span, format!("this is not TOML: {}", error.message()));
        }
    }
    let Reader { draft, mut errors, .. } = reader;
    errors.sort_by_key(|e| e.span.start);
    if errors.is_empty() { Ok((draft.config, draft.catalogue)) } else { Err(errors) }
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines<'a>,
    draft: Draft,
    errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn error(&mut self, span: Range<usize>, message: String) {
        let place = self.lines.place(span.start, span.end);
        self.errors.push(ConfigError { line: place.line, column: place.column, span, message });
    }

    /// Says why a value could not be kept.
    fn kept(&mut self, span: Range<usize>, outcome: Result<(), String>) {
        if let Err(message) = outcome {
            self.error(span, message);
        }
    }

    /// Platforms first: other settings may name them.
    fn all(&mut self, table: &DeTable) {
        let is_platform = |key: &&Key| key.name == "platform";
        self.table(table, KEYS.iter().filter(is_platform), "");
        let own: Vec<&'static Platform> = std::mem::take(&mut self.draft.own)
            .into_iter()
            .filter(|own| !own.id.is_empty())
            .map(super::custom_platform::Own::keep)
            .collect();
        self.draft.catalogue = Catalogue::new(&own);
        self.draft.config.platforms = own;
        self.table(table, KEYS.iter().filter(|key| !is_platform(key)), "");
        self.unknown(table, KEYS, "");
        self.draft.catalogue.allow(std::mem::take(&mut self.draft.legal));
    }

    fn table<'k>(&mut self, table: &DeTable, keys: impl Iterator<Item = &'k Key>, path: &str) {
        for key in keys {
            let found = table.iter().find(|(name, _)| name.get_ref() == key.name);
            if let Some((name, value)) = found {
                self.setting(key, name.span(), value, &join(path, key.name));
            }
        }
    }

    fn unknown(&mut self, table: &DeTable, known: &[Key], path: &str) {
        for (name, _) in table.iter().filter(|(name, _)| known.iter().all(|k| k.name != name.get_ref())) {
            let names = || known.iter().map(|k| k.name);
            let meant = did_you_mean(name.get_ref(), names());
            let rest = if meant.is_empty() {
                format!("; there are {}", names().collect::<Vec<_>>().join(", "))
            } else {
                meant
            };
            let whose = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            self.error(name.span(), format!("there is no setting{whose} called `{}`{rest}", name.get_ref()));
        }
    }

    fn setting(&mut self, key: &Key, at: Range<usize>, value: &Value, path: &str) {
        if key.kind.table().is_none() && !matches!(key.kind, KeyKind::Rows(_) | KeyKind::Pairs { .. }) {
            self.note(path, &at, value);
        }
        let inside = value.get_ref();
        match &key.kind {
            KeyKind::Text(word, put) => {
                if let Some(text) = self.wants(path, value, word.wanted(), inside.as_str()) {
                    let outcome = put(&mut self.draft, text);
                    self.kept(value.span(), outcome);
                }
            }
            KeyKind::Texts(word, put) => self.texts(*word, put, value, path),
            KeyKind::Fact(fact) => self.fact(fact, value, path),
            KeyKind::Flag(put) => {
                if let Some(yes) = self.wants(path, value, "true or false", inside.as_bool()) {
                    put(&mut self.draft, yes);
                }
            }
            KeyKind::Table(_) | KeyKind::Made(_) => {
                let keys = key.kind.table().unwrap_or_default();
                if let Some(table) = self.wants(path, value, "a table", inside.as_table()) {
                    self.table(table, keys.iter(), path);
                    self.unknown(table, keys, path);
                }
            }
            KeyKind::Rows(rows) => self.rows(rows, value, path),
            KeyKind::Pairs { value: word, look, put, .. } => {
                let Some(table) = self.wants(path, value, "a table", inside.as_table()) else { return };
                for (name, value) in table {
                    self.note(&join(path, name.get_ref()), &name.span(), value);
                    let known = look(&self.draft, name.get_ref());
                    let fits = known.is_ok();
                    self.kept(name.span(), known);
                    let text = self.wants(name.get_ref(), value, word.wanted(), value.get_ref().as_str());
                    if let Some(text) = text.filter(|_| fits) {
                        let outcome = put(&mut self.draft, name.get_ref(), text);
                        self.kept(value.span(), outcome);
                    }
                }
            }
        }
    }

    /// Keeps what is written, for whoever wants to see what holds.
    fn note(&mut self, path: &str, at: &Range<usize>, value: &Value) {
        let line = self.lines.place(at.start, at.end).line;
        let text = self.text.get(value.span()).unwrap_or_default();
        let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.draft.config.written.push(Written { name: path.to_owned(), value, line });
    }

    /// A fact of a platform of somebody's own.
    fn fact(&mut self, fact: &OwnFact, value: &Value, path: &str) {
        let inside = value.get_ref();
        match fact.form {
            Form::List => self.texts(fact.word, &|draft, text| draft.own_fact(fact, text), value, path),
            Form::One => {
                if let Some(text) = self.wants(path, value, fact.word.wanted(), inside.as_str()) {
                    let outcome = self.draft.own_fact(fact, text);
                    self.kept(value.span(), outcome);
                }
            }
            Form::Flag => {
                if let Some(yes) = self.wants(path, value, "true or false", inside.as_bool()) {
                    let outcome = self.draft.own_flag(fact, yes);
                    self.kept(value.span(), outcome);
                }
            }
        }
    }

    fn texts(&mut self, word: Word, put: &dyn Fn(&mut Draft, &str) -> Result<(), String>, value: &Value, path: &str) {
        let wanted = format!("a list, each {}", word.wanted());
        let Some(list) = self.wants(path, value, &wanted, value.get_ref().as_array()) else { return };
        for item in list {
            if let Some(text) = self.wants(path, item, &wanted, item.get_ref().as_str()) {
                let outcome = put(&mut self.draft, text);
                self.kept(item.span(), outcome);
            }
        }
    }

    fn rows(&mut self, rows: &Rows, value: &Value, path: &str) {
        let wanted = format!("tables: write [[{path}]]");
        let Some(list) = self.wants(path, value, &wanted, value.get_ref().as_array()) else { return };
        for item in list {
            let Some(table) = self.wants(path, item, &wanted, item.get_ref().as_table()) else { continue };
            (rows.begin)(&mut self.draft, self.lines.place(item.span().start, item.span().start).line);
            self.table(table, rows.keys.iter(), path);
            self.unknown(table, rows.keys, path);
            let lacking = rows.needed.iter().find(|name| table.iter().all(|(key, _)| key.get_ref() != *name));
            let outcome = match lacking {
                Some(name) => Err(format!("`{name}` is missing here")),
                None => (rows.end)(&mut self.draft),
            };
            self.kept(item.span(), outcome);
        }
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
            self.error(value.span(), format!("`{key}` should be {wanted}; here it is {kind}"));
        }
        found
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

impl Config {
    /// Reads the text of a configuration; with it come the platforms, its own among them.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the text.
    pub fn read(text: &str) -> Result<(Self, Catalogue), Vec<ConfigError>> {
        read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Environment;

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
