//! Links that a mail program has wrapped over several lines, put together again where that is sure.

use super::bounds::{is_unseen, stops};
use super::detect::{Format, each_link, starts_like_url};
use super::encoding::Encoding;
use super::prose::link_end;
use crate::span::Map;
use std::borrow::Cow;
use std::ops::Range;

/// Columns at which mail programs wrap, quote marks included.
const WRAPS: std::ops::RangeInclusive<usize> = 60..=90;
/// The longest line that quoted-printable allows, and the shortest that is worth a soft break.
const SOFT_BREAKS: std::ops::RangeInclusive<usize> = 20..=76;
/// A link that goes over more lines is not put together.
const MOST_LINES: usize = 256;
/// Nor is one whose first line is longer, in bytes: no mail program has made that.
const LONGEST: usize = 1 << 16;

/// A link in a text, and what mail programs have put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// From its first byte to its last.
    pub range: Range<usize>,
    /// What is not the link's own, in order: line ends with the quote marks behind them, which stand for nothing, and
    /// the `=3D` of quoted-printable, which stand for `=`.
    pub foreign: Vec<(Range<usize>, &'static str)>,
    /// How many lines it stands on.
    pub lines: usize,
}

impl Passage {
    /// The link as it was before it was wrapped.
    #[must_use]
    pub fn link<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.foreign.is_empty() {
            return Cow::Borrowed(&text[self.range.clone()]);
        }
        let (mut link, mut at) = (String::with_capacity(self.range.len()), self.range.start);
        for (range, own) in &self.foreign {
            link.push_str(&text[at..range.start]);
            link.push_str(own);
            at = range.end;
        }
        link.push_str(&text[at..self.range.end]);
        Cow::Owned(link)
    }

    /// From [`Passage::link`] to the bytes of the text; `None` where they are the same.
    #[must_use]
    pub fn map(&self) -> Option<Map> {
        if self.foreign.is_empty() {
            return None;
        }
        let printable = self.foreign.iter().any(|(_, own)| !own.is_empty());
        let mut map = Map::builder(if printable { Encoding::QuotedPrintable } else { Encoding::None });
        let mut at = self.range.start;
        for (range, own) in &self.foreign {
            map.exact(range.start - at);
            map.unit(own.len(), range.len());
            at = range.end;
        }
        map.exact(self.range.end - at);
        Some(map.finish())
    }
}

/// Calls `see` with every link in a text of several lines. Each line is read as [`each_link`] reads it; a link that
/// reaches the end of its line is put together with the next one where a mail program has surely parted them: by a
/// soft break of quoted-printable, within `<` and `>`, in the middle of a macro, or at the width of a mail where what
/// follows can only be the rest of a link.
pub fn each_passage(text: &str, format: Format, mut see: impl FnMut(Passage)) {
    // Nothing before it is to be read again.
    let mut from = 0;
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        let mut last = None;
        let start = at.max(from);
        if start < line.end {
            each_link(&text[start..line.end], format, |found| {
                let found = start + found.start..start + found.end;
                if let Some(before) = last.replace(found) {
                    see(Passage { range: before, foreign: Vec::new(), lines: 1 });
                }
            });
        }
        if let Some(found) = last {
            let passage = put_together(text, found, &line, format);
            from = passage.range.end;
            see(passage);
        }
        at = next_line(text, line.end);
        // Lines that went into a link are not read again, but for what stands behind it.
        while from > at && next_line(text, line_at(text, at).end) <= from {
            at = next_line(text, line_at(text, at).end);
        }
    }
}

/// The line that begins at `at`, without its line end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
    at..if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// The start of the line behind the one that ends at `end`.
fn next_line(text: &str, end: usize) -> usize {
    let rest = &text.as_bytes()[end..];
    end + match rest {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    }
}

/// Quote marks of a mail, `> > `, and blanks at the start of a line: their length, and how many marks there are.
fn quote(line: &str) -> (usize, usize) {
    let length = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
    (length, line[..length].matches('>').count())
}

