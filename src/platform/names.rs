//! Names of parameters and macros: patterns, kinds, and how far two of them are apart.

use std::collections::VecDeque;
use std::sync::LazyLock;

/// What a macro is replaced with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MacroKind {
    /// An id of the click.
    ClickId,
    /// A free value that passes through.
    Sub,
    /// An event or goal.
    Event,
    /// What the partner earns.
    Payout,
    /// What the sale was worth.
    Revenue,
    /// A currency code.
    Currency,
    /// A point in time or a duration.
    Time,
    /// An id of the conversion.
    UniqueId,
    /// A status.
    Status,
    /// A device or its system, as an id or in words.
    Device,
    /// A campaign, a creative, a place: certainly no id of a click.
    Other,
}

impl MacroKind {
    /// This kind for a macro called `name`: a device's macros stand among the others and are known by their words.
    #[must_use]
    pub fn of(self, name: &str) -> Self {
        match self {
            Self::Other if generic_kind(name) == Some(Self::Device) => Self::Device,
            kind => kind,
        }
    }
}

/// True if `name` fits `pattern`, in which `*` stands for any text and `#` for digits.
#[must_use]
pub fn matches_name(pattern: &str, name: &str) -> bool {
    // Asked of every name against every fact: nearly all differ in their first letter.
    let first = pattern.as_bytes().first();
    if first != name.as_bytes().first() && !matches!(first, Some(b'*' | b'#')) {
        return false;
    }
    let Some(at) = pattern.bytes().position(|b| matches!(b, b'*' | b'#')) else {
        return pattern == name;
    };
    let (prefix, rest) = pattern.split_at(at);
    let Some(tail) = name.strip_prefix(prefix) else {
        return false;
    };
    let suffix = &rest[1..];
    let Some(middle) = tail.strip_suffix(suffix) else {
        return false;
    };
    rest.starts_with('*') || !middle.is_empty() && middle.bytes().all(|b| b.is_ascii_digit())
}

/// Words that, somewhere in a macro's name, say what it is filled with. Longer words first.
const WORDS: [(&str, MacroKind); 56] = [
    ("timestamp", MacroKind::Time),
    ("datetime", MacroKind::Time),
    ("unixtime", MacroKind::Time),
    ("date", MacroKind::Time),
    ("time", MacroKind::Time),
    ("currency", MacroKind::Currency),
    ("payout", MacroKind::Payout),
    ("revenue", MacroKind::Revenue),
    ("amount", MacroKind::Revenue),
    ("price", MacroKind::Revenue),
    ("cost", MacroKind::Revenue),
    ("bid", MacroKind::Revenue),
    ("status", MacroKind::Status),
    ("event", MacroKind::Event),
    ("goal", MacroKind::Event),
    ("campaign", MacroKind::Other),
    ("adgroup", MacroKind::Other),
    ("adset", MacroKind::Other),
    ("creative", MacroKind::Other),
    ("banner", MacroKind::Other),
    ("keyword", MacroKind::Other),
    ("placement", MacroKind::Other),
    ("category", MacroKind::Other),
    ("country", MacroKind::Other),
    ("region", MacroKind::Other),
    ("city", MacroKind::Other),
    ("geo", MacroKind::Other),
    ("language", MacroKind::Other),
    ("browser", MacroKind::Device),
    ("device", MacroKind::Device),
    ("platform", MacroKind::Other),
    ("carrier", MacroKind::Device),
    ("model", MacroKind::Device),
    ("brand", MacroKind::Device),
    ("user_agent", MacroKind::Device),
    ("useragent", MacroKind::Device),
    ("idfa", MacroKind::Device),
    ("idfv", MacroKind::Device),
    ("gaid", MacroKind::Device),
    ("aaid", MacroKind::Device),
    ("aifa", MacroKind::Device),
    ("adid", MacroKind::Device),
    ("oaid", MacroKind::Device),
    ("android_id", MacroKind::Device),
    ("advertising_id", MacroKind::Device),
    ("advertiser", MacroKind::Other),
    ("publisher", MacroKind::Other),
    ("affiliate", MacroKind::Other),
    ("offer", MacroKind::Other),
    ("package", MacroKind::Other),
    ("bundle", MacroKind::Other),
    ("os", MacroKind::Device),
    ("version", MacroKind::Other),
    ("token", MacroKind::Other),
    ("group", MacroKind::Other),
    ("ip", MacroKind::Other),
];

/// Pieces of a name with which it may well be, or carry, a click id.
const ID_WORDS: [&str; 16] = [
    "click",
    "clk",
    "cid",
    "sub",
    "tid",
    "trans",
    "txn",
    "session",
    "request",
    "req",
    "hash",
    "uuid",
    "external",
    "visit",
    "ref",
    "aff_click",
];

/// A name in lower case on the stack: these questions are asked of every name of every link.
struct Lower {
    bytes: [u8; 64],
    len: usize,
}

