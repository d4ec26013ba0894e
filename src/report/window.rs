//! The line that is drawn: cropped to a readable window round the fault, and with nothing in it that a terminal
//! would obey or hide.

use crate::span::Span;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Between the middle of a marker and the first letter of its label: `┬` over `╰── `.
const LABEL_INDENT: usize = 4;

/// True for characters that steer a terminal, hide, or pass for a blank.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || c != ' ' && c.is_whitespace()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Characters of which one edition of Unicode says one column and the next says two, and so one terminal does
/// and another does not: signs of the Book of Changes, recent emoji, rare scripts.
const DISPUTED: [(char, char); 32] = [
    ('\u{2630}', '\u{2637}'),
    ('\u{268A}', '\u{268F}'),
    ('\u{31E4}', '\u{31E5}'),
    ('\u{4DC0}', '\u{4DFF}'),
    ('\u{FF9E}', '\u{FF9F}'),
    ('\u{1171E}', '\u{1171E}'),
    ('\u{11A3A}', '\u{11A3A}'),
    ('\u{16FF2}', '\u{16FF6}'),
    ('\u{187F8}', '\u{187FF}'),
    ('\u{18CD6}', '\u{18CDA}'),
    ('\u{18CFF}', '\u{18CFF}'),
    ('\u{18D09}', '\u{18D20}'),
    ('\u{18D80}', '\u{18DF2}'),
    ('\u{18E00}', '\u{19191}'),
    ('\u{191A0}', '\u{191D2}'),
    ('\u{1B123}', '\u{1B128}'),
    ('\u{1B168}', '\u{1B168}'),
    ('\u{1D300}', '\u{1D356}'),
    ('\u{1D360}', '\u{1D376}'),
    ('\u{1F1AE}', '\u{1F1AE}'),
    ('\u{1F6D8}', '\u{1F6D9}'),
    ('\u{1F7DA}', '\u{1F7DA}'),
    ('\u{1FA89}', '\u{1FA8F}'),
    ('\u{1FABE}', '\u{1FABE}'),
    ('\u{1FAC6}', '\u{1FAC6}'),
    ('\u{1FAC8}', '\u{1FAC8}'),
    ('\u{1FACC}', '\u{1FACD}'),
    ('\u{1FADC}', '\u{1FADD}'),
    ('\u{1FADF}', '\u{1FADF}'),
    ('\u{1FAE9}', '\u{1FAEB}'),
    ('\u{1FAEF}', '\u{1FAEF}'),
    ('\u{1FAF9}', '\u{1FAFA}'),
];

fn is_disputed(c: char) -> bool {
    let after = DISPUTED.partition_point(|(first, _)| *first <= c);
    after > 0 && c <= DISPUTED[after - 1].1
}

/// True for the letters of scripts that run from right to left, and for what Unicode keeps free for such. Some
/// terminals turn them round together with their neighbours, and then a marker stands under another character.
const fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

/// How many columns a character takes by itself; 0 where it has to be spelt out, because it hides, melts into the
/// one before it, or moves its neighbours about.
fn columns(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        // Skin tones colour the character before them; private characters look different everywhere.
        '\u{1F3FB}'..='\u{1F3FF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => 0,
        // Letters that some terminals draw as one with the next.
        '\u{A4F8}'..='\u{A4FD}' | '\u{16D63}'..='\u{16D6A}' => 0,
        _ if is_hidden(c) || is_disputed(c) || is_right_to_left(c) => 0,
        _ => c.width().unwrap_or(0),
    }
}

/// How many columns a character takes once it is spelt out.
const fn spelt_columns(c: char) -> usize {
    match c as u32 {
        0..=0xFFFF => "<U+0000>".len(),
        0x1_0000..=0xF_FFFF => "<U+10000>".len(),
        _ => "<U+100000>".len(),
    }
}

/// What a line is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Columns of a line.
    pub room: usize,
    /// Only ASCII can be shown: every other character is spelt out.
    pub ascii: bool,
}

impl Paper {
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

/// Paper of any width that takes every character.
const ENDLESS: Paper = Paper { room: usize::MAX, ascii: false };

fn spell_out(text: &str, mut odd: impl FnMut(char) -> bool) -> Cow<'_, str> {
    let Some((first, _)) = text.char_indices().find(|(_, c)| odd(*c)) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    // The first odd one has been asked about.
    let mut known = true;
    text[first..].chars().for_each(|c| push(&mut out, c, std::mem::take(&mut known) || odd(c)));
    Cow::Owned(out)
}

fn push(out: &mut String, c: char, odd: bool) {
    if odd {
        // Writing to a string never fails.
        let _ = write!(out, "<U+{:04X}>", u32::from(c));
    } else {
        out.push(c);
    }
}

/// The text with every character spelt out (`<U+200B>`) that has no columns of its own, so that what is drawn is
/// what stands there, column by column. Everything that leaves in a drawing goes through here.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    spell_out(text, |c| columns(c) == 0)
}

