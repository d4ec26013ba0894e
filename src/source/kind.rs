//! What kind of text an input is: decided once, by its name and by how it begins.

use super::begin::starts_like_url;
use super::endings::{FileKind, LineReading};
use super::format::InputFormat;

/// Lines of a text that are looked at.
const LOOKED_AT: usize = 200;

impl InputFormat {
    /// The kind of a text: by its name, else by how it begins.
    #[must_use]
    pub fn detect(name: &str, head: &[u8]) -> Self {
        let line = head.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
        match FileKind::of(name).map_or(LineReading::Nothing, |kind| kind.format) {
            LineReading::Always(format) => return format,
            _ if is_record(line) => return Self::Records,
            LineReading::UnlessRecords(format) => return format,
            LineReading::Nothing => {}
        }
        let text = String::from_utf8_lossy(head);
        let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
        if is_data(line) {
            Self::Data
        } else if is_code(lines()) {
            Self::Code
        } else if lines().take(5).all(is_logged) && !text.is_empty() {
            Self::Log
        } else if is_prose(line) {
            Self::Prose
        } else {
            Self::Lines
        }
    }
}

/// True for the first line of a dump.
fn is_data(line: &[u8]) -> bool {
    let starts = ["INSERT INTO ", "CREATE TABLE ", "UPDATE ", "-- MySQL dump", "-- PostgreSQL"];
    let upper = line.trim_ascii_start();
    let counted = |kind: &[u8]| {
        upper.strip_prefix(kind).is_some_and(|rest| {
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            digits > 0 && rest[digits..].starts_with(b":")
        })
    };
    let is = |start: &&str| upper.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start.as_bytes()));
    let update = |start: &str| start != "UPDATE " || upper.windows(5).any(|w| w.eq_ignore_ascii_case(b" SET "));
    starts.iter().any(|start| is(start) && update(start)) || [&b"a:"[..], b"O:", b"s:"].into_iter().any(counted)
}

/// True for lines of a program. A single one proves little.
fn is_code<'t>(mut lines: impl Iterator<Item = &'t str>) -> bool {
    let Some(first) = lines.next() else { return false };
    if first.starts_with("<?php") || first.starts_with("#!/") {
        return true;
    }
    let (mut all, mut code) = (0, 0);
    for line in std::iter::once(first).chain(lines) {
        all += 1;
        code += usize::from(is_line_of_code(line.trim()));
    }
    all > 1 && code * 2 >= all || all == 1 && code == 1 && first.trim_end().ends_with(';')
}

fn is_line_of_code(line: &str) -> bool {
    const WORDS: [&str; 19] = [
        "import ",
        "from ",
        "const ",
        "let ",
        "var ",
        "function ",
        "def ",
        "class ",
        "return ",
        "package ",
        "func ",
        "public ",
        "private ",
        "#include",
        "export ",
        "async ",
        "if (",
        "for (",
        "echo ",
    ];
    let assigned = || {
        let name = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_$.".contains(b)).count();
        let rest = line[name..].trim_start();
        name > 0 && rest.starts_with('=') && rest[1..].trim_start().starts_with(['"', '\'', '`', '$', '['])
    };
    let call =
        || line.contains('(') && line.ends_with([')', ',']) && line.contains(['"', '\'']) && !line.contains(". ");
    line.ends_with(';') && !line.contains("://")
        || line.ends_with(");")
        || line.ends_with("\";")
        || line.ends_with("';")
        || line.ends_with('{') && line.contains(['(', ' '])
        || matches!(line, "}" | "};" | "})" | "});" | "},")
        || line.starts_with("//") && line[2..].starts_with(' ')
        || WORDS.iter().any(|word| line.starts_with(word)) && line.contains(['=', '(', '{', '"', '\'', ';'])
        || assigned()
        || call()
}

