//! The name of a finding that outlives edits elsewhere in its file.

use super::{Entry, Mask};
use crate::rule::Finding;
use crate::source::{Document, NodeId, NodeKind};
use std::borrow::Cow;

/// 64 bits that stand for texts: the same on every machine and for ever. Sixteen bytes at a time, for each step has to
/// wait for the one before it; the halves of each product are folded together.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    /// The first digits of pi.
    const START: Self = Self(0x243F_6A88_85A3_08D3);
    /// Bytes of which none stands in a text, so that no factor of a product is ever 0 because of the text.
    const STRANGE: u64 = 0xFAFD_F8FE_FBF9_FFFC;

    const fn mix(self, [first, second]: [u64; 2]) -> Self {
        let product = (first ^ Self::STRANGE) as u128 * (second ^ self.0) as u128;
        Self((product >> 64) as u64 ^ product as u64)
    }

    /// Adds a part, and how long it is, so that `ab`+`c` is not `a`+`bc`.
    fn add(self, part: &str) -> Self {
        let (blocks, rest) = part.as_bytes().as_chunks();
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        let start = Self(self.0.wrapping_add(part.len() as u64));
        blocks.iter().chain([&last]).fold(start, |hash, block| {
            let both = u128::from_le_bytes(*block);
            hash.mix([both as u64, (both >> 64) as u64])
        })
    }
}

/// The name of a finding: 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    fn of(hash: Hash) -> Self {
        Self(std::array::from_fn(|i| b"0123456789abcdef"[(hash.0 >> (60 - 4 * i)) as usize & 15]))
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A fingerprint for each finding of a link, in their order: rule, file, field, the link and the text at fault (both
/// masked), and an ordinal among equals. No line, and no number of an array's element, so that other
/// links may come and go. Masked the same whether or not the report is.
#[must_use]
pub fn fingerprints(entry: &Entry) -> Vec<Fingerprint> {
    if entry.linted.findings.is_empty() {
        return Vec::new();
    }
    fingerprints_under(&Mask::of_literal(entry.literal, &entry.linted.decision), entry).collect()
}

/// The same for somebody who has the mask of the link already.
pub fn fingerprints_under<'e>(mask: &Mask, entry: &'e Entry) -> impl Iterator<Item = Fingerprint> + use<'e> {
    let shown = mask.link(&entry.literal.text);
    let key: Cow<str> = match (entry.stable, entry.literal.key.as_deref()) {
        (Some(stable), _) => stable.into(),
        (None, key) => key.map(without_indices).unwrap_or_default().into(),
    };
    let place = Hash::START.add(entry.literal.path).add(&mask.words(&key)).add(&shown);
    let findings = &entry.linted.findings;
    let one = move |(number, finding): (usize, &Finding)| {
        let what = |f: &Finding| (f.rule.id, shown.get(f.span.range()).unwrap_or_default());
        let (rule, at_fault) = what(finding);
        let equals = findings[..number].iter().filter(|before| what(before) == (rule, at_fault)).count();
        Fingerprint::of(place.add(rule).add(at_fault).mix([equals as u64, 0]))
    };
    findings.iter().enumerate().map(one)
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
            matches!(kind, NodeKind::Text | NodeKind::Number) && document.key(*child).eq_ignore_ascii_case(wanted)
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
    fn every_byte_and_every_border_counts() {
        let text = "https://a.example/?clickid={gk_click_id}";
        let whole = Hash::START.add(text);
        for at in 0..text.len() {
            let other = format!("{}!{}", &text[..at], &text[at + 1..]);
            assert!(Hash::START.add(&other).0 != whole.0, "{other}");
            assert!(Hash::START.add(&text[..at]).add(&text[at..]).0 != whole.0, "{at}");
        }
        assert!(Hash::START.add("a\0").0 != Hash::START.add("a").0);
    }

    #[test]
    fn a_fingerprint_is_written_in_digits() {
        assert_eq!(Fingerprint::of(Hash(0x0123_4567_89AB_CDEF)).as_str(), "0123456789abcdef");
    }

    #[test]
    fn indices_do_not_count() {
        assert_eq!(without_indices("/offers/12/link/0"), "/offers/*/link/*");
        assert_eq!(without_indices("#1/a1/2b"), "#1/a1/2b");
    }
}
