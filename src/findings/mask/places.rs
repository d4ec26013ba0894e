//! Where secrets and personal data stand in a text: behind a name, before a host, in a path, or anywhere by their form.
//!
//! The text is read, not the split: a link that is broken, wrapped or nested hides its parts from the split. Every pass
//! goes over the text once, whatever it holds.

use super::names::{NameSecrecy, is_segment, says};
use super::tape::{LETTER, SIGN, Tape};
use super::values::{base64, base64_runs, cut_off, is_open, known_forms, phones};
use std::ops::Range;

/// The longest name that is looked at.
const LONGEST_NAME: usize = 64;

/// How many times Base64 is unpacked.
const DEEPEST: u8 = 3;

/// What kind of text is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaceKind {
    /// A link: a value goes on to the next parameter, also over blanks.
    Link,
    /// A sentence that quotes something: a value ends at a blank or a quote.
    Sentence,
}

/// The bytes of everything that is secret or about a person, in no order. `kept` are macros; `documented` says that a
/// platform calls its secret so.
pub fn search(
    text: &str,
    kept: &[Range<usize>],
    kind: SpaceKind,
    documented: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    search_in(text, kept, kind, documented, DEEPEST)
}

fn search_in(
    text: &str,
    kept: &[Range<usize>],
    kind: SpaceKind,
    documented: &dyn Fn(&str) -> bool,
    deep: u8,
) -> Vec<Range<usize>> {
    let tape = Tape::of(text, kept);
    let mut found = Vec::new();
    known_forms(&tape, &mut found);
    phones(&tape, &mut found);
    accounts(&tape, &mut found);
    if kind == SpaceKind::Link {
        segments(&tape, &mut found);
        cut_off(&tape, &mut found);
    }
    Assignments::of(&tape, kind, documented).values(&mut found);
    if deep > 0 {
        for run in base64_runs(&tape) {
            let holds = |text: String| !search_in(&text, &[], SpaceKind::Link, documented, deep - 1).is_empty();
            if base64(&tape.text(run.clone())).is_some_and(holds) {
                found.push(run);
            }
        }
    }
    found.into_iter().filter(|cells| !cells.is_empty()).map(|cells| tape.written(cells)).collect()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'+')
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b'\\')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'[' | b']' | LETTER)
}

/// One `name=`.
struct Assignment {
    /// The cell of `=` or `:`.
    sign: usize,
    says: Option<NameSecrecy>,
}

/// Every `name=` and `name:` of a text.
struct Assignments<'t> {
    tape: &'t Tape,
    kind: SpaceKind,
    list: Vec<Assignment>,
    /// For each cell the depth of the `=` of a name that begins there, else 255.
    begins: Vec<u8>,
}

impl<'t> Assignments<'t> {
    fn of(tape: &'t Tape, kind: SpaceKind, documented: &dyn Fn(&str) -> bool) -> Self {
        let mut all = Self { tape, kind, list: Vec::new(), begins: vec![u8::MAX; tape.0.len()] };
        for sign in 0..tape.0.len() {
            let cell = tape.0[sign];
            if cell.kept || !matches!(cell.byte, b'=' | b':') {
                continue;
            }
            let name = all.name_before(sign);
            if name.is_empty() || cell.byte == b':' && all.is_authority(name.start) {
                continue;
            }
            let text = tape.text(name.clone());
            let mut said = says(&text).or_else(|| documented(&text).then_some(NameSecrecy::Secret));
            said = said.or_else(|| says(&all.two_words(&name, &text)?).filter(|s| *s == NameSecrecy::Secret));
            if said.is_some() || cell.byte == b'=' {
                let begins = &mut all.begins[name.start];
                *begins = (*begins).min(cell.depth);
            }
            all.list.push(Assignment { sign, says: said });
        }
        all
    }

    /// The name before a sign: blanks, quotes and closing brackets between them do not count.
    fn name_before(&self, sign: usize) -> Range<usize> {
        let cells = &self.tape.0;
        let least = sign.saturating_sub(LONGEST_NAME);
        let passed = |b: u8| is_blank(b) || is_quote(b) || matches!(b, b')' | SIGN);
        let mut end = sign;
        while end > least && passed(cells[end - 1].byte) {
            end -= 1;
        }
        let mut start = end;
        while start > least && is_name(cells[start - 1].byte) {
            start -= 1;
        }
        start..end
    }

