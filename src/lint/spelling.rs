//! Spellings that mean the same to every server: an encoded letter, the dot at the end of a host. A link is judged in its
//! plain spelling, so that neither hides a finding nor makes one, and keeps its own in the corrected link.

use super::carried::carried;
use super::repair::repaired;
use super::verdict::Linted;
use crate::link::{Anatomy, Link, escape};
use crate::rule::Finding;
use crate::span::{Edit, Map, Span, apply};

/// The plain spelling of `text` and the map back, if it is another one.
pub fn plain(text: &str, split: &Anatomy) -> Option<(String, Map)> {
    let link = Link::new(text, split);
    let mut edits: Vec<Edit> = trailing_dot(&link).map(Edit::delete).into_iter().collect();
    encoded_letters(&link, &mut edits);
    (!edits.is_empty()).then(|| apply(text, &edits.iter().collect::<Vec<_>>()))
}

/// The verdict on the plain spelling, as that on `text`.
pub fn in_own_spelling(mut linted: Linted, text: &str, map: &Map) -> Linted {
    linted.findings = linted.findings.into_iter().map(|f| carried(f, map)).collect();
    linted.decision.click_id = linted.decision.click_id.map(|s| map.span_out(s));
    if linted.corrected().is_some() {
        let (corrected, _) = repaired(text, &linted.findings, Finding::is_safe);
        (linted.fixed, linted.fixed_partly) = ((corrected != text).then_some(corrected), None);
    }
    linted.order();
    linted
}

/// `shop.example./`: the name from the root, which all resolvers take. At the end of a text it is a full stop.
fn trailing_dot(link: &Link) -> Option<Span> {
    let host = link.of(link.host);
    let goes_on = (link.host.end as usize) < link.text.len();
    // The last character of a host may be longer than a byte: `пример.рф`.
    (goes_on && host.ends_with('.') && host.len() > 1 && !host.ends_with(".."))
        .then(|| Span { start: link.host.end - 1, ..link.host })
}

/// The escapes behind the host that stand for a letter, a digit, `-`, `.`, `_` or `~`.
fn encoded_letters(link: &Link, edits: &mut Vec<Edit>) {
    let bytes = link.text.as_bytes();
    let mut at = link.host.end as usize;
    while let Some(found) = memchr::memchr(b'%', &bytes[at..]) {
        at += found;
        let Some(byte) = escape(&bytes[at..]) else {
            // What a stray `%` would make an escape of stays as it is.
            at += 3.min(bytes.len() - at);
            continue;
        };
        let letter = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if letter && link.macro_at(at).is_none() {
            edits.push(Edit::replace(Span::new(at, at + 3), char::from(byte).to_string()));
        }
        at += 3;
    }
}
