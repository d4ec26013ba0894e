//! Literal click ids of a whole run, so that one that stands in several links is seen.
//!
//! Kept of each id is its hash and the first place, and no more repetitions are told than somebody would fix. So a
//! run of any length takes bounded memory.

use super::values::is_machine_id;
use crate::platform::{Role, State};
use crate::span::Span;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Ids beyond which no new ones are noted: 1,000,000 take about 60 MB.
const MOST_IDS: usize = 1_000_000;

/// Repetitions that are reported.
const MOST_REPEATS: usize = 1_000;

/// Where a link stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Where {
    /// The path of its input, as given.
    pub path: String,
    /// Its line, from 1.
    pub line: u64,
}

/// A link that holds a click id which stood in another link before.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The link.
    pub text: String,
    /// The click id in it.
    pub span: Span,
    /// Where the first link with this id stands.
    pub first: Where,
}

struct First {
    path: u32,
    line: u64,
    link: u64,
}

/// The literal click ids of a run. Links are noted in the order of the input, whatever order they were read in.
#[derive(Default)]
pub struct ClickIds {
    first: HashMap<u64, First>,
    paths: Vec<String>,
    told: usize,
}

impl ClickIds {
    /// Notes a link with the literal click id under `span`, and tells whether the id stood in another link before. The
    /// same link again is no reuse: lists repeat themselves.
    pub fn note(&mut self, text: &str, span: Span, path: &str, line: u64) -> Option<Repeat> {
        let (id, link) = (hash(&text[span.range()].to_ascii_lowercase()), hash(text));
        match self.first.get(&id) {
            None if self.first.len() >= MOST_IDS => None,
            None => {
                if self.paths.last().is_none_or(|last| last != path) {
                    self.paths.push(path.to_owned());
                }
                let path = (self.paths.len() - 1) as u32;
                self.first.insert(id, First { path, line, link });
                None
            }
            Some(first) if first.link == link || self.told >= MOST_REPEATS => None,
            Some(first) => {
                self.told += 1;
                let first = Where { path: self.paths[first.path as usize].clone(), line: first.line };
                Some(Repeat { text: text.to_owned(), span, first })
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The literal click id of a link that hands one on, by the name of its parameter. A postback brings the same id once
/// for each event, so it has none in this sense.
#[must_use]
pub fn literal_click_id(text: &str, role: Role, state: State, key: Option<Span>) -> Option<Span> {
    if !matches!(role, Role::TrackingLink | Role::PartnerLink) || state == State::Template && !text.contains('=') {
        return None;
    }
    let start = key?.end as usize;
    let value = text.get(start..)?.strip_prefix('=')?;
    let end = value.find(['&', '#']).unwrap_or(value.len());
    is_machine_id(&value[..end]).then(|| Span::new(start + 1, start + 1 + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32";

    #[test]
    fn a_second_link_is_a_reuse_and_the_same_link_again_is_none() {
        let mut ids = ClickIds::default();
        let (a, b) = (format!("https://a.com/?c={ID}"), format!("https://b.com/?c={}", ID.to_uppercase()));
        let span = Span::new(17, 17 + ID.len());
        assert!(ids.note(&a, span, "a.txt", 3).is_none());
        assert!(ids.note(&a, span, "a.txt", 4).is_none());
        let found = ids.note(&b, span, "b.txt", 1).unwrap();
        assert_eq!((&*found.first.path, found.first.line, found.text), ("a.txt", 3, b));
    }

    #[test]
    fn only_an_id_that_a_machine_made_counts() {
        let at = |text: &str, role| literal_click_id(text, role, State::Live, Some(Span::new(15, 16)));
        let link = format!("https://a.com/?c={ID}&d=1");
        assert_eq!(at(&link, Role::TrackingLink).map(|s| s.of(&link).to_owned()), Some(ID.to_owned()));
        assert_eq!(at(&link, Role::Postback), None);
        assert_eq!(at("https://a.com/?c=summer", Role::TrackingLink), None);
        assert_eq!(at("https://a.com/?c", Role::TrackingLink), None);
    }
}
