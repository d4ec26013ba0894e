//! Where the click id travels, or should: asked once a link, answered for all rules of the click id.

use super::placeholder::{is_no_id, is_placeholder};
use super::values::is_machine_id;
use super::{Context, Slot, Travel};
use crate::link::{Chars, Link, Macro, Param, Seen, decoded};
use crate::platform::{
    Endpoint, EndpointRole, Fact, LinkFace, MacroKind, Platform, PlatformKind, Required, Role, State, find,
    generic_kind, is_called, is_click_id_name,
};
use crate::span::Span;

/// Answers the question for one link.
#[must_use]
pub fn survey(context: &Context) -> Slot {
    let slot = match context.role {
        Role::TrackingLink => tracking_link(context),
        Role::Postback => postback(context),
        Role::PartnerLink => match context.network {
            Some(network) => named_slot(context, || network.link.click_id.iter(), false),
            None => Slot::default(),
        },
        Role::PartnerPostback => match context.network {
            Some(network) => carried(context, network.fires.returned_click_id),
            None => Slot::default(),
        },
        Role::Unknown => unknown_role(context),
        Role::LandingPage | Role::Fragment => Slot::default(),
    };
    // `cid=######`: a placeholder, which the browser takes for a fragment.
    let hashes = context.link.of(context.link.fragment).starts_with("##");
    let slot = if slot.travel == Travel::Empty && hashes { Slot::default() } else { slot };
    // A host serves more than endpoints: it alone obliges nobody to send a click id.
    let meant = context.role_sure || context.network_given && context.state == State::Template;
    if context.is_host_alone() && !meant { slot.unless_missing() } else { slot }
}

/// The parameters of which one should have carried the click id, where none does: the slots that the other side reads,
/// those that are called like a click id's, and those that hold somebody else's click id macro.
pub fn candidates<'c>(context: &'c Context) -> impl Iterator<Item = &'c Param> {
    let link = &context.link;
    let own = context.addressee.map_or(&[][..], |a| a.platform.link.click_id);
    link.params.iter().filter(move |p| {
        let key = link.name(p);
        own.iter().any(|f| f.name != "*" && f.is(&key))
            || is_click_id_name(&key)
            || link.macros_in(p.value).any(|m| is_click_id_name(link.macro_name(m)))
    })
}

/// `clickid=` with nothing behind it in a link of which nobody knows what it is for.
fn unknown_role(context: &Context) -> Slot {
    let link = context.link;
    let is_slot = |p: &Param| is_called(&link.name(p), &["clickid", "affclickid", "gkclickid", "pubclickid"]);
    let empty = link.params.iter().position(|p| p.has_equals && p.value.is_empty() && is_slot(p));
    match empty.filter(|_| !is_capture_list(&link) && !link.params.iter().any(|p| holds_id(&link, p))) {
        Some(index) => Slot::new(Some(index), Travel::Empty),
        None => Slot::default(),
    }
}

/// `gclid=&clickid=&msclkid=`: the hidden fields of a form that waits for whichever id comes.
fn is_capture_list(link: &Link) -> bool {
    let is_id = |p: &&Param| {
        let key = link.name(p).to_ascii_lowercase();
        p.has_equals
            && p.value.is_empty()
            && (is_click_id_name(&key) || key.ends_with("clid") || key.ends_with("clkid"))
    };
    link.params.iter().filter(is_id).count() > 1
}

/// Something that may be a click id stands in this parameter: by the parameter's name, by a macro's, or by its look.
fn holds_id(link: &Link, param: &Param) -> bool {
    let value = link.value(param);
    let fed = || link.macros_in(param.value).any(|m| generic_kind(link.macro_name(m)).is_none());
    !value.is_empty() && (is_click_id_name(&link.name(param)) || fed() || is_machine_id(value))
}

