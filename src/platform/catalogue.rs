//! Finding a platform again: by id, by host, by the shape of a link, by a name it owns.

use super::domains::Domains;
use super::faces::{Platform, Side};
use super::facts::{HostUse, NameOf};
use super::hashing::{AsIs, step};
use super::known::KnownParams;
use super::legal::Legal;
use super::names::matches_name;
use super::role::Role;
use super::shape::fits_path;
use super::table;
use crate::link::{Link, mark_of};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
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
    shapes: Shapes,
    names: OnceLock<Names>,
    domains: OnceLock<Domains>,
    /// By the address of the platform: the parameters of its link, and those of its postbacks.
    params: HashMap<u64, [OnceLock<KnownParams>; 2], BuildHasherDefault<AsIs>>,
    legal: Legal,
}

/// A key for a platform: there is one of each.
fn address(platform: &'static Platform) -> u64 {
    (std::ptr::from_ref(platform) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

type Hosts = HashMap<u64, Vec<(&'static str, HostHit)>, BuildHasherDefault<AsIs>>;

/// How a platform's links or postbacks look on any host.
struct HostlessShape {
    path: &'static str,
    params: &'static [&'static str],
    /// The marks of the parameters: a link without one of them has not this shape.
    marks: u64,
    platform: &'static Platform,
    role: Role,
}

fn shapes(platforms: &[&'static Platform]) -> Shapes {
    let mut all = Vec::new();
    for &platform in platforms {
        let links = platform.link.shapes.iter().map(|s| (s.path, s.params, Role::TrackingLink));
        let ends = platform.receives.endpoints.iter().filter(|e| !e.identifying_params.is_empty());
        for (path, params, role) in links.chain(ends.map(|e| (e.path, e.identifying_params, Role::Postback))) {
            let marks = params.iter().map(|name| mark_of(name)).filter(|mark| *mark != u64::MAX);
            let marks = marks.fold(0, |all, mark| all | mark);
            all.push(HostlessShape { path, params, marks, platform, role });
        }
    }
    all.sort_by_key(|k| std::cmp::Reverse(2 * k.path.len() + k.params.len()));
    Shapes::of(all)
}

/// Shapes, found by the parameters that they need: nearly all are ruled out by a link's marks, and are not looked at.
struct Shapes {
    /// The most telling first.
    all: Vec<HostlessShape>,
    /// Under a mark those that need a parameter of this mark, each under one of its marks only.
    by_mark: [Vec<(u64, u16)>; 64],
    /// Those that need no parameter.
    open: Vec<u16>,
}

impl Shapes {
    fn of(all: Vec<HostlessShape>) -> Self {
        let mut shapes = Self { all, by_mark: std::array::from_fn(|_| Vec::new()), open: Vec::new() };
        for (number, known) in shapes.all.iter().enumerate() {
            // Of its marks the one that fewest others are filed under.
            let marks = known.params.iter().map(|name| mark_of(name)).filter(|mark| *mark != u64::MAX);
            let place = marks.map(|mark| mark.trailing_zeros() as usize).min_by_key(|mark| shapes.by_mark[*mark].len());
            match place {
                Some(mark) => shapes.by_mark[mark].push((known.marks, number as u16)),
                None => shapes.open.push(number as u16),
            }
        }
        shapes
    }

    /// The first shape that the link has.
    fn find(&self, link: &Link) -> Option<&HostlessShape> {
        let (here, mut first) = (link.marks(), None);
        let sooner = |number: u16, first: Option<u16>| first.is_none_or(|first| number < first);
        let fits = |number: u16| self.all[usize::from(number)].fits(link);
        for &number in &self.open {
            if sooner(number, first) && fits(number) {
                first = Some(number);
            }
        }
        let mut marks = here;
        while marks != 0 {
            for &(needed, number) in &self.by_mark[marks.trailing_zeros() as usize] {
                if needed & !here == 0 && sooner(number, first) && fits(number) {
                    first = Some(number);
                }
            }
            marks &= marks - 1;
        }
        first.map(|number| &self.all[usize::from(number)])
    }
}

impl HostlessShape {
    fn fits(&self, link: &Link) -> bool {
        self.params.iter().all(|name| link.param(name).is_some()) && fits_path(self.path, link.path())
    }
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
            params: HashMap::default(),
            legal: Legal::default(),
        };
        for platform in catalogue.all.clone() {
            catalogue.index(platform);
            catalogue.params.insert(address(platform), Default::default());
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

    /// The parameters of a platform's link, or of its postbacks; `None` for a platform of another catalogue.
    #[must_use]
    pub fn params(&self, platform: &'static Platform, of_postback: bool) -> Option<&KnownParams> {
        let sides = self.params.get(&address(platform))?;
        Some(if of_postback {
            sides[1].get_or_init(|| KnownParams::of(platform.receives.params()))
        } else {
            sides[0].get_or_init(|| KnownParams::of(platform.link_params()))
        })
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
        self.domains.get_or_init(|| Domains::of(&self.all)).near(host)
    }

    /// The platform whose links or endpoints look like this link, whatever its host, and the role it would have.
    /// Most trackers run on their customers' domains, so this is never sure.
    #[must_use]
    pub fn by_shape(&self, link: &Link) -> Option<(&'static Platform, Role)> {
        self.shapes.find(link).map(|known| (known.platform, known.role))
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
