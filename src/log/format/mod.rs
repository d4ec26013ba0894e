//! The formats of logs: one file each. Which one it is, is decided by the first 64 KiB and then fixed.

pub mod alb;
pub mod combined;
pub mod json;
pub mod objects;
pub mod template;
pub mod w3c;

use super::address;
use super::entry::Read;
use super::export::{Export, Row, with_columns};
use super::table::Rows;
use memchr::memmem;
use serde_json::{Map, Value};
use template::Template;

/// How a log is written.
#[derive(Clone, Debug)]
pub enum LogFormat {
    /// Apache's common and combined, nginx's default.
    Combined,
    /// The same with the host first.
    Vhost,
    /// A JSON object a line.
    Json,
    /// A JSON document that holds such objects.
    JsonDocument,
    /// AWS load balancers.
    Alb,
    /// CloudFront and IIS.
    W3c(w3c::Columns),
    /// As somebody said.
    Template(Box<Template>),
    /// An export of a platform, and how its rows are written.
    Export(&'static Export, Carrier),
}

/// How the rows of an export are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A JSON object a line.
    Lines,
    /// Objects in a JSON document.
    Objects,
    /// A table, its cells separated by this byte.
    Table(u8),
}

/// What `--log-format` takes besides a template.
pub const NAMES: [&str; 10] =
    ["auto", "combined", "common", "vhost", "json", "alb", "cloudfront", "iis", "cloudflare", "gcp"];

/// How much of a log decides its format.
pub const HEAD: usize = 64 << 10;

/// Lines of the head that are tried.
const TRIED: usize = 400;

const CLOUDFRONT: &str = "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end";
const IIS: &str = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

/// What somebody said of the format.
#[derive(Clone, Debug)]
pub enum FormatHint {
    /// It is one of [`NAMES`].
    Named(&'static str),
    /// It is this.
    Template(Box<Template>),
}

impl FormatHint {
    /// Reads what `--log-format` was given.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn read(text: &str) -> Result<Self, String> {
        if let Some(name) = NAMES.iter().find(|n| **n == text.trim()) {
            return Ok(Self::Named(name));
        }
        if !text.contains('$') {
            return Err(format!("`{text}` is no log format; it takes {}, or an nginx log_format", NAMES.join(", ")));
        }
        Template::read(text).map(|t| Self::Template(Box::new(t)))
    }
}

