//! `[[overrides]]`: the settings for some files of a project.

use super::builder::Draft;
use super::key::{Key, KeyKind, Rows, key};
use super::named::{environment_named, network_named};
use super::overrides::Override;
use super::word::Word;
use crate::findings::{Glob, level_named};

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
