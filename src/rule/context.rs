//! What is known of a link when the rules look at it.

use super::{Near, NearNames, Slot, own_names};
use crate::link::{Dialect, Link, Macro, Seen, Tag};
use crate::platform::{
    Catalogue, EndpointRole, Environment, HostHit, Network, Platform, PlatformKind, Role, Site, State, is_click_id_name,
};
use crate::source::End;
use crate::span::Span;

/// What somebody said about a link: flags, a record, a field's name, the offer. Nothing is guessed here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Its role.
    pub role: Option<Role>,
    /// Its state.
    pub state: Option<State>,
    /// The network.
    pub network: Network,
    /// Whom it is addressed to.
    pub platform: Option<&'static Platform>,
    /// Who fills its macros.
    pub filled_by: Option<&'static Platform>,
    /// The environment it is meant for.
    pub environment: Option<Environment>,
    /// A postback for all offers.
    pub global: bool,
    /// The offer around it.
    pub offer: OfferHints<'a>,
    /// It stands in HTML or XML, where entities are right.
    pub markup: bool,
    /// The tag of a browser that loads it.
    pub tag: Option<Tag>,
    /// How it ends in its text: nothing may be called missing where its end is open.
    pub end: End,
}

/// What is known of the offer.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfferHints<'a> {
    /// The ids of its events, where they are known.
    pub events: Option<&'a [&'a str]>,
    /// Whether it has several events, where that was said.
    pub multi_event: Option<bool>,
    /// It pays a share of what the sale was worth.
    pub pays_share: bool,
    /// The network takes its postbacks from listed addresses only.
    pub has_allow_list: bool,
    /// It has a secret that its postbacks have to carry.
    pub has_token: bool,
}

/// Whom a URL is addressed to.
#[derive(Clone, Copy, Debug)]
pub struct Addressee {
    /// The platform.
    pub platform: &'static Platform,
    /// True if its host or somebody's word says so; false if only the shape of the link does.
    pub sure: bool,
}

/// Hosts that a configuration adds to what the platforms say.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    /// Hosts for real traffic.
    pub production: Vec<HostPattern>,
    /// Hosts for tests.
    pub sandbox: Vec<HostPattern>,
}

/// A host as a configuration writes it.
#[derive(Clone, Debug)]
pub enum HostPattern {
    /// `api.acme.com`
    Exact(String),
    /// `*.acme.com`: everything below, not `acme.com` itself.
    Below(String),
    /// `/^track[0-9]+\./`
    Regex(regex::Regex),
}

impl HostPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The regular expression's own complaint.
    pub fn read(text: &str) -> Result<Self, regex::Error> {
        if let Some(pattern) = text.strip_prefix('/').and_then(|t| t.strip_suffix('/')) {
            return regex::RegexBuilder::new(pattern).case_insensitive(true).build().map(Self::Regex);
        }
        Ok(match text.strip_prefix("*.") {
            Some(parent) => Self::Below(parent.to_ascii_lowercase()),
            None => Self::Exact(text.to_ascii_lowercase()),
        })
    }

    /// True if `host` fits.
    #[must_use]
    pub fn fits(&self, host: &str) -> bool {
        match self {
            Self::Exact(name) => host.eq_ignore_ascii_case(name),
            Self::Below(parent) => {
                let cut = host.len().checked_sub(parent.len() + 1);
                cut.is_some_and(|c| host.as_bytes()[c] == b'.' && host[c + 1..].eq_ignore_ascii_case(parent))
            }
            Self::Regex(pattern) => pattern.is_match(host),
        }
    }
}

/// One link with everything that was decided about it, once, before any rule looks.
pub struct Context<'a> {
    /// The link.
    pub link: Link<'a>,
    /// What was seen in it, and what the context adds.
    pub seen: Seen,
    /// What it is for.
    pub role: Role,
    /// True if the role was told, or follows from a host or a name that leaves no doubt.
    pub role_sure: bool,
    /// True if somebody said the role.
    pub role_given: bool,
    /// Whether macros still stand in it.
    pub state: State,
    /// The platform that issues the click id and receives the postback.
    pub network: Network,
    /// True if somebody said so: then other systems' macros are certainly foreign.
    pub network_given: bool,
    /// Whom the URL is addressed to.
    pub addressee: Option<Addressee>,
    /// What the host is known for.
    pub host: Option<HostHit>,
    /// What the address on a known host is: most hosts serve pages beside their endpoints.
    pub site: Option<Site>,
    /// Who fills its macros.
    pub filled_by: Option<&'static Platform>,
    /// The environment, where it was told.
    pub environment: Option<Environment>,
    /// A postback for all offers.
    pub global: bool,
    /// The offer around it.
    pub offer: OfferHints<'a>,
    /// It stands in HTML or XML, where entities are right.
    pub markup: bool,
    /// The tag of a browser that loads it.
    pub tag: Option<Tag>,
    /// The slot in which the click id travels, or should.
    pub slot: Slot,
    /// Names that are nearly the network's.
    pub near: &'a NearNames,
    /// Every platform.
    pub catalogue: &'a Catalogue,
    /// Hosts from the configuration.
    pub hosts: &'a Hosts,
}

