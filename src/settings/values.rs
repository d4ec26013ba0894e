//! What a run is told, from wherever it was said.

use super::Config;
use crate::findings::{Baseline, Selection};
use crate::lint::Linter;
use crate::platform::{Catalogue, Environment, Network, Platform, Role, State};
use crate::rule::{Hints, OfferHints};
use crate::source::{End, InputFormat};
use std::borrow::Cow;
use std::sync::Arc;

/// Everything that is the same for all links of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What every link is said to be for.
    pub role: Option<Role>,
    /// Whether macros still stand in them.
    pub state: Option<State>,
    /// Who issues the click id, said by a flag: goes before what a record says.
    pub network: Network,
    /// Who issues the click id, said by the environment: counts where a record says nothing.
    pub ambient_network: Network,
    /// Whom every link is addressed to.
    pub platform: Option<&'static Platform>,
    /// Who fills their macros.
    pub filled_by: Option<&'static Platform>,
    /// The environment they are meant for.
    pub environment: Option<Environment>,
    /// Event ids of the offer; empty where they are not known.
    pub events: Vec<String>,
    /// Whether the offer has several events, where they are not known.
    pub multi_event: Option<bool>,
    /// They are postbacks for all offers.
    pub global: bool,
    /// How inputs are read; `None` to find out.
    pub input: Option<InputFormat>,
    /// Links without findings are reported too.
    pub all: bool,
    /// What standard input is called, where somebody named it.
    pub stdin_name: Option<String>,
    /// Standard input that holds nothing counts as not read.
    pub wants_stdin: bool,
    /// The largest file that is read as a whole, in bytes.
    pub max_file_size: u64,
    /// How many workers share the work; 0 for as many as there are processors.
    pub jobs: usize,
    /// About how many findings are reported, where somebody said so. The last link is reported whole.
    pub max_findings: Option<u64>,
    /// Files that are write-protected are repaired too.
    pub force: bool,
    /// Findings are counted by rule, platform and file.
    pub statistics: bool,
    /// Which rules are wanted, at which level.
    pub selection: Selection,
    /// Findings that are known and not reported.
    pub baseline: Option<Arc<Baseline>>,
    /// What the configuration says.
    pub config: Config,
}

/// The largest file that is read as a whole unless somebody says otherwise: 1 GiB.
pub const LARGEST_FILE: u64 = 1 << 30;

impl Default for Settings {
    fn default() -> Self {
        Self {
            role: None,
            state: None,
            network: None,
            ambient_network: None,
            platform: None,
            filled_by: None,
            environment: None,
            events: Vec::new(),
            multi_event: None,
            global: false,
            input: None,
            all: false,
            stdin_name: None,
            wants_stdin: false,
            max_file_size: LARGEST_FILE,
            jobs: 0,
            max_findings: None,
            force: false,
            statistics: false,
            selection: Selection::default(),
            baseline: None,
            config: Config::default(),
        }
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

    /// One that lints as the configuration says.
    #[must_use]
    pub fn linter<'a>(&'a self, catalogue: &'a Catalogue) -> Linter<'a> {
        Linter::new(catalogue, &self.config.hosts)
            .with_defaults(self.config.network, self.config.environment)
            .with_own_rules(&self.config.own_rules)
    }

    /// The network of a link of which the input says `said`: an option goes before it, and it before the environment.
    #[must_use]
    pub fn network_or(&self, said: Network) -> Network {
        self.network.or(said.filter(|n| n.can_be_network())).or(self.ambient_network)
    }

    /// What they say of every link. `events` are the ids of the offer's events, if any are known.
    #[must_use]
    pub fn hints<'e>(&'e self, events: &'e [&'e str]) -> Hints<'e> {
        let events = if events.is_empty() { &*self.config.events } else { events };
        Hints {
            role: self.role,
            state: self.state,
            network: self.network_or(None),
            platform: self.platform,
            filled_by: self.filled_by,
            environment: self.environment,
            global: self.global,
            offer: OfferHints {
                events: (!events.is_empty()).then_some(events),
                multi_event: self.multi_event,
                ..OfferHints::default()
            },
            markup: false,
            tag: None,
            end: End::Whole,
        }
    }
}
