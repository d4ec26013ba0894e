//! What was decided of links without a fault, by their patterns.
//!
//! A catalogue and a month of postbacks hold the same few thousand patterns again and again, with other ids in
//! them. Where a link without a fault was judged, all links of its [`Pattern`] are judged so, unless a rule could
//! tell them apart: what rules ask of numbers and ids is how long they are, whether a number is zero, and whether a
//! text is an id. [`Memo::keep`] refuses every pattern whose links a rule may tell apart; where it is in doubt, too.
//! A rule that asks for more, such as a number in a list, has its parameters named in [`Table::compared`]. The tests
//! in `tests/memory.rs` hold the two ways of linting to the same verdicts.

use super::verdict::Decision;
use crate::link::{Link, Pattern, Seen};
use crate::platform::{Catalogue, Environment, Fact, Network, Platform, Role, State, registrable_domain};
use crate::rule::{Hosts, Told};
use crate::span::Span;

/// Links that are judged before anything is remembered: a run over a few links shall not pay for the table.
const FIRST: usize = 8;

/// Patterns that are remembered, a power of two: with those of the longest links 2.3 MiB.
const MOST: usize = 4096;

/// Room for a pattern. One cache line more than the longest takes: at a distance that is a power of two all of them
/// would compete for the same lines of the cache.
const ROOM: usize = Pattern::LONGEST + 64;

/// Ways of speaking of links that are told apart; records that say more ways are judged one by one.
const SAYINGS: usize = 64;

/// Remembers decisions. A pattern that comes where two others stand takes the place of one of them.
#[derive(Default)]
pub struct Memo {
    links: usize,
    ready: Option<Table>,
    pattern: Pattern,
}

/// Room for everything is reserved at once, so that remembering touches no heap; what is not used stays untouched.
struct Table {
    sayings: Vec<Said>,
    /// For each remainder of a pattern's number one more than its index in `kept`, or zero.
    places: Vec<u16>,
    kept: Vec<Kept>,
    /// The patterns, each in a piece of [`ROOM`].
    texts: Vec<u8>,
    /// Names of parameters whose values are compared with what a platform documents, sorted.
    compared: Vec<&'static str>,
    /// Parts of the numbers of patterns that came once: only what comes again is kept, so that a stream in which
    /// no link is like another pays for no more than its patterns.
    once: Vec<u32>,
    /// The pattern asked for last and not found, with its saying.
    missed: Option<(u64, usize)>,
}

struct Kept {
    number: u64,
    saying: usize,
    length: usize,
    decision: Decision,
}

/// What was said about a link, as far as it is the same for many.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Said {
    role: Option<Role>,
    state: Option<State>,
    environment: Option<Environment>,
    /// Addresses of the platforms.
    platforms: [usize; 3],
    global: bool,
    multi_event: Option<bool>,
    markup: bool,
}

impl Said {
    /// `None` where events or a tag were told: they differ from link to link.
    fn of(told: &Told) -> Option<Self> {
        let address = |platform: Network| platform.map_or(0, |p| std::ptr::from_ref(p).addr());
        (told.offer.events.is_none() && told.tag.is_none()).then(|| Self {
            role: told.role,
            state: told.state,
            environment: told.environment,
            platforms: [told.network, told.platform, told.filled_by].map(address),
            global: told.global,
            multi_event: told.offer.multi_event,
            markup: told.markup,
        })
    }
}

impl Memo {
    /// What was decided of links like this one, all of them without a fault.
    pub fn recall(&mut self, catalogue: &Catalogue, text: &str, told: &Told) -> Option<Decision> {
        self.links += 1;
        if self.links == FIRST {
            self.ready = Table::new(catalogue);
        }
        let table = self.ready.as_mut()?;
        table.missed = None;
        let said = Said::of(told)?;
        if !self.pattern.read(text) {
            return None;
        }
        let saying = match table.sayings.iter().position(|s| *s == said) {
            Some(saying) => saying,
            None if table.sayings.len() < SAYINGS => {
                table.sayings.push(said);
                table.sayings.len() - 1
            }
            None => return None,
        };
        let number = self.pattern.number().wrapping_add(saying as u64);
        let found = table.find(number, saying, self.pattern.bytes());
        if found.is_none() && table.comes_again(number) {
            table.missed = Some((number, saying));
        }
        found
    }

