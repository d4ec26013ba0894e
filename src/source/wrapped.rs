//! Links that are parted over several lines, put together again where that is sure.

use super::bounds::{is_unseen, stops};
use super::code::{NonLink, each_in_code, holds_escaped_link};
use super::command::called;
use super::detect::each_link;
use super::encoded::{encoded, is_encoded_link};
use super::encoding::Encoding;
use super::fence::Fence;
use super::fit::{Fit, fit};
use super::format::InputFormat;
use super::markdown::{is_mere_host, marked_up};
use super::passage::{End, Foreign, Passage};
use super::prose::link_end;

use std::ops::Range;

/// A link that goes over more lines is not put together.
const MOST_LINES: usize = 256;
/// Nor is one whose first line is longer, in bytes: no mail program has made that.
const LONGEST: usize = 1 << 16;

/// Calls `see` with every link in a text of several lines, in order. How the links on one line are found depends on the
/// kind of text. A link that reaches the end of its line is put together with the next one where that is sure; where
/// it is not, its end says so.
pub fn each_passage(text: &str, format: InputFormat, mut see: impl FnMut(Passage)) {
    let mut reader = Reader { text, format, in_guide: format == InputFormat::Markdown, from: 0 };
    let (mut at, mut fence) = (0, None);
    while at < text.len() {
        let line = line_at(text, at);
        if format == InputFormat::Markdown {
            fence = reader.fenced(&line, fence);
        }
        reader.line(&line, &mut see);
        at = next_line(text, line.end);
        // Lines that went into a link are not read again, but for what stands behind it.
        while reader.from > at && next_line(text, line_at(text, at).end) <= reader.from {
            at = next_line(text, line_at(text, at).end);
        }
    }
}

/// True for a text that is a command, a request or a string of a program, and not a link with something around it.
#[must_use]
pub fn holds_more_than_a_link(text: &str) -> bool {
    let line = line_at(text, 0);
    is_encoded_link(text) || called(text, &line).is_some() || holds_escaped_link(&text[line])
}

/// Reads a text line by line.
struct Reader<'t> {
    text: &'t str,
    format: InputFormat,
    in_guide: bool,
    /// Nothing before it is to be read again.
    from: usize,
}

