//! The one pass over a link.

use super::chars::KIND;
use super::lex::{Position, lex};
use super::macros::Macro;
use super::{Anatomy, Chars, Param, Seen, Shape, plain_mark, wrap};
use crate::span::Span;

/// Bytes that open a macro.
const OPENERS: &[u8] = b"{[%$<(@!_#*";

/// Bits beside those of [`Chars`]: bytes at which the pass has to stop and think, in a host, in a path or fragment, and
/// in a parameter.
const IN_HOST: u32 = 1 << 29;
const IN_PATH: u32 = 1 << 30;
const IN_PARAM: u32 = 1 << 31;

/// The kind of each byte, and where it stops the pass: one look for each byte of a link.
static CLASS: [u32; 256] = {
    let (mut table, mut b) = ([0; 256], 0);
    while b < 256 {
        table[b] = KIND[b].0;
        b += 1;
    }
    let stops: [(&[u8], u32); 4] =
        [(OPENERS, IN_HOST | IN_PATH | IN_PARAM), (b"/?\\&[]:@", IN_HOST), (b"?&", IN_PATH), (b"?&=", IN_PARAM)];
    let mut i = 0;
    while i < stops.len() {
        let (bytes, stop) = stops[i];
        let mut j = 0;
        while j < bytes.len() {
            table[bytes[j] as usize] |= stop;
            j += 1;
        }
        i += 1;
    }
    table
};

/// Goes on to the next byte that stops the pass in this part, and notes the kinds of those before it.
fn run(bytes: &[u8], from: usize, stop: u32, chars: &mut Chars) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let (mut kinds, mut length) = (0, rest.len());
    for (at, &b) in rest.iter().enumerate() {
        let class = CLASS[usize::from(b)];
        // A single `_` stands in half of all names, and opens nothing.
        if class & stop != 0 && (b != b'_' || rest.get(at + 1) == Some(&b'_')) {
            length = at;
            break;
        }
        kinds |= class;
    }
    *chars |= Chars(kinds & !(IN_HOST | IN_PATH | IN_PARAM));
    from + length
}

/// Names that are compared where two have the same mark: of more, two may well be equal.
const COMPARED: usize = 64;

/// More bytes than a filled macro is likely to take, and the shortest link that is long.
const GROWTH: usize = 128;
const LONG: usize = 2048;

impl Anatomy {
    /// Splits `text`, reusing this value's memory. Never fails.
    pub fn split(&mut self, text: &str) {
        let (mut params, mut macros) = (std::mem::take(&mut self.params), std::mem::take(&mut self.macros));
        params.clear();
        macros.clear();
        *self = Self { params, macros, ..Self::default() };
        let mut at = self.read_prefix(text);
        let bytes = text.as_bytes();
        if self.shape == Shape::Url {
            at = self.read_authority(bytes, at);
        } else {
            for span in [&mut self.scheme, &mut self.scheme_end, &mut self.userinfo, &mut self.host, &mut self.port] {
                *span = Span::point(at);
            }
        }
        // Parameters without anything in front: there is no path.
        let bare = self.shape == Shape::Query && !matches!(bytes.get(at), Some(b'?' | b'&'));
        at = if bare { self.no_path(at) } else { self.read_path(bytes, at) };
        let path_end = at;
        if self.path_chars.has(Chars::AMPERSAND) {
            self.seen |= Seen::PATH_AMPERSAND;
        }
        if self.path_chars.has(Chars::EQUALS) {
            self.seen |= Seen::PATH_EQUALS;
        }
        if bare || matches!(bytes.get(at), Some(b'?' | b'&')) {
            at = self.read_query(bytes, at);
        } else {
            self.seen |= Seen::NO_QUERY;
        }
        self.query = Span::new(path_end, at);
        self.fragment = Span::new(at, bytes.len());
        if at < bytes.len() {
            self.seen |= Seen::FRAGMENT;
            self.read_fragment(bytes, at + 1);
        }
        if !self.macros.is_empty() || !self.params.is_empty() {
            self.seen |= Seen::NAMES;
        }
        if wrap::may_trail(text, self.macros.last().map_or(0, |m| m.span.end as usize)) {
            self.seen |= Seen::WRAPPED;
        }
        if text.len() + GROWTH * self.macros.len() > LONG {
            self.seen |= Seen::LONG;
        }
    }

