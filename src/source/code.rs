//! Links in programs, logs and dumps: each stands in a string or between blanks, the escapes of its string belong to
//! the string, and what a program puts into it is not known.

use super::bounds::{group, stops};
use super::detect::is_one_url;
use super::encoding::Encoding;
use super::entity::entity;
use super::escape::{Escape, escape};
use super::hole::hole;
use super::passage::{End, Foreign, Passage};
use super::prose::is_web_start;
use super::regular::is_pattern;

use std::ops::Range;

/// What else than links stands in such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NonLink {
    /// A program: strings are joined and filled.
    Program,
    /// What programs have written: nothing is filled any more.
    Output,
}

/// Schemes of links that people click. Others in a program are those of databases and files.
const SCHEMES: [&str; 7] = ["http", "https", "intent", "market", "itms", "itmss", "itms-apps"];

/// The longest scheme above.
const LONGEST_SCHEME: usize = 9;

/// The longest string in which a closing quote is looked for, in bytes.
const LONGEST_STRING: usize = 1 << 16;

/// Calls `see` with every link on one line of a program, a log or a dump.
pub(super) fn each_in_code(text: &str, line: &Range<usize>, around: NonLink, see: &mut dyn FnMut(Passage)) {
    let mut from = line.start;
    for colon in memchr::memchr_iter(b':', &text.as_bytes()[line.clone()]).map(|at| line.start + at) {
        if colon < from {
            continue;
        }
        if let Some(start) = beginning(text, from, colon)
            && let Some(passage) = Reader::new(text, line, start, around).read(colon)
        {
            from = passage.range.end;
            see(passage);
        }
    }
}

/// True for a line in which a link stands in quotes with the escapes of a string.
pub(super) fn holds_escaped_link(line: &str) -> bool {
    let is_escaped = |at: usize| {
        let rest = line[at + 1..].trim_start_matches('\\');
        rest.starts_with('/') && rest.len() < line.len() - at - 1
    };
    let quoted = memchr::memchr2(b'"', b'\'', line.as_bytes()).is_some();
    quoted
        && (memchr::memchr_iter(b':', line.as_bytes()).any(is_escaped)
            || line.contains("://")
                && ["\\u0026", "\\u003d", "\\u003D", "\\x26", "\\x3d", "\\x3D"].iter().any(|e| line.contains(e)))
}

/// Where the scheme begins that ends at `colon`, if a link begins there.
fn beginning(text: &str, from: usize, colon: usize) -> Option<usize> {
    let mut rest = &text[colon + 1..];
    for _ in 0..2 {
        rest = rest.trim_start_matches('\\').strip_prefix('/')?;
    }
    if rest.starts_with(|c: char| c.is_whitespace() || "\"'`*)/".contains(c)) {
        return None;
    }
    let floor = text.ceil_char_boundary(from.max(colon.saturating_sub(LONGEST_SCHEME + 8)));
    let before = &text[floor..colon];
    let is_scheme = |word: &str| {
        let word = word.to_ascii_lowercase();
        SCHEMES.contains(&&*word) || is_misspelled(&word)
    };
    let run = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let mut start = colon - run;
    if text[from..start].ends_with('\\') {
        start += escape(&text[start - 1..]).map_or(0, |e| e.length.saturating_sub(1)).min(run);
    }
    // A link in a query of which the beginning is joined elsewhere: `"a=b&url=https://..."`
    let in_query = text[from..start].ends_with('=') && {
        let name = text[from..start - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c));
        name.len() < text[from..start - 1].len() && name.ends_with(['&', '?'])
    };
    let ok = |b: u8| b.is_ascii_whitespace() || b"\"'`(<>=,[{;:|".contains(&b) || !b.is_ascii();
    let opened = start == from
        || text[..start].bytes().next_back().is_none_or(ok)
        || text[..start].ends_with("&quot;")
        || start > colon - run;
    (is_scheme(&text[start..colon]) && opened && !in_query).then_some(start)
}

