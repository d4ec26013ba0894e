//! CSV: cells in rows, set apart by commas, semicolons, tabs or bars.

use crate::source::Encoding;
use crate::source::tape::{DecodedText, NodeKind, Spelled, Tape, Writing};
use crate::span::{Map, MapBuilder};
use std::borrow::Cow;
use std::collections::HashMap;

const SEPARATORS: [u8; 4] = *b",;\t|";

/// Bytes by which the separator is found, and how many rows.
const SAMPLE: (usize, usize) = (1 << 16, 200);

pub fn read(tape: &mut Tape) {
    let text = &*tape.source().text;
    let (separator, start) = match announced(text) {
        Some(found) => found,
        None => {
            let start = preamble(tape, text);
            (sniffed(&text[start..]), start)
        }
    };
    Reader { tape, separator, header: Vec::new() }.read(Cells { text, at: start, separator });
}

pub fn text(bytes: &str) -> Cow<'_, str> {
    if memchr::memchr(b'"', bytes.as_bytes()).is_none() {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(bytes.replace("\"\"", "\""))
}

pub fn map(bytes: &str) -> Option<Map> {
    let mut map = Map::builder(Encoding::Csv);
    undouble(bytes, &mut map);
    Some(map.finish())
}

fn undouble(bytes: &str, map: &mut MapBuilder) {
    let mut rest = bytes;
    while let Some(at) = rest.find("\"\"") {
        map.exact(at);
        map.unit(1, 2);
        rest = &rest[at + 2..];
    }
    map.exact(rest.len());
}

/// Every byte stands for itself; what comes in must need no quotes.
pub fn plain_map(bytes: &str, separator: u8) -> Option<Map> {
    let mut map = Map::builder(Encoding::Cell(separator));
    map.exact(bytes.len());
    Some(map.finish())
}

/// The separator that a line for Excel, `sep=;`, tells, and where the next line begins.
fn announced(text: &str) -> Option<(u8, usize)> {
    let end = text.find('\n')?;
    match text[..end].trim_end_matches('\r').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => {
            SEPARATORS.contains(separator).then_some((*separator, end + 1))
        }
        _ => None,
    }
}

/// Goes over comments that stand before the first row: lines that begin with `#` and have no cells.
fn preamble(tape: &mut Tape, text: &str) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_end_matches(['\n', '\r']);
        let is_comment = inner.starts_with('#') && !inner.bytes().any(|b| SEPARATORS.contains(&b));
        if !is_comment || start + line.len() == text.len() {
            break;
        }
        tape.comment(start + 1, start + inner.len());
        start += line.len();
    }
    start
}

/// The separator that cuts most rows into as many cells as the first row, of several the one that gives more cells.
/// A line end, which separates nothing more, where none fits.
fn sniffed(text: &str) -> u8 {
    let width = |separator| {
        let mut cells = Cells { text, at: 0, separator };
        let (mut first, mut same, mut rows, mut row) = (0_usize, 0_usize, 0_usize, 0_usize);
        while let Some(cell) = cells.next().filter(|_| cells.at < SAMPLE.0 && rows < SAMPLE.1) {
            row += 1;
            if !cell.ends_row {
                continue;
            }
            if row > 1 || cell.start < cell.end {
                first = if rows == 0 { row } else { first };
                rows += 1;
                same += usize::from(row == first);
            }
            row = 0;
        }
        // In thousandths of the rows.
        (same * 1000 / rows.max(1), first)
    };
    let names_columns = !first_line(text).contains("://");
    let fits = |(same, cells): (usize, usize)| cells > 1 && (names_columns || same == 1000);
    let all = SEPARATORS.map(|separator| (width(separator), separator));
    // Of equals the first in the list.
    all.into_iter().rev().filter(|(width, _)| fits(*width)).max_by_key(|(width, _)| *width).map_or(b'\n', |(_, s)| s)
}

fn first_line(text: &str) -> &str {
    text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default()
}

/// One cell: its bytes without the quotes.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: usize,
    end: usize,
    quotes: Quotes,
    /// The next cell, if there is one, stands in another row.
    ends_row: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    None,
    Both,
    /// Only the opening one: the cell ends with its line.
    Open,
    /// The closing quote stands here, and text behind it.
    Within(usize),
}

/// Cuts a text into cells.
#[derive(Clone)]
struct Cells<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
}

impl Cells<'_> {
    /// Where the cell ends that goes on at `from` without quotes.
    fn plain_end(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        memchr::memchr3(self.separator, b'\n', b'\r', rest).map_or(self.text.len(), |at| from + at)
    }

    /// True if a cell may end at `at`.
    fn ends(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_none_or(|b| *b == self.separator || matches!(b, b'\n' | b'\r'))
    }

    /// The end of the bytes behind an opening quote, that of the cell, and what is to say about its quotes.
    fn quoted_end(&self, start: usize) -> (usize, usize, Quotes) {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
            let quote = at + found;
            if bytes.get(quote + 1) == Some(&b'"') {
                at = quote + 2;
                continue;
            }
            if self.ends(quote + 1) {
                return (quote, quote + 1, Quotes::Both);
            }
            // In another line it opens a cell of that line, rather.
            if memchr::memchr(b'\n', &bytes[start..quote]).is_none() {
                let end = self.plain_end(quote + 1);
                return (end, end, Quotes::Within(quote));
            }
            break;
        }
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        (end, end, Quotes::Open)
    }
}

