//! Reads `tracklint.toml` by the list of settings. Every mistake is told, each at its place.

use super::builder::Draft;
use super::custom_platform::{Form, OwnFact};
use super::key::{Key, KeyKind, Rows};
use super::keys::KEYS;
use super::word::Word;
use super::{Config, ConfigError, Written};
use crate::findings::did_you_mean;
use crate::platform::Catalogue;
use crate::span::Lines;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Value<'a> = Spanned<DeValue<'a>>;

/// One of the files that a configuration consists of: itself, or one that it extends.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'t> {
    /// How it is shown.
    pub path: &'t str,
    /// What stands in it.
    pub text: &'t str,
}

/// What is wrong with one of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerErrors {
    /// Its number, from 0.
    pub layer: usize,
    /// Every mistake in it, in the order of the text.
    pub errors: Vec<ConfigError>,
}

/// Reads layers, each of which goes before those above it. Platforms come first, then rules: other settings may name
/// both, whichever file describes them.
fn read(layers: &[Layer]) -> Result<(Config, Catalogue), LayerErrors> {
    let mut errors: Vec<Vec<ConfigError>> = vec![Vec::new(); layers.len()];
    let texts: Vec<&str> = layers.iter().map(|l| l.text.strip_prefix('\u{feff}').unwrap_or(l.text)).collect();
    let mut tables = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        match DeTable::parse(text) {
            Ok(table) => tables.push((number, table)),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let mut reader = Reader::new(text, Draft::default());
                reader.error(span, format!("this is not TOML: {}", error.message()));
                errors[number] = reader.errors;
            }
        }
    }
    let mut draft = Draft::default();
    for step in STEPS {
        for (number, table) in &tables {
            draft.layer = *number;
            draft.file = if number + 1 < layers.len() { layers[*number].path.to_owned() } else { String::new() };
            draft.platforms_before = draft.own.len();
            let mut reader = Reader::new(texts[*number], draft);
            step(&mut reader, table.get_ref());
            errors[*number].append(&mut reader.errors);
            draft = reader.draft;
        }
        draft.settle();
    }
    for (rule, message) in draft.wrong_examples() {
        let mut reader = Reader::new(texts[rule.0], Draft::default());
        reader.error(rule.1, message);
        errors[rule.0].append(&mut reader.errors);
    }
    errors.iter_mut().for_each(|errors| errors.sort_by_key(|e| e.span.start));
    match errors.iter().position(|errors| !errors.is_empty()) {
        Some(layer) => Err(LayerErrors { layer, errors: std::mem::take(&mut errors[layer]) }),
        None => Ok((draft.config, draft.catalogue)),
    }
}

/// Reads some of the settings of a file.
type ReadStep = fn(&mut Reader, &DeTable);

/// What is read of every file before the next step is read of any.
const STEPS: [ReadStep; 3] = [
    |reader, table| reader.table(table, KEYS.iter().filter(|key| key.name == "platform"), ""),
    |reader, table| reader.table(table, KEYS.iter().filter(|key| is_rule(key)), ""),
    |reader, table| {
        reader.table(table, KEYS.iter().filter(|key| key.name != "platform" && !is_rule(key)), "");
        reader.unknown(table, KEYS, "");
    },
];

fn is_rule(key: &Key) -> bool {
    matches!(key.name, "require" | "forbid")
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines<'a>,
    draft: Draft,
    errors: Vec<ConfigError>,
}

impl<'a> Reader<'a> {
    const fn new(text: &'a str, draft: Draft) -> Self {
        let lines = Lines { text: text.as_bytes(), at: 0, first_line: 1, before: 0 };
        Self { text, lines, draft, errors: Vec::new() }
    }
}

impl Draft {
    /// Takes in what the steps so far have described.
    fn settle(&mut self) {
        let own = std::mem::take(&mut self.own);
        if self.config.platforms.is_empty() && !own.is_empty() {
            let own = own.into_iter().filter(|own| !own.id.is_empty());
            self.config.platforms = own.map(super::custom_platform::Own::keep).collect();
            self.catalogue = Catalogue::new(&self.config.platforms);
        }
        self.config.own_rules = self.own_rules.iter().map(super::own_rule_draft::OwnRuleDraft::kept).collect();
        self.catalogue.allow(std::mem::take(&mut self.legal));
    }

    /// Rules whose examples do not show what they should: the file and the table of each, and what to say.
    fn wrong_examples(&self) -> Vec<((usize, Range<usize>), String)> {
        let (catalogue, config) = (&self.catalogue, &self.config);
        let wrong = |own: &super::own_rule_draft::OwnRuleDraft| {
            let message = own.wrong_example(catalogue, &config.hosts, config.network)?;
            Some(((own.layer, own.table.clone()), message))
        };
        self.own_rules.iter().filter(|own| own.is_whole()).filter_map(wrong).collect()
    }
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
            KeyKind::OneOrMore(word, put) => match inside.as_str() {
                Some(text) => {
                    let outcome = put(&mut self.draft, text);
                    self.kept(value.span(), outcome);
                }
                None => self.texts(*word, put, value, path),
            },
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
        let file = self.draft.file.clone();
        self.draft.config.written.push(Written { name: path.to_owned(), value, line, file });
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
            if let (Some((_, put)), Some(text)) = (rows.or, item.get_ref().as_str()) {
                self.note(path, &item.span(), item);
                let outcome = put(&mut self.draft, text);
                self.kept(item.span(), outcome);
                continue;
            }
            let Some(table) = self.wants(path, item, &wanted, item.get_ref().as_table()) else { continue };
            self.draft.table = item.span();
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
        read(&[Layer { path: "", text }]).map_err(|wrong| wrong.errors)
    }

    /// Reads a configuration and the files that it extends: those first, in their order, itself last. A value goes before
    /// the one of an earlier file; lists add up; a platform or rule replaces the one of its name.
    ///
    /// # Errors
    /// Every mistake in the first of them that has any.
    pub fn read_layers(layers: &[Layer]) -> Result<(Self, Catalogue), LayerErrors> {
        read(layers)
    }

    /// The files that the text of a configuration says it extends; none where it cannot be read.
    #[must_use]
    pub fn extended_by(text: &str) -> Vec<String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Ok(table) = DeTable::parse(text) else { return Vec::new() };
        let found =
            table.get_ref().iter().find(|(name, _)| name.get_ref() == "extends").map(|(_, value)| value.get_ref());
        let texts = |value: &DeValue| -> Vec<String> { value.as_str().map(str::to_owned).into_iter().collect() };
        match found {
            Some(DeValue::Array(list)) => list.iter().flat_map(|item| texts(item.get_ref())).collect(),
            Some(value) => texts(value),
            None => Vec::new(),
        }
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
