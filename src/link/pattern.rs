//! The pattern of a link: the same text, as long as it is, with its numbers and ids blanked.
//!
//! A catalogue and a month of postbacks are a few thousand patterns, each met again and again with other ids in
//! it. Blanked is, in a word that stands behind `/` or `=` and holds no `%`:
//!
//! - of a value that is all digits and dots, and not all zeros, every digit, if there are two or more;
//! - of a value or path segment that is a UUID, or 16 and more hexadecimal digits in one case, everything, if three
//!   of its characters are digits and one is a letter;
//! - else every run of three or more digits that are not all zeros; in the host only those of its first label.
//!
//! A word is a run of letters, digits, `_`, `-`, `.` and `%` of at most 63 bytes. Whether two links of one pattern
//! may be judged alike is not decided here.

use crate::span::{Span, within};
use wide::u8x16;

/// The longest text that has a pattern, in bytes.
const LONGEST: usize = 512;

/// What stands in place of a digit, and of a character of an id in small and in capital letters: bytes that no
/// text with a pattern holds.
const DIGIT: u8 = 1;
const ID: u8 = 2;
const CAPITAL_ID: u8 = 3;

/// Bytes looked at together, and how many such blocks the longest text has.
const BLOCK: usize = 64;
const BLOCKS: usize = LONGEST / BLOCK;

/// A pattern. Kept and reused.
#[derive(Clone, Debug)]
pub struct Pattern {
    bytes: [u8; LONGEST],
    len: usize,
    masks: Masks,
}

/// A bit for each byte of the text, two more blocks than the longest text has.
#[derive(Clone, Copy, Debug, Default)]
struct Masks {
    /// `0` to `9`.
    digits: [u64; BLOCKS + 2],
    /// Bytes of words.
    words: [u64; BLOCKS + 2],
    /// `a` to `f`.
    hex: [u64; BLOCKS + 2],
    /// `/` and `=`.
    openers: [u64; BLOCKS + 2],
    /// `%`
    percents: [u64; BLOCKS + 2],
}

impl Default for Pattern {
    fn default() -> Self {
        Self { bytes: [0; LONGEST], len: 0, masks: Masks::default() }
    }
}

impl Pattern {
    /// The longest text that has a pattern, in bytes.
    pub const LONGEST: usize = LONGEST;

