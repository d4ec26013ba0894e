//! A log whose format somebody tells: nginx's `log_format`, as the whole directive, its quoted pieces or the bare text.
//! <https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format>

use super::json::{self, Part};
use crate::log::entry::{Entry, Read, Request, request_line, some, unescaped};
use std::borrow::Cow;

/// Variables with what they hold. Others are skipped.
const VARIABLES: [(&str, Part); 24] = [
    ("time_iso8601", Part::Time),
    ("time_local", Part::Time),
    ("msec", Part::Time),
    ("request_method", Part::Method),
    ("request_uri", Part::Target),
    ("uri", Part::Path),
    ("document_uri", Part::Path),
    ("args", Part::Query),
    ("query_string", Part::Query),
    ("request", Part::Line),
    ("status", Part::Status),
    ("http_host", Part::Host),
    ("host", Part::Host),
    ("server_name", Part::Host),
    ("scheme", Part::Scheme),
    ("http_x_forwarded_proto", Part::Scheme),
    ("remote_addr", Part::Address),
    ("binary_remote_addr", Part::Address),
    ("realip_remote_addr", Part::Address),
    ("http_x_forwarded_for", Part::Forwarded),
    ("proxy_add_x_forwarded_for", Part::Forwarded),
    ("http_user_agent", Part::Agent),
    ("request_body", Part::Body),
    ("sent_http_location", Part::Location),
];

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TemplatePart {
    Text(String),
    /// A variable; `None` for one that tells nothing here.
    Variable(Option<Part>),
}

/// A format as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<TemplatePart>,
    /// Where the lines are JSON: keys, and what they hold.
    keys: Option<Vec<(String, Part)>>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let directive = text.strip_prefix("log_format").filter(|rest| rest.starts_with(char::is_whitespace));
        let format = match directive {
            Some(body) => quoted_pieces(body)?,
            None if text.starts_with(['\'', '"']) && !text.starts_with("\"$") => quoted_pieces(text)?,
            None => text.to_owned(),
        };
        let pieces = pieces(&format);
        let has =
            |wanted: Part| pieces.iter().any(|p| matches!(p, TemplatePart::Variable(Some(part)) if *part == wanted));
        if !has(Part::Time) {
            return Err("the log format has no time: it needs $time_local, $time_iso8601 or $msec".to_owned());
        }
        if ![Part::Line, Part::Target, Part::Path].into_iter().any(has) {
            return Err("the log format does not tell what was asked for: it needs $request or $request_uri".to_owned());
        }
        let touching = |pair: &[TemplatePart]| matches!(pair, [TemplatePart::Variable(_), TemplatePart::Variable(_)]);
        if pieces.windows(2).any(touching) {
            return Err("two variables of the log format touch, so nobody can tell where one ends".to_owned());
        }
        let keys = format.trim_start().starts_with('{').then(|| keys(&pieces)).filter(|keys| !keys.is_empty());
        Ok(Self { pieces, keys })
    }

    /// Reads a line.
    #[must_use]
    pub fn line<'a>(&self, line: &'a str) -> Read<'a> {
        if let Some(keys) = &self.keys {
            return json::read(line, keys);
        }
        let Some(values) = self.values(line) else { return Read::Unread };
        let text = |part: Part| values.iter().find(|(p, _)| *p == part).map(|(_, value)| *value);
        let undone = |part: Part| text(part).and_then(some).map(unescaped);
        let Some(time) = text(Part::Time).and_then(some) else { return Read::Unread };
        let target = undone(Part::Target).or_else(|| {
            let path = undone(Part::Path)?;
            match undone(Part::Query) {
                Some(query) => Some(Cow::Owned(format!("{path}?{query}"))),
                None => Some(path),
            }
        });
        let request = match (target, text(Part::Line)) {
            (Some(target), line) => {
                let method = undone(Part::Method).or_else(|| line.and_then(|l| l.split(' ').next()).map(Cow::Borrowed));
                Request::Http { method: method.unwrap_or(Cow::Borrowed("GET")), target }
            }
            (None, Some(line)) => request_line(unescaped(line)),
            (None, None) => Request::Refused,
        };
        Entry {
            time: Cow::Borrowed(time),
            request,
            scheme: undone(Part::Scheme).filter(|s| s.starts_with("http")),
            host: undone(Part::Host),
            address: undone(Part::Address),
            forwarded: undone(Part::Forwarded),
            status: text(Part::Status).and_then(|s| s.parse().ok()),
            agent: undone(Part::Agent),
            body: undone(Part::Body),
            location: undone(Part::Location),
            ..Entry::default()
        }
        .read()
    }

    /// The values of the variables: each reaches to the text that follows it.
    fn values<'a>(&self, line: &'a str) -> Option<Vec<(Part, &'a str)>> {
        let mut rest = line;
        let mut values = Vec::new();
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                TemplatePart::Text(text) => rest = rest.strip_prefix(text.as_str())?,
                TemplatePart::Variable(part) => {
                    let end = match pieces.peek() {
                        Some(TemplatePart::Text(text)) => rest.find(text.as_str())?,
                        _ => rest.len(),
                    };
                    values.extend(part.map(|part| (part, &rest[..end])));
                    rest = &rest[end..];
                }
            }
        }
        Some(values)
    }
}

