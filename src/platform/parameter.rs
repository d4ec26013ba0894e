//! What a platform asks of the parameters of its links.

use super::fact::Fact;
use crate::span::Severity;

/// A parameter that has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Required {
    /// The parameter.
    pub param: Fact,
    /// Parameters that do in its place: one of them all is enough.
    pub or: &'static [Fact],
    /// The host on which it is needed, as hosts are written in facts; empty for every host of the face.
    pub host: &'static str,
    /// The path on which it is needed, as a pattern; empty for every path of the face.
    pub path: &'static str,
    /// How bad it is when it is missing.
    pub severity: Severity,
}

/// Needed everywhere on this face; its absence is an error.
#[must_use]
pub const fn required(param: Fact) -> Required {
    Required { param, or: &[], host: "", path: "", severity: Severity::Error }
}

impl Required {
    /// Or one of these in its place.
    #[must_use]
    pub const fn or(self, or: &'static [Fact]) -> Self {
        Self { or, ..self }
    }

    /// Needed on this host only.
    #[must_use]
    pub const fn at(self, host: &'static str) -> Self {
        Self { host, ..self }
    }

    /// Needed on this path only.
    #[must_use]
    pub const fn on(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// Its absence is only advice.
    #[must_use]
    pub const fn advised(self) -> Self {
        Self { severity: Severity::Advice, ..self }
    }

    /// Its absence is a warning.
    #[must_use]
    pub const fn warned(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The parameter and those that do in its place.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> + Clone {
        std::iter::once(&self.param).chain(self.or)
    }
}

/// How a link of this face looks on any host: for systems that run on their customers' domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The path as a pattern: `{x}` is one segment, a final `*` the rest; empty for any.
    pub path: &'static str,
    /// Parameters that must all be there.
    pub params: &'static [&'static str],
}

/// A time window given in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The parameter.
    pub param: Fact,
    /// Least and greatest number of hours where the unit is `h`.
    pub hours: (u16, u16),
    /// Least and greatest number of days where the unit is `d`; `(0, 0)` where days are not taken.
    pub days: (u16, u16),
    /// Words taken in place of a number.
    pub words: &'static [&'static str],
    /// True if it counts from a view: on a click link it does nothing.
    pub of_views: bool,
}

/// A parameter that takes certain values only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The parameter.
    pub param: Fact,
    /// The values, in small letters.
    pub values: &'static [&'static str],
}

/// A host that takes calls of servers only, and wants to be told that one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerSide {
    /// The host.
    pub host: &'static str,
    /// The parameter that says so.
    pub param: Fact,
    /// Its value.
    pub value: &'static str,
    /// Paths of the host on which the parameter may come another way, in the body of the call.
    pub except: &'static [&'static str],
}
