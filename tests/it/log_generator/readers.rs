//! Reads back what the writers wrote, each in a few lines that share nothing with them but the samples.

use super::clock::{from_common, from_iso};
use super::formats::Format;
use serde_json::Value;

/// What a line says; None where the format is silent, or the reader does not care.
#[derive(Debug, PartialEq)]
pub struct Said {
    pub time: i64,
    pub method: String,
    pub host: Option<String>,
    pub target: String,
    pub sender: String,
    pub agent: Option<String>,
    pub status: u16,
}

pub fn read(format: Format, line: &str) -> Option<Said> {
    match format {
        Format::Combined | Format::Common | Format::Vhost | Format::Template => server(format, line),
        Format::NginxJson | Format::Cloudflare | Format::Gcp => json(format, &serde_json::from_str(line).ok()?),
        Format::Alb => alb(line),
        Format::CloudFront | Format::Iis => columns(format, line),
    }
}

/// Cuts at blanks, but not inside `[...]` or quotes, and takes these off.
fn fields(line: &str) -> Vec<String> {
    let (mut out, mut rest) = (Vec::new(), line);
    while !rest.is_empty() {
        let (field, after) = match rest.as_bytes()[0] {
            b'[' => rest[1..].split_once(']').unwrap_or((&rest[1..], "")),
            b'"' => {
                let mut end = 1;
                while end < rest.len() && rest.as_bytes()[end] != b'"' {
                    end += if rest.as_bytes()[end] == b'\\' { 2 } else { 1 };
                }
                (&rest[1..end], &rest[end + 1..])
            }
            _ => {
                let end = rest.find(' ').unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        out.push(field.to_owned());
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    out
}

/// Undoes `\x22`, `\"` and `\\`.
fn unescaped(text: &str) -> Option<String> {
    let (mut out, bytes) = (Vec::new(), text.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            out.push(bytes[at]);
            at += 1;
        } else if bytes[at + 1] == b'x' {
            out.push(u8::from_str_radix(&text[at + 2..at + 4], 16).ok()?);
            at += 4;
        } else {
            out.push(bytes[at + 1]);
            at += 2;
        }
    }
    String::from_utf8(out).ok()
}

/// Undoes one round of percent signs.
fn decoded(text: &str) -> Option<String> {
    let (mut out, bytes) = (Vec::new(), text.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            out.push(u8::from_str_radix(text.get(at + 1..at + 3)?, 16).ok()?);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

fn server(format: Format, line: &str) -> Option<Said> {
    let mut fields = fields(line);
    let host = matches!(format, Format::Vhost | Format::Template).then(|| fields.remove(0));
    // `remote - user [time] "request" status bytes "referer" "agent"`: the template leaves two of these out.
    if format != Format::Template {
        fields.drain(1..3);
    }
    let time = if format == Format::Template { from_iso(&fields[1]) } else { from_common(&fields[1]) };
    let request = unescaped(&fields[2])?;
    let (method, rest) = request.split_once(' ')?;
    let forwarded = fields.get(7).filter(|f| format == Format::Template && *f != "-");
    Some(Said {
        time: time?,
        method: method.to_owned(),
        host: host.map(|h| h.split(':').next().unwrap_or_default().to_owned()),
        target: rest.rsplit_once(" HTTP/")?.0.to_owned(),
        sender: forwarded.unwrap_or(&fields[0]).clone(),
        agent: if format == Format::Common { None } else { Some(unescaped(&fields[6])?) },
        status: fields[3].parse().ok()?,
    })
}

fn alb(line: &str) -> Option<Said> {
    let fields = fields(line);
    let mut request = fields[12].split(' ');
    let (method, url) = (request.next()?, request.next()?);
    let rest = url.split_once("://")?.1;
    let (authority, target) = rest.split_at(rest.find('/')?);
    Some(Said {
        time: from_iso(&fields[1])?,
        method: method.to_owned(),
        host: Some(authority.split(':').next()?.to_owned()),
        target: target.to_owned(),
        sender: fields[3].rsplit_once(':')?.0.to_owned(),
        agent: Some(unescaped(&fields[13])?),
        status: fields[8].parse().ok()?,
    })
}

fn columns(format: Format, line: &str) -> Option<Said> {
    let names: Vec<&str> = format.head()[1].strip_prefix("#Fields: ")?.split(' ').collect();
    let separator = if format == Format::Iis { ' ' } else { '\t' };
    let cells: Vec<&str> = line.split(separator).collect();
    if names.len() != cells.len() {
        return None;
    }
    let cell = |name: &str| names.iter().position(|n| *n == name).map(|at| cells[at]);
    let text = |name: &str| -> Option<String> {
        let raw = cell(name)?;
        if format == Format::Iis { Some(raw.to_owned()) } else { decoded(raw) }
    };
    let query = match cell("cs-uri-query")? {
        "-" => String::new(),
        _ => format!("?{}", text("cs-uri-query")?),
    };
    let forwarded = cell("X-Forwarded-For").filter(|f| *f != "-");
    Some(Said {
        time: from_iso(&format!("{}T{}", cell("date")?, cell("time")?))?,
        method: cell("cs-method")?.to_owned(),
        host: cell("x-host-header").or_else(|| cell("cs-host")).map(str::to_owned),
        target: text("cs-uri-stem")? + &query,
        sender: forwarded.or_else(|| cell("c-ip"))?.to_owned(),
        // IIS writes a blank as a plus: what it was cannot be told.
        agent: if format == Format::Iis { None } else { text("cs(User-Agent)") },
        status: cell("sc-status")?.parse().ok()?,
    })
}

fn json(format: Format, line: &Value) -> Option<Said> {
    let text = |pointer: &str| line.pointer(pointer).and_then(Value::as_str);
    let [time, method, sender, agent, status] = match format {
        Format::NginxJson => ["/time", "/request_method", "/remote_addr", "/http_user_agent", "/status"],
        Format::Gcp => ["/timestamp", "/requestMethod", "/remoteIp", "/userAgent", "/status"],
        _ => [
            "/EdgeStartTimestamp",
            "/ClientRequestMethod",
            "/ClientIP",
            "/ClientRequestUserAgent",
            "/EdgeResponseStatus",
        ],
    };
    let under =
        |pointer: &str| if format == Format::Gcp { format!("/httpRequest{pointer}") } else { pointer.to_owned() };
    let (host, target) = match format {
        Format::Gcp => {
            let rest = text("/httpRequest/requestUrl")?.split_once("://")?.1;
            rest.split_at(rest.find('/')?)
        }
        Format::NginxJson => (text("/host")?, text("/request_uri")?),
        _ => (text("/ClientRequestHost")?, text("/ClientRequestURI")?),
    };
    let seconds = match line.pointer(time)? {
        Value::String(text) => from_iso(text)?,
        number => number.as_i64()? / 1_000_000_000,
    };
    let forwarded = text("/http_x_forwarded_for").filter(|f| !f.is_empty());
    Some(Said {
        time: seconds,
        method: text(&under(method))?.to_owned(),
        host: Some(host.to_owned()),
        target: target.to_owned(),
        sender: forwarded.or_else(|| text(&under(sender)))?.to_owned(),
        agent: text(&under(agent)).map(str::to_owned),
        status: line.pointer(&under(status))?.as_u64()? as u16,
    })
}
