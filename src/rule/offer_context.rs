//! What is known of an offer when the rules look at its links together.

use super::{Context, Finding, Spot};
use crate::offer::{Field, Offer};
use crate::platform::{Catalogue, Role};
use crate::span::Span;

/// One link of an offer.
pub struct Member<'a> {
    /// Its number among the links that were handed in; [`Spot::Link`] names it so.
    pub number: u32,
    /// What was decided about it, of the reading in which the safe repairs of its shape are made. Spans are of
    /// that reading's text.
    pub context: Context<'a>,
}

impl Member<'_> {
    /// How a finding names it.
    #[must_use]
    pub const fn spot(&self) -> Spot {
        Spot::Link(self.number)
    }
}

/// An offer with its links.
pub struct OfferContext<'a> {
    /// What the file says of it.
    pub offer: &'a Offer<'a>,
    /// Its links, in their order.
    pub links: Vec<Member<'a>>,
    /// Every platform.
    pub catalogue: &'a Catalogue,
}

impl<'a> OfferContext<'a> {
    /// The links of one role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Member<'a>> + Clone {
        self.links.iter().filter(move |m| m.context.role == role)
    }
}

/// Where rules put what they find in an offer.
#[derive(Debug, Default)]
pub struct OfferFindings {
    found: Vec<(Spot, Finding)>,
}

impl OfferFindings {
    /// Something about a link.
    pub fn link(&mut self, member: &Member, finding: Finding) {
        self.found.push((member.spot(), finding));
    }

    /// Something about a field.
    pub fn field(&mut self, field: &Field, finding: Finding) {
        self.found.push((Spot::Field(field.node), finding));
    }

    /// Takes everything out.
    pub fn take(&mut self) -> Vec<(Spot, Finding)> {
        std::mem::take(&mut self.found)
    }
}

impl Finding {
    /// A field of the offer to look at.
    #[must_use]
    pub fn beside(self, field: &Field, label: impl Into<String>) -> Self {
        self.elsewhere(Spot::Field(field.node), whole(field), label)
    }
}

/// All of a field's text.
#[must_use]
pub fn whole(field: &Field) -> Span {
    Span::new(0, field.text.len())
}
