//! What an input holds, and where the links stand in a line.

use super::prose::{each_in_text, link_end};
use std::ops::Range;

/// How an input is read. Fixed once for each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Every line is one URL.
    Urls,
    /// Every line is a JSON record.
    Records,
    /// Every line is a URL or prose that may hold some.
    Lines,
    /// The same, and links that were wrapped over lines are read as one: what begins with prose may be a message.
    Prose,
    /// Prose: a ticket, a mail, a chat. Links that were wrapped over lines are read as one.
    Text,
}

impl Format {
    /// Words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Urls => "one URL a line",
            Self::Records => "one JSON record a line",
            Self::Lines => "text, line by line",
            Self::Prose => "text",
            Self::Text => "free text",
        }
    }

    /// True if a link may reach from one line into the next.
    #[must_use]
    pub const fn joins(self) -> bool {
        matches!(self, Self::Prose | Self::Text)
    }

    /// The format of an input: by its name, else by its first line that is not blank.
    #[must_use]
    pub fn detect(name: &str, line: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ["jsonl", "ndjson"].iter().any(|e| ending.eq_ignore_ascii_case(e)) || is_record(line) {
            Self::Records
        } else if ["eml", "mbox"].iter().any(|e| ending.eq_ignore_ascii_case(e)) {
            Self::Text
        } else if ["md", "markdown"].iter().any(|e| ending.eq_ignore_ascii_case(e))
            || !ending.eq_ignore_ascii_case("log") && is_prose(line)
        {
            Self::Prose
        } else {
            Self::Lines
        }
    }
}

/// True for a line that begins as a sentence or a greeting does, or a quoted one, and not as a link or a log's line.
fn is_prose(line: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(line) else { return false };
    let text = text.trim_start_matches(|c: char| c == '>' || is_blank(c)).trim_end();
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

/// True if `text` begins as a URL does, be its scheme whole, damaged or missing: `https://`, `https:/`,
/// `https//`, `//host.com`, `host.com/`, `host.com?`. `C:\` and `\\server` are no URLs.
#[must_use]
pub fn starts_like_url(text: &str) -> bool {
    let scheme = text.find(|c| !is_scheme_char(c)).unwrap_or(text.len());
    let after = &text[scheme..];
    if after.starts_with("://") && scheme > 0 {
        return true;
    }
    // `{scheme}://host`, `{{proto}}://host`
    if text.starts_with(['{', '[', '$', '%', '<'])
        && text
            .find("://")
            .is_some_and(|at| text[..at].ends_with(['}', ']', '%', '>']) && !text[..at].contains(is_blank))
    {
        return true;
    }
    // Google's `{lpurl}?utm_source=google`
    let page = text.strip_prefix('{').and_then(|text| text.split_once("}?"));
    if page.is_some_and(|(name, query)| is_word(name) && query.contains('=')) {
        return true;
    }
    let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
    let rest = &text[word.len()..];
    if word.len() > 1 && (rest.starts_with(":/") || rest.starts_with(":\\")) {
        return true;
    }
    if rest.starts_with("//") && (word.eq_ignore_ascii_case("http") || word.eq_ignore_ascii_case("https")) {
        return true;
    }
    match text.strip_prefix("//") {
        Some(host) => has_dotted_host(host, true),
        None => has_dotted_host(text, false),
    }
}

/// True for parameters without a link in front, as Google's final URL suffix and Meta's and Microsoft's URL
/// parameters are: `utm_source=google&utm_campaign={{campaign.name}}`. No host holds a `=`.
#[must_use]
pub fn is_parameters(text: &str) -> bool {
    let name = text.len() - text.trim_start_matches(is_key_char).len();
    let Some(rest) = text[name..].strip_prefix('=').filter(|_| name > 0) else { return false };
    if text.starts_with(['.', '-']) {
        return false;
    }
    // `Link=https://...` and `base64==` are something else; one parameter alone is told by its value.
    let value = &rest[..rest.find('&').unwrap_or(rest.len())];
    let second = &rest[value.len()..];
    let goes_on = second.len() > 1 && second[1..].contains('=');
    let template = value.starts_with(['{', '[', '#', '%', '$', '(', '<', '_']);
    goes_on && !value.contains("://") && !value.starts_with('=') || template && second.is_empty()
}

const fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~' | '$' | '[' | ']')
}

/// True for a line that is nothing but parameters. In prose and code only what names a campaign or holds a macro is
/// one: `a=b&c` is a line of many programs.
fn is_line_of_parameters(text: &str, format: Format) -> bool {
    let plain = !text.contains([' ', '\t', '"', '\'', '`', ';', '\\']);
    let told = format != Format::Prose || text.starts_with("utm_") || text.contains(['{', '[']);
    plain && told && text.contains('&') && is_parameters(text)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_scheme_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '(' | ')')
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r')
}

