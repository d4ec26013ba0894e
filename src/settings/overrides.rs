//! Settings for some files.

use crate::findings::{Glob, Level};
use crate::platform::{Environment, Network};

/// Settings for some files.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The files, seen from the configuration's folder.
    pub paths: Vec<Glob>,
    /// The network where nothing nearer tells.
    pub network: Network,
    /// The environment where nothing nearer tells.
    pub environment: Option<Environment>,
    /// Levels of rules.
    pub levels: Vec<(&'static str, Level)>,
    /// If there are any, only these rules.
    pub select: Vec<&'static str>,
    /// Not these rules.
    pub ignore: Vec<&'static str>,
}
