//! A platform: the link it takes clicks on, the macros it fires, and the postbacks it receives.

use super::fact::Fact;
use super::facts::{Dialects, Endpoint, FactKind, Has, HostUse, NameOf, Value, facts};
use super::handling::{Duplicates, InactiveOffer, Response};
use super::kind::{Example, PlatformKind, Source};
use super::names::MacroKind;
use super::parameter::{Choice, Required, ServerSide, Shape, Window};
use super::shape::{fits_host, fits_path};

facts! {
    /// The link a platform takes clicks on.
    LinkFace of Platform {
        /// True if the service has ended; the note says when.
        ended: Option<Fact>, "the service has ended", NameOf::Noted, "";
        /// True if links end here: a store, or a page that hands on nothing but what `kept` names.
        destination: Option<Fact>, "links end here", NameOf::Statement, "true";
        /// Parameters that store the network's click id, the one to recommend first; `*` if any name does.
        click_id: &'static [Fact], "the click id goes into", NameOf::Parameters, "[\"subid\"]";
        /// True if a link needs no click id; the note says which links.
        no_click_id: Option<Fact>, "no click id is needed", NameOf::Statement, "true";
        /// Parameters that carry a value through although they are meant for something else; `#` stands for digits.
        also_accepts: &'static [Fact], "carried through, though meant for something else", NameOf::Parameters, "[\"sub#\"]";
        /// True if `click_id` and `also_accepts` name every parameter that can carry the click id.
        slots_complete: bool, "no other parameter carries the click id", NameOf::Statement, "true";
        /// Parameters people use for the click id that are not read as click id.
        not_click_id: &'static [Fact], "not read as click id", NameOf::NotClickId, "[\"clickid\"]";
        /// Parameters that have to be there.
        required: &'static [Required], "needed", NameOf::Parameters, "[\"offer\"]";
        /// What this destination hands on to whoever opens it; the rest is dropped.
        kept: &'static [Fact], "handed on", NameOf::Parameters, "[\"referrer\"]";
        /// What this destination drops.
        dropped: &'static [Fact], "dropped", NameOf::NotClickId, "[\"clickid\"]";
        /// Parameters that hold a time window.
        windows: &'static [Window], "window", NameOf::Parameters, "";
        /// Addresses of links with what holds at each of them; the first that fits counts.
        endpoints: &'static [Endpoint], "address", NameOf::Words, "";
        /// Hosts of click links.
        hosts: &'static [Fact], "hosts", NameOf::Hosts(HostUse::LINK), "[\"click.acme.com\", \"*.acmetrk.com\"]";
        /// Hosts that record a view and redirect nobody.
        impression_hosts: &'static [Fact], "hosts that record views", NameOf::Hosts(HostUse::IMPRESSION), "[\"view.acme.com\"]";
        /// Hosts for tests.
        test_hosts: &'static [Fact], "hosts for tests", NameOf::Hosts(HostUse::LINK.test()), "[\"click.test.acme.com\"]";
        /// True if tests run on the hosts of real traffic.
        no_test_host: Option<Fact>, "no host for tests", NameOf::Statement, "true";
        /// Paths of click links: `{x}` is one segment, a final `*` the rest.
        paths: &'static [Fact], "paths", NameOf::Paths, "[\"/c/{campaign}\"]";
        /// How a click link looks on a customer's own domain.
        shapes: &'static [Shape], "on a customer's own host", NameOf::Words, "";
        /// Other documented parameters.
        documented: &'static [Fact], "other parameters", NameOf::Parameters, "[\"country\", \"device_id\"]";
        /// Parameters whose value is a link of its own.
        nested: &'static [Fact], "parameters that hold a link", NameOf::Parameters, "[\"redirect\"]";
        /// Parameters that take certain values only.
        choices: &'static [Choice], "values", NameOf::Words, "";
        /// Pairs of parameters of which a click has one or the other.
        apart: &'static [(Fact, Fact)], "not both", NameOf::Words, "";
        /// Hosts for calls of servers.
        server_side: &'static [ServerSide], "for calls of servers", NameOf::Words, "";
        /// Values that mark a test, as a parameter name, a path or a token.
        test_markers: &'static [Fact], "marks of a test", NameOf::Words, "[\"test\"]";
        /// Parameters that sign the link, so that an edit would break it.
        signature: &'static [Fact], "signed by", NameOf::Parameters, "[\"hmac\"]";
        /// True if `ClickId` and `clickid` are two parameters.
        case_sensitive: Option<Fact>, "capitals count in names of parameters", NameOf::Statement, "true";
        /// True if http:// is not taken.
        https_only: Option<Fact>, "https only", NameOf::Statement, "true";
        /// An example to show, with the network's macro as `{click_id}`.
        template: &'static str, "example", NameOf::Template, "\"https://click.acme.com/c/1?subid={click_id}\"";
    }
}