/// True for a line that begins with a time of day, or with an address and a time: a log's.
fn is_logged(line: &str) -> bool {
    let start = line.trim_start().trim_start_matches(['[', '(', '"', '<']);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_time = |text: &str| digits(text) == 2 && text[2..].starts_with(':') && digits(&text[3..]) == 2;
    let date = start.get(..10).is_some_and(|d| d.bytes().filter(u8::is_ascii_digit).count() == 8);
    let dated = date && start.get(11..).is_some_and(is_time);
    let mut words = line.split(' ');
    let host = words.next().is_some_and(|w| {
        w.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'.' | b':')) && w.contains(['.', ':'])
    });
    dated || is_time(start) || host && line.contains(" [") && line.contains("] \"")
}

/// True for a line that begins as a sentence or a greeting does, or a quoted one, and not as a link or a log's line.
fn is_prose(line: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(line) else { return false };
    let text = text.trim_start_matches(['>', ' ', '\t', '\r']).trim_end();
    text.starts_with(char::is_alphabetic)
        && (text.contains(char::is_whitespace) || text.ends_with([',', ':', '.', '!']))
        && !starts_like_url(text)
}

/// True for a line that is a record: an object with a `url` of its own. One that stands deeper is of somebody's export,
/// all of it on one line. The line may be cut.
#[must_use]
pub fn is_record(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    if !text.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\"")) {
        return false;
    }
    let (mut at, mut depth) = (0, 0_u32);
    while let Some(next) = memchr::memchr3(b'"', b'{', b'}', &text[at..]).map(|next| at + next) {
        at = next + 1;
        match text[next] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {
                let Some(length) = quoted_length(&text[at..]) else { return false };
                let is_key = || text[at + length + 1..].trim_ascii_start().starts_with(b":");
                if depth == 1 && &text[at..at + length] == b"url" && is_key() {
                    return true;
                }
                at += length + 1;
            }
        }
    }
    false
}

/// The bytes before the quote that closes a text.
fn quoted_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_text_is_known_by_its_name_or_beginning() {
        for (name, text, format) in [
            ("<stdin>", r#"{"id":1, "url":"https://a.com"}"#, InputFormat::Records),
            ("<stdin>", r#"{"id":1, "url":"https://a.c"#, InputFormat::Records),
            ("x.JSONL", "rubbish", InputFormat::Records),
            ("x", r#"{"a":{"b\"}":["url"]},"url" : 1}"#, InputFormat::Records),
            ("x", r#"{"offers":[{"url":"https://a.com"}]}"#, InputFormat::Lines),
            ("x", r#"{"id":"url","b":"x\\","c":"}}"#, InputFormat::Lines),
            ("x.txt", "{base}/x?a=\"url\"", InputFormat::Lines),
            ("x.txt", "https://a.com", InputFormat::Lines),
            ("x.txt", "a.com/x see there", InputFormat::Lines),
            ("x.txt", "# links", InputFormat::Lines),
            ("x.txt", "2026-03-12 GET https://a.com", InputFormat::Lines),
            ("x.txt", "2026-03-12 10:11:12 GET https://a.com\n2026-03-12T10:11:13Z x", InputFormat::Log),
            ("", "10.0.0.1 - - [12/Mar/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200", InputFormat::Log),
            ("x.txt", "Hello,", InputFormat::Prose),
            ("", "> our link is https://a.com", InputFormat::Prose),
            ("x.log", "GET https://a.com", InputFormat::Log),
            ("notes.md", "# [a](https://a.com)", InputFormat::Markdown),
            ("a/b.php", "hello", InputFormat::Code),
            ("x.sql", "hello", InputFormat::Data),
            ("", "<?php\necho 1;", InputFormat::Code),
            ("", "const a = \"https://a.com/?x=\" + b;\nlet c = 1;", InputFormat::Code),
            ("", "a:1:{s:3:\"url\";s:13:\"https://a.com\";}", InputFormat::Data),
            ("", "INSERT INTO `offers` VALUES (1,'https://a.com');", InputFormat::Data),
            ("", "https://a.com/x?b=1;\nhttps://a.com/x?b=2;", InputFormat::Lines),
            ("", "Update your link, please:\nhttps://a.com/x?b=2", InputFormat::Prose),
        ] {
            assert_eq!(InputFormat::detect(name, text.as_bytes()), format, "{name}: {text}");
        }
    }
}