/// The text with only those characters spelt out that steer a terminal or hide. For a link that is to be copied:
/// accents and emoji stay as they are, and so do joiners between the parts of an emoji or the letters of a script.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let mut before = 'a';
    let odd = |c: char| {
        let joins = matches!(c, '\u{200C}' | '\u{200D}') && !before.is_ascii() && !is_hidden(before);
        before = c;
        is_hidden(c) && !joins
    };
    spell_out(text, odd)
}

/// How many columns the text takes once it is [`visible`].
#[must_use]
pub fn width(text: &str) -> usize {
    ENDLESS.width(text)
}

/// Breaks a text at blanks into lines of at most `room` columns. A longer word stays whole: it may be a link.
#[must_use]
pub fn wrap(text: &str, room: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let columns = width(word);
        if used > 0 && used + 1 + columns > room {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += columns;
    }
    out
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
    pub fn new(link: &str, marks: &[Mark], paper: Paper) -> Self {
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
    paper: Paper,
    /// In order, with a gap between any two.
    kept: Vec<Range<usize>>,
    /// Columns left in the line.
    room: isize,
    /// For each mark: where it ends in the text, and how many columns may still come before it.
    slack: Vec<(usize, isize)>,
}

impl<'t> Crop<'t> {
    fn new(text: &'t str, marks: &[Mark], spans: &[Range<usize>], paper: Paper) -> Self {
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

    /// Takes from the beginning of each piece what is left of a parameter whose name was cut off.
    fn tidy(&mut self, spans: &[Range<usize>]) {
        for kept in self.kept.iter_mut().filter(|k| k.start > 0) {
            let marked = spans.iter().map(|s| s.start).filter(|at| kept.contains(at)).min();
            let before = &self.text[kept.start..marked.unwrap_or(kept.start)];
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
fn pieces(text: &str, spans: &[Range<usize>], paper: Paper, room: usize) -> Vec<Range<usize>> {
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
fn head(text: &str, paper: Paper) -> Range<usize> {
    let from = text.find("://").filter(|at| *at < 16).map_or(0, |at| at + 3);
    let host = text[from..].find(['/', '?', '#', '&']).map_or(text.len(), |at| from + at);
    let whole = paper.fitting(text[..host].chars(), paper.room * 2 / 5);
    0..if whole == host { host } else { paper.fitting(text[..host].chars(), paper.room / 3) }
}

/// Draws the kept pieces, with a sign for what lies between them.
fn draw(text: &str, spans: &[Range<usize>], kept: &[Range<usize>], paper: Paper) -> Window {
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
    use super::*;

    const LONG: &str = "https://click.offers.example.co.uk/path/to/somewhere/deep?first=0123456789abcdefghij&second=\
                        0123456789abcdefghij&third=0123456789abcdefghij&fourth=0123456789abcdefghij&utm_source=fb&fifth=\
                        0123456789abcdefghij&utm_source=tiktok&end=1";

    const fn on(room: usize) -> Paper {
        Paper { room, ascii: false }
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
    fn a_long_mark_shows_both_its_ends() {
        let window = Window::new(LONG, &[Mark { span: Span::new(10, LONG.len() - 4), label: 5 }], on(60));
        assert!(width(&window.text) <= 60);
        let marked = &window.text[window.marks[0].clone()];
        assert!(marked.starts_with("ick.offers") && marked.ends_with("tok&e"), "{marked}");
    }

    #[test]
    fn what_hides_is_spelt_out() {
        let hostile = "a\u{1b}]8;;x\u{7}\u{202e}b\u{200b}\r\n\t\u{a0}\u{ad}\u{feff}e\u{301}é日🎉";
        assert_eq!(
            visible(hostile),
            "a<U+001B>]8;;x<U+0007><U+202E>b<U+200B><U+000D><U+000A><U+0009><U+00A0><U+00AD><U+FEFF>e<U+0301>é日🎉"
        );
        assert_eq!(harmless("e\u{301}\u{9b}"), "e\u{301}<U+009B>");
        // Joiners stay where they join, and nowhere else.
        assert_eq!(harmless("👨\u{200d}👩a\u{200d}b日\u{200d}\u{200d}"), "👨\u{200d}👩a<U+200D>b日\u{200d}<U+200D>");
        assert!(matches!(visible("plain {x} 日"), Cow::Borrowed(_)));
        assert_eq!(width("日\u{200b}"), 10);
    }

    #[test]
    fn neighbours_keep_a_column_between_them() {
        let link = "https://a.example/?bcd=efg";
        let window = Window::new(link, &[mark(link, "=efg"), mark(link, "bcd")], on(60));
        assert_eq!(&link[window.marks[0].clone()], "=efg");
        assert_eq!(&link[window.marks[1].clone()], "bc");
    }

    #[test]
    fn words_wrap_at_blanks_and_stay_whole() {
        assert_eq!(wrap("one two https://a.example/very/long three", 9), "one two\nhttps://a.example/very/long\nthree");
    }
}