impl LogFormat {
    /// The format of a log that begins so.
    ///
    /// # Errors
    /// A sentence for the user: nothing in it is known.
    pub fn detect(head: &[u8], said: &FormatHint) -> Result<Self, String> {
        match said {
            FormatHint::Template(template) => return Ok(Self::Template(template.clone())),
            FormatHint::Named("combined" | "common") => return Ok(Self::Combined),
            FormatHint::Named("vhost") => return Ok(Self::Vhost),
            FormatHint::Named("alb") => return Ok(Self::Alb),
            FormatHint::Named("cloudfront") => {
                return columns_in(head).or_else(|| w3c::Columns::of(CLOUDFRONT)).map(Self::W3c).ok_or_else(unknown);
            }
            FormatHint::Named("iis") => {
                return columns_in(head).or_else(|| w3c::Columns::of(IIS)).map(Self::W3c).ok_or_else(unknown);
            }
            FormatHint::Named("json" | "cloudflare" | "gcp") => {
                let one_a_line = lines(head).any(|l| serde_json::from_str::<Map<String, Value>>(l).is_ok());
                return Ok(if one_a_line { Self::Json } else { Self::JsonDocument });
            }
            FormatHint::Named(_) => {}
        }
        // A log that was just rotated holds nothing yet.
        if head.trim_ascii().is_empty() {
            return Ok(Self::Combined);
        }
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return Err("it is in UTF-16; logs are read in UTF-8".to_owned());
        }
        let found = columns_in(head)
            .map(Self::W3c)
            .or_else(|| in_json(head))
            .or_else(|| table(head))
            .or_else(|| by_lines(head));
        found.ok_or_else(|| if head.contains(&0) { "it is binary, and no log".to_owned() } else { unknown() })
    }

    /// What it is called in sentences.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Combined => "an access log in common or combined format".to_owned(),
            Self::Vhost => "an access log with the host first".to_owned(),
            Self::Json | Self::JsonDocument => "an access log in JSON".to_owned(),
            Self::Alb => "an access log of an AWS load balancer".to_owned(),
            Self::W3c(_) => "a log in the extended format of the W3C".to_owned(),
            Self::Template(_) => "a log in the format that was given".to_owned(),
            Self::Export(export, _) => format!("{}'s export: {}", export.platform, export.name),
        }
    }

    /// The export that it is.
    #[must_use]
    pub const fn export(&self) -> Option<&'static Export> {
        match self {
            Self::Export(export, _) => Some(export),
            _ => None,
        }
    }

    /// True if each line is a record, or a part of it; else the whole is read at once.
    #[must_use]
    pub const fn is_by_line(&self) -> bool {
        !matches!(self, Self::JsonDocument | Self::Export(_, Carrier::Objects | Carrier::Table(_)))
    }

    /// Reads a line.
    pub fn line<'a>(&mut self, line: &'a str) -> Read<'a> {
        if line.trim().is_empty() {
            return Read::Nothing;
        }
        match self {
            Self::Combined => combined::read(line, false),
            Self::Vhost => combined::read(line, true),
            Self::Json => json::read(line, &[]),
            Self::Alb => alb::read(line),
            Self::W3c(columns) => columns.read(line),
            Self::Template(template) => template.line(line),
            Self::Export(export, _) => match serde_json::from_str::<Map<String, Value>>(line) {
                Ok(object) => export.entry(&Row::of_object(&object)).read(),
                Err(_) => Read::Unread,
            },
            Self::JsonDocument => Read::Nothing,
        }
    }

    /// Notes what a block says of the columns of the lines behind it.
    pub fn pass(&mut self, block: &[u8]) {
        if let Self::W3c(columns) = self {
            for at in memmem::rfind_iter(block, b"#Fields:") {
                if at > 0 && block[at - 1] != b'\n' {
                    continue;
                }
                let end = memchr::memchr(b'\n', &block[at..]).map_or(block.len(), |i| at + i);
                if let Some(found) =
                    std::str::from_utf8(&block[at..end]).ok().and_then(|l| w3c::Columns::of(l.trim_end()))
                {
                    *columns = found;
                    return;
                }
            }
        }
    }

    /// Reads every record of a log that is read as a whole: each with its line. Returns what does not parse, by line.
    pub fn records(&self, bytes: &[u8], mut see: impl FnMut(u64, super::entry::Entry<'static>)) -> Vec<(u64, String)> {
        let mut unread = Vec::new();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match self {
            Self::Export(export, Carrier::Table(separator)) => {
                rows(bytes, *separator, |line, row| match row {
                    Ok(row) => see(line, export.entry(&row)),
                    Err(error) => unread.push((line, error)),
                });
            }
            Self::Export(_, Carrier::Objects) | Self::JsonDocument => {
                let whole = objects::each(bytes, |object| {
                    let text = &bytes[object.range.clone()];
                    let Self::Export(export, _) = self else {
                        if may_be_access(&object.keys)
                            && let Ok(map) = serde_json::from_slice::<Map<String, Value>>(text)
                            && json::is_access(&map)
                            && let Some(entry) = json::entry(&map, &[])
                        {
                            see(object.line, entry);
                        }
                        return;
                    };
                    if !may_be(export, &object.keys) {
                        return;
                    }
                    match serde_json::from_slice::<Map<String, Value>>(text) {
                        Ok(map) => {
                            let row = Row::of_object(&map);
                            if export.columns.iter().all(|c| row.has(c)) {
                                see(object.line, export.entry(&row));
                            }
                        }
                        Err(error) => unread.push((object.line, error.to_string())),
                    }
                });
                if !whole {
                    let line = 1 + memchr::memchr_iter(b'\n', bytes).count() as u64;
                    unread.push((line, "the document ends within an object".to_owned()));
                }
            }
            _ => {}
        }
        unread
    }
}

fn unknown() -> String {
    "it is no log that is known here; --log-format says how it is written".to_owned()
}

/// The lines of a head that are whole, as text.
fn lines(head: &[u8]) -> impl Iterator<Item = &str> {
    let cut = if head.len() >= HEAD { memchr::memrchr(b'\n', head).unwrap_or(head.len()) } else { head.len() };
    let head = head[..cut].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head[..cut]);
    head.split(|b| *b == b'\n')
        .filter_map(|l| std::str::from_utf8(l).ok())
        .map(|l| l.trim_end_matches('\r'))
        .filter(|l| !l.trim().is_empty())
        .take(TRIED)
}

fn columns_in(head: &[u8]) -> Option<w3c::Columns> {
    lines(head).take(50).find_map(w3c::Columns::of)
}

/// True if an object with these keys may be a row of an export.
fn may_be(export: &Export, keys: &[String]) -> bool {
    export.columns.iter().all(|column| {
        let first = column.split('.').next().unwrap_or_default();
        keys.iter().any(|k| k == first)
    })
}

fn may_be_access(keys: &[String]) -> bool {
    keys.len() >= 3 || keys.iter().any(|k| k == "httprequest" || k == "request")
}

