//! Access logs of AWS load balancers: fields parted by blanks, some in quotes.
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>

use crate::log::entry::{Entry, Read, Request, request_line, some, unescaped};
use std::borrow::Cow;

/// What the first field may be.
const KINDS: [&str; 6] = ["http", "https", "h2", "grpcs", "ws", "wss"];

/// True if a line begins as these do.
#[must_use]
pub fn begins(line: &str) -> bool {
    let mut words = line.split(' ');
    words.next().is_some_and(|w| KINDS.contains(&w))
        && words.next().is_some_and(|w| w.len() > 19 && w.as_bytes()[10] == b'T')
}

/// Reads a line.
#[must_use]
pub fn read(line: &str) -> Read<'_> {
    if !begins(line) {
        return Read::Unread;
    }
    let fields: Vec<&str> = fields(line).take(19).collect();
    let [_, time, _, client, _, _, _, _, status, _, _, _, request, agent, ..] = fields[..] else { return Read::Unread };
    let request = match request_line(unescaped(request)) {
        Request::Http { method, target } => Request::Http { method, target: without_port(target) },
        other => other,
    };
    Entry {
        time: Cow::Borrowed(time),
        request: if matches!(&request, Request::NotHttp(text) if text.starts_with("- ")) {
            Request::Refused
        } else {
            request
        },
        address: some(client).map(Cow::Borrowed),
        status: status.parse().ok(),
        agent: some(agent).map(unescaped),
        ..Entry::default()
    }
    .read()
}

/// `https://a.example:443/p` without the port that nobody sent.
fn without_port(target: Cow<'_, str>) -> Cow<'_, str> {
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        if let Some(rest) = target.strip_prefix(scheme) {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            if let Some(host) = rest[..end].strip_suffix(port) {
                return Cow::Owned(format!("{scheme}{host}{}", &rest[end..]));
            }
        }
    }
    target
}

/// Words and quoted texts, without their quotes.
fn fields(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix('"') {
            let mut end = 0;
            while let Some(at) = inner[end..].find('"') {
                end += at;
                if inner[..end].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0 {
                    rest = &inner[end + 1..];
                    return Some(&inner[..end]);
                }
                end += 1;
            }
            return None;
        }
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_dropped_and_the_host_kept() {
        let line = r#"https 2026-03-12T08:14:02.316365Z app/pb/0aa 203.0.113.24:49660 10.0.2.61:8080 0.001 0.017 0.000 200 200 303 162 "GET https://pb.net.example:443/in?click_id=9f1c HTTP/1.1" "okhttp/4.12.0" ECDHE TLSv1.2 arn "Root=1""#;
        let Read::Entry(found) = read(line) else { panic!() };
        assert_eq!(
            found.request,
            Request::Http { method: "GET".into(), target: "https://pb.net.example/in?click_id=9f1c".into() }
        );
        assert_eq!((found.status, found.address.as_deref()), (Some(200), Some("203.0.113.24:49660")));
        assert!(matches!(read("https 2026"), Read::Unread));
    }
}
