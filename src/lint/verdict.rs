//! What becomes of one link.

use super::context::Reasons;
use crate::link::{Decoded, decoded};
use crate::platform::{Network, Platform, Role, State};
use crate::rule::Finding;
use crate::span::{Severity, Span};

/// What was decided about a link.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// What it is for.
    pub role: Role,
    /// Whether macros still stand in it.
    pub state: State,
    /// Who issues the click id and receives the postback.
    pub network: Network,
    /// Whom it is addressed to, and whether that is sure.
    pub platform: Option<(&'static Platform, bool)>,
    /// The parameter in which the click id travels.
    pub click_id: Option<Span>,
    /// True if a constant signature covers the link: a change of what was signed would break it.
    pub signed: bool,
    /// Why all that.
    pub reasons: Reasons,
}

/// The verdict on one link.
#[derive(Clone, Debug)]
pub struct Linted {
    /// What was decided about it.
    pub decision: Decision,
    /// The findings, in the order in which they should be repaired.
    pub findings: Vec<Finding>,
    /// The link with all safe fixes made, where there are any and no error is left.
    pub fixed: Option<String>,
    /// The link with all safe fixes made, where an error is left that nobody may repair without asking.
    pub fixed_partly: Option<String>,
}

impl Linted {
    /// The verdict with these findings, `reading` being the link with the repairs of the safe ones made.
    pub(super) fn of(decision: Decision, findings: Vec<Finding>, reading: Option<String>) -> Self {
        let whole = !findings.iter().any(|f| f.extent_open);
        let mut linted = Self { decision, findings, fixed: reading.filter(|_| whole), fixed_partly: None };
        linted.order();
        linted
    }

    /// Puts the findings in order, and says again whether an error is left in the corrected link. To be called when
    /// findings or their severities have changed.
    pub fn order(&mut self) {
        self.findings.sort_by_key(|f| (f.stage, f.span.start, f.rule.id));
        let text = self.fixed.take().or(self.fixed_partly.take());
        let left = self.findings.iter().any(|f| f.severity == Severity::Error && !f.is_safe());
        (self.fixed, self.fixed_partly) = if left { (None, text) } else { (text, None) };
    }

    /// The link with all safe fixes made, whether or not an error is left in it.
    #[must_use]
    pub fn corrected(&self) -> Option<&str> {
        self.fixed.as_deref().or(self.fixed_partly.as_deref())
    }

    /// Findings about a file as such, or about a field: no link was looked at.
    #[must_use]
    pub const fn without_link(findings: Vec<Finding>) -> Self {
        let reasons = Reasons { network: "", role: "", state: "", platform: "" };
        let (role, state) = (Role::Unknown, State::Live);
        let decision = Decision { role, state, network: None, platform: None, click_id: None, signed: false, reasons };
        Self { decision, findings, fixed: None, fixed_partly: None }
    }
}

impl Decision {
    /// Where the click id travels, as text.
    #[must_use]
    pub fn click_id_in<'t>(&self, text: &'t str) -> Option<Decoded<'t>> {
        self.click_id.and_then(|s| text.get(s.range())).map(decoded)
    }
}
