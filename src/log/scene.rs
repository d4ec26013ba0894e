//! One request while it is judged.

use super::endpoint::{Wanted, path_and_query};
use super::entry::Entry;
use super::hash::Key;
use super::hit::Hit;
use super::lintable::Linted;
use super::offers::LoggedOffer;
use super::sent::{Reader, Sent, SentParam};
use super::shape::Shape;
use super::value::{ValueContext, received};
use crate::link::Link;
use crate::platform::{Catalogue, Network, fits_path};

/// What a judge knows of a request while he looks at it.
pub struct RequestView<'h> {
    pub link: Link<'h>,
    pub path: &'h str,
    pub wanted: Wanted,
    pub sent: Sent,
    pub reader: Reader<'h>,
    pub known: ValueContext<'h>,
    pub offer: Option<&'h LoggedOffer>,
    pub has_body: bool,
    pub exported: bool,
    pub without_click_id: bool,
}

/// The URL of a record: host and scheme are left out where they are unknown. A body that the log holds is read as if it
/// stood in the query.
pub fn url_of(entry: &Entry, target: &str) -> String {
    let mut url = match (&entry.scheme, &entry.host) {
        _ if !target.starts_with('/') => target.to_owned(),
        (Some(scheme), Some(host)) => format!("{scheme}://{host}{target}"),
        (None, Some(host)) => format!("//{host}{target}"),
        (_, None) => target.to_owned(),
    };
    let form = entry.body.as_deref().map(str::trim).and_then(|body| match body.strip_prefix('{') {
        Some(_) => {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body).ok()?;
            let text = |v: serde_json::Value| match v {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            let pairs: Vec<(String, String)> = object.into_iter().map(|(key, value)| (key, text(value))).collect();
            Some(
                super::export::with_query("", pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())))
                    .trim_start_matches('?')
                    .to_owned(),
            )
        }
        None => body.contains('=').then(|| body.to_owned()),
    });
    if let Some(form) = form {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&form);
    }
    url
}

/// Whose endpoint a link reaches, where nobody said it for the whole log.
pub fn receiver(linted: &Linted, catalogue: &Catalogue, path: &str) -> Network {
    let decided = linted.decision.network.or(linted.decision.platform.filter(|(_, sure)| *sure).map(|(p, _)| p));
    // A path that only one platform has tells whose it is, on a customer's own host too.
    let by_path = || {
        let own = |p: &&&'static crate::platform::Platform| {
            p.receives.endpoints.iter().any(|e| e.path.len() > 4 && !e.path.contains('{') && fits_path(e.path, path))
        };
        let mut all = catalogue.all().iter().filter(own);
        let first = all.next()?;
        all.next().is_none().then_some(*first)
    };
    decided.filter(|p| p.can_be_network()).or_else(by_path)
}

pub fn fill(hit: &mut Hit, scene: &RequestView, entry: &Entry) {
    let sent = &scene.sent;
    let right = |found: &SentParam| {
        let value = received(&found.raw).into_owned();
        let fits = match scene.known.shape {
            Shape::Unknown => !found.by_entity && scene.known.click_id(&found.key, &found.raw).is_none(),
            shape => shape.fits(&value) && scene.known.click_id(&found.key, &found.raw).is_none(),
        };
        (fits && !found.by_entity).then_some(value)
    };
    hit.click_id = sent.click_id.iter().find_map(right).or_else(|| {
        let near = sent.near.as_ref().filter(|_| scene.known.shape != Shape::Unknown)?;
        right(near)
    });
    let event = sent.event.as_ref().filter(|f| !f.by_entity).map(|f| received(&f.raw).into_owned());
    hit.event = event.filter(|v| !v.is_empty());
    let filled = |id: &str| scene.known.event("", id).is_none() && !id.is_empty();
    hit.unique_id = sent.unique.as_ref().map(|(_, id)| id.clone()).filter(|id| filled(id) && !is_nothing(id));
    hit.amount = sent.amount.clone();
    hit.currency = sent.currency.clone();
    let (path, query) = path_and_query(&hit.url);
    hit.query = Key::of(&["query", query]).short();
    hit.origin = Key::of(&["origin", &hit.sender, path, entry.agent.as_deref().unwrap_or_default()]).short();
}

/// Texts that are no id of a conversion.
fn is_nothing(id: &str) -> bool {
    ["null", "undefined", "none", "nil", "nan", "0", "-", "n/a", "false"].iter().any(|w| id.eq_ignore_ascii_case(w))
}