/// `htps`, `hxxps`, `htttp`.
fn is_misspelled(word: &str) -> bool {
    (4..=6).contains(&word.len())
        && word.starts_with('h')
        && word.contains('p')
        && word.ends_with(['p', 's'])
        && word.contains(['t', 'x'])
}

/// The string around a link.
#[derive(Clone, Copy, Debug)]
struct Quote {
    /// Where its quote stands.
    at: usize,
    mark: u8,
    /// Backslashes before it: a string within a string.
    depth: usize,
    /// Offset of what closes it, backslashes included.
    close: Option<usize>,
}

/// Reads one link.
struct Reader<'t> {
    text: &'t str,
    line: Range<usize>,
    around: NonLink,
    quote: Option<Quote>,
    /// The string begins with the link.
    direct: bool,
    /// Braces of the string are a format's: a doubled one stands for one.
    braces: bool,
    /// Blanks belong to the link.
    blanks: bool,
    /// The string is the value of an attribute of HTML.
    markup: bool,
    limit: usize,
    at: usize,
    kept: usize,
    open: [usize; 3],
    open_end: bool,
    printed: bool,
    passage: Passage,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, line: &Range<usize>, start: usize, around: NonLink) -> Self {
        let quote = quote_around(text, line, start);
        let direct = quote.is_some_and(|q| q.at + 1 == start);
        let close = quote.and_then(|q| q.close);
        let limit = close.unwrap_or(line.end);
        let blanks = direct && close.is_some() && is_one_url(&text[start..limit]);
        let braces = around == NonLink::Program && quote.is_some_and(|q| is_format(text, line, &q));
        let passage = Passage { in_code: true, ..Passage::plain(start..start) };
        Self {
            text,
            line: line.clone(),
            around,
            quote,
            direct: direct && close.is_some(),
            braces,
            blanks,
            markup: quote.is_some_and(|q| text[line.start..q.at].trim_end_matches('\\').trim_end().ends_with('=')),
            limit,
            at: start,
            kept: start,
            open: [0; 3],
            open_end: false,
            printed: false,
            passage,
        }
    }

    /// The link, if it is one that is longer than its scheme. `colon` stands behind the scheme.
    fn read(mut self, colon: usize) -> Option<Passage> {
        while self.at < self.limit && self.step() {}
        let start = self.passage.range.start;
        let end = self.kept.min(self.limit);
        let raw = &self.text[start..end];
        if end < colon + 4 || is_pattern(raw) {
            return None;
        }
        self.passage.range.end = end;
        self.passage.foreign.retain(|f| f.range.end <= end);
        let open = self.around == NonLink::Program && (self.open_end || self.is_joined(end) || self.is_base(raw));
        self.passage.end = if open || !self.passage.holes.is_empty() { End::Open } else { End::Whole };
        self.passage.encoding = self.quote.map(|q| if q.mark == b'"' { Encoding::Json } else { Encoding::Json5 });
        if self.printed {
            self.passage.locked = Some("the text is a format string, in which braces are doubled");
        } else if self.quote.is_some_and(|q| q.depth > 0) {
            self.passage.locked = Some("the text stands in a string within a string");
        } else if self.quote.is_some_and(|q| is_counted(self.text, q.at)) {
            self.passage.locked = Some("the number before the text counts its bytes");
        }
        Some(self.passage)
    }

    /// Takes one more piece. False at the end of the link.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..self.limit];
        let Some(c) = rest.chars().next() else { return false };
        if c == '\\' {
            return self.escape(rest);
        }
        if self.around == NonLink::Program
            && let Some(found) =
                hole(rest, &self.text[self.at..], self.braces, self.quote.is_none_or(|q| q.mark != b'\''))
        {
            return self.hole(found);
        }
        if c == '&'
            && (self.markup || !self.direct)
            && let Some((c, length)) = entity(rest, true).filter(|(_, length)| rest[..*length].ends_with(';'))
        {
            return !(c.is_whitespace() || "\"'`".contains(c)) && self.foreign(length, c);
        }
        if self.braces && (rest.starts_with("{{") || rest.starts_with("}}")) {
            self.printed = true;
            return self.foreign(2, c);
        }
        if let Some(length) = group(self.text, self.passage.range.start, self.at).filter(|l| *l <= rest.len()) {
            return self.keep(length);
        }
        match c {
            c if c.is_whitespace() => self.blanks && self.keep(c.len_utf8()),
            '"' | '`' | '<' | '>' => false,
            '\'' if !self.direct => false,
            c if c.is_control() || (!self.direct && stops(c)) => false,
            '(' | '[' | '{' => {
                self.open[bracket(c)] += 1;
                self.keep(1)
            }
            ')' | ']' | '}' if !self.direct => {
                let open = &mut self.open[bracket(c)];
                if *open == 0 {
                    return false;
                }
                *open -= 1;
                self.keep(1)
            }
            ',' | ';' | '|' if is_web_start(rest[1..].trim_start()) => false,
            '.' | ',' | ';' | '!' | ':' | '|' | '…' if !self.direct => {
                let cell = c != '.' && self.text[..self.passage.range.start].ends_with(c);
                self.at += c.len_utf8();
                !cell
            }
            c => self.keep(c.len_utf8()),
        }
    }

    fn keep(&mut self, length: usize) -> bool {
        self.at += length;
        self.kept = self.at;
        true
    }

    /// Bytes of the text that stand for one character of the link.
    fn foreign(&mut self, length: usize, c: char) -> bool {
        let range = self.at..self.at + length;
        self.passage.foreign.push(Foreign { range, own: c.to_string().into(), is_break: false });
        self.keep(length)
    }

    fn escape(&mut self, rest: &str) -> bool {
        match escape(rest) {
            Some(Escape { stands_for, .. }) if stands_for.is_whitespace() || stands_for.is_control() => false,
            // A quote within the string is the text's around the link, and so are brackets.
            Some(Escape { stands_for: '"' | '\'' | '`' | '<' | '>', .. }) => false,
            Some(Escape { stands_for, length }) => self.foreign(length, stands_for),
            None => {
                // The string goes on in the next line.
                self.open_end |= rest.len() == 1 || rest[1..].trim().is_empty();
                !self.open_end && self.keep(1)
            }
        }
    }

    /// What the program puts in, with its length.
    fn hole(&mut self, length: usize) -> bool {
        let range = self.at..self.at + length;
        self.open_end = true;
        if range.end > self.limit || self.text[range.clone()].contains('\n') {
            return false;
        }
        self.passage.holes.push(range);
        self.keep(length)
    }

    /// True if the program joins something to the string.
    fn is_joined(&self, end: usize) -> bool {
        let Some(Quote { mark, depth, close, .. }) = self.quote else { return false };
        let Some(close) = close else { return self.direct };
        if end < close && !self.text[end..close].trim().is_empty() {
            return false;
        }
        let behind = &self.text[close + depth + 1..self.line.end];
        if is_join(behind) {
            return true;
        }
        if !behind.trim().is_empty() {
            return false;
        }
        // On the next line: `+ id`, `. $id`, `"&id=1"`.
        let next = self.text[self.line.end..].trim_start_matches(['\r', '\n']);
        let next = next.lines().next().unwrap_or_default().trim_start();
        next.starts_with(['+', '.', '&']) && is_join(next)
            || next.starts_with("||")
            || mark != b'`' && next.as_bytes().first() == Some(&mark) && next[1..].starts_with(['&', '?', '/', '='])
    }

    /// True for an address to which its program surely adds something: one without a query, one that ends in `=`, and
    /// what is called a base.
    fn is_base(&self, raw: &str) -> bool {
        let before = self.text[self.line.start..self.passage.range.start].to_ascii_lowercase();
        !raw.contains('?')
            || raw.ends_with(['=', '?', '&', '/', '_', '-'])
            || ["base", "prefix", "endpoint", "host"].iter().any(|word| before.contains(word))
    }
}

