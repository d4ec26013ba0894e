//! Places as the protocol counts them: lines from 0, columns from 0 in units of UTF-16.

use serde_json::{Value, json};

/// A text with the beginnings of its lines. A line ends with `\n`, `\r\n` or `\r`.
pub struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    pub fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = [0].into_iter().chain(ends.map(|at| at + 1)).collect();
        Self { text, starts }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte.
    pub fn position(&self, byte: usize) -> Value {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let column: usize = self.text[self.starts[line]..byte].chars().map(char::len_utf16).sum();
        json!({ "line": line, "character": column })
    }

    pub fn range(&self, start: usize, end: usize) -> Value {
        json!({ "start": self.position(start), "end": self.position(end) })
    }

    /// The byte at a place; one behind the end of its line is that end, as the protocol has it.
    pub fn byte(&self, position: &Value) -> Option<usize> {
        let line = usize::try_from(position["line"].as_u64()?).ok()?;
        let mut left = position["character"].as_u64()?;
        let Some(&start) = self.starts.get(line) else { return Some(self.text.len()) };
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let whole = self.text[start..next].trim_end_matches(['\n', '\r']);
        let mut at = start;
        for c in whole.chars() {
            if left < c.len_utf16() as u64 {
                break;
            }
            left -= c.len_utf16() as u64;
            at += c.len_utf8();
        }
        Some(at)
    }

    /// The line around a byte, without its end, and where it begins.
    pub fn line_at(&self, byte: usize) -> (&str, usize) {
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let start = self.starts[line];
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        (self.text[start..next].trim_end_matches(['\n', '\r']), start)
    }

    /// The text with a change made, as the editor tells it: of a range, or of the whole.
    pub fn changed(&self, change: &Value) -> Option<String> {
        let new = change["text"].as_str()?;
        let range = &change["range"];
        if range.is_null() {
            return Some(new.to_owned());
        }
        let (start, end) = (self.byte(&range["start"])?, self.byte(&range["end"])?);
        let (start, end) = (start.min(end), start.max(end));
        Some(format!("{}{new}{}", &self.text[..start], &self.text[end..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_units_of_utf16_and_come_back() {
        let lines = Lines::new("a\u{1F600}b\r\n\u{e9}\rx\n".to_owned());
        let bytes = [0, 1, 5, 6, 8, 10, 11, 12, 13];
        let at = [(0, 0), (0, 1), (0, 3), (0, 4), (1, 0), (1, 1), (2, 0), (2, 1), (3, 0)];
        for (byte, (line, character)) in bytes.into_iter().zip(at) {
            assert_eq!(lines.position(byte), json!({ "line": line, "character": character }));
            assert_eq!(lines.byte(&lines.position(byte)), Some(byte));
        }
        // Within a pair of units, behind the end of a line, behind the last line.
        assert_eq!(lines.byte(&json!({ "line": 0, "character": 2 })), Some(1));
        assert_eq!(lines.byte(&json!({ "line": 0, "character": 99 })), Some(6));
        assert_eq!(lines.byte(&json!({ "line": 9, "character": 0 })), Some(13));
        assert_eq!(lines.line_at(9), ("\u{e9}", 8));
    }

    #[test]
    fn a_change_replaces_a_range_or_everything() {
        let lines = Lines::new("one\ntwo\n".to_owned());
        let range = json!({ "start": { "line": 0, "character": 3 }, "end": { "line": 1, "character": 1 } });
        assert_eq!(lines.changed(&json!({ "range": range, "text": "-" })).as_deref(), Some("one-wo\n"));
        assert_eq!(lines.changed(&json!({ "text": "new" })).as_deref(), Some("new"));
        assert_eq!(lines.changed(&json!({ "range": range })), None);
    }
}
