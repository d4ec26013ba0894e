//! Saved mails: the links of their texts, whatever they are encoded in, each of both alternatives once.

use super::encoding::Encoding;
use super::file::FileText;
use super::format::InputFormat;
use super::passage::Passage;
use super::syntax::markup_links;
use super::wrapped::each_passage;
use crate::span::{Map, MapBuilder, Parts};
use mailparse::body::Body;
use mailparse::{ParsedMail, parse_mail};
use std::collections::HashSet;

/// Parts of one mail beyond which it is no mail that a program has written, but made to be slow.
const MOST_PARTS: usize = 64;

/// How deep mails in mails are read.
const DEEPEST: usize = 4;

/// Longer lines of Base64 no program writes, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// A link in a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct MailLink {
    /// The link.
    pub link: String,
    /// The same with the line breaks that part it.
    pub written: String,
    /// How it stands in the text of its part.
    pub passage: Passage,
    /// From `written` to the bytes of the part.
    pub map: Map,
    /// Where the bytes of the part begin in the text of the file.
    pub at: usize,
}

/// True for the source of a mail, or of several in one file, by how it begins.
#[must_use]
pub fn is_mail(name: &str, head: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let named = ["eml", "mbox"].iter().any(|e| ending.eq_ignore_ascii_case(e));
    let text = String::from_utf8_lossy(head);
    let known = [
        "content-type",
        "date",
        "delivered-to",
        "from",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "subject",
        "to",
    ];
    let lines = text.lines().skip_while(|line| line.starts_with("From ")).take_while(|line| !line.is_empty());
    let (mut headers, mut all, mut tells) = (0, true, false);
    for line in lines.filter(|line| !line.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let is_header = line.contains(':') && !name.contains(' ');
        headers += usize::from(known.contains(&&*name));
        all &= is_header;
        tells |= matches!(&*name, "mime-version" | "received" | "return-path" | "message-id");
    }
    all && if named { headers > 0 } else { headers > 2 && tells }
}

/// Calls `see` with every link of a mail, or of several one after the other, in the order of the file.
pub fn each_in_mail(file: &FileText, mut see: impl FnMut(MailLink)) {
    let text = &*file.text;
    let mut start = 0;
    for end in message_ends(text) {
        let message = &text[start..end];
        let parts = message.as_bytes().windows(8).filter(|w| w.eq_ignore_ascii_case(b"boundary")).take(MOST_PARTS + 1);
        match parse_mail(message.as_bytes()) {
            Ok(mail) if parts.count() <= MOST_PARTS => {
                let mut reader = Reader { text, seen: HashSet::new(), found: Vec::new() };
                reader.part(&mail, DEEPEST);
                reader
                    .found
                    .sort_by_key(|link| link.at + link.map.span_out(crate::span::Span::new(0, 1)).start as usize);
                reader.found.into_iter().for_each(&mut see);
            }
            _ => each_passage(message, InputFormat::Text, |passage| {
                let map = Map::identity(message.len());
                see(MailLink::of(passage, message, map, start));
            }),
        }
        start = end;
    }
}

/// Where each of the mails in a file ends: before a line that begins with `From ` behind an empty one.
fn message_ends(text: &str) -> Vec<usize> {
    let starts = text.match_indices("\nFrom ").map(|(at, _)| at + 1);
    let mut ends: Vec<usize> = starts
        .filter(|at| text.starts_with("From ") && text[..at - 1].trim_end_matches('\r').ends_with('\n'))
        .collect();
    ends.push(text.len());
    ends
}

struct Reader<'t> {
    /// The text of the file.
    text: &'t str,
    /// Links that were found in another alternative.
    seen: HashSet<String>,
    found: Vec<MailLink>,
}

