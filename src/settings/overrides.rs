//! `[[overrides]]`: settings for some files of a project, and what becomes of the settings of a run for one file.

use super::builder::Draft;
use super::key::{Key, KeyKind, Rows};
use super::keys::key;
use super::named::{environment_named, network_named};
use super::word::Word;
use super::{Config, Settings};
use crate::findings::{Glob, Level, level_named};
use crate::platform::{Environment, Network};
use std::borrow::Cow;

type ValueResult = Result<(), String>;

/// Settings for some files.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The files, seen from the configuration's folder.
    pub paths: Vec<Glob>,
    /// The network where nothing nearer tells.
    pub network: Network,
    /// The environment where nothing nearer tells.
    pub environment: Option<Environment>,
    /// Levels of rules.
    pub levels: Vec<(&'static str, Level)>,
    /// If there are any, only these rules.
    pub select: Vec<&'static str>,
    /// Not these rules.
    pub ignore: Vec<&'static str>,
}

/// The settings of such a table.
const OVERRIDE: &[Key] = &[
    key(
        "paths",
        KeyKind::Texts(Word::Glob, |draft, text| {
            let glob = Glob::read(text)?;
            draft.last_override(|last| last.paths.push(glob))
        }),
        "[\"offers/partners/**\"]",
        "The files, seen from the folder of this file.",
    ),
    key(
        "network",
        KeyKind::Text(Word::PlatformName, |draft, name| {
            let network = network_named(&draft.catalogue, name)?;
            draft.last_override(|last| last.network = Some(network))
        }),
        "\"everflow\"",
        "The network of their links.",
    ),
    key(
        "environment",
        KeyKind::Text(Word::Environment, |draft, name| {
            let environment = environment_named(name)?;
            draft.last_override(|last| last.environment = Some(environment))
        }),
        "\"sandbox\"",
        "What their links are for.",
    ),
    key(
        "select",
        KeyKind::Texts(Word::Rule, |draft, name| {
            let rule = draft.rule_id(name)?;
            draft.last_override(|last| last.select.push(rule))
        }),
        "[\"unbraced-macro\", \"misspelled-macro\"]",
        "Only these rules, in place of those that `select` above names.",
    ),
    key(
        "ignore",
        KeyKind::Texts(Word::Rule, |draft, name| {
            let rule = draft.rule_id(name)?;
            draft.last_override(|last| last.ignore.push(rule))
        }),
        "[\"insecure-scheme\"]",
        "Nor these rules, besides those that are ignored everywhere.",
    ),
    key(
        "severity",
        KeyKind::Pairs {
            key: Word::Rule,
            value: Word::Level,
            look: Draft::rule,
            put: |draft, rule, level| {
                let level = (draft.rule_id(rule)?, level_named(level)?);
                draft.last_override(|last| last.levels.push(level))
            },
        },
        "personal-data = \"advice\"",
        "How bad the findings of a rule are in them.",
    ),
];

/// `[[overrides]]`
pub const OVERRIDES: Rows = Rows {
    keys: OVERRIDE,
    needed: &["paths"],
    begin: |draft, _| draft.config.overrides.push(Override::default()),
    end: |draft| match draft.config.overrides.last() {
        Some(last) if last.paths.is_empty() => Err("`paths` names no file".to_owned()),
        _ => Ok(()),
    },
    or: None,
};

impl Draft {
    fn last_override(&mut self, put: impl FnOnce(&mut Override)) -> ValueResult {
        if let Some(last) = self.config.overrides.last_mut() {
            put(last);
        }
        Ok(())
    }
}

impl Config {
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
}

impl Settings {
    /// These settings as the overrides of these numbers change them: each goes before the ones above it, and what the
    /// command line says before all of them.
    #[must_use]
    pub fn overridden(&self, numbers: &[usize]) -> Self {
        let mut settings = self.clone();
        for one in numbers.iter().filter_map(|number| self.config.overrides.get(*number)) {
            settings.config.network = one.network.or(settings.config.network);
            settings.config.environment = one.environment.or(settings.config.environment);
            let selection = &mut settings.selection;
            selection.configured.extend(&one.levels);
            selection.configured_ignore.extend(&one.ignore);
            if !one.select.is_empty() {
                selection.configured_select.clone_from(&one.select);
            }
        }
        settings
    }

    /// The settings for an input of that name.
    #[must_use]
    pub fn for_input(&self, name: &str) -> Cow<'_, Self> {
        match &*self.config.overrides_of(name) {
            [] => Cow::Borrowed(self),
            numbers => Cow::Owned(self.overridden(numbers)),
        }
    }
}
