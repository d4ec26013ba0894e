//! The objects of a JSON document that are records, wherever in it they stand: in a list, in a map by their ids, in an
//! answer's `data`. Found by their keys, without reading the document as a whole.

use memchr::memchr_iter;
use std::ops::Range;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its bytes, with its braces.
    pub range: Range<usize>,
    /// The line of its opening brace, from 1.
    pub line: u64,
    /// Its own keys, in small letters.
    pub keys: Vec<String>,
}

/// Deeper nests are of no record.
const DEEPEST: usize = 64;

struct Open {
    start: usize,
    keys: Vec<String>,
}

/// Calls `see` for each object, inner ones before those that hold them. Returns false if the document ends within one.
pub fn each(bytes: &[u8], mut see: impl FnMut(Object)) -> bool {
    let mut stack: Vec<Option<Open>> = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1u64, 0);
    let mut line_of = |at: usize| {
        line += memchr_iter(b'\n', &bytes[counted..at]).count() as u64;
        counted = at;
        line
    };
    let mut lines: Vec<u64> = Vec::new();
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let Some(end) = string_end(bytes, at + 1) else { return false };
                let after = bytes[end..].iter().position(|b| !b.is_ascii_whitespace()).map(|i| bytes[end + i]);
                if after == Some(b':')
                    && let Some(Some(open)) = stack.last_mut()
                    && open.keys.len() < 256
                {
                    open.keys.push(String::from_utf8_lossy(&bytes[at + 1..end - 1]).to_ascii_lowercase());
                }
                at = end;
            }
            b'{' => {
                lines.push(line_of(at));
                stack.push((stack.len() < DEEPEST).then(|| Open { start: at, keys: Vec::new() }));
                at += 1;
            }
            b'}' => {
                at += 1;
                let line = lines.pop().unwrap_or(1);
                if let Some(Some(open)) = stack.pop() {
                    see(Object { range: open.start..at, line, keys: open.keys });
                }
            }
            _ => at += 1,
        }
    }
    stack.is_empty()
}

/// Where a string ends, behind its quote.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_at_any_depth_with_their_lines() {
        let text = "{\n \"a\": [\n  {\"b\": \"}\\\"\", \"c\": {\"d\": 1}},\n  {\"B\": 2}\n ]\n}";
        let mut found = Vec::new();
        assert!(each(text.as_bytes(), |o| found.push((o.line, o.keys.join(",")))));
        assert_eq!(found, [(3, "d".to_owned()), (3, "b,c".to_owned()), (4, "b".to_owned()), (1, "a".to_owned())]);
        assert!(!each(b"{\"a\": [{\"b\": 1", |_| {}));
    }
}
