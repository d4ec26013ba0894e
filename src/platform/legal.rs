//! What somebody has declared right, whatever the facts say.

use super::names::matches_name;
use super::shape::fits_host;
use crate::link::Dialect;

/// Names and ways of writing that a configuration declares right: rules that ask for names nobody knows, or that
/// are nearly known, leave them alone.
#[derive(Clone, Debug, Default)]
pub struct Legal {
    /// Parameters; `*` stands for any text and `#` for digits.
    pub parameters: Vec<String>,
    /// Macros, without delimiters; patterns as for parameters.
    pub macros: Vec<String>,
    /// Delimiters of macros.
    pub dialects: Vec<Dialect>,
    /// Hosts; `*.acme.com` is everything below.
    pub hosts: Vec<String>,
}

impl Legal {
    /// True if the parameter is declared right.
    #[must_use]
    pub fn parameter(&self, name: &str) -> bool {
        self.parameters.iter().any(|pattern| matches_name(pattern, name))
    }

    /// True if the macro is declared right.
    #[must_use]
    pub fn macro_name(&self, name: &str) -> bool {
        self.macros.iter().any(|pattern| matches_name(pattern, name))
    }

    /// True if macros may be written so.
    #[must_use]
    pub fn dialect(&self, dialect: Dialect) -> bool {
        self.dialects.contains(&dialect)
    }

    /// True if the host is declared right.
    #[must_use]
    pub fn host(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| fits_host(pattern, host))
    }
}
