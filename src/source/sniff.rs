//! The format of a text whose name says nothing of it.

use super::begin::starts_like_url;
use super::document::Document;
use super::endings::{FileKind, LineReading};
use super::file::FileText;
use super::kind::is_record;
use super::syntax::Syntax;
use super::tape::NodeKind;

/// Tags with which a piece of a page begins.
const TAGS: [&str; 27] = [
    "a",
    "amp-pixel",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "div",
    "font",
    "form",
    "h1",
    "h2",
    "head",
    "html",
    "iframe",
    "img",
    "li",
    "link",
    "meta",
    "noscript",
    "ol",
    "p",
    "script",
    "span",
    "table",
    "ul",
];

/// How much of the end of a text may be cut off, in bytes, when only its beginning is known.
const CUT: usize = 1 << 10;
/// Texts shorter than this are known whole.
const HEAD: usize = 64 << 10;

/// True if the first line of a text tells how all of it is read: a list of links, or of records. Of other texts more
/// has to be known.
#[must_use]
pub fn is_told_by_its_first_line(head: &[u8]) -> bool {
    let mut lines = head.split_inclusive(|b| *b == b'\n').filter(|line| {
        let text = line.trim_ascii();
        !text.is_empty() && !text.starts_with(b"#")
    });
    let Some(line) = lines.next().filter(|line| line.ends_with(b"\n")) else { return false };
    let text = String::from_utf8_lossy(line);
    is_record(line) || starts_like_url(text.trim())
}

impl Syntax {
    /// The format of a text called `name` that begins so, if it is one of those with a structure.
    #[must_use]
    pub fn detect(name: &str, head: &[u8]) -> Option<Self> {
        if let Some(syntax) = Self::by_name(name) {
            return Some(syntax);
        }
        let kind = FileKind::of(name);
        if kind.is_some_and(|kind| kind.format != LineReading::Nothing) {
            // Text, whatever it begins with.
            return None;
        }
        let is_text = kind.is_some();
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let syntax = by_beginning(text).filter(|syntax| !is_text || reads(*syntax, head))?;
        Some(syntax)
    }
}

fn by_beginning(text: &[u8]) -> Option<Syntax> {
    let quoted = |rest: &[u8]| rest.trim_ascii_start().first().is_some_and(|b| b"\"{}[]".contains(b));
    match text {
        [b'{' | b'[', rest @ ..] if quoted(rest) => Some(Syntax::Json),
        [b'<', ..] if starts_with(text, b"<!doctype html") || starts_with(text, b"<!--") => Some(Syntax::Html),
        [b'<', rest @ ..] if rest.starts_with(b"?xml") => Some(Syntax::Xml),
        [b'<', rest @ ..] => match tag(rest)? {
            (name, _) if TAGS.iter().any(|t| t.eq_ignore_ascii_case(name)) => Some(Syntax::Html),
            (_, behind)
                if memchr::memmem::find(rest, b"</").is_some() || memchr::memmem::find(rest, b"/>").is_some() =>
            {
                (behind.starts_with('>') || behind.starts_with(' ') && behind.contains("=\"")).then_some(Syntax::Xml)
            }
            _ => None,
        },
        _ if is_table(text) => Some(Syntax::Csv),
        _ if is_yaml(text) && reads(Syntax::Yaml, text) => Some(Syntax::Yaml),
        _ => None,
    }
}

fn starts_with(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|t| t.eq_ignore_ascii_case(start))
}

/// The name of the tag behind a `<`, and the rest of its line. `https://...>` is none.
fn tag(rest: &[u8]) -> Option<(&str, &str)> {
    let line = rest.split(|b| *b == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c)).unwrap_or(line.len());
    let (name, behind) = line.split_at(end);
    let ends = behind.is_empty() || behind.starts_with(['>', ' ', '\t', '/', '\r']);
    (line.starts_with(|c: char| c.is_ascii_alphabetic()) && ends).then_some((name, behind))
}

/// True if a text can be read so without a fault; what was cut off at its end is none.
fn reads(syntax: Syntax, head: &[u8]) -> bool {
    let file = FileText::read(head);
    let document = Document::read("", &file, syntax);
    let end = if head.len() < HEAD { usize::MAX } else { head.len() - CUT };
    let holds = document.nodes.iter().any(|n| matches!(n.kind, NodeKind::Map | NodeKind::List));
    holds && document.breaks.iter().all(|b| b.at >= end)
}