/// A link that is being put together.
struct Growing<'t> {
    text: &'t str,
    passage: Passage,
    /// The link so far.
    link: String,
    /// It stands between `<` and `>`.
    angled: bool,
}

/// Puts a link together with the lines behind it.
fn put_together(text: &str, found: Range<usize>, line: &Range<usize>, format: Format) -> Passage {
    let whole = Passage { range: found.clone(), foreign: Vec::new(), lines: 1 };
    let rest = &text[found.end..line.end];
    let open_end =
        rest.chars().all(|c| matches!(c, '.' | ',' | ';' | '?' | ':' | '!' | '\'' | ' ' | '\t') || is_unseen(c));
    if format == Format::Urls || found.len() > LONGEST || !open_end || line.end == text.len() {
        return whole;
    }
    let end = line.start + text[line.clone()].trim_end().len();
    let mut growing = Growing {
        text,
        link: text[found.start..end].to_owned(),
        passage: Passage { range: found.start..end, ..whole.clone() },
        angled: text[..found.start].ends_with('<'),
    };
    let mut line = line.clone();
    while growing.passage.lines < MOST_LINES {
        match growing.add(&line) {
            Some(next) => line = next,
            None => break,
        }
    }
    if growing.passage.lines == 1 { whole } else { growing.finish(found.start) }
}

impl Growing<'_> {
    /// Adds the word with which the line behind `line` begins, if it is surely the rest of the link. Returns that line
    /// if the link may go on behind it.
    fn add(&mut self, line: &Range<usize>) -> Option<Range<usize>> {
        let next = line_at(self.text, next_line(self.text, line.end));
        let (above, below) = (&self.text[line.clone()], &self.text[next.clone()]);
        let (skipped, depth) = quote(below);
        let word = &below[skipped..];
        let word = &word[..word.find(|c: char| c.is_whitespace() || stops(c)).unwrap_or(word.len())];
        if word.is_empty() || depth != quote(above).1 {
            return None;
        }
        let after = below[skipped + word.len()..].trim_end();
        let fit = Fit { link: &self.link, word, alone: after.is_empty(), columns: above.trim_end().chars().count() };
        let soft = fit.is_soft_break();
        let sure = soft || fit.is_wrapped() || self.angled && self.closes(next.start, fit.columns);
        if !sure {
            return None;
        }
        let own = self.link.len() - usize::from(soft);
        self.link.truncate(own);
        let cut = self.passage.range.end - usize::from(soft);
        self.passage.foreign.push((cut..next.start + skipped, ""));
        self.link.push_str(word);
        self.passage.range.end = next.start + skipped + word.len();
        self.passage.lines += 1;
        (after.is_empty() && next.end < self.text.len()).then_some(next)
    }

    /// True if lines of one word each lead to the `>` that closes the link.
    fn closes(&self, next: usize, columns: usize) -> bool {
        let rest = &self.text[next..];
        let words = rest.split('\n').take(MOST_LINES).map(|line| line[quote(line).0..].trim_end());
        columns >= *WRAPS.start() && !self.link.contains('>') && {
            let mut words =
                words.take_while(|w| !w.is_empty() && !w.contains(char::is_whitespace) && !w.contains("://"));
            words.find_map(|w| w.find('>').map(|at| !w[at + 1..].contains(char::is_alphanumeric))).unwrap_or(false)
        }
    }

    /// Takes off what belongs to the sentence, and undoes quoted-printable.
    fn finish(mut self, start: usize) -> Passage {
        let opener = self.text[..start].chars().next_back().filter(|c| !c.is_whitespace());
        let before = opener.map(String::from).unwrap_or_default();
        let text = format!("{before}{}", self.link);
        let kept = link_end(&text, 0, before.len()) - before.len();
        // Between the last line end and the end of the link nothing is foreign.
        let last = self.passage.foreign.last().map_or(start, |(range, _)| range.end);
        let cut = (self.link.len() - kept).min(self.passage.range.end - last);
        self.passage.range.end -= cut;
        if self.link.contains("=3D") && self.passage.foreign.iter().any(|(r, _)| self.text[r.clone()].starts_with('='))
        {
            self.unprint();
        }
        self.passage
    }

    /// Notes every `=3D`.
    fn unprint(&mut self) {
        let breaks = std::mem::take(&mut self.passage.foreign);
        let mut at = self.passage.range.start;
        let end = self.passage.range.end;
        for (range, own) in breaks.into_iter().chain(std::iter::once((end..end, ""))) {
            let piece = &self.text[at..range.start];
            self.passage.foreign.extend(piece.match_indices("=3D").map(|(i, _)| (at + i..at + i + 3, "=")));
            at = range.end;
            if !range.is_empty() {
                self.passage.foreign.push((range, own));
            }
        }
    }
}

