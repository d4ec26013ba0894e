//! What somebody said about links besides their text, as the page sends it.

use serde::Deserialize;
use tracklint::Checker;
use tracklint::platform::{Catalogue, Role, State};
use tracklint::settings::{Settings, environment_named, network_named, platform_named};

/// What was said: each as the program's options of the same names take it; empty where nothing was said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Said {
    pub role: String,
    /// `template` or `live`.
    pub state: String,
    pub network: String,
    pub platform: String,
    pub filled_by: String,
    pub environment: String,
    pub events: Vec<String>,
    /// It is a postback for all offers.
    pub global: bool,
    /// The offer has several events, whatever their ids.
    pub multi_event: bool,
}

impl Said {
    /// What is said of one link, and where that says nothing, what is said of all.
    pub fn beside(&self, all: &Self) -> Self {
        let or = |own: &String, other: &String| if own.is_empty() { other.clone() } else { own.clone() };
        Self {
            role: or(&self.role, &all.role),
            state: or(&self.state, &all.state),
            network: or(&self.network, &all.network),
            platform: or(&self.platform, &all.platform),
            filled_by: or(&self.filled_by, &all.filled_by),
            environment: or(&self.environment, &all.environment),
            events: if self.events.is_empty() { all.events.clone() } else { self.events.clone() },
            global: self.global || all.global,
            multi_event: self.multi_event || all.multi_event,
        }
    }

    /// One that lints all links as it was said.
    ///
    /// # Errors
    /// A name that is unknown, in a sentence.
    pub fn checker(&self) -> Result<Checker, String> {
        let catalogue = Catalogue::default();
        let filled = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let platform = |name: &str| filled(name).map(|name| platform_named(&catalogue, &name)).transpose();
        let settings = Settings {
            role: match filled(&self.role) {
                Some(name) => Some(Role::named(&name).ok_or_else(|| format!("there is no role called {name}"))?),
                None => None,
            },
            state: match &*self.state {
                "" => None,
                "live" => Some(State::Live),
                "template" => Some(State::Template),
                other => return Err(format!("{other} is neither template nor live")),
            },
            network: filled(&self.network).map(|name| network_named(&catalogue, &name)).transpose()?,
            platform: platform(&self.platform)?,
            filled_by: platform(&self.filled_by)?,
            environment: filled(&self.environment).map(|name| environment_named(&name)).transpose()?,
            events: self.events.iter().filter(|id| !id.trim().is_empty()).cloned().collect(),
            global: self.global,
            ..Settings::default()
        };
        Ok(Checker::new(settings, catalogue))
    }
}
