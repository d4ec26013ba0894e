//! Whether the event is one of the offer's.

use crate::log::hit::{Hit, LocatedReason, Remark};
use crate::log::scene::RequestView;
use crate::log::setup::LogSetup;
use crate::log::value::received;
use crate::log::verdict::{Reason, Verdict};

/// Whether the event is one of the offer's, letter by letter.
pub fn event(setup: &LogSetup, hit: &Hit, scene: &RequestView, remarks: &mut Vec<Remark>) -> Option<LocatedReason> {
    let wrong = |reason| LocatedReason::new(Verdict::UnknownEventId, reason);
    let found = scene.sent.event.as_ref();
    let value = found.map(|f| received(&f.raw)).filter(|v| !v.trim().is_empty());
    let events = scene.offer.map_or(&[][..], |o| &o.events);
    let Some((found, value)) = found.zip(value) else {
        let tells_apart = scene.reader.platform.is_some_and(|p| p.receives.event_tells_apart);
        if events.len() < 2 {
            return None;
        }
        if tells_apart && !scene.reader.network.base_event {
            let near = scene.sent.near_event.as_ref().map(|f| f.key.clone());
            let ruling = wrong(Reason::Missing).naming(near);
            let parameter = scene.reader.platform.and_then(|p| p.receives.event.first()).map(|f| f.name.to_owned());
            return Some(LocatedReason { parameter, ..ruling });
        }
        remarks.push(Remark::BaseEvent);
        return None;
    };
    if scene.offer.is_none() {
        if hit.offer.is_some() {
            return None;
        }
        let unknown =
            setup.offers.none_has_event(&value) && !setup.offers.all.iter().any(|o| meant(&o.events, &value).is_some());
        return unknown.then(|| wrong(Reason::Unknown).of(&found.key, &found.raw));
    }
    if events.is_empty() || events.iter().any(|(id, _)| *id == *value || *id == *crate::link::decoded(&found.raw)) {
        return None;
    }
    let ruling = match meant(events, &value) {
        Some((reason, id)) => wrong(reason).naming(Some(id.to_owned())),
        None => wrong(Reason::Unknown),
    };
    Some(ruling.of(&found.key, &found.raw))
}

/// The event of the offer that was meant by `sent`, and in what it differs.
fn meant<'e>(events: &'e [(String, Option<String>)], sent: &str) -> Option<(Reason, &'e str)> {
    let without = |text: &str, drop: fn(char) -> bool| text.chars().filter(|c| !drop(*c)).collect::<String>();
    let blank = |text: &str| without(text, char::is_whitespace);
    let plain = |text: &str| without(text, |c| c.is_whitespace() || matches!(c, '_' | '-' | '.')).to_lowercase();
    let only = |is: &dyn Fn(&str) -> bool| {
        let mut all = events.iter().filter(|(id, _)| is(id));
        let first = all.next()?;
        all.next().is_none().then_some(first.0.as_str())
    };
    let by_case = only(&|id| id.to_lowercase() == sent.to_lowercase()).map(|id| (Reason::Case, id));
    let by_blank = || only(&|id| blank(id).to_lowercase() == blank(sent).to_lowercase()).map(|id| (Reason::Blank, id));
    let by_marks = || only(&|id| plain(id) == plain(sent)).map(|id| (Reason::Underscore, id));
    let by_name = || {
        let found = events.iter().find(|(_, name)| name.as_deref().is_some_and(|n| plain(n) == plain(sent)));
        found.map(|(id, _)| (Reason::Unknown, id.as_str()))
    };
    by_case.or_else(by_blank).or_else(by_marks).or_else(by_name)
}
