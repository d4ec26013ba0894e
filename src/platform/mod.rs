//! Floor 3: the systems of the field, as data.
//!
//! A [`Platform`] has up to three faces: the *link* it takes clicks on, the macros it *fires* in URLs it
//! builds, and the endpoints on which it *receives* postbacks. One file in `table/` describes one platform:
//! facts with their sources, no code. The [`Catalogue`] finds them again by host, by the shape of a link, by name.

mod catalogue;
mod domains;
mod legal;
mod names;
mod parameter;
mod shape;
pub mod table;

pub use catalogue::{Catalogue, HostHit, HostUse};
pub use legal::Legal;
pub use names::{MacroKind, generic_kind, is_called, is_click_id_name, matches_name, nearest};
pub use parameter::{Choice, Required, ServerSide, Shape, Window, required};
pub use shape::{fits_host, fits_path, registrable_domain, has_public_suffix};

use crate::link::Dialect;

/// One documented fact: a host, a parameter, a macro. `name` may hold `*` for any text and `#` for digits
/// (`event_callback_*`, `sub#`); a host may begin with `*.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The host, parameter or macro name, without delimiters.
    pub name: &'static str,
    /// False where sources disagree or only hearsay was found. An unsure fact never makes an error.
    pub sure: bool,
    /// What a support agent should know of it.
    pub note: &'static str,
    /// The page or file that says so.
    pub source: &'static str,
}

/// A sure fact.
#[must_use]
pub const fn fact(name: &'static str, source: &'static str) -> Fact {
    Fact { name, sure: true, note: "", source }
}

impl Fact {
    /// Adds a note.
    #[must_use]
    pub const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// Marks the fact as one that sources contradict or do not confirm.
    #[must_use]
    pub const fn unsure(self) -> Self {
        Self { sure: false, ..self }
    }

    /// True if more than one name fits.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        self.name.bytes().any(|b| matches!(b, b'*' | b'#'))
    }

    /// True if `name` fits the fact's pattern.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        matches_name(self.name, name)
    }
}

/// The fact among `facts` that `name` fits.
#[must_use]
pub fn find<'f>(facts: &'f [Fact], name: &str) -> Option<&'f Fact> {
    facts.iter().find(|f| f.is(name))
}

/// The link a platform takes clicks on.
#[derive(Clone, Copy, Debug)]
pub struct LinkFace {
    /// Hosts of click links.
    pub hosts: &'static [Fact],
    /// Hosts that record a view and redirect nobody.
    pub impression_hosts: &'static [Fact],
    /// Hosts for tests and demonstrations.
    pub test_hosts: &'static [Fact],
    /// Paths of click links on those hosts, as patterns.
    pub paths: &'static [Fact],
    /// How a click link looks on a customer's own domain.
    pub shapes: &'static [Shape],
    /// Parameters that store the network's click id; the first is the one to recommend. `*`: any name does.
    pub click_id: &'static [Fact],
    /// Parameters that carry a value through although they are meant for something else.
    pub suits: &'static [Fact],
    /// Parameters people use for the click id in vain; the note says why.
    pub wrong: &'static [Fact],
    /// True if `click_id` and `suits` name every parameter that can carry the click id.
    pub slots_complete: bool,
    /// Parameters that have to be there.
    pub required: &'static [Required],
    /// Other documented parameters.
    pub documented: &'static [Fact],
    /// Parameters whose value is a link of its own.
    pub nested: &'static [Fact],
    /// Parameters that hold a time window.
    pub windows: &'static [Window],
    /// Parameters that take certain values only.
    pub choices: &'static [Choice],
    /// Pairs of parameters of which a click has one or the other.
    pub apart: &'static [(Fact, Fact)],
    /// Hosts for calls of servers.
    pub server_side: &'static [ServerSide],
    /// The source that says the service has ended, and when, in its note.
    pub ended: Option<Fact>,
    /// Values that mark a test, as a parameter name, a path or a token.
    pub test_markers: &'static [Fact],
    /// Parameters that sign the link: an edit would break it.
    pub signature: &'static [Fact],
    /// The source that says only https is taken.
    pub https_only: Option<Fact>,
    /// An example to show, with the network's macro as `{click_id}`.
    pub template: &'static str,
}

/// How a platform writes macros.
#[derive(Clone, Copy, Debug)]
pub struct Dialects {
    /// In links to advertisers.
    pub link: &'static [Dialect],
    /// In postbacks it fires.
    pub postback: &'static [Dialect],
    /// True if the two lists are known to be all it understands.
    pub complete: bool,
}