impl<'a> Context<'a> {
    /// The addressee, where it is sure.
    #[must_use]
    pub fn sure_addressee(&self) -> Option<&'static Platform> {
        self.addressee.filter(|a| a.sure).map(|a| a.platform)
    }

    /// The endpoint's role, where host and path, or host and a parameter, prove that the link goes to one.
    #[must_use]
    pub fn endpoint_role(&self) -> Option<EndpointRole> {
        match self.site {
            Some(Site::Endpoint(role)) => Some(role),
            Some(Site::Page | Site::Unclear) | None => None,
        }
    }

    /// True if the link is at a known host, and nothing shows that it is a link or a postback of the platform there.
    #[must_use]
    pub fn is_host_alone(&self) -> bool {
        !self.role_given && matches!(self.site, Some(Site::Page | Site::Unclear))
    }

    /// The platform whose endpoint this postback goes to: the addressee's, else the network's.
    #[must_use]
    pub fn receiver(&self) -> Option<&'static Platform> {
        let receives = |p: &&'static Platform| p.can_be_network();
        self.sure_addressee().filter(receives).or(self.network.filter(receives))
    }

    /// True for a macro that stands for the network's click id in this role.
    #[must_use]
    pub fn is_network_click_id(&self, name: &str) -> bool {
        self.network.is_some_and(|n| {
            let facts =
                if self.role == Role::PartnerPostback { n.fires.returned_click_id } else { n.fires.issued_click_id };
            facts.iter().any(|f| f.is(name))
        })
    }

    /// Every name of the network's, of parameters and of macros.
    pub fn network_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.network.into_iter().flat_map(own_names)
    }

    /// The near miss that covers `span`, if one does.
    #[must_use]
    pub fn near_at(&self, span: Span) -> Option<&'a Near> {
        self.near.iter().find(|n| span.contains(n.span))
    }

    /// How a macro called `name` is written where the network fills it.
    #[must_use]
    pub fn network_macro(&self, name: &str) -> String {
        let dialect = self.network.and_then(|n| n.fires.dialects.link.first()).copied();
        dialect.unwrap_or(crate::link::Dialect::Brace).write(name)
    }

    /// How the values of this link that are macros are written, where all are written alike.
    #[must_use]
    pub fn only_dialect(&self) -> Option<Dialect> {
        let mut all = self.link.params.iter().filter_map(|p| self.link.whole_macro(p.value)).map(|m| m.dialect);
        let first = all.next()?;
        all.all(|dialect| dialect == first).then_some(first)
    }

    /// The macros that the rules may judge: those that are not merely text in parentheses, unless somebody here
    /// writes macros so or the name is the network's.
    pub fn macros(&self) -> impl Iterator<Item = &'a Macro> + use<'a> {
        let paren = Dialect::Paren;
        let filler = self.filled_by.map(|p| p.fires.dialects);
        let usual = filler.is_some_and(|d| d.link.contains(&paren) || d.postback.contains(&paren));
        let all = usual || self.seen.has(Seen::MACRO);
        let (link, network, near) = (self.link, self.network, self.near);
        let known = move |m: &Macro| {
            network.is_some_and(|n| n.telltale.contains(&link.macro_name(m)))
                || near.iter().any(|n| m.inner.contains(n.span))
        };
        let (filled_by, catalogue) = (self.filled_by, self.catalogue);
        // `%23x%23` and the like are literals unless the name is one that somebody has for a click id.
        let meant = move |m: &Macro| {
            let name = link.macro_name(m);
            let marked = name.contains('_') || name.ends_with(|c: char| c.is_ascii_digit());
            is_click_id_name(name)
                || marked && catalogue.is_a_name(name)
                || filled_by.is_some_and(|p| p.macro_fact(name).is_some())
        };
        link.all_macros().iter().filter(move |m| match m.encoded && m.is_weak() {
            true => meant(m) || known(m),
            false => all || m.dialect != paren || known(m),
        })
    }
}