impl Reader<'_> {
    fn part(&mut self, mail: &ParsedMail, depth: usize) {
        if mail.subparts.is_empty() {
            return self.leaf(mail, depth);
        }
        if !mail.ctype.mimetype.eq_ignore_ascii_case("multipart/alternative") {
            self.seen.clear();
        }
        mail.subparts.iter().for_each(|part| self.part(part, depth));
    }

    fn leaf(&mut self, mail: &ParsedMail, depth: usize) {
        let kind = &*mail.ctype.mimetype;
        let (raw, decoded) = match mail.get_body_encoded() {
            Body::Base64(body) => (body.get_raw(), base64(body.get_raw(), &mail.ctype.charset)),
            Body::QuotedPrintable(body) => (body.get_raw(), printable(body.get_raw(), &mail.ctype.charset)),
            Body::SevenBit(body) | Body::EightBit(body) => (body.get_raw(), None),
            Body::Binary(body) => (body.get_raw(), None),
        };
        // The slices of the parser are those of the file.
        let at = raw.as_ptr() as usize - self.text.as_ptr() as usize;
        let Some(written) = self.text.get(at..at + raw.len()) else { return };
        let (text, map) = decoded.unwrap_or_else(|| (written.to_owned(), Map::identity(written.len())));
        match kind {
            "message/rfc822" if depth > 0 && text == written => {
                if let Ok(inner) = parse_mail(written.as_bytes()) {
                    self.part(&inner, depth - 1);
                }
            }
            "text/html" => self.html(&text, map, at),
            kind if kind.starts_with("text/") => each_passage(&text, InputFormat::Text, |passage| {
                self.add(MailLink::of(passage, &text, map.clone(), at));
            }),
            _ => {}
        }
    }

    fn html(&mut self, text: &str, map: Map, at: usize) {
        let (len, parts) = (text.len(), Parts::new(map));
        for link in markup_links(text) {
            let mut edges = Map::builder(Encoding::None);
            edges.replaced(0, link.range.start);
            edges.exact(link.range.len());
            edges.replaced(0, len - link.range.end);
            let map = parts.then(&edges.finish().then(&link.map));
            let passage = link.passage.unwrap_or_else(|| Passage::plain(link.range));
            self.add(MailLink { written: link.text.clone(), link: link.text, passage, map, at });
        }
    }

    fn add(&mut self, link: MailLink) {
        if self.seen.insert(link.link.clone()) {
            self.found.push(link);
        }
    }
}

impl MailLink {
    /// A link in the text of a part. `map` leads from that text to the bytes of the part.
    fn of(passage: Passage, text: &str, map: Map, at: usize) -> Self {
        let range = passage.range.clone();
        let mut edges = Map::builder(Encoding::None);
        edges.replaced(0, range.start);
        edges.exact(range.len());
        edges.replaced(0, text.len() - range.end);
        let edges = edges.finish();
        let edges = passage.map().map_or_else(|| edges.clone(), |map| edges.then(&map));
        let (link, written) = (passage.link(text).into_owned(), passage.as_broken(text).into_owned());
        Self { link, written, map: Parts::new(map).then(&edges), passage, at }
    }
}

/// A text that is decoded piece by piece.
struct Decoder {
    bytes: Vec<u8>,
    /// How many bytes of the text, and of what is written, each piece has.
    pieces: Vec<(usize, usize)>,
}

impl Decoder {
    /// The text and its way back, if all of it is UTF-8 or in a charset of one byte a character.
    fn finish(self, charset: &str, exact: bool) -> Option<(String, Map)> {
        let wide = charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("us-ascii");
        let mut map = Map::builder(Encoding::QuotedPrintable);
        let mut text = String::with_capacity(self.bytes.len());
        let (mut at, mut pending) = (0, (0, 0));
        for (inner, outer) in self.pieces {
            pending = (pending.0 + inner, pending.1 + outer);
            let bytes = &self.bytes[at..at + pending.0];
            let piece = match std::str::from_utf8(bytes) {
                _ if !wide => single(bytes),
                Ok(piece) => piece.to_owned(),
                // A character may be written as several codes, or go on in the next line.
                Err(error) if error.error_len().is_none() && pending.0 < LONGEST_LINE => continue,
                Err(_) => return None,
            };
            push(&mut map, &piece, pending, exact);
            text.push_str(&piece);
            at += pending.0;
            pending = (0, 0);
        }
        (pending == (0, 0)).then(|| (text, map.finish()))
    }
}

fn push(map: &mut MapBuilder, piece: &str, (inner, outer): (usize, usize), exact: bool) {
    if exact && inner == outer && piece.len() == inner {
        map.exact(inner);
    } else if exact {
        map.unit(piece.len(), outer);
    } else {
        map.opaque(piece.len(), outer);
    }
}

