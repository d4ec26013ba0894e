//! Which requests are postbacks.

use super::offers::Offers;
use crate::link::names_equal;
use crate::platform::{Catalogue, Network, Platform, fits_path, is_click_id_name};
use std::collections::HashSet;

/// The requests that are postbacks. Asked of every line of a log, before anything else of it is read.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// Paths without anything open.
    exact: HashSet<String>,
    /// Paths in which `{x}` stands for a segment, or `*` for the rest.
    patterns: Vec<String>,
    /// Somebody said which paths it are: nothing else is a postback.
    said: bool,
    /// Parameters that carry the click id back.
    click_id: HashSet<String>,
    /// Parameters that alone give the endpoint away on any path.
    identifying_params: HashSet<String>,
    /// Paths on which clicks arrive.
    clicks: Vec<&'static str>,
    /// Nobody knows whose endpoint it is: then any name of a click id counts, except on paths for clicks.
    open: bool,
    /// Parameters that carry a partner's click id on the way to the network.
    outward: HashSet<&'static str>,
}

/// What a request's target says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The path is one on which postbacks are taken.
    pub by_path: bool,
    /// The path is one on which clicks are taken.
    pub is_click_path: bool,
}

/// The path and the query of a target, whatever stands before them. A lost `?` does not hide the parameters.
#[must_use]
pub fn path_and_query(target: &str) -> (&str, &str) {
    let start = match target.find("://") {
        Some(at) if at < 12 && !target[..at].contains(['/', '?']) => {
            target[at + 3..].find(['/', '?']).map_or(target.len(), |i| at + 3 + i)
        }
        _ => 0,
    };
    let rest = &target[start..];
    let end = rest.find(['?', '&', '#', ';']).unwrap_or(rest.len());
    (&rest[..end], &rest[end..])
}

/// A path without a slash at its end and without doubled ones, which servers take for the same.
fn plain(path: &str) -> std::borrow::Cow<'_, str> {
    let path = if path.len() > 1 { path.strip_suffix('/').unwrap_or(path) } else { path };
    if path.contains("//") {
        let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
        return format!("/{}", segments.join("/")).into();
    }
    path.into()
}

impl Endpoints {
    /// The endpoints of a network, of all if nobody knows which it is, and of the offers; or those that somebody said.
    #[must_use]
    pub fn of(network: Network, offers: &Offers, said: &[String], catalogue: &Catalogue) -> Self {
        let mut endpoints =
            Self { said: !said.is_empty(), open: network.is_none() && said.is_empty(), ..Self::default() };
        let platforms: Vec<&'static Platform> = match network {
            Some(network) => vec![network],
            None => catalogue.all().iter().copied().filter(|p| p.can_be_network()).collect(),
        };
        let shared: Vec<&'static str> = catalogue.all().iter().flat_map(|p| click_paths(p)).collect();
        for platform in &platforms {
            for endpoint in platform.receives.endpoints {
                endpoints
                    .click_id
                    .extend(endpoint.click_id.iter().filter(|f| !f.is_pattern()).map(|f| f.name.to_owned()));
                if endpoint.path.is_empty() && network.is_some() {
                    endpoints
                        .identifying_params
                        .extend(endpoint.identifying_params.iter().filter(|t| t.len() > 2).map(|t| (*t).to_owned()));
                }
                let telling = !endpoint.path.is_empty() && (network.is_some() || is_telling(endpoint.path, &shared));
                if telling && said.is_empty() {
                    endpoints.add(endpoint.path);
                }
            }
            endpoints.clicks.extend(click_paths(platform));
        }
        if network.is_none() {
            // A single letter is a parameter of any page.
            endpoints.click_id.retain(|name| name.len() > 2);
            let outward = catalogue.all().iter().flat_map(|p| p.link.click_id).map(|f| f.name);
            endpoints.outward = outward.filter(|n| !endpoints.click_id.contains(*n)).collect();
        }
        if said.is_empty() {
            for postback in offers.all.iter().flat_map(|o| &o.postbacks) {
                endpoints.click_id.extend(postback.click_id.iter().cloned());
                if postback.path != "/" {
                    endpoints.add(&postback.path);
                }
            }
        }
        said.iter().for_each(|path| endpoints.add(path_and_query(path).0));
        endpoints
    }

    fn add(&mut self, path: &str) {
        let path = plain(path).into_owned();
        if path.contains(['{', '*']) {
            if !self.patterns.contains(&path) {
                self.patterns.push(path);
            }
        } else {
            self.exact.insert(path);
        }
    }

    /// True for a path on which postbacks are taken.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        self.exact.contains(&*plain(path)) || self.patterns.iter().any(|p| fits_path(p, path))
    }

    /// True if any path is known on which postbacks are taken: then others are not.
    #[must_use]
    pub fn has_paths(&self) -> bool {
        !self.exact.is_empty() || !self.patterns.is_empty()
    }

    /// What a target says; `None` for one that is no postback.
    #[must_use]
    pub fn wanted(&self, target: &str) -> Option<Wanted> {
        let (path, query) = path_and_query(target);
        let takes = self.takes(path);
        // Without a `?` the parameters are a part of the path for every server.
        let by_path = takes && !query.starts_with(['&', ';']);
        if takes && !by_path && !self.said {
            return Some(Wanted { by_path, is_click_path: false });
        }
        if by_path || self.said {
            return by_path.then_some(Wanted { by_path, is_click_path: false });
        }
        if query.len() < 2 {
            return None;
        }
        let is_click_path = self.clicks.iter().any(|p| fits_path(p, path));
        let carries = query.split(['?', '&', ';']).any(|pair| {
            let key = pair.split('=').next().unwrap_or_default();
            self.is_click_id(key, is_click_path) || self.identifying_params.contains(key)
        });
        carries.then_some(Wanted { by_path, is_click_path })
    }

    fn is_click_id(&self, key: &str, on_click_path: bool) -> bool {
        if self.click_id.contains(key) {
            // Where nobody is known, a click carries ids of the same names.
            return !self.open || !on_click_path;
        }
        if key.contains('%') {
            return self.click_id.iter().any(|name| names_equal(key, name));
        }
        self.open && !on_click_path && is_click_id_name(key) && !self.outward.contains(key)
    }

    /// The paths, for people.
    #[must_use]
    pub fn paths(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.exact.iter().chain(&self.patterns).map(String::as_str).collect();
        all.sort_unstable();
        all
    }

    /// Pieces of text of which one stands in every line that holds a postback; `None` where no such list is short.
    #[must_use]
    pub fn needles(&self) -> Option<Vec<String>> {
        if self.open {
            return None;
        }
        let literal = |path: &str| {
            let segments = path.split('/').filter(|s| !s.contains(['{', '*']));
            segments.max_by_key(|s| s.len()).filter(|s| s.len() > 1).map(str::to_owned)
        };
        let paths: Option<Vec<String>> = self.exact.iter().chain(&self.patterns).map(|p| literal(p)).collect();
        let mut all = paths?;
        all.extend(self.click_id.iter().chain(&self.identifying_params).cloned());
        all.sort_unstable();
        all.dedup();
        all.iter().all(|needle| needle.len() > 2).then_some(all)
    }
}

