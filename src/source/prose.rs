//! Links in running text: a ticket, a mail, a chat, Markdown, a line of a log.
//!
//! One pass over the text, and one over each link: neither looks back over what was settled, so text that was made to
//! be slow is read as fast as any other.

use super::begin::{has_dotted_host, is_parameter, starts_like_url};
use super::bounds::{group, is_letter_of_cjk, is_unseen, stops};
use super::escape::escape;
use super::regular::is_pattern;
use memchr::memchr3_iter;
use std::ops::Range;

/// The longest scheme or host that is looked for before a `:` or `?`, in bytes.
const LONGEST_START: usize = 256;

/// Calls `see` with the place of every link in a text, in order.
///
/// A link begins with a scheme, be it whole, damaged (`https:/`, `https//`, `hxxps://`) or a macro
/// (`{scheme}://`); or with a host, if parameters follow: `app.example.com/x?id=1`. It ends at the next blank, at the
/// quote or bracket that was opened before it, and before the punctuation of the sentence around it. Macros belong to
/// it in any dialect, with the blanks in them. Lines are not joined: a line break ends a link.
pub fn each_in_text(text: &str, mut see: impl FnMut(Range<usize>)) {
    // Nothing before it belongs to a link that is still to come.
    let mut from = 0;
    for anchor in memchr3_iter(b':', b'/', b'?', text.as_bytes()) {
        if anchor < from {
            continue;
        }
        let Some((start, least)) = beginning(text, from, anchor) else {
            if text.as_bytes()[anchor] == b'?' {
                from = anchor + 1;
            }
            continue;
        };
        let end = link_end(text, from, start);
        if end > least {
            if !is_pattern(&text[start..end]) {
                see(start..end);
            }
            from = end;
        } else {
            from = anchor + 1;
        }
    }
}

/// Where the link begins that has its first `:`, `//` or `?` at `anchor`, and what it has to be longer than.
fn beginning(text: &str, from: usize, anchor: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let after = &bytes[anchor..];
    let slash = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'/' | b'\\'));
    match after[0] {
        b':' if after.starts_with(b"://") => Some((scheme_start(text, from, anchor)?, anchor + 3)),
        b':' if slash(after.get(1)) => {
            let slashes = if slash(after.get(2)) { 2 } else { 1 };
            Some((web_word(text, from, anchor)?, anchor + 1 + slashes))
        }
        b'/' if after.starts_with(b"//") => Some((web_word(text, from, anchor)?, anchor + 2)),
        b'?' => Some((host_start(text, from, anchor)?, anchor)),
        _ => None,
    }
}

/// Start of the scheme that ends at `end`: letters, digits and `+`; `http(s)`; a macro.
fn scheme_start(text: &str, from: usize, end: usize) -> Option<usize> {
    let from = floor(text, from, end);
    let before = &text[from..end];
    if let Some(word) = before.strip_suffix("(s)") {
        return web_word(text, from, from + word.len());
    }
    let run = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'+').count();
    if run > 0 {
        let start = behind_escape(text, behind_colour(text, end - run, end), end);
        // `+https://.../bot.html` is how a robot names itself.
        return (start < end && !text[start..end].starts_with('+')).then_some(start);
    }
    let (open, close) = *[('{', '}'), ('[', ']'), ('%', '%'), ('<', '>')].iter().find(|(_, c)| before.ends_with(*c))?;
    let inner = before.trim_end_matches(close);
    let name = inner.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
    let opened = &inner[..inner.len() - name];
    let start = opened.trim_end_matches(open);
    (name > 0 && start.len() < opened.len()).then(|| from + start.strip_suffix('$').unwrap_or(start).len())
}

/// Start of a word near `https` that ends at `end`: `http`, `htps`, `hxxp`.
fn web_word(text: &str, from: usize, end: usize) -> Option<usize> {
    let before = &text.as_bytes()[from..end];
    let run = before.iter().rev().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let start = behind_escape(text, behind_colour(text, end - run, end), end);
    let word = text[start..end].to_ascii_lowercase();
    let web =
        (3..=6).contains(&word.len()) && word.starts_with('h') && word.contains('p') && word.ends_with(['p', 's']);
    let host = || {
        let rest = text[end..].trim_start_matches("(s)").trim_start_matches([':', '/', '\\']);
        rest.starts_with(|c: char| c.is_alphanumeric() || "{[<$%".contains(c))
    };
    (web && host()).then_some(start)
}

