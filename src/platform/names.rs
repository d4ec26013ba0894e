//! Names of parameters and macros: patterns, kinds, and how far two of them are apart.

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
    let lower = Lower::of(name, |_| true);
    let name = lower.text();
    let mask = letters(name);
    // A word can only be in a name that has all its letters.
    let holds = |word: &str, set: u32| set & !mask == 0 && name.contains(word);
    if is_click_id_name(name) || ID_WORDS.iter().zip(ID_LETTERS).any(|(word, set)| holds(word, set)) {
        return None;
    }
    let words = || name.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty());
    let found = |word: &str, set: u32| {
        if word.len() > 3 { holds(word, set) } else { set & !mask == 0 && words().any(|w| w == word) }
    };
    if words().eq(["ad"]) || words().eq(["source"]) {
        return Some(MacroKind::Other);
    }
    WORDS.iter().zip(WORD_LETTERS).find(|((word, _), set)| found(word, *set)).map(|((_, kind), _)| *kind)
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
    let squeezed = Lower::of(name, |b| b.is_ascii_alphanumeric());
    let name = squeezed.text();
    name.ends_with("clickid") || name.ends_with("clickref") || WHOLE.contains(&name)
}

/// True if `name` is one of `words` but for case, `_`, `-`, `.` and blanks: `Click-ID` is `clickid`.
#[must_use]
pub fn is_called(name: &str, words: &[&str]) -> bool {
    let letters = || name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    name.is_ascii() && words.iter().any(|word| letters().eq(word.bytes()))
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

const ID_LETTERS: [u32; ID_WORDS.len()] = {
    let (mut sets, mut i) = ([0; ID_WORDS.len()], 0);
    while i < sets.len() {
        sets[i] = letters(ID_WORDS[i]);
        i += 1;
    }
    sets
};

const WORD_LETTERS: [u32; WORDS.len()] = {
    let (mut sets, mut i) = ([0; WORDS.len()], 0);
    while i < sets.len() {
        sets[i] = letters(WORDS[i].0);
        i += 1;
    }
    sets
};