/// A text in Latin-1 or Windows-1252, as most that is not UTF-8 is.
fn single(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

/// Undoes quoted-printable.
fn printable(raw: &[u8], charset: &str) -> Option<(String, Map)> {
    let mut decoder = Decoder { bytes: Vec::with_capacity(raw.len()), pieces: Vec::new() };
    let mut at = 0;
    while at < raw.len() {
        let plain = memchr::memchr(b'=', &raw[at..]).unwrap_or(raw.len() - at);
        if plain > 0 {
            decoder.bytes.extend_from_slice(&raw[at..at + plain]);
            decoder.pieces.push((plain, plain));
            at += plain;
            continue;
        }
        let code =
            raw.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        let line = raw[at + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        let (byte, length) = match code {
            Some(byte) => (Some(byte), 3),
            None if raw.get(at + 1 + line) == Some(&b'\n') => (None, line + 2),
            None => (Some(b'='), 1),
        };
        decoder.bytes.extend(byte);
        decoder.pieces.push((usize::from(byte.is_some()), length));
        at += length;
    }
    decoder.finish(charset, true)
}

/// Undoes Base64. Only the line is known from which a character comes.
fn base64(raw: &[u8], charset: &str) -> Option<(String, Map)> {
    let mut decoder = Decoder { bytes: Vec::with_capacity(raw.len() / 4 * 3), pieces: Vec::new() };
    let (mut bits, mut count) = (0_u32, 0);
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let before = decoder.bytes.len();
        for digit in line.iter().filter_map(|b| value(*b)) {
            (bits, count) = (bits << 6 | u32::from(digit), count + 6);
            if count >= 8 {
                count -= 8;
                decoder.bytes.push((bits >> count) as u8);
            }
        }
        decoder.pieces.push((decoder.bytes.len() - before, line.len()));
    }
    decoder.finish(charset, false)
}

const fn value(b: u8) -> Option<u8> {
    match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    /// Every link with the text of the file that it stands on.
    fn links(mail: &str) -> Vec<(String, String)> {
        let file = FileText::read(mail.as_bytes());
        let mut found = Vec::new();
        each_in_mail(&file, |link| {
            let span = link.map.span_out(Span::new(0, link.written.len())).range();
            found.push((link.link, file.text[link.at + span.start..link.at + span.end].to_owned()));
        });
        found
    }

    const LINK: &str = "https://a.com/x?b={c}&d=é";

    #[test]
    fn each_way_of_encoding_is_undone() {
        let printed = "https://a.com/x?b=3D{c}&d=3D=C3=\r\n=A9";
        let mail = format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\nOur link is {printed} thanks\r\n"
        );
        assert!(is_mail("a.eml", mail.as_bytes()) && is_mail("", format!("From: a\r\nTo: b\r\n{mail}").as_bytes()));
        assert_eq!(links(&mail), [(LINK.to_owned(), printed.to_owned())]);
        let encoded = "T3VyIGxpbmsgaXMgaHR0cHM6Ly9hLmNv\nbS94P2I9e2N9JmQ9w6kgdGhhbmtzCg==\n";
        let mail = format!(
            "Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{encoded}"
        );
        assert_eq!(links(&mail), [(LINK.to_owned(), encoded.to_owned())]);
    }

    #[test]
    fn both_alternatives_count_once() {
        let mail = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n--B\n\
            Content-Type: text/plain\n\nhttps://a.com/x?b=1&c=2\n--B\nContent-Type: text/html\n\n\
            <a href=\"https://a.com/x?b=1&amp;c=2\">x</a> <img src=\"https://b.com/?d=1\">\n--B--\n";
        let found = links(mail);
        let links: Vec<&str> = found.iter().map(|(link, _)| &**link).collect();
        assert_eq!(links, ["https://a.com/x?b=1&c=2", "https://b.com/?d=1"]);
    }

    #[test]
    fn a_file_of_mails_is_read_to_its_end() {
        let mail = "From a@b Thu Jan  1 00:00:00 2026\nSubject: x\n\nhttps://a.com/1\n\nFrom a@b Thu Jan  1 00:00:00 2026\n\
            Subject: y\n\nhttps://a.com/2\n";
        let found: Vec<String> = links(mail).into_iter().map(|(link, _)| link).collect();
        assert_eq!(found, ["https://a.com/1", "https://a.com/2"]);
        assert!(!is_mail("a.txt", b"Hello: you\n\nhttps://a.com"));
    }
}
