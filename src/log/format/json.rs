//! Access logs whose lines are JSON objects. Names of keys are free in most of them, so each is found by the names
//! that are in use: nginx, Caddy, Traefik, Cloudflare, Google Cloud, and what people choose.

use crate::log::entry::{Entry, Read, Request, request_line, some};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// When.
    Time,
    /// `GET`.
    Method,
    /// Path and query, or the whole URL.
    Target,
    /// The path without the query.
    Path,
    /// The query without the path.
    Query,
    /// `GET /path HTTP/1.1`.
    Line,
    /// The status of the answer.
    Status,
    /// The host that was asked.
    Host,
    /// `https`.
    Scheme,
    /// Where the connection came from.
    Address,
    /// `X-Forwarded-For`.
    Forwarded,
    /// `User-Agent`.
    Agent,
    /// The body.
    Body,
    /// `Location` of the answer.
    Location,
}

/// Keys in small letters, nested ones with a dot, each with what it holds. Of several keys for one part the one that
/// stands first here counts.
const KEYS: [(&str, Part); 98] = [
    ("time", Part::Time),
    ("time_iso8601", Part::Time),
    ("@timestamp", Part::Time),
    ("timestamp", Part::Time),
    ("edgestarttimestamp", Part::Time),
    ("starttimestamp", Part::Time),
    ("startutc", Part::Time),
    ("ts", Part::Time),
    ("time_local", Part::Time),
    ("msec", Part::Time),
    ("date", Part::Time),
    ("datetime", Part::Time),
    ("date_time", Part::Time),
    ("start_time", Part::Time),
    ("requesttime", Part::Time),
    ("request_time", Part::Time),
    ("method", Part::Method),
    ("request_method", Part::Method),
    ("requestmethod", Part::Method),
    ("clientrequestmethod", Part::Method),
    ("httprequest.requestmethod", Part::Method),
    ("request.method", Part::Method),
    ("http_method", Part::Method),
    ("httpmethod", Part::Method),
    ("http.request.method", Part::Method),
    ("verb", Part::Method),
    ("cs-method", Part::Method),
    ("request_uri", Part::Target),
    ("requesturi", Part::Target),
    ("clientrequesturi", Part::Target),
    ("httprequest.requesturl", Part::Target),
    ("request.uri", Part::Target),
    ("request_url", Part::Target),
    ("requesturl", Part::Target),
    ("full_url", Part::Target),
    ("url.original", Part::Target),
    ("url", Part::Target),
    ("uri", Part::Path),
    ("requestpath", Part::Path),
    ("clientrequestpath", Part::Path),
    ("path", Part::Path),
    ("request_path", Part::Path),
    ("document_uri", Part::Path),
    ("url.path", Part::Path),
    ("cs-uri-stem", Part::Path),
    ("args", Part::Query),
    ("query", Part::Query),
    ("query_string", Part::Query),
    ("querystring", Part::Query),
    ("request_query", Part::Query),
    ("url.query", Part::Query),
    ("cs-uri-query", Part::Query),
    ("request", Part::Line),
    ("request_line", Part::Line),
    ("requestline", Part::Line),
    ("status", Part::Status),
    ("status_code", Part::Status),
    ("statuscode", Part::Status),
    ("response_status", Part::Status),
    ("edgeresponsestatus", Part::Status),
    ("downstreamstatus", Part::Status),
    ("httprequest.status", Part::Status),
    ("http.response.status_code", Part::Status),
    ("sc-status", Part::Status),
    ("host", Part::Host),
    ("http_host", Part::Host),
    ("clientrequesthost", Part::Host),
    ("requesthost", Part::Host),
    ("request.host", Part::Host),
    ("vhost", Part::Host),
    ("server_name", Part::Host),
    ("x-host-header", Part::Host),
    ("url.domain", Part::Host),
    ("scheme", Part::Scheme),
    ("clientrequestscheme", Part::Scheme),
    ("requestscheme", Part::Scheme),
    ("request_scheme", Part::Scheme),
    ("cs-protocol", Part::Scheme),
    ("remote_addr", Part::Address),
    ("client_ip", Part::Address),
    ("clientip", Part::Address),
    ("clienthost", Part::Address),
    ("remote_ip", Part::Address),
    ("request.remote_ip", Part::Address),
    ("httprequest.remoteip", Part::Address),
    ("client.ip", Part::Address),
    ("client", Part::Address),
    ("ip", Part::Address),
    ("c-ip", Part::Address),
    ("http_x_forwarded_for", Part::Forwarded),
    ("x_forwarded_for", Part::Forwarded),
    ("forwarded_for", Part::Forwarded),
    ("xff", Part::Forwarded),
    ("http_user_agent", Part::Agent),
    ("user_agent", Part::Agent),
    ("clientrequestuseragent", Part::Agent),
    ("request_body", Part::Body),
    ("sent_http_location", Part::Location),
];

