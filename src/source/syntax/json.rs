//! JSON, with what JSON5 and line-wise JSON add to it: comments, trailing commas, apostrophes for quotes, keys without
//! quotes, several values one after the other. Where it is broken, reading goes on with the next thing that is one.

use crate::source::Encoding;
use crate::source::json_string::{Escape, Quoted};
use crate::source::tape::{DEEPEST, NodeKind, Spelled, Tape, Writing};
use crate::span::Map;
use std::borrow::Cow;

pub fn read(tape: &mut Tape) {
    let text = &*tape.source().text;
    let here = Open { kind: None, ready: true, key: None, start: 0, keys_from: 0 };
    Reader {
        tape,
        text,
        at: 0,
        here,
        outer: Vec::new(),
        keys: Vec::new(),
        single: Vec::new(),
        last_end: 0,
        cut: false,
    }
    .read();
}

pub fn text(bytes: &str) -> Cow<'_, str> {
    Quoted::between(bytes).decoded()
}

/// Also where nothing is escaped, for what an edit brings in may have to be.
pub fn map(bytes: &str, encoding: Encoding) -> Option<Map> {
    Some(Quoted::between(bytes).map_as(encoding))
}

/// A map or list that is not closed, or the top of the file.
struct Open {
    /// `None` at the top.
    kind: Option<NodeKind>,
    /// Nothing stands before the next value but the bracket or a comma.
    ready: bool,
    /// A key whose value is to come.
    key: Option<Spelled>,
    start: usize,
    /// Its keys begin here in [`Reader::keys`].
    keys_from: usize,
}

impl Open {
    fn awaits_key(&self) -> bool {
        self.kind == Some(NodeKind::Map) && self.key.is_none()
    }
}

struct Reader<'r, 'a> {
    tape: &'r mut Tape<'a>,
    text: &'a str,
    at: usize,
    here: Open,
    outer: Vec<Open>,
    /// The keys of all open maps, those of inner ones behind those of outer ones.
    keys: Vec<Spelled>,
    /// For each depth the keys of the last map there in which no key stood twice.
    single: Vec<Vec<Spelled>>,
    /// Where the last value at the top ended.
    last_end: usize,
    /// The file ended within a text, which was said.
    cut: bool,
}

