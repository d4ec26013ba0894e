//! Whether the request can be read, whether it reached an endpoint, and what its answer says.

use crate::log::hit::{Hit, LocatedReason};
use crate::log::host;
use crate::log::offers::LoggedOffer;
use crate::log::scene::RequestView;
use crate::log::setup::LogSetup;
use crate::log::verdict::{Reason, Verdict};
use crate::platform::{Environment, fits_path};

/// Bytes of a URL from which on servers refuse it: nginx and Apache take 8 KiB of a request line.
const LONGEST: usize = 8_000;

/// Whether a server can read the request as it was meant.
pub fn request(hit: &Hit, scene: &RequestView) -> Option<LocatedReason> {
    let wrong = |reason| Some(LocatedReason::new(Verdict::MalformedRequest, reason));
    if hit.url.contains(' ') {
        return wrong(Reason::Blank);
    }
    if hit.url.bytes().any(|b| b < b' ' || b == 0x7F) {
        return wrong(Reason::Control);
    }
    let sent = &scene.sent;
    let lost = sent.click_id.iter().chain(&sent.near).chain(&sent.event).find(|f| f.by_entity);
    if let Some(found) = lost {
        return wrong(Reason::Entity).map(|r| r.of(&format!("amp;{}", found.key), &found.raw));
    }
    let long = scene.link.path.start as usize;
    if hit.url.len() - long.min(hit.url.len()) > LONGEST || hit.status == Some(414) {
        return wrong(Reason::TooLong);
    }
    None
}

/// Whether it reached something that takes postbacks.
pub fn endpoint(setup: &LogSetup, scene: &RequestView) -> Option<LocatedReason> {
    let wrong = |reason| Some(LocatedReason::new(Verdict::WrongEndpoint, reason));
    let link_paths = scene.reader.platform.map_or(&[][..], |p| p.link.paths);
    let is_click =
        |f: &crate::platform::Fact| f.name.trim_matches('/').contains(|c| c != '{') && fits_path(f.name, scene.path);
    let on_click_path = !scene.wanted.by_path && (scene.wanted.is_click_path || link_paths.iter().any(is_click));
    if on_click_path && !scene.exported {
        return wrong(Reason::ClickPath);
    }
    let sandbox = |o: &LoggedOffer| o.environment == Some(Environment::Sandbox);
    let name = scene.link.host();
    if !setup.sandbox
        && !name.is_empty()
        && !scene.offer.is_some_and(sandbox)
        && host::is_test(name, setup.catalogue, setup.hosts)
    {
        return wrong(Reason::SandboxHost).map(|r| r.naming(Some(name.to_owned())));
    }
    let known = scene.reader.platform.is_some() && setup.endpoints.has_paths();
    let any_path = scene.reader.platform.is_some_and(|p| p.receives.endpoints.iter().any(|e| e.path.is_empty()));
    if known && !any_path && !scene.exported && !scene.wanted.by_path {
        return wrong(Reason::UnknownPath).map(|r| r.naming(Some(scene.path.to_owned())));
    }
    None
}

/// A POST whose body the log does not hold, and whose query has no click id.
pub fn body(hit: &Hit, scene: &RequestView) -> Option<LocatedReason> {
    let blind = hit.method == "POST" && !scene.has_body && scene.sent.click_id.is_empty() && !scene.exported;
    blind.then(|| LocatedReason::new(Verdict::NotJudged, Reason::Body))
}

/// What an HTTP status says where nothing else is wrong.
pub fn answer(status: Option<u16>) -> Option<LocatedReason> {
    Some(match status? {
        401 | 403 => LocatedReason::new(Verdict::Unauthorised, Reason::Refused),
        429 | 500.. => LocatedReason::new(Verdict::NotProcessed, Reason::ServerError),
        400..500 => LocatedReason::new(Verdict::NotProcessed, Reason::ClientError),
        _ => return None,
    })
}