/// Further keys that would make the table hard to read: agents and headers in their nests.
const MORE: [(&str, Part); 15] = [
    ("agent", Part::Agent),
    ("useragent", Part::Agent),
    ("httprequest.useragent", Part::Agent),
    ("user_agent.original", Part::Agent),
    ("request.headers.user-agent", Part::Agent),
    ("headers.user-agent", Part::Agent),
    ("request_user-agent", Part::Agent),
    ("cs(user-agent)", Part::Agent),
    ("clientxforwardedfor", Part::Forwarded),
    ("request.headers.x-forwarded-for", Part::Forwarded),
    ("headers.x-forwarded-for", Part::Forwarded),
    ("x-forwarded-for", Part::Forwarded),
    ("http_location", Part::Location),
    ("resp_headers.location", Part::Location),
    ("body", Part::Body),
];

fn known() -> impl Iterator<Item = (usize, &'static (&'static str, Part))> {
    KEYS.iter().chain(&MORE).enumerate()
}

/// True if the keys of an object are those of an access log: when, and what was asked for.
#[must_use]
pub fn is_access(object: &Map<String, Value>) -> bool {
    let found = ObjectParts::of(object, &[]);
    let asked = [Part::Target, Part::Path, Part::Line].iter().any(|part| found.has(*part));
    found.has(Part::Time) && asked && (found.has(Part::Status) || found.has(Part::Method) || found.has(Part::Address))
}

/// What stands in an object, each part with the rank of its key.
struct ObjectParts<'v>(Vec<(Part, usize, &'v Value)>);

impl<'v> ObjectParts<'v> {
    /// `own` are keys whose meaning somebody said, as a template does.
    fn of(object: &'v Map<String, Value>, own: &[(String, Part)]) -> Self {
        let mut found = Self(Vec::new());
        found.note("", object, own, 0);
        found
    }

    fn note(&mut self, before: &str, object: &'v Map<String, Value>, own: &[(String, Part)], depth: usize) {
        for (key, value) in object {
            let name = format!("{before}{}", key.to_ascii_lowercase());
            match value {
                Value::Object(inner) if depth < 4 => self.note(&format!("{name}."), inner, own, depth + 1),
                // Caddy lists the values of each header.
                Value::Array(items) if items.len() == 1 => self.keep(&name, &items[0], own),
                Value::Array(_) | Value::Object(_) | Value::Null => {}
                value => self.keep(&name, value, own),
            }
        }
    }

    fn keep(&mut self, name: &str, value: &'v Value, own: &[(String, Part)]) {
        let said = own.iter().find(|(key, _)| key == name).map(|(_, part)| (0, *part));
        let by_name = || known().find(|(_, (key, _))| *key == name).map(|(rank, (_, part))| (rank + 1, *part));
        if let Some((rank, part)) = said.or_else(by_name) {
            // How long a request took is called `request_time` by nginx.
            let is_seconds =
                part == Part::Time && value.as_str().or(Some("")).is_some_and(|t| t.len() < 8) && !value.is_number();
            if !is_seconds {
                self.0.push((part, rank, value));
            }
        }
    }

    fn has(&self, part: Part) -> bool {
        self.0.iter().any(|(p, ..)| *p == part)
    }

    /// The text of a part; empty ones count, for a logger leaves empty what it could not read.
    fn text(&self, part: Part) -> Option<String> {
        let best = self.0.iter().filter(|(p, ..)| *p == part).min_by_key(|(_, rank, _)| *rank)?;
        Some(match best.2 {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    }

    fn some(&self, part: Part) -> Option<Cow<'static, str>> {
        self.text(part).filter(|t| some(t).is_some()).map(Cow::Owned)
    }
}

/// Reads a line. `own` are keys whose meaning a template tells.
#[must_use]
pub fn read(line: &str, own: &[(String, Part)]) -> Read<'static> {
    match serde_json::from_str::<Map<String, Value>>(line) {
        Ok(object) => entry(&object, own).map_or(Read::Unread, Entry::read),
        Err(_) => Read::Unread,
    }
}

