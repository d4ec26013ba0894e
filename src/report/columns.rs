//! What a text looks like in a terminal: how many columns each character takes, and which ones have to be spelt out
//! because a terminal would obey or hide them.

use super::hidden::{is_hidden, spell_out};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

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
pub(super) fn columns(c: char) -> usize {
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
pub(super) const fn spelt_columns(c: char) -> usize {
    match c as u32 {
        0..=0xFFFF => "<U+0000>".len(),
        0x1_0000..=0xF_FFFF => "<U+10000>".len(),
        _ => "<U+100000>".len(),
    }
}

/// The text with every character spelt out (`<U+200B>`) that has no columns of its own, so that what is drawn is
/// what stands there, column by column. Everything that leaves in a drawing goes through here.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    spell_out(text, |c| columns(c) == 0)
}

/// How many columns the text takes once it is [`visible`].
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if columns(c) == 0 { spelt_columns(c) } else { columns(c) }).sum()
}

/// The text as it is read and not measured: tabs are a space, and the letters of scripts that run from right to left stay
/// as they are, for a terminal that knows them. Nothing may be marked under it.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\t') { Cow::Owned(text.replace('\t', " ")) } else { Cow::Borrowed(text) };
    let odd = |c: char| columns(c) == 0 && (!is_right_to_left(c) || is_hidden(c));
    match text {
        Cow::Borrowed(text) => spell_out(text, odd),
        Cow::Owned(text) => Cow::Owned(spell_out(&text, odd).into_owned()),
    }
}

/// How many columns a text takes that is [`readable`].
#[must_use]
pub fn readable_width(text: &str) -> usize {
    let of = |c: char| match c {
        '\t' => 1,
        c if is_right_to_left(c) && !is_hidden(c) => c.width().unwrap_or(0),
        c if columns(c) == 0 => spelt_columns(c),
        c => columns(c),
    };
    text.chars().map(of).sum()
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

#[cfg(test)]
mod tests {
    use super::super::hidden::harmless;
    use super::*;

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
    fn what_is_read_keeps_its_letters() {
        assert_eq!(readable("a\tשלום مرحبا\u{200b}\u{202e}"), "a שלום مرحبا<U+200B><U+202E>");
        assert_eq!(readable_width("a\tשלום"), 6);
        assert!(matches!(readable("plain {x} 日"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_wrap_at_blanks_and_stay_whole() {
        assert_eq!(wrap("one two https://a.example/very/long three", 9), "one two\nhttps://a.example/very/long\nthree");
    }
}
