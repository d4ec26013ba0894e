//! What a text in the configuration means.

use super::named::{FAIL_ON, IGNORED, INPUTS};
use crate::findings::LEVELS;
use crate::platform::{DuplicateKey, EndpointRole, InactiveOffer, PlatformKind, Role};
use crate::rule::ALL;

/// What a text means: words for the user, and what a schema can say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Any,
    Dialect,
    DuplicateKey,
    EndpointRole,
    Environment,
    Event,
    FailOn,
    InactiveOffer,
    Field,
    File,
    Glob,
    Host,
    HostName,
    Id,
    Input,
    KeyPath,
    Level,
    Meaning,
    Name,
    Path,
    PlatformKind,
    PlatformName,
    Role,
    Rule,
    Severity,
    Url,
}

impl Word {
    /// What should stand there, in a sentence for the user.
    #[must_use]
    pub const fn wanted(self) -> &'static str {
        match self {
            Self::Any => "a text",
            Self::Dialect => "the delimiters of a macro round an x, such as \"{x}\" or \"#x#\"",
            Self::DuplicateKey => "what two postbacks share that are one conversion, such as \"click-id\"",
            Self::EndpointRole => "what an address is for, such as \"click\" or \"postback\"",
            Self::Environment => "production or sandbox",
            Self::Event => "an event's id",
            Self::FailOn => "error, warning, advice or never",
            Self::InactiveOffer => "counted or rejected",
            Self::Field => "a key path such as \"/offers/*/link\", or a field's name",
            Self::File => "the name of a file",
            Self::Glob => "a pattern of paths such as \"legacy/**\"",
            Self::Host => "a host such as \"api.acme.com\", \"*.acme.com\" or \"/^track[0-9]+[.]/\"",
            Self::HostName => "a host such as \"click.acme.com\" or \"*.acme.com\"",
            Self::Id => "an id of small letters, digits and -",
            Self::Input => "auto, urls or jsonl",
            Self::KeyPath => "a key path such as \"/offers/*/preview\"",
            Self::Level => "error, warning, advice or off",
            Self::Meaning => "a role or ignore",
            Self::Name => "a name",
            Self::Path => "a path that begins with /",
            Self::PlatformKind => "a kind of platform",
            Self::PlatformName => "the name of a platform",
            Self::Role => "a role such as tracking-link",
            Self::Rule => "the name of a rule",
            Self::Severity => "error, warning or advice",
            Self::Url => "a link with {click_id} in it",
        }
    }

    /// Every text that may stand there, where they can be listed.
    #[must_use]
    pub fn choices(self) -> Option<Vec<&'static str>> {
        let words: Vec<&'static str> = match self {
            Self::DuplicateKey => DuplicateKey::ALL.iter().map(|(_, name)| *name).collect(),
            Self::EndpointRole => EndpointRole::ALL.iter().map(|role| role.words()).collect(),
            Self::Environment => vec!["production", "sandbox"],
            Self::FailOn => FAIL_ON.iter().map(|(name, _)| *name).collect(),
            Self::InactiveOffer => InactiveOffer::ALL.iter().map(|(_, name)| *name).collect(),
            Self::Input => INPUTS.iter().map(|(name, _)| *name).collect(),
            Self::Level => LEVELS.iter().map(|(name, _)| *name).collect(),
            Self::Meaning => Role::ALL.iter().map(|(_, name)| *name).chain([IGNORED]).collect(),
            Self::PlatformKind => PlatformKind::ALL.iter().map(|(_, name)| *name).collect(),
            Self::Role => Role::ALL.iter().map(|(_, name)| *name).collect(),
            Self::Rule => ALL.iter().map(|rule| rule.id).collect(),
            Self::Severity => LEVELS.iter().filter(|(_, level)| level.is_some()).map(|(name, _)| *name).collect(),
            _ => return None,
        };
        Some(words)
    }

    /// The beginning of every such text, as a regular expression, where there is one.
    #[must_use]
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Id => Some("^[a-z0-9-]+$"),
            // Rules of the configuration's own, besides those that can be listed.
            Self::Rule => Some("^own/[a-z0-9-]+$"),
            Self::KeyPath => Some("^[/#]"),
            Self::Path => Some("^/"),
            Self::Url => Some("[{]click_id[}]"),
            Self::Event | Self::Field | Self::File | Self::Glob | Self::Host | Self::HostName | Self::Name => {
                Some("[^ ]")
            }
            _ => None,
        }
    }
}
