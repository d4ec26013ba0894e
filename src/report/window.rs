//! The line that is drawn: cropped to a readable window round the fault, every character of it with columns of its own.

use super::columns::{columns, spelt_columns, visible};
use super::hidden::{push, spell_out};
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Between the middle of a marker and the first letter of its label: `┬` over `╰── `.
const LABEL_INDENT: usize = 4;

/// What a line is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Columns of a line.
    pub room: usize,
    /// Only ASCII can be shown: every other character is spelt out.
    pub ascii: bool,
}

impl Canvas {
    /// What stands where something was cut out.
    const fn gap(self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    const fn gap_columns(self) -> usize {
        if self.ascii { 3 } else { 1 }
    }

    fn spells(self, c: char) -> bool {
        columns(c) == 0 || self.ascii && !c.is_ascii()
    }

    /// How many columns a character takes in a drawn line.
    fn columns(self, c: char) -> usize {
        if self.spells(c) { spelt_columns(c) } else { columns(c) }
    }

    fn width(self, text: &str) -> usize {
        text.chars().map(|c| self.columns(c)).sum()
    }

    /// How many bytes of these characters fit into `room` columns.
    fn fitting(self, chars: impl Iterator<Item = char>, room: usize) -> usize {
        let (mut bytes, mut used) = (0, 0);
        for c in chars {
            used += self.columns(c);
            if used > room {
                break;
            }
            bytes += c.len_utf8();
        }
        bytes
    }

    /// The words of a message as they can be shown on it: see [`visible`].
    #[must_use]
    pub fn words(self, text: &str) -> Cow<'_, str> {
        if !self.ascii || text.is_ascii() {
            return visible(text);
        }
        let text = text.replace('…', self.gap());
        Cow::Owned(spell_out(&text, |c| self.spells(c)).into_owned())
    }
}

/// A place to mark.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Bytes of the link. Clamped to the link and to its characters.
    pub span: Span,
    /// Columns that the words under the marker take.
    pub label: usize,
}

/// One line ready to be drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// The line. Every character of it is [`visible`]; `…` or `...` stands where something was cut out.
    pub text: String,
    /// For each mark, in the order given, the bytes of the line to underline. None is empty.
    pub marks: Vec<Range<usize>>,
}

impl Window {
    /// The part of `link` round `marks` that fits onto the paper, together with the words under the markers
    /// as far as that can be. The first mark is the fault itself: its marker covers exactly its characters.
    #[must_use]
    pub fn new(link: &str, marks: &[Mark], paper: Canvas) -> Self {
        let beyond = |m: &Mark| m.span.is_empty() && m.span.start as usize >= link.len();
        // A mark after the end needs something to stand under.
        let link = if link.is_empty() || marks.iter().any(beyond) {
            Cow::Owned(format!("{link} "))
        } else {
            Cow::Borrowed(link)
        };
        let spans: Vec<Range<usize>> = marks.iter().map(|m| clamped(&link, m.span)).collect();
        let kept = Crop::new(&link, marks, &spans, paper).kept;
        let mut window = draw(&link, &spans, &kept, paper);
        window.part_neighbours();
        window
    }

    /// Leaves a column between two markers that touch, at the cost of the one that is not the fault.
    fn part_neighbours(&mut self) {
        for left in 0..self.marks.len() {
            let Some(right) = self.marks.iter().position(|m| m.start == self.marks[left].end) else { continue };
            let (a, b) = (self.marks[left].clone(), self.marks[right].clone());
            let last = self.text[a.clone()].chars().next_back().map_or(0, char::len_utf8);
            let first = self.text[b.clone()].chars().next().map_or(0, char::len_utf8);
            if left != 0 && a.len() > last {
                self.marks[left].end -= last;
            } else if right != 0 && b.len() > first {
                self.marks[right].start += first;
            }
        }
    }
}

/// The bytes to mark: within the text, on whole characters, and at least one of them.
fn clamped(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary((span.end as usize).min(text.len()));
    let next = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    if start < end {
        start..end
    } else if start < text.len() {
        start..next(start)
    } else {
        text.len() - text.chars().next_back().map_or(0, char::len_utf8)..text.len()
    }
}

