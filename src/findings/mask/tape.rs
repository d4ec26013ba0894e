//! A text as it is meant: escapes of every kind and depth decoded, invisible characters dropped, letters in other forms
//! (full-width, Cyrillic twins) turned into plain ones. Each character knows the bytes it was written with, so that
//! what is found in the decoded text can be masked in the text as it stands.

use crate::link::is_unseen;
use crate::rule::lookalike;
use std::ops::Range;

/// A letter or digit outside ASCII. No name and no known token holds one.
pub const LETTER: u8 = 0x80;
/// Any other character outside ASCII.
pub const SIGN: u8 = 0x81;

/// Entities of characters that can separate parts of a link or stand in a name.
const ENTITIES: [(&str, u8); 24] = [
    ("amp", b'&'),
    ("equals", b'='),
    ("commat", b'@'),
    ("plus", b'+'),
    ("colon", b':'),
    ("quot", b'"'),
    ("apos", b'\''),
    ("lt", b'<'),
    ("gt", b'>'),
    ("quest", b'?'),
    ("num", b'#'),
    ("sol", b'/'),
    ("lowbar", b'_'),
    ("period", b'.'),
    ("semi", b';'),
    ("comma", b','),
    ("percnt", b'%'),
    ("nbsp", b' '),
    ("Tab", b' '),
    ("NewLine", b' '),
    ("lpar", b'('),
    ("rpar", b')'),
    ("lsqb", b'['),
    ("rsqb", b']'),
];

/// The longest entity that is read, with `&` and `;`.
const LONGEST_ENTITY: usize = 12;

/// One character of the decoded text.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The character, if it is ASCII; else [`LETTER`] or [`SIGN`].
    pub byte: u8,
    /// How many times it was percent-encoded.
    pub depth: u8,
    /// Its first byte in the text.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// It stands in a macro, and is never masked.
    pub kept: bool,
}

/// The decoded text.
#[derive(Debug, Default)]
pub struct Tape(pub Vec<Cell>);

impl Tape {
    /// Decodes a text; nothing is decoded in the ranges to be kept, which are in order.
    pub fn of(text: &str, kept: &[Range<usize>]) -> Self {
        let mut tape = Self(Vec::with_capacity(text.len()));
        let mut kept = kept.iter().peekable();
        for (at, byte) in text.bytes().enumerate() {
            while kept.next_if(|r| r.end <= at).is_some() {}
            let inside = kept.peek().is_some_and(|r| r.start <= at);
            tape.push(Cell { byte, depth: 0, start: at as u32, end: at as u32 + 1, kept: inside });
        }
        tape.plain()
    }

    /// The bytes of the text that some cells were written with.
    pub fn written(&self, cells: Range<usize>) -> Range<usize> {
        self.0[cells.start].start as usize..self.0[cells.end - 1].end as usize
    }

    /// Some cells as text.
    pub fn text(&self, cells: Range<usize>) -> String {
        self.0[cells].iter().map(|c| if c.byte.is_ascii() { char::from(c.byte) } else { '\u{FFFD}' }).collect()
    }

    /// Adds a cell, and decodes for as long as the end of the tape is an escape. Each step makes the tape shorter, so
    /// that text that was encoded many times takes no longer than other text.
    fn push(&mut self, cell: Cell) {
        self.0.push(cell);
        while !cell.kept && (self.percent() || self.backslash() || self.entity()) {}
    }

    /// The last cells, if there are so many and none belongs to a macro.
    fn tail<const N: usize>(&self) -> Option<[u8; N]> {
        let cells = self.0.last_chunk::<N>()?;
        (!cells.iter().any(|c| c.kept)).then(|| cells.map(|c| c.byte))
    }

    /// Puts bytes in place of the last cells.
    fn replace(&mut self, length: usize, bytes: &[u8], deeper: bool) {
        let from = self.0.len() - length;
        let (start, end) = (self.0[from].start, self.0[self.0.len() - 1].end);
        let depth = self.0[from..].iter().map(|c| c.depth).max().unwrap_or_default();
        self.0.truncate(from);
        let depth = depth.saturating_add(u8::from(deeper));
        self.0.extend(bytes.iter().map(|&byte| Cell { byte, depth, start, end, kept: false }));
    }

    /// `%41`
    fn percent(&mut self) -> bool {
        let Some([b'%', high, low]) = self.tail::<3>() else { return false };
        let Some(byte) = hex(&[high, low]) else { return false };
        self.replace(3, &[byte as u8], true);
        true
    }