facts! {
    /// What a platform fills into URLs it builds.
    FiringFace of Platform {
        /// How it writes macros.
        dialects: Dialects, "written", NameOf::Words, "";
        /// True if capitals and small letters of a macro's name are the same.
        any_case: Option<Fact>, "capitals do not count in its macros", NameOf::Statement, "true";
        /// Macros of the click id it issues, for links to the next system.
        issued_click_id: &'static [Fact], "the click id it issues", NameOf::Macros(MacroKind::ClickId), "[\"acme_click_id\"]";
        /// Macros of the click id it got on its own link, for the postback it fires.
        returned_click_id: &'static [Fact], "the click id it got, back", NameOf::Macros(MacroKind::ClickId), "[\"subid\"]";
        /// Parameters with a click id that it appends to the address of the next page by itself.
        appended: &'static [Fact], "appended by itself", NameOf::Parameters, "[\"acmeclid\"]";
        /// Macros of values that pass through.
        sub: &'static [Fact], "free values", NameOf::Macros(MacroKind::Sub), "[\"sub#\"]";
        /// Macros of the event or goal.
        event: &'static [Fact], "event", NameOf::Macros(MacroKind::Event), "[\"event_name\"]";
        /// Macros of what the partner earns.
        payout: &'static [Fact], "payout", NameOf::Macros(MacroKind::Payout), "[\"payout\"]";
        /// Macros of what the sale was worth.
        revenue: &'static [Fact], "revenue", NameOf::Macros(MacroKind::Revenue), "[\"sale_amount\"]";
        /// Macros of the currency.
        currency: &'static [Fact], "currency", NameOf::Macros(MacroKind::Currency), "[\"currency\"]";
        /// Macros of points in time.
        time: &'static [Fact], "time", NameOf::Macros(MacroKind::Time), "[\"timestamp\"]";
        /// Macros of an id that tells one conversion from its repetition.
        unique_id: &'static [Fact], "unique id of the conversion", NameOf::Macros(MacroKind::UniqueId), "[\"conversion_id\"]";
        /// Macros of the conversion's status.
        status: &'static [Fact], "status", NameOf::Macros(MacroKind::Status), "[\"status\"]";
        /// All other macros: campaign, device, place.
        other: &'static [Fact], "other", NameOf::Macros(MacroKind::Other), "[\"country\", \"campaign_id\"]";
        /// True if these lists name every macro there is.
        complete: bool, "that is every macro there is", NameOf::Statement, "true";
        /// True if these lists name every macro of a link.
        complete_in_links: Option<Fact>, "that is every macro of a link", NameOf::Statement, "true";
        /// True if these lists name every macro of a postback.
        complete_in_postbacks: Option<Fact>, "that is every macro of a postback", NameOf::Statement, "true";
        /// What protects the receiver from forged postbacks.
        security: &'static str, "security", NameOf::Words, "\"a token in the URL\"";
    }
}

