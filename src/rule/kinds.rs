//! What rules are sorted and chosen by.

use crate::platform::{Role, State};

/// The part of the catalogue a rule belongs to. Ordered as the catalogue is, and as findings should be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The shape of the URL: runs first.
    Shape,
    /// Macros.
    Macros,
    /// Click id and platform.
    ClickId,
    /// Postbacks and events.
    Postback,
    /// What holds of an offer's links together.
    Offer,
    /// What a file says to tracklint.
    File,
    /// What the configuration asks for.
    Own,
}

impl Part {
    /// The heading a reader sees.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Shape => "Shape of the URL",
            Self::Macros => "Macros",
            Self::ClickId => "Click id and platform",
            Self::Postback => "Postbacks and events",
            Self::Offer => "Offers",
            Self::File => "Comments for tracklint",
            Self::Own => "Your own rules",
        }
    }
}

/// The roles a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Every role.
    pub const ALL: Self = Self(u8::MAX);
    /// Roles whose URL carries a click id.
    pub const CARRIERS: Self =
        Self::of(&[Role::TrackingLink, Role::Postback, Role::PartnerLink, Role::PartnerPostback]);
    /// Every role but a fragment, which has no scheme, host or `?` of its own.
    pub const WHOLE: Self = Self(!(1 << Role::Fragment as u8));

    /// These roles.
    #[must_use]
    pub const fn of(roles: &[Role]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < roles.len() {
            set |= 1 << roles[i] as u8;
            i += 1;
        }
        Self(set)
    }

    /// True if `role` is one of them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & 1 << role as u8 != 0
    }
}

/// The states a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum States {
    /// Both.
    Any,
    /// Templates only.
    Template,
    /// Live URLs only.
    Live,
}

impl States {
    /// True if `state` is one of them.
    #[must_use]
    pub const fn has(self, state: State) -> bool {
        matches!((self, state), (Self::Any, _) | (Self::Template, State::Template) | (Self::Live, State::Live))
    }
}