/// True for a row of names above rows with links, with as many cells.
fn is_table(text: &[u8]) -> bool {
    let mut lines = text.split(|b| *b == b'\n').map(|line| String::from_utf8_lossy(line.trim_ascii()).into_owned());
    let (Some(header), Some(row)) = (lines.next(), lines.next()) else { return false };
    [',', ';', '\t', '|'].into_iter().any(|separator| {
        let names: Vec<&str> = header.split(separator).map(|name| name.trim().trim_matches('"')).collect();
        let is_name = |name: &&str| {
            name.len() <= 40
                && name.chars().all(|c| c.is_alphanumeric() || " _-./()".contains(c))
                && name.contains(char::is_alphabetic)
        };
        names.len() > 1
            && names.iter().all(is_name)
            && names.iter().all(|name| name.split(' ').count() <= 4)
            && !header.contains(", ")
            && cells(&row, separator) == names.len()
            && row.contains("://")
    })
}

/// How many cells a row has.
fn cells(row: &str, separator: char) -> usize {
    let mut quoted = false;
    1 + row
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == separator && !quoted
        })
        .count()
}

/// True for lines that are all of YAML's, with a link among them. A line of prose or of a mail is not, unless it looks
/// like a key and its value.
fn is_yaml(text: &[u8]) -> bool {
    let Ok(text) =
        std::str::from_utf8(&text[..text.len().min(HEAD)]).or_else(|e| std::str::from_utf8(&text[..e.valid_up_to()]))
    else {
        return false;
    };
    let (mut keys, mut lines) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let inner = line.trim_start_matches([' ', '-']);
        let name = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
        let is_key = name > 0 && (inner[name..].starts_with(": ") || inner[name..].trim_end() == ":");
        lines += 1;
        keys += usize::from(is_key);
        if !is_key && !line.starts_with([' ', '-', '}', ']']) {
            return false;
        }
        if is_key && lines == 1 && inner[..name].starts_with(char::is_uppercase) && !inner[..name].contains('_') {
            // `Subject: `, `Link: `: a mail, or somebody's words.
            return false;
        }
    }
    keys > 1 && text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_how_it_begins() {
        for (name, text, syntax) in [
            ("", "{\"a\": \"https://a.com\"}", Some(Syntax::Json)),
            ("", "{click_id}", None),
            ("a.txt", "{\"a\": \"https://a.com\"}", Some(Syntax::Json)),
            ("a.txt", "{\"a\": https://a.com", None),
            ("a.md", "{\"a\": \"https://a.com\"}", None),
            ("", "<img src=\"https://a.com\">", Some(Syntax::Html)),
            ("", "<IMG SRC='https://a.com' width=1/>", Some(Syntax::Html)),
            ("", "<offers><url>https://a.com</url></offers>", Some(Syntax::Xml)),
            ("", "<offer id=\"1\"><url>https://a.com</url></offer>", Some(Syntax::Xml)),
            ("", "<https://a.com>", None),
            ("", "<clickid> is our macro", None),
            ("", "id,name,link\n1,x,https://a.com/?b=c", Some(Syntax::Csv)),
            ("a.txt", "id\tlink\n1\thttps://a.com/?b=c", Some(Syntax::Csv)),
            ("", "Hello, you\nthis, https://a.com is it", None),
            ("", "1,x,https://a.com/?b=c", None),
            ("", "name: Summer\ntracking_link: https://a.com/?b=c", Some(Syntax::Yaml)),
            ("", "- link: https://a.com\n  postback: https://b.com", Some(Syntax::Yaml)),
            ("", "Subject: x\nLink: https://a.com/?b=c", None),
            ("", "link: https://a.com/?b=c", None),
            ("", "https://a.com/?b=c", None),
        ] {
            assert_eq!(Syntax::detect(name, text.as_bytes()), syntax, "{name}: {text}");
        }
    }

    #[test]
    fn a_list_is_known_by_its_first_line() {
        for (text, told) in [
            ("https://a.com/x\n", true),
            ("\n# ours\nhttps://a.com/x\n", true),
            ("{\"url\": \"https://a.com\"}\n", true),
            ("https://a.com", false),
            ("Hello,\n", false),
            ("id,name\n", false),
        ] {
            assert_eq!(is_told_by_its_first_line(text.as_bytes()), told, "{text}");
        }
    }
}
