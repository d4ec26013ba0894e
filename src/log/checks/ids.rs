//! What is wrong with the click id and the event id themselves.

use crate::log::hit::LocatedReason;
use crate::log::lintable::Linted;
use crate::log::scene::RequestView;
use crate::log::sent::SentParam;
use crate::log::shape::Shape;
use crate::log::value::received;
use crate::log::verdict::{Part, Reason, Verdict, by_rule};
use crate::platform::fits_path;
use crate::span::{Severity, Span};

/// What is wrong with the click id and the event id themselves.
pub fn value(scene: &RequestView, linted: &Linted) -> Option<LocatedReason> {
    let sent = &scene.sent;
    let event = sent.event.as_ref().and_then(|found| {
        let known = scene.offer.is_some_and(|o| o.events.iter().any(|(id, _)| *id == *received(&found.raw)));
        let fault = scene.known.event(&found.key, &found.raw).filter(|_| !known)?;
        Some(LocatedReason::new(fault.verdict, fault.reason).of(&found.key, &found.raw).naming(fault.names))
    });
    let click = click_id_fault(scene, linted);
    match (click, event) {
        (Some(click), Some(event)) => Some(if event.verdict < click.verdict { event } else { click }),
        (click, event) => click.or(event),
    }
}

fn click_id_fault(scene: &RequestView, linted: &Linted) -> Option<LocatedReason> {
    let sent = &scene.sent;
    let Some(found) = sent.click_id.first() else {
        return missing(scene);
    };
    let values: Vec<&SentParam> = sent.click_id.iter().filter(|f| f.raw != found.raw).collect();
    let right = |f: &SentParam| scene.known.click_id(&f.key, &f.raw).is_none();
    if right(found) && values.iter().any(|f| right(f) && f.key == found.key) {
        return Some(LocatedReason::new(Verdict::MalformedClickId, Reason::Joined).of(&found.key, &found.raw));
    }
    if let Some(fault) = scene.known.click_id(&found.key, &found.raw) {
        return Some(LocatedReason::new(fault.verdict, fault.reason).of(&found.key, &found.raw).naming(fault.names));
    }
    if scene.known.shape != Shape::Unknown {
        return None;
    }
    // Where nobody knows the shape, the rules may see more in it than the value itself tells.
    let span = scene.link.params.get(found.index).map(|p| p.span())?;
    let in_it = |s: Span| span.contains(s);
    let by_rule = linted.findings.iter().filter(|f| f.severity == Severity::Error && in_it(f.span));
    let (verdict, reason) = by_rule.filter_map(|f| by_rule_of(f.rule.id)).min()?;
    Some(LocatedReason::new(verdict, reason).of(&found.key, &found.raw))
}

fn by_rule_of(rule: &str) -> Option<(Verdict, Reason)> {
    by_rule(rule, Part::ClickId).filter(|(verdict, _)| *verdict != Verdict::MissingClickId)
}

/// No parameter carries the click id.
fn missing(scene: &RequestView) -> Option<LocatedReason> {
    let sent = &scene.sent;
    if scene.without_click_id || is_matched_otherwise(scene) {
        return None;
    }
    if let Some(near) = &sent.near {
        let ruling = LocatedReason::new(Verdict::MissingClickId, Reason::NearMiss).of(&near.key, &near.raw);
        return Some(ruling.naming(Some(near.key.clone())));
    }
    // Where nobody is known, a parameter that may hold an id is enough.
    let link = &scene.link;
    let may_be = |p: &crate::link::Param| {
        crate::platform::generic_kind(link.key(p)).is_none()
            && link.value(p).len() >= 6
            && link.value(p).bytes().any(|b| b.is_ascii_digit())
    };
    if scene.reader.platform.is_none() && (link.params.iter().any(may_be) || carries_click_by_name(scene)) {
        return None;
    }
    let parameter = scene.reader.platform.and_then(|p| {
        let endpoint = p.receives.endpoint(scene.path).or(p.receives.endpoints.first())?;
        endpoint.click_id.first().map(|f| f.name.to_owned())
    });
    Some(LocatedReason { parameter, ..LocatedReason::new(Verdict::MissingClickId, Reason::None) })
}

/// In an export of postbacks that a platform sent, anything may be the partner's name for it.
fn carries_click_by_name(scene: &RequestView) -> bool {
    let link = &scene.link;
    scene.exported
        && link.params.iter().any(|p| link.key(p).to_ascii_lowercase().contains("click") && !link.value(p).is_empty())
}

/// The network takes something else in place of the click id, or a browser's cookie tells it.
fn is_matched_otherwise(scene: &RequestView) -> bool {
    let (link, network) = (&scene.link, scene.reader.network);
    let has = |name: &&'static str| link.param(name).is_some_and(|p| !p.value.is_empty());
    let instead = network.instead_of_click_id.iter().any(|all| all.iter().all(has));
    let by_path =
        |pixel: &&str| if pixel.ends_with('.') { scene.path.contains(*pixel) } else { fits_path(pixel, scene.path) };
    let by_fact = |pixel: &&str| match pixel.split_once('=') {
        Some((key, value)) => link.param(key).is_some_and(|p| link.value(p) == value),
        None => scene.path.contains(*pixel),
    };
    let facts = scene.reader.platform.map_or(&[][..], |p| p.receives.pixels);
    instead || network.pixels.iter().any(by_path) || facts.iter().any(|f| by_fact(&f.name))
}