    /// A name with the word before the blank before it, for a blank may stand within a name: `pass word=`.
    fn two_words(&self, name: &Range<usize>, text: &str) -> Option<String> {
        let before = name.start.checked_sub(1).filter(|i| is_blank(self.tape.0[*i].byte))?;
        let first = self.name_before(before + 1);
        (!first.is_empty() && text.len() < 16).then(|| self.tape.text(first) + text)
    }

    /// True behind `//`, where a host stands.
    fn is_authority(&self, start: usize) -> bool {
        start >= 2 && self.tape.0[start - 2..start].iter().all(|c| matches!(c.byte, b'/' | b'\\'))
    }

    fn values(&self, found: &mut Vec<Range<usize>>) {
        let mut done = 0;
        for Assignment { sign, says } in &self.list {
            let Some(says) = says.filter(|_| *sign >= done) else { continue };
            if says == NameSecrecy::Number && !self.is_number(*sign) || self.is_place(*sign) {
                continue;
            }
            let (value, end) = self.value(*sign);
            done = end;
            let literal = self.literal(value.clone());
            if !is_open(&literal) && !self.is_prose(*sign, &literal) {
                found.push(value);
            }
        }
    }

    /// True for the word behind a colon in a sentence, unless it looks like no word: `credentials: needs a decision`.
    fn is_prose(&self, sign: usize, word: &str) -> bool {
        let blank = self.tape.0.get(sign + 1).is_some_and(|c| c.byte == b' ');
        self.kind == SpaceKind::Sentence && blank && !word.bytes().any(|b| b.is_ascii_digit())
    }

    /// True if a telephone number may stand behind a sign.
    fn is_number(&self, sign: usize) -> bool {
        let near = self.tape.0[sign + 1..].iter().take(32).take_while(|c| c.byte != b'&');
        near.filter(|c| !c.kept && c.byte.is_ascii_digit()).count() >= 7
    }

    /// True in `mail.txt:7:35`, a place in a file, which sentences begin with.
    fn is_place(&self, sign: usize) -> bool {
        let cells = &self.tape.0;
        if self.kind != SpaceKind::Sentence || cells[sign].byte != b':' {
            return false;
        }
        let number =
            |from: usize| cells[from.min(cells.len())..].iter().take_while(|c| c.byte.is_ascii_digit()).count();
        let line = number(sign + 1);
        let colon = sign + 1 + line;
        let column = number(colon + 1);
        let is_place = (1..8).contains(&line) && (1..8).contains(&column) && cells[colon].byte == b':';
        let ends = cells.get(colon + 1 + column).is_none_or(|c| matches!(c.byte, b':' | b' '));
        is_place && ends && self.tape.text(self.name_before(sign)).contains('.')
    }

    /// A value without its macros.
    fn literal(&self, value: Range<usize>) -> String {
        let cells = self.tape.0[value].iter().filter(|c| !c.kept);
        cells.map(|c| if c.byte.is_ascii() { char::from(c.byte) } else { '\u{FFFD}' }).collect()
    }

    /// The value behind a sign, and where it is surely over.
    fn value(&self, sign: usize) -> (Range<usize>, usize) {
        let cells = &self.tape.0;
        let mut start = sign + 1;
        let (mut quote, mut list) = (None, false);
        while let Some(cell) = cells.get(start).filter(|c| !c.kept) {
            match cell.byte {
                b'"' | b'\'' | b'`' => quote = quote.or(Some(cell.byte)),
                b'[' => list = true,
                b' ' | b'=' | b':' | b'\\' | b'(' | b'<' | b'>' => {}
                _ => break,
            }
            start += 1;
        }
        // What follows is another name: this one has no value. A blank within a value is part of it.
        let over = self.over(sign, start);
        if let Some(end) = quote.filter(|_| !list).and_then(|quote| self.quoted(start, over, quote)) {
            return (start..end, end);
        }
        let list_end = || (start..over).find(|&i| cells[i].byte == b']' && !cells[i].kept);
        let over = if list { list_end().unwrap_or(over) } else { over };
        let mut end = over;
        while end > start && !cells[end - 1].kept && b" \"'`}])>\\,;".contains(&cells[end - 1].byte) {
            end -= 1;
        }
        (start..end, over)
    }

    /// Where the quotation ends, if nothing is glued to it.
    fn quoted(&self, start: usize, over: usize, quote: u8) -> Option<usize> {
        let cells = &self.tape.0;
        let close = (start..over).find(|&i| cells[i].byte == quote && !cells[i].kept)?;
        let behind = cells.get(close + 1).is_none_or(|c| !is_name(c.byte) || c.byte == b']');
        let escapes = cells[start..close].iter().rev().take_while(|c| c.byte == b'\\').count();
        behind.then_some(close - escapes)
    }

