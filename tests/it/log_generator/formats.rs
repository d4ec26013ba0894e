//! How servers write a request down: one writer a format.

use super::clock::{common, date, hours, iso};
use super::hit::{Hit, Oddity, sees};
use serde_json::json;
use std::fmt::Write as _;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Format {
    /// nginx `combined`.
    Combined,
    /// Apache's common log: no agent.
    Common,
    /// Apache `vhost_combined`, an hour east of UTC.
    Vhost,
    NginxJson,
    Alb,
    CloudFront,
    Iis,
    Cloudflare,
    Gcp,
    /// An nginx `log_format`.
    Template,
}

pub const ALL: [Format; 10] = [
    Format::Combined,
    Format::Common,
    Format::Vhost,
    Format::NginxJson,
    Format::Alb,
    Format::CloudFront,
    Format::Iis,
    Format::Cloudflare,
    Format::Gcp,
    Format::Template,
];

/// The format of [`Format::Template`], as it stands in the configuration of nginx.
pub const TEMPLATE: &str = r#"log_format postbacks '$host $remote_addr [$time_iso8601] "$request" '
    '$status $body_bytes_sent "$http_referer" "$http_user_agent" '
    '"$http_x_forwarded_for" rt=$request_time';"#;

/// What a TLS handshake looks like to a server that waits for HTTP.
const HANDSHAKE: [u8; 7] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00];

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Combined => "combined",
            Self::Common => "common",
            Self::Vhost => "vhost",
            Self::NginxJson => "json",
            Self::Alb => "alb",
            Self::CloudFront => "cloudfront",
            Self::Iis => "iis",
            Self::Cloudflare => "cloudflare",
            Self::Gcp => "gcp",
            Self::Template => "template",
        }
    }

    /// What of a request stands in such a log: see [`sees`].
    pub fn shows(self) -> u8 {
        use sees::{AGENT, CLIENT, HOST, RAW};
        match self {
            Self::Combined => AGENT | RAW,
            Self::Common => RAW,
            Self::Vhost => HOST | AGENT | RAW,
            Self::NginxJson | Self::CloudFront | Self::Iis | Self::Cloudflare | Self::Gcp => HOST | AGENT | CLIENT,
            Self::Alb => HOST | AGENT,
            Self::Template => HOST | AGENT | CLIENT | RAW,
        }
    }

    /// Lines before the first request.
    pub fn head(self) -> &'static [&'static str] {
        match self {
            Self::CloudFront => &[
                "#Version: 1.0",
                "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol",
            ],
            Self::Iis => &[
                "#Software: Microsoft Internet Information Services 10.0",
                "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs-host sc-status sc-substatus sc-win32-status time-taken X-Forwarded-For",
            ],
            _ => &[],
        }
    }

    /// Lines that are no record of a request: another program's, and half a line.
    pub fn rubbish(self) -> &'static [&'static str] {
        match self {
            Self::Combined | Self::Common | Self::Vhost => &[
                "nginx: [warn] conflicting server name \"_\" on 0.0.0.0:80, ignored",
                "203.0.113.24 - - [10/Mar/2026:08:1",
            ],
            Self::NginxJson => &[
                "nginx: [warn] conflicting server name \"_\" on 0.0.0.0:80, ignored",
                "{\"time\": \"2026-03-10T08:14:02+00:00\", \"remote_a",
            ],
            _ => &[],
        }
    }

    /// The line; none where such a request does not get into such a log.
    pub fn line(self, hit: &Hit) -> Option<String> {
        if !self.logs(hit) {
            return None;
        }
        Some(match self {
            Self::Combined => combined(hit),
            Self::Common => apache(hit, false),
            Self::Vhost => apache(hit, true),
            Self::NginxJson => nginx_json(hit),
            Self::Alb => alb(hit),
            Self::CloudFront => cloudfront(hit),
            Self::Iis => iis(hit),
            Self::Cloudflare => cloudflare(hit),
            Self::Gcp => gcp(hit),
            Self::Template => template(hit),
        })
    }

    /// Balancers and CDNs answer what they do not understand themselves, and encode or refuse what is not ASCII. How
    /// an ALB writes an IPv6 address, no sample tells.
    fn logs(self, hit: &Hit) -> bool {
        let plain = hit.target.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\');
        match self {
            Self::Combined | Self::Common | Self::Vhost | Self::NginxJson | Self::Template => true,
            Self::CloudFront | Self::Cloudflare => hit.oddity == Oddity::None,
            Self::Iis | Self::Gcp => hit.oddity == Oddity::None && plain,
            Self::Alb => hit.oddity == Oddity::None && plain && !hit.peer.contains(':'),
        }
    }
}

/// The bytes sent: some number that differs.
fn bytes(hit: &Hit) -> usize {
    17 + hit.serial % 41
}

