//! Where the links stand in a line.

use super::begin::{has_dotted_host, is_blank, is_parameter, is_parameters, starts_like_url};
use super::format::InputFormat;
use super::prose::{each_in_text, is_web_start, link_end};
use super::regular::is_pattern;
use std::ops::Range;

/// Calls `see` with the place of every link in a line.
///
/// With [`InputFormat::Urls`] the line is one link whatever it holds. With [`InputFormat::Lines`] one that starts with a URL and
/// goes on as one does is one URL, blanks and all, so that `...&source=Network A` is seen with its fault. In other
/// lines links are found as [`each_in_text`] finds them. Blank lines hold none, nor do lines that start with `#`,
/// unless the format is [`InputFormat::Text`] or [`InputFormat::Prose`], which reads all other lines as [`InputFormat::Lines`] does.
pub fn each_link(line: &str, format: InputFormat, mut see: impl FnMut(Range<usize>)) {
    if format == InputFormat::Text {
        return each_in_text(line, see);
    }
    let start = line.len() - line.trim_start_matches(is_blank).len();
    let end = start + line[start..].trim_end_matches(is_blank).len();
    // Before a link that puts it aside, in any list; in prose it may begin a heading.
    let prose = matches!(format, InputFormat::Prose | InputFormat::Markdown);
    let is_aside = |rest: &str| !prose || starts_like_url(rest.trim_start_matches(['#', ' ', '\t']));
    if start == end || line[start..].strip_prefix('#').is_some_and(is_aside) {
        return;
    }
    if format == InputFormat::Urls {
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
    let link = starts_like_url(text) && !text.starts_with('(') && !is_mere_word(text);
    let url = link || is_line_of_parameters(text, format);
    if url && is_one_url(text) {
        if !is_pattern(text) {
            see(start..end);
        }
        return;
    }
    // A host alone is a link at the start of a line.
    let first = if url { link_end(text, 0, 0) } else { 0 };
    if first > 0 {
        see(start..start + first);
    }
    let start = start + first;
    each_in_text(&text[first..], |found| see(start + found.start..start + found.end));
}

/// True for a line that begins with a dotted word and is no link: of a host without a scheme the domain has to be one
/// that can be registered, and a parameter has to follow.
fn is_mere_word(text: &str) -> bool {
    let host = text.strip_prefix("//").unwrap_or(text);
    if host.len() == text.len() && !has_dotted_host(text, false) {
        return false;
    }
    let host = &host[..host.find(['/', '?']).unwrap_or(host.len())];
    let name = host.split(':').next().unwrap_or_default();
    let address = name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let domain = psl::domain(name.as_bytes()).is_some_and(|domain| domain.suffix().is_known());
    let word = &text[..text.find(is_blank).unwrap_or(text.len())];
    let mut separators = word.match_indices(['?', '&', ';']);
    !(address || domain) || !separators.any(|(at, _)| is_parameter(&word[at + 1..]))
}

/// True for a line that is nothing but parameters. In prose and code only what names a campaign or holds a macro is
/// one: `a=b&c` is a line of many programs.
fn is_line_of_parameters(text: &str, format: InputFormat) -> bool {
    let plain = !text.contains([' ', '\t', '"', '\'', '`', ';', '\\']);
    let told = format != InputFormat::Prose || text.starts_with("utm_") || text.contains(['{', '[']);
    plain && told && text.contains('&') && is_parameters(text)
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
pub(super) fn is_one_url(text: &str) -> bool {
    // Two links without a blank between them are cut apart where links in prose are.
    let second = text.get(8..).and_then(|rest| rest.find("http").map(|at| at + 8));
    if second.is_some_and(|at| text[..at].ends_with(['}', ',', ';', '|']) && is_web_start(&text[at..])) {
        return false;
    }
    // Nearly every line of a list has no blank, and is one word: to look for one costs a tenth of cutting at it.
    if memchr::memchr3(b' ', b'\t', b'\r', text.as_bytes()).is_none() {
        return true;
    }
    let mut pieces = text.split(is_blank).filter(|p| !p.is_empty()).skip(1).peekable();
    while let Some(piece) = pieces.next() {
        if piece.starts_with(['(', '-', '–', '—', '→', '"', '<', '/', '\\']) {
            return false;
        }
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
        each_link(line, InputFormat::Lines, |range| found.push(&line[range]));
        found
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
        each_link(" not a url at all\t", InputFormat::Urls, |range| found.push(range));
        assert_eq!(found, [Range { start: 1, end: 17 }]);
        each_link("#x", InputFormat::Urls, |_| panic!("a comment is no link"));
    }
}
