//! Network, role, state and addressee: decided once a link, each with its reason.

use crate::link::{Link, Param, Seen, Shape, decoded};
use crate::platform::{
    Catalogue, EndpointRole, Environment, Fact, HostHit, Network, Platform, Role, Site, State, find, fits_path,
    is_click_id_name,
};
use crate::rule::{
    Addressee, Context, Hints, Hosts, NearNames, NearTolerance, OwnNames, OwnRule, Slot, is_machine_id, is_placeholder,
    is_uuid, lookalike, survey,
};
use std::cell::OnceCell;

/// Why each thing was decided as it was, in words that `--verbose` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasons {
    /// Why this network.
    pub network: &'static str,
    /// Why this role.
    pub role: &'static str,
    /// Why this state.
    pub state: &'static str,
    /// Why this addressee.
    pub platform: &'static str,
}

/// A network with its names prepared.
#[derive(Debug)]
pub struct Candidate {
    pub platform: &'static Platform,
    pub names: OwnNames,
    pub telltale: OwnNames,
}

impl Candidate {
    pub fn of(platform: &'static Platform) -> Self {
        Self { platform, names: OwnNames::of(platform), telltale: OwnNames::telltale(platform) }
    }
}

/// What does not change from link to link.
pub struct LintContext<'a> {
    pub catalogue: &'a Catalogue,
    pub hosts: &'a Hosts,
    /// Rules of the configuration.
    pub own_rules: &'a [OwnRule],
    /// Networks that give themselves away, and those that somebody named.
    pub candidates: &'a [Candidate],
    /// The configuration's word, below what the link itself says.
    pub default_network: Network,
    /// The configuration's word.
    pub default_environment: Option<Environment>,
}

/// Decides everything about one link. `near` is memory to reuse; it must outlive the context.
pub fn resolve<'a>(
    scene: &LintContext<'a>,
    link: Link<'a>,
    hints: &Hints<'a>,
    near: &'a mut NearNames,
) -> (Context<'a>, Reasons) {
    let host = host_hit(scene.catalogue, &link);
    let hints = &as_received(hints, host);
    near.read(&link);
    let (network, network_why) = network(scene, &link, hints, host, near);
    if let Some(candidate) = network.and_then(|n| scene.candidates.iter().find(|c| c.platform.id == n.id)) {
        let own_host = host.is_some_and(|h| h.platform.id == candidate.platform.id);
        let tolerance = if own_host || hints.network.is_some() { NearTolerance::Known } else { NearTolerance::Strict };
        near.compare(&link, &candidate.names, tolerance, scene.catalogue);
    }
    let mut context = Context {
        link,
        seen: link.seen,
        role: Role::Unknown,
        role_sure: false,
        role_given: hints.role.is_some(),
        state: State::Live,
        network,
        network_given: hints.network.is_some(),
        addressee: None,
        host,
        site: host.map(|hit| site(hit, &link)),
        filled_by: None,
        environment: hints.environment.or(scene.default_environment),
        global: hints.global,
        offer: hints.offer,
        markup: hints.markup,
        tag: hints.tag,
        slot: Slot::default(),
        near,
        catalogue: scene.catalogue,
        hosts: scene.hosts,
    };
    let once = OnceCell::new();
    let shape = || *once.get_or_init(|| scene.catalogue.by_shape(&link));
    let (role, role_sure, role_why) = role(&context, hints, &shape);
    (context.role, context.role_sure) = (role, role_sure);
    let (addressee, platform_why) = addressee(&context, hints, &shape);
    context.addressee = addressee;
    context.filled_by = filler(&context, hints);
    let (state, state_why) = state(&context, hints);
    context.state = state;
    context.slot = survey(&context);
    context.seen |= context_bits(&context, hints);
    (context, Reasons { network: network_why, role: role_why, state: state_why, platform: platform_why })
}