    fn read_authority(&mut self, bytes: &[u8], from: usize) -> usize {
        let mut chars = Chars::NONE;
        let (mut userinfo, mut colon) = (from, None);
        let mut at = from;
        let mut bracket = false;
        loop {
            at = run(bytes, at, IN_HOST, &mut chars);
            let Some(&b) = bytes.get(at) else { break };
            match b {
                b'/' | b'?' | b'\\' | b'&' => break,
                b'[' if at == userinfo && bytes.get(at + 1).is_some_and(|b| b.is_ascii_hexdigit() || *b == b':') => {
                    bracket = true
                }
                b']' => bracket = false,
                b':' if !bracket => colon = colon.or(Some(at)),
                b'@' if !bytes[at..].starts_with(b"@@") => {
                    self.seen |= noticed(chars);
                    (userinfo, colon, chars) = (at + 1, None, Chars::NONE);
                }
                _ if !bracket => {
                    if let Some(found) = lex(bytes, at, Position::Host) {
                        at = self.note_macro(bytes, found);
                        continue;
                    }
                    if b == b'#' {
                        break;
                    }
                }
                _ => {}
            }
            chars |= KIND[usize::from(b)];
            at += 1;
        }
        let port = colon.filter(|&c| bytes[c + 1..at].iter().all(u8::is_ascii_digit)).unwrap_or(at);
        self.userinfo = Span::new(from, userinfo);
        self.host = Span::new(userinfo, port);
        self.port = Span::new(port, at);
        self.host_chars = chars;
        self.seen |= noticed(chars);
        if userinfo > from {
            self.seen |= Seen::USERINFO;
        }
        let usual = chars.only(Chars::WORD | Chars::HYPHEN | Chars::DOT);
        if !usual || is_odd_host(&bytes[userinfo..port]) {
            self.seen |= Seen::ODD_HOST;
        }
        at
    }

    fn read_path(&mut self, bytes: &[u8], from: usize) -> usize {
        let (mut chars, mut at) = (Chars::NONE, from);
        loop {
            at = run(bytes, at, IN_PATH, &mut chars);
            let Some(&b) = bytes.get(at) else { break };
            match b {
                b'?' => break,
                b'&' if self.shape == Shape::Query && at == from => break,
                b'#' if bytes[at - at.min(1)..].starts_with(b"&#") && is_entity(&bytes[at - 1..]) > 0 => {}
                _ => {
                    if let Some(found) = lex(bytes, at, Position::Path) {
                        at = self.note_macro(bytes, found);
                        continue;
                    }
                    if b == b'#' {
                        break;
                    }
                }
            }
            chars |= KIND[usize::from(b)];
            at += 1;
        }
        self.path = Span::new(from, at);
        self.path_chars = chars;
        self.seen |= noticed(chars);
        if memchr::memmem::find(&bytes[from..at], b"://").is_some() {
            self.seen |= Seen::NESTED;
        }
        at
    }

    fn no_path(&mut self, at: usize) -> usize {
        self.path = Span::point(at);
        at
    }

    fn read_query(&mut self, bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        while matches!(bytes.get(at), Some(b'&')) || at == from {
            let mark = usize::from(matches!(bytes.get(at), Some(b'?' | b'&')));
            let separator = Span::new(at, at + is_entity(&bytes[at..]).max(mark));
            if separator.len() > 1 {
                self.seen |= Seen::ENTITY;
            }
            at = self.read_param(bytes, separator);
        }
        at
    }