/// The bytes of a link that are kept, while they grow to fill the room.
struct Crop<'t> {
    text: &'t str,
    paper: Canvas,
    /// In order, with a gap between any two.
    kept: Vec<Range<usize>>,
    /// Columns left in the line.
    room: isize,
    /// For each mark: where it ends in the text, and how many columns may still come before it.
    slack: Vec<(usize, isize)>,
}

impl<'t> Crop<'t> {
    fn new(text: &'t str, marks: &[Mark], spans: &[Range<usize>], paper: Canvas) -> Self {
        let room = paper.room;
        let crop = |kept| Self { text, paper, kept, room: 0, slack: Vec::new() }.measured(marks, spans);
        // A link with more bytes than this cannot fit, so it need not be measured.
        if text.len() <= 4 * room {
            let whole = crop(std::iter::once(0..text.len()).collect());
            if whole.fits() {
                return whole;
            }
        }
        let faults = pieces(text, spans, paper, room.saturating_sub(room / 3) / spans.len().max(1));
        let head = head(text, paper);
        let mut with_head = faults.clone();
        if faults.iter().all(|f| f.start > head.end) {
            with_head.insert(0, head.clone());
        }
        let with_head = crop(with_head);
        let mut best = if with_head.fits() { with_head } else { crop(faults) };
        best.grow(head.end, true);
        best.tidy(spans);
        best = best.measured(marks, spans);
        best.grow(0, false);
        best
    }

    /// Takes from the beginning of each piece what is left of a parameter whose name was cut off. The end of a
    /// long mark stays: its marker ends there.
    fn tidy(&mut self, spans: &[Range<usize>]) {
        for kept in self.kept.iter_mut().filter(|k| k.start > 0) {
            let marked = spans.iter().filter(|s| s.end > kept.start).map(|s| s.start.max(kept.start)).min();
            let before = &self.text[kept.start..marked.unwrap_or(kept.start).min(kept.end)];
            kept.start += before.find(['?', '&']).unwrap_or(0);
        }
    }

    fn measured(mut self, marks: &[Mark], spans: &[Range<usize>]) -> Self {
        let room = self.paper.room;
        let last = self.kept.last().map_or(0, |k| k.end);
        let tail = if last < self.text.len() { self.paper.gap_columns() } else { 0 };
        self.room = room as isize - self.column(last) as isize - tail as isize;
        let slack = |(mark, span): (&Mark, &Range<usize>)| {
            let middle = (self.column(span.start) + self.column(span.end)) / 2;
            (span.end, room as isize - (middle + LABEL_INDENT + mark.label) as isize)
        };
        self.slack = marks.iter().zip(spans).map(slack).collect();
        self
    }

    /// The column in which the byte `at` is drawn.
    fn column(&self, at: usize) -> usize {
        let mut column = 0;
        let mut end = 0;
        for kept in self.kept.iter().take_while(|k| k.start <= at) {
            let gap = if kept.start > end { self.paper.gap_columns() } else { 0 };
            column += gap + self.paper.width(&self.text[kept.start..kept.end.min(at)]);
            end = kept.end;
        }
        column
    }

    fn fits(&self) -> bool {
        self.room >= 0 && self.slack.iter().all(|(_, slack)| *slack >= 0)
    }

    /// Takes in one character after the other behind every kept piece that begins at `from` or later; if it grows
    /// to the `left` too, also before it.
    fn grow(&mut self, from: usize, left: bool) {
        loop {
            let before = self.room;
            let mut grew = false;
            let mut i = 0;
            while i < self.kept.len() {
                if from == 0 || self.kept[i].start >= from {
                    grew |= left && self.take_left(i);
                    i = i.min(self.kept.len() - 1);
                    grew |= self.take_right(i);
                }
                i += 1;
            }
            if !grew && before == self.room {
                return;
            }
        }
    }

    fn take_left(&mut self, i: usize) -> bool {
        let (floor, at) = (if i > 0 { self.kept[i - 1].end } else { 0 }, self.kept[i].start);
        let Some(c) = self.text[floor..at].chars().next_back() else { return false };
        let closes = at - c.len_utf8() == floor;
        if !self.pay(c, closes, at) {
            return false;
        }
        self.kept[i].start -= c.len_utf8();
        if closes && i > 0 {
            self.merge(i - 1);
        }
        true
    }