impl Lower {
    /// Only the characters that `keep` lets through; nothing of a name that is no name any more.
    fn of(name: &str, keep: impl Fn(u8) -> bool) -> Self {
        let mut out = Self { bytes: [0; 64], len: 0 };
        if name.len() <= out.bytes.len() {
            for b in name.bytes().filter(|b| b.is_ascii() && keep(*b)) {
                out.bytes[out.len] = b.to_ascii_lowercase();
                out.len += 1;
            }
        }
        out
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// The kind that a macro's name gives away by itself, whoever fills it; `None` where it may be an id of the click.
#[must_use]
pub fn generic_kind(name: &str) -> Option<MacroKind> {
    // What is longer is no name any more.
    if name.len() > LONGEST || is_click_id_name(name) {
        return None;
    }
    let held = Held::of(name);
    if held.has_id_word() {
        return None;
    }
    let pieces = name.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic());
    let mut words = pieces.filter(|w| w.bytes().any(|b| b.is_ascii()));
    let (first, second) = (words.next(), words.next());
    if second.is_none() && first.is_some_and(|w| is_word(w, "ad") || is_word(w, "source")) {
        return Some(MacroKind::Other);
    }
    let whole = |word: &str| first.into_iter().chain(second).chain(words.clone()).any(|w| is_word(w, word));
    held.words().find(|at| WORDS[*at].0.len() > SHORT || whole(WORDS[*at].0)).map(|at| WORDS[at].1)
}

/// The longest text that is a name, in bytes.
const LONGEST: usize = 64;

/// Words of so many letters have to stand alone: `ip`, not `tip`.
const SHORT: usize = 3;

/// `written` is `word` in any case; what is not ASCII does not count.
fn is_word(written: &str, word: &str) -> bool {
    written.bytes().filter(u8::is_ascii).map(|b| b.to_ascii_lowercase()).eq(word.bytes())
}

/// Which of [`WORDS`] and [`ID_WORDS`] a name holds: a bit for each.
struct Held(u128);

impl Held {
    /// One walk over the name finds them all. What is not ASCII does not count.
    fn of(name: &str) -> Self {
        let walk = &*WALK;
        let (mut state, mut held) = (0_usize, 0);
        for b in name.bytes().filter(u8::is_ascii) {
            state = usize::from(walk.next[state][usize::from(class(b))]);
            held |= walk.ends[state];
        }
        Self(held)
    }

    const fn has_id_word(&self) -> bool {
        self.0 >> WORDS.len() != 0
    }

    /// The numbers of the words, in the order of the list.
    fn words(&self) -> impl Iterator<Item = usize> + use<> {
        let mut left = self.0 & ((1 << WORDS.len()) - 1);
        std::iter::from_fn(move || {
            let at = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (at < WORDS.len()).then_some(at)
        })
    }
}

/// Classes of characters: a letter each, `_`, and everything else.
const CLASSES: usize = 28;

const fn class(b: u8) -> u8 {
    match b {
        b'a'..=b'z' => b - b'a',
        b'A'..=b'Z' => b - b'A',
        b'_' => 26,
        _ => 27,
    }
}

/// The automaton of Aho and Corasick for the two lists of words.
struct Walk {
    next: Vec<[u16; CLASSES]>,
    /// The words that end in each state.
    ends: Vec<u128>,
}

static WALK: LazyLock<Walk> = LazyLock::new(|| {
    let words = WORDS.iter().map(|(word, _)| *word).chain(ID_WORDS);
    let mut walk = Walk { next: vec![[0; CLASSES]], ends: vec![0] };
    for (number, word) in words.enumerate() {
        let mut state = 0;
        for b in word.bytes() {
            let to = walk.next[state][usize::from(class(b))];
            state = if to > 0 { usize::from(to) } else { walk.grown(state, class(b)) };
        }
        walk.ends[state] |= 1 << number;
    }
    walk.join();
    walk
});

impl Walk {
    /// A new state behind `state`.
    fn grown(&mut self, state: usize, class: u8) -> usize {
        let new = self.next.len();
        self.next.push([0; CLASSES]);
        self.ends.push(0);
        self.next[state][usize::from(class)] = u16::try_from(new).unwrap_or_default();
        new
    }