impl Reader<'_> {
    /// Reads the lines between two fences of Markdown as code. `fence` is the one that is open.
    fn fenced(&mut self, line: &Range<usize>, fence: Option<Fence>) -> Option<Fence> {
        let inner = &self.text[line.clone()];
        let fence = match fence {
            Some(open) if open.is_closed_by(inner) => None,
            Some(open) => Some(open),
            None => Fence::opened(inner, &self.text[next_line(self.text, line.end)..]),
        };
        self.format = fence.as_ref().map_or(InputFormat::Markdown, |fence| fence.format);
        fence
    }

    fn line(&mut self, line: &Range<usize>, see: &mut dyn FnMut(Passage)) {
        if self.format == InputFormat::Markdown {
            let text = self.text;
            return self.links(line, &mut |passage| {
                if passage.lines > 1 || !is_mere_host(&text[passage.range.clone()]) {
                    see(Passage { in_guide: true, ..marked_up(text, line, passage) });
                }
            });
        }
        let (in_guide, text) = (self.in_guide, self.text);
        self.links(line, &mut |passage| {
            if !in_guide || passage.lines > 1 || !is_mere_host(&text[passage.range.clone()]) {
                see(Passage { in_guide, ..passage });
            }
        });
    }

    fn links(&mut self, line: &Range<usize>, see: &mut dyn FnMut(Passage)) {
        let start = line.start.max(self.from);
        if start >= line.end {
            return;
        }
        let rest = &self.text[start..line.end];
        if start == line.start
            && !matches!(self.format, InputFormat::Urls | InputFormat::Log | InputFormat::Data)
            && let Some(called) = called(self.text, line)
        {
            self.from = called.end;
            return called.links.into_iter().for_each(see);
        }
        if self.format != InputFormat::Urls
            && !rest.contains("://")
            && let Some(passage) = encoded(self.text, &(start..line.end))
        {
            self.from = passage.range.end;
            return see(passage);
        }
        let around = match self.format {
            InputFormat::Code => Some(NonLink::Program),
            InputFormat::Log | InputFormat::Data => Some(NonLink::Output),
            InputFormat::Urls => None,
            _ => holds_escaped_link(rest).then_some(NonLink::Output),
        };
        if let Some(around) = around {
            let is_own = matches!(self.format, InputFormat::Code | InputFormat::Data);
            return each_in_code(self.text, &(start..line.end), around, &mut |mut passage| {
                passage.in_code &= is_own;
                self.from = passage.range.end;
                see(passage);
            });
        }
        let mut last = self.headless(line).filter(|found| found.start >= start);
        let start = last.as_ref().map_or(start, |found| found.end);
        each_link(&self.text[start..line.end], self.format, |found| {
            let found = start + found.start..start + found.end;
            if let Some(before) = last.replace(found) {
                see(self.ended(Passage::plain(before), line));
            }
        });
        if let Some(found) = last {
            let passage = self.put_together(found, line);
            self.from = passage.range.end;
            see(passage);
        }
    }

    /// What a line begins with, where the line above ends in `https:` and this one goes on with `//`.
    fn headless(&self, line: &Range<usize>) -> Option<Range<usize>> {
        if self.format == InputFormat::Urls {
            return None;
        }
        let start = line.start + quote(&self.text[line.clone()]).0;
        let rest = self.text[start..line.end].strip_prefix([':', '/'])?;
        let end = rest.find(|c: char| c.is_whitespace() || stops(c) || c == '>').unwrap_or(rest.len());
        let found = start..start + 1 + end;
        self.begun_above(&found).map(|_| found)
    }

    /// Notes that a link was cut off by whoever showed it.
    fn ended(&self, mut passage: Passage, line: &Range<usize>) -> Passage {
        let link = &self.text[passage.range.clone()];
        let behind = &self.text[passage.range.end..line.end.max(passage.range.end)];
        let dots = ["...", "…", "[...]", "[…]"].into_iter().find_map(|dots| link.strip_suffix(dots));
        if dots.is_some_and(|whole| !whole.ends_with(['=', '/'])) {
            passage.end = End::Cut;
        } else if let Some(dots) = ["…", "..."].into_iter().find(|dots| behind.starts_with(dots)) {
            // Behind a whole macro, or a mere page, three full stops may be the sentence's.
            if dots == "…" && link.contains('?') || link.contains('?') && !link.ends_with(['}', ']']) {
                passage.range.end += dots.len();
                passage.end = End::Cut;
            }
        }
        passage
    }

    /// Puts a link together with the lines behind it.
    fn put_together(&self, found: Range<usize>, line: &Range<usize>) -> Passage {
        let whole = self.ended(Passage::plain(found.clone()), line);
        let rest = &self.text[whole.range.end..line.end];
        let reaches =
            rest.chars().all(|c| matches!(c, '.' | ',' | ';' | '?' | ':' | '!' | '\'' | ' ' | '\t') || is_unseen(c));
        let fixes = !matches!(self.format, InputFormat::Urls | InputFormat::Records) && whole.end == End::Whole;
        let first = if fixes { self.begun_above(&found) } else { None };
        if !fixes || found.len() > LONGEST || first.is_none() && (!reaches || line.end == self.text.len()) {
            return whole;
        }
        let end = if reaches { line.start + self.text[line.clone()].trim_end().len() } else { found.end };
        let angled = self.text[..found.start].ends_with('<');
        let listed = is_named(&self.text[line.start..found.start]);
        // Of a list of links each is looked at, and none is put together.
        let goes_on = || {
            if Next::is_a_link(self.text, line) {
                return None;
            }
            let next = Next::of(self.text, line)?;
            (next.fit(&self.text[found.start..end], listed) != Fit::No).then_some(())
        };
        if first.is_none() && !angled && goes_on().is_none() {
            return whole;
        }
        let mut growing = Growing {
            text: self.text,
            link: self.text[found.start..end].to_owned(),
            passage: Passage { range: found.start..end, ..whole.clone() },
            angled,
            listed,
            printed: false,
        };
        if let Some(above) = first {
            growing.link.insert_str(0, &self.text[above.clone()]);
            growing.passage.foreign.push(Foreign { range: above.end..found.start, own: "".into(), is_break: true });
            growing.passage.range.start = above.start;
            growing.passage.lines += 1;
        }
        let mut line = line.clone();
        while reaches && growing.passage.lines < MOST_LINES {
            match growing.add(&line) {
                Some(next) => line = next,
                None => break,
            }
        }
        let end = growing.passage.end;
        if growing.passage.lines == 1 { Passage { end, ..whole } } else { growing.finish() }
    }

    /// The beginning of the scheme, where the line above ends in it: `htt`, and `ps://` below.
    fn begun_above(&self, found: &Range<usize>) -> Option<Range<usize>> {
        let start = self.text[..found.start].rfind('\n')? + 1;
        let (marks, depth) = quote(&self.text[start..found.start]);
        let above = self.text[..start - 1].trim_end();
        let word = above.rfind(|c: char| !c.is_ascii_alphanumeric() && !":/".contains(c)).map_or(0, |at| at + 1);
        // The byte behind may be within the character that was found.
        let word = above.ceil_char_boundary(word);
        let line = above.rfind('\n').map_or(0, |at| at + 1);
        if start + marks != found.start
            || word < self.from.max(line)
            || word == above.len()
            || quote(&above[line..]).1 != depth
        {
            return None;
        }
        let link = format!("{}{}", &above[word..], &self.text[found.clone()]).to_ascii_lowercase();
        let is_link = |scheme: &str| link.starts_with(scheme) && above.len() - word < scheme.len() + 1;
        (is_link("https://") || is_link("http://")).then_some(word..above.len())
    }
}