    fn read_param(&mut self, bytes: &[u8], separator: Span) -> usize {
        let from = separator.end as usize;
        let (mut at, mut chars, mut equals, mut key_chars) = (from, Chars::NONE, None, Chars::NONE);
        let (mut before, mut in_key) = (self.macros.len(), false);
        loop {
            at = run(bytes, at, IN_PARAM, &mut chars);
            let Some(&b) = bytes.get(at) else { break };
            match b {
                b'&' => break,
                b'=' if equals.is_none() => {
                    (equals, key_chars, chars) = (Some(at), chars, Chars::NONE);
                    in_key = self.macros.len() > before;
                    before = self.macros.len();
                    at += 1;
                    continue;
                }
                b'=' => {}
                b'?' => self.seen |= Seen::SECOND_QUESTION,
                _ => {
                    let position = if equals.is_some() { Position::Value } else { Position::Key };
                    if let Some(found) = lex(bytes, at, position) {
                        at = self.note_macro(bytes, found);
                        continue;
                    }
                    if b == b'#' {
                        break;
                    }
                }
            }
            chars |= KIND[usize::from(b)];
            at += 1;
        }
        if equals.is_none() {
            (key_chars, chars) = (chars, Chars::NONE);
            in_key = self.macros.len() > before;
        }
        let key = Span::new(from, equals.unwrap_or(at));
        let value = Span::new(equals.map_or(at, |e| e + 1), at);
        let param = Param { separator, key, value, has_equals: equals.is_some(), key_chars, value_chars: chars };
        self.note_param(&param, &bytes[value.range()], self.macros.len() > before);
        self.note_name(bytes, key, key_chars.has(Chars::PERCENT) || in_key);
        self.params.push(param);
        at
    }

    fn note_param(&mut self, param: &Param, value: &[u8], has_macro: bool) {
        let chars = param.value_chars;
        self.seen |= noticed(param.key_chars | chars);
        if param.key.is_empty() {
            self.seen |= Seen::EMPTY_PARAM;
        } else if !param.has_equals {
            self.seen |= Seen::BARE_NAME;
        } else if param.value.is_empty() {
            self.seen |= Seen::EMPTY_VALUE;
        } else if !has_macro && chars.only(Chars::WORD | Chars::HYPHEN) && chars.has(Chars::LOWER | Chars::UPPER) {
            self.seen |= Seen::WORD;
        }
        if chars.has(Chars::PLUS | Chars::EQUALS) {
            self.seen |= Seen::PLUS_OR_EQUALS;
        }
        if value.len() > 7 && chars.has(Chars::SLASH | Chars::PERCENT) && holds_link(value) {
            self.seen |= Seen::NESTED;
        }
    }

    /// Leaves the mark of a name. An escape may spell any other name.
    fn note_name(&mut self, bytes: &[u8], key: Span, may_be_coded: bool) {
        let key = &bytes[key.range()];
        if (7..=13).contains(&key.len()) && matches!(key[0], b'u' | b'U') {
            self.seen |= Seen::ANALYTICS;
        }
        if may_be_coded && key.contains(&b'%') {
            self.seen |= Seen::REPEATED;
            self.marks = u64::MAX;
        } else {
            let mark = plain_mark(key);
            let again = || self.params.len() > COMPARED || self.params.iter().any(|p| &bytes[p.key.range()] == key);
            if self.marks & mark != 0 && again() {
                self.seen |= Seen::REPEATED;
            }
            self.marks |= mark;
        }
    }

    fn read_fragment(&mut self, bytes: &[u8], from: usize) {
        let (mut at, mut chars) = (from, Chars::NONE);
        loop {
            at = run(bytes, at, IN_PATH, &mut chars);
            let Some(&b) = bytes.get(at) else { break };
            if let Some(found) = lex(bytes, at, Position::Path) {
                at = self.note_macro(bytes, found);
                continue;
            }
            chars |= KIND[usize::from(b)];
            at += 1;
        }
        self.seen |= noticed(chars);
    }

    /// Notes what stands before the link.
    pub(super) fn note_lead(&mut self, lead: &[u8]) {
        self.seen |= noticed(kinds(lead));
    }

