//! Names that are nearly the network's: `gkclickid`, `{gk-click-id}`, `cnv_eventid`.

use crate::link::{Chars, Link, Seen, decoded, mark_of};
use crate::platform::{Catalogue, Platform, any_alike};
use crate::span::Span;

/// A misspelt name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// The name as written, without delimiters.
    pub span: Span,
    /// The name that was meant.
    pub name: &'static str,
    /// It is a macro's name or one that should be, not a parameter's.
    pub is_macro: bool,
}

/// How sure it is that this network's names are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearTolerance {
    /// Nothing else says so: only damage that no other name explains counts.
    Strict,
    /// The host or somebody's word says so.
    Known,
}

/// The names of one network, prepared for comparison.
#[derive(Debug)]
pub struct OwnNames {
    names: Vec<(&'static str, NearKey)>,
    /// The marks of the names.
    marks: u64,
    /// The letters of the names.
    letters: Vec<u32>,
    /// A bit for each length of a name, those from 63 on together.
    lengths: u64,
    /// A bit for each letter and digit with which a name or a misspelt one may begin.
    begins: u64,
}

impl OwnNames {
    /// Every name of `network` that is long enough to be told from others.
    #[must_use]
    pub fn of(network: &'static Platform) -> Self {
        Self::new(own_names(network))
    }

    /// The names that alone give `network` away.
    #[must_use]
    pub fn telltale(network: &'static Platform) -> Self {
        Self::new(network.telltale.iter().copied())
    }

    fn new(names: impl Iterator<Item = &'static str>) -> Self {
        let long = names.filter(|n| n.len() >= 9 && !n.contains(['#', '*', ' ']));
        let mut names: Vec<_> = long.map(|n| (n, NearKey::of(n))).collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        let lengths = names.iter().fold(0, |bits, (name, _)| bits | length_bit(name));
        let begins = names.iter().flat_map(|(_, name)| mark(name.bytes()).0).fold(0, |bits, b| bits | begin_bit(*b));
        let marks = names.iter().fold(0, |marks, (name, _)| marks | mark_of(name));
        let letters = names.iter().map(|(_, name)| name.letters).collect();
        Self { names, marks, letters, lengths, begins }
    }

    /// True if `written` is one of them.
    #[must_use]
    pub fn contains(&self, written: &str) -> bool {
        self.lengths & length_bit(written) != 0
            && self.marks & mark_of(written) != 0
            && self.names.iter().any(|(name, _)| *name == written)
    }

    /// The name that `written` must be meant for; `None` if it is one, or another platform's, or too far.
    #[must_use]
    pub fn meant(&self, written: &str, tolerance: NearTolerance, catalogue: &Catalogue) -> Option<&'static str> {
        if !(5..=64).contains(&written.len()) || !self.may_begin(written) || self.contains(written) {
            return None;
        }
        if self.is_far(written) {
            return None;
        }
        let plain = NearKey::of(&decoded(written));
        let same = self.names.iter().find(|(_, name)| name.bytes() == plain.bytes());
        let found = same.or_else(|| self.names.iter().find(|(_, name)| is_near(&plain, name, tolerance)))?;
        (!catalogue.is_a_name(written)).then_some(found.0)
    }

    /// True if `written` has too many or too few letters and digits, or too many others, to be any of these names: that
    /// is told without copying it.
    fn is_far(&self, written: &str) -> bool {
        let (mut letters, mut digits, mut count) = (0_u32, 0, 0_usize);
        for b in written.bytes() {
            match b {
                b'a'..=b'z' => letters |= 1 << (b - b'a'),
                b'A'..=b'Z' => letters |= 1 << (b - b'A'),
                b'0'..=b'9' => digits += 1,
                // An escape, or a letter beyond ASCII, may stand for any.
                b'%' | 0x80.. => return false,
                _ => continue,
            }
            count += 1;
        }
        if !any_alike(&self.letters, letters, LIMIT) {
            return true;
        }
        let may_be = |name: &NearKey| {
            count.abs_diff(name.len) <= LIMIT
                && digits == name.digits
                && (letters ^ name.letters).count_ones() as usize <= 2 * LIMIT
        };
        !self.names.iter().any(|(_, name)| may_be(name))
    }

    /// False for most names of others: what begins with a letter that stands in no name's mark is no slip of one.
    /// Asked first, this takes half of the time that comparing takes for a link.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, written: &str) -> bool {
        if let Some(b) = written.as_bytes().first().filter(|b| b.is_ascii_alphanumeric()) {
            return self.begins & begin_bit(b.to_ascii_lowercase()) != 0;
        }
        // An escape, or a letter beyond ASCII, may stand for any.
        let first = written.bytes().find(|b| b.is_ascii_alphanumeric() || *b == b'%' || !b.is_ascii());
        first.is_none_or(|b| !b.is_ascii_alphanumeric() || self.begins & begin_bit(b.to_ascii_lowercase()) != 0)
    }
}

fn length_bit(name: &str) -> u64 {
    1 << name.len().min(63)
}