/// The endpoint a postback goes to, where its path says which of several it is.
#[must_use]
pub fn endpoint(context: &Context, receiver: &'static Platform) -> Option<&'static Endpoint> {
    let link = context.link;
    let at = receiver.receives.endpoint_at(link.host(), link.path());
    // A tracker takes postbacks on its customers' hosts as well.
    at.or_else(|| receiver.receives.endpoint(link.path()))
}

fn postback(context: &Context) -> Slot {
    let Some(receiver) = context.receiver() else {
        return unknown_network(context);
    };
    let slot = received(context, receiver);
    if slot.travel == Travel::Missing && is_pixel(context, receiver) { Slot::default() } else { slot }
}

/// A visitor's browser calls it, and its cookie tells the click.
fn is_pixel(context: &Context, receiver: &'static Platform) -> bool {
    let link = context.link;
    receiver.receives.pixels.iter().any(|fact| match fact.name.split_once('=') {
        Some((name, "")) => link.param(name).is_some(),
        Some((name, value)) => link.param(name).is_some_and(|p| link.value(p) == value),
        None => link.path().contains(fact.name),
    })
}

fn received(context: &Context, receiver: &'static Platform) -> Slot {
    let facts = match endpoint(context, receiver) {
        Some(endpoint) if endpoint.no_click_id.is_some() => return Slot::default(),
        Some(endpoint) => endpoint.click_id,
        None if receiver.receives.endpoints.len() == 1 => receiver.receives.endpoints[0].click_id,
        None => return named_slot(context, || receiver.receives.click_id(), true),
    };
    named_slot(context, || facts.iter(), true)
}

/// The id has to come in a parameter of one of these names; a macro in the path may be it as well.
fn named_slot<I: Iterator<Item = &'static Fact>>(context: &Context, facts: impl Fn() -> I, path_counts: bool) -> Slot {
    let link = context.link;
    if facts().next().is_none() {
        return Slot::default();
    }
    let mut empty = None;
    for (index, param) in link.params.iter().enumerate() {
        let key = link.name(param);
        if facts().any(|f| f.is(&key)) {
            if !param.value.is_empty() {
                return Slot::new(Some(index), Travel::Present);
            }
            empty = empty.or(Some(index));
        }
    }
    if empty.is_some() {
        return Slot::new(empty, Travel::Empty);
    }
    if in_named_segment(context, facts()) {
        return Slot::new(None, Travel::Present);
    }
    let in_path = path_counts && link.macros_in(link.path).any(|m| generic_kind(link.macro_name(m)).is_none());
    Slot::new(None, if in_path { Travel::Unclear } else { Travel::Missing })
}

/// A segment of the path `name:value`, as Partnerize writes parameters, holds it.
fn in_named_segment(context: &Context, mut facts: impl Iterator<Item = &'static Fact>) -> bool {
    let path = context.link.path();
    let holds = |name: &str| {
        path.split('/').any(|s| s.split_once(':').is_some_and(|(key, value)| key == name && !value.is_empty()))
    };
    context.link.path_chars.has(Chars::COLON) && facts.any(|f| holds(f.name))
}

/// The id has to come as one of these macros, wherever it stands.
fn carried(context: &Context, facts: &'static [Fact]) -> Slot {
    if facts.is_empty() {
        return Slot::default();
    }
    if context.state == State::Live {
        return live_link(context);
    }
    let link = context.link;
    let is_it = |name: &str| find(facts, name).is_some();
    let holder = |span: Span| link.params.iter().position(|p| p.span().contains(span));
    if let Some(found) = link.macros.iter().find(|m| is_it(link.macro_name(m))) {
        return Slot::new(holder(found.span), Travel::Present);
    }
    // Without its braces, misspelt, encoded twice, or a placeholder in its place: other rules say so.
    let plain = |p: &Param| link.value(p).trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let bare = link.params.iter().position(|p| is_it(plain(p)));
    let near = context.near.iter().find(|n| n.is_macro && is_it(n.name)).and_then(|n| holder(n.span));
    let twice = || link.params.iter().position(|p| is_encoded_twice(link.value(p), is_it));
    if let Some(index) = bare.or(near).or_else(twice) {
        return Slot::new(Some(index), Travel::Present);
    }
    let empty = |i: &usize| link.params[*i].value.is_empty() && link.params[*i].has_equals;
    match right_slot(context).filter(empty).or_else(|| link.params.iter().position(|p| is_empty_slot(context, p))) {
        Some(index) => Slot::new(Some(index), Travel::Empty),
        None => Slot::new(None, Travel::Missing),
    }
}

/// `%257Bgk_click_id%257D`
fn is_encoded_twice(value: &str, is_it: impl Fn(&str) -> bool) -> bool {
    value.contains("%25") && {
        let plain = decoded(&decoded(value)).into_owned();
        is_it(plain.trim_matches(['{', '}', '[', ']']))
    }
}

