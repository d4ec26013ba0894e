//! Secrets and personal data: which bytes of a text are masked, and that nothing else gives them away.
//!
//! `tape` reads a text as it is meant, whatever escapes it is written with; `names` knows the names whose values are
//! masked, `values` the values that are known by their form, and `places` finds both in a text.

mod names;
mod places;
mod quotes;
mod tape;
mod values;

use crate::link::{Anatomy, Link, decoded};
use crate::lint::Decision;
use crate::platform::{Fact, Platform};
use crate::source::Literal;
use crate::span::{Edit, Span};
use places::{SpaceKind, search};
use quotes::{Quote, Quotes};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Letters in a row that are enough to recognise a secret by.
const PIECE: usize = 4;

/// What is masked in one link.
#[derive(Debug, Default)]
pub struct Mask {
    /// Bytes of the link, in order, without overlap.
    ranges: Vec<Range<usize>>,
    /// Every way in which the masked text may be quoted.
    quotes: Quotes,
    /// Masked text too short to have pieces.
    short: BTreeSet<String>,
    /// Every piece of masked text, in small letters.
    pieces: BTreeSet<[char; PIECE]>,
    /// Every piece of `quotes`: a text that holds none of them needs no closer look.
    hints: BTreeSet<[char; PIECE]>,
}

impl Mask {
    /// Finds what is secret or personal in a link.
    #[must_use]
    pub fn of(text: &str, decision: &Decision) -> Self {
        let documented = documented(decision);
        let named = |name: &str| documented.iter().copied().flatten().any(|fact| fact.is(name));
        let kept = macros(text);
        Self::covering(text, &kept, search(text, &kept, SpaceKind::Link, &named))
    }

    /// Finds it in a link that stands in a file. In prose a blank may have cut a mail address in two: its first half
    /// is in the link.
    #[must_use]
    pub fn of_literal(literal: &Literal, decision: &Decision) -> Self {
        let text = &literal.text;
        let Some(behind) = mail_domain(literal) else { return Self::of(text, decision) };
        let mut mask = Self::of(&format!("{text}{behind}"), decision);
        mask.ranges.iter_mut().for_each(|r| r.end = r.end.min(text.len()));
        mask.ranges.retain(|r| r.start < r.end);
        mask
    }

