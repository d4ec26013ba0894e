//! The name of a finding that outlives edits elsewhere in its file.

use super::{Entry, Mask};
use crate::link::{Anatomy, Link};
use crate::rule::Finding;
use crate::source::{Document, Kind, NodeId};
use std::borrow::Cow;
use std::collections::HashMap;

/// 64 bits of FNV-1a: short, and the same on every machine and for ever.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    /// Adds a part, and a byte that no text holds, so that `ab`+`c` is not `a`+`bc`.
    fn add(mut self, part: &str) -> Self {
        for b in part.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3);
        }
        self
    }
}

/// A fingerprint for each finding of a link, in their order: rule, file, field, parameter, the link and the text at
/// fault (both masked), and an ordinal among equals. No line, and no number of an array's element, so that other
/// links may come and go. Masked the same whether or not the report is.
#[must_use]
pub fn fingerprints(entry: &Entry) -> Vec<String> {
    if entry.linted.findings.is_empty() {
        return Vec::new();
    }
    let text = &entry.literal.text;
    let mask = Mask::of(text, &entry.linted.decision);
    let shown = mask.link(text);
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let key: Cow<str> = match (entry.stable, entry.literal.key.as_deref()) {
        (Some(stable), _) => stable.into(),
        (None, key) => key.map(without_indices).unwrap_or_default().into(),
    };
    let mut equals: HashMap<u64, u64> = HashMap::new();
    let one = |finding: &Finding| {
        let param = link.param_at(finding.span).map_or("", |p| link.key(p));
        let at_fault = shown.get(finding.span.range()).unwrap_or_default();
        let parts = [finding.rule.id, entry.literal.path, &*mask.words(&key), &*mask.words(param), &shown, at_fault];
        let hash = parts.into_iter().fold(Fnv::new(), Fnv::add);
        let ordinal = equals.entry(hash.0).or_default();
        *ordinal += 1;
        format!("{:016x}", hash.add(&ordinal.to_string()).0)
    };
    entry.linted.findings.iter().map(one).collect()
}

/// The key path of a node by which it is known whatever comes and goes around it: an element of a list goes by its
/// `id`, else by its `name`, else by `*`. `/offers/summer-sale/tracking_link`
#[must_use]
pub fn stable_key(document: &Document, node: NodeId) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut at = node;
    while let Some(n) = document.nodes.get(at as usize) {
        if n.key.is_some() {
            steps.push(escaped(&document.key(at)));
        } else if n.parent != Document::NOTHING {
            steps.push(called(document, at).map_or_else(|| "*".to_owned(), |name| escaped(&name)));
        } else if n.index > 0 {
            steps.push(called(document, at).map_or_else(|| "#*".to_owned(), |name| format!("#{}", escaped(&name))));
        }
        at = n.parent;
    }
    let mut key = String::new();
    for step in steps.iter().rev() {
        if !step.starts_with('#') || !key.is_empty() {
            key.push('/');
        }
        key.push_str(step);
    }
    key
}

/// Keys of a map among which its id is looked for: one with more is no offer, and would be gone through for each finding
/// in it.
const MOST_KEYS: usize = 4096;

/// The id of a map, else its name: what tells an element of a list from the others.
fn called<'d>(document: &'d Document<'_>, node: NodeId) -> Option<Cow<'d, str>> {
    let named = |wanted: &str| {
        let is = |child: &NodeId| {
            let kind = document.nodes[*child as usize].kind;
            matches!(kind, Kind::Text | Kind::Number) && document.key(*child).eq_ignore_ascii_case(wanted)
        };
        let found = document.children(node).take(MOST_KEYS).find(is)?;
        Some(document.text(found)).filter(|text| !text.is_empty())
    };
    named("id").or_else(|| named("name"))
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// `/offers/3/tracking_link` as `/offers/*/tracking_link`.
fn without_indices(key: &str) -> String {
    let index = |segment: &str| !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit());
    let segments: Vec<&str> = key.split('/').map(|s| if index(s) { "*" } else { s }).collect();
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // FNV-1a of "a", and then of the byte that ends a part.
        assert_eq!(Fnv::new().add("a").0, (0xAF63_DC4C_8601_EC8C_u64 ^ 0xFF).wrapping_mul(0x0100_0000_01B3));
        assert_ne!(Fnv::new().add("ab").add("c").0, Fnv::new().add("a").add("bc").0);
    }

    #[test]
    fn indices_do_not_count() {
        assert_eq!(without_indices("/offers/12/link/0"), "/offers/*/link/*");
        assert_eq!(without_indices("#1/a1/2b"), "#1/a1/2b");
    }
}
