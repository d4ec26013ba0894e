//! How YAML spells a text: plain, in quotes, in blocks.

use crate::source::Encoding;
use crate::source::syntax::spelling::Spelling;
use crate::source::tape::DecodedText;

/// Why no edit is made in a text that goes over several lines.
const FOLDED: &str = "the text is folded over several lines, so that a repair cannot be written back line by line";

/// A text without quotes.
pub fn plain(raw: &str, parsed: &str, in_flow: bool) -> DecodedText {
    let mut spelling = Spelling::new(if in_flow { Encoding::YamlFlow } else { Encoding::YamlPlain });
    lines(raw, &mut spelling, Spelling::same);
    spelling.checked(parsed, raw.len(), folded(raw))
}

/// What stands between single quotes.
pub fn single(raw: &str, parsed: &str) -> DecodedText {
    let mut spelling = Spelling::new(Encoding::YamlSingle);
    lines(raw, &mut spelling, |spelling, line| {
        for (i, piece) in line.split("''").enumerate() {
            if i > 0 {
                spelling.unit("'", 2);
            }
            spelling.same(piece);
        }
    });
    spelling.checked(parsed, raw.len(), folded(raw))
}

/// What stands between double quotes, as far as it can be read.
pub fn double(raw: &str) -> Spelling {
    let mut spelling = Spelling::new(Encoding::Json);
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        lines(&rest[..at], &mut spelling, Spelling::same);
        rest = &rest[at..];
        let Some((c, length)) = escape(rest) else {
            let breaks = break_after(&rest[1..]);
            if breaks == 0 {
                return spelling;
            }
            let blanks = blank_length(&rest[1 + breaks..], true);
            let lines = line_breaks(&rest[1 + breaks..1 + breaks + blanks]);
            let indent = blank_length(&rest[1 + breaks + blanks..], false);
            spelling.unit(&"\n".repeat(lines), 1 + breaks + blanks + indent);
            rest = &rest[1 + breaks + blanks + indent..];
            continue;
        };
        spelling.character(c, length);
        rest = &rest[length..];
    }
    lines(rest, &mut spelling, Spelling::same);
    spelling
}

/// What stands between double quotes, checked.
pub fn double_checked(raw: &str, parsed: &str) -> DecodedText {
    double(raw).checked(parsed, raw.len(), folded(raw))
}

fn folded(raw: &str) -> Option<&'static str> {
    raw.contains('\n').then_some(FOLDED)
}

/// Gives the pieces of `raw` to `write`, line by line, and folds what stands between them.
fn lines<'r>(raw: &'r str, spelling: &mut Spelling, write: impl Fn(&mut Spelling, &'r str)) {
    let mut rest = raw;
    while let Some(at) = rest.find(['\n', '\r']) {
        let line = rest[..at].trim_end_matches([' ', '\t']);
        write(spelling, line);
        let blanks = &rest[line.len()..];
        let length = blank_length(blanks, true);
        let length = length + blank_length(&blanks[length..], false);
        match line_breaks(&blanks[..length]) {
            1 => spelling.unit(" ", length),
            several => spelling.unit(&"\n".repeat(several - 1), length),
        }
        rest = &blanks[length..];
    }
    write(spelling, rest);
}

/// Length of the blanks at the start of `text`, up to the last line break among them if `to_break`.
fn blank_length(text: &str, to_break: bool) -> usize {
    let signs: &[char] = if to_break { &[' ', '\t', '\n', '\r'] } else { &[' ', '\t'] };
    let blanks = &text[..text.len() - text.trim_start_matches(signs).len()];
    if to_break { blanks.rfind(['\n', '\r']).map_or(0, |at| at + 1) } else { blanks.len() }
}

fn line_breaks(text: &str) -> usize {
    text.matches(['\n', '\r']).count() - text.matches("\r\n").count()
}

/// Length of the line break at the start of `text`.
fn break_after(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The character that the escape at the start of `text` stands for, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let c = match text[1..].chars().next()? {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        c @ (' ' | '"' | '/' | '\\') => c,
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return Some((char::from_u32(hex(text, 2, 2)?)?, 4)),
        'U' => return Some((char::from_u32(hex(text, 2, 8)?)?, 10)),
        'u' => return pair(text),
        _ => return None,
    };
    Some((c, 2))
}

fn hex(text: &str, from: usize, digits: usize) -> Option<u32> {
    let digits = text.get(from..from + digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

/// `\uXXXX`, or two of them for one character.
fn pair(text: &str) -> Option<(char, usize)> {
    let high = hex(text, 2, 4)?;
    if let Some(c) = char::from_u32(high) {
        return Some((c, 6));
    }
    let low = text.get(6..8).filter(|s| *s == "\\u").and_then(|_| hex(text, 8, 4))?;
    let fits = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
    fits.then(|| char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))).flatten().map(|c| (c, 12))
}

/// A block (`|` or `>`) whose first line of text begins `raw`, each line indented by `indent` blanks. Returns how
/// many bytes spell the text: line breaks that the block drops stand behind them.
pub fn block(raw: &str, parsed: &str, indent: usize, literal: bool) -> (DecodedText, usize) {
    let mut spelling = Spelling::new(Encoding::YamlBlock);
    let lead = parsed.len() - parsed.trim_start_matches('\n').len();
    spelling.unit(&parsed[..lead], 0);
    let mut rest = raw;
    let mut first = true;
    // What stands between the last line with text and the next one.
    let mut between = 0;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = &rest[..end];
        let text = line.trim_end_matches(['\n', '\r']);
        let blanks = if first { 0 } else { text.bytes().take(indent).take_while(|b| *b == b' ').count() };
        let content = &text[blanks..];
        rest = &rest[end..];
        if content.is_empty() {
            between += line.len();
            continue;
        }
        if !first {
            let here = parsed.get(spelling.text().len()..).unwrap_or_default();
            spelling.unit(separator(here, content), between + blanks);
        }
        first = false;
        spelling.same(content);
        between = line.len() - text.len();
    }
    let tail = parsed.get(spelling.text().len()..).unwrap_or_default();
    if !tail.is_empty() {
        // Behind its last line break the block has ended.
        spelling.opaque(tail, between);
    }
    let read = spelling.read();
    let several = spelling.text().trim_end_matches('\n').contains('\n');
    let locked = if literal || !(several || raw[..read].trim_end().contains('\n')) { None } else { Some(FOLDED) };
    (spelling.checked(parsed, read, locked), read)
}

/// What the parser made of the break before a line: a blank or line breaks.
fn separator<'p>(parsed: &'p str, content: &str) -> &'p str {
    match parsed.strip_prefix(' ') {
        Some(rest) if rest.starts_with(content) && !content.starts_with([' ', '\t']) => &parsed[..1],
        _ => &parsed[..parsed.len() - parsed.trim_start_matches('\n').len()],
    }
}