/// `b` is a small letter or a digit.
const fn begin_bit(b: u8) -> u64 {
    1 << (if b.is_ascii_digit() { b - b'0' + 26 } else { b - b'a' })
}

/// A network's mark at the beginning of a name of its own, and the rest.
fn mark(name: &[u8]) -> (&[u8], &[u8]) {
    name.split_at(if name.starts_with(b"gk") { 2 } else { 3 })
}

/// A name as it stands in a link: its place, and whether it is a macro's or a word where a macro could stand.
type Name = (Span, bool);

/// The names of one link, and those of them that are misspelt. Kept and reused.
#[derive(Clone, Debug, Default)]
pub struct NearNames {
    near: Vec<Near>,
    names: Vec<Name>,
}

impl std::ops::Deref for NearNames {
    type Target = [Near];

    fn deref(&self) -> &[Near] {
        &self.near
    }
}

impl NearNames {
    /// Collects the names of `link`, none of which is misspelt yet.
    pub fn read(&mut self, link: &Link) {
        self.near.clear();
        self.names.clear();
        if link.seen.has(Seen::NAMES) {
            each_name(link, |span, is_macro| self.names.push((span, is_macro)));
        }
    }

    /// Every name in the link that was read: of parameters, of macros, and bare words where a macro could stand.
    /// True with those that are a macro's or such a word.
    pub fn names<'a>(&self, link: &Link<'a>) -> impl Iterator<Item = (&'a str, bool)> {
        let text = link.text;
        self.names.iter().map(move |(span, is_macro)| (span.of(text), *is_macro))
    }

    /// Collects what is nearly one of `names` in the link that was read.
    pub fn compare(&mut self, link: &Link, names: &OwnNames, tolerance: NearTolerance, catalogue: &Catalogue) {
        for (span, is_macro) in &self.names {
            if let Some(name) = names.meant(span.of(link.text), tolerance, catalogue) {
                self.near.push(Near { span: *span, name, is_macro: *is_macro });
            }
        }
        self.near.sort_by_key(|n| n.span);
    }
}

/// Characters a misspelt name may hold; letters beyond ASCII may be look-alikes.
const NAME_LIKE: Chars = Chars::WORD
    .or(Chars::HYPHEN)
    .or(Chars::DOT)
    .or(Chars::NON_ASCII)
    .or(Chars::PERCENT)
    .or(Chars::BLANK)
    .or(Chars::BRACE)
    .or(Chars::BRACKET);

/// What is left of a delimiter stands beside a name in a value: `<gk_clickid`, `$gk_clickid`.
const HALVES: Chars = Chars::ODD.or(Chars::OTHER);

/// Calls `see` with the place of every name in a link, and whether it is a macro's or may be one.
fn each_name(link: &Link, mut see: impl FnMut(Span, bool)) {
    // Where a part of a text begins is told by its address: searching for it took a tenth of all linting.
    let place = |part: &str| {
        let start = part.as_ptr() as usize - link.text.as_ptr() as usize;
        Span::new(start, start + part.len())
    };
    for param in link.all_params() {
        if param.key_chars.only(NAME_LIKE) && link.macros_in(param.key).next().is_none() {
            see(param.key, false);
        }
        let has_letters = param.value_chars.has(Chars::LOWER.or(Chars::UPPER));
        if has_letters && param.value_chars.only(NAME_LIKE.or(HALVES)) && link.macros_in(param.value).next().is_none() {
            see(place(trimmed(link.value(param))), true);
        }
    }
    for found in link.all_macros() {
        see(place(link.macro_name(found)), true);
    }
}

/// A value without what is left of delimiters around it.
fn trimmed(value: &str) -> &str {
    let plain = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    if plain(value.as_bytes().first()) && plain(value.as_bytes().last()) {
        return value;
    }
    value.trim_matches(|c: char| !c.is_alphanumeric() && c != '_')
}

/// A name in lower case with look-alikes replaced and `_`, `-`, `.` and blanks left out, without the heap.
#[derive(Debug)]
struct NearKey {
    bytes: [u8; 64],
    len: usize,
    letters: u32,
    digits: usize,
}

impl NearKey {
    fn of(name: &str) -> Self {
        let mut out = Self { bytes: [0; 64], len: 0, letters: 0, digits: 0 };
        if name.is_ascii() {
            name.bytes().for_each(|b| out.push(b));
        } else {
            name.chars()
                .filter_map(|c| if c.is_ascii() { Some(c) } else { lookalike(c) })
                .for_each(|c| out.push(c as u8));
        }
        out
    }