/// `host.com/...` or `host.com?...`, with a port or without.
pub(super) fn has_dotted_host(text: &str, alone: bool) -> bool {
    let end = text.find(['/', '?']);
    if end.is_none() && !alone {
        return false;
    }
    let host = &text[..end.unwrap_or(text.len())];
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let Some((before, last)) = name.rsplit_once('.') else { return false };
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || "-_{}".contains(c));
    let number = |l: &str| l.bytes().all(|b| b.is_ascii_digit());
    let address = before.split('.').count() == 3 && name.split('.').all(number);
    let ending = last.chars().count() > 1 && last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    before.split('.').all(label) && number(port) && !last.is_empty() && (ending || address)
}

/// Calls `see` with the place of every link in a line.
///
/// With [`Format::Urls`] the line is one link whatever it holds. With [`Format::Lines`] one that starts with a URL and
/// goes on as one does is one URL, blanks and all, so that `...&source=Network A` is seen with its fault. In other
/// lines links are found as [`each_in_text`] finds them. Blank lines hold none, nor do lines that start with `#`,
/// unless the format is [`Format::Text`] or [`Format::Prose`], which reads all other lines as [`Format::Lines`] does.
pub fn each_link(line: &str, format: Format, mut see: impl FnMut(Range<usize>)) {
    if format == Format::Text {
        return each_in_text(line, see);
    }
    let start = line.len() - line.trim_start_matches(is_blank).len();
    let end = start + line[start..].trim_end_matches(is_blank).len();
    // Before a link that puts it aside, in any list; in prose it may begin a heading.
    let is_aside = |rest: &str| format != Format::Prose || starts_like_url(rest.trim_start_matches(['#', ' ', '\t']));
    if start == end || line[start..].strip_prefix('#').is_some_and(is_aside) {
        return;
    }
    if format == Format::Urls {
        return see(start..end);
    }
    let start = start + bullet(&line[start..end]);
    let (start, end) = match unquoted(&line[start..end]) {
        Some(inner) => (start + inner.start, start + inner.end),
        None => (start, end),
    };
    let text = without_tag(&line[start..end]);
    let end = start + text.len();
    // The bracket before a link is the sentence's: `(https://...) is ours`.
    let url = starts_like_url(text) && !text.starts_with('(') || is_line_of_parameters(text, format);
    if url && is_one_url(text) {
        return see(start..end);
    }
    // A host alone is a link at the start of a line.
    let first = if url { link_end(text, 0, 0) } else { 0 };
    if first > 0 {
        see(start..start + first);
    }
    let start = start + first;
    each_in_text(&text[first..], |found| see(start + found.start..start + found.end));
}

/// Without the tag of HTML that ends a line: `<br>`, `</p>`.
fn without_tag(text: &str) -> &str {
    let tag = if text.ends_with('>') { text.rfind('<') } else { None };
    let is_tag = |at: &usize| {
        let tag = &text[*at..];
        tag.starts_with("</") || ["<br>", "<br/>", "<br />"].iter().any(|end| tag.eq_ignore_ascii_case(end))
    };
    tag.filter(is_tag).map_or(text, |at| text[..at].trim_end_matches(is_blank))
}

/// Length of a bullet or number at the start of a list's line.
fn bullet(text: &str) -> usize {
    let mark = match text.chars().next() {
        Some(c @ ('-' | '*' | '•' | '>' | '·' | '–')) => c.len_utf8(),
        Some(c) if c.is_ascii_digit() => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            if text[digits..].starts_with(['.', ')']) { digits + 1 } else { 0 }
        }
        _ => 0,
    };
    let after = &text[mark..];
    let blanks = after.len() - after.trim_start_matches(is_blank).len();
    if mark > 0 && blanks > 0 { mark + blanks } else { 0 }
}

const PAIRS: [(char, char); 8] =
    [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('«', '»'), ('<', '>'), ('(', ')')];

/// What stands between the quotes of a line that is one quoted URL.
fn unquoted(text: &str) -> Option<Range<usize>> {
    if text.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return None;
    }
    let (open, close) = PAIRS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    // `<https://...|our offer>` is how chats write a link and its label: prose, which cuts it there.
    let labelled = open == '<' && inner.contains('|');
    let whole = starts_like_url(inner) && (open == '(' || !inner.contains(close)) && !labelled;
    whole.then(|| open.len_utf8()..open.len_utf8() + inner.len())
}