/// `GET /postback?... HTTP/1.1`, as the server that writes it has it.
fn request(hit: &Hit, apache: bool) -> Vec<u8> {
    let protocol = if hit.agent.starts_with("Go-http") { "HTTP/2.0" } else { "HTTP/1.1" };
    match hit.oddity {
        Oddity::None => format!("{} {} {protocol}", hit.method, hit.target).into_bytes(),
        Oddity::Tls => HANDSHAKE.to_vec(),
        // nginx stops where its buffer of 8,192 bytes ends.
        Oddity::Cut if !apache => format!("{} {}", hit.method, &hit.target[..8_170]).into_bytes(),
        Oddity::Refused if !apache => format!("{} {} {protocol}", hit.method, hit.target).into_bytes(),
        // Apache writes no version for what it refused, and turns a tab into a blank.
        Oddity::Cut | Oddity::Refused => format!("{} {}", hit.method, hit.target.replace('\t', " ")).into_bytes(),
    }
}

/// nginx: `"`, `\`, control characters and all beyond ASCII as `\x22`.
fn nginx_escaped(bytes: &[u8]) -> String {
    let mut out = String::new();
    for &byte in bytes {
        if byte == b'"' || byte == b'\\' || !(0x20..0x7f).contains(&byte) {
            let _ = write!(out, "\\x{byte:02X}");
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

/// Apache: `\"`, `\\`, `\n`, and `\x1b` for what has no short form.
fn apache_escaped(bytes: &[u8]) -> String {
    let mut out = String::new();
    for &byte in bytes {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x0b => out.push_str("\\v"),
            0x20..0x7f => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out
}

/// CloudFront: blanks, control characters, all beyond ASCII, and these as `%22`.
fn cloudfront_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte <= b' ' || byte >= 0x7f || b"<>\"#%{}|\\^~[]`'".contains(&byte) {
            let _ = write!(out, "%{byte:02X}");
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

fn combined(hit: &Hit) -> String {
    format!(
        "{} - - [{}] \"{}\" {} {} \"-\" \"{}\"",
        hit.peer,
        common(hit.time, 0),
        nginx_escaped(&request(hit, false)),
        hit.status,
        bytes(hit),
        nginx_escaped(hit.agent.as_bytes())
    )
}

fn template(hit: &Hit) -> String {
    format!(
        "{} {} [{}+00:00] \"{}\" {} {} \"-\" \"{}\" \"{}\" rt=0.0{:02}",
        hit.host,
        hit.peer,
        iso(hit.time),
        nginx_escaped(&request(hit, false)),
        hit.status,
        bytes(hit),
        nginx_escaped(hit.agent.as_bytes()),
        hit.forwarded.as_deref().unwrap_or("-"),
        bytes(hit),
    )
}

fn apache(hit: &Hit, vhost: bool) -> String {
    let zone = i64::from(vhost);
    let mut out = String::new();
    if vhost {
        let _ = write!(out, "{}:{} ", hit.host, if hit.https { 443 } else { 80 });
    }
    let _ = write!(
        out,
        "{} - - [{}] \"{}\" {} {}",
        hit.peer,
        common(hit.time, zone),
        apache_escaped(&request(hit, true)),
        hit.status,
        bytes(hit)
    );
    if vhost {
        let _ = write!(out, " \"-\" \"{}\"", apache_escaped(hit.agent.as_bytes()));
    }
    out
}

/// With empty method and URI where nginx refused the request before it read it.
fn nginx_json(hit: &Hit) -> String {
    let read = hit.oddity == Oddity::None;
    let shown = |text: &'static str| if read { text } else { "" };
    let target = if read { hit.target.as_str() } else { "" };
    json!({
        "time": format!("{}+00:00", iso(hit.time)),
        "remote_addr": hit.peer,
        "http_x_forwarded_for": hit.forwarded.as_deref().unwrap_or(""),
        "scheme": if hit.https { "https" } else { "http" },
        "host": shown(hit.host),
        "request_method": shown(hit.method),
        "request_uri": target,
        "status": hit.status,
        "http_user_agent": shown(hit.agent),
    })
    .to_string()
}

fn alb(hit: &Hit) -> String {
    let (scheme, port) = if hit.https { ("https", 443) } else { ("http", 80) };
    let url = format!("{scheme}://{}:{port}{}", hit.host, hit.target);
    let (cipher, tls) = if hit.https { ("ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2") } else { ("-", "-") };
    let time = iso(hit.time);
    let trace = format!("Root=1-65f01a2a-{:024x}", hit.serial);
    let target = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/pb/00aa11bb22cc33dd";
    let domain = if hit.https { hit.host } else { "-" };
    format!(
        "{scheme} {time}.316365Z app/pb-prod/0aa0bb0cc0dd0ee0 {}:49660 10.0.2.61:8080 0.001 0.017 0.000 {status} {status} 303 {} \
         \"{} {url} HTTP/1.1\" \"{}\" {cipher} {tls} {target} \"{trace}\" \"{domain}\" \"session-reused\" 0 {time}.297000Z \
         \"forward\" \"-\" \"-\" \"10.0.2.61:8080\" \"{status}\" \"-\" \"-\" TID_{:04}",
        hit.peer,
        bytes(hit),
        hit.method,
        nginx_escaped(hit.agent.as_bytes()),
        hit.serial,
        status = hit.status,
    )
}

fn cloudfront(hit: &Hit) -> String {
    let (path, query) = hit.path_and_query();
    let result = if hit.status < 400 { "Miss" } else { "Error" };
    let request_id = format!("AAtracklint{:043}==", hit.serial);
    [
        date(hit.time),
        hours(hit.time),
        "FRA56-P2".to_owned(),
        (300 + bytes(hit)).to_string(),
        hit.sender(sees::CLIENT).to_owned(),
        hit.method.to_owned(),
        "dexample0000001.cloudfront.net".to_owned(),
        cloudfront_encoded(path),
        hit.status.to_string(),
        "-".to_owned(),
        cloudfront_encoded(hit.agent),
        query.map_or_else(|| "-".to_owned(), cloudfront_encoded),
        "-".to_owned(),
        result.to_owned(),
        request_id,
        hit.host.to_owned(),
        if hit.https { "https" } else { "http" }.to_owned(),
    ]
    .join("\t")
}

fn iis(hit: &Hit) -> String {
    let (path, query) = hit.path_and_query();
    let port = if hit.https { 443 } else { 80 };
    format!(
        "{} {} 10.0.0.4 {} {path} {} {port} - {} {} {} {} 0 0 15 {}",
        date(hit.time),
        hours(hit.time),
        hit.method,
        query.filter(|q| !q.is_empty()).unwrap_or("-"),
        hit.peer,
        hit.agent.replace(' ', "+"),
        hit.host,
        hit.status,
        hit.forwarded.as_deref().unwrap_or("-"),
    )
}

/// Times as text and as nanoseconds, by turns, as in the sample.
fn cloudflare(hit: &Hit) -> String {
    let time = if hit.serial.is_multiple_of(2) {
        json!(format!("{}Z", iso(hit.time)))
    } else {
        json!(hit.time * 1_000_000_000)
    };
    json!({
        "ClientIP": hit.sender(sees::CLIENT),
        "ClientRequestHost": hit.host,
        "ClientRequestMethod": hit.method,
        "ClientRequestURI": hit.target,
        "ClientRequestScheme": if hit.https { "https" } else { "http" },
        "ClientRequestUserAgent": hit.agent,
        "EdgeEndTimestamp": time,
        "EdgeResponseStatus": hit.status,
        "EdgeStartTimestamp": time,
        "RayID": format!("85f0a0{:010x}", hit.serial),
    })
    .to_string()
}

fn gcp(hit: &Hit) -> String {
    let scheme = if hit.https { "https" } else { "http" };
    json!({
        "httpRequest": {
            "requestMethod": hit.method,
            "requestUrl": format!("{scheme}://{}{}", hit.host, hit.target),
            "requestSize": "310",
            "status": hit.status,
            "responseSize": bytes(hit).to_string(),
            "userAgent": hit.agent,
            "remoteIp": hit.sender(sees::CLIENT),
            "serverIp": "10.128.0.4",
            "latency": "0.017s",
        },
        "insertId": format!("1{:06x}", hit.serial),
        "jsonPayload": {
            "@type": "type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry",
            "statusDetails": "response_sent_by_backend",
        },
        "logName": "projects/acme/logs/requests",
        "resource": {"type": "http_load_balancer"},
        "severity": "INFO",
        "timestamp": format!("{}.316Z", iso(hit.time)),
    })
    .to_string()
}

/// A log as a file, and which hit stands on which line.
pub struct Written {
    pub text: String,
    /// Line, counted from 1, and number of the hit.
    pub lines: Vec<(usize, usize)>,
}

/// Rubbish stands in the middle, where there is some.
pub fn written(format: Format, hits: &[Hit]) -> Written {
    let mut text = String::new();
    let mut line = 0;
    let mut lines = Vec::new();
    let mut add = |text: &mut String, piece: &str| {
        text.push_str(piece);
        text.push('\n');
        line += 1;
        line
    };
    for head in format.head() {
        add(&mut text, head);
    }
    for (number, hit) in hits.iter().enumerate() {
        if number == hits.len() / 2 {
            for rubbish in format.rubbish() {
                add(&mut text, rubbish);
            }
        }
        if let Some(piece) = format.line(hit) {
            let at = add(&mut text, &piece);
            lines.push((at, number));
        }
    }
    Written { text, lines }
}