/// Paths of a platform on which clicks arrive and which are not for anything.
fn click_paths(platform: &'static Platform) -> impl Iterator<Item = &'static str> {
    let shapes = platform.link.shapes.iter().map(|s| s.path);
    let paths = platform.link.paths.iter().map(|f| f.name).chain(shapes);
    // `/{affiliate}/{offer}` fits everything.
    paths.filter(|p| p.split('/').any(|s| s.len() > 1 && !s.contains(['{', '*'])))
}

/// False for paths that a site may have for anything: `/`, `/p`, `/click`, `/track`.
fn is_telling(path: &str, shared: &[&str]) -> bool {
    const WORDS: [&str; 9] =
        ["postback", "conv", "pb", "aff_lsr", "aff_goal", "p.ashx", "s2s", "acquisition", "/cf/cv"];
    let known = |p: &str| WORDS.iter().any(|w| p.contains(w));
    known(path) && !path.split('/').all(|s| s.contains('{')) && !shared.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(network: Option<&str>, said: &[&str]) -> Endpoints {
        let catalogue = Catalogue::default();
        let said: Vec<String> = said.iter().map(|s| (*s).to_owned()).collect();
        Endpoints::of(network.and_then(|n| catalogue.named(n)), &Offers::default(), &said, &catalogue)
    }

    #[test]
    fn postbacks_are_known_by_path_or_by_the_receivers_parameter() {
        let gokart = of(Some("gokart"), &[]);
        for (target, by_path) in [
            ("/postback?cnv_event_id=Buy", true),
            ("/postback", true),
            ("/postback/?a=b", true),
            ("//api/v1//postback?a=b", true),
            ("https://api.getgokart.ai/postback?a=b", true),
            ("/postback&gk_click_id=a", false),
            ("/pb?gk_click_id=a", false),
            ("/api/v1/offer-link/redirect/x?gk_click_id=a", false),
            ("/pb?amp;gk_click_id=a", false),
        ] {
            assert_eq!(gokart.wanted(target).map(|w| w.by_path), Some(by_path), "{target}");
        }
        for target in ["/", "/favicon.ico", "/api/v1/offer-link/redirect/x?pub_click_id=a", "/healthz", "/pb?clickid=a"]
        {
            assert_eq!(gokart.wanted(target), None, "{target}");
        }
    }

    #[test]
    fn where_nobody_is_known_names_of_click_ids_tell() {
        let open = of(None, &[]);
        for target in [
            "/in?click_id=9f1c",
            "/postback?a=b",
            "/api/2/conversion.json?x=1",
            "/x?gk_click_id=1",
            "/4f1c/postback?subid=a",
        ] {
            assert!(open.wanted(target).is_some(), "{target}");
        }
        for target in [
            "/",
            "/click?pid=1&offer_id=2&clickid=3",
            "/aff_c?offer_id=1&aff_id=2",
            "/r?pub_click_id=3",
            "/p?r=1",
            "/search?q=1",
        ] {
            assert_eq!(open.wanted(target), None, "{target}");
        }
    }

    #[test]
    fn what_somebody_said_is_all_there_is() {
        let said = of(Some("gokart"), &["/in", "/s/{key}/pb"]);
        assert!(said.wanted("/in?x=1").is_some() && said.wanted("/s/abc/pb").is_some());
        assert!(said.wanted("/postback?gk_click_id=1").is_none());
    }
}