/// What a platform fills into URLs it builds.
#[derive(Clone, Copy, Debug)]
pub struct FiringFace {
    /// The delimiters.
    pub dialects: Dialects,
    /// The click id this platform itself issues, for links to the next system.
    pub issued_click_id: &'static [Fact],
    /// The click id it got on its own link, for the postback it fires.
    pub returned_click_id: &'static [Fact],
    /// Free values that pass through.
    pub sub: &'static [Fact],
    /// The event or goal.
    pub event: &'static [Fact],
    /// What the partner earns.
    pub payout: &'static [Fact],
    /// What the sale was worth.
    pub revenue: &'static [Fact],
    /// A currency code.
    pub currency: &'static [Fact],
    /// Points in time and durations.
    pub time: &'static [Fact],
    /// An id that tells one conversion from its repetition.
    pub unique_id: &'static [Fact],
    /// The conversion's status.
    pub status: &'static [Fact],
    /// Everything else: campaign, device, place.
    pub other: &'static [Fact],
    /// True if the lists name every macro there is.
    pub complete: bool,
    /// What protects the receiver from forged postbacks.
    pub security: &'static str,
}

/// One address on which postbacks arrive.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The path as a pattern; empty for any.
    pub path: &'static str,
    /// Parameters that carry the click id back; the first is the one to recommend.
    pub click_id: &'static [Fact],
    /// Other parameters that have to be there.
    pub required: &'static [Required],
    /// Parameters that alone give this endpoint away on a customer's own domain.
    pub tells: &'static [&'static str],
}

/// Where a platform receives postbacks.
#[derive(Clone, Copy, Debug)]
pub struct ReceivingFace {
    /// Hosts.
    pub hosts: &'static [Fact],
    /// Hosts for tests and demonstrations.
    pub test_hosts: &'static [Fact],
    /// Hosts that stand in articles about the platform and are not its endpoint.
    pub illustrations: &'static [Fact],
    /// Addresses; the first is the one to recommend.
    pub endpoints: &'static [Endpoint],
    /// Parameters that name the event.
    pub event: &'static [Fact],
    /// True if the postbacks of an offer with several events have to say which one it was.
    pub event_tells_apart: bool,
    /// Amounts.
    pub payout: &'static [Fact],
    /// The source that says a decimal comma is read as a point.
    pub decimal_comma: Option<Fact>,
    /// The conversion's status.
    pub status: &'static [Fact],
    /// An id that tells one conversion from its repetition.
    pub unique_id: &'static [Fact],
    /// Tokens and signatures.
    pub security: &'static [Fact],
    /// Other documented parameters.
    pub documented: &'static [Fact],
    /// What shows that a visitor's browser calls, whose cookie tells the click: a parameter with its value, `a=l`, or
    /// a piece of the path, `/success.`.
    pub pixels: &'static [Fact],
    /// Parameters that one of several endpoints reads and the others do not: its path and their names.
    pub only_on: &'static [(&'static str, &'static [&'static str])],
    /// The source that says a click which has converted takes no second conversion, unless set otherwise.
    pub refuses_repeats: Option<Fact>,
    /// What it answers, and what that means.
    pub answers: &'static [&'static str],
    /// Rules about values, and what happens to repetitions and late postbacks.
    pub notes: &'static [&'static str],
    /// The source that says only https is taken.
    pub https_only: Option<Fact>,
    /// The source that gives the shape of this platform's click ids, with the shape as its name.
    pub click_id_shape: Option<Fact>,
    /// An example to show, with the sender's macro as `{click_id}`.
    pub template: &'static str,
}

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
pub enum Kind {
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
}

impl Kind {
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
        }
    }
}

/// One system, with everything the rules and `explain` know of it.
#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// Its name on the command line and in reports: kebab-case.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What it is for.
    pub kind: Kind,
    /// Other names it goes by.
    pub aliases: &'static [&'static str],
    /// The link it takes clicks on.
    pub link: LinkFace,
    /// What it fills into URLs.
    pub fires: FiringFace,
    /// Where it receives postbacks.
    pub receives: ReceivingFace,
    /// Names of parameters and macros that no other system has: where one stands, this is the network.
    pub telltale: &'static [&'static str],
    /// URLs from the sources.
    pub examples: &'static [Example],
    /// What was read.
    pub sources: &'static [Source],
    /// Where sources contradict each other.
    pub contradictions: &'static [&'static str],
    /// What nobody could find out.
    pub gaps: &'static [&'static str],
}

impl Dialects {
    /// None known.
    pub const NONE: Self = Self { link: &[], postback: &[], complete: false };

    /// The same dialects on both faces.
    #[must_use]
    pub const fn both(dialects: &'static [Dialect]) -> Self {
        Self { link: dialects, postback: dialects, complete: false }
    }

    /// Says that the lists are complete.
    #[must_use]
    pub const fn complete(self) -> Self {
        Self { complete: true, ..self }
    }
}