/// JSON, line by line or as a document.
fn in_json(head: &[u8]) -> Option<LogFormat> {
    let objects = lines(head).filter_map(|l| serde_json::from_str::<Map<String, Value>>(l).ok()).take(50);
    for object in objects {
        let row = Row::of_object(&object);
        if let Some(export) = with_columns(|c| row.has(c)) {
            return Some(LogFormat::Export(export, Carrier::Lines));
        }
        if json::is_access(&object) {
            return Some(LogFormat::Json);
        }
    }
    if !head.trim_ascii_start().starts_with(b"{") && !head.trim_ascii_start().starts_with(b"[") {
        return None;
    }
    let mut found = None;
    objects::each(head, |object| {
        if found.is_some()
            || !super::export::ALL.iter().any(|e| may_be(e, &object.keys)) && !may_be_access(&object.keys)
        {
            return;
        }
        let Ok(map) = serde_json::from_slice::<Map<String, Value>>(&head[object.range]) else { return };
        let row = Row::of_object(&map);
        found = match with_columns(|c| row.has(c)) {
            Some(export) => Some(LogFormat::Export(export, Carrier::Objects)),
            None => json::is_access(&map).then_some(LogFormat::JsonDocument),
        };
    });
    found
}

/// A table whose header names the columns of an export.
fn table(head: &[u8]) -> Option<LogFormat> {
    let header = lines(head).next()?;
    [b',', b';', b'\t'].into_iter().find_map(|separator| {
        let names: Vec<String> =
            header.split(char::from(separator)).map(|n| n.trim().trim_matches('"').to_ascii_lowercase()).collect();
        let export = with_columns(|c| names.iter().any(|n| n == c))?;
        Some(LogFormat::Export(export, Carrier::Table(separator)))
    })
}

/// The format in which most lines can be read.
fn by_lines(head: &[u8]) -> Option<LogFormat> {
    let mut votes = [0usize; 3];
    for line in lines(head) {
        if alb::begins(line) && matches!(alb::read(line), Read::Entry(_)) {
            votes[0] += 1;
        } else if is_vhost(line) && matches!(combined::read(line, true), Read::Entry(_)) {
            votes[1] += 1;
        } else if matches!(combined::read(line, false), Read::Entry(_)) {
            votes[2] += 1;
        }
    }
    let most = *votes.iter().max()?;
    (most > 0).then(|| match votes.iter().position(|v| *v == most) {
        Some(0) => LogFormat::Alb,
        Some(1) => LogFormat::Vhost,
        _ => LogFormat::Combined,
    })
}

/// A host stands before the address.
fn is_vhost(line: &str) -> bool {
    let mut words = line.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    first.parse::<std::net::IpAddr>().is_err()
        && second.parse::<std::net::IpAddr>().is_ok()
        && address::read(second).is_some()
}

/// Calls `see` for each row of a table but the header, with its line.
fn rows(bytes: &[u8], separator: u8, mut see: impl FnMut(u64, Result<Row, String>)) {
    let mut rows = Rows::new(bytes, separator);
    let (mut header, mut cells) = (Vec::new(), Vec::new());
    // What stands in memory can be read.
    let Ok(Some(_)) = rows.next_row(&mut header) else { return };
    while let Ok(Some(line)) = rows.next_row(&mut cells) {
        let row = match cells.len() == header.len() {
            true => Ok(Row::of_fields(header.iter().map(String::as_str), cells.iter().map(String::as_str))),
            false => Err(format!("the row has {} cells and not {}", cells.len(), header.len())),
        };
        see(line, row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(text: &str) -> String {
        match LogFormat::detect(text.as_bytes(), &FormatHint::Named("auto")) {
            Ok(format) => format.words(),
            Err(error) => error,
        }
    }

    #[test]
    fn a_log_is_known_by_its_lines_and_an_export_by_its_columns() {
        let combined = r#"203.0.113.24 - - [12/Mar/2026:08:14:02 +0000] "GET /p HTTP/1.1" 200 17 "-" "x""#;
        assert!(detected(combined).contains("combined"));
        assert!(detected(&format!("nginx: [warn] something\n{combined}\n203.0")).contains("combined"));
        assert!(detected(&format!("pb.net.example:443 {combined}")).contains("host first"));
        assert!(detected("{\"time\":\"2026-03-12T08:14:02Z\",\"request_uri\":\"/\",\"status\":200}").contains("JSON"));
        assert!(detected("{\"api_logs\": [\n{\"request_url\": \"/x\", \"response_status\": \"Success\", \"created\": \"2026\"}\n]}").contains("cake"));
        assert!(detected("created_at,remote_ip,request_uri,params_json,result\n").contains("orbitra"));
        assert!(detected("\u{0}\u{1}\u{2}").contains("binary") && detected("hello\n").contains("--log-format"));
    }
}