facts! {
    /// Where a platform receives postbacks.
    ReceivingFace of Platform {
        /// Hosts.
        hosts: &'static [Fact], "hosts", NameOf::Hosts(HostUse::RECEIVES), "[\"api.acme.com\"]";
        /// Hosts for tests.
        test_hosts: &'static [Fact], "hosts for tests", NameOf::Hosts(HostUse::RECEIVES.test()), "[\"api.test.acme.com\"]";
        /// Hosts that articles about the platform show and that are not its endpoint.
        illustrations: &'static [Fact], "hosts shown in articles, where nothing answers", NameOf::Hosts(HostUse { illustration: true, ..HostUse::RECEIVES }), "[\"tracking.acme.example\"]";
        /// Addresses on which postbacks arrive; the one to recommend first.
        endpoints: &'static [Endpoint], "address", NameOf::Words, "";
        /// Parameters that name the event.
        event: &'static [Fact], "event", NameOf::Parameters, "[\"event_id\"]";
        /// True if the postbacks of an offer with several events have to say which one it was.
        event_tells_apart: bool, "an offer with several events needs the event's id", NameOf::Statement, "true";
        /// True if a postback without an event stands for a default one; the note says which.
        default_event: Option<Fact>, "without an event it is the default one", NameOf::Statement, "true";
        /// Parameters of amounts.
        payout: &'static [Fact], "amount", NameOf::Parameters, "[\"amount\"]";
        /// True if a decimal comma is read as a point.
        decimal_comma: Option<Fact>, "a decimal comma is read as a point", NameOf::Statement, "true";
        /// Parameters of the conversion's status.
        status: &'static [Fact], "status", NameOf::Parameters, "[\"status\"]";
        /// Parameters of an id that tells one conversion from its repetition.
        unique_id: &'static [Fact], "unique id of the conversion", NameOf::Parameters, "[\"conversion_id\"]";
        /// Parameters of tokens and signatures.
        security: &'static [Fact], "security", NameOf::Parameters, "[\"token\"]";
        /// Other documented parameters.
        documented: &'static [Fact], "other parameters", NameOf::Parameters, "[\"currency\"]";
        /// What shows that a visitor's browser calls, whose cookie tells the click: a parameter with its value, `a=l`,
        /// or with any value, `marketerId=`, or a piece of the path, `/success.`.
        pixels: &'static [Fact], "a browser's call, known by", NameOf::Words, "[\"a=l\"]";
        /// The source that gives the shape of this platform's click ids, with the shape as its name.
        click_id_shape: Option<Fact>, "shape of its click ids", NameOf::Words, "";
        /// How it tells a conversion from its repetition: the first that applies. What a setting or parameter brings about
        /// says so in its note.
        duplicates: &'static [Duplicates], "a repetition has", NameOf::Words, "";
        /// True if a click which has converted takes no second conversion, unless set otherwise.
        refuses_repeats: Option<Fact>, "a second conversion of one click is refused unless set otherwise", NameOf::Statement, "true";
        /// What becomes of conversions of a paused offer.
        paused: Option<InactiveOffer>, "conversions of a paused offer", NameOf::Words, "\"rejected\"";
        /// What becomes of conversions of an offer that has expired.
        expired: Option<InactiveOffer>, "conversions of an expired offer", NameOf::Words, "\"rejected\"";
        /// True if `ClickId` and `clickid` are two parameters.
        case_sensitive: Option<Fact>, "capitals count in names of parameters", NameOf::Statement, "true";
        /// True if http:// is not taken.
        https_only: Option<Fact>, "https only", NameOf::Statement, "true";
        /// Answers to a postback, and what each means.
        responses: &'static [Response], "answers", NameOf::Words, "";
        /// What it answers, in words, where no exact answer is known.
        answers: &'static [&'static str], "answers", NameOf::Words, "[\"200: received\"]";
        /// Rules about values, and what happens to repetitions and late postbacks.
        notes: &'static [&'static str], "", NameOf::Words, "[\"GET only\"]";
        /// An example to show, with the sender's macro as `{click_id}`.
        template: &'static str, "example", NameOf::Template, "\"https://api.acme.com/postback?acme_click_id={click_id}\"";
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
    pub kind: PlatformKind,
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

/// A side of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The link it takes clicks on.
    Link,
    /// What it fills into URLs.
    Fires,
    /// Where it receives postbacks.
    Receives,
}

impl Side {
    /// Every side, with its name in JSON and in a configuration.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Link, "link"), (Self::Fires, "fires"), (Self::Receives, "receives")];

    /// Every kind of fact of this side, in the order of a page.
    #[must_use]
    pub const fn kinds(self) -> &'static [FactKind<Platform>] {
        match self {
            Self::Link => LinkFace::KINDS,
            Self::Fires => FiringFace::KINDS,
            Self::Receives => ReceivingFace::KINDS,
        }
    }
}

macro_rules! has {
    ($($face:ident $field:ident)*) => {
        $(impl Has<$face> for Platform {
            fn side(&self) -> &$face {
                &self.$field
            }

            fn side_mut(&mut self) -> &mut $face {
                &mut self.$field
            }
        })*
    };
}

has! { LinkFace link FiringFace fires ReceivingFace receives }