impl LinkFace {
    /// Takes no clicks that anything is known of.
    pub const NONE: Self = Self {
        hosts: &[],
        impression_hosts: &[],
        test_hosts: &[],
        paths: &[],
        shapes: &[],
        click_id: &[],
        suits: &[],
        wrong: &[],
        slots_complete: false,
        required: &[],
        documented: &[],
        nested: &[],
        windows: &[],
        choices: &[],
        apart: &[],
        server_side: &[],
        ended: None,
        test_markers: &[],
        signature: &[],
        https_only: None,
        template: "",
    };

    /// True if any parameter may carry the click id.
    #[must_use]
    pub fn takes_any_slot(&self) -> bool {
        self.click_id.iter().any(|f| f.name == "*")
    }
}

impl FiringFace {
    /// Fills nothing that anything is known of.
    pub const NONE: Self = Self {
        dialects: Dialects::NONE,
        issued_click_id: &[],
        returned_click_id: &[],
        sub: &[],
        event: &[],
        payout: &[],
        revenue: &[],
        currency: &[],
        time: &[],
        unique_id: &[],
        status: &[],
        other: &[],
        complete: false,
        security: "",
    };

    /// Every macro with the kind of its list; [`MacroKind::of`] tells a device's among the others.
    pub fn macros(&self) -> impl Iterator<Item = (&'static Fact, MacroKind)> + use<> {
        let lists = [
            (self.issued_click_id, MacroKind::ClickId),
            (self.returned_click_id, MacroKind::ClickId),
            (self.sub, MacroKind::Sub),
            (self.event, MacroKind::Event),
            (self.payout, MacroKind::Payout),
            (self.revenue, MacroKind::Revenue),
            (self.currency, MacroKind::Currency),
            (self.time, MacroKind::Time),
            (self.unique_id, MacroKind::UniqueId),
            (self.status, MacroKind::Status),
            (self.other, MacroKind::Other),
        ];
        lists.into_iter().flat_map(|(facts, kind)| facts.iter().map(move |f| (f, kind)))
    }
}

impl Endpoint {
    /// An address with nothing known of it.
    pub const NONE: Self = Self { path: "", click_id: &[], required: &[], tells: &[] };
}

impl ReceivingFace {
    /// Receives nothing that anything is known of.
    pub const NONE: Self = Self {
        hosts: &[],
        test_hosts: &[],
        illustrations: &[],
        endpoints: &[],
        event: &[],
        event_tells_apart: false,
        payout: &[],
        decimal_comma: None,
        status: &[],
        unique_id: &[],
        security: &[],
        documented: &[],
        pixels: &[],
        only_on: &[],
        refuses_repeats: None,
        answers: &[],
        notes: &[],
        https_only: None,
        click_id_shape: None,
        template: "",
    };

    /// Every parameter that carries the click id back, on any endpoint.
    pub fn click_id(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        self.endpoints.iter().flat_map(|e| e.click_id)
    }

    /// Every documented parameter.
    pub fn params(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        let lists = [self.event, self.payout, self.status, self.unique_id, self.security, self.documented];
        let required = self.endpoints.iter().flat_map(|e| e.required).flat_map(Required::facts);
        self.click_id().chain(lists.into_iter().flatten()).chain(required)
    }

    /// True if the endpoint at `path` reads the parameter called `name`, as far as is known.
    #[must_use]
    pub fn reads(&self, name: &str, path: &str) -> bool {
        let mut places = self.only_on.iter().filter(|(_, names)| names.contains(&name)).peekable();
        places.peek().is_none() || places.any(|(pattern, _)| fits_path(pattern, path))
    }

    /// The endpoint that `path` belongs to.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&'static Endpoint> {
        self.endpoints.iter().find(|e| fits_path(e.path, path))
    }
}

impl Platform {
    /// A platform with nothing known of it: the base of every entry.
    pub const NONE: Self = Self {
        id: "",
        name: "",
        kind: Kind::AffiliatePlatform,
        aliases: &[],
        link: LinkFace::NONE,
        fires: FiringFace::NONE,
        receives: ReceivingFace::NONE,
        telltale: &[],
        examples: &[],
        sources: &[],
        contradictions: &[],
        gaps: &[],
    };

    /// True if it can be the network: somebody's postbacks reach it.
    #[must_use]
    pub fn can_be_network(&self) -> bool {
        !self.receives.endpoints.is_empty()
    }

    /// Every documented parameter of its link.
    pub fn link_params(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        let lists = [self.link.click_id, self.link.suits, self.link.documented, self.link.nested, self.link.signature];
        let required = self.link.required.iter().flat_map(Required::facts);
        lists.into_iter().flatten().chain(required).chain(self.link.windows.iter().map(|w| &w.param))
    }

    /// The macro called `name`, with its kind.
    #[must_use]
    pub fn macro_fact(&self, name: &str) -> Option<(&'static Fact, MacroKind)> {
        self.fires.macros().find(|(fact, _)| fact.is(name)).map(|(fact, kind)| (fact, kind.of(name)))
    }
}

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

/// The platform that issues the click id and receives the postback.
pub type Network = Option<&'static Platform>;
