//! Finding a platform again: by id, by host, by the shape of a link, by a name it owns.

use super::domains::{self, Domain};
use super::faces::{Platform, Side};
use super::facts::{HostUse, NameOf};
use super::legal::Legal;
use super::names::matches_name;
use super::role::Role;
use super::shape::fits_path;
use super::table;
use crate::link::Link;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// A platform known by its host.
#[derive(Clone, Copy, Debug)]
pub struct HostHit {
    /// Whose host it is.
    pub platform: &'static Platform,
    /// What for.
    pub used_for: HostUse,
    /// False where the host is only hearsay.
    pub sure: bool,
}

/// Every platform, with indexes. The built-in ones are in `table/`; a configuration may add its own.
pub struct Catalogue {
    all: Vec<&'static Platform>,
    exact: Hosts,
    below: Hosts,
    /// The most telling first.
    shapes: Vec<HostlessShape>,
    names: OnceLock<Names>,
    domains: OnceLock<Vec<Domain>>,
    legal: Legal,
}

type Hosts = HashMap<u64, Vec<(&'static str, HostHit)>, BuildHasherDefault<AsIs>>;

/// How a platform's links or postbacks look on any host.
struct HostlessShape {
    path: &'static str,
    params: &'static [&'static str],
    /// A bit for each parameter: where one is not in the link, no name has to be compared.
    bits: u64,
    platform: &'static Platform,
    role: Role,
}

/// One of 64 bits for a parameter's name; all of them for one that has to be decoded first.
fn bit_of(name: &str) -> u64 {
    match name.as_bytes() {
        bytes if bytes.contains(&b'%') => u64::MAX,
        [first, .., last] => 1 << ((usize::from(*first) * 7 + usize::from(*last) * 3 + name.len()) % 64),
        bytes => 1 << (bytes.first().map_or(0, |b| usize::from(*b)) % 64),
    }
}

