//! The settings of a run for each of its inputs: where the configuration says something else of some files, they differ.

use super::input::{Input, Job};
use crate::scan::ScanSetup;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// Settings that hold for some inputs.
pub struct Variants {
    /// The numbers of the overrides, and the settings that they make.
    settings: Vec<Settings>,
    /// Which of them hold for an input, by its name. For those that are not named the settings of the run do.
    of: BTreeMap<String, usize>,
}

impl Variants {
    /// Works them out, each combination of overrides once.
    pub fn new(job: &Job) -> Self {
        let (mut variants, mut known) = (Self { settings: Vec::new(), of: BTreeMap::new() }, BTreeMap::new());
        for input in job.inputs {
            let name = match input {
                Input::File { name, .. } => Some(name),
                Input::Stdin => job.settings.stdin_name.as_ref(),
                Input::Url { .. } | Input::Pasted { .. } | Input::Missing(_) => None,
            };
            let Some(name) = name else { continue };
            let numbers = job.settings.config.overrides_of(name);
            if numbers.is_empty() {
                continue;
            }
            let number = *known.entry(numbers).or_insert_with_key(|numbers| {
                variants.settings.push(job.settings.overridden(numbers));
                variants.settings.len() - 1
            });
            variants.of.insert(name.clone(), number);
        }
        variants
    }

    /// What a worker is told, first for inputs without overrides, then for each combination of them.
    pub fn setups<'v>(&'v self, job: &Job<'v>) -> Vec<ScanSetup<'v>> {
        let plain = job.setup();
        std::iter::once(plain).chain(self.settings.iter().map(|settings| ScanSetup { settings, ..plain })).collect()
    }

    /// The number of the setup for an input of that name.
    pub fn of(&self, name: &str) -> usize {
        self.of.get(name).map_or(0, |number| number + 1)
    }
}
