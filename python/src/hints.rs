//! What a caller says of a link besides its text.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use tracklint::Checker;
use tracklint::platform::{Environment, Platform, Role, State};
use tracklint::settings::{environment_named, network_named, platform_named};

/// Every hint, as the keyword arguments are called.
const NAMES: &str = "role, state, network, platform, filled_by, environment, global_, events, multi_event";

/// The hints of one call.
#[derive(Default)]
pub struct Hints {
    role: Option<Role>,
    state: Option<State>,
    network: Option<&'static Platform>,
    platform: Option<&'static Platform>,
    filled_by: Option<&'static Platform>,
    environment: Option<Environment>,
    global: bool,
    events: Option<Vec<String>>,
    multi_event: Option<bool>,
}

impl Hints {
    /// Reads keyword arguments. `None` says nothing.
    ///
    /// # Errors
    /// `TypeError` for a keyword that is no hint, `ValueError` for a word that is on no list, with the nearest one.
    pub fn read(checker: &Checker, given: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut hints = Self::default();
        for (key, value) in given.into_iter().flat_map(|given| given.iter()) {
            let key: String = key.extract()?;
            if !value.is_none() {
                hints.set(checker, &key, &value)?;
            }
        }
        Ok(hints)
    }

    fn set(&mut self, checker: &Checker, key: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let wrong = |message: String| PyValueError::new_err(format!("{key}: {message}"));
        let word = || value.extract::<String>();
        let catalogue = checker.catalogue();
        let platform = || platform_named(catalogue, &word()?).map_err(wrong);
        match key {
            "role" => self.role = Some(listed(&word()?, &Role::ALL).map_err(wrong)?),
            "state" => {
                self.state =
                    Some(listed(&word()?, &[State::Template, State::Live].map(|s| (s, s.id()))).map_err(wrong)?)
            }
            "network" => self.network = Some(network_named(catalogue, &word()?).map_err(wrong)?),
            "platform" => self.platform = Some(platform()?),
            "filled_by" => self.filled_by = Some(platform()?),
            "environment" => self.environment = Some(environment_named(&word()?).map_err(wrong)?),
            "global_" | "global" => self.global = value.extract()?,
            // A text is a sequence of texts, too, but none of event ids.
            "events" if value.is_instance_of::<PyString>() => {
                return Err(PyTypeError::new_err("events: this is one text; give a list of event ids"));
            }
            "events" => self.events = Some(value.try_iter()?.map(|id| id?.extract()).collect::<PyResult<_>>()?),
            "multi_event" => self.multi_event = Some(value.extract()?),
            _ => return Err(PyTypeError::new_err(format!("`{key}` is no hint; hints are {NAMES}"))),
        }
        Ok(())
    }

    /// Hands `work` what is known of a link: the hints, and what the configuration says where they say nothing.
    pub fn told<T>(&self, checker: &Checker, work: impl FnOnce(&tracklint::rule::Hints) -> T) -> T {
        let events: Option<Vec<&str>> = self.events.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
        let mut told = checker.hints();
        told.role = self.role.or(told.role);
        told.state = self.state.or(told.state);
        told.network = self.network.or(told.network);
        told.platform = self.platform.or(told.platform);
        told.filled_by = self.filled_by.or(told.filled_by);
        told.environment = self.environment.or(told.environment);
        told.global |= self.global;
        told.offer.events = events.as_deref().or(told.offer.events);
        told.offer.multi_event = self.multi_event.or(told.offer.multi_event);
        work(&told)
    }
}

/// The one of a list that is called so.
fn listed<T: Copy>(word: &str, list: &[(T, &'static str)]) -> Result<T, String> {
    let names: Vec<&str> = list.iter().map(|(_, name)| *name).collect();
    let found = list.iter().find(|(_, name)| *name == word).map(|(one, _)| *one);
    found.ok_or_else(|| format!("`{word}` is none of {}", names.join(", ")))
}