    /// Where a word does not go on, the walk goes on in the longest other one that it may be in.
    fn join(&mut self) {
        let mut back = vec![0_usize; self.next.len()];
        let mut queue: VecDeque<usize> = self.next[0].iter().filter(|to| **to > 0).map(|to| usize::from(*to)).collect();
        while let Some(state) = queue.pop_front() {
            self.ends[state] |= self.ends[back[state]];
            for class in 0..CLASSES {
                let shorter = self.next[back[state]][class];
                let to = &mut self.next[state][class];
                if *to > 0 {
                    back[usize::from(*to)] = usize::from(shorter);
                    queue.push_back(usize::from(*to));
                } else {
                    *to = shorter;
                }
            }
        }
    }
}

/// True for names by which somebody's click id goes: `clickid`, `aff_click_id`, `transaction_id`, `subid`.
#[must_use]
pub fn is_click_id_name(name: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "cid",
        "tid",
        "clid",
        "clkid",
        "subid",
        "transactionid",
        "transid",
        "txid",
        "externalid",
        "sessionid",
        "reqid",
        "requestid",
    ];
    // All of them end in `id` or `ref`. Asked of every name of every link, so this comes before any copying.
    match name.as_bytes().last() {
        Some(b'd' | b'D' | b'f' | b'F') => {}
        None => return false,
        Some(b) if b.is_ascii_alphanumeric() => return false,
        Some(_) => {}
    }
    let mut end = name.bytes().rev().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    if !matches!((end.next(), end.next()), (Some(b'd'), Some(b'i')) | (Some(b'f'), Some(b'e'))) {
        return false;
    }
    let squeezed = Lower::of(name, |b| b.is_ascii_alphanumeric());
    let name = squeezed.text();
    name.ends_with("clickid") || name.ends_with("clickref") || WHOLE.contains(&name)
}

/// True if `name` is one of `words` but for case, `_`, `-`, `.` and blanks: `Click-ID` is `clickid`.
#[must_use]
pub fn is_called(name: &str, words: &[&str]) -> bool {
    let letters = || name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    let Some(first) = letters().next() else { return false };
    // Nearly all differ in their first letter.
    let alike = |word: &&&str| word.as_bytes().first() == Some(&first);
    words.iter().filter(alike).any(|word| letters().eq(word.bytes())) && name.is_ascii()
}

/// The name in `names` nearest to `written`, if it lies within `limit` edits; an exact match is none.
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>, limit: usize) -> Option<(&'n str, usize)> {
    let mask = letters(written);
    // An edit is a letter more or less, but several bytes beyond ASCII.
    let slack = |name: &str| if written.is_ascii() && name.is_ascii() { 0 } else { 4 };
    let near = |distance: usize, limit: usize, name: &str| distance <= limit || distance <= limit + slack(name);
    names
        .filter(|name| near(name.len().abs_diff(written.len()), limit, name))
        .filter(|name| near((letters(name) ^ mask).count_ones() as usize, 2 * limit, name))
        .map(|name| (name, strsim::osa_distance(written, name)))
        .filter(|(_, distance)| (1..=limit).contains(distance))
        .min_by_key(|(_, distance)| *distance)
}

/// True if one of these sets of letters may be that of a name within so many edits of one with the set `written`: an edit
/// changes two letters at most. Without branches, so that it takes a few sets at once.
#[must_use]
pub fn any_alike(sets: &[u32], written: u32, edits: usize) -> bool {
    let far = |set: u32| (0..2 * edits).fold(set ^ written, |left, _| left & left.wrapping_sub(1));
    sets.iter().fold(false, |found, set| found | (far(*set) == 0))
}

/// The set of letters in a name: two names far apart here are far apart altogether.
pub(super) const fn letters(name: &str) -> u32 {
    let (bytes, mut set, mut i) = (name.as_bytes(), 0, 0);
    while i < bytes.len() {
        if bytes[i].is_ascii_alphabetic() {
            set |= 1 << (bytes[i].to_ascii_lowercase() - b'a');
        }
        i += 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Catalogue;

    #[test]
    fn one_walk_finds_the_words_that_a_search_for_each_finds() {
        let words = WORDS.iter().map(|(word, _)| *word).chain(ID_WORDS);
        let words: Vec<&str> = words.collect();
        let catalogue = Catalogue::default();
        let own = catalogue.all().iter().flat_map(|p| p.own_names());
        let made = ["Dateline", "tid", "xtipid", "subsub", "trantransx", "andandroid_id", "reqreference", "hashclk"];
        for name in own.chain(made) {
            let lower = name.to_ascii_lowercase();
            let plain = words.iter().enumerate().filter(|(_, word)| lower.contains(**word));
            let plain = plain.fold(0_u128, |set, (at, _)| set | 1 << at);
            assert_eq!(Held::of(name).0, plain, "{name}");
        }
    }

    #[test]
    fn a_short_word_of_a_name_stands_alone() {
        for (name, kind) in [
            ("ip", Some(MacroKind::Other)),
            ("user_ip", Some(MacroKind::Other)),
            ("tip", None),
            ("os.name", Some(MacroKind::Device)),
            ("ad_1", Some(MacroKind::Other)),
            ("ad\u{e9}", Some(MacroKind::Other)),
            ("source", Some(MacroKind::Other)),
            ("source_ad", None),
            ("Event-Time", Some(MacroKind::Time)),
            ("event_click", None),
        ] {
            assert_eq!(generic_kind(name), kind, "{name}");
        }
    }
}
