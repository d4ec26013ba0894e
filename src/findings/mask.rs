//! Secrets and personal data: which bytes of a link are masked, and that nothing else gives them away.
//!
//! The search is wider than the split: it also cuts at encoded separators (`%26`), in the path and in the
//! fragment, because a link that is broken, wrapped or nested hides its parameters there. Macros are never masked.

use crate::link::{Anatomy, Link, decoded};
use crate::lint::Decision;
use crate::platform::{Fact, Platform};
use crate::rule::is_placeholder;
use crate::span::{Edit, Span, one_of, some};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Parameters whose value opens something.
const SECRETS: [&str; 14] = [
    "password",
    "passwd",
    "passcode",
    "secret",
    "api_key",
    "apikey",
    "client_secret",
    "access_token",
    "token",
    "auth",
    "auth_token",
    "security_token",
    "signature",
    "sig",
];

/// Parameters whose value is about a person.
const PERSONAL: [&str; 10] =
    ["email", "e-mail", "mail", "phone", "msisdn", "first_name", "last_name", "fname", "lname", "birthdate"];

/// What separates parameters, names from values, and parts of a path: raw, encoded once and encoded twice.
const SEPARATORS: [(&str, u8); 20] = [
    ("&", b'&'),
    ("?", b'&'),
    ("#", b'&'),
    (";", b'&'),
    ("/", b'/'),
    ("=", b'='),
    ("%26", b'&'),
    ("%3F", b'&'),
    ("%23", b'&'),
    ("%3B", b'&'),
    ("%2F", b'/'),
    ("%3D", b'='),
    ("%2526", b'&'),
    ("%253F", b'&'),
    ("%2523", b'&'),
    ("%253B", b'&'),
    ("%252F", b'/'),
    ("%253D", b'='),
    ("\\u0026", b'&'),
    ("\\u003d", b'='),
];

/// Letters in a row that are enough to recognise a secret by.
const PIECE: usize = 4;

/// What is masked in one link.
#[derive(Debug, Default)]
pub struct Mask {
    /// Bytes of the link, in order, without overlap.
    ranges: Vec<Range<usize>>,
    /// Every way in which the masked text may be quoted, and what is written instead.
    quotes: Vec<(String, String)>,
    /// Masked text too short to have pieces.
    short: Vec<String>,
    /// Every piece of masked text, in small letters.
    pieces: BTreeSet<[char; PIECE]>,
    /// Every piece of `quotes`: a text that holds none of them needs no closer look.
    hints: BTreeSet<[char; PIECE]>,
}

impl Mask {
    /// Finds what is secret or personal in a link.
    #[must_use]
    pub fn of(text: &str, decision: &Decision) -> Self {
        if is_innocent(text, decision) { Self::default() } else { Self::searched(text, decision) }
    }

    /// Finds it by taking the link apart.
    fn searched(text: &str, decision: &Decision) -> Self {
        let mut anatomy = Anatomy::default();
        anatomy.split(text);
        let link = Link::new(text, &anatomy);
        let mut found = Vec::new();
        authority(&link, &mut found);
        for param in &link.params {
            if is_telling(link.key(param), link.value(param), decision) {
                found.push(param.value.range());
            }
        }
        pairs(&link, decision, &mut found);
        if found.is_empty() { Self::default() } else { Self::covering(&link, found) }
    }