/// The quoted pieces of a directive, joined.
fn quoted_pieces(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"']) {
        let quote = rest[at..].chars().next().unwrap_or('\'');
        let inner = &rest[at + 1..];
        let mut end = None;
        let mut escaped = false;
        for (i, c) in inner.char_indices() {
            match c {
                _ if escaped => {
                    escaped = false;
                    out.push(c);
                }
                '\\' => escaped = true,
                c if c == quote => {
                    end = Some(i);
                    break;
                }
                c => out.push(c),
            }
        }
        rest = &inner[end.ok_or("a quote of the log format is not closed")? + 1..];
    }
    Ok(out)
}

fn pieces(format: &str) -> Vec<TemplatePart> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('$') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let braced = rest.starts_with('{');
        let start = rest.trim_start_matches('{');
        let length = start.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if length == 0 {
            text.push('$');
            continue;
        }
        let name = &start[..length];
        rest = &start[length..];
        if braced {
            rest = rest.strip_prefix('}').unwrap_or(rest);
        }
        if !text.is_empty() {
            pieces.push(TemplatePart::Text(std::mem::take(&mut text)));
        }
        pieces.push(TemplatePart::Variable(VARIABLES.iter().find(|(n, _)| *n == name).map(|(_, part)| *part)));
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(TemplatePart::Text(text));
    }
    pieces
}

/// The keys before the variables of a format in JSON: `"time": "$time_iso8601"`.
fn keys(pieces: &[TemplatePart]) -> Vec<(String, Part)> {
    let key = |text: &str| {
        let before = text.trim_end().trim_end_matches('"').trim_end().strip_suffix(':')?.trim_end();
        before.strip_suffix('"')?.rsplit('"').next().map(str::to_ascii_lowercase)
    };
    let pairs = pieces.windows(2).filter_map(|pair| match pair {
        [TemplatePart::Text(text), TemplatePart::Variable(Some(part))] => Some((key(text)?, *part)),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: &str =
        r#"$remote_addr [$time_iso8601] "$request" $status "$http_user_agent" loc="$sent_http_location" $request_time"#;

    #[test]
    fn a_format_is_read_however_it_was_copied() {
        let directive = format!("log_format clicks escape=default\n '{}'\n ' {}';", &BARE[..12], &BARE[13..]);
        let pieces = format!("'{}' ' {}'", &BARE[..12], &BARE[13..]);
        let wanted = Template::read(BARE).unwrap();
        assert_eq!(Template::read(&directive).unwrap(), wanted);
        assert_eq!(Template::read(&pieces).unwrap(), wanted);
        let line = r#"203.0.113.24 [2026-03-12T08:14:02+00:00] "GET /r?pub_click_id=x\x22 HTTP/1.1" 302 "curl" loc="https://a.example/?c=1" 0.004"#;
        let Read::Entry(found) = wanted.line(line) else { panic!() };
        assert_eq!(found.request, Request::Http { method: "GET".into(), target: "/r?pub_click_id=x\"".into() });
        assert_eq!((found.status, found.location.as_deref()), (Some(302), Some("https://a.example/?c=1")));
        assert!(matches!(wanted.line("203.0.113.24 [2026"), Read::Unread));
    }

    #[test]
    fn a_format_in_json_tells_what_its_keys_hold() {
        let template = Template::read(
            r#"'{"when":"$time_iso8601","what":"$request_uri",' '"how":"$request_method","code":$status}'"#,
        )
        .unwrap();
        let Read::Entry(found) =
            template.line(r#"{"when":"2026-03-12T08:14:02Z","what":"/in?a=b","how":"GET","code":200}"#)
        else {
            panic!()
        };
        assert_eq!(found.request, Request::Http { method: "GET".into(), target: "/in?a=b".into() });
        assert_eq!(found.status, Some(200));
    }

    #[test]
    fn a_format_that_lacks_something_is_named() {
        for (text, wanted) in [
            ("$remote_addr \"$request\"", "no time"),
            ("$time_local $status", "what was asked for"),
            ("$time_local $status$request", "touch"),
            ("log_format x '$time_local $request", "not closed"),
        ] {
            let error = Template::read(text).map(|_| ()).unwrap_err();
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }
}