/// True if a name stands before a link on its line, as in a file of settings: `URL=https://...`
fn is_named(before: &str) -> bool {
    before.trim_end_matches(['"', '\'', ' ']).ends_with('=')
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
    /// A name stands before it, so the next line may be a setting of its own.
    listed: bool,
    /// A soft break of quoted-printable was met.
    printed: bool,
}

/// What a line begins with that follows a link.
struct Next<'t> {
    line: Range<usize>,
    /// Its first word.
    word: Range<usize>,
    text: &'t str,
    /// Nothing else stands on the line.
    alone: bool,
    /// The width of the line above.
    columns: usize,
}

impl<'t> Next<'t> {
    /// The line behind `line`, if it is of the same mail and not empty.
    fn of(text: &'t str, line: &Range<usize>) -> Option<Self> {
        let next = line_at(text, next_line(text, line.end));
        let (above, below) = (&text[line.clone()], &text[next.clone()]);
        let (skipped, depth) = quote(below);
        let word = &below[skipped..];
        let word = &word[..word.find(|c: char| c.is_whitespace() || stops(c)).unwrap_or(word.len())];
        if word.is_empty() || depth != quote(above).1 {
            return None;
        }
        let alone = below[skipped + word.len()..].trim_end().is_empty();
        let columns = above.trim_end().chars().count();
        let start = next.start + skipped;
        Some(Self { word: start..start + word.len(), line: next, text, alone, columns })
    }

    /// True if the line behind `line` begins with a link of its own: a list of links is the usual text, and nothing in
    /// one is the rest of the link above.
    fn is_a_link(text: &str, line: &Range<usize>) -> bool {
        let rest = &text[next_line(text, line.end)..];
        let rest = rest.trim_start_matches(['>', ' ', '\t']);
        rest.starts_with("https://") || rest.starts_with("http://")
    }

    fn fit(&self, link: &str, listed: bool) -> Fit {
        fit(link, &self.text[self.word.clone()], self.alone, self.columns, listed)
    }
}

