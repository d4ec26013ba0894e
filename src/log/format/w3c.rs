//! The extended log file format of the W3C, as CloudFront and IIS write it: `#Fields:` names the columns.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html>

use crate::log::entry::{Entry, Read, Request, once_decoded, some};
use std::borrow::Cow;

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    names: Vec<String>,
    /// CloudFront parts fields by tabs and percent-encodes what it logs once more.
    tabs: bool,
}

impl Columns {
    /// The columns that a `#Fields:` line names.
    #[must_use]
    pub fn of(line: &str) -> Option<Self> {
        let names: Vec<String> =
            line.strip_prefix("#Fields:")?.split_whitespace().map(str::to_ascii_lowercase).collect();
        let tabs = names.iter().any(|n| n.starts_with("x-edge"));
        names.iter().any(|n| n == "cs-uri-stem" || n == "cs-uri").then_some(Self { names, tabs })
    }

    /// Reads a line; one that names other columns changes them.
    pub fn read<'a>(&mut self, line: &'a str) -> Read<'a> {
        if line.starts_with('#') {
            if let Some(columns) = Self::of(line) {
                *self = columns;
            }
            return Read::Nothing;
        }
        let fields: Vec<&str> = if self.tabs {
            line.split('\t').collect()
        } else {
            line.split([' ', '\t']).filter(|f| !f.is_empty()).collect()
        };
        if fields.len() != self.names.len() || fields.len() < 4 {
            return Read::Unread;
        }
        let value = |name: &str| self.names.iter().position(|n| n == name).and_then(|at| some(fields[at]));
        let text = |name: &str| value(name).map(|v| if self.tabs { once_decoded(v) } else { Cow::Borrowed(v) });
        let Some(time) = self.time(&fields) else { return Read::Unread };
        let (stem, query) = (text("cs-uri-stem").or_else(|| text("cs-uri")), text("cs-uri-query"));
        let request = match (value("cs-method"), stem) {
            (Some(method), Some(stem)) => Request::Http {
                method: method.into(),
                target: query.map_or(stem.clone(), |query| Cow::Owned(format!("{stem}?{query}"))),
            },
            _ => Request::Refused,
        };
        let agent = text("cs(user-agent)").map(|a| if self.tabs { a } else { Cow::Owned(a.replace('+', " ")) });
        let scheme = value("cs-protocol").filter(|s| s.starts_with("http")).or(match value("s-port") {
            Some("443") => Some("https"),
            Some("80") => Some("http"),
            _ => None,
        });
        Entry {
            time,
            request,
            scheme: scheme.map(Cow::Borrowed),
            host: value("x-host-header").or_else(|| value("cs-host")).or_else(|| value("cs(host)")).map(Cow::Borrowed),
            address: value("c-ip").map(Cow::Borrowed),
            forwarded: text("x-forwarded-for").or_else(|| text("cs(x-forwarded-for)")),
            status: value("sc-status").and_then(|s| s.parse().ok()),
            agent,
            ..Entry::default()
        }
        .read()
    }

    /// Date and time, which are always written in UTC.
    fn time<'a>(&self, fields: &[&'a str]) -> Option<Cow<'a, str>> {
        let at = |name: &str| self.names.iter().position(|n| n == name).map(|at| fields[at]);
        match (at("date"), at("time"), at("timestamp")) {
            (Some(date), Some(time), _) => Some(Cow::Owned(format!("{date}T{time}Z"))),
            (_, _, Some(timestamp)) => Some(Cow::Borrowed(timestamp)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cloudfront_encoded_once_more_is_undone() {
        let fields = "#Fields: date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status cs(User-Agent) cs-uri-query x-host-header cs-protocol";
        let mut columns = Columns::of(fields).unwrap();
        let line = "2026-03-12\t08:14:30\tFRA\t198.51.100.7\tGET\td1.cloudfront.net\t/in\t400\tMozilla/5.0%20(X)\tclick_id=%257Bclick_id%257D&a=%7Bb%7D\tpb.net.example\thttps";
        let Read::Entry(found) = columns.read(line) else { panic!() };
        let target = "/in?click_id=%7Bclick_id%7D&a={b}";
        assert_eq!(found.request, Request::Http { method: "GET".into(), target: target.into() });
        assert_eq!((found.host.as_deref(), found.time.as_ref()), (Some("pb.net.example"), "2026-03-12T08:14:30Z"));
        assert_eq!(found.agent.as_deref(), Some("Mozilla/5.0 (X)"));
    }

    #[test]
    fn iis_has_blanks_between_fields_and_a_dash_for_no_query() {
        let mut columns =
            Columns::of("#Fields: date time cs-method cs-uri-stem cs-uri-query s-port c-ip sc-status").unwrap();
        let Read::Entry(found) = columns.read("2026-03-12 08:14:05 GET /in - 443 198.51.100.7 400") else { panic!() };
        assert_eq!(found.request, Request::Http { method: "GET".into(), target: "/in".into() });
        assert_eq!(found.scheme.as_deref(), Some("https"));
        assert!(matches!(columns.read("2026-03-12 08:14:05"), Read::Unread));
    }
}