impl Reader<'_, '_> {
    fn read(mut self) {
        while let Some(byte) = self.next_byte() {
            match byte {
                b'{' => self.begin(NodeKind::Map),
                b'[' => self.begin(NodeKind::List),
                b'}' => self.end(NodeKind::Map),
                b']' => self.end(NodeKind::List),
                b',' => self.comma(),
                b':' => self.colon(),
                b'"' | b'\'' => {
                    let start = self.at;
                    let spelled = self.quoted(byte);
                    if self.here.awaits_key() {
                        self.key(start, spelled)
                    } else {
                        self.value(start, NodeKind::Text, spelled)
                    }
                }
                _ if self.here.awaits_key() => self.bare_key(),
                _ => self.word(),
            }
        }
        if !self.outer.is_empty() && !self.cut {
            let line = self.tape.line(self.here.start);
            let what = name(self.here.kind);
            self.tape.broken(self.text.len(), format!("the file ends before the {what} of line {line} is closed"));
        }
        while !self.outer.is_empty() {
            self.close(self.text.len());
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Goes to what comes next, over blanks and comments.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                b'/' if self.comment() => {}
                byte if byte < 0x80 => return Some(byte),
                byte => {
                    let blank = |c: &char| c.is_whitespace() || *c == '\u{FEFF}';
                    let Some(c) = self.text[self.at..].chars().next().filter(blank) else { return Some(byte) };
                    self.tape
                        .broken(self.at, format!("there is a space here that JSON does not know (U+{:04X})", c as u32));
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn comment(&mut self) -> bool {
        let (start, bytes) = (self.at + 2, self.text.as_bytes());
        match self.byte(self.at + 1) {
            Some(b'/') => {
                let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
                let inner = bytes[start..end].strip_suffix(b"\r").unwrap_or(&bytes[start..end]);
                self.tape.comment(start, start + inner.len());
                self.at = end;
            }
            Some(b'*') => {
                let end = memchr::memmem::find(&bytes[start..], b"*/").map(|at| start + at);
                if end.is_none() {
                    self.tape.broken(self.at, "this comment has no `*/` at its end");
                }
                self.tape.comment(start, end.unwrap_or(bytes.len()));
                self.at = end.map_or(bytes.len(), |end| end + 2);
            }
            _ => return false,
        }
        true
    }

    fn begin(&mut self, kind: NodeKind) {
        let start = self.at;
        if self.here.awaits_key() {
            let at_line_start = start == 0 || self.byte(start - 1) == Some(b'\n');
            if kind == NodeKind::Map && at_line_start {
                self.restart();
            } else {
                self.tape.broken(start, format!("this {} has no key before it", name(Some(kind))));
            }
        } else if self.here.key.is_none() && self.here.kind.is_some() {
            self.want_comma(start);
        }
        if self.tape.depth() >= DEEPEST {
            return self.skip();
        }
        let key = self.here.key.take();
        self.tape.open(kind, key, start);
        let inner = Open { kind: Some(kind), ready: true, key: None, start, keys_from: self.keys.len() };
        self.outer.push(std::mem::replace(&mut self.here, inner));
        self.at += 1;
    }

    /// In files with a value on each line a line that is cut off does not swallow the next.
    fn restart(&mut self) {
        let line = self.tape.line(self.here.start);
        self.tape.broken(self.at, format!("the object of line {line} is not closed before this one begins"));
        while !self.outer.is_empty() {
            self.close(self.at);
        }
    }

    fn end(&mut self, kind: NodeKind) {
        let at = self.at;
        self.at += 1;
        let Some(open) = self.here.kind else {
            return self.tape.broken(at, "this bracket closes nothing");
        };
        if self.here.key.take().is_some() {
            self.tape.broken(at, "the value of the last key is missing");
        }
        if open != kind {
            let line = self.tape.line(self.here.start);
            self.tape
                .broken(at, format!("this is not the bracket that closes the {} of line {line}", name(Some(open))));
            if self.outer.iter().any(|o| o.kind == Some(kind)) {
                while self.here.kind != Some(kind) {
                    self.close(at);
                }
            }
        }
        self.close(self.at);
    }

    fn close(&mut self, end: usize) {
        self.name_doubles();
        self.keys.truncate(self.here.keys_from);
        self.tape.close(end);
        if let Some(outer) = self.outer.pop() {
            self.here = outer;
            self.here.ready = false;
            self.last_end = end;
        }
    }

    fn comma(&mut self) {
        let message = if self.here.key.take().is_some() {
            Some("the value before this comma is missing")
        } else if self.here.kind.is_none() {
            Some("this comma is outside any list")
        } else {
            self.here.ready.then_some("there is nothing before this comma")
        };
        if let Some(message) = message {
            self.tape.broken(self.at, message);
        }
        self.here.ready = true;
        self.at += 1;
    }

    fn colon(&mut self) {
        self.tape.broken(self.at, "there is no key before this colon");
        self.here.ready = true;
        self.at += 1;
    }

    fn want_comma(&mut self, start: usize) {
        if !self.here.ready {
            self.tape.broken(start, "a comma is missing before this");
        }
    }

    /// A text that stands where a key should, beginning at `start` with its quote.
    fn key(&mut self, start: usize, spelled: Spelled) {
        self.want_comma(start);
        match self.next_byte() {
            Some(b':') => self.at += 1,
            next @ (None | Some(b',' | b'}' | b']')) => {
                if next.is_some() {
                    self.tape.broken(start, "this is in an object without a key or without a value");
                }
                self.tape.scalar(NodeKind::Text, None, spelled);
                self.here.ready = false;
                return;
            }
            Some(_) => self.tape.broken(self.at, "a colon is missing before this"),
        }
        self.keys.push(spelled);
        self.here.key = Some(spelled);
    }

    fn value(&mut self, start: usize, kind: NodeKind, spelled: Spelled) {
        let key = self.here.key.take();
        if self.here.kind.is_none() {
            let same_line = memchr::memchr(b'\n', &self.text.as_bytes()[self.last_end..start]).is_none();
            if self.last_end > 0 && same_line {
                self.tape.broken(start, "this comes after the end of what came before");
            }
            self.last_end = self.at;
        } else if key.is_none() {
            self.want_comma(start);
        }
        self.tape.scalar(kind, key, spelled);
        self.here.ready = false;
    }

    fn bytes_of(&self, spelled: Spelled) -> &str {
        &self.text[spelled.start as usize..spelled.end as usize]
    }

    fn text_of(&self, spelled: Spelled) -> Cow<'_, str> {
        spelled.writing.text(self.bytes_of(spelled))
    }

    /// Names keys that stand twice in the map that ends.
    fn name_doubles(&mut self) {
        let (depth, from) = (self.outer.len(), self.here.keys_from);
        // In an export one map has the keys of the other: they are compared, and seldom sorted.
        let alike = |(a, b): (&Spelled, &Spelled)| a.writing == b.writing && self.bytes_of(*a) == self.bytes_of(*b);
        let known = self.single.get(depth).map_or(&[][..], |keys| keys);
        let keys = &self.keys[from..];
        if keys.len() < 2 || known.len() == keys.len() && known.iter().zip(keys).all(alike) {
            return;
        }
        let mut sorted: Vec<(u64, Spelled)> = keys.iter().map(|k| (hash(self.text_of(*k).as_bytes()), *k)).collect();
        sorted.sort_unstable_by(|(a_hash, a), (b_hash, b)| {
            let texts = || self.text_of(*a).cmp(&self.text_of(*b));
            a_hash.cmp(b_hash).then_with(texts).then(a.start.cmp(&b.start))
        });
        let mut doubled = false;
        for pair in sorted.windows(2) {
            let [(first_hash, first), (second_hash, second)] = pair else { continue };
            if first_hash != second_hash || self.text_of(*first) != self.text_of(*second) {
                continue;
            }
            doubled = true;
            let line = self.tape.line(first.start as usize);
            let key: String = self.text_of(*second).chars().take(60).collect();
            let message =
                format!("the key `{key}` appears here for the second time, first in line {line}: one of them is lost");
            self.tape.broken(second.start as usize, message);
        }
        if !doubled {
            self.single.resize(self.single.len().max(depth + 1), Vec::new());
            self.single[depth].clear();
            self.single[depth].extend_from_slice(&self.keys[from..]);
        }
    }

    /// Goes over a text in quotes.
    fn quoted(&mut self, quote: u8) -> Spelled {
        let start = self.at + 1;
        let strict = quote == b'"';
        let (mut at, mut said, mut escaped) = (start, false, false);
        let end = loop {
            at = plain_end(self.text.as_bytes(), at, quote);
            match self.byte(at) {
                Some(byte) if byte == quote => {
                    self.at = at + 1;
                    break at;
                }
                Some(b'\\') => {
                    escaped = true;
                    let escape = Escape::read(&self.text[at..]);
                    let allowed = !strict && self.byte(at + 1) == Some(b'\'');
                    if let Some(fault) = escape.fault.filter(|_| !allowed && self.byte(at + 1) != Some(b'\n')) {
                        self.tape.broken(at, fault.to_string());
                    }
                    at += escape.length;
                }
                None | Some(b'\n') => break self.unended(start, at),
                Some(b'\r') if self.byte(at + 1) == Some(b'\n') => break self.unended(start, at),
                Some(byte) => {
                    // Bytes that are no text were named when the file was read.
                    if !said && strict && !(byte == 0x1A && self.tape.source().broken.is_some()) {
                        said = true;
                        self.tape.broken(at, control(byte));
                    }
                    at += 1;
                }
            }
        };
        // Most texts are known by this to need no decoding whenever somebody asks for them.
        let writing = match (strict, escaped) {
            (true, true) => Writing::Json,
            (true, false) => Writing::As(Encoding::Json),
            (false, true) => Writing::Json5,
            (false, false) => Writing::As(Encoding::Json5),
        };
        Spelled { start: start as u32, end: end as u32, writing }
    }

    /// The end of a text whose closing quote is missing from a line that ends at `end`: before the comma and the
    /// brackets that belong to the file.
    fn unended(&mut self, start: usize, end: usize) -> usize {
        if end == self.text.len() {
            self.cut = true;
            self.tape.broken(start - 1, "the file ends within this text, or its closing quote is missing");
        } else {
            self.tape.broken(start - 1, "the closing quote of this text is missing");
        }
        let inner = self.text.as_bytes()[start..end].trim_ascii_end();
        let count = |byte| memchr::memchr_iter(byte, inner).count();
        let mut braces = count(b'}').saturating_sub(count(b'{'));
        let mut brackets = count(b']').saturating_sub(count(b'['));
        let mut length = inner.len();
        while let Some(last) = length.checked_sub(1) {
            match inner[last] {
                b',' | b' ' => {}
                b'}' if braces > 0 => braces -= 1,
                b']' if brackets > 0 => brackets -= 1,
                _ => break,
            }
            length = last;
        }
        self.at = start + length;
        self.at
    }

    fn bare_key(&mut self) {
        let start = self.at;
        let ends = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '{' | '}' | '[' | ']' | '"' | '\'');
        let rest = &self.text[start..];
        let length = rest.find(ends).unwrap_or(rest.len());
        let word = &rest[..length];
        let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        if !word.chars().all(name) {
            self.tape.broken(start, "this is not in quotes");
        }
        self.at += length;
        self.key(start, Spelled { start: start as u32, end: self.at as u32, writing: Writing::Plain });
    }

    /// A value without quotes: a number, a word of JSON, or text whose quotes are missing.
    fn word(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let in_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        let length = rest.bytes().take_while(|b| in_word(b)).count();
        let ended = rest.as_bytes().get(length).is_none_or(|b| b.is_ascii_whitespace() || b",]}/".contains(b));
        let (kind, length) = match known(&rest[..length]).filter(|_| ended) {
            Some(kind) => (kind, length),
            None => (NodeKind::Text, bare_length(rest)),
        };
        self.at += length;
        let spelled = Spelled { start: start as u32, end: self.at as u32, writing: Writing::Plain };
        self.value(start, kind, spelled);
        if kind == NodeKind::Text {
            self.tape.broken(start, "this is not in quotes");
        } else if has_leading_zero(&rest[..length]) {
            self.tape.broken(start, "in JSON no number begins with 0 and another digit");
        }
    }

    /// Goes over what is nested too deep.
    fn skip(&mut self) {
        let message = format!("this is nested more than {DEEPEST} deep; what it holds is not read");
        self.tape.broken(self.at, message);
        self.here.key = None;
        self.here.ready = false;
        let mut depth = 0_usize;
        while let Some(byte) = self.next_byte() {
            match byte {
                b'"' | b'\'' => {
                    self.quoted(byte);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            if depth == 0 {
                break;
            }
        }
    }
}

const fn name(kind: Option<NodeKind>) -> &'static str {
    if matches!(kind, Some(NodeKind::Map)) { "object" } else { "list" }
}

fn control(byte: u8) -> String {
    match byte {
        b'\t' => "there is a tab in this text; JSON wants `\\t` in its place".to_owned(),
        b'\r' => "there is a line break in this text; JSON wants `\\r` in its place".to_owned(),
        _ => format!("there is a control character in this text; JSON wants `\\u{byte:04x}` in its place"),
    }
}

/// What a word without quotes is, if it is one of JSON or JSON5.
fn known(word: &str) -> Option<NodeKind> {
    match word {
        "true" | "false" => return Some(NodeKind::Truth),
        "null" => return Some(NodeKind::Null),
        _ => {}
    }
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let number = match digits.as_bytes() {
        [b'0', b'x' | b'X', hex @ ..] => !hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit),
        [b'0'..=b'9' | b'.', ..] => digits.bytes().all(|b| b.is_ascii_digit()) || digits.parse::<f64>().is_ok(),
        _ => matches!(digits, "Infinity" | "NaN"),
    };
    number.then_some(NodeKind::Number)
}

fn has_leading_zero(word: &str) -> bool {
    matches!(word.strip_prefix('-').unwrap_or(word).as_bytes(), [b'0', b'0'..=b'9', ..])
}

/// Length of a text without quotes: to the end of its line, or to the comma, quote or bracket that ends it.
fn bare_length(rest: &str) -> usize {
    let mut open = 0_usize;
    let mut blank = false;
    let ends = |(at, c): (usize, char)| {
        let comment = blank && (rest[at..].starts_with("//") || rest[at..].starts_with("/*"));
        blank = c.is_whitespace();
        match c {
            '{' | '[' => open += 1,
            '}' | ']' if open == 0 => return Some(at),
            '}' | ']' => open -= 1,
            ',' | '\n' | '"' => return Some(at),
            _ => {}
        }
        comment.then_some(at)
    };
    let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
    rest[..end].trim_end().len().max(rest.chars().next().map_or(0, char::len_utf8))
}

/// The next byte from `at` on that ends a text, begins an escape or is a control character; the length if none is.
fn plain_end(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Sets the high bit of each byte that is below `n`; above the first such byte it may set too many.
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word & HIGH;
    while let Some(eight) = bytes[at..].first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let quotes = below(word ^ (ONES * u64::from(quote)), 1);
        let found = quotes | below(word ^ (ONES * u64::from(b'\\')), 1) | below(word, 0x20);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let special = |b: &u8| *b == quote || *b == b'\\' || *b < 0x20;
    bytes[at..].iter().position(special).map_or(bytes.len(), |found| at + found)
}

/// Tells keys apart quickly. Equal texts have equal hashes; the rest is compared.
fn hash(text: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = text.as_chunks();
    let whole = words.iter().fold(text.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(whole, |hash, byte| mix(hash, u64::from(*byte)))
}