    fn covering(link: &Link, mut found: Vec<Range<usize>>) -> Self {
        found.sort_by_key(|r| (r.start, r.end));
        let mut mask = Self::default();
        for part in found.iter().flat_map(|range| literal_parts(link, range)) {
            match mask.ranges.last_mut().filter(|last| part.start <= last.end) {
                Some(last) => last.end = last.end.max(part.end),
                None => mask.ranges.push(part),
            }
        }
        for (i, range) in mask.ranges.iter().enumerate() {
            let before = if i > 0 { mask.ranges[i - 1].end } else { 0 };
            for form in forms(&link.text[range.clone()]) {
                mask.pieces.extend(pieces(&form.to_ascii_lowercase()).map(|(_, piece)| piece));
                let stars = "*".repeat(form.chars().count());
                mask.quotes.push((form, stars));
            }
            mask.quotes.push(in_context(link.text, before, range));
        }
        // Short text is a part of too many words: it counts only where it is all that is quoted.
        let (quotes, short) = mask.quotes.into_iter().partition(|(form, _)| form.chars().count() >= PIECE);
        mask.quotes = quotes;
        mask.short = short.into_iter().map(|(form, _): (String, String)| form).collect();
        mask.quotes.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        mask.quotes.dedup();
        mask.hints = mask.quotes.iter().flat_map(|(form, _)| pieces(form).map(|(_, piece)| piece)).collect();
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
        let mut out = words.to_owned();
        if pieces(words).any(|(_, piece)| self.hints.contains(&piece)) {
            for (quote, masked) in self.quotes.iter() {
                if out.contains(quote) {
                    out = out.replace(quote, masked);
                }
            }
        }
        // Between backticks stands text of the link: there a piece is enough to give a secret away.
        let parts = out.split('`').enumerate();
        let parts: Vec<Cow<str>> = parts.map(|(i, p)| if i % 2 == 1 { self.quoted(p) } else { p.into() }).collect();
        Cow::Owned(parts.join("`"))
    }

    /// Quoted text without pieces of masked text.
    fn quoted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.short.iter().any(|s| s == text) {
            return Cow::Owned("*".repeat(text.chars().count()));
        }
        // `email` tells nothing of an address in which `mail` occurs, unless it is the whole value.
        let name = SECRETS.iter().chain(&PERSONAL).any(|name| *name == text);
        if name && !self.quotes.iter().any(|(quote, _)| quote == text) {
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
        let cuts =
            |r: &Range<usize>| start.max(r.start) < end.min(r.end) || start == end && r.start < start && start < r.end;
        self.ranges.iter().any(cuts) || self.words(&edit.text) != edit.text || self.quoted(&edit.text) != edit.text
    }
}

/// True only for text in which there is certainly nothing to mask: no sign of a mail address, a password or a phone
/// number, no letter that is written in another way, and before no `=` a name that speaks of a secret or a person.
/// That is so for nearly every link, and takes a tenth of the time of a search.
fn is_innocent(text: &str, decision: &Decision) -> bool {
    let bytes = text.as_bytes();
    let documented = documented(decision);
    let tells = |at: usize| match bytes[at] {
        b'=' => ends_in_telling_name(&bytes[..at], &documented),
        // A phone number goes on with a digit; words are parted by this sign too.
        b'+' => !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
        b'%' => !bytes.get(at + 1..at + 3).is_none_or(is_harmless_escape),
        _ => true,
    };
    !documented.iter().copied().flatten().any(Fact::is_pattern) && !some(bytes, |b| one_of(b, b"=+%@\\"), tells)
}

/// True for the two characters behind a `%` if they give nothing that a name, an escape, a mail address or a phone
/// number could hold, and no `=`.
fn is_harmless_escape(digits: &[u8]) -> bool {
    let value = |digit: u8| char::from(digit).to_digit(16).map(|v| v as u8);
    let (Some(high), Some(low)) = (value(digits[0]), value(digits[1])) else { return true };
    let byte = high << 4 | low;
    !byte.is_ascii_alphanumeric() && !b"_-@+%=\\".contains(&byte)
}

fn ends_in_telling_name(text: &[u8], documented: &[&[Fact]]) -> bool {
    let ends = |name: &str| {
        let before = text.len().checked_sub(name.len());
        before.is_some_and(|before| text[before..].eq_ignore_ascii_case(name.as_bytes()))
    };
    has_telling_end(text) && TELLING.into_iter().flatten().any(|name| ends(name))
        || documented.iter().copied().flatten().any(|fact| ends(fact.name))
}

/// Names whose value is masked wherever it stands.
const TELLING: [&[&str]; 3] = [&SECRETS, &PERSONAL, &["key"]];