    fn take_right(&mut self, i: usize) -> bool {
        let (at, ceiling) = (self.kept[i].end, self.kept.get(i + 1).map_or(self.text.len(), |k| k.start));
        let Some(c) = self.text[at..ceiling].chars().next() else { return false };
        let closes = at + c.len_utf8() == ceiling;
        if !self.pay(c, closes, at) {
            return false;
        }
        self.kept[i].end += c.len_utf8();
        if closes && i + 1 < self.kept.len() {
            self.merge(i);
        }
        true
    }

    /// Takes the columns of `c` out of the room, if they are there; the last character of a gap replaces its sign.
    fn pay(&mut self, c: char, closes: bool, at: usize) -> bool {
        let saved = if closes { self.paper.gap_columns() } else { 0 };
        let price = self.paper.columns(c) as isize - saved as isize;
        let behind = |end: usize| end > at;
        if price > self.room || self.slack.iter().any(|(end, slack)| behind(*end) && price > 0 && price > *slack) {
            return false;
        }
        self.room -= price;
        self.slack.iter_mut().filter(|(end, _)| behind(*end)).for_each(|(_, slack)| *slack -= price);
        true
    }

    fn merge(&mut self, i: usize) {
        self.kept[i].end = self.kept[i + 1].end;
        self.kept.remove(i + 1);
    }
}

/// The marked bytes, in order and without overlap; of a long mark only its two ends, in at most `room` columns.
fn pieces(text: &str, spans: &[Range<usize>], paper: Canvas, room: usize) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for span in spans {
        let marked = &text[span.clone()];
        let start = span.start + paper.fitting(marked.chars(), room * 2 / 3);
        let end = span.end - paper.fitting(marked.chars().rev(), room / 3);
        // One character at either end, however wide.
        let start = start.max(text.ceil_char_boundary(span.start + 1));
        let end = end.min(text.floor_char_boundary(span.end - 1));
        if paper.fitting(marked.chars(), room) == marked.len() || start >= end {
            all.push(span.clone());
        } else {
            all.extend([span.start..start, end..span.end]);
        }
    }
    all.sort_by_key(|p| p.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for piece in all {
        match merged.last_mut().filter(|last| piece.start <= last.end) {
            Some(last) => last.end = last.end.max(piece.end),
            None => merged.push(piece),
        }
    }
    merged
}

/// The beginning of the link up to the end of its host: it says which link this is.
fn head(text: &str, paper: Canvas) -> Range<usize> {
    let from = text.find("://").filter(|at| *at < 16).map_or(0, |at| at + 3);
    let host = text[from..].find(['/', '?', '#', '&']).map_or(text.len(), |at| from + at);
    let whole = paper.fitting(text[..host].chars(), paper.room * 2 / 5);
    0..if whole == host { host } else { paper.fitting(text[..host].chars(), paper.room / 3) }
}

/// Draws the kept pieces, with a sign for what lies between them.
fn draw(text: &str, spans: &[Range<usize>], kept: &[Range<usize>], paper: Canvas) -> Window {
    let mut window = Window { text: String::new(), marks: vec![0..0; spans.len()] };
    let mut end = 0;
    for piece in kept {
        if piece.start > end {
            window.text.push_str(paper.gap());
        }
        for (at, c) in text[piece.clone()].char_indices() {
            let (start, stop) = (piece.start + at, piece.start + at + c.len_utf8());
            let from = window.text.len();
            push(&mut window.text, c, paper.spells(c));
            for (mark, span) in window.marks.iter_mut().zip(spans) {
                if span.start == start {
                    mark.start = from;
                }
                if span.end == stop {
                    mark.end = window.text.len();
                }
            }
        }
        end = piece.end;
    }
    if end < text.len() {
        window.text.push_str(paper.gap());
    }
    window
}

#[cfg(test)]
mod tests {
    use super::super::columns::width;
    use super::*;