    /// Takes the pattern of `text`. False if it has none: it is too long, or holds bytes that no plain link holds.
    pub fn read(&mut self, text: &str) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        // The last block is cleared first, for it is compared whole.
        let last = text.len() / BLOCK * BLOCK;
        if let Some(block) = self.bytes.get_mut(last..last + BLOCK) {
            block.fill(0);
        }
        self.len = text.len();
        self.bytes[..self.len].copy_from_slice(text.as_bytes());
        self.look() && {
            self.blank();
            true
        }
    }

    /// The text with what is blanked.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// True if something within `span` is blanked.
    #[must_use]
    pub fn hides(&self, span: Span) -> bool {
        self.bytes()[span.range()].iter().any(|b| *b <= CAPITAL_ID)
    }

    /// A number for the table that it is kept in: equal for equal patterns.
    #[must_use]
    pub fn number(&self) -> u64 {
        const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            product as u64 ^ (product >> 64) as u64
        };
        // Eight bytes at a time; those behind the end are zeros.
        let (words, _) = self.bytes[..self.len.next_multiple_of(16)].as_chunks::<8>();
        let (pairs, _) = words.as_chunks::<2>();
        pairs.iter().fold(self.len as u64, |hash, [a, b]| {
            fold(u64::from_le_bytes(*a) ^ hash.rotate_left(29) ^ MIX, u64::from_le_bytes(*b) ^ hash ^ !MIX)
        })
    }

    /// Fills the masks. Sixteen bytes at a time this takes an eighth of what it takes byte by byte.
    /// False if a byte is not from `!` to `~`.
    fn look(&mut self) -> bool {
        let mut plain = true;
        let blocks = self.len.div_ceil(BLOCK);
        for block in 0..blocks {
            let (chunks, _) = self.bytes[block * BLOCK..][..BLOCK].as_chunks::<16>();
            let [a, b, c, d] = [0, 1, 2, 3].map(|index| kinds_of(chunks[index]));
            let whole =
                |k: usize| u64::from(a[k]) | u64::from(b[k]) << 16 | u64::from(c[k]) << 32 | u64::from(d[k]) << 48;
            let [digits, words, hex, openers, percents, printable] = [0, 1, 2, 3, 4, 5].map(whole);
            let masks = &mut self.masks;
            (masks.digits[block], masks.words[block], masks.hex[block]) = (digits, words, hex);
            (masks.openers[block], masks.percents[block]) = (openers, percents);
            let inside = u64::MAX >> (BLOCK - (self.len - block * BLOCK).min(BLOCK));
            plain &= printable & inside == inside;
        }
        (self.masks.words[blocks], self.masks.digits[blocks]) = (0, 0);
        plain
    }

    fn blank(&mut self) {
        let mut host = self.host();
        for block in 0..self.len.div_ceil(BLOCK) {
            let mut openers = self.masks.openers[block];
            while openers != 0 {
                let start = block * BLOCK + openers.trailing_zeros() as usize + 1;
                openers &= openers - 1;
                let length = window(&self.masks.words, start).trailing_ones() as usize;
                if length == BLOCK {
                    continue;
                }
                let digits = window(&self.masks.digits, start) & low(length);
                let fewer_than_two = digits & digits.wrapping_sub(1) == 0;
                if fewer_than_two || window(&self.masks.percents, start) & low(length) != 0 {
                    continue;
                }
                if host.take_if(|host| *host == start).is_some() {
                    self.blank_host(start, length, digits);
                } else {
                    self.blank_word(start, length, digits);
                }
            }
        }
    }

    /// Where the host begins, if the first of all `/` and `=` belongs to `://`.
    fn host(&self) -> Option<usize> {
        let slash = self.masks.openers[0].trailing_zeros() as usize;
        let scheme = slash.checked_sub(1).filter(|colon| self.bytes[*colon..].starts_with(b"://"));
        scheme.map(|colon| colon + 3)
    }

    /// The digits of the first label of a host that has two more.
    fn blank_host(&mut self, start: usize, length: usize, digits: u64) {
        let host = &self.bytes[start..start + length];
        if let Some(dot) = memchr::memchr(b'.', host).filter(|dot| memchr::memchr(b'.', &host[dot + 1..]).is_some()) {
            self.blank_runs(start, digits & low(dot));
        }
    }

    fn blank_word(&mut self, start: usize, length: usize, digits: u64) {
        let value = self.bytes[start - 1] == b'=';
        let whole = match self.bytes.get(start + length).filter(|_| start + length < self.len) {
            None => true,
            Some(b'&') => value,
            Some(b'/' | b'?') => !value,
            Some(_) => false,
        };
        if whole && value && self.blank_number(start, length, digits) {
            return;
        }
        if whole && length >= 16 && digits.count_ones() >= 3 && self.blank_id(start, length, digits) {
            return;
        }
        self.blank_runs(start, digits);
    }

    /// `12.50`. True if the word is digits and dots only.
    fn blank_number(&mut self, start: usize, length: usize, digits: u64) -> bool {
        let word = &mut self.bytes[start..start + length];
        let mut others = low(length) & !digits;
        while others != 0 {
            if word[others.trailing_zeros() as usize] != b'.' {
                return false;
            }
            others &= others - 1;
        }
        if word.iter().any(|b| matches!(b, b'1'..=b'9')) {
            for (index, b) in word.iter_mut().enumerate() {
                if digits >> index & 1 != 0 {
                    *b = DIGIT;
                }
            }
        }
        true
    }

    /// `efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32` and `efb2a7d2c01a4e3f`. True if the word is such an id.
    fn blank_id(&mut self, start: usize, length: usize, digits: u64) -> bool {
        const HYPHENS: u64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23;
        let word = &self.bytes[start..start + length];
        let hyphens = if length == 36 && [8, 13, 18, 23].iter().all(|at| word[*at] == b'-') { HYPHENS } else { 0 };
        let letters = low(length) & !digits & !hyphens;
        let blank = match letters {
            0 => return false,
            small if small & !window(&self.masks.hex, start) == 0 => ID,
            _ if (0..length).all(|i| letters >> i & 1 == 0 || matches!(word[i], b'A'..=b'F')) => CAPITAL_ID,
            _ => return false,
        };
        self.bytes[start..start + length].fill(blank);
        true
    }

    /// Three digits and more in a row, unless they are all zeros.
    fn blank_runs(&mut self, start: usize, digits: u64) {
        let mut begins = digits & digits >> 1 & digits >> 2;
        while begins != 0 {
            let from = begins.trailing_zeros() as usize;
            let length = (digits >> from).trailing_ones() as usize;
            begins &= !(low(length) << from);
            let run = &mut self.bytes[start + from..start + from + length];
            if run.iter().any(|b| *b != b'0') {
                run.fill(DIGIT);
            }
        }
    }
}