/// The record that an object holds.
#[must_use]
pub fn entry(object: &Map<String, Value>, own: &[(String, Part)]) -> Option<Entry<'static>> {
    let found = ObjectParts::of(object, own);
    let time = found.some(Part::Time)?;
    let asked = [Part::Target, Part::Path, Part::Line].iter().any(|part| found.has(*part));
    if !asked {
        return None;
    }
    let method = found.some(Part::Method);
    let target = found.some(Part::Target).or_else(|| {
        let path = found.some(Part::Path)?;
        match found.some(Part::Query).filter(|_| !path.contains('?')) {
            Some(query) => Some(Cow::Owned(format!("{path}?{}", query.trim_start_matches('?')))),
            None => Some(path),
        }
    });
    let request = match (method, target, found.text(Part::Line)) {
        (method, Some(target), line) => {
            let line_method = || line.as_deref().and_then(|l| l.split(' ').next()).map(|m| Cow::Owned(m.to_owned()));
            let method = method.or_else(line_method).unwrap_or(Cow::Borrowed("GET"));
            Request::Http { method, target }
        }
        (_, None, Some(line)) => request_line(Cow::Owned(line)),
        (_, None, None) => Request::Refused,
    };
    let host = found.some(Part::Host);
    let host = host.map(|h| match h.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.contains(':') => {
            Cow::Owned(name.to_owned())
        }
        _ => h,
    });
    Some(Entry {
        time,
        request,
        scheme: found.some(Part::Scheme).filter(|s| s.starts_with("http")),
        host,
        address: found.some(Part::Address),
        forwarded: found.some(Part::Forwarded),
        status: found.text(Part::Status).and_then(|s| s.parse().ok()),
        agent: found.some(Part::Agent),
        body: found.some(Part::Body),
        location: found.some(Part::Location),
        ..Entry::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Entry<'static> {
        match read(line, &[]) {
            Read::Entry(entry) => *entry,
            _ => panic!("{line}"),
        }
    }

    #[test]
    fn keys_are_found_by_the_names_in_use() {
        let http = |target: &str| Request::Http { method: "GET".into(), target: target.to_owned().into() };
        let nginx = of(
            r#"{"time":"2026-03-12T08:14:02+00:00","remote_addr":"203.0.113.24","host":"pb.net.example","request_method":"GET","request_uri":"/in?a=b","status":200,"request_time":"0.004","http_user_agent":"-"}"#,
        );
        assert_eq!((nginx.request, nginx.status, nginx.agent), (http("/in?a=b"), Some(200), None));
        let google = of(
            r#"{"httpRequest":{"requestMethod":"GET","requestUrl":"https://pb.net.example/in?a=b","status":200,"userAgent":"x","remoteIp":"203.0.113.24"},"timestamp":"2026-03-12T08:14:02.316Z"}"#,
        );
        assert_eq!(
            (google.request, google.address.as_deref()),
            (http("https://pb.net.example/in?a=b"), Some("203.0.113.24"))
        );
        let caddy = of(
            r#"{"ts":1773303242.5,"request":{"remote_ip":"203.0.113.24","method":"GET","host":"pb.net.example:443","uri":"/in?a=b","headers":{"User-Agent":["curl"]}},"status":200}"#,
        );
        assert_eq!(
            (caddy.request, caddy.host.as_deref(), caddy.agent.as_deref()),
            (http("/in?a=b"), Some("pb.net.example"), Some("curl"))
        );
        let parts = of(r#"{"time_iso8601":"2026-03-12T08:14:02Z","uri":"/in","args":"a=b","status":"200"}"#);
        assert_eq!(parts.request, http("/in?a=b"));
        let line = of(r#"{"@timestamp":"2026-03-12T08:14:02Z","request":"GET /in?a=b HTTP/1.1","status":200}"#);
        assert_eq!(line.request, http("/in?a=b"));
    }

    #[test]
    fn what_nginx_refused_has_neither_method_nor_target() {
        let refused = of(
            r#"{"time":"2026-03-12T08:14:02+00:00","remote_addr":"203.0.113.24","request_method":"","request_uri":"","status":400}"#,
        );
        assert_eq!(refused.request, Request::Refused);
        assert!(matches!(read("{\"a\":1}", &[]), Read::Unread));
        assert!(matches!(read("nginx: [warn]", &[]), Read::Unread));
    }
}
