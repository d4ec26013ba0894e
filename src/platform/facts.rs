//! The list of a side's facts: each kind with its name, its words and what it holds. The pages for people, the JSON,
//! the settings of a platform of somebody's own, the search for names and hosts, and the tests all walk these lists.

use super::fact::Fact;
use super::handling::{Duplicates, InactiveOffer, Response};
use super::names::MacroKind;
use super::parameter::{Choice, Required, ServerSide, Shape, Window};
use super::shape::{fits_host, fits_path};
use crate::link::Dialect;

/// One kind of fact of a platform or of an endpoint.
pub struct FactKind<T> {
    /// Its name in JSON and in a configuration.
    pub key: &'static str,
    /// What it is called on a page for people.
    pub label: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What a configuration may say, as an example; empty where the type has an example of its own.
    pub example: &'static str,
    /// What its names are names of.
    pub holds: NameOf,
    /// What is known.
    pub get: fn(&T) -> Value,
    /// Keeps a value of the same type; false if it is of another one.
    pub set: fn(&mut T, Value) -> bool,
}

/// What the names of a kind of fact are names of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// Hosts, used for this.
    Hosts(HostUse),
    /// Paths of URLs.
    Paths,
    /// Parameters that the platform reads.
    Parameters,
    /// Parameters that it does not read, or not as people think.
    NotClickId,
    /// Macros that it fills.
    Macros(MacroKind),
    /// Nothing: it is a statement, true or unknown.
    Statement,
    /// Nothing: it is a statement that says nothing without its note.
    Noted,
    /// A URL with `{click_id}` in it.
    Template,
    /// Anything else; no name can be looked up in it.
    Words,
}

/// What a host is used for. A host may serve several ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostUse {
    /// Takes clicks.
    pub link: bool,
    /// Records views.
    pub impression: bool,
    /// Receives postbacks.
    pub receives: bool,
    /// For tests.
    pub test: bool,
    /// An article shows it, and nothing answers there.
    pub illustration: bool,
}

impl HostUse {
    /// No known use.
    pub const NONE: Self = Self { link: false, impression: false, receives: false, test: false, illustration: false };
    /// Takes clicks.
    pub const LINK: Self = Self { link: true, ..Self::NONE };
    /// Records views.
    pub const IMPRESSION: Self = Self { impression: true, ..Self::NONE };
    /// Receives postbacks.
    pub const RECEIVES: Self = Self { receives: true, ..Self::NONE };

    /// For tests only.
    #[must_use]
    pub const fn test(self) -> Self {
        Self { test: true, ..self }
    }

    /// Every use of either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            link: self.link || other.link,
            impression: self.impression || other.impression,
            receives: self.receives || other.receives,
            test: self.test || other.test,
            illustration: self.illustration || other.illustration,
        }
    }
}

/// How a platform writes macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialects {
    /// In links to advertisers.
    pub link: &'static [Dialect],
    /// In postbacks it fires.
    pub postback: &'static [Dialect],
    /// True if the two lists are known to be all it understands.
    pub complete: bool,
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

/// The type of a field of facts, what it holds while nothing is known, and its way into and out of a [`Value`].
pub(super) trait Held: Copy {
    /// Nothing known.
    const NONE: Self;

    fn value(self) -> Value;

    fn keep(&mut self, value: Value) -> bool;
}

/// Where the fields of `F` stand in `Self`.
pub(super) trait Has<F> {
    fn side(&self) -> &F;

    fn side_mut(&mut self) -> &mut F;
}