/// Where the word begins whose letters run from `start` to `end`: behind a colour of a terminal, `ESC [32m`.
fn behind_colour(text: &str, start: usize, end: usize) -> usize {
    let letter = || text[start..end].find(|c: char| c.is_ascii_alphabetic()).map_or(end, |at| start + at + 1);
    if text[..start].ends_with("\u{1b}[") { letter() } else { start }
}

/// Where the word begins whose letters run from `start` to `end`: behind an escape of a string, `\n`.
fn behind_escape(text: &str, start: usize, end: usize) -> usize {
    match text[..start].ends_with('\\').then(|| escape(&text[start - 1..end])).flatten() {
        Some(found) => (start - 1 + found.length).min(end),
        None => start,
    }
}

/// Start of a host with its path before the `?` at `end`, if a parameter follows.
fn host_start(text: &str, from: usize, end: usize) -> Option<usize> {
    let from = floor(text, from, end);
    let before = &text[from..end];
    let starts = |c: char| c.is_whitespace() || stops(c) || "<>()[]'*|,;=".contains(c);
    let start =
        before.rfind(starts).map_or(from, |at| from + at + before[at..].chars().next().map_or(1, char::len_utf8));
    let start = behind_colour(text, start, end);
    // In a page `//host/path` takes the page's own scheme.
    if text[start..].starts_with("//") && text[..start].ends_with(['"', '\'', '=', '(']) {
        return None;
    }
    // A sentence in a language without blanks, before a host in ours.
    let host = text[start..end].trim_start_matches(is_letter_of_cjk);
    let start = if host.starts_with(|c: char| c.is_ascii_alphanumeric()) { end - host.len() } else { start };
    let word = text[start..end].strip_prefix("//").unwrap_or(&text[start..end]);
    let host = &word[..word.find('/').unwrap_or(word.len())];
    let asked = ["GET ", "POST ", "HEAD "].iter().any(|method| text[..start].ends_with(method));
    let name = host.split(':').next().unwrap_or_default();
    let known = || psl::domain(name.as_bytes()).is_some_and(|domain| domain.suffix().is_known());
    // `index.php?id=1`, `run.sh?x=1`: a host alone has to look more like one.
    let like_a_host = host.len() < word.len() || host.matches('.').count() > 1;
    (is_parameter(&text[end + 1..]) && like_a_host && !asked && has_dotted_host(word, true) && known()).then_some(start)
}

/// The first character boundary from `from` on that is at most [`LONGEST_START`] before `end`.
fn floor(text: &str, from: usize, end: usize) -> usize {
    text.ceil_char_boundary(from.max(end.saturating_sub(LONGEST_START)))
}

/// Where a link in prose ends that begins at `start`. Nothing before `from` has to do with it.
pub(super) fn link_end(text: &str, from: usize, start: usize) -> usize {
    let mut ending = Ending::new(text, from, start);
    while ending.step() {}
    ending.kept
}

/// Walks over a link from its start.
struct Ending<'t> {
    text: &'t str,
    from: usize,
    start: usize,
    /// What stands directly before the link.
    opener: Option<char>,
    /// HTML entities stand for the brackets or quotes around it.
    entities: bool,
    at: usize,
    /// Behind the last character that is no punctuation of the sentence.
    kept: usize,
    /// Brackets of the link's own that are open: round and square ones.
    open: [usize; 2],
    query: bool,
}

impl<'t> Ending<'t> {
    fn new(text: &'t str, from: usize, start: usize) -> Self {
        let before = &text[from..start];
        let entities = ["&lt;", "&quot;", "&#34;", "&#39;"].iter().any(|e| before.ends_with(e));
        let opener = before.chars().next_back();
        Self { text, from, start, opener, entities, at: start, kept: start, open: [0; 2], query: false }
    }

