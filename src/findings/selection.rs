//! Which rules are wanted, and how bad their findings are held to be.

use super::no_such;
use crate::lint::Linted;
use crate::rule::{ALL, Rule, named};
use crate::span::Severity;

/// A rule's level, as somebody set it. `None` is off.
pub type Level = Option<Severity>;

/// The words for levels.
pub const LEVELS: [(&str, Level); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("advice", Some(Severity::Advice)),
    ("off", None),
];

/// What was said about rules. Applied when a link was linted: a rule that is switched off has already
/// silenced what is vaguer than it.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// If there are any, only these.
    pub select: Vec<&'static str>,
    /// Not these.
    pub ignore: Vec<&'static str>,
    /// Levels from the command line; the last one for a rule counts.
    pub levels: Vec<(&'static str, Level)>,
    /// If there are any, only these: by the configuration, where the command line selects nothing.
    pub configured_select: Vec<&'static str>,
    /// Not these, by the configuration, unless the command line selects them.
    pub configured_ignore: Vec<&'static str>,
    /// Levels from the configuration. What the command line says of the same rule goes before.
    pub configured: Vec<(&'static str, Level)>,
}

impl Selection {
    /// The level that was set for a rule; `None` if none was.
    fn level(&self, rule: &Rule) -> Option<Level> {
        let of = |levels: &[(&str, Level)]| levels.iter().rev().find(|(id, _)| *id == rule.id).map(|(_, level)| *level);
        let selected = || self.select.contains(&rule.id);
        // A rule that is asked for by name is on, whatever the configuration says.
        of(&self.levels).or_else(|| of(&self.configured).filter(|level| level.is_some() || !selected()))
    }

    /// True if findings of this rule are wanted.
    #[must_use]
    pub fn wants(&self, rule: &Rule) -> bool {
        let selected = if self.select.is_empty() { &self.configured_select } else { &self.select };
        (selected.is_empty() || selected.contains(&rule.id))
            && !self.ignore.contains(&rule.id)
            && (self.select.contains(&rule.id) || !self.configured_ignore.contains(&rule.id))
            && self.level(rule) != Some(None)
    }

    /// Gives the findings the severity that was set for their rules.
    pub fn grade(&self, linted: &mut Linted) {
        for finding in &mut linted.findings {
            if let Some(Some(severity)) = self.level(finding.rule) {
                finding.severity = severity;
            }
        }
        linted.order();
    }
}

/// The rule called `name`.
///
/// # Errors
/// A sentence for the user, with the nearest name.
pub fn rule_named(name: &str) -> Result<&'static str, String> {
    named(name).map(|r| r.id).ok_or_else(|| no_such("rule", name, ALL.iter().map(|r| r.id)))
}

/// The level called `word`.
///
/// # Errors
/// A sentence for the user.
pub fn level_named(word: &str) -> Result<Level, String> {
    let found = LEVELS.iter().find(|(name, _)| *name == word).map(|(_, level)| *level);
    found.ok_or_else(|| format!("{}; a level is error, warning, advice or off", no_such("level", word, [])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "missing-click-id";

    fn rule() -> &'static Rule {
        named(RULE).unwrap_or(ALL[0])
    }

    #[test]
    fn the_command_line_goes_before_the_configuration() {
        let mut selection = Selection { configured: vec![(RULE, None)], ..Selection::default() };
        assert!(!selection.wants(rule()));
        selection.levels = vec![(RULE, Some(Severity::Advice))];
        assert!(selection.wants(rule()));
        assert_eq!(selection.level(rule()), Some(Some(Severity::Advice)));
    }

    #[test]
    fn asking_for_a_rule_turns_it_on_and_ignoring_it_off() {
        let mut selection = Selection { configured: vec![(RULE, None)], select: vec![RULE], ..Selection::default() };
        assert!(selection.wants(rule()));
        selection.ignore = vec![RULE];
        assert!(!selection.wants(rule()));
    }

    #[test]
    fn only_what_is_selected_is_wanted() {
        let selection = Selection { select: vec!["missing-scheme"], ..Selection::default() };
        assert!(!selection.wants(rule()));
    }
}
