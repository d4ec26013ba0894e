//! What a URL is for, whether macros still stand in it, and whether it is for real traffic.

/// What a URL is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Network to advertiser: carries the network's click id macro. GoKart calls it an offer link.
    TrackingLink,
    /// Advertiser to network: brings the click id back.
    Postback,
    /// Publisher to network: carries the publisher's click id.
    PartnerLink,
    /// Network to publisher: brings the publisher's click id back.
    PartnerPostback,
    /// A page that needs no click id: preview, fallback, thank-you.
    LandingPage,
    /// A piece to be appended to a link.
    Fragment,
    /// Not told and not to be seen.
    #[default]
    Unknown,
}

impl Role {
    /// Every role, with its name on the command line and in reports.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::TrackingLink, "tracking-link"),
        (Self::Postback, "postback"),
        (Self::PartnerLink, "partner-link"),
        (Self::PartnerPostback, "partner-postback"),
        (Self::LandingPage, "landing-page"),
        (Self::Fragment, "fragment"),
        (Self::Unknown, "unknown"),
    ];

    /// The name on the command line and in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("unknown", |(_, id)| id)
    }

    /// The role of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == id).map(|(role, _)| *role)
    }
}

/// Whether macros still stand in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Macros stand where values will come.
    Template,
    /// As it is called.
    Live,
}

impl State {
    /// The name in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Live => "live",
        }
    }
}

/// Real traffic or tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Real traffic.
    Production,
    /// Tests.
    Sandbox,
}

impl Environment {
    /// The name on the command line and in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}