    /// Takes one more piece. False at the end of the link.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else { return false };
        self.query |= c == '?';
        if let Some(length) = group(self.text, self.start, self.at) {
            return self.keep(length);
        }
        if c == 'h' && self.text[..self.at].ends_with(['}', ']']) && is_web_start(rest) {
            return false;
        }
        if c.is_whitespace() {
            return self.goes_on_behind(c) && self.keep(c.len_utf8());
        }
        if c.is_control() || stops(c) || self.is_closed_by(c, rest) || self.is_glued_on(c) {
            if self.is_enclosed_by(c) {
                self.kept = self.at;
            }
            return false;
        }
        if self.is_own(c) || !self.is_punctuation(c) {
            return self.keep(c.len_utf8());
        }
        self.at += c.len_utf8();
        true
    }

    /// Counts the link's brackets. True for one that closes what the link has opened.
    const fn is_own(&mut self, c: char) -> bool {
        let (kind, opens) = match c {
            '(' => (0, true),
            ')' => (0, false),
            '[' => (1, true),
            ']' => (1, false),
            _ => return false,
        };
        if opens {
            self.open[kind] += 1;
            return true;
        }
        let own = self.open[kind] > 0;
        self.open[kind] -= own as usize;
        own
    }

    const fn keep(&mut self, length: usize) -> bool {
        self.at += length;
        self.kept = self.at;
        true
    }

    /// What was opened before the link ends here.
    fn is_closed_by(&self, c: char, rest: &str) -> bool {
        match c {
            '<' | '>' => true,
            // A cell of a row, and the next link of a list.
            ',' | ';' => self.opener == Some(c) || is_web_start(rest[1..].trim_start()),
            ')' => self.opener == Some('(') && self.open[0] == 0,
            ']' => self.opener == Some('[') && self.open[1] == 0,
            '}' => self.opener == Some('{'),
            '\'' => self.opener == Some('\''),
            '|' => matches!(self.opener, Some('|' | '<')),
            '&' => self.entities && ["&gt;", "&quot;", "&#34;", "&#39;"].iter().any(|e| rest.starts_with(e)),
            '\\' => {
                rest.starts_with("\\\"")
                    || ["\\n", "\\r"].iter().any(|e| rest.starts_with(e))
                        && !self.text[self.start..self.at].contains('\\')
            }
            _ => false,
        }
    }

    /// True for the end of `<link>` and `[text](link)`, in which no sentence stands: all up to it is the link's.
    fn is_enclosed_by(&self, c: char) -> bool {
        match c {
            '>' => self.opener == Some('<'),
            ')' => self.text[self.from..self.start].ends_with("]("),
            _ => false,
        }
    }

    /// True for what belongs to the sentence if nothing of the link follows it.
    fn is_punctuation(&self, c: char) -> bool {
        match c {
            '.' | ',' | ';' | '!' | '?' | ':' | '\'' | '|' | ')' | '…' | '’' => true,
            '*' | '_' | '~' => self.opener == Some(c),
            ']' => self.is_opened_before('[', c),
            '}' => self.is_opened_before('{', c),
            c => is_unseen(c),
        }
    }

    /// True if a bracket stands open on the line before the link.
    fn is_opened_before(&self, open: char, close: char) -> bool {
        let before = &self.text[floor(self.text, self.from, self.start)..self.start];
        let line = &before[before.rfind('\n').unwrap_or(0)..];
        line.rfind(open) > line.rfind(close)
    }

    /// True if the link surely goes on behind a blank: `?id= {click_id}`, `?a=1 &b=2`, `?a=Network A&b=2`.
    fn goes_on_behind(&self, blank: char) -> bool {
        if !self.query || self.kept < self.at || matches!(blank, '\n' | '\r') {
            return false;
        }
        let behind = self.at + blank.len_utf8();
        let macros = || group(self.text, self.start, behind).is_some();
        let word = self.text[behind..].split(char::is_whitespace).next().unwrap_or_default();
        let other =
            word.contains("://") && !word[..word.find("://").unwrap_or(0)].contains('=') || starts_like_url(word);
        !other && word.match_indices('&').any(|(at, _)| is_parameter(&word[at + 1..]))
            || self.text[..self.at].ends_with('=') && word.starts_with(['{', '[']) && macros()
    }

    /// True if a sentence in a language without blanks goes on behind the link: `?id=1です`. Where the letters are
    /// part of a value, something of the link follows them.
    fn is_glued_on(&self, c: char) -> bool {
        if !self.query
            || !is_letter_of_cjk(c)
            || !self.text[..self.at].ends_with(|c: char| c.is_ascii_alphanumeric() || "}])>%#".contains(c))
        {
            return false;
        }
        let behind = self.text[self.at..].trim_start_matches(is_letter_of_cjk);
        !behind.starts_with(['&', '=', '/', '%', '#', '{', '[', '+', '-', '_'])
    }
}