impl Context<'_> {
    /// True if the host is for tests: by the configuration, by a platform's facts, or by a word that stands as a
    /// label left of the registered name (`staging.acme.com`, not `black-api.dev`).
    #[must_use]
    pub fn is_test_host(&self) -> bool {
        let host = self.link.host();
        if self.hosts.production.iter().any(|p| p.fits(host)) {
            return false;
        }
        self.is_listed_test_host() || self.has_test_word()
    }

    fn is_listed_test_host(&self) -> bool {
        let host = self.link.host();
        self.hosts.sandbox.iter().any(|p| p.fits(host)) || self.host.is_some_and(|h| h.used_for.test)
    }

    fn has_test_word(&self) -> bool {
        let host = self.link.host();
        may_hold_test_word(host.as_bytes())
            && host.split('.').any(is_test_word)
            && has_test_label(host)
            && !self.is_vendors_own(host)
    }

    /// True if the configuration or a platform's facts say that the host is for tests, or that it is the platform's,
    /// with such a word before it. In a stranger's host the word alone proves little.
    #[must_use]
    pub fn is_surely_test_host(&self) -> bool {
        self.is_listed_test_host() || self.host.is_some_and(|h| h.sure) && self.has_test_word()
    }

    /// True for a host of an MMP: none of them tests on a host of its own, and `dev.` is where its developers read.
    fn is_vendors_own(&self, host: &str) -> bool {
        let registered = crate::platform::registrable_domain(host);
        let label = registered.split('.').next().unwrap_or_default();
        let of = |facts: &[crate::platform::Fact]| {
            facts.iter().any(|f| crate::platform::registrable_domain(f.name.trim_start_matches("*.")) == registered)
        };
        let own = |p: &&'static Platform| {
            p.kind == PlatformKind::Mmp
                && (p.id == label || of(p.link.hosts) || of(p.link.impression_hosts) || of(p.receives.hosts))
        };
        self.catalogue.all().iter().any(own)
    }

    /// True if the configuration names the host: somebody means it.
    #[must_use]
    pub fn is_configured_host(&self) -> bool {
        let host = self.link.host();
        let listed = |hosts: &[HostPattern]| hosts.iter().any(|p| p.fits(host));
        listed(&self.hosts.production) || listed(&self.hosts.sandbox) || self.catalogue.legal().host(host)
    }

    /// True if the host is certainly for real traffic.
    #[must_use]
    pub fn is_production_host(&self) -> bool {
        let host = self.link.host();
        let known = self.host.is_some_and(|h| {
            let faces = h.platform.link.test_hosts.len() + h.platform.receives.test_hosts.len();
            h.sure && !h.used_for.test && faces > 0
        });
        self.hosts.production.iter().any(|p| p.fits(host)) || known && !self.is_test_host()
    }
}

/// False for nearly every host: no label, and no part of one, begins as a word for tests does.
fn may_hold_test_word(host: &[u8]) -> bool {
    let begins = |at: usize| {
        let (Some(first), Some(second)) = (host.get(at), host.get(at + 1)) else { return false };
        matches!(&[first | 0x20, second | 0x20], b"sa" | b"st" | b"ua" | b"de" | b"te" | b"qa")
    };
    begins(0) || host.iter().enumerate().any(|(cut, b)| matches!(b, b'.' | b'-') && begins(cut + 1))
}

/// A label that says "not for real traffic".
fn is_test_word(label: &str) -> bool {
    const WORDS: [&str; 6] = ["sandbox", "staging", "uat", "dev", "test", "qa"];
    const CLEAR: [&str; 3] = ["sandbox", "staging", "uat"];
    if !(2..=24).contains(&label.len()) {
        return false;
    }
    let plain = label.trim_end_matches(|c: char| c.is_ascii_digit());
    WORDS.iter().any(|w| plain.eq_ignore_ascii_case(w))
        || label.contains('-') && label.split('-').any(|part| CLEAR.iter().any(|w| part.eq_ignore_ascii_case(w)))
}

fn has_test_label(host: &str) -> bool {
    let registered = crate::platform::registrable_domain(host);
    let left = host[..host.len() - registered.len()].trim_end_matches('.');
    left.split('.').any(is_test_word)
}