/// For each last letter of these the letters before it, a bit for each.
static ENDS: [u32; 32] = {
    let mut ends = [0; 32];
    let mut list = 0;
    while list < TELLING.len() {
        let mut name = 0;
        while name < TELLING[list].len() {
            if let [.., before, last] = TELLING[list][name].as_bytes() {
                ends[(*last & 31) as usize] |= 1 << (*before & 31);
            }
            name += 1;
        }
        list += 1;
    }
    ends
};

/// True if the last two letters are those of a telling name. Most words are done with here.
fn has_telling_end(text: &[u8]) -> bool {
    matches!(text, [.., before, last] if ENDS[usize::from(last & 31)] >> (before & 31) & 1 == 1)
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
fn in_context(text: &str, from: usize, range: &Range<usize>) -> (String, String) {
    const REACH: usize = 12;
    let start = text.ceil_char_boundary(range.start.saturating_sub(REACH).max(from));
    let (before, masked) = (&text[start..range.start], &text[range.clone()]);
    (format!("{before}{masked}"), format!("{before}{}", "*".repeat(masked.chars().count())))
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
    all
}

/// The parts of a range outside macros.
fn literal_parts(link: &Link, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    let first = link.all_macros().partition_point(|m| m.span.end as usize <= range.start);
    for found in link.all_macros()[first..].iter().map(|m| m.span.range()).take_while(|m| m.start < range.end) {
        parts.push(at..found.start.max(at));
        at = found.end;
    }
    parts.push(at.min(range.end)..range.end);
    parts.retain(|p| !p.is_empty());
    parts
}

/// The password of `user:password@`; all of `name@host` where that is no link but a mail address.
fn authority(link: &Link, found: &mut Vec<Range<usize>>) {
    let user = link.of(link.userinfo);
    match user.find(':') {
        Some(colon) => {
            let range = link.userinfo.range();
            found.push(range.start + colon + 1..range.end.saturating_sub(1).max(range.start + colon + 1));
        }
        None if link.scheme.is_empty() && is_personal(link.of(link.userinfo.join(link.host))) => {
            found.push(link.userinfo.join(link.host).range());
        }
        None => {}
    }
}

/// Every `name=value` anywhere behind the host, and every word without a name.
fn pairs(link: &Link, decision: &Decision, found: &mut Vec<Range<usize>>) {
    let mut macros = link.all_macros().iter().peekable();
    let mut at = link.host.end.max(link.port.end) as usize;
    let mut pair = Pair { name: None, start: at, telling: None };
    while at < link.text.len() {
        while macros.next_if(|m| (m.span.start as usize) < at).is_some() {}
        if let Some(here) = macros.next_if(|m| m.span.start as usize == at) {
            at = here.span.end as usize;
        } else if let Some((length, kind)) = separator(&link.text.as_bytes()[at..]) {
            pair.close(at, link.text, decision, found);
            match kind {
                b'=' => pair.name = pair.name.or(Some((pair.start, at))),
                // The whole value of a telling name goes, also where a slash or another `=` stands in it.
                b'/' => pair.name = None,
                _ => (pair.name, pair.telling) = (None, None),
            }
            at += length;
            pair.start = at;
        } else {
            at += 1;
        }
    }
    pair.close(at, link.text, decision, found);
}

/// A parameter while it is read.
struct Pair {
    /// Where its name begins and ends.
    name: Option<(usize, usize)>,
    /// Where the current word begins.
    start: usize,
    /// Where its value begins, if its name says that the value is to be masked.
    telling: Option<usize>,
}

impl Pair {
    fn close(&mut self, end: usize, text: &str, decision: &Decision, found: &mut Vec<Range<usize>>) {
        let word = &text[self.start..end];
        if self.name.is_some_and(|(from, to)| is_telling(&text[from..to], word, decision)) {
            self.telling = self.telling.or(Some(self.start));
        }
        if is_personal(word) {
            found.push(self.start..end);
        }
        found.extend(self.telling.map(|from| from..end));
    }
}

fn separator(bytes: &[u8]) -> Option<(usize, u8)> {
    if !matches!(bytes[0], b'&' | b'?' | b'#' | b';' | b'/' | b'=' | b'%' | b'\\') {
        return None;
    }
    let here = |(written, _): &&(&str, u8)| {
        bytes.get(..written.len()).is_some_and(|b| b.eq_ignore_ascii_case(written.as_bytes()))
    };
    SEPARATORS.iter().find(here).map(|(written, kind)| (written.len(), *kind))
}

/// True if a parameter of this name holds a secret or speaks of a person.
fn is_telling(key: &str, value: &str, decision: &Decision) -> bool {
    if value.is_empty() || is_placeholder(value) {
        return false;
    }
    let key = decoded(key);
    let is = |name: &str| key.eq_ignore_ascii_case(name);
    SECRETS.iter().chain(&PERSONAL).any(|n| is(n))
        || key.to_ascii_lowercase().ends_with("_email")
        || is("key") && value.len() >= 16 && value.bytes().any(|b| b.is_ascii_digit())
        || documented(decision).into_iter().flatten().any(|fact| fact.is(&key))
        || is_personal(value)
}

/// True if the value, however often it is encoded, is a mail address or an international phone number.
fn is_personal(value: &str) -> bool {
    // Most values hold neither sign.
    if !value.contains(['@', '%', '+']) {
        return false;
    }
    forms(value).iter().any(|v| {
        let v = v.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'));
        let v = v.strip_prefix("mailto:").unwrap_or(v);
        is_phone(v) || v.split([',', ' ', '|']).any(is_mail)
    })
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !name.is_empty() && name.chars().all(plain) && domain.contains('.') && domain.split('.').all(label)
}

fn is_phone(text: &str) -> bool {
    let Some(number) = text.strip_prefix('+') else { return false };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (8..=15).contains(&digits) && number.bytes().all(|b| b.is_ascii_digit() || b"-. ()".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Linter;
    use crate::platform::Catalogue;
    use crate::rule::{Hosts, Told};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const PIECES: [&str; 45] = [
        "https://",
        "a.example",
        "user:pw@",
        "/",
        "?",
        "&",
        "&amp;",
        "=",
        "%3D",
        "%3d",
        "%26",
        "%2526",
        "#",
        ";",
        "\\u0026",
        "\\u003d",
        "token",
        "Token",
        "%74oken",
        "%2574oken",
        "t",
        "oken",
        "api_key",
        "key",
        "my_email",
        "e-mail",
        "phone",
        "skey",
        "x",
        "clickid",
        "{",
        "}",
        "{a=token}",
        "0123456789abcdef",
        "+4917012345678",
        "%2B4917012345678",
        "+",
        " ",
        "%20",
        "me@a.example",
        "me%40a.example",
        "%25",
        "%4",
        "%é",
        "é",
    ];

    /// A link to nobody we know, and one to a platform with a word of its own for its secret.
    static DECISIONS: LazyLock<[Decision; 2]> = LazyLock::new(|| {
        let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
        let told = |platform| Told { platform: catalogue.named(platform), ..Told::default() };
        ["", "exoclick"].map(|id| Linter::new(&catalogue, &hosts).lint("https://a.example/", &told(id)).decision)
    });

    proptest! {
        #[test]
        fn the_quick_look_agrees_with_the_search(pieces in prop::collection::vec(prop::sample::select(&PIECES), 0..12)) {
            let text = pieces.concat();
            for decision in &*DECISIONS {
                let found = !Mask::searched(&text, decision).is_empty();
                prop_assert!(!found || !is_innocent(&text, decision), "{}", text);
            }
        }
    }

    #[test]
    fn ordinary_links_need_no_search() {
        for text in [
            "https://a.example/?click_id=35174a41&utm_source=summer+sale&u=https%3A%2F%2Fb.example%2Fp",
            "https://api.getgokart.ai/postback?gk_click_id=%7Bclickid%7D&cnv_event_id=Buy",
        ] {
            assert!(is_innocent(text, &DECISIONS[0]), "{text}");
        }
    }
}