    /// Remembers what was decided of a link without a fault, for which [`Memo::recall`] was asked just before.
    pub fn keep(&mut self, link: &Link, hosts: &Hosts, decision: &Decision) {
        let Some(table) = &mut self.ready else { return };
        let Some((number, saying)) = table.missed.take() else { return };
        if table.stands_for_all(&self.pattern, link, hosts) {
            let length = self.pattern.bytes().len();
            table.put(Kept { number, saying, length, decision: *decision }, self.pattern.bytes());
        }
    }
}

impl Table {
    /// `None` where the catalogue has names that a pattern would hide.
    fn new(catalogue: &Catalogue) -> Option<Self> {
        let mut pattern = Pattern::default();
        let mut hidden = |before: &str, name: &str| {
            let text = format!("{before}{name}");
            pattern.read(&text) && pattern.hides(Span::new(0, text.len()))
        };
        let mut compared = Vec::new();
        for platform in catalogue.all() {
            let open = |f: &Fact| {
                let fixed = f.name.replace(['*', '#'], "");
                fixed.len() < f.name.len() && !fixed.is_empty() && fixed.bytes().all(|b| b.is_ascii_hexdigit())
            };
            let ids = platform.fires.issued_click_id.iter().chain(platform.fires.returned_click_id);
            if names(platform).any(|name| hidden("=", name))
                || hosts(platform).any(|name| hidden("https://", name.trim_start_matches("*.")))
                || ids.into_iter().any(open)
            {
                return None;
            }
            let link = &platform.link;
            compared.extend(link.windows.iter().map(|w| w.param.name));
            compared.extend(link.choices.iter().map(|c| c.param.name));
            compared.extend(link.server_side.iter().map(|s| s.param.name));
        }
        compared.sort_unstable();
        compared.dedup();
        Some(Self {
            sayings: Vec::with_capacity(SAYINGS),
            places: vec![0; MOST],
            kept: Vec::with_capacity(MOST),
            texts: vec![0; MOST * ROOM],
            compared,
            once: vec![0; 4 * MOST],
            missed: None,
        })
    }

    fn find(&self, number: u64, saying: usize, pattern: &[u8]) -> Option<Decision> {
        let at = number as usize % MOST;
        [at, at ^ 1].into_iter().find_map(|place| {
            let index = usize::from(self.places[place]).checked_sub(1)?;
            let kept = &self.kept[index];
            let same =
                kept.number == number && kept.saying == saying && self.texts[index * ROOM..][..kept.length] == *pattern;
            same.then_some(kept.decision)
        })
    }

    /// True if the pattern of this number was asked for before, not too long ago.
    fn comes_again(&mut self, number: u64) -> bool {
        let part = (number >> 32) as u32;
        std::mem::replace(&mut self.once[number as usize % (4 * MOST)], part) == part
    }

    fn put(&mut self, kept: Kept, pattern: &[u8]) {
        let at = kept.number as usize % MOST;
        let place = [at, at ^ 1].into_iter().find(|place| self.places[*place] == 0);
        let place = place.unwrap_or(at ^ (kept.number >> 63) as usize);
        let index = match usize::from(self.places[place]).checked_sub(1) {
            Some(index) => {
                self.kept[index] = kept;
                index
            }
            None => {
                self.kept.push(kept);
                self.places[place] = self.kept.len() as u16;
                self.kept.len() - 1
            }
        };
        self.texts[index * ROOM..][..pattern.len()].copy_from_slice(pattern);
    }

    /// True if no rule can tell this link from another one of its pattern.
    fn stands_for_all(&self, pattern: &Pattern, link: &Link, hosts: &Hosts) -> bool {
        if !pattern.hides(Span::new(0, link.text.len())) {
            return true;
        }
        let hidden = |span: Span| pattern.hides(span);
        let parts = [link.lead, link.scheme, link.userinfo, link.port, link.fragment];
        if parts.into_iter().any(hidden) || link.all_macros().iter().any(|m| hidden(m.span)) {
            return false;
        }
        let open_host = !hidden(link.host) || is_open_host(link, hosts);
        let open_path = !hidden(link.path) || !link.path().contains(';');
        open_host
            && open_path
            && link.all_params().iter().all(|param| {
                let key = link.key(param);
                is_plain_name(key)
                    && !hidden(param.key)
                    && (!hidden(param.value) || self.is_open(key, link.value(param)))
            })
    }