macro_rules! values {
    ($($(#[$meta:meta])* $variant:ident: $type:ty = $none:expr;)*) => {
        /// What is known of one kind: the value of a field, whatever its type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Value {
            $($(#[$meta])* $variant($type),)*
        }

        impl Value {
            /// True if nothing is known.
            #[must_use]
            pub fn is_empty(self) -> bool {
                match self {
                    $(Self::$variant(value) => value == <$type as Held>::NONE,)*
                }
            }
        }

        $(impl Held for $type {
            const NONE: Self = $none;

            fn value(self) -> Value {
                Value::$variant(self)
            }

            fn keep(&mut self, value: Value) -> bool {
                match value {
                    Value::$variant(value) => *self = value,
                    _ => return false,
                }
                true
            }
        })*
    };
}

values! {
    /// Names, each with its source.
    Facts: &'static [Fact] = &[];
    /// Parameters that have to be there.
    Required: &'static [Required] = &[];
    /// A statement with its source, or nothing known.
    Statement: Option<Fact> = None;
    /// True or not known.
    Flag: bool = false;
    /// Words; empty where there are none.
    Text: &'static str = "";
    /// Sentences or names.
    Texts: &'static [&'static str] = &[];
    /// Delimiters of macros.
    Dialects: Dialects = Dialects::NONE;
    /// How URLs look on any host.
    Shapes: &'static [Shape] = &[];
    /// Parameters that hold a time window.
    Windows: &'static [Window] = &[];
    /// Parameters that take certain values only.
    Choices: &'static [Choice] = &[];
    /// Pairs of parameters that exclude each other.
    Apart: &'static [(Fact, Fact)] = &[];
    /// Hosts for calls of servers.
    ServerSide: &'static [ServerSide] = &[];
    /// Addresses.
    Endpoints: &'static [Endpoint] = &[];
    /// What becomes of conversions.
    InactiveOffer: Option<InactiveOffer> = None;
    /// How repetitions are told.
    Duplicates: &'static [Duplicates] = &[];
    /// Answers to postbacks.
    Responses: &'static [Response] = &[];
    /// What an endpoint is for.
    Role: EndpointRole = EndpointRole::Postback;
}

impl Value {
    /// The facts that name something: a parameter, a macro, a host or a path.
    pub fn facts(self) -> impl Iterator<Item = &'static Fact> {
        let facts = if let Self::Facts(facts) = self { facts } else { &[] };
        let required = if let Self::Required(required) = self { required } else { &[] };
        let windows = if let Self::Windows(windows) = self { windows } else { &[] };
        let choices = if let Self::Choices(choices) = self { choices } else { &[] };
        let apart = if let Self::Apart(apart) = self { apart } else { &[] };
        let servers = if let Self::ServerSide(servers) = self { servers } else { &[] };
        facts
            .iter()
            .chain(required.iter().flat_map(Required::facts))
            .chain(windows.iter().map(|w| &w.param))
            .chain(choices.iter().map(|c| &c.param))
            .chain(apart.iter().flat_map(|(one, other)| [one, other]))
            .chain(servers.iter().map(|s| &s.param))
    }
}

/// Declares a type made of facts, its value with nothing known, and the list of its kinds. A line is the field with its
/// type, what a page calls it, what it holds, and an example as a configuration has it.
macro_rules! facts {
    (
        $(#[$meta:meta])*
        $face:ident of $whole:ident {
            $($(#[doc = $about:literal])+ $name:ident: $type:ty, $label:literal, $holds:expr, $example:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $face {
            $($(#[doc = $about])+ pub $name: $type,)*
        }

        impl $face {
            /// Nothing is known.
            pub const NONE: Self = Self { $($name: <$type as $crate::platform::facts::Held>::NONE,)* };

            /// Every kind of fact, in the order of a page.
            pub const KINDS: &'static [$crate::platform::facts::FactKind<$whole>] = &[$(
                $crate::platform::facts::FactKind {
                    key: stringify!($name),
                    label: $label,
                    about: concat!($($about),+),
                    example: $example,
                    holds: $holds,
                    get: |whole| {
                        let face: &$face = $crate::platform::facts::Has::side(whole);
                        $crate::platform::facts::Held::value(face.$name)
                    },
                    set: |whole, value| {
                        let face: &mut $face = $crate::platform::facts::Has::side_mut(whole);
                        $crate::platform::facts::Held::keep(&mut face.$name, value)
                    },
                }
            ),*];
        }
    };
}

pub(super) use facts;

/// What an address is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndpointRole {
    /// Takes a click and sends the visitor on.
    Click,
    /// Records a view and sends nobody on.
    Impression,
    /// Takes an event that the advertiser's server or app reports to the platform.
    Event,
    /// Takes the start of a session that the advertiser's server or app reports.
    Session,
    /// Takes a conversion from a server.
    #[default]
    Postback,
    /// Takes a conversion from the visitor's browser, whose cookie tells the click.
    Pixel,
}

impl EndpointRole {
    /// Every role; its words are its name in a configuration.
    pub const ALL: [Self; 6] = [Self::Click, Self::Impression, Self::Event, Self::Session, Self::Postback, Self::Pixel];

    /// The words a reader sees.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Click => "click",
            Self::Impression => "view",
            Self::Event => "event",
            Self::Session => "session",
            Self::Postback => "postback",
            Self::Pixel => "pixel",
        }
    }
}

facts! {
    /// One address. What it leaves empty is as it is for the whole platform.
    Endpoint of Endpoint {
        /// Its path; without one, any. `{x}` is one segment, a final `*` the rest.
        path: &'static str, "path", NameOf::Paths, "\"/postback\"";
        /// Its host, where only one of the platform's hosts has it.
        host: &'static str, "host", NameOf::Words, "\"api.acme.com\"";
        /// What it is for.
        role: EndpointRole, "for", NameOf::Words, "\"postback\"";
        /// Parameters that carry the click id here, the one to recommend first.
        click_id: &'static [Fact], "the click id goes into", NameOf::Parameters, "[\"acme_click_id\"]";
        /// True if no click id is needed here.
        no_click_id: Option<Fact>, "no click id is needed", NameOf::Statement, "true";
        /// Parameters that people use here in vain; the note says why.
        not_click_id: &'static [Fact], "not read here", NameOf::NotClickId, "[\"clickid\"]";
        /// Other parameters that have to be there.
        required: &'static [Required], "needed", NameOf::Parameters, "[\"token\"]";
        /// Other parameters that are read here.
        documented: &'static [Fact], "also read here", NameOf::Parameters, "[\"amount\"]";
        /// The page or file that says so, where no fact of it does.
        source: &'static str, "source", NameOf::Words, "\"https://docs.acme.com/postbacks\"";
        /// Parameters that together give this endpoint away on any host.
        identifying_params: &'static [&'static str], "known on any host by", NameOf::Parameters, "[\"acme_click_id\", \"token\"]";
    }
}

impl Has<Self> for Endpoint {
    fn side(&self) -> &Self {
        self
    }

    fn side_mut(&mut self) -> &mut Self {
        self
    }
}

impl Endpoint {
    /// An address that takes clicks: the base of a link's endpoints.
    pub const CLICK: Self = Self { role: EndpointRole::Click, ..Self::NONE };

    /// True if a URL of this host and path goes there.
    #[must_use]
    pub fn takes(&self, host: &str, path: &str) -> bool {
        fits_host(self.host, host) && fits_path(self.path, path)
    }
}