impl LinkFace {
    /// True if any parameter may carry the click id.
    #[must_use]
    pub fn takes_any_slot(&self) -> bool {
        self.click_id.iter().any(|f| f.name == "*")
    }

    /// The address of a link of this host and path, where the platform has facts of its own for it.
    #[must_use]
    pub fn endpoint(&self, host: &str, path: &str) -> Option<&'static Endpoint> {
        self.endpoints.iter().find(|e| e.takes(host, path))
    }

    /// The parameters that carry the click id on a link of this host and path: those of the address, else the
    /// platform's. None where a source says that none is needed.
    #[must_use]
    pub fn click_id_at(&self, host: &str, path: &str) -> &'static [Fact] {
        match self.endpoint(host, path) {
            Some(endpoint) if endpoint.no_click_id.is_some() => endpoint.click_id,
            Some(endpoint) if !endpoint.click_id.is_empty() => endpoint.click_id,
            _ => self.click_id,
        }
    }

    /// The source that says that a link of this host and path needs no click id.
    #[must_use]
    pub fn no_click_id_at(&self, host: &str, path: &str) -> Option<Fact> {
        match self.endpoint(host, path) {
            Some(endpoint) if endpoint.no_click_id.is_some() => endpoint.no_click_id,
            Some(endpoint) if !endpoint.click_id.is_empty() => None,
            _ => self.no_click_id,
        }
    }

    /// The parameters that people use in vain for the click id on a link of this host and path.
    pub fn wrong_at(&self, host: &str, path: &str) -> impl Iterator<Item = &'static Fact> + use<> {
        let endpoint = self.endpoint(host, path);
        let own = endpoint.map_or(&[] as &[Fact], |e| e.not_click_id);
        let right = endpoint.map_or(&[] as &[Fact], |e| e.click_id);
        own.iter().chain(self.not_click_id.iter().filter(|wrong| right.iter().all(|f| f.name != wrong.name)))
    }

    /// The parameters that have to be there on a link of this host and path: the platform's that hold there, and those
    /// of the address.
    pub fn required_at<'u>(&self, host: &'u str, path: &'u str) -> impl Iterator<Item = &'static Required> + use<'u> {
        let own = self.endpoint(host, path).map_or(&[] as &[Required], |e| e.required);
        self.required.iter().filter(move |r| fits_host(r.host, host) && fits_path(r.path, path)).chain(own)
    }

    /// The patterns of its paths, those of its endpoints too.
    pub fn path_patterns(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.paths.iter().map(|f| f.name).chain(self.endpoints.iter().map(|e| e.path))
    }
}

impl FiringFace {
    /// Every macro with the kind of its list; [`MacroKind::of`] tells a device's among the others.
    pub fn macros(&self) -> impl Iterator<Item = (&'static Fact, MacroKind)> + use<> {
        self.macro_lists().into_iter().flat_map(|(facts, kind)| facts.iter().map(move |f| (f, kind)))
    }

    /// The lists of macros, each with its kind.
    const fn macro_lists(&self) -> [(&'static [Fact], MacroKind); 11] {
        [
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
        ]
    }

    /// True if the lists name every macro of a link (`true`) or of a postback (`false`).
    #[must_use]
    pub fn macros_complete(&self, of_link: bool) -> bool {
        let side = if of_link { &self.complete_in_links } else { &self.complete_in_postbacks };
        self.complete || side.as_ref().is_some_and(|f| f.sure)
    }
}

impl ReceivingFace {
    /// Every parameter that carries the click id back, on any endpoint.
    pub fn click_id(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        self.endpoints.iter().flat_map(|e| e.click_id)
    }

    /// Every documented parameter.
    pub fn params(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        let lists = [self.event, self.payout, self.status, self.unique_id, self.security, self.documented];
        let documented = self.endpoints.iter().flat_map(|e| e.documented);
        let required = self.endpoints.iter().flat_map(|e| e.required).flat_map(Required::facts);
        self.click_id().chain(lists.into_iter().flatten()).chain(documented).chain(required)
    }

    /// True if the endpoint at `path` reads the parameter called `name`, as far as is known.
    #[must_use]
    pub fn reads(&self, name: &str, path: &str) -> bool {
        let own = |e: &&Endpoint| e.documented.iter().any(|f| f.is(name));
        let mut places = self.endpoints.iter().filter(own).peekable();
        places.peek().is_none() || places.any(|e| fits_path(e.path, path))
    }