    /// True if nobody compares a value of this parameter: with a list, or with a word that holds digits; and no link
    /// of its own begins in it.
    fn is_open(&self, key: &str, value: &str) -> bool {
        let md = value.as_bytes().windows(2).any(|w| w.eq_ignore_ascii_case(b"md"));
        self.compared.binary_search(&key).is_err() && !md && !value.contains("://")
    }
}

/// What is hidden of the host lies left of the name that somebody registered, and nobody compares it.
fn is_open_host(link: &Link, hosts: &Hosts) -> bool {
    let host = link.host();
    let label = host.find('.').unwrap_or(host.len());
    !link.seen.has(Seen::ODD_HOST)
        && !host.contains("xn--")
        && hosts.production.is_empty()
        && hosts.sandbox.is_empty()
        && registrable_domain(host).len() + label < host.len()
}

/// No value that is hidden can be equal to this name, nor can it be another name when decoded.
fn is_plain_name(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.contains('%')
        && key.bytes().filter(u8::is_ascii_digit).count() < 3
}

/// Every name and word of a platform's that a link may hold.
fn names(platform: &'static Platform) -> impl Iterator<Item = &'static str> {
    let (link, receives) = (&platform.link, &platform.receives);
    let macros = platform.fires.macros().map(|(fact, _)| fact);
    let facts = [link.paths, link.wrong, link.test_markers].into_iter().flatten();
    let apart = link.apart.iter().flat_map(|(one, other)| [one, other]);
    let params = platform.link_params().chain(receives.params()).chain(apart);
    let shapes = link.shapes.iter().flat_map(|s| s.params.iter().copied().chain([s.path]));
    let ends = receives.endpoints.iter().flat_map(|e| e.tells.iter().copied().chain([e.path]));
    macros.chain(facts).chain(params).map(|f| f.name).chain(shapes).chain(ends).chain(platform.telltale.iter().copied())
}

fn hosts(platform: &'static Platform) -> impl Iterator<Item = &'static str> {
    let (link, receives) = (&platform.link, &platform.receives);
    let links = [link.hosts, link.impression_hosts, link.test_hosts];
    let ends = [receives.hosts, receives.test_hosts, receives.illustrations];
    let required = receives.endpoints.iter().flat_map(|e| e.required).chain(link.required).map(|r| r.host);
    links.into_iter().chain(ends).flatten().map(|f| f.name).chain(required)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Linter;

    #[test]
    fn what_came_twice_is_recalled_with_other_ids() {
        let (catalogue, hosts, told) = (Catalogue::default(), Hosts::default(), Told::default());
        let mut linter = Linter::new(&catalogue, &hosts).without_memory();
        let mut memo = Memo::default();
        let text = |n: usize| format!("https://shop{n}.acme.com/p/{n}?click_id={n}&price={n}.50");
        let mut recalled = Vec::new();
        for n in 1000..1020 {
            let text = text(n);
            let decision = linter.lint(&text, &told).decision;
            let found = memo.recall(&catalogue, &text, &told);
            recalled.push(found.is_some());
            if found.is_none() {
                let mut anatomy = crate::link::Anatomy::default();
                anatomy.split(&text);
                memo.keep(&Link::new(&text, &anatomy), &hosts, &decision);
            }
        }
        let first = FIRST + 1;
        assert!(recalled[..first].iter().all(|r| !r) && recalled[first..].iter().all(|r| *r), "{recalled:?}");
        let said = Told { state: Some(State::Live), ..told };
        assert!(memo.recall(&catalogue, &text(1000), &said).is_none(), "recalled of links of which less was said");
    }

    #[test]
    fn no_built_in_name_is_hidden() {
        assert!(Table::new(&Catalogue::default()).is_some());
    }
}