/// Nothing stands in a parameter that could be the click id's.
fn is_empty_slot(context: &Context, param: &Param) -> bool {
    let key = context.link.name(param);
    let suits = context.addressee.is_some_and(|a| find(a.platform.link.also_accepts, &key).is_some());
    param.has_equals && param.value.is_empty() && (suits || is_click_id_name(&key) || is_only_sub_id(context, &key))
}

/// A sub id of the network's own, where nobody knows what the other side reads and the link sends nothing else at all.
fn is_only_sub_id(context: &Context, key: &str) -> bool {
    context.addressee.is_none()
        && context.network.is_some_and(|n| find(n.link.also_accepts, key).is_some())
        && context.link.params.iter().all(|p| p.value.is_empty())
}

/// The parameter of the addressee's that should hold the click id.
fn right_slot(context: &Context) -> Option<usize> {
    let facts = context.addressee?.platform.link.click_id;
    let link = context.link;
    link.params.iter().position(|p| facts.iter().any(|f| f.name != "*" && f.is(&link.name(p))))
}

fn tracking_link(context: &Context) -> Slot {
    let slot = match context.network {
        Some(network) => carried(context, network.fires.issued_click_id),
        None if context.state == State::Live => {
            let slot = live_link(context);
            if context.addressee.is_some_and(|a| a.sure) { slot } else { slot.unless_missing() }
        }
        None => unknown_network(context),
    };
    let lacks = matches!(slot.travel, Travel::Missing | Travel::Empty);
    if lacks && needs_no_click_id(context) { Slot::default() } else { slot }
}

