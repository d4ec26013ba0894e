//! Every example that has a repair, in every format.

use super::formats::{ALL, Spelling};
use super::mended;
use crate::common::Failures;
use std::collections::BTreeSet;
use tracklint::platform::Catalogue;
use tracklint::rule::{ALL as RULES, Bad, ExampleHints, Rule};
use tracklint::settings::Settings;

/// What is said of an example, said of all links of a run; `None` where a run cannot be told so.
fn settings(given: &ExampleHints, catalogue: &Catalogue) -> Option<Settings> {
    let told = crate::common::given_told(given, catalogue);
    let sayable = given.tag.is_none() && given.around.is_none() && given.multi_event.is_none();
    sayable.then(|| Settings {
        role: told.role,
        state: told.state,
        network: told.network,
        platform: told.platform,
        filled_by: told.filled_by,
        environment: told.environment,
        events: given.events.iter().map(|e| (*e).to_owned()).collect(),
        global: told.global,
        ..Settings::default()
    })
}

/// Every example with a corrected link.
fn examples() -> impl Iterator<Item = (&'static Rule, &'static Bad, &'static str)> {
    RULES.iter().flat_map(|rule| rule.bad.iter().filter_map(move |bad| Some((*rule, bad, bad.fixed?))))
}

/// Where a repair cannot be spelt: in YAML without quotes a text cannot lose its beginning, nor begin a word with `#`,
/// nor hold braces or a `?` in a list of brackets; nor can a block lose its beginning.
const UNSPEAKABLE: &[(&str, &[&str])] = &[
    ("YAML, a block", &["rewritten-link"]),
    (
        "YAML, in a list of brackets",
        &["misspelled-macro", "missing-separator", "rewritten-link", "unbraced-macro", "wrong-macro-syntax"],
    ),
    ("YAML, plain", &["fragment-before-query", "rewritten-link"]),
];

/// Where a fault of a link alone is none in its file: quotes and full stops belong to the sentence around the link, a
/// blank ends it there, and a page's links need no scheme.
const INNOCENT: &[(&str, &[&str])] = &[
    ("HTML", &["malformed-scheme", "missing-scheme", "stray-punctuation"]),
    // Markdown decodes entities and backslashes by itself, and its explanations name hosts without a scheme.
    (
        "Markdown",
        &[
            "html-entity",
            "leftover-escape",
            "lookalike-character",
            "missing-scheme",
            "stray-punctuation",
            "stray-whitespace",
            "unencoded-character",
        ],
    ),
    ("", &["stray-punctuation"]),
];

fn listed(list: &[(&str, &[&str])], spelling: &Spelling, rule: &Rule) -> bool {
    list.iter().any(|(name, rules)| (name.is_empty() || *name == spelling.name) && rules.contains(&rule.id))
}

/// What became of an example in a file.
#[derive(Debug, PartialEq, Eq)]
enum Became {
    Right,
    /// The file stayed as it was, and the reason was told.
    Left,
    /// The file stayed as it was, because nothing is wrong with the link there.
    Innocent,
}

#[test]
fn every_repair_is_written_as_its_file_writes() {
    let (catalogue, mut failures) = (Catalogue::default(), Failures::default());
    let mut seen = BTreeSet::new();
    for (rule, bad, wanted) in examples() {
        let Some(settings) = settings(&bad.given, &catalogue) else { continue };
        seen.insert(rule.id);
        for spelling in ALL {
            let Some(before) = spelling.file_with(bad.url) else { continue };
            failures.looked();
            let subject = format!("{}: {:?} in {}", rule.id, bad.url, spelling.name);
            let expected = match judge(spelling, &before, bad.url, wanted, &settings) {
                Err(what) => Err(what),
                Ok(Became::Left) if !listed(UNSPEAKABLE, spelling, rule) => {
                    Err("it could have been repaired".to_owned())
                }
                Ok(Became::Innocent) if !listed(INNOCENT, spelling, rule) => Err("nothing was found".to_owned()),
                Ok(_) => Ok(()),
            };
            expected.unwrap_or_else(|what| failures.note(&subject, what));
        }
    }
    failures.end();
    // Those that stand in an offer, or in a tag, cannot be told so here: their rules have other examples.
    let all: BTreeSet<&str> = examples().map(|(rule, ..)| rule.id).collect();
    assert_eq!(seen, all);
}

/// What became of a file with an example in it; what is wrong with that, where anything is.
fn judge(spelling: &Spelling, before: &[u8], url: &str, wanted: &str, settings: &Settings) -> Result<Became, String> {
    let outcome = mended(spelling.file, before, settings, false);
    if let Some(refused) = outcome.refused {
        return Err(refused);
    }
    let text = spelling.text_in(&outcome.bytes)?;
    let again = mended(spelling.file, &outcome.bytes, settings, false);
    if again.bytes != outcome.bytes || !again.fixed.is_empty() {
        return Err(format!("a second time it changes again: {:?}", again.fixed));
    }
    let cannot = |reason: &str| reason.contains("cannot be written the way the file writes");
    if text == wanted {
        return Ok(Became::Right);
    }
    if outcome.bytes != before {
        return Err(format!("it reads {text:?}\nshould be {wanted:?}\n{:?}", outcome.left));
    }
    match &*outcome.left {
        [] => Ok(Became::Innocent),
        left if left.iter().any(|l| cannot(l.reason)) => Ok(Became::Left),
        left => Err(format!("it stayed {url:?}: {left:?}")),
    }
}