fn shapes(platforms: &[&'static Platform]) -> Vec<HostlessShape> {
    let mut all = Vec::new();
    for &platform in platforms {
        let links = platform.link.shapes.iter().map(|s| (s.path, s.params, Role::TrackingLink));
        let ends = platform.receives.endpoints.iter().filter(|e| !e.identifying_params.is_empty());
        for (path, params, role) in links.chain(ends.map(|e| (e.path, e.identifying_params, Role::Postback))) {
            let bits = params.iter().fold(0, |bits, name| bits | bit_of(name));
            all.push(HostlessShape { path, params, bits, platform, role });
        }
    }
    all.sort_by_key(|k| std::cmp::Reverse(2 * k.path.len() + k.params.len()));
    all
}

/// Every name that somebody owns.
#[derive(Default)]
struct Names {
    plain: HashSet<&'static str, BuildHasherDefault<AsIs>>,
    /// Names that digits follow: `sub` of `sub#`.
    numbered: HashSet<&'static str, BuildHasherDefault<AsIs>>,
    /// All other patterns.
    patterns: Vec<&'static str>,
}

/// Keys that are hashes already, and short names of ours.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = step(self.0, *b);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

const fn step(hash: u64, b: u8) -> u64 {
    (hash ^ b.to_ascii_lowercase() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

/// The hash of a host, read from its end, so that every parent domain's hash is met on the way.
fn hash_of(host: &str) -> u64 {
    host.bytes().rev().fold(0, step)
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Catalogue {
    /// The built-in platforms and `own` ones; an own one replaces a built-in one of the same id.
    #[must_use]
    pub fn new(own: &[&'static Platform]) -> Self {
        let replaced = |p: &&&'static Platform| !own.iter().any(|o| o.id == p.id);
        let mut all: Vec<_> = table::ALL.iter().filter(replaced).chain(own).copied().collect();
        all.sort_by_key(|p| p.id);
        let shapes = shapes(&all);
        let mut catalogue = Self {
            all,
            exact: Hosts::default(),
            below: Hosts::default(),
            shapes,
            names: OnceLock::new(),
            domains: OnceLock::new(),
            legal: Legal::default(),
        };
        for platform in catalogue.all.clone() {
            catalogue.index(platform);
        }
        catalogue
    }

    /// Takes in what somebody has declared right.
    pub fn allow(&mut self, legal: Legal) {
        self.legal = legal;
    }

    /// What somebody has declared right.
    #[must_use]
    pub const fn legal(&self) -> &Legal {
        &self.legal
    }

    fn index(&mut self, platform: &'static Platform) {
        let all = Side::ALL.into_iter().flat_map(|(side, _)| platform.facts(side));
        for (kind, value) in all {
            let NameOf::Hosts(used_for) = kind.holds else { continue };
            for fact in value.facts() {
                let (table, name) = match fact.name.strip_prefix("*.") {
                    Some(parent) => (&mut self.below, parent),
                    None => (&mut self.exact, fact.name),
                };
                let hits = table.entry(hash_of(name)).or_default();
                match hits.iter_mut().find(|(n, hit)| *n == name && hit.platform.id == platform.id) {
                    Some((_, hit)) => {
                        hit.used_for = hit.used_for.and(used_for);
                        hit.sure |= fact.sure;
                    }
                    None => hits.push((name, HostHit { platform, used_for, sure: fact.sure })),
                }
            }
        }
    }

    /// Every platform, sorted by id.
    #[must_use]
    pub fn all(&self) -> &[&'static Platform] {
        &self.all
    }

    /// The platform called `name`: by id, name or alias, in any case, however its words are joined. An id goes first.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'static Platform> {
        let by_id = self.all.iter().find(|p| p.id.eq_ignore_ascii_case(name));
        by_id.or_else(|| self.all.iter().find(|p| p.is_called(name))).copied()
    }

    /// The platform whose host this is. The longest pattern wins.
    #[must_use]
    pub fn by_host(&self, host: &str) -> Option<HostHit> {
        let host = host.strip_suffix('.').unwrap_or(host);
        let bytes = host.as_bytes();
        let mut hash = 0;
        let mut found = None;
        for at in (0..bytes.len()).rev() {
            if bytes[at] == b'.'
                && let Some(hit) = hit_in(&self.below, hash, &host[at + 1..])
            {
                found = Some(hit);
            }
            hash = step(hash, bytes[at]);
        }
        hit_in(&self.exact, hash, host).or(found)
    }

    /// The registered name of a platform's that `host`, in lower case, is nearly in: `appsflyer.com` for
    /// `app.appsflyr.com`. `None` for a platform's own host, and where another name may be meant.
    #[must_use]
    pub fn near_domain(&self, host: &str) -> Option<&'static str> {
        domains::near(self.domains.get_or_init(|| domains::domains(&self.all)), host)
    }

    /// The platform whose links or endpoints look like this link, whatever its host, and the role it would have.
    /// Most trackers run on their customers' domains, so this is never sure.
    #[must_use]
    pub fn by_shape(&self, link: &Link) -> Option<(&'static Platform, Role)> {
        let here = link.params.iter().fold(0, |bits, p| bits | bit_of(link.key(p)));
        let has = |names: &[&str]| names.iter().all(|name| link.param(name).is_some());
        let fits = |k: &&HostlessShape| k.bits & !here == 0 && has(k.params) && fits_path(k.path, link.path());
        self.shapes.iter().find(fits).map(|k| (k.platform, k.role))
    }

    /// True if some platform has a parameter or macro of exactly this name, or if the name was declared right.
    #[must_use]
    pub fn is_a_name(&self, name: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let own = self.all.iter().flat_map(|p| p.own_names());
            let all = own.chain(super::table::ELSEWHERE.iter().copied());
            let mut names = Names::default();
            for name in all {
                match name.strip_suffix('#').unwrap_or(name) {
                    "*" => {}
                    word if word.contains(['*', '#']) => names.patterns.push(name),
                    word if word.len() < name.len() => drop(names.numbered.insert(word)),
                    _ => drop(names.plain.insert(name)),
                }
            }
            names
        });
        let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
        names.plain.contains(name)
            || word.len() < name.len() && names.numbered.contains(word)
            || names.patterns.iter().any(|pattern| matches_name(pattern, name))
            || self.legal.parameter(name)
            || self.legal.macro_name(name)
    }
}

fn hit_in(table: &Hosts, hash: u64, name: &str) -> Option<HostHit> {
    let hits = table.get(&hash)?;
    hits.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, hit)| *hit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_answers_to_every_name_however_its_words_are_joined() {
        let catalogue = Catalogue::default();
        for platform in catalogue.all() {
            for name in platform.names() {
                let spellings = [name.to_owned(), name.to_uppercase(), name.replace(['-', ' '], "_")];
                for spelling in spellings {
                    assert_eq!(catalogue.named(&spelling).map(|p| p.id), Some(platform.id), "{spelling}");
                }
            }
        }
        assert!(catalogue.named("").is_none() && catalogue.named("-").is_none());
    }
}
