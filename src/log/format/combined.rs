//! The formats of Apache and nginx: common, combined, and those with the host before them.

use crate::log::entry::{Entry, Read, request_line, some, unescaped};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// Reads a line. `vhost` tells that the host stands first.
#[must_use]
pub fn read(line: &str, vhost: bool) -> Read<'_> {
    let Some(parts) = Parts::of(line) else { return Read::Unread };
    let mut words = parts.before.split(' ').filter(|w| !w.is_empty());
    let host = if vhost { words.next() } else { None };
    let Some(address) = words.next() else { return Read::Unread };
    let mut rest = Fields(parts.after);
    let status = rest.word();
    let Some(status) = status_of(status) else { return Read::Unread };
    rest.word();
    let (_referer, agent) = (rest.quoted(), rest.quoted());
    let (host, port) = host.map_or((None, ""), |host| split_port(host));
    Entry {
        time: Cow::Borrowed(parts.time),
        request: request_line(unescaped(parts.request)),
        scheme: match port {
            "443" => Some("https".into()),
            "80" => Some("http".into()),
            _ => None,
        },
        host: host.map(Cow::Borrowed),
        address: Some(Cow::Borrowed(address)),
        forwarded: rest.forwarded().map(Cow::Borrowed),
        status,
        agent: agent.and_then(some).map(unescaped),
        ..Entry::default()
    }
    .read()
}

/// A host, and its port where one is written. An IPv6 address keeps its colons.
fn split_port(host: &str) -> (Option<&str>, &str) {
    match host.rsplit_once(':').filter(|(_, port)| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit())) {
        Some((name, port)) => (some(name), port),
        None => (some(host), ""),
    }
}

/// `200`; `None` where no status stands.
fn status_of(word: &str) -> Option<Option<u16>> {
    match word {
        "-" => Some(None),
        _ => (word.len() == 3).then(|| word.parse().ok()).flatten().map(Some),
    }
}

/// A line cut at its brackets and quotes.
struct Parts<'a> {
    before: &'a str,
    time: &'a str,
    request: &'a str,
    after: &'a str,
}

impl<'a> Parts<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let bytes = line.as_bytes();
        let open = memchr(b'[', bytes)?;
        let close = open + memchr(b']', &bytes[open..])?;
        let quote = close + memchr(b'"', &bytes[close..])?;
        let end = quote + 1 + closing_quote(&bytes[quote + 1..])?;
        (line[close + 1..quote].trim().is_empty()).then(|| Self {
            before: line[..open].trim_end(),
            time: &line[open + 1..close],
            request: &line[quote + 1..end],
            after: line[end + 1..].trim_start(),
        })
    }
}

/// Where a quoted field ends: at a quote that no backslash escapes.
fn closing_quote(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'"' {
            return Some(found);
        }
        at = found + 2;
    }
}

/// Fields from left to right: words, and texts in quotes.
struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    fn word(&mut self) -> &'a str {
        let text = self.0.trim_start();
        let end = text.find(' ').unwrap_or(text.len());
        self.0 = &text[end..];
        &text[..end]
    }

    fn quoted(&mut self) -> Option<&'a str> {
        let start = self.0.find('"')? + 1;
        let end = start + closing_quote(&self.0.as_bytes()[start..])?;
        let found = &self.0[start..end];
        self.0 = &self.0[end + 1..];
        Some(found)
    }

    /// A further field in quotes that holds addresses: nginx's usual format ends in `"$http_x_forwarded_for"`.
    fn forwarded(&mut self) -> Option<&'a str> {
        while let Some(field) = self.quoted() {
            let mut all = field.split(',').map(str::trim).peekable();
            if all.peek().is_some() && all.all(|a| crate::log::address::read(a).is_some()) {
                return Some(field);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::entry::Request;

    fn entry(line: &str, vhost: bool) -> Entry<'_> {
        match read(line, vhost) {
            Read::Entry(entry) => *entry,
            _ => panic!("{line}"),
        }
    }

    #[test]
    fn a_line_of_nginx_is_taken_apart() {
        let line = r#"203.0.113.24 - svc [12/Mar/2026:08:14:02 +0000] "GET /p?a=\x22b\x22 c HTTP/1.1" 400 17 "-" "ok \x22http" "198.51.100.9, 10.0.0.1""#;
        let found = entry(line, false);
        assert_eq!(found.request, Request::Http { method: "GET".into(), target: "/p?a=\"b\" c".into() });
        assert_eq!(found.address.as_deref(), Some("203.0.113.24"));
        assert_eq!((found.status, found.agent.as_deref()), (Some(400), Some("ok \"http")));
        assert_eq!(found.forwarded.as_deref(), Some("198.51.100.9, 10.0.0.1"));
    }

    #[test]
    fn a_line_with_its_host_is_taken_apart() {
        let line =
            r#"pb.net.example:443 203.0.113.24 - - [12/Mar/2026:09:01:10 +0100] "GET /in HTTP/1.1" 302 512 "-" "-""#;
        let found = entry(line, true);
        assert_eq!((found.host.as_deref(), found.scheme.as_deref()), (Some("pb.net.example"), Some("https")));
        assert_eq!((found.address.as_deref(), found.agent), (Some("203.0.113.24"), None));
    }

    #[test]
    fn a_line_that_is_cut_does_not_parse() {
        for line in [
            "203.0.113.24 - - [12/Mar/2026:08:1",
            "nginx: [warn] conflicting server name \"_\" on 0.0.0.0:80, ignored",
            "",
            r#"203.0.113.24 - - [12/Mar/2026:08:14:02 +0000] "GET /p"#,
            r#"203.0.113.24 - - [12/Mar/2026:08:14:02 +0000] "GET /p" x"#,
        ] {
            assert!(matches!(read(line, false), Read::Unread), "{line}");
        }
    }
}