    /// The endpoint that `path` belongs to.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&'static Endpoint> {
        self.endpoints.iter().find(|e| fits_path(e.path, path))
    }

    /// The endpoint that a URL of this host and path belongs to.
    #[must_use]
    pub fn endpoint_at(&self, host: &str, path: &str) -> Option<&'static Endpoint> {
        self.endpoints.iter().find(|e| e.takes(host, path))
    }

    /// The answer that a network gave with this HTTP status and these words, where a source says what it means. An
    /// answer whose words are known goes before one that holds for a whole status.
    #[must_use]
    pub fn answer(&self, code: u16, body: &str) -> Option<&'static Response> {
        let of_code = |r: &&Response| r.code == 0 || r.code == code;
        let by_words = |r: &&Response| r.fact.name != "*" && body.contains(r.fact.name);
        let known = || self.responses.iter().filter(of_code);
        known().find(by_words).or_else(|| known().find(|r| r.code == code && r.fact.name == "*"))
    }
}

impl Platform {
    /// A platform with nothing known of it: the base of every entry.
    pub const NONE: Self = Self {
        id: "",
        name: "",
        kind: PlatformKind::AffiliatePlatform,
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

    /// All that is known of one side: each kind of fact with its value, the empty ones too.
    pub fn facts(&self, side: Side) -> impl Iterator<Item = (&'static FactKind<Self>, Value)> {
        side.kinds().iter().map(|kind| (kind, (kind.get)(self)))
    }

    /// True if `name` is its id, its name or another name it goes by, in any case; blanks, `-` and `_` do not count.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let letters = |text: &str| {
            let kept = text.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase);
            kept.collect::<String>()
        };
        let wanted = letters(name);
        !wanted.is_empty() && self.names().any(|own| letters(own) == wanted)
    }

    /// Its id, its name and the other names it goes by.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.id, self.name].into_iter().chain(self.aliases.iter().copied())
    }

    /// Every name that it has for a parameter it reads or a macro it fills, on any side and at any address.
    pub fn own_names(&'static self) -> impl Iterator<Item = &'static str> {
        fn of<T>(kinds: &'static [FactKind<T>], whole: &'static T) -> impl Iterator<Item = &'static str> {
            let names = |kind: &&FactKind<T>| matches!(kind.holds, NameOf::Parameters | NameOf::Macros(_));
            kinds.iter().filter(names).flat_map(|kind| (kind.get)(whole).facts()).map(|fact| fact.name)
        }
        let endpoints = self.link.endpoints.iter().chain(self.receives.endpoints);
        let addresses = endpoints.flat_map(|endpoint| of(Endpoint::KINDS, endpoint));
        Side::ALL.into_iter().flat_map(move |(side, _)| of(side.kinds(), self)).chain(addresses)
    }

    /// True if it can be the network: somebody's postbacks reach it.
    #[must_use]
    pub fn can_be_network(&self) -> bool {
        !self.receives.endpoints.is_empty()
    }

    /// Every documented parameter of its link.
    pub fn link_params(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        let face = &self.link;
        let lists = [face.click_id, face.also_accepts, face.documented, face.nested, face.signature, face.kept];
        let own = face.endpoints.iter().flat_map(|e| e.click_id.iter().chain(e.documented));
        let required = face.required.iter().chain(face.endpoints.iter().flat_map(|e| e.required));
        let windows = face.windows.iter().map(|w| &w.param);
        lists.into_iter().flatten().chain(own).chain(required.flat_map(Required::facts)).chain(windows)
    }

    /// The macro called `name`, with its kind.
    #[must_use]
    pub fn macro_fact(&self, name: &str) -> Option<(&'static Fact, MacroKind)> {
        let any_case = self.fires.any_case.is_some();
        let is = |fact: &&Fact| fact.is(name) || any_case && fact.name.eq_ignore_ascii_case(name);
        let found = |(facts, kind): (&'static [Fact], MacroKind)| Some((facts.iter().find(is)?, kind));
        self.fires.macro_lists().into_iter().find_map(found).map(|(fact, kind)| (fact, kind.of(name)))
    }
}

/// The platform that issues the click id and receives the postback.
pub type Network = Option<&'static Platform>;