    fn covering(text: &str, kept: &[Range<usize>], mut found: Vec<Range<usize>>) -> Self {
        let mut mask = Self::default();
        if found.is_empty() {
            return mask;
        }
        found.sort_by_key(|r| (r.start, r.end));
        let mut whole: Vec<Range<usize>> = Vec::new();
        for range in found {
            match whole.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => whole.push(range),
            }
        }
        mask.ranges = whole.iter().flat_map(|range| literal_parts(kept, range)).collect();
        let mut quotes: Vec<Quote> = Vec::new();
        for (i, range) in mask.ranges.iter().enumerate() {
            let before = if i > 0 { mask.ranges[i - 1].end } else { 0 };
            for form in forms(&text[range.clone()]) {
                mask.pieces.extend(pieces(&form.to_ascii_lowercase()).map(|(_, piece)| piece));
                quotes.push(Quote { text: form, masked_from: 0 });
            }
            quotes.push(in_context(text, before, range));
        }
        // Short text is a part of too many words: it counts only where it is all that is quoted.
        let (quotes, short): (Vec<Quote>, Vec<Quote>) =
            quotes.into_iter().partition(|quote| quote.text.chars().count() >= PIECE);
        mask.short = short.into_iter().map(|quote| quote.text).collect();
        mask.hints = quotes.iter().flat_map(|quote| pieces(&quote.text).map(|(_, piece)| piece)).collect();
        mask.quotes = Quotes::of(quotes);
        mask
    }

    /// True if nothing is masked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The link with a `*` for every masked byte, so that spans keep their place.
    #[must_use]
    pub fn link<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for range in &self.ranges {
            out.push_str(&text[at..range.start]);
            out.extend(std::iter::repeat_n('*', range.len()));
            at = range.end;
        }
        out.push_str(&text[at..]);
        Cow::Owned(out)
    }

    /// A message, label or title without masked text: rules quote the link, whole values and pieces of them.
    #[must_use]
    pub fn words<'t>(&self, words: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(words);
        }
        let hinted = pieces(words).any(|(_, piece)| self.hints.contains(&piece));
        let out = if hinted { self.quotes.mask(words) } else { words.to_owned() };
        // Between backticks stands text of the link: there a piece is enough to give a secret away.
        let parts = out.split('`').enumerate();
        let parts: Vec<Cow<str>> = parts.map(|(i, p)| if i % 2 == 1 { self.quoted(p) } else { p.into() }).collect();
        Cow::Owned(parts.join("`"))
    }

    /// Quoted text without pieces of masked text.
    fn quoted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.short.contains(text) {
            return Cow::Owned("*".repeat(text.chars().count()));
        }
        // `email` tells nothing of an address in which `mail` occurs, unless it is the whole value.
        let is_name = |b: u8| b.is_ascii_alphabetic() || b"_-.[] ".contains(&b);
        let name = text.len() <= 64 && text.bytes().all(is_name) && names::says(text).is_some();
        if name && !self.quotes.hold(text) {
            return Cow::Borrowed(text);
        }
        let mut hidden: Vec<bool> = Vec::new();
        for (at, piece) in pieces(&text.to_ascii_lowercase()) {
            if self.pieces.contains(&piece) {
                hidden.resize(text.chars().count(), false);
                hidden[at..at + PIECE].fill(true);
            }
        }
        if hidden.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().zip(hidden).map(|(c, hide)| if hide { '*' } else { c }).collect())
    }

    /// True if an edit takes away, cuts into or writes anew what is masked.
    #[must_use]
    pub fn touches(&self, edit: &Edit) -> bool {
        if self.is_empty() {
            return false;
        }
        let Span { start, end } = edit.span;
        let (start, end) = (start as usize, end as usize);
        // An edit beside masked text is none of it.
        let first = self.ranges.partition_point(|r| r.end <= start);
        self.ranges.get(first).is_some_and(|r| r.start < end.max(start + usize::from(r.start < start)))
            || self.words(&edit.text) != edit.text
            || self.quoted(&edit.text) != edit.text
    }
}

/// The macros of a text that are never masked. What only looks like one, because it stands in braces, is none if it
/// holds a name with a value: `{"token":"x"}`.
fn macros(text: &str) -> Vec<Range<usize>> {
    let mut anatomy = Anatomy::default();
    anatomy.split(text);
    let link = Link::new(text, &anatomy);
    let spans = link.all_macros().iter().map(|m| m.span.range());
    spans.filter(|range| is_macro(&text[range.clone()])).collect()
}

/// Brackets also stand around values: `<k3Zz9>`. Words in them make a macro, and a number may end them.
fn is_macro(text: &str) -> bool {
    let bracket = text.starts_with(['<', '(', '[']);
    let mixed = || text.as_bytes().windows(2).any(|w| w[0].is_ascii_digit() && w[1].is_ascii_alphabetic());
    let value = text.contains([':', '=', '"', '\'']) || bracket && mixed();
    !value
}

/// A sentence, a name of a file or a key, in which nothing is secret or about a person: a `*` stands for each such byte.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = search(text, &[], SpaceKind::Sentence, &|_| false);
    if found.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(Mask::covering(text, &[], found).link(text).into_owned())
    }
}

/// The blank and the domain behind a link that ends in the first half of a mail address.
fn mail_domain<'l>(literal: &Literal<'l>) -> Option<&'l str> {
    const LONGEST: usize = 256;
    let end = literal.at.checked_sub(literal.lines_at)? as usize + literal.text.len();
    if literal.map.is_some() || literal.lines.get(end)? != &b' ' {
        return None;
    }
    let behind = &literal.lines[end..literal.lines.len().min(end + LONGEST)];
    let behind = behind.utf8_chunks().next()?.valid();
    let domain = behind.trim_start_matches(' ').strip_prefix('@')?;
    let length = domain.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-.".contains(b)).count();
    Some(&behind[..behind.len() - domain.len() + length])
}