/// What one network sends to a partner is to the partner's own network a postback, and is judged as that network takes
/// it.
fn as_received<'a>(hints: &Hints<'a>, host: Option<HostHit>) -> Hints<'a> {
    let other = |p: &'static Platform| p.can_be_network() && hints.network.is_none_or(|n| n.id != p.id);
    match host {
        Some(HostHit { platform, used_for, sure: true })
            if hints.role == Some(Role::PartnerPostback) && used_for.receives && other(platform) =>
        {
            let filled_by = hints.filled_by.or(hints.network);
            Hints { role: Some(Role::Postback), network: Some(platform), filled_by, ..*hints }
        }
        _ => *hints,
    }
}

/// What the address is.
fn site(hit: HostHit, link: &Link) -> Site {
    let names = |fact: &Fact| link.may_have(fact.mark) && link.params.iter().any(|p| fact.is(&link.name(p)));
    hit.site(link.host(), link.path(), &names)
}

fn host_hit(catalogue: &Catalogue, link: &Link) -> Option<HostHit> {
    if link.shape != Shape::Url || link.host.is_empty() { None } else { catalogue.by_host(link.host()) }
}

fn network(
    scene: &LintContext,
    link: &Link,
    hints: &Hints,
    host: Option<HostHit>,
    near: &NearNames,
) -> (Network, &'static str) {
    if hints.network.is_some() {
        return (hints.network, "an option or the input says so");
    }
    let telling = || scene.candidates.iter().filter(|c| !c.platform.telltale.is_empty());
    if let Some(hit) = host.filter(|h| h.sure && telling().any(|c| c.platform.id == h.platform.id)) {
        return (Some(hit.platform), "the host is its own");
    }
    for candidate in telling() {
        // Nearly no name begins as one of these does.
        let names = || near.names(link).filter(|(name, _)| candidate.telltale.may_begin(name));
        if names().any(|(name, _)| candidate.telltale.contains(name)) {
            return (Some(candidate.platform), "the link contains a name that only it has");
        }
        // Another company's `k_clickid` is two letters away as well: the network's mark has to be whole, or all the
        // rest of a macro.
        let meant = |name: &str, is_macro: bool| {
            let own = candidate.telltale.meant(name, NearTolerance::Strict, scene.catalogue);
            own.is_some_and(|own| keeps_mark(name, own) || is_macro && keeps_all_but_mark(name, own))
        };
        if names().any(|(name, is_macro)| meant(name, is_macro)) {
            return (Some(candidate.platform), "the link contains a name that is nearly one only it has");
        }
    }
    match scene.default_network {
        Some(network) => (Some(network), "the configuration says so"),
        None => (None, "nothing in the link or around it tells"),
    }
}

/// `written` ends as `own` does behind its mark: `{kg_click_id}` for `{gk_click_id}`.
fn keeps_all_but_mark(written: &str, own: &str) -> bool {
    own.find('_').is_some_and(|mark| written.ends_with(&own[mark..]))
}