    /// Where the value that begins at `start` is over: at the next `&`, or at another separator before another name. A
    /// separator that is encoded more often than the sign belongs to the value.
    fn over(&self, sign: usize, start: usize) -> usize {
        let depth = self.tape.0[sign].depth;
        for (at, cell) in self.tape.0.iter().enumerate().skip(start) {
            let next = at + 1;
            if cell.kept || cell.depth > depth {
                // A `&` may have been lost behind a macro.
                let named = cell.kept && self.begins.get(next).is_some_and(|d| *d <= depth);
                if named && !self.tape.0[next].kept {
                    return next;
                }
                continue;
            }
            let sentence_ends = self.kind == SpaceKind::Sentence && (cell.byte == b' ' || is_quote(cell.byte));
            let parts = |b: u8| b";,|?#/ \"'<>()\\{}".contains(&b);
            let named = || self.begins.get(next).is_some_and(|d| *d <= depth);
            if cell.byte == b'&' || sentence_ends || parts(cell.byte) && named() {
                return at;
            }
        }
        self.tape.0.len()
    }
}

/// The word behind `/token/`, `/password/`.
fn segments(tape: &Tape, found: &mut Vec<Range<usize>>) {
    /// Pages and endpoints, not secrets.
    const PAGES: [&str; 24] = [
        "reset",
        "forgot",
        "new",
        "change",
        "verify",
        "callback",
        "login",
        "logout",
        "refresh",
        "start",
        "create",
        "update",
        "recover",
        "recovery",
        "index",
        "help",
        "postback",
        "conversion",
        "pixel",
        "click",
        "track",
        "event",
        "install",
        "s2s",
    ];
    let cells = &tape.0;
    let ends = |from: usize| {
        let apart = |b: u8| b"/?#& ;,|\"'<>\\=".contains(&b);
        from + cells[from..].iter().take_while(|c| c.kept || !apart(c.byte)).count()
    };
    let mut at = 0;
    let mut told = false;
    while let Some(slash) = (at..cells.len()).find(|&i| cells[i].byte == b'/' && !cells[i].kept) {
        let end = ends(slash + 1);
        let text = if end - slash <= LONGEST_NAME { tape.text(slash + 1..end) } else { String::new() };
        let host = slash > 0 && matches!(cells[slash - 1].byte, b'/' | b'\\');
        // `/{postback_key}/…` holds the key's own place: what follows is none.
        if is_segment(&text) && !host && !text.starts_with(['{', '[', '<', '$', '%', '#']) {
            told = cells.get(end).is_some_and(|c| c.byte == b'/');
        } else {
            let page = PAGES.iter().any(|page| text.eq_ignore_ascii_case(page));
            if told && !page && !is_open(&text) {
                found.push(slash + 1..end);
            }
            told = false;
        }
        at = end;
    }
}

/// The password of `user:password@host`, a user alone, who may be a token, and mail addresses.
fn accounts(tape: &Tape, found: &mut Vec<Range<usize>>) {
    let cells = &tape.0;
    let mut least = 0;
    let mut at = 0;
    while at < cells.len() {
        let Some(length) = at_sign(tape, at) else {
            at += 1;
            continue;
        };
        let behind = at + length;
        account(tape, least, at, behind, found);
        // A password may hold an `@`: what stands behind one may belong to what stands before it.
        least = if found.last().is_some_and(|f| f.end == at) { found.last().map_or(0, |f| f.start) } else { behind };
        at = behind;
    }
    curl_users(tape, found);
}

/// The number of cells of an `@`, also one that is spelt: `(at)`, `[at]`.
fn at_sign(tape: &Tape, at: usize) -> Option<usize> {
    let cells = &tape.0;
    match cells[at].byte {
        _ if cells[at].kept && cells[at].byte == b'@' => None,
        b'@' => Some(1),
        b'(' | b'[' => {
            let spelt = tape.text(at..(at + 4).min(cells.len()));
            matches!(&*spelt, "(at)" | "[at]" | "(AT)" | "[AT]").then_some(4)
        }
        _ => None,
    }
}

