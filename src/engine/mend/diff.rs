//! The changes of a file as a unified diff that `git apply` and `patch` take.

use similar::TextDiff;

/// The diff from `before` to `after` of the file at `path`, byte for byte; empty where they are the same.
#[must_use]
pub fn unified(path: &str, before: &[u8], after: &[u8]) -> Vec<u8> {
    if before == after {
        return Vec::new();
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let mut out = Vec::new();
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    unified.header(&quoted("a", path), &quoted("b", path));
    // Into a vector: nothing that could fail.
    let _ = unified.to_writer(&mut out);
    out
}

/// A path as git writes it: in quotes with escapes where it holds more than plain characters.
fn quoted(side: &str, path: &str) -> String {
    let path = format!("{side}/{path}");
    if path.bytes().all(|b| (0x20..0x7F).contains(&b) && b != b'"' && b != b'\\') {
        return path;
    }
    let mut out = String::from("\"");
    for b in path.bytes() {
        match b {
            b'"' | b'\\' => out.extend(['\\', char::from(b)]),
            0x20..0x7F => out.push(char::from(b)),
            _ => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('"');
    out
}
