//! The words of settings, and what they name.

use crate::findings::{Level, no_such};
use crate::platform::{Catalogue, Environment, Platform};
use crate::source::InputFormat;
use crate::span::Severity;

/// How inputs are read, by the words for it.
pub const INPUTS: [(&str, Option<InputFormat>); 4] = [
    ("auto", None),
    ("urls", Some(InputFormat::Urls)),
    ("jsonl", Some(InputFormat::Records)),
    ("text", Some(InputFormat::Text)),
];

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
pub fn input_named(name: &str) -> Result<Option<InputFormat>, String> {
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
