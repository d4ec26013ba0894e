//! Macros whose delimiters, or some of them, are percent-encoded.

use super::macros::{Dialect, LONGEST, Macro, fills_part, is_html, is_name_byte, is_wordy, made};
use super::percent::escape;

/// Length of `delimiter` at the start of `text`, each of its characters as it is or percent-encoded, and whether one
/// is encoded.
fn spelled(text: &[u8], delimiter: &str) -> Option<(usize, bool)> {
    let (mut at, mut encoded) = (0, false);
    for wanted in delimiter.bytes() {
        match text.get(at)? {
            b'%' if byte_at(text, at) == Some(wanted) => (at, encoded) = (at + 3, true),
            // `$%7B` is half encoded; `%25{` is a `%` before a macro.
            b if *b == wanted && !encoded => at += 1,
            _ => return None,
        }
    }
    Some((at, encoded))
}

/// What the escape at byte `at` stands for.
fn byte_at(text: &[u8], at: usize) -> Option<u8> {
    escape(text.get(at..)?)
}

/// A macro whose delimiters, or some of them, are percent-encoded.
pub(super) fn encoded(text: &[u8], at: usize) -> Option<Macro> {
    // Every escape of every link is asked; few stand for a delimiter.
    let first = text[at..].iter().position(|b| *b == b'%').filter(|i| *i < 2)?;
    if !byte_at(text, at + first).is_some_and(|b| b"{}[]%#$<*|(".contains(&b)) {
        return None;
    }
    Dialect::ALL.into_iter().find_map(|(dialect, open, close)| {
        let (open, true) = spelled(&text[at..], open)? else { return None };
        let from = at + open;
        let end = argued(text, from)?;
        // The closing half may have kept its own form.
        let (close, _) = spelled(&text[end..], close)?;
        let found = Macro { encoded: true, ..made(at, open, end, close, dialect) };
        is_encoded_macro(text, found).then_some(found)
    })
}

/// `{x%7D`: only the closing brace is encoded.
pub(super) fn half_encoded(text: &[u8], at: usize) -> Option<Macro> {
    let end = argued(text, at + 1)?;
    let (close, true) = spelled(&text[end..], "}")? else { return None };
    Some(Macro { encoded: true, ..made(at, 1, end, close, Dialect::Brace) })
}

fn is_encoded_macro(text: &[u8], found: Macro) -> bool {
    let at = found.span.start as usize;
    let inner = &text[found.inner.range()];
    match found.dialect {
        // `%5B0%5D` is an array's index, `a%5Bb%5D` an array's key, and `AL-7-%5Bnotype%5D` what a page counts by.
        Dialect::Square => {
            let joined = at.checked_sub(1).is_some_and(|i| text[i].is_ascii_alphanumeric());
            !joined && (fills_part(text, found) || !inner.iter().any(u8::is_ascii_lowercase))
        }
        Dialect::Hash | Dialect::Percent | Dialect::Paren | Dialect::Dollar | Dialect::Angle => {
            inner.len() >= 2 && fills_part(text, found) && !is_html(inner)
        }
        Dialect::Dunder | Dialect::PercentBang => false,
        Dialect::Brace => !is_uuid(inner),
        _ => true,
    }
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36 && text[8] == b'-' && text.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-')
}

/// Where the name that begins at `from` ends, with its arguments: `status%3Alead%3Dreg`, `formfield=name`, `a%7C%7Cb`.
fn argued(text: &[u8], from: usize) -> Option<usize> {
    let limit = text.len().min(from + LONGEST);
    // A letter beyond ASCII may be a look-alike.
    let run = |from: usize| text[from..limit].iter().take_while(|&&b| is_name_byte(b) || !b.is_ascii()).count();
    let name = run(from);
    if name == 0 || !is_wordy(&text[from..=from]) {
        return None;
    }
    let mut at = from + name;
    // Arguments follow a long enough name: `%7Ba%3A1%7D` is an object of a program.
    while name >= 3 && at < limit {
        let mark = match text[at] {
            b'%' => byte_at(text, at).map(|b| (b, 3)),
            b => Some((b, 1)),
        };
        let Some((b':' | b'=' | b'+' | b' ' | b'|' | b'?', length)) = mark else { break };
        at += length;
        at += run(at);
    }
    Some(at)
}