    fn push(&mut self, b: u8) {
        if b.is_ascii_alphanumeric() && self.len < self.bytes.len() {
            let b = b.to_ascii_lowercase();
            self.bytes[self.len] = b;
            self.len += 1;
            match b {
                b'a'..=b'z' => self.letters |= 1 << (b - b'a'),
                _ => self.digits += 1,
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// Edits that a misspelt name may be away.
const LIMIT: usize = 2;

/// Two names within two edits, where the edits are slips and not another name: the mark that tells networks apart
/// (`gk`, `cnv`, `pub`) may lose, double or swap letters but not become another one. Cheap tests come first.
fn is_near(written: &NearKey, name: &NearKey, tolerance: NearTolerance) -> bool {
    // `gk_click_id2` is a second click id, not a slip.
    if written.len.abs_diff(name.len) > LIMIT
        || written.digits != name.digits
        || (written.letters ^ name.letters).count_ones() as usize > 2 * LIMIT
    {
        return false;
    }
    let (w, n) = (written.bytes(), name.bytes());
    let (mark, rest) = mark(n);
    let head = match w.strip_suffix(rest) {
        Some(other) => other,
        None if tolerance == NearTolerance::Known => &w[..mark.len().min(w.len())],
        None => b"",
    };
    (w.starts_with(mark) || !head.is_empty() && is_slip(head, mark))
        && strsim::osa_distance(written.text(), name.text()) <= LIMIT
}

/// `written` is `mark` with one letter lost, doubled or swapped.
fn is_slip(written: &[u8], mark: &[u8]) -> bool {
    let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
    written.len().abs_diff(mark.len()) <= 1
        && written.iter().all(|b| mark.contains(b))
        && strsim::osa_distance(text(written), text(mark)) <= 1
}

/// The ASCII letter that `c` looks like, where it is none itself: Cyrillic and Greek letters, full-width forms and
/// the dashes that text programs make, the ones that get into links by copying.
#[must_use]
pub fn lookalike(c: char) -> Option<char> {
    const PAIRS: [(&str, char); 34] = [
        ("аαａ", 'a'),
        ("Ьｂ", 'b'),
        ("сϲⅽｃ", 'c'),
        ("ԁⅾｄ", 'd'),
        ("еｅ", 'e'),
        ("ｆ", 'f'),
        ("ɡｇ", 'g'),
        ("һｈ", 'h'),
        ("іıιⅰｉ", 'i'),
        ("јｊ", 'j'),
        ("кκｋ", 'k'),
        ("ӏⅼｌ", 'l'),
        ("ⅿｍ", 'm'),
        ("ｎ", 'n'),
        ("оοｏ", 'o'),
        ("рρｐ", 'p'),
        ("ԛｑ", 'q'),
        ("ｒ", 'r'),
        ("ѕｓ", 's'),
        ("ｔ", 't'),
        ("υｕ", 'u'),
        ("νⅴｖ", 'v'),
        ("ԝｗ", 'w'),
        ("хⅹｘ", 'x'),
        ("уｙ", 'y'),
        ("ｚ", 'z'),
        ("АΑ", 'A'),
        ("СϹ", 'C'),
        ("ЕΕ", 'E'),
        ("ІΙ", 'I'),
        ("КΚ", 'K'),
        ("ОΟ", 'O'),
        ("＿", '_'),
        ("‐‑‒–—−", '-'),
    ];
    if c.is_ascii() {
        return None;
    }
    PAIRS.iter().find(|(set, _)| set.contains(c)).map(|(_, ascii)| *ascii)
}

/// Every name that a platform, as a network, gives to parameters and macros.
pub fn own_names(platform: &'static Platform) -> impl Iterator<Item = &'static str> {
    let macros = platform.fires.macros().map(|(fact, _)| fact);
    macros.chain(platform.receives.params()).chain(platform.link_params()).map(|f| f.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every name is compared, whatever it begins with.
    fn plainly_meant(
        own: &OwnNames,
        written: &str,
        tolerance: NearTolerance,
        catalogue: &Catalogue,
    ) -> Option<&'static str> {
        let plain = NearKey::of(&decoded(written));
        let fits = |(_, name): &&(&str, NearKey)| name.bytes() == plain.bytes() || is_near(&plain, name, tolerance);
        let other = !(5..=64).contains(&written.len()) || own.names.iter().any(|(name, _)| *name == written);
        let same = own.names.iter().find(|(_, name)| name.bytes() == plain.bytes());
        let found = same.or_else(|| own.names.iter().find(fits)).filter(|_| !other)?;
        (!catalogue.is_a_name(written)).then_some(found.0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_first_letter_rules_out_no_slip(
            name in prop::sample::select(&["gk_click_id", "cnv_event_id", "cnv_conversion_id", "pub_member_id"][..]),
            at in 0..18_usize,
            put in "[a-z0-9_%.-]{0,2}|\u{43a}|%67|\\{",
            taken in 0..3_usize,
            tolerance in prop::sample::select(&[NearTolerance::Strict, NearTolerance::Known][..]),
        ) {
            let catalogue = Catalogue::default();
            let (from, to) = (at.min(name.len()), (at + taken).min(name.len()));
            let written = format!("{}{put}{}", &name[..from], &name[to..]);
            for network in catalogue.all().iter().filter(|p| !p.telltale.is_empty()) {
                for own in [OwnNames::of(network), OwnNames::telltale(network)] {
                    let plain = plainly_meant(&own, &written, tolerance, &catalogue);
                    prop_assert_eq!(own.meant(&written, tolerance, &catalogue), plain, "{}", written);
                }
            }
        }
    }
}
