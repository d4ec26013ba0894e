//! The changes of a file as a unified diff that `git apply` and `patch` take.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// Lines shown round a change.
const AROUND: usize = 3;

/// The diff from `before` to `after` of the file at `path`, byte for byte; empty where they are the same. The path may
/// be no UTF-8.
#[must_use]
pub fn unified(path: impl AsRef<[u8]>, before: &[u8], after: &[u8]) -> Vec<u8> {
    if before == after {
        return Vec::new();
    }
    let mut path = path.as_ref();
    while let Some(rest) = path.strip_prefix(b"./").or_else(|| path.strip_prefix(b"/")) {
        path = rest;
    }
    let (old, new) = (lines(before), lines(after));
    let mut out = format!("--- {}\n+++ {}\n", quoted("a", path), quoted("b", path)).into_bytes();
    for hunk in group_diff_ops(changes(&old, &new), AROUND) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let (was, is) = (first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end);
        out.extend(format!("@@ -{} +{} @@\n", reach(&was), reach(&is)).bytes());
        for op in hunk {
            let (tag, was, is) = op.as_tag_tuple();
            if tag == DiffTag::Equal {
                was.for_each(|i| line(&mut out, b' ', old[i]));
            } else {
                was.for_each(|i| line(&mut out, b'-', old[i]));
                is.for_each(|i| line(&mut out, b'+', new[i]));
            }
        }
    }
    out
}

/// Lines with their ends. A carriage return by itself ends none: neither git nor patch would have it so.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|b| *b == b'\n').collect()
}

fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<DiffOp> {
    if old.len() != new.len() {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    // Repairs bring no lines: if none went, each stands where it stood, however many were changed.
    let mut ops: Vec<DiffOp> = Vec::new();
    let mut at = 0;
    while at < old.len() {
        let same = old[at] == new[at];
        let len = old[at..].iter().zip(&new[at..]).take_while(|(a, b)| (a == b) == same).count();
        ops.push(if same {
            DiffOp::Equal { old_index: at, new_index: at, len }
        } else {
            DiffOp::Replace { old_index: at, old_len: len, new_index: at, new_len: len }
        });
        at += len;
    }
    ops
}

/// Where a hunk begins, from 1, and how many lines it has; of none, the line before it.
fn reach(lines: &std::ops::Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        n => format!("{},{n}", lines.start + 1),
    }
}

fn line(out: &mut Vec<u8>, sign: u8, text: &[u8]) {
    out.push(sign);
    out.extend_from_slice(text);
    if !text.ends_with(b"\n") {
        out.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

/// A path as git writes it: in quotes with escapes where it holds more than plain characters.
fn quoted(side: &str, path: &[u8]) -> String {
    let plain = str::from_utf8(path)
        .ok()
        .filter(|path| path.bytes().all(|b| (0x20..0x7F).contains(&b) && b != b'"' && b != b'\\'));
    if let Some(path) = plain {
        // Behind a tab nothing belongs to the path, so that blanks in it do.
        return if path.contains(' ') { format!("{side}/{path}\t") } else { format!("{side}/{path}") };
    }
    let mut out = format!("\"{side}/");
    for &b in path {
        match b {
            b'"' | b'\\' => out.extend(['\\', char::from(b)]),
            0x20..0x7F => out.push(char::from(b)),
            _ => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('"');
    out
}
