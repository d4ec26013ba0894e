//! What was said at the prompt about the links that are pasted there. It holds until something else is said.

use crate::platform::{Environment, Platform, Role, State};
use crate::report::columns::visible;
use crate::settings::Settings;

/// One thing that can be said.
#[derive(Clone, Debug)]
pub enum Setting {
    State(State),
    Role(Role),
    Network(&'static Platform),
    Platform(&'static Platform),
    FilledBy(&'static Platform),
    Event(String),
    SeveralEvents,
    Global,
    Environment(Environment),
}

impl Setting {
    /// Says it.
    pub fn add_to(self, settings: &mut Settings) {
        match self {
            Self::State(state) => settings.state = Some(state),
            Self::Role(role) => settings.role = Some(role),
            Self::Network(network) => settings.network = Some(network),
            Self::Platform(platform) => settings.platform = Some(platform),
            Self::FilledBy(platform) => settings.filled_by = Some(platform),
            Self::Event(id) if settings.events.contains(&id) => {}
            Self::Event(id) => settings.events.push(id),
            Self::SeveralEvents => settings.multi_event = Some(true),
            Self::Global => settings.global = true,
            Self::Environment(environment) => settings.environment = Some(environment),
        }
    }
}

/// All that is said about the links, in the words of the commands: `live, as postback, network gokart`. Empty if nothing
/// is.
pub fn said(settings: &Settings) -> String {
    let named = |what: &str, platform: Option<&Platform>| platform.map(|p| format!("{what} {}", p.id));
    let events = settings.events.iter().map(|id| format!("event {}", visible(id)));
    let words = [
        settings.state.map(|state| state.id().to_owned()),
        settings.role.map(|role| format!("as {}", role.id())),
        named("network", settings.network),
        named("platform", settings.platform),
        named("filled-by", settings.filled_by),
    ];
    let others = [
        settings.multi_event.map(|_| "events".to_owned()),
        settings.global.then(|| "global".to_owned()),
        settings.environment.map(|environment| environment.id().to_owned()),
    ];
    words.into_iter().flatten().chain(events).chain(others.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}
