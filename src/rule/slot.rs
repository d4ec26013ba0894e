//! Where the click id of a link travels.

use crate::link::Seen;

/// Whether a click id travels in a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Travel {
    /// It does, or something stands where it should.
    Present,
    /// Its slot is there and empty.
    Empty,
    /// It certainly does not.
    Missing,
    /// Nobody can say: the role is unknown or needs none, or a name may be somebody's.
    #[default]
    Unclear,
}

/// Where the click id travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The parameter that holds it, or should, by its index.
    pub param: Option<usize>,
    /// Whether it does.
    pub travel: Travel,
}

impl Slot {
    /// That parameter, and whether a click id travels in it.
    pub const fn new(param: Option<usize>, travel: Travel) -> Self {
        Self { param, travel }
    }

    /// The bit that the triggers see.
    #[must_use]
    pub const fn seen(self) -> Seen {
        match self.travel {
            Travel::Missing => Seen::NO_CLICK_ID,
            Travel::Empty => Seen::EMPTY_CLICK_ID,
            Travel::Present | Travel::Unclear => Seen::NONE,
        }
    }
}
