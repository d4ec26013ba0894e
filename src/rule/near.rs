//! Names that are nearly the network's: `gkclickid`, `{gk-click-id}`, `cnv_eventid`.

use super::context::own_names;
use crate::link::{Chars, Link, decoded};
use crate::platform::{Catalogue, Platform};
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
pub enum Latitude {
    /// Nothing else says so: only damage that no other name explains counts.
    Strict,
    /// The host or somebody's word says so.
    Known,
}

/// The names of one network, prepared for comparison.
#[derive(Debug)]
pub struct OwnNames {
    names: Vec<(&'static str, Squeezed)>,
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
        let mut names: Vec<_> = long.map(|n| (n, Squeezed::of(n))).collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        Self { names }
    }

    /// True if `written` is one of them.
    #[must_use]
    pub fn contains(&self, written: &str) -> bool {
        self.names.iter().any(|(name, _)| *name == written)
    }

    /// The name that `written` must be meant for; `None` if it is one, or another platform's, or too far.
    #[must_use]
    pub fn meant(&self, written: &str, latitude: Latitude, catalogue: &Catalogue) -> Option<&'static str> {
        if !(5..=64).contains(&written.len()) || self.contains(written) {
            return None;
        }
        let plain = Squeezed::of(&decoded(written));
        let same = self.names.iter().find(|(_, name)| name.bytes() == plain.bytes());
        let found = same.or_else(|| self.names.iter().find(|(_, name)| is_near(&plain, name, latitude)))?;
        (!catalogue.is_a_name(written)).then_some(found.0)
    }
}

/// The misspelt names of one link. Kept and reused.
#[derive(Clone, Debug, Default)]
pub struct NearNames(Vec<Near>);

impl std::ops::Deref for NearNames {
    type Target = [Near];

    fn deref(&self) -> &[Near] {
        &self.0
    }
}

impl NearNames {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Collects what is nearly one of `names` in `link`.
    pub fn read(&mut self, link: &Link, names: &OwnNames, latitude: Latitude, catalogue: &Catalogue) {
        self.clear();
        each_name(link, |written, span, is_macro| {
            if let Some(name) = names.meant(written, latitude, catalogue) {
                self.0.push(Near { span, name, is_macro });
            }
        });
        self.0.sort_by_key(|n| n.span);
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

/// Calls `see` with every name in a link: of parameters, of macros, and bare words where a macro could stand.
pub fn each_name(link: &Link, mut see: impl FnMut(&str, Span, bool)) {
    for param in link.all_params() {
        if param.key_chars.only(NAME_LIKE) && link.macros_in(param.key).next().is_none() {
            see(link.key(param), param.key, false);
        }
        let has_letters = param.value_chars.has(Chars::LOWER.or(Chars::UPPER));
        if has_letters && param.value_chars.only(NAME_LIKE) && link.macros_in(param.value).next().is_none() {
            let value = link.value(param);
            let trimmed = value.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
            let start = param.value.start as usize + value.find(trimmed).unwrap_or(0);
            see(trimmed, Span::new(start, start + trimmed.len()), true);
        }
    }
    for found in link.all_macros() {
        let name = link.macro_name(found);
        let start = found.inner.start as usize + found.inner.of(link.text).find(name).unwrap_or(0);
        see(name, Span::new(start, start + name.len()), true);
    }
}

/// A name in lower case with look-alikes replaced and `_`, `-`, `.` and blanks left out, without the heap.
#[derive(Debug)]
struct Squeezed {
    bytes: [u8; 64],
    len: usize,
    letters: u32,
    digits: usize,
}

impl Squeezed {
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

/// Two names within two edits, where the edits are slips and not another name: the mark that tells networks apart
/// (`gk`, `cnv`, `pub`) may lose, double or swap letters but not become another one. Cheap tests come first.
fn is_near(written: &Squeezed, name: &Squeezed, latitude: Latitude) -> bool {
    const LIMIT: usize = 2;
    // `gk_click_id2` is a second click id, not a slip.
    if written.len.abs_diff(name.len) > LIMIT
        || written.digits != name.digits
        || (written.letters ^ name.letters).count_ones() as usize > 2 * LIMIT
    {
        return false;
    }
    let (w, n) = (written.bytes(), name.bytes());
    let (mark, rest) = n.split_at(if n.starts_with(b"gk") { 2 } else { 3 });
    let head = match w.strip_suffix(rest) {
        Some(other) => other,
        None if latitude == Latitude::Known => &w[..mark.len().min(w.len())],
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
