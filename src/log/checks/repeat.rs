//! By what a postback is a repetition of another one.

use crate::log::hash::Key;
use crate::log::hit::Hit;
use crate::log::network::{self, Dedupe};
use crate::log::scene::RequestView;
use crate::log::setup::LogSetup;

/// By what the hit is a repetition of another one.
pub fn keys(setup: &LogSetup, hit: &Hit, scene: &RequestView) -> Vec<Key> {
    let sent = &scene.sent;
    if sent.status.as_deref().is_some_and(network::is_declining) {
        return Vec::new();
    }
    let status = sent.status.as_deref().unwrap_or_default().to_ascii_lowercase();
    let event = hit.event.as_deref().unwrap_or_default();
    let scope = hit.offer.as_deref().unwrap_or(&hit.sender);
    let by_click = |event: &str| hit.click_id.as_deref().map(|id| Key::of(&["click", id, event, &status]));
    let by_unique = |scope: &str| hit.unique_id.as_deref().map(|id| Key::of(&["unique", scope, id, &status]));
    let or_click = |key: Option<Key>| key.or_else(|| by_click(event)).into_iter().collect();
    match setup.dedupe.unwrap_or(scene.reader.network.dedupe) {
        Dedupe::Default => or_click(by_unique(scope)),
        Dedupe::UniqueInNetwork(names) => {
            let named = sent.unique.as_ref().is_some_and(|(key, _)| names.contains(&key.as_str()));
            or_click(by_unique("").filter(|_| named))
        }
        Dedupe::Either => by_click(event).into_iter().chain(by_unique(scope)).collect(),
        Dedupe::IdAndEvent => by_click(event).into_iter().collect(),
        Dedupe::Id => by_click("").into_iter().collect(),
        Dedupe::UniqueId => by_unique(scope).into_iter().collect(),
        Dedupe::Never => Vec::new(),
    }
}