    /// `\u0041`, `\x41`
    fn backslash(&mut self) -> bool {
        let (length, code) = match (self.tail::<4>(), self.tail::<6>()) {
            (_, Some([b'\\', b'u' | b'U', digits @ ..])) => (6, hex(&digits)),
            (Some([b'\\', b'x' | b'X', digits @ ..]), _) => (4, hex(&digits)),
            _ => return false,
        };
        let Some(character) = code.and_then(char::from_u32) else { return false };
        self.replace(length, character.encode_utf8(&mut [0; 4]).as_bytes(), false);
        true
    }

    /// `&#65;`, `&#x41;`, `&amp;`
    fn entity(&mut self) -> bool {
        if self.0.last().is_none_or(|c| c.byte != b';') {
            return false;
        }
        let first = self.0.len().saturating_sub(LONGEST_ENTITY);
        let Some(back) = self.0[first..].iter().rposition(|c| c.byte == b'&') else { return false };
        let start = first + back;
        if self.0[start..].iter().any(|c| c.kept) {
            return false;
        }
        let name = self.text(start + 1..self.0.len() - 1);
        let number = match name.as_bytes() {
            [b'#', b'x' | b'X', digits @ ..] => hex(digits),
            [b'#', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => name[1..].parse().ok(),
            _ => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, byte)| u32::from(*byte)),
        };
        let Some(character) = number.and_then(char::from_u32) else { return false };
        self.replace(self.0.len() - start, character.encode_utf8(&mut [0; 4]).as_bytes(), false);
        true
    }

    /// The tape with one cell for each character outside ASCII, in its plain form, and none for invisible ones.
    fn plain(self) -> Self {
        if self.0.iter().all(|c| (b' '..0x7F).contains(&c.byte)) {
            return self;
        }
        let mut plain = Self(Vec::with_capacity(self.0.len()));
        let mut at = 0;
        while let Some(&first) = self.0.get(at) {
            let (character, length) = self.character(at);
            at += length;
            if let Some(byte) = character.map_or(Some(LETTER), plain_form) {
                plain.push(Cell { byte, end: self.0[at - 1].end, ..first });
            }
        }
        plain
    }

    /// The character that begins at a cell, and its number of cells; none if they are no UTF-8.
    fn character(&self, at: usize) -> (Option<char>, usize) {
        let length = match self.0[at].byte {
            0..0xC0 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let mut bytes = [0; 4];
        let Some(cells) = self.0.get(at..at + length) else { return (None, 1) };
        bytes.iter_mut().zip(cells).for_each(|(byte, cell)| *byte = cell.byte);
        match std::str::from_utf8(&bytes[..length]) {
            Ok(text) => (text.chars().next(), length),
            Err(_) => (None, 1),
        }
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let add = |sum: u32, digit: &u8| Some(sum.checked_mul(16)? + char::from(*digit).to_digit(16)?);
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

/// What a character is meant as; none for one that nobody sees.
fn plain_form(c: char) -> Option<u8> {
    if c.is_whitespace() {
        return Some(b' ');
    }
    if is_unseen(c) {
        return None;
    }
    let full_width = |c: char| char::from_u32(u32::from(c).wrapping_sub(0xFEE0)).filter(char::is_ascii_graphic);
    let plain = match c {
        c if c.is_ascii() => c,
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        c if c.is_alphabetic() && !('\u{FF01}'..='\u{FF5E}').contains(&c) => lookalike(c).unwrap_or(c),
        c => full_width(c).unwrap_or(c),
    };
    Some(if plain.is_ascii() {
        plain as u8
    } else if plain.is_alphanumeric() {
        LETTER
    } else {
        SIGN
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_name_is_read() {
        for (text, meant) in [
            ("to%6Ben=", "token="),
            ("to%25256Ben%25253D", "token="),
            ("t&#x6F;ken&equals;", "token="),
            ("&amp;amp;x", "&x"),
            ("t\u{200B}oken", "token"),
            ("t%E2%80%8Boken", "token"),
            ("ｔｏｋｅｎ＝", "token="),
            ("tоken", "token"),
            ("a\\u0026b", "a&b"),
            ("100%", "100%"),
        ] {
            let tape = Tape::of(text, &[]);
            assert_eq!(tape.text(0..tape.0.len()), meant, "{text}");
        }
    }

    #[test]
    fn a_decoded_character_knows_its_bytes_and_its_depth() {
        let tape = Tape::of("a%253Db", &[]);
        assert_eq!(tape.written(1..2), 1..6);
        assert_eq!(tape.0[1].depth, 2);
    }

    #[test]
    fn nothing_is_decoded_in_a_macro() {
        let tape = Tape::of("%%AD%41%%", std::slice::from_ref(&(0..9)));
        assert_eq!(tape.text(0..9), "%%AD%41%%");
    }
}
