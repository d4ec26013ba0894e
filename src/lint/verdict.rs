//! What becomes of one link.

use super::context::Reasons;
use crate::link::{Decoded, decoded};
use crate::platform::{Network, Platform, Role, State};
use crate::rule::Finding;
use crate::span::Span;

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
    /// Why all that.
    pub reasons: Reasons,
}

/// The verdict on one link.
#[derive(Clone, Debug)]
pub struct Linted {
    /// What was decided about it.
    pub decision: Decision,
    /// The findings, in the order in which they should be mended.
    pub findings: Vec<Finding>,
    /// The link with all safe fixes applied, where there are any.
    pub fixed: Option<String>,
}

impl Linted {
    /// Findings about a file as such, or about a field: no link was looked at.
    #[must_use]
    pub const fn without_link(findings: Vec<Finding>) -> Self {
        let reasons = Reasons { network: "", role: "", state: "", platform: "" };
        let (role, state) = (Role::Unknown, State::Live);
        let decision = Decision { role, state, network: None, platform: None, click_id: None, reasons };
        Self { decision, findings, fixed: None }
    }
}

impl Decision {
    /// Where the click id travels, as text.
    #[must_use]
    pub fn click_id_in<'t>(&self, text: &'t str) -> Option<Decoded<'t>> {
        self.click_id.and_then(|s| text.get(s.range())).map(decoded)
    }
}