/// True if a text that starts with a URL goes on as one: no second link outside a parameter's value, and every
/// piece after a blank is the last word or holds a character of URLs.
fn is_one_url(text: &str) -> bool {
    // Nearly every line of a list has no blank, and is one word: to look for one costs a tenth of cutting at it.
    if memchr::memchr3(b' ', b'\t', b'\r', text.as_bytes()).is_none() {
        return true;
    }
    let mut pieces = text.split(is_blank).filter(|p| !p.is_empty()).skip(1).peekable();
    while let Some(piece) = pieces.next() {
        if piece.find("://").is_some_and(|at| !piece[..at].contains('=')) {
            return false;
        }
        if pieces.peek().is_some() && !piece.contains(['=', '&', '{', '}', '[', ']', '%', '#', '?']) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(line: &str) -> Vec<&str> {
        let mut found = Vec::new();
        each_link(line, Format::Lines, |range| found.push(&line[range]));
        found
    }

    #[test]
    fn a_url_is_known_by_its_beginning() {
        for url in [
            "https://a.com",
            "https:/a.com",
            "htps:\\\\a.com",
            "https//a.com",
            "//a.com/x",
            "a.com/x",
            "a.co.uk?x=1",
            "intent://x",
            "{scheme}://a.com",
            "10.0.0.1/postback",
            "a.com:8080/x",
            "münchen.de/x",
            "{sub}.a.com/x",
            "{lpurl}?utm_source=google",
        ] {
            assert!(starts_like_url(url), "{url}");
        }
        for other in [
            "",
            "a.com",
            "C:\\x",
            "\\\\server\\x",
            "and/or",
            "1.5/2",
            "src//main",
            "/x",
            "?a=b",
            "e.g. this/that",
            ":",
            ".",
        ] {
            assert!(!starts_like_url(other), "{other}");
        }
    }

    #[test]
    fn a_line_that_goes_on_as_a_url_is_one() {
        for line in [
            "https://a.com/x?a={b}&source=Network A",
            "https://a.com/x?a={b} &c={d} ",
            "https://a.com/x?r=https://b.com/y&z=1",
            "  app.a.com/id1?pid=x",
            "https://a.com/x?click={Click ID}&b=1",
        ] {
            assert_eq!(links(line), [line.trim()], "{line}");
        }
    }

    #[test]
    fn quotes_and_bullets_round_a_url_are_left_out() {
        for line in [
            "- https://a.com/x?b=1",
            "3) https://a.com/x?b=1",
            "\"https://a.com/x?b=1\"",
            "• “https://a.com/x?b=1”",
            "<https://a.com/x?b=1>",
            "(https://a.com/x?b=1) is ours",
            "* https://a.com/x?b=1 <BR/>",
            "https://a.com/x?b=1<br>",
            "https://a.com/x?b=1</p>",
        ] {
            assert_eq!(links(line), ["https://a.com/x?b=1"], "{line}");
        }
    }

    #[test]
    fn links_are_found_in_prose() {
        assert_eq!(links("Our link is https://a.com/x?b={c}. Thanks!"), ["https://a.com/x?b={c}"]);
        assert_eq!(
            links("see (https://a.com/x?b=(clickid)), or 'http://b.com/'."),
            ["https://a.com/x?b=(clickid)", "http://b.com/"]
        );
        assert_eq!(links("\"url\": \"https://a.com/x?b=1\", \"c\": 2"), ["https://a.com/x?b=1"]);
        assert_eq!(links("https://a.com/x is our new link for you"), ["https://a.com/x"]);
        assert_eq!(links("<https://a.com/x?b={c}|our new link>"), ["https://a.com/x?b={c}"]);
        for line in ["", "   ", "# https://a.com", "<br>", "hello there", "1.5/2 = 0.75", "what ://"] {
            assert!(links(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_list_of_urls_is_taken_as_it_is() {
        let mut found = Vec::new();
        each_link(" not a url at all\t", Format::Urls, |range| found.push(range));
        assert_eq!(found, [Range { start: 1, end: 17 }]);
        each_link("#x", Format::Urls, |_| panic!("a comment is no link"));
    }

    #[test]
    fn records_are_told_from_links() {
        for (name, line, format) in [
            ("<stdin>", r#"{"id":1, "url":"https://a.com"}"#, Format::Records),
            ("<stdin>", r#"{"id":1, "url":"https://a.c"#, Format::Records),
            ("x.JSONL", "rubbish", Format::Records),
            ("x", r#"{"a":{"b\"}":["url"]},"url" : 1}"#, Format::Records),
            ("x", r#"{"offers":[{"url":"https://a.com"}]}"#, Format::Lines),
            ("x", r#"{"id":"url","b":"x\\","c":"}}"#, Format::Lines),
            ("x.txt", "{base}/x?a=\"url\"", Format::Lines),
            ("x.txt", "https://a.com", Format::Lines),
            ("x.txt", "a.com/x see there", Format::Lines),
            ("x.txt", "# links", Format::Lines),
            ("x.txt", "2026-03-12 GET https://a.com", Format::Lines),
            ("x.txt", "Hello,", Format::Prose),
            ("", "> our link is https://a.com", Format::Prose),
            ("x.log", "GET https://a.com", Format::Lines),
            ("notes.md", "# [a](https://a.com)", Format::Prose),
        ] {
            assert_eq!(Format::detect(name, line.as_bytes()), format, "{line}");
        }
    }
}
