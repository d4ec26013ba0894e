//! What a platform is for, and what was read about it.

use super::role::Role;

/// A URL from a source.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What kind of URL it is.
    pub role: Role,
    /// The URL.
    pub url: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// What to know of it, for instance that it is broken at its source.
    pub note: &'static str,
}

/// What a page or file was read for.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Address or name of the page.
    pub page: &'static str,
    /// What it says.
    pub says: &'static str,
}

/// What a platform is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatformKind {
    /// Measures installs and events of apps.
    Mmp,
    /// Software that networks and advertisers run.
    AffiliatePlatform,
    /// A network with its own system.
    Network,
    /// Software of media buyers.
    AdTracker,
    /// Rewards users for offers.
    Offerwall,
    /// Sells clicks.
    TrafficSource,
    /// Links that open apps.
    DeepLink,
    /// A phone system's own postbacks.
    OsPostback,
    /// Click ids that ad platforms append by themselves.
    AutoClickId,
    /// Serves and counts ads for whoever sells or buys them.
    AdServer,
    /// A store of apps or goods, where links end.
    Store,
    /// Sends messages to an advertiser's own customers.
    Messaging,
}

impl PlatformKind {
    /// Every kind, with its name in a configuration.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::AdServer, "ad-server"),
        (Self::AdTracker, "ad-tracker"),
        (Self::AffiliatePlatform, "affiliate-platform"),
        (Self::AutoClickId, "auto-click-id"),
        (Self::DeepLink, "deep-link"),
        (Self::Messaging, "messaging"),
        (Self::Mmp, "mmp"),
        (Self::Network, "network"),
        (Self::Offerwall, "offerwall"),
        (Self::OsPostback, "os-postback"),
        (Self::Store, "store"),
        (Self::TrafficSource, "traffic-source"),
    ];

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(kind, _)| *kind)
    }

    /// The words a reader sees.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mmp => "mobile measurement partner",
            Self::AffiliatePlatform => "affiliate platform",
            Self::Network => "network",
            Self::AdTracker => "ad tracker",
            Self::Offerwall => "offerwall",
            Self::TrafficSource => "traffic source",
            Self::DeepLink => "deep link service",
            Self::OsPostback => "postbacks of the operating system",
            Self::AutoClickId => "automatic click ids",
            Self::AdServer => "ad server",
            Self::Store => "store",
            Self::Messaging => "messaging service",
        }
    }
}