/// With nobody known who needs one, no click id has to stand in a link to a program that credits by the partner's own
/// id, in one whose only slots are the partner's free values, or where a view is recorded.
fn needs_no_click_id(context: &Context) -> bool {
    let Some(addressee) = context.addressee else { return false };
    let (face, link) = (&addressee.platform.link, context.link);
    let free = || {
        let slots = face.click_id_at(link.host(), link.path());
        slots.first().is_some_and(|f| f.name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#') == "sub")
    };
    context.network.is_none()
        && (face.no_click_id_at(link.host(), link.path()).is_some()
            || addressee.platform.kind == PlatformKind::Network
            || context.endpoint_role() == Some(EndpointRole::Impression)
            || link.path().split('/').any(|s| s == "impression")
            || free())
}

impl Slot {
    /// Nobody's rules say that something had to be there.
    fn unless_missing(self) -> Self {
        if self.travel == Travel::Missing { Self::default() } else { self }
    }
}

/// A live link has a click id when any slot that fits holds a value.
fn live_link(context: &Context) -> Slot {
    let link = context.link;
    let slots = context.addressee.map(|a| a.platform.link);
    let fits = |p: &Param| {
        let key = link.name(p);
        match &slots {
            Some(face) if face.slots_complete => find(face.click_id, &key).or(find(face.also_accepts, &key)).is_some(),
            Some(face) if is_for_something_else(face, &key) => false,
            _ => may_carry(&key, p, link.value(p)),
        }
    };
    if slots.is_some_and(|face| in_named_segment(context, face.click_id.iter())) {
        return Slot::new(None, Travel::Present);
    }
    // What the platform reads comes before what merely looks like an id.
    if let Some(slot) = by_right_slot(context) {
        return slot;
    }
    if !context.addressee.is_some_and(|a| a.sure)
        && let Some(slot) = only_empty_slot(context)
    {
        return slot;
    }
    let mut empty = None;
    for (index, param) in link.params.iter().enumerate() {
        if fits(param) {
            if !param.value.is_empty() {
                return Slot::new(Some(index), Travel::Present);
            }
            empty = empty.or(Some(index));
        }
    }
    let named = |key: &str| is_click_id_name(key) || is_only_sub_id(context, key);
    match empty {
        Some(index) if named(&decoded(link.key(&link.params[index]))) => Slot::new(Some(index), Travel::Empty),
        _ if path_may_carry(context) => Slot::default(),
        _ => Slot::new(None, Travel::Missing),
    }
}

/// The addressee reads something else in this parameter: `o=` and `a=` name the offer and the partner.
fn is_for_something_else(face: &LinkFace, key: &str) -> bool {
    let needed = face.required.iter().flat_map(Required::facts);
    let mut read = needed.chain(face.documented).filter(|f| f.sure);
    read.any(|f| f.is(key)) && find(face.click_id, key).or(find(face.also_accepts, key)).is_none()
}

/// What the addressee's own slots say, where it is sure whose they are: filled, or there and empty, whatever else the
/// link carries.
fn by_right_slot(context: &Context) -> Option<Slot> {
    let (link, facts) = (context.link, context.addressee?.platform.link.click_id);
    let is_own = |p: &&Param| facts.iter().any(|f| f.name != "*" && f.is(&link.name(p)));
    let place = |p: &Param| link.params.iter().position(|other| other.key == p.key);
    if let Some(filled) = link.params.iter().filter(is_own).find(|p| !p.value.is_empty()) {
        return Some(Slot::new(place(filled), Travel::Present));
    }
    let empty = link.params.iter().filter(is_own).find(|p| p.has_equals)?;
    let named = is_click_id_name(&link.name(empty));
    let sure = context.addressee.is_some_and(|a| a.sure);
    (sure && named && !is_capture_list(&link)).then(|| Slot::new(place(empty), Travel::Empty))
}

/// A name that is nobody's word for something else, or a value that looks like an id.
fn may_carry(key: &str, param: &Param, value: &str) -> bool {
    let id_like = value.len() >= 12
        && param.value_chars.only(Chars::WORD | Chars::HYPHEN | Chars::DOT)
        && param.value_chars.has(Chars::DIGIT);
    id_like || is_click_id_name(key) || (generic_kind(key).is_none() && !key.starts_with("utm_"))
}

fn path_may_carry(context: &Context) -> bool {
    let long = |segment: &str| segment.len() >= 16 && segment.bytes().any(|b| b.is_ascii_digit());
    context.link.path().split('/').any(long)
}

/// With nobody known, only a template whose macros are all certainly something else lacks a click id.
fn unknown_network(context: &Context) -> Slot {
    let link = context.link;
    let own = by_right_slot(context).filter(|slot| slot.travel == Travel::Empty && context.role == Role::TrackingLink);
    if let Some(slot) = own.or_else(|| only_empty_slot(context)) {
        return slot;
    }
    if context.state == State::Live || !context.role_sure {
        return Slot::default();
    }
    // Nothing is filled in, so any value may be the id of one click.
    if link.macros.is_empty() && context.role == Role::TrackingLink {
        return live_link(context);
    }
    let certain = |m: &Macro| {
        let name = link.macro_name(m);
        let by_filler = context.filled_by.and_then(|f| f.macro_fact(name));
        by_filler.is_none_or(|(_, kind)| !matches!(kind, MacroKind::ClickId | MacroKind::Sub))
            && generic_kind(name).is_some()
            && !is_token(name)
    };
    let filled_slot = link.params.iter().any(|p| is_click_id_name(link.key(p)) && !p.value.is_empty());
    // What a placeholder stands for may be the click id.
    let open = || link.params.iter().any(|p| is_placeholder(link.value(p)) || is_no_id(link.value(p)));
    let elsewhere = || filled_slot || link.seen.has(Seen::NESTED) || path_may_carry(context) || open();
    // A postback may be matched by the device.
    let is_device = |m: &Macro| generic_kind(link.macro_name(m)) == Some(MacroKind::Device);
    let by_device = || context.role == Role::Postback && link.macros.iter().any(is_device);
    if link.macros.iter().all(certain) && !elsewhere() && !by_device() {
        Slot::new(None, Travel::Missing)
    } else {
        Slot::default()
    }
}

/// Names that ad networks give their click ids although they speak of something else: ExoClick's
/// `{conversions_tracking}`, HilltopAds' `{{ctoken}}`, `{conversion}`, `{bid_id}`.
fn is_token(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("token") || name.contains("tracking") || matches!(&*name, "conversion" | "bid_id")
}

/// `clickid=` with nothing in it, where no other parameter could be the slot.
fn only_empty_slot(context: &Context) -> Option<Slot> {
    let link = context.link;
    let is_slot = |p: &Param| is_click_id_name(link.key(p));
    let empty = link.params.iter().position(|p| p.has_equals && p.value.is_empty() && is_slot(p))?;
    let other = link.params.iter().any(|p| holds_id(&link, p)) || is_capture_list(&link);
    (!other).then(|| Slot::new(Some(empty), Travel::Empty))
}