impl Growing<'_> {
    /// Adds the word with which the line behind `line` begins, if it is surely the rest of the link. Returns that line
    /// if the link may go on behind it.
    fn add(&mut self, line: &Range<usize>) -> Option<Range<usize>> {
        let next = Next::of(self.text, line)?;
        let fit = next.fit(&self.link, self.listed);
        let Next { line: next, word: found, alone, .. } = next;
        let word = &self.text[found.clone()];
        let soft = fit == Fit::Soft;
        if !(matches!(fit, Fit::Soft | Fit::Sure) || self.angled && self.closes(next.start)) {
            if fit == Fit::Unsure {
                self.passage.end = End::Broken;
            }
            return None;
        }
        let own = self.link.len() - usize::from(soft);
        self.link.truncate(own);
        self.printed |= soft;
        let cut = self.passage.range.end - usize::from(soft);
        let range = cut..found.start;
        self.passage.foreign.push(Foreign { range, own: "".into(), is_break: !soft });
        self.link.push_str(word);
        self.passage.range.end = found.end;
        self.passage.lines += 1;
        (alone && next.end < self.text.len()).then_some(next)
    }

    /// True if lines of one word each lead to the `>` that closes the link.
    fn closes(&self, next: usize) -> bool {
        let rest = &self.text[next..];
        let lines = rest.split('\n').take(MOST_LINES).map(|line| line[quote(line).0..].trim_end());
        for line in lines.take_while(|_| !self.link.contains('>')) {
            let (word, closed) = line.split_once('>').map_or((line, false), |(word, _)| (word, true));
            let whole = !word.is_empty() && !word.contains(char::is_whitespace) && !word.contains("://");
            if closed || !whole {
                return closed && whole;
            }
        }
        false
    }

    /// Takes off what belongs to the sentence, and undoes quoted-printable.
    fn finish(mut self) -> Passage {
        let start = self.passage.range.start;
        let opener = self.text[..start].chars().next_back().filter(|c| !c.is_whitespace());
        let before = opener.map(String::from).unwrap_or_default();
        let text = format!("{before}{}", self.link);
        let kept = link_end(&text, 0, before.len()) - before.len();
        // Between the last line end and the end of the link nothing is foreign.
        let last = self.passage.foreign.last().map_or(start, |f| f.range.end);
        let cut = (self.link.len() - kept).min(self.passage.range.end - last);
        self.passage.range.end -= cut;
        if self.printed && self.link.contains("=3D") {
            self.unprint();
        }
        self.passage
    }

    /// Notes every `=3D`.
    fn unprint(&mut self) {
        self.passage.encoding = Some(Encoding::QuotedPrintable);
        let breaks = std::mem::take(&mut self.passage.foreign);
        let mut at = self.passage.range.start;
        let end = self.passage.range.end;
        let last = Foreign { range: end..end, own: "".into(), is_break: false };
        for found in breaks.into_iter().chain([last]) {
            let piece = &self.text[at..found.range.start];
            let printed = piece.match_indices("=3D").map(|(i, _)| at + i..at + i + 3);
            self.passage.foreign.extend(printed.map(|range| Foreign { range, own: "=".into(), is_break: false }));
            at = found.range.end;
            if !found.range.is_empty() {
                self.passage.foreign.push(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Edit, Map, Span};

    fn links(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_passage(text, InputFormat::Text, |p| found.push(p.link(text).into_owned()));
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
        each_passage(&text, InputFormat::Text, |passage| {
            assert_eq!((passage.link(&text).as_ref(), passage.lines), (LONG, 3));
            let (link, map) = (passage.as_broken(&text), passage.map().unwrap_or_else(|| Map::identity(0)));
            assert_eq!(passage.joined().outer_len(), link.len());
            for (at, c) in link.char_indices() {
                let out = map.span_out(Span::new(at, at + c.len_utf8())).range();
                let written = &text[passage.range.clone()][out];
                assert!(written == c.to_string() || c == '\n' && written == "\r\n> ", "{written}");
            }
            let edit = map.edit_out(&Edit::replace(Span::new(0, 5), "http")).map(|e| e.span);
            assert_eq!(edit, Some(Span::new(0, 5)));
        });
    }

    #[test]
    fn an_edit_of_a_printed_link_is_printed() {
        let text = "https://app.appsflyer.com/id1234567890?pid=3Dacme_int&c=3Dsummer&clicki=\nd=3D{x}";
        each_passage(text, InputFormat::Text, |passage| {
            let link = passage.link(text);
            assert!(link.ends_with("&clickid={x}"), "{link}");
            let at = link.find("pid=").unwrap_or(0);
            let edit = passage.map().and_then(|m| m.edit_out(&Edit::replace(Span::new(at, at + 4), "b=c")));
            let edit = edit.map(|e| (e.span.of(text).to_owned(), e.text.into_owned()));
            assert_eq!(edit, Some(("pid=3D".to_owned(), "b=3Dc".to_owned())));
        });
    }

    #[test]
    fn markdown_is_undone_but_not_in_code() {
        let mut found = Vec::new();
        let text = "[x](https://a.com/x?b=1&amp;c={d\\_e}) and `https://a.com/x?b=1&amp;c=2`\n\
            | a |\n|https://a.com/x?b={c}|https://a.com/x?b=1)| x |\n\
            ```js\nf(\"https:\\/\\/a.com/x?b=\" + c, `https://a.com/?x=${y}`)\n```\n\
            ~~~\nhttps://a.com/x?b=1&amp;c=2\n~~~\n";
        each_passage(text, InputFormat::Markdown, |p| found.push((p.link(text).into_owned(), p.end)));
        let whole = |link: &str| (link.to_owned(), End::Whole);
        let open = |link: &str| (link.to_owned(), End::Open);
        let wanted = [
            whole("https://a.com/x?b=1&c={d_e}"),
            whole("https://a.com/x?b=1&amp;c=2"),
            whole("https://a.com/x?b={c}"),
            whole("https://a.com/x?b=1"),
            open("https://a.com/x?b="),
            open("https://a.com/?x=${y}"),
            whole("https://a.com/x?b=1&amp;c=2"),
        ];
        assert_eq!(found, wanted);
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
            each_passage(&text, InputFormat::Text, |passage| {
                assert!(passage.range.start >= end, "{passage:?}");
                end = passage.range.end;
                let link = passage.as_broken(&text);
                assert_eq!(passage.joined().inner_len(), passage.link(&text).len());
                assert_eq!(passage.map().map_or(link.len(), |m| m.inner_len()), link.len());
            });
        }
    }
}
