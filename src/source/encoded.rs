//! Links that are percent-encoded as a whole, as they stand in a parameter of another one.

use super::passage::{Foreign, Passage};
use std::ops::Range;

/// Where a link begins in a text that is encoded as a whole, `https%3A%2F%2F`, and is no parameter's value.
fn beginning(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"ttp").map(|at| from + at) {
        from = at + 3;
        let start = at.checked_sub(1).filter(|start| text.as_bytes()[*start].eq_ignore_ascii_case(&b'h'));
        let rest = text[at + 3..].strip_prefix(['s', 'S']).unwrap_or(&text[at + 3..]);
        let encoded = rest.get(..9).is_some_and(|sign| sign.eq_ignore_ascii_case("%3A%2F%2F"));
        let opens = |start: &usize| {
            let before = text[..*start].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || "\"'`(<[|,;>".contains(c))
        };
        if let Some(start) = start.filter(opens).filter(|_| encoded) {
            return Some(start);
        }
    }
    None
}

/// True for a text that begins with a link that is encoded as a whole.
#[must_use]
pub fn is_encoded_link(text: &str) -> bool {
    beginning(text.trim_start()) == Some(0)
}

/// The first link on `line` that is encoded as a whole, decoded once.
pub(super) fn encoded(text: &str, line: &Range<usize>) -> Option<Passage> {
    let start = line.start + beginning(&text[line.clone()])?;
    let inner = &text[start..line.end];
    let length = inner.find(|c: char| c.is_whitespace() || "\"'`)<>]|,;&".contains(c)).unwrap_or(inner.len());
    let mut passage = Passage { percent: true, ..Passage::plain(start..start + length) };
    let bytes = text.as_bytes();
    let mut at = start;
    while at < passage.range.end {
        if bytes[at] != b'%' {
            at += 1;
            continue;
        }
        let Some((own, length)) = character(&text[at..passage.range.end]) else {
            at += 1;
            continue;
        };
        passage.foreign.push(Foreign { range: at..at + length, own: own.into(), is_break: false });
        at += length;
    }
    Some(passage)
}

/// The character that the codes at the start of a text stand for, and their length.
fn character(text: &str) -> Option<(String, usize)> {
    let byte = |at: usize| {
        let code = text.get(at..at + 3)?.strip_prefix('%')?;
        code.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(code, 16).ok())?
    };
    let first = byte(0)?;
    let count = match first {
        0..=0x7F => 1,
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = (0..count).map(|n| byte(3 * n)).collect();
    Some((String::from_utf8(bytes?).ok()?, 3 * count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_is_encoded_as_a_whole_is_decoded_once() {
        for (text, link) in [
            ("https%3A%2F%2Fa.com%2Fx%3Fb%3D%7Bc%7D%26d%3D%2520", Some("https://a.com/x?b={c}&d=%20")),
            ("see \"http%3a%2f%2fa.com%3Fb%3D%C3%A9\", please", Some("http://a.com?b=é")),
            ("https://a.com/?u=https%3A%2F%2Fb.com", None),
            ("&u=https%3A%2F%2Fb.com", None),
            ("http", None),
            ("", None),
        ] {
            let found = encoded(text, &(0..text.len()));
            assert_eq!(found.map(|p| p.link(text).into_owned()).as_deref(), link, "{text}");
        }
    }
}