/// `written` begins with the mark of `own`, `gk` of `gk_click_id`, or is the same but for its case and its `_`.
fn keeps_mark(written: &str, own: &str) -> bool {
    let letters = |text: &str| -> String {
        let plain = text.chars().map(|c| lookalike(c).unwrap_or(c));
        plain.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let mark = own.split('_').next().unwrap_or(own);
    letters(&decoded(written)).starts_with(mark)
}

type Decided = (Role, bool, &'static str);

/// Whose link or endpoint this is by its shape: looked up once, where it is asked for at all.
type ByShape<'s> = &'s dyn Fn() -> Option<(&'static Platform, Role)>;

fn role(context: &Context, hints: &Hints, shape: ByShape) -> Decided {
    if let Some(role) = hints.role {
        return (role, true, "an option or the input says so");
    }
    let link = &context.link;
    by_own_host(context)
        .or_else(|| by_network_macro(context))
        .or_else(|| by_known_host(context))
        .or_else(|| by_piece(link))
        .or_else(|| by_shape(context, shape))
        .or_else(|| by_path_word(link))
        .unwrap_or((Role::Unknown, false, "neither host, path nor macros tell"))
}

/// The network's own host: its receiving endpoint or its redirect.
fn by_own_host(context: &Context) -> Option<Decided> {
    let network = context.network?;
    let hit = context.host.filter(|h| h.platform.id == network.id)?;
    let link = &context.link;
    let path = link.path();
    if hit.platform.link.paths.iter().any(|p| !p.name.is_empty() && fits_path(p.name, path)) {
        return Some((Role::PartnerLink, hit.sure, "the host is the network's, the path its redirect"));
    }
    if is_receiving(context, hit.platform) {
        return Some((Role::Postback, hit.sure, "the host is the network's, and path or parameters its postback's"));
    }
    let near = context.near.iter().any(|n| !n.is_macro && hit.platform.receives.click_id().any(|f| f.name == n.name));
    near.then_some((Role::Postback, hit.sure, "the host is the network's, and a parameter nearly its click id's"))
}

/// The path ends as an endpoint does, or a click id parameter of one stands here.
fn is_receiving(context: &Context, platform: &'static Platform) -> bool {
    let link = &context.link;
    let ends_so = |pattern: &str| {
        let last = pattern.rsplit('/').next().unwrap_or_default();
        !last.is_empty() && !last.contains(['{', '*']) && link.path().split(['/', '&', ';']).any(|s| s == last)
    };
    platform.receives.endpoints.iter().any(|e| {
        ends_so(e.path)
            || e.path.is_empty() && e.click_id.iter().any(|f| link.param(f.name).is_some())
            || platform.link.paths.is_empty() && e.click_id.iter().any(|f| link.param(f.name).is_some())
    }) || platform.receives.click_id().any(|f| platform.telltale.contains(&f.name) && link.param(f.name).is_some())
}

fn by_network_macro(context: &Context) -> Option<Decided> {
    let network = context.network?;
    let link = &context.link;
    if context.host.is_some_and(|h| h.platform.id == network.id) {
        return None;
    }
    let telling = |name: &str| network.telltale.contains(&name);
    let (mut issued, mut returned) = (false, false);
    let mut note = |name: &str| {
        issued |= find(network.fires.issued_click_id, name).is_some();
        returned |= !network.telltale.is_empty() && find(network.fires.returned_click_id, name).is_some();
    };
    link.macros.iter().for_each(|m| note(link.macro_name(m)));
    context.near.iter().filter(|n| n.is_macro).for_each(|n| note(n.name));
    // Without its delimiters, or with one of them, only a name that nobody else has proves anything.
    context.near.names(link).filter(|(name, is_macro)| *is_macro && telling(name)).for_each(|(name, _)| note(name));
    if issued {
        return Some((Role::TrackingLink, true, "it carries the network's click id macro"));
    }
    returned.then_some((Role::PartnerPostback, true, "it carries the partner's click id macro"))
}

fn by_known_host(context: &Context) -> Option<Decided> {
    let hit = context.host?;
    let own = context.network.is_some_and(|n| n.id == hit.platform.id);
    let clicked = if own { Role::PartnerLink } else { Role::TrackingLink };
    if hit.platform.link.destination.is_some() {
        let page = matches!(context.site, Some(Site::Endpoint(_)));
        return page.then_some((Role::LandingPage, hit.sure, "the address is where links end"));
    }
    match context.site? {
        Site::Endpoint(EndpointRole::Postback | EndpointRole::Pixel) => {
            Some((Role::Postback, true, "host and path are those of a postback endpoint"))
        }
        Site::Endpoint(EndpointRole::Click | EndpointRole::Impression) => {
            Some((clicked, true, "the address is a platform's for clicks"))
        }
        // What an advertiser reports of its own users is neither a link nor a postback.
        Site::Endpoint(EndpointRole::Event | EndpointRole::Session) => {
            Some((Role::Unknown, false, "the address takes the advertiser's own reports"))
        }
        Site::Page => Some((Role::Unknown, false, "the address is a page of the platform's")),
        Site::Unclear => by_unclear_site(context, hit, clicked),
    }
}

/// A known host, a path that any page may have: where macros stand in it, it is no page.
fn by_unclear_site(context: &Context, hit: HostHit, clicked: Role) -> Option<Decided> {
    let uses = hit.used_for;
    if uses.receives && is_receiving(context, hit.platform) {
        return Some((Role::Postback, false, "host and parameters are nearly those of a postback endpoint"));
    }
    let filled = context.link.seen.has(Seen::MACRO | Seen::ENCODED_MACRO);
    if !filled || uses.receives == (uses.link || uses.impression) {
        return None;
    }
    let role = if uses.receives { Role::Postback } else { clicked };
    Some((role, false, "the host is a platform's, and the link is filled in"))
}

fn by_piece(link: &Link) -> Option<Decided> {
    (link.shape == Shape::Query).then_some((Role::Fragment, true, "it is parameters only: a piece to be appended"))
}

fn by_shape(context: &Context, shape: ByShape) -> Option<Decided> {
    if context.host.is_some() || context.link.params.len() < 2 {
        return None;
    }
    let (_, role) = shape()?;
    Some((role, false, "it is shaped like a known platform's link"))
}

fn by_path_word(link: &Link) -> Option<Decided> {
    const WORDS: [&str; 7] = ["postback", "pb", "conversion", "aff_lsr", "aff_goal", "p.ashx", "postback.php"];
    let says_postback = link.path().split(['/', '&']).any(|s| WORDS.iter().any(|w| s.eq_ignore_ascii_case(w)));
    says_postback.then_some((Role::Postback, false, "a word of its path says postback"))
}

fn addressee(context: &Context, hints: &Hints, shape: ByShape) -> (Option<Addressee>, &'static str) {
    let sure = |platform| Some(Addressee { platform, sure: true });
    // A page of the host is addressed to nobody's link or endpoint.
    let page = context.site == Some(Site::Page) && !context.role_given;
    let hit = context.host.map(|hit| HostHit { sure: hit.sure && !page, ..hit });
    if context.role == Role::Postback {
        if let Some(hit) = hit.filter(|h| h.used_for.receives) {
            return (Some(Addressee { platform: hit.platform, sure: hit.sure }), "the host is its own");
        }
        if let Some(network) = context.network {
            return (sure(network), "it is the network");
        }
        if let Some(platform) = hints.platform.filter(|p| p.can_be_network()) {
            return (sure(platform), "an option or the input says so");
        }
    } else if let Some(platform) = hints.platform {
        return (sure(platform), "an option or the input says so");
    }
    if let Some(hit) = hit {
        return (Some(Addressee { platform: hit.platform, sure: hit.sure }), "the host is its own");
    }
    match shape().filter(|(_, role)| *role == context.role) {
        Some((platform, _)) => (Some(Addressee { platform, sure: false }), "path and parameters look like its"),
        None => (None, "neither host nor path is known"),
    }
}

fn filler(context: &Context, hints: &Hints) -> Option<&'static Platform> {
    if hints.filled_by.is_some() {
        return hints.filled_by;
    }
    match context.role {
        Role::TrackingLink | Role::PartnerPostback => context.network,
        // For a postback people mean by "the platform" the one that fires it.
        Role::Postback => hints.platform.filter(|p| context.addressee.is_none_or(|a| a.platform.id != p.id)),
        _ => None,
    }
}

fn state(context: &Context, hints: &Hints) -> (State, &'static str) {
    if let Some(state) = hints.state {
        return (state, "an option or the input says so");
    }
    let link = &context.link;
    if link.seen.has(Seen::MACRO | Seen::ENCODED_MACRO) {
        return (State::Template, "it contains a macro");
    }
    if context.macros().any(|m| context.catalogue.is_a_name(link.macro_name(m))) {
        return (State::Template, "it contains a macro in parentheses");
    }
    let telling = |name: &str| context.network.is_some_and(|n| n.telltale.contains(&name));
    let own = context.near.iter().any(|n| n.is_macro);
    if own || context.near.names(link).any(|(name, is_macro)| is_macro && telling(name)) {
        return (State::Template, "it contains the name of a macro");
    }
    let left = |p: &Param| p.value.len() >= 4 && is_placeholder(&link.plain_value(p));
    if link.seen.has(Seen::WORD) && link.params.iter().any(left) {
        return (State::Template, "it contains a placeholder");
    }
    if hints.role == Some(Role::TrackingLink) && !is_called(context) {
        return (State::Template, "it is said to be a tracking link, and holds neither a macro nor a click's id");
    }
    (State::Live, "it contains no macro")
}

/// An id of one click stands in the link, so that it was made for this click: of the network's own shape where that is
/// known, else whatever stands in a parameter for click ids.
fn is_called(context: &Context) -> bool {
    let link = &context.link;
    let uuids = context.network.is_some_and(|n| n.receives.click_id_shape.is_some_and(|s| s.name == "uuid"));
    if uuids {
        let begins_id = |part: &str| is_uuid(&decoded(part));
        return link.params.iter().any(|p| begins_id(link.value(p))) || link.path().split('/').any(begins_id);
    }
    let slots = context.addressee.filter(|a| a.sure).map_or(&[][..], |a| a.platform.link.click_id);
    let carries = |key: &str| is_click_id_name(key) || slots.iter().any(|f| f.name != "*" && f.is(key));
    let part_is_id = |part: &str| part.len() >= 16 && part.bytes().any(|b| b.is_ascii_digit());
    link.params.iter().any(|p| {
        let value = link.value(p);
        value.len() >= 4 && carries(&link.name(p)) || is_machine_id(value)
    }) || link.path().split('/').any(part_is_id)
}

fn context_bits(context: &Context, hints: &Hints) -> Seen {
    let when = |yes: bool, bit: Seen| if yes { bit } else { Seen::NONE };
    let telling = context.network.is_some();
    context.slot.seen()
        | when(telling, Seen::NETWORK)
        | when(!context.near.is_empty(), Seen::NEAR_NAME)
        | when(context.filled_by.is_some(), Seen::FILLER)
        | when(context.host.is_none() && !context.link.host.is_empty(), Seen::STRANGE_HOST)
        | when(context.addressee.is_some(), Seen::PLATFORM)
        | when(context.offer.events.is_some(), Seen::EVENTS)
        | when(context.environment.is_some(), Seen::ENVIRONMENT)
        | when(context.is_test_host(), Seen::SANDBOX_HOST)
        | when(hints.state == Some(State::Live), Seen::TOLD_LIVE)
        | when(hints.global, Seen::GLOBAL)
        | when(hints.tag.is_some(), Seen::TAG)
        | when(context.host.is_some(), Seen::KNOWN_HOST)
        | when(lacks_event(context), Seen::NO_EVENT)
}

/// A postback to a network that knows events, without one.
fn lacks_event(context: &Context) -> bool {
    let link = &context.link;
    context.role == Role::Postback
        && context.receiver().is_some_and(|r| {
            let sent = |f: &Fact| link.params.iter().any(|p| link.is_named(p, f.name) && !p.value.is_empty());
            let near = |f: &Fact| context.near.iter().any(|n| !n.is_macro && f.is(n.name));
            let events = r.receives.event;
            !events.is_empty() && !events.iter().any(|f| sent(f) || near(f)) && link.param("event_id").is_none()
        })
}
