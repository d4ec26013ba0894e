//! One record of a log, before anybody asks whether it is a postback.

use std::borrow::Cow;
use std::ops::Range;

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Request<'a> {
    /// A request as HTTP writes it.
    Http {
        /// `GET`, as written.
        method: Cow<'a, str>,
        /// Path and query, or the whole URL, as received.
        target: Cow<'a, str>,
    },
    /// Bytes that are no HTTP: somebody spoke TLS to a plain port, or another protocol.
    NotHttp(Cow<'a, str>),
    /// The server refused it before it had read what was asked for.
    #[default]
    Refused,
}

/// A record of a log. What its logger did to the text is undone.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// When, as the log writes it.
    pub time: Cow<'a, str>,
    /// It is no record of a log but a request alone, of which nobody says when it came.
    pub undated: bool,
    /// The zone that the record says beside the time, by its IANA name.
    pub zone: Option<Cow<'a, str>>,
    /// What was asked for.
    pub request: Request<'a>,
    /// `https`.
    pub scheme: Option<Cow<'a, str>>,
    /// The host that was asked, without a port.
    pub host: Option<Cow<'a, str>>,
    /// Where the connection came from.
    pub address: Option<Cow<'a, str>>,
    /// `X-Forwarded-For`.
    pub forwarded: Option<Cow<'a, str>>,
    /// Who sent it, in exports that name users and no addresses.
    pub user: Option<Cow<'a, str>>,
    /// The HTTP status it was answered with.
    pub status: Option<u16>,
    /// `User-Agent`.
    pub agent: Option<Cow<'a, str>>,
    /// The body, where the log holds it.
    pub body: Option<Cow<'a, str>>,
    /// `Location` of the answer.
    pub location: Option<Cow<'a, str>>,
    /// What the receiving system said of it, in its own words.
    pub answered: Option<Cow<'a, str>>,
    /// The offer, where a column of an export names it.
    pub offer: Option<Cow<'a, str>>,
    /// The time of the click, where a column names it.
    pub click_time: Option<Cow<'a, str>>,
    /// It is a line of an export, which holds postbacks and nothing else.
    pub exported: bool,
}

/// What a line turned out to be.
#[derive(Debug)]
pub enum Read<'a> {
    /// A record.
    Entry(Box<Entry<'a>>),
    /// Nothing to judge: an empty line, a comment, a header.
    Nothing,
    /// It does not parse.
    Unread,
}

impl<'a> Entry<'a> {
    /// The record as what a reader returns.
    #[must_use]
    pub fn read(self) -> Read<'a> {
        Read::Entry(Box::new(self))
    }
}

/// A field that holds something: loggers write `-` for what was not there.
#[must_use]
pub fn some(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text != "-").then_some(text)
}

/// Takes a request line apart: `GET /postback?click_id=a b HTTP/1.1`. A URL with raw blanks reaches from the first
/// blank to the last ` HTTP/`, or to the end, for Apache writes no version for a request it refused.
#[must_use]
pub fn request_line(line: Cow<'_, str>) -> Request<'_> {
    if some(&line).is_none() {
        return Request::Refused;
    }
    let Some((method, target)) = parts_of_request(&line) else { return Request::NotHttp(line) };
    match line {
        Cow::Borrowed(line) => {
            Request::Http { method: Cow::Borrowed(&line[method]), target: Cow::Borrowed(&line[target]) }
        }
        Cow::Owned(line) => {
            Request::Http { method: Cow::Owned(line[method].to_owned()), target: Cow::Owned(line[target].to_owned()) }
        }
    }
}

fn parts_of_request(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let blank = line.find(' ')?;
    let method = 0..blank;
    if !(3..=20).contains(&blank) || !line[..blank].bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let end = line.rfind(" HTTP/").filter(|end| *end >= blank).unwrap_or(line.len());
    let target = (blank + 1).min(end)..end;
    // A host and port are what CONNECT asks for, `*` what OPTIONS does.
    let asked = &line[target.clone()];
    let known = asked.starts_with('/') || asked.contains("://") || matches!(asked, "*") || line.starts_with("CONNECT ");
    known.then_some((method, target))
}

/// Undoes what nginx and Apache do to what they log: `\x22`, `\"`, `\\`, `\t`. Bytes that give no text are
/// percent-encoded, which is how they would have been sent.
#[must_use]
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (byte, length) = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'x')) => match hex(bytes.get(at + 2..at + 4)) {
                Some(byte) => (byte, 4),
                None => (b'\\', 1),
            },
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b'b')) => (8, 2),
            (b'\\', Some(b'f')) => (12, 2),
            (b'\\', Some(b'v')) => (11, 2),
            (b'\\', Some(b @ (b'"' | b'\\' | b'/'))) => (*b, 2),
            (b, _) => (b, 1),
        };
        out.push(byte);
        at += length;
    }
    Cow::Owned(text_of(out))
}

fn hex(digits: Option<&[u8]>) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    match digits {
        Some([high, low]) => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

/// Bytes as text; those that are none are percent-encoded.
#[must_use]
pub fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| lossless(error.as_bytes()).into_owned())
}

/// The same for bytes of a log.
#[must_use]
pub fn lossless(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(out)
}

/// Undoes one percent-encoding of everything, as CloudFront adds one to what it logs.
#[must_use]
pub fn once_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match hex(bytes.get(at + 1..at + 3)).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    Cow::Owned(text_of(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(line: &str) -> Option<String> {
        match request_line(Cow::Borrowed(line)) {
            Request::Http { target, .. } => Some(target.into_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_target_reaches_to_the_last_version() {
        assert_eq!(target("GET /p?a=b HTTP/1.1").as_deref(), Some("/p?a=b"));
        assert_eq!(target("GET /p?a=Network A HTTP/1.1").as_deref(), Some("/p?a=Network A"));
        assert_eq!(target("GET /p?a=Network A").as_deref(), Some("/p?a=Network A"));
        assert_eq!(target("GET /p?a= HTTP/1.1 HTTP/1.1").as_deref(), Some("/p?a= HTTP/1.1"));
        assert_eq!(target("GET https://a.example/p HTTP/1.1").as_deref(), Some("https://a.example/p"));
        assert_eq!(request_line("-".into()), Request::Refused);
        assert_eq!(request_line("".into()), Request::Refused);
        assert!(matches!(request_line("\u{16}\u{3}\u{1}".into()), Request::NotHttp(_)));
        assert!(matches!(request_line("SSH-2.0-Go x".into()), Request::NotHttp(_)));
    }

    #[test]
    fn what_a_logger_wrote_is_undone_once() {
        assert_eq!(unescaped(r"a=\x22b\x22&c=\xC3\xA9"), "a=\"b\"&c=é");
        assert_eq!(unescaped(r"a=\xE9"), "a=%E9");
        assert_eq!(unescaped(r#"a=\"b\\"#), "a=\"b\\");
        assert_eq!(unescaped(r"a=\x5Cx22"), r"a=\x22");
        assert_eq!(once_decoded("a=%257Bb%257D%20"), "a=%7Bb%7D ");
        assert_eq!(once_decoded("100%"), "100%");
    }
}