/// The lowest bits, as many as are asked for; less than 64.
const fn low(bits: usize) -> u64 {
    (1 << bits) - 1
}

/// The 64 bits of a mask from `at` on.
fn window(mask: &[u64; BLOCKS + 2], at: usize) -> u64 {
    let (block, shift) = (at / BLOCK, at % BLOCK);
    mask[block] >> shift | mask[block + 1] << 1 << (BLOCK - 1 - shift)
}

/// The masks of sixteen bytes, in the order in which `look` takes them.
fn kinds_of(chunk: [u8; 16]) -> [u32; 6] {
    let bytes = u8x16::from(chunk);
    let is = |b: u8| bytes.simd_eq(u8x16::splat(b));
    let digits = within(bytes, b'0', b'9');
    let percents = is(b'%');
    let words =
        digits | percents | is(b'_') | within(bytes, b'-', b'.') | within(bytes | u8x16::splat(0x20), b'a', b'z');
    [
        digits.to_bitmask(),
        words.to_bitmask(),
        within(bytes, b'a', b'f').to_bitmask(),
        (is(b'/') | is(b'=')).to_bitmask(),
        percents.to_bitmask(),
        within(bytes, b'!', b'~').to_bitmask(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pattern(text: &str) -> Option<String> {
        let mut pattern = Pattern::default();
        pattern.read(text).then(|| {
            let shown = |b: &u8| match *b {
                DIGIT => 'D',
                ID => 'I',
                CAPITAL_ID => 'C',
                b => char::from(b),
            };
            pattern.bytes().iter().map(shown).collect()
        })
    }

    /// The same, byte by byte as the module's text says it.
    fn plain(text: &str) -> Option<String> {
        if text.len() > LONGEST || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return None;
        }
        let slash = text.find(['/', '=']).filter(|at| *at <= BLOCK);
        let host = slash.filter(|at| text[..at + 1].ends_with(":/") && text[*at..].starts_with("//")).map(|at| at + 2);
        let mut out = String::new();
        while let Some(next) = text[out.len()..].chars().next() {
            let behind = out.chars().last().filter(|_| text.as_bytes()[out.len() - 1].is_ascii_graphic());
            let before = behind.and(text[..out.len()].chars().last());
            let rest = &text[out.len()..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"_-.%".contains(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            let mut said = word.to_owned();
            if matches!(before, Some('/' | '=')) && end < BLOCK && !word.contains('%') {
                let after = rest[end..].chars().next();
                said = if host == Some(out.len()) { first_label(word) } else { blanked(word, before, after) };
            }
            if word.is_empty() { out.push(next) } else { out.push_str(&said) }
        }
        Some(out)
    }

    fn first_label(host: &str) -> String {
        match host.split_once('.') {
            Some((label, rest)) if rest.contains('.') => runs(label) + "." + rest,
            _ => host.to_owned(),
        }
    }

    fn blanked(word: &str, before: Option<char>, after: Option<char>) -> String {
        let value = before == Some('=');
        let whole = after.is_none() || after == Some('&') && value || matches!(after, Some('/' | '?')) && !value;
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if whole && value && digits >= 2 && word.chars().all(|c| c.is_ascii_digit() || c == '.') {
            let zeros = !word.contains(|c: char| c.is_ascii_digit() && c != '0');
            return if zeros { word.to_owned() } else { word.replace(|c: char| c.is_ascii_digit(), "D") };
        }
        let groups: Vec<usize> = word.split('-').map(str::len).collect();
        let uuid = groups == [8, 4, 4, 4, 12];
        let all = |first: char, last: char| {
            word.chars().all(|c| c.is_ascii_digit() || (first..=last).contains(&c) || uuid && c == '-')
        };
        let mixed = digits >= 3 && word.contains(|c: char| c.is_ascii_alphabetic());
        match () {
            () if whole && mixed && word.len() >= 16 && all('a', 'f') => "I".repeat(word.len()),
            () if whole && mixed && word.len() >= 16 && all('A', 'F') => "C".repeat(word.len()),
            () => runs(word),
        }
    }

    fn runs(word: &str) -> String {
        let digits = regex::Regex::new("[0-9]{3,}").unwrap();
        let blank = |found: &regex::Captures| match &found[0] {
            zeros if zeros.bytes().all(|b| b == b'0') => zeros.to_owned(),
            run => "D".repeat(run.len()),
        };
        digits.replace_all(word, blank).into_owned()
    }

    #[test]
    fn numbers_and_ids_are_blanked() {
        for (text, wanted) in [
            ("https://shop1234.acme.com/p/1234?a=5&b=12", "https://shopDDDD.acme.com/p/DDDD?a=5&b=DD"),
            ("https://acme123.com/?a=12.50&b=0.00&c=000", "https://acme123.com/?a=DD.DD&b=0.00&c=000"),
            ("https://a.b/?c=x_1234&d=Level_12&e=1000x", "https://a.b/?c=x_DDDD&d=Level_12&e=DDDDx"),
            ("https://a.b/?c={sub1234}&d=%201234&1234=a", "https://a.b/?c={sub1234}&d=%201234&1234=a"),
            ("/efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32", "/IIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII"),
            ("/?a=EFB2A7D2C01A4E3F", "/?a=CCCCCCCCCCCCCCCC"),
            ("/?a=EFB2a7d2c01a4e3f", "/?a=EFB2a7d2c01a4e3f"),
            ("/?a=efb2a7d2c01a4e3", "/?a=efb2a7d2c01a4e3"),
        ] {
            assert_eq!(pattern(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["https://a.b/?c=d e", "https://a.b/?c=\u{e9}", "\u{1}", &"x".repeat(LONGEST + 1)] {
            assert_eq!(pattern(text), None, "{text}");
        }
    }

    #[test]
    fn only_equal_patterns_have_equal_numbers() {
        let number = |text: &str| {
            let mut pattern = Pattern::default();
            pattern.read(&"y".repeat(LONGEST));
            pattern.read(text);
            pattern.number()
        };
        assert_eq!(number("/?a=1234"), number("/?a=5678"));
        let texts: Vec<String> = (0..LONGEST).map(|n| format!("/{}", "x".repeat(n))).take(LONGEST).collect();
        let mut numbers: Vec<u64> = texts.iter().map(|t| number(t)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), texts.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn blocks_and_bytes_agree(
            pieces in prop::collection::vec(
                prop_oneof![
                    4 => "[/=&?.%_#{}:-]",
                    3 => "[0-9]{1,6}",
                    2 => "[a-zA-Z0-9_.-]{1,70}",
                    1 => Just("://".to_owned()),
                    1 => "[0-9a-f]{14,34}",
                    1 => "[0-9A-F]{14,34}",
                    1 => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{11,12}",
                    1 => "[ -\u{ff}]",
                ],
                0..40,
            ),
            before in pieces_before(),
        ) {
            let text = pieces.concat();
            let mut reused = Pattern::default();
            reused.read(&before);
            prop_assert_eq!(pattern(&text), plain(&text));
            if reused.read(&text) {
                let mut fresh = Pattern::default();
                fresh.read(&text);
                prop_assert_eq!(reused.bytes(), fresh.bytes());
                prop_assert_eq!(reused.number(), fresh.number());
            }
        }
    }

    fn pieces_before() -> impl Strategy<Value = String> {
        "[!-~]{0,512}"
    }
}