/// What the platforms of a link are documented to call their secrets.
fn documented(decision: &Decision) -> [&'static [Fact]; 4] {
    let of = |platform: Option<&'static Platform>| {
        platform.map_or([&[] as &[Fact]; 2], |p| [p.receives.security, p.link.signature])
    };
    let ([a, b], [c, d]) = (of(decision.network), of(decision.platform.map(|(platform, _)| platform)));
    [a, b, c, d]
}

/// Every few characters in a row, with the number of the first.
fn pieces(text: &str) -> impl Iterator<Item = (usize, [char; PIECE])> + '_ {
    let chars = |from| text.chars().skip(from);
    chars(0).zip(chars(1)).zip(chars(2)).zip(chars(3)).map(|(((a, b), c), d)| [a, b, c, d]).enumerate()
}

/// Masked text together with what stands before it, so that even `pin=12` is known when a message quotes it.
fn in_context(text: &str, from: usize, range: &Range<usize>) -> Quote {
    const REACH: usize = 12;
    let start = text.ceil_char_boundary(range.start.saturating_sub(REACH).max(from));
    Quote { text: text[start..range.end].to_owned(), masked_from: range.start - start }
}

/// Ways in which a rule may quote the text: as it is, and decoded up to three times.
fn forms(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    for _ in 0..3 {
        let next = decoded(&all[all.len() - 1]).into_owned();
        if all.contains(&next) {
            break;
        }
        all.push(next);
    }
    let meant = tape::Tape::of(text, &[]);
    let meant = meant.text(0..meant.0.len());
    if !all.contains(&meant) {
        all.push(meant);
    }
    all
}

/// The parts of a range outside macros.
fn literal_parts(kept: &[Range<usize>], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    let first = kept.partition_point(|m| m.end <= range.start);
    for found in kept[first..].iter().take_while(|m| m.start < range.end) {
        parts.push(at..found.start.max(at));
        at = found.end;
    }
    parts.push(at.min(range.end)..range.end);
    parts.retain(|p| !p.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PIECES: [&str; 36] = [
        "https://",
        "a.example",
        "user:pw@",
        "/",
        "?",
        "&",
        "&amp;",
        "=",
        "%3D",
        "%2526",
        "#",
        ";",
        "\\u0026",
        "token",
        "%74oken",
        "key",
        "e-mail",
        "phone",
        "clickid",
        "{",
        "}",
        "{a=token}",
        "0123456789abcdef",
        "+4917012345678",
        "+",
        " ",
        "me@a.example",
        "%25",
        "%4",
        "é",
        "\u{200B}",
        "ＴＯＫＥＮ",
        "{click_id}",
        "\"",
        "[",
        "eyJ0b2tlbiI6IngifQ",
    ];

    fn link(text: &str) -> String {
        let found = search(text, &macros(text), SpaceKind::Link, &|_| false);
        Mask::covering(text, &macros(text), found).link(text).into_owned()
    }

    proptest! {
        #[test]
        fn only_whole_characters_become_stars(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)) {
            let text = pieces.concat();
            let masked = link(&text);
            prop_assert_eq!(masked.len(), text.len());
            prop_assert!(text.bytes().zip(masked.bytes()).all(|(a, b)| a == b || b == b'*'));
            prop_assert!(!pieces.contains(&"{click_id}") || masked.contains("click_id"), "{}", masked);
        }
    }

    #[test]
    fn a_sentence_keeps_its_words() {
        for sentence in ["credentials-in-url: needs a person's decision", "There is no setting called `token`."] {
            assert_eq!(masked(sentence), sentence);
        }
        assert_eq!(masked("no file `x?token=k3v9` here"), "no file `x?token=****` here");
        assert_eq!(masked("mail.eml:7:35: missing-scheme"), "mail.eml:7:35: missing-scheme");
        assert_eq!(masked("x.token:1234567:x"), "x.token:*********");
    }
}