const fn bracket(c: char) -> usize {
    match c {
        '(' | ')' => 0,
        '[' | ']' => 1,
        _ => 2,
    }
}

/// True if what stands behind a string joins something to it.
fn is_join(behind: &str) -> bool {
    let glued = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || "$\"'/?&=_{".contains(c));
    let rest = behind.trim_start();
    let next = rest.chars().nth(1);
    glued
        || match rest.chars().next() {
            Some('+') => next != Some('+'),
            Some('.') => {
                next.is_some_and(|c| c.is_alphabetic() || "$\"'.".contains(c))
                    || rest[1..].trim_start().starts_with(['$', '"', '\''])
                    || rest[1..].trim_start().find('(').is_some_and(|at| {
                        rest[1..].trim_start()[..at].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
                    })
            }
            Some('&') => next.is_some_and(|c| c == ' ' || c.is_alphabetic()),
            Some('%') => true,
            Some('|') => next == Some('|'),
            Some('<') => next == Some('<'),
            _ => false,
        }
}

/// The string around the link that begins at `start`.
fn quote_around(text: &str, line: &Range<usize>, start: usize) -> Option<Quote> {
    let bytes = text.as_bytes();
    let is_quote = |b: u8| matches!(b, b'"' | b'\'' | b'`');
    let depth_at = |at: usize| bytes[line.start..at].iter().rev().take_while(|b| **b == b'\\').count();
    let opened = match start.checked_sub(1).filter(|at| *at >= line.start && is_quote(bytes[*at])) {
        Some(at) => Some((at, bytes[at], depth_at(at))),
        None => {
            let mut open: Option<(usize, u8, usize)> = None;
            for at in (line.start..start).filter(|at| is_quote(bytes[*at])) {
                let depth = depth_at(at);
                let in_word = bytes[at] == b'\''
                    && at > line.start
                    && bytes[at - 1].is_ascii_alphabetic()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                match open {
                    Some((_, mark, d)) if mark == bytes[at] && d == depth => open = None,
                    None if !in_word => open = Some((at, bytes[at], depth)),
                    _ => {}
                }
            }
            open
        }
    };
    let (at, mark, depth) = opened?;
    let end = line.end.min(start + LONGEST_STRING);
    let close = memchr::memchr_iter(mark, &bytes[start..end]).map(|at| start + at).find(|at| {
        let before = depth_at(*at);
        if depth == 0 { before % 2 == 0 } else { before == depth }
    });
    Some(Quote { at, mark, depth, close: close.map(|close| close - depth) })
}

/// True if braces in the string are those of a format: `f"..."`, `$"..."`, `format!("...")`, `"...".format(x)`.
fn is_format(text: &str, line: &Range<usize>, quote: &Quote) -> bool {
    let before = &text[line.start..quote.at];
    let prefix = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || "$@".contains(c)).len();
    let prefix = before[before.len() - prefix..].to_ascii_lowercase();
    let macros = ["format!(", "print!(", "println!(", "eprint!(", "eprintln!(", "panic!(", "format("];
    let behind = quote.close.map_or("", |close| &text[close + quote.depth + 1..line.end]);
    matches!(&*prefix, "f" | "rf" | "fr" | "$" | "$@" | "@$")
        || macros.iter().any(|name| before.trim_end().ends_with(name))
        || behind.trim_start().starts_with(".format(")
}

/// True behind `s:75:`, as PHP writes before a string of 75 bytes.
fn is_counted(text: &str, quote: usize) -> bool {
    let before = text[..quote].trim_end_matches('\\');
    let Some(before) = before.strip_suffix(':') else { return false };
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits > 0 && before[..before.len() - digits].ends_with("s:")
}