/// Whether a word is the rest of a link that ends on the line above.
struct Fit<'f> {
    link: &'f str,
    word: &'f str,
    /// Nothing else stands on its line.
    alone: bool,
    /// Width of the line above.
    columns: usize,
}

impl Fit<'_> {
    /// A `=` that quoted-printable has put at the end of the line above.
    fn is_soft_break(&self) -> bool {
        let Some(link) = self.link.strip_suffix('=') else { return false };
        let printed = link.contains("=3D") || self.word.contains("=3D");
        if printed {
            return SOFT_BREAKS.contains(&self.columns) && self.is_of_a_url();
        }
        // Without the `=` the word begins with the rest of a name: `clicki=` and `d={x}`.
        let name = self.word.split(['&', '{', '[']).next().unwrap_or_default();
        WRAPS.contains(&self.columns) && self.alone && self.is_of_a_url() && name.find('=').is_some_and(|at| at > 0)
    }

    /// A plain line end within a link.
    fn is_wrapped(&self) -> bool {
        if self.columns < *WRAPS.start() || !self.is_of_a_url() {
            return false;
        }
        if self.is_inside_a_macro() {
            return true;
        }
        if !self.alone || !WRAPS.contains(&self.columns) {
            return false;
        }
        let (link, word) = (self.link, self.word);
        let head = word.split('&').next().unwrap_or_default();
        let name = |text: &str| text.find('=').is_some_and(|at| text[..at].bytes().all(is_name_byte));
        let more = word.split('&').skip(1).any(name);
        let Some(query) = link.find('?') else { return word.contains('?') && word.contains('=') };
        let tail = &link[link[query..].rfind(['?', '&']).map_or(query, |at| query + at) + 1..];
        if let Some(first) = word.strip_prefix('&') {
            return !link.ends_with('&') && first.contains('=');
        }
        match tail.find('=') {
            // A name in the middle, or at its beginning.
            None => name(head),
            _ if name(head) => false,
            // A value, of which something that is no mere word has to follow.
            Some(at) if at + 1 == tail.len() => more || head.contains(|c: char| !c.is_alphabetic()),
            Some(_) => more || link.ends_with(['_', '%']) || head.starts_with(['_', '%']),
        }
    }

    /// A macro that was opened above is closed below.
    fn is_inside_a_macro(&self) -> bool {
        [('{', '}'), ('[', ']')].into_iter().any(|(open, close)| {
            let opened = self.link.rfind(open).filter(|at| !self.link[*at..].contains(close));
            let inner = self.word.find(close).filter(|at| self.word[..*at].bytes().all(is_name_byte));
            let inner = inner.map(|at| &self.word[..at]);
            opened.zip(inner).is_some_and(|(at, inner)| {
                let begun = self.link[at..].trim_start_matches(open);
                begun.bytes().all(is_name_byte) && !(begun.is_empty() && inner.is_empty())
            })
        })
    }

    /// The word could stand in a URL, and begins none.
    fn is_of_a_url(&self) -> bool {
        let new = self.word.find("://").is_some_and(|at| !self.word[..at].contains('='));
        self.word.bytes().all(|b| b.is_ascii_graphic()) && !new && !starts_like_url(self.word)
    }
}

const fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')
}

/// Where lines begin at the end of `bytes` that have to be read together with what is still to come: from the last
/// line on that may hold a link, if only single words follow it. The length of `bytes` where nothing has to wait.
#[must_use]
pub fn open_end(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    for _ in 0..MOST_LINES {
        let line = bytes[..end].strip_suffix(b"\n").unwrap_or(&bytes[..end]);
        let start = memchr::memrchr(b'\n', line).map_or(0, |at| at + 1);
        let marks = line[start..].iter().take_while(|b| matches!(b, b'>' | b' ' | b'\t')).count();
        let line = line[start + marks..].trim_ascii();
        if line.is_empty() {
            return bytes.len();
        }
        if memchr::memchr3(b':', b'/', b'?', line).is_some() {
            // A line of a link's own may hold these too: then the link begins further up.
            let single = !line.iter().any(u8::is_ascii_whitespace) && memchr::memmem::find(line, b"://").is_none();
            if !single || start == 0 {
                return start;
            }
        } else if start == 0 || line.iter().any(u8::is_ascii_whitespace) {
            return bytes.len();
        }
        end = start;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Edit, Span};

    fn links(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_passage(text, Format::Text, |p| found.push(p.link(text).into_owned()));
        found
    }

    const LONG: &str = "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid={pub_member_id}\
        &af_sub1={offer_id}&af_click_lookback=7d&clickid={gk_click_id}";

    /// The link cut into lines of `width`, the first of which begins with `start`.
    fn wrapped(start: &str, width: usize, between: &str) -> String {
        let (mut out, mut column) = (start.to_owned(), start.len());
        for c in LONG.chars() {
            if column == width {
                out.push_str(between);
                column = between.len() - between.find('\n').unwrap_or(0) - 1;
            }
            out.push(c);
            column += 1;
        }
        out
    }

    #[test]
    fn a_link_is_put_together_wherever_a_mail_program_has_surely_cut_it() {
        for width in 60..=90 {
            for (start, between, end) in [
                ("", "\n", ""),
                ("Our link: ", "\n", ".\n\nBye"),
                ("> ", "\r\n> ", "\r\n> Thanks"),
                (">> link: ", "\n>> ", "\n>\n> Thanks"),
            ] {
                let text = format!("Hello,\n{}{end}", wrapped(start, width, between));
                let found = links(&text);
                // Where a value was cut in the middle of a word, nothing proves that what follows is its rest.
                let cut = found[0].len();
                let proved = found[0] == LONG;
                let unsure = LONG.starts_with(&found[0]) && LONG[..cut].rfind('=') > LONG[..cut].rfind('&');
                assert!(proved || unsure, "{width}: {text}\n{found:?}");
                if !proved {
                    let rest = &LONG[cut..];
                    assert!(!rest.contains('&'), "{width}: {text}\n{found:?}");
                }
            }
        }
    }

    #[test]
    fn angle_brackets_hold_a_link_together() {
        let text = format!("Our link\n{}> and more", wrapped("<", 76, "\n"));
        assert_eq!(links(&text), [LONG]);
        let text = "<https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=a\nbc>";
        assert_eq!(links(text), ["https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=abc"]);
    }

    #[test]
    fn quoted_printable_is_undone() {
        let printed = LONG.replace('=', "=3D");
        let mut text = String::from("Link: ");
        let mut column = text.len();
        for c in printed.chars() {
            if column >= 75 {
                text.push_str("=\r\n");
                column = 0;
            }
            text.push(c);
            column += 1;
        }
        text.push_str(". Thanks\r\n");
        assert_eq!(links(&text), [LONG]);
        assert_eq!(
            links("https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer&clicki=\nd={gk_click_id}"),
            ["https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer&clickid={gk_click_id}"]
        );
    }

    #[test]
    fn what_is_not_sure_stays_apart() {
        for text in [
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\nThanks",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\nclickid={gk_click_id}",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\nhttps://b.com/x?y=1",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\n> &clickid={x}",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\n\n&clickid={x}",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=\nAnn",
            "https://app.appsflyer.com/id1?pid=acme_int\n&clickid={x}",
            "https://app.appsflyer.com/id1234567890?pid=acme_int&c=summer_sale&af_siteid=118\n&clickid={x} is missing",
            "https://app.appsflyer.com/id1234567890/acme_int/summer_sale/af_siteid/118\n2026-11-21",
        ] {
            let first = text.lines().next().unwrap_or_default();
            assert_eq!(links(text)[0], first, "{text}");
        }
    }

    #[test]
    fn every_byte_of_a_wrapped_link_is_known_in_the_text() {
        let text = format!("x\n{}\nBye", wrapped("> see ", 76, "\r\n> "));
        each_passage(&text, Format::Text, |passage| {
            assert_eq!((passage.link(&text).as_ref(), passage.lines), (LONG, 3));
            let (link, map) = (passage.link(&text), passage.map().unwrap_or_else(|| Map::identity(0)));
            for (at, c) in link.char_indices() {
                let out = map.span_out(Span::new(at, at + c.len_utf8())).range();
                assert_eq!(text[passage.range.clone()][out].chars().collect::<Vec<_>>(), [c]);
            }
            let edit = map.edit_out(&Edit::replace(Span::new(0, 5), "http")).map(|e| e.span);
            assert_eq!(edit, Some(Span::new(0, 5)));
        });
    }

    #[test]
    fn an_edit_of_a_printed_link_is_printed() {
        let text = "https://app.appsflyer.com/id1234567890?pid=3Dacme_int&c=3Dsummer&clicki=\nd=3D{x}";
        each_passage(text, Format::Text, |passage| {
            let link = passage.link(text);
            assert!(link.ends_with("&clickid={x}"), "{link}");
            let at = link.find("pid=").unwrap_or(0);
            let edit = passage.map().and_then(|m| m.edit_out(&Edit::replace(Span::new(at, at + 4), "b=c")));
            let edit = edit.map(|e| (e.span.of(text).to_owned(), e.text.into_owned()));
            assert_eq!(edit, Some(("pid=3D".to_owned(), "b=3Dc".to_owned())));
        });
    }

    #[test]
    fn a_line_break_may_come_later() {
        let link = "https://a.com/x?b=1";
        for (text, waits) in [
            (format!("hello\n{link}\n"), 6),
            (format!("hello\n> {link}\n> abc\n> d{{e}}\n"), 6),
            (format!("{link}\n\n"), link.len() + 2),
            (format!("{link}\nand so on\n"), link.len() + 11),
            ("\n".to_owned(), 1),
            (String::new(), 0),
        ] {
            assert_eq!(open_end(text.as_bytes()), waits, "{text}");
        }
    }

    #[test]
    fn several_links_stand_on_a_line_with_a_wrapped_one() {
        let text = format!("a https://a.com/x b {} c https://c.com\nhttps://d.com", wrapped("", 80, "\n"));
        assert_eq!(links(&text), ["https://a.com/x", LONG, "https://c.com", "https://d.com"]);
        let text = format!("{} c https://c.com\nhttps://d.com", wrapped("", 80, "\n"));
        assert_eq!(links(&text), [LONG, "https://c.com", "https://d.com"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_read_twice_or_cut_in_a_character(
            text in "(https?://a.com/\\?[a-z]{40,60}|[a-z{}&=]{0,20}|=3D|[>\\[\\]<&?=#%'\"_ .é日]|=?\r?\n(> )?){0,30}"
        ) {
            let mut end = 0;
            each_passage(&text, Format::Text, |passage| {
                assert!(passage.range.start >= end, "{passage:?}");
                end = passage.range.end;
                let link = passage.link(&text);
                assert_eq!(passage.map().map_or(link.len(), |m| m.inner_len()), link.len());
            });
        }
    }
}