    const LONG: &str = "https://click.offers.example.co.uk/path/to/somewhere/deep?first=0123456789abcdefghij&second=\
                        0123456789abcdefghij&third=0123456789abcdefghij&fourth=0123456789abcdefghij&utm_source=fb&fifth=\
                        0123456789abcdefghij&utm_source=tiktok&end=1";

    const fn on(room: usize) -> Canvas {
        Canvas { room, ascii: false }
    }

    fn mark(text: &str, part: &str) -> Mark {
        let at = text.find(part).unwrap();
        Mark { span: Span::new(at, at + part.len()), label: 10 }
    }

    #[test]
    fn a_short_link_stays_whole() {
        let link = "https://a.example/?b=c";
        let window = Window::new(link, &[mark(link, "b=c")], on(60));
        assert_eq!(window.text, link);
        assert_eq!(&window.text[window.marks[0].clone()], "b=c");
    }

    #[test]
    fn a_long_link_is_cropped_to_its_head_and_the_faults() {
        for room in [56, 76, 116] {
            let marks = [mark(LONG, "utm_source=fb"), mark(LONG, "utm_source=tiktok")];
            let window = Window::new(LONG, &marks, on(room));
            assert!(width(&window.text) <= room, "{room}: {}", window.text);
            assert!(width(&window.text) + 4 > room, "{room}: {}", window.text);
            assert!(window.text.starts_with("https://"), "{}", window.text);
            assert!(window.text.contains('…'));
            assert_eq!(&window.text[window.marks[0].clone()], "utm_source=fb");
            assert_eq!(&window.text[window.marks[1].clone()], "utm_source=tiktok");
        }
    }

    #[test]
    fn the_words_under_a_marker_get_their_room() {
        let link = "https://example.com/offer?one=1111111111&two=2222222222&three=3";
        let fault = Mark { label: 30, ..mark(link, "three=3") };
        let window = Window::new(link, &[fault], on(70));
        let middle = width(&window.text[..window.marks[0].start]) + 3;
        assert!(middle + LABEL_INDENT + 30 <= 70, "{}", window.text);
    }

    #[test]
    fn a_point_is_drawn_as_one_column() {
        let link = "https://a.example/?b=c";
        let point = |at| Mark { span: Span::point(at), label: 0 };
        let window = Window::new(link, &[point(link.len())], on(60));
        assert_eq!(window.text, format!("{link} "));
        assert_eq!(window.marks[0], link.len()..link.len() + 1);
        assert_eq!(Window::new(link, &[point(19)], on(60)).marks[0], 19..20);
        assert_eq!(Window::new("", &[point(0)], on(60)).marks[0], 0..1);
        // Past the end, and across a character.
        assert_eq!(Window::new("aé", &[Mark { span: Span::new(2, 99), label: 0 }], on(60)).marks[0], 1..3);
    }

    #[test]
    fn the_end_of_a_long_mark_stays_before_another_mark() {
        let long = "fault".repeat(30);
        let text = format!("https://a.example/?one=1&two={long}&three=3&four=4");
        for room in 40..200 {
            let window = Window::new(&text, &[mark(&text, &long), mark(&text, "four")], on(room));
            let marked = &window.text[window.marks[0].clone()];
            assert!(marked.starts_with("fa") && marked.ends_with('t'), "{room}: {} {:?}", window.text, window.marks);
        }
    }

    #[test]
    fn a_long_mark_shows_both_its_ends() {
        let window = Window::new(LONG, &[Mark { span: Span::new(10, LONG.len() - 4), label: 5 }], on(60));
        assert!(width(&window.text) <= 60);
        let marked = &window.text[window.marks[0].clone()];
        assert!(marked.starts_with("ick.offers") && marked.ends_with("tok&e"), "{marked}");
    }

    #[test]
    fn neighbours_keep_a_column_between_them() {
        let link = "https://a.example/?bcd=efg";
        let window = Window::new(link, &[mark(link, "=efg"), mark(link, "bcd")], on(60));
        assert_eq!(&link[window.marks[0].clone()], "=efg");
        assert_eq!(&link[window.marks[1].clone()], "bc");
    }
}