    /// Files a macro. Returns where it ends.
    pub(super) fn note_macro(&mut self, bytes: &[u8], found: Macro) -> usize {
        self.seen |= match found.encoded {
            _ if found.is_weak() => Seen::WEAK_MACRO,
            true => Seen::ENCODED_MACRO,
            false => Seen::MACRO,
        };
        let inner = &bytes[found.inner.range()];
        // A blank within the name is some sender's syntax; at its ends it is not, nor is a tab anywhere.
        if inner.trim_ascii().len() < inner.len() || memchr::memchr3(b'\t', b'\n', b'\r', inner).is_some() {
            self.seen |= Seen::BLANK;
        }
        let kinds = kinds(inner);
        self.seen |= noticed(kinds & (Chars::NON_ASCII | Chars::CONTROL));
        self.macros.push(Macro { plain: kinds.only(Chars::WORD | Chars::HYPHEN | Chars::DOT), ..found });
        found.span.end as usize
    }
}

/// The kinds of the characters in `bytes`.
fn kinds(bytes: &[u8]) -> Chars {
    bytes.iter().fold(Chars::NONE, |all, b| all | KIND[usize::from(*b)])
}

/// The bits that follow from kinds of characters.
#[inline]
fn noticed(chars: Chars) -> Seen {
    if chars.has(NOTED) { bits_of(chars) } else { Seen::NONE }
}

/// The kinds of which a bit is set.
const NOTED: Chars = Chars::BLANK
    .or(Chars::NON_ASCII)
    .or(Chars::CONTROL)
    .or(Chars::ODD)
    .or(Chars::PERCENT)
    .or(Chars::BRACE)
    .or(Chars::SEMICOLON);

fn bits_of(chars: Chars) -> Seen {
    const FROM: [(Chars, Seen); 7] = [
        (Chars::BLANK, Seen::BLANK),
        (Chars::NON_ASCII, Seen::NON_ASCII),
        (Chars::CONTROL, Seen::CONTROL),
        (Chars::ODD, Seen::ODD),
        (Chars::PERCENT, Seen::PERCENT),
        (Chars::BRACE, Seen::LOOSE_BRACE),
        (Chars::SEMICOLON, Seen::SEMICOLON),
    ];
    let mut seen = Seen::NONE;
    for (kind, bit) in FROM {
        if chars.has(kind) {
            seen |= bit;
        }
    }
    seen
}

/// Length of an HTML entity for `&` at the start of `bytes`, 0 if there is none.
#[inline]
fn is_entity(bytes: &[u8]) -> usize {
    if !matches!(bytes.get(1), Some(b'a' | b'A' | b'#')) {
        return 0;
    }
    const ENTITIES: [&[u8]; 5] = [b"&amp;", b"&#38;", b"&#038;", b"&#x26;", b"&#x026;"];
    let written = |entity: &&&[u8]| bytes.get(..entity.len()).is_some_and(|b| b.eq_ignore_ascii_case(entity));
    ENTITIES.iter().find(written).map_or(0, |entity| entity.len())
}

/// Holds a link of its own: `https://…` or `https%3A%2F%2F…`.
fn holds_link(value: &[u8]) -> bool {
    let coded = |at: usize| value.get(at..at + 6).is_some_and(|w| w.eq_ignore_ascii_case(b"%3a%2f"));
    memchr::memchr_iter(b':', value).any(|at| value[at..].starts_with(b"://"))
        || memchr::memchr_iter(b'%', value).any(coded)
}

/// A last label for private use.
fn is_private(label: &[u8]) -> bool {
    const LABELS: [&[u8]; 8] = [b"local", b"internal", b"test", b"localhost", b"lan", b"corp", b"home", b"intranet"];
    let begins = label.first().is_some_and(|b| matches!(b.to_ascii_lowercase(), b'l' | b'i' | b't' | b'c' | b'h'));
    begins && LABELS.iter().any(|own| label.eq_ignore_ascii_case(own))
}

/// Worth a closer look: no dot, an address, or a last label that no public name ends with.
fn is_odd_host(host: &[u8]) -> bool {
    let host = host.strip_suffix(b".").unwrap_or(host);
    match host.iter().rposition(|b| *b == b'.') {
        None => true,
        Some(dot) => {
            let label = &host[dot + 1..];
            label.first().is_none_or(u8::is_ascii_digit)
                || label.starts_with(b"0x")
                || host.first() == Some(&b'.')
                || host.windows(2).any(|pair| pair == b"..")
                || host.first() == Some(&b'[')
                || is_private(label)
        }
    }
}
