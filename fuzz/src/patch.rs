//! Applies a unified diff as git does. Written from the form of such diffs, not from what makes them.

/// What `before` is once `diff` has been applied to it.
///
/// # Errors
/// What of the diff does not fit.
pub fn applied(diff: &[u8], before: &[u8]) -> Result<Vec<u8>, String> {
    let old: Vec<&[u8]> = before.split_inclusive(|b| *b == b'\n').collect();
    let mut lines = diff.split_inclusive(|b| *b == b'\n').peekable();
    for sign in [b"--- ", b"+++ "] {
        lines.next().filter(|line| line.starts_with(sign)).ok_or("no header")?;
    }
    let (mut out, mut at): (Vec<u8>, usize) = (Vec::new(), 0);
    while let Some(head) = lines.next() {
        let head = std::str::from_utf8(head).map_err(|e| e.to_string())?;
        let (line, mut was, mut is) = reach(head).ok_or_else(|| format!("no head of a hunk: {head}"))?;
        let start = if was == 0 { line } else { line - 1 };
        out.extend(old.get(at..start).ok_or("hunks out of order")?.concat());
        at = start;
        while was + is > 0 {
            let line = lines.next().ok_or("a hunk ends too early")?;
            let (sign, mut text) = (line[0], &line[1..]);
            if lines.next_if(|next| next.starts_with(b"\\")).is_some() {
                text = text.strip_suffix(b"\n").ok_or("a line without its end has one")?;
            }
            if sign != b'+' {
                old.get(at).filter(|line| **line == text).ok_or_else(|| format!("line {} is another one", at + 1))?;
                (at, was) = (at + 1, was.checked_sub(1).ok_or("too many old lines")?);
            }
            if sign != b'-' {
                out.extend_from_slice(text);
                is = is.checked_sub(1).ok_or("too many new lines")?;
            }
        }
    }
    out.extend(old[at..].concat());
    Ok(out)
}

/// `@@ -5,2 +5,3 @@`: the first old line, and how many lines there are, old and new.
fn reach(head: &str) -> Option<(usize, usize, usize)> {
    let (was, is) = head.strip_prefix("@@ -")?.strip_suffix(" @@\n")?.split_once(" +")?;
    let pair = |text: &str| {
        let (line, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((line.parse::<usize>().ok()?, count.parse::<usize>().ok()?))
    };
    let ((line, was), (_, is)) = (pair(was)?, pair(is)?);
    Some((line, was, is))
}
