//! Examples: a rule's test, its page and its documentation.

use crate::link::Tag;
use crate::platform::{Environment, Role, State};

/// What is said about an example besides its URL. Platforms by id.
#[derive(Clone, Copy, Debug)]
pub struct ExampleHints {
    /// Its role.
    pub role: Option<Role>,
    /// Its state.
    pub state: Option<State>,
    /// The network.
    pub network: &'static str,
    /// Whom it is addressed to.
    pub platform: &'static str,
    /// Who fills its macros.
    pub filled_by: &'static str,
    /// The environment.
    pub environment: Option<Environment>,
    /// A global postback.
    pub global: bool,
    /// The ids of the offer's events.
    pub events: &'static [&'static str],
    /// Whether the offer has several events, where the ids are not known.
    pub multi_event: Option<bool>,
    /// The tag of a browser that loads it.
    pub tag: Option<Tag>,
    /// The offer around it.
    pub around: Option<&'static ExampleOffer>,
}

/// The offer around an example's link.
#[derive(Clone, Copy, Debug)]
pub struct ExampleOffer {
    /// Its other links, each with what is said about it.
    pub links: &'static [(&'static str, ExampleHints)],
    /// Its fields, as somebody writes them in YAML in the offers format.
    pub offer: &'static str,
}

impl ExampleOffer {
    /// Other links only.
    #[must_use]
    pub const fn links(links: &'static [(&'static str, ExampleHints)]) -> Self {
        Self { links, offer: "" }
    }

    /// Fields only.
    #[must_use]
    pub const fn offer(offer: &'static str) -> Self {
        Self { links: &[], offer }
    }
}

impl ExampleHints {
    /// Nothing is said.
    pub const NOTHING: Self = Self {
        role: None,
        state: None,
        network: "",
        platform: "",
        filled_by: "",
        environment: None,
        global: false,
        events: &[],
        multi_event: None,
        tag: None,
        around: None,
    };

    /// Only the role is said.
    #[must_use]
    pub const fn role(role: Role) -> Self {
        Self { role: Some(role), ..Self::NOTHING }
    }

    /// A link of this role in this offer.
    #[must_use]
    pub const fn within(role: Role, around: &'static ExampleOffer) -> Self {
        Self { role: Some(role), around: Some(around), ..Self::NOTHING }
    }
}

/// A link that the rule reports.
#[derive(Clone, Copy, Debug)]
pub struct Bad {
    /// The link.
    pub url: &'static str,
    /// What is said about it.
    pub given: ExampleHints,
    /// The text under the marker; empty where something is missing.
    pub marks: &'static str,
    /// A part of the message.
    pub says: &'static str,
    /// The link with all safe fixes applied, where there are any.
    pub fixed: Option<&'static str>,
}

/// A link that looks guilty and is not.
#[derive(Clone, Copy, Debug)]
pub struct Good {
    /// The link.
    pub url: &'static str,
    /// What is said about it.
    pub given: ExampleHints,
    /// Why it is right.
    pub why: &'static str,
}
