//! Characters that a terminal would obey or hide, spelt out.

use std::borrow::Cow;
use std::fmt::Write;

/// True for characters that steer a terminal, hide, or pass for a blank.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || c != ' ' && c.is_whitespace()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
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

pub(super) fn spell_out(text: &str, mut odd: impl FnMut(char) -> bool) -> Cow<'_, str> {
    let Some((first, _)) = text.char_indices().find(|(_, c)| odd(*c)) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    // The first odd one has been asked about.
    let mut known = true;
    text[first..].chars().for_each(|c| push(&mut out, c, std::mem::take(&mut known) || odd(c)));
    Cow::Owned(out)
}

pub(super) fn push(out: &mut String, c: char, odd: bool) {
    if odd {
        // Writing to a string never fails.
        let _ = write!(out, "<U+{:04X}>", u32::from(c));
    } else {
        out.push(c);
    }
}