fn account(tape: &Tape, least: usize, at: usize, behind: usize, found: &mut Vec<Range<usize>>) {
    let cells = &tape.0;
    let apart = |b: u8| b"/?#&=\"'<>,;|{}()\\` ".contains(&b);
    let mut end = at;
    while end > least && cells[end - 1].byte == b' ' {
        end -= 1;
    }
    let mut start = end;
    while start > least && (cells[start - 1].kept || !apart(cells[start - 1].byte)) {
        start -= 1;
    }
    // `https://user: password@host`
    let blanks = cells[least..start].iter().rev().take_while(|c| c.byte == b' ').count();
    let colon_before = start.checked_sub(blanks + 1).filter(|i| blanks > 0 && *i >= least && cells[*i].byte == b':');
    let in_authority = |from: usize| {
        let blanks = cells[..from].iter().rev().take_while(|c| c.byte == b' ').count();
        (from - blanks).checked_sub(1).is_some_and(|i| matches!(cells[i].byte, b'/' | b'\\')) && {
            let i = from - blanks - 1;
            i > 0 && matches!(cells[i - 1].byte, b'/' | b'\\' | b':')
        }
    };
    if let Some(colon) = colon_before {
        let user = cells[least..colon].iter().rev().take_while(|c| !apart(c.byte)).count();
        if in_authority(colon - user) {
            found.push(start..at);
            return;
        }
    }
    if start == end {
        return;
    }
    let authority = in_authority(start);
    let domain = domain(tape, behind);
    match password(tape, start..end) {
        Some(password) if authority || domain.is_some() => found.push(password.start..at),
        None if authority => found.push(start..at),
        None if domain.is_some() && end - start <= 64 + 8 => found.push(start..domain.unwrap_or(behind)),
        _ => {}
    }
}

/// What follows the first colon that is not the one of a scheme; all of it if nothing follows.
fn password(tape: &Tape, account: Range<usize>) -> Option<Range<usize>> {
    const SCHEMES: [&str; 8] = ["http", "https", "ftp", "mailto", "tel", "htps", "hxxps", "ttps"];
    let mut from = account.start;
    for at in account.clone().filter(|&i| tape.0[i].byte == b':' && !tape.0[i].kept) {
        let word = if at - from <= 8 { tape.text(from..at).to_ascii_lowercase() } else { String::new() };
        if !SCHEMES.contains(&word.as_str()) {
            return Some(if at + 1 < account.end { at + 1..account.end } else { from..account.end });
        }
        from = at + 1;
    }
    None
}

/// Where the domain of a mail address ends that begins here: labels with dots between them, the last of letters.
fn domain(tape: &Tape, from: usize) -> Option<usize> {
    let cells = &tape.0;
    let is_label = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == LETTER;
    let mut at = from;
    let (mut labels, mut last) = (0, 0..0);
    loop {
        let end = at + cells[at.min(cells.len())..].iter().take_while(|c| is_label(c.byte)).count();
        if end == at {
            break;
        }
        (labels, last) = (labels + 1, at..end);
        let dot = match cells.get(end).map(|c| c.byte) {
            Some(b'.') => 1,
            Some(b'(' | b'[') => {
                let spelt = tape.text(end..(end + 5).min(cells.len())).to_ascii_lowercase();
                if matches!(&*spelt, "(dot)" | "[dot]") { 5 } else { break }
            }
            _ => break,
        };
        at = end + dot;
    }
    let letters = cells[last.clone()].iter().all(|c| !c.byte.is_ascii_digit());
    let first = tape.text(from..(from + 3).min(cells.len()));
    // `icon@2x.png` is a picture.
    (labels >= 2 && last.len() >= 2 && letters && !matches!(&*first, "2x." | "3x.")).then_some(last.end)
}

/// `-u user:password`, as curl takes it.
fn curl_users(tape: &Tape, found: &mut Vec<Range<usize>>) {
    let cells = &tape.0;
    for at in (0..cells.len()).filter(|&i| cells[i].byte == b'-' && !cells[i].kept) {
        let here = |text: &str| {
            cells[at..].len() >= text.len() && cells[at..].iter().zip(text.bytes()).all(|(c, b)| c.byte == b)
        };
        let fresh = at == 0 || cells[at - 1].byte == b' ';
        let Some(option) = ["-u ", "--user ", "--proxy-user "].into_iter().find(|o| fresh && here(o)) else { continue };
        let start = at + option.len();
        let end = start + cells[start..].iter().take_while(|c| !matches!(c.byte, b' ' | b'&')).count();
        found.extend(password(tape, start..end));
    }
}