impl Iterator for Cells<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        let bytes = self.text.as_bytes();
        // Behind a last separator stands one more, empty cell.
        let behind = self.at == bytes.len() && bytes.last() == Some(&self.separator) && self.separator != b'\n';
        if self.at >= bytes.len() && !behind {
            return None;
        }
        let (start, end, after, quotes) = if bytes.get(self.at) == Some(&b'"') {
            let (end, after, quotes) = self.quoted_end(self.at + 1);
            (self.at + 1, end, after, quotes)
        } else {
            let end = self.plain_end(self.at);
            (self.at, end, end, Quotes::None)
        };
        let ends_row = !(bytes.get(after) == Some(&self.separator) && self.separator != b'\n');
        let crlf = bytes[after..].starts_with(b"\r\n");
        self.at = if after == bytes.len() { after + 1 } else { after + 1 + usize::from(crlf) };
        Some(Cell { start, end, quotes, ends_row })
    }
}

struct Reader<'r, 'a> {
    tape: &'r mut Tape<'a>,
    separator: u8,
    /// The names of the columns; empty in a file that has none.
    header: Vec<Spelled>,
}

impl Reader<'_, '_> {
    fn read(mut self, cells: Cells) {
        let text = cells.text;
        let mut row = Vec::new();
        let mut kind = None;
        self.tape.open(NodeKind::List, None, cells.at.min(text.len()));
        for cell in cells {
            row.push(cell);
            if !cell.ends_row {
                continue;
            }
            let blank = matches!(row[..], [cell] if text[cell.start..cell.end].trim().is_empty() && cell.quotes == Quotes::None);
            if !blank {
                match kind {
                    None => kind = Some(self.first_row(text, &row)),
                    Some(kind) => self.row(text, &row, kind),
                }
            }
            row.clear();
        }
        self.tape.close(text.len());
    }

    /// The names of the columns, or, where a link stands among them, cells like any others.
    fn first_row(&mut self, text: &str, row: &[Cell]) -> NodeKind {
        if row.iter().any(|cell| text[cell.start..cell.end].contains("://")) {
            self.row(text, row, NodeKind::List);
            return NodeKind::List;
        }
        let names: Vec<Spelled> = row.iter().map(|cell| self.spelled(text, cell)).collect();
        let mut seen = HashMap::new();
        for (column, name) in names.iter().enumerate() {
            let written = text[name.start as usize..name.end as usize].trim();
            if let Some(first) = seen.insert(written, column + 1).filter(|_| !written.is_empty()) {
                let name: String = written.chars().take(60).collect();
                let message = format!(
                    "the column name `{name}` appears here for the second time, first in column {first}: one of them is lost"
                );
                self.tape.broken(row[column].start, message);
            }
        }
        self.header = names;
        NodeKind::Map
    }

    fn row(&mut self, text: &str, row: &[Cell], kind: NodeKind) {
        let start = row[0].start - usize::from(row[0].quotes != Quotes::None);
        let surplus = row.iter().skip(self.header.len()).any(|cell| cell.start < cell.end);
        if kind == NodeKind::Map && (row.len() < self.header.len() || surplus) {
            let many = |n: usize| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
            let message = format!("this row has {}, the first row {}", many(row.len()), self.header.len());
            self.tape.broken(start, message);
        }
        self.tape.open(kind, None, start);
        for (column, cell) in row.iter().enumerate() {
            let value = self.spelled(text, cell);
            let key = self.header.get(column).copied();
            if key.is_some() || kind == NodeKind::List || cell.start < cell.end {
                self.tape.scalar(NodeKind::Text, key, value);
            }
        }
        let last = row[row.len() - 1];
        self.tape.close(last.end + usize::from(last.quotes == Quotes::Both));
    }

    /// How the bytes of a cell spell it, and what is wrong with them.
    fn spelled(&mut self, text: &str, cell: &Cell) -> Spelled {
        let writing = match cell.quotes {
            Quotes::None => Writing::Cell(self.separator),
            Quotes::Both => Writing::Csv,
            Quotes::Open => {
                self.tape.broken(cell.start - 1, "the closing quote of this cell is missing");
                Writing::Csv
            }
            Quotes::Within(quote) => {
                let message = "there is text after this quote; a quote within a cell is written twice";
                self.tape.broken(quote, message);
                self.tape.keep(fixed(&text[cell.start..cell.end], quote - cell.start))
            }
        };
        Spelled { start: cell.start as u32, end: cell.end as u32, writing }
    }
}

/// A cell with text behind its closing quote, read as most programs do: without that quote.
fn fixed(bytes: &str, quote: usize) -> DecodedText {
    let mut map = Map::builder(Encoding::Csv);
    undouble(&bytes[..quote], &mut map);
    map.unit(0, 1);
    map.exact(bytes.len() - quote - 1);
    DecodedText {
        text: format!("{}{}", text(&bytes[..quote]), &bytes[quote + 1..]),
        map: map.finish(),
        locked: Some("there is text after the closing quote of the cell"),
    }
}
