//! Examples: a rule's test, its page and its documentation.

use super::{Offer, Told};
use crate::link::Tag;
use crate::platform::{Catalogue, Environment, Role, State};

/// What is said about an example besides its URL. Platforms by id.
#[derive(Clone, Copy, Debug)]
pub struct Given {
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
}

impl Given {
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
    };

    /// Only the role is said.
    #[must_use]
    pub const fn role(role: Role) -> Self {
        Self { role: Some(role), ..Self::NOTHING }
    }

    /// What a run would have been told.
    ///
    /// # Panics
    /// If an id names no platform: an example's mistake.
    #[must_use]
    pub fn told(&self, catalogue: &Catalogue) -> Told<'static> {
        let platform = |id: &str| {
            (!id.is_empty())
                .then(|| catalogue.named(id).unwrap_or_else(|| panic!("an example names no platform: {id}")))
        };
        Told {
            role: self.role,
            state: self.state,
            network: platform(self.network),
            platform: platform(self.platform),
            filled_by: platform(self.filled_by),
            environment: self.environment,
            global: self.global,
            offer: Offer { events: (!self.events.is_empty()).then_some(self.events), multi_event: self.multi_event },
            markup: false,
            tag: self.tag,
        }
    }
}

/// A link that the rule reports.
#[derive(Clone, Copy, Debug)]
pub struct Bad {
    /// The link.
    pub url: &'static str,
    /// What is said about it.
    pub given: Given,
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
    pub given: Given,
    /// Why it is right.
    pub why: &'static str,
}