/// `http://` and `https://`
pub(super) fn is_web_start(text: &str) -> bool {
    text.strip_prefix("http").is_some_and(|rest| rest.strip_prefix('s').unwrap_or(rest).starts_with("://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        each_in_text(text, |range| found.push(&text[range]));
        found
    }

    /// Links as the field writes them: every dialect, macro hosts, macros with blanks and punctuation in them.
    const LINKS: &[&str] = &[
        "https://app.appsflyer.com/id1?pid=acme_int&clickid={gk_click_id}",
        "https://{domain}/x",
        "https://${DOMAIN}/x",
        "https://%HOST%/y",
        "https://<sub>.ab.com/",
        "https://a_b.ex.com/",
        "{scheme}://ab.com/x?y=1",
        "https://ab.com/?a=1&b=<id>&c=#clickid#",
        "https://ab.com/?a=[z]|w",
        "https://ab.com/?a={status: lead=reg sale=dep}&b=2",
        "https://ab.com/?a={cl?Network Name}",
        "https://ab.com/?a={a||b}&c={{ad.id}}",
        "https://ab.com/?a={{{x}}}&b=[[y]]&c=%z%&d=%%z%%&e=##z##&f=__Z__&g=${(x.y)!}",
        "https://ab.com/?a=[CLICK ID]",
        "https://ab.com/?a[]=1&filter[name]=2",
        "https://ab.com/?a=!!!x!!!",
        "https://ab.com/?a=@@x@@&b=%{x}&c=#{x.y}",
        "https://ab.com/g_(h)",
        "https://ab.com/?a=(clickid)",
        "https://ab.com/パス",
        "https://ab.com/?a=東京&b=1",
        "https://ab.com/?to=https://b.com/?c=1",
        "http://10.0.0.1:8080/postback?x=1",
        "htps://ab.com/x?a=1",
        "https:/ab.com/x?a=1",
        "https//ab.com/x?a=1",
        "hxxps://ab.com/x?a=1",
        "http(s)://ab.com/x?a=1",
        "app.appsflyer.com/id1?pid=acme_int",
        "https://ab.com/?a= {x}&b=1",
        "https://ab.com/?a=1 &b=2",
        "https://ab.com/?a=Network A&b=2",
        "https://ab.com/?a=gk_click_id}&b=2",
        "https://ab.com/x?id=...",
        "https://ab.com/?a=“{gk_click_id}”&b=2",
        "https://ab.com/x?a=1&",
    ];

    /// What prose puts around a link.
    const AROUND: &[(&str, &str)] = &[
        ("", ""),
        ("Our link is ", ". Thanks!"),
        ("see (", "), please"),
        ("see (the link ", " in the mail)"),
        ("\"", "\""),
        ("{\"url\": \"", "\", \"id\": 2}"),
        ("'", "', or"),
        ("`", "`"),
        ("“", "”"),
        ("«", "»"),
        ("„", "“ und"),
        ("<", ">"),
        ("[our link](", ") works"),
        ("[our link](", " \"title\")"),
        ("[", "](https://x.example)"),
        ("**", "**"),
        ("| ", " | x |"),
        ("请点击", "。谢谢"),
        ("リンク：", "、です"),
        ("「", "」です"),
        ("（", "）"),
        ("【", "】"),
        ("<a href=\"", "\">here</a>"),
        ("<p>", "</p>"),
        ("&lt;", "&gt;, ok"),
        ("<", "|our link>"),
        ("link:\t", ", and"),
        ("10.1.2.3 - - \"GET ", " HTTP/1.1\" 200"),
        ("x\n", "\ny"),
        ("it is ", "... or is it"),
        ("is it ", "?"),
        ("\u{1b}[32m", "\u{1b}[0m"),
    ];

    #[test]
    fn every_link_is_found_in_everything_that_prose_puts_around_it() {
        let mut failures = Vec::new();
        for link in LINKS {
            for (before, after) in AROUND {
                let text = format!("{before}{link}{after}");
                let found = links(&text);
                // A host alone is none where somebody asks a server for it, and a bar belongs to a macro or not.
                let skipped = !link.contains("//") && before.ends_with("GET ")
                    || link.contains("]|w") && before.ends_with('<')
                    || link.starts_with('{') && before.ends_with("<p>");
                if !skipped && found.first() != Some(link) {
                    failures.push(format!("{text:?}: {found:?}"));
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn several_links_stand_in_a_text() {
        let text = "first https://a.com/x, then http://b.com/y?z=(1); (https://c.com)\nand 「https://d.com/」";
        assert_eq!(links(text), ["https://a.com/x", "http://b.com/y?z=(1)", "https://c.com", "https://d.com/"]);
        let text = "https://a.com/x?a=1 https://b.com/y?b=2&c=3 c.com/z?d=4&e=5 https//d.com/x?f=6&g=7";
        assert_eq!(links(text), text.split(' ').collect::<Vec<_>>());
        assert_eq!(links("https://a.com/xhttps://b.com/y"), ["https://a.com/xhttps://b.com/y"]);
    }

    #[test]
    fn what_only_looks_like_a_link_is_none() {
        for text in [
            "",
            "   ",
            "hello there",
            "1.5/2 = 0.75",
            "what ://",
            "see example.com/terms",
            "e.g. this/that",
            "index.php?id=1",
            "and/or",
            "C:\\x",
            "src//main",
            "really? a=b",
            "GET /postback?x=1 HTTP/1.1",
            "ann@example.com?subject=x",
            "https://",
            "https:// x",
            "it was 10:/20",
            "std::fmt",
            "x ? y=1",
            "run.sh?x=1",
        ] {
            assert!(links(text).is_empty(), "{text}: {:?}", links(text));
        }
    }

    #[test]
    fn letters_that_are_glued_on_end_a_query() {
        assert_eq!(links("こちらhttps://ab.com/x?id={id}です"), ["https://ab.com/x?id={id}"]);
        assert_eq!(links("点https://ab.com/x?id=1谢谢"), ["https://ab.com/x?id=1"]);
        assert_eq!(links("https://ab.com/C言語"), ["https://ab.com/C言語"]);
    }

    #[test]
    fn what_encloses_a_link_alone_leaves_it_its_punctuation() {
        for link in ["https://a.com/x?b=1.", "https://a.com/x?b=1!", "https://a.com/x?b='c'"] {
            for (before, after) in [("<", ">"), ("[our link](", ")"), ("[our link](<", ">)")] {
                assert_eq!(links(&format!("{before}{link}{after}, or")), [link]);
            }
        }
        assert_eq!(links("(https://a.com/x.)"), ["https://a.com/x"]);
        assert_eq!(links("[1] (https://a.com/x.)"), ["https://a.com/x"]);
    }

    #[test]
    fn a_bracket_of_the_sentence_ends_a_link_and_a_lost_one_does_not() {
        assert_eq!(links("{url: https://a.com/x?b=1}"), ["https://a.com/x?b=1"]);
        assert_eq!(links("our link https://a.com/x?b=gk_click_id}"), ["https://a.com/x?b=gk_click_id}"]);
        assert_eq!(links("[1: https://a.com/x?b=1]"), ["https://a.com/x?b=1"]);
        assert_eq!(links("see https://a.com/x?b=gk_click_id]"), ["https://a.com/x?b=gk_click_id]"]);
    }

    /// Pieces that, repeated without end, would cost most where something looks ahead or back.
    #[test]
    fn text_made_to_be_slow_is_not() {
        for piece in [
            "?",
            ":",
            "//",
            "a?",
            "a:/",
            "https:/",
            "http",
            "{",
            "{{",
            "[",
            "<",
            "(",
            ")",
            "]",
            "a.com?",
            "a.com/x?a",
            "://",
            "a://",
            "https://",
            "https://a.com/?&",
            "https://a.com/?x=日",
            ".",
            "https://a ",
            "&lt;",
            "日",
            "[https://a",
            "{a://",
            " &",
            "https://a?b= ",
        ] {
            for start in ["", "https://a.com/?a=", "[https://a.com/?a="] {
                let text = format!("{start}{}", piece.repeat((1 << 16) / piece.len()));
                let mut end = 0;
                each_in_text(&text, |found| {
                    assert!(found.start >= end && found.end > found.start);
                    end = found.end;
                });
            }
        }
    }

    proptest! {
        #[test]
        fn places_are_ordered_and_on_character_boundaries(
            text in "(https?://|[a-z]{1,4}\\.com|[{}\\[\\]<>()|&?=#%!'\"*_ .,;:/\\\\a-c\n\r\t]|[日です。、」\u{200b}\u{1b}é🎉]){0,40}"
        ) {
            let mut end = 0;
            each_in_text(&text, |found| {
                assert!(found.start >= end && text.get(found.clone()).is_some_and(|link| !link.is_empty()));
                end = found.end;
            });
        }

        #[test]
        fn any_text_is_searched(text in "\\PC*") {
            each_in_text(&text, |found| assert!(text.get(found).is_some()));
        }
    }
}
