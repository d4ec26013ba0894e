//! What a program puts into a string when it runs: `${f(x)}`, `%s`, `$cid`, `#{id}`, `<?= $id ?>`.

/// The longest expression that is looked for, in bytes.
const LONGEST: usize = 512;

/// The length of what a program fills in at the start of `text`. `whole` is the same text beyond the line's end:
/// calls may go on over lines. `format` says that braces are a format's, `names` that `$name` is filled in.
pub(super) fn hole(text: &str, whole: &str, format: bool, names: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'$' if bytes.get(1) == Some(&b'{') => closed(whole, 2, b'{', b'}'),
        b'$' if bytes.get(1) == Some(&b'(') => closed(whole, 2, b'(', b')'),
        b'$' if names => variable(text),
        b'#' if bytes.get(1) == Some(&b'{') => closed(whole, 2, b'{', b'}'),
        b'{' if bytes.get(1) == Some(&b'$') => closed(whole, 1, b'{', b'}'),
        b'{' if format && bytes.get(1) != Some(&b'{') => closed(whole, 1, b'{', b'}'),
        b'<' if matches!(bytes.get(1), Some(b'?' | b'%')) => {
            let end = if bytes[1] == b'?' { "?>" } else { "%>" };
            whole.get(..whole.floor_char_boundary(LONGEST))?.find(end).map(|at| at + 2)
        }
        b'%' => printed(bytes),
        b'\\' if bytes.get(1) == Some(&b'(') => closed(whole, 2, b'(', b')'),
        _ => None,
    }
}

/// Up to and with the bracket that closes the one before `from`.
fn closed(text: &str, from: usize, open: u8, close: u8) -> Option<usize> {
    let mut depth = 1;
    for (at, b) in text.bytes().enumerate().skip(from).take(LONGEST) {
        depth += usize::from(b == open);
        depth -= usize::from(b == close);
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// `$name`, `$name['key']`, `$name->key`. `$name$` is how some ad servers write a macro.
fn variable(text: &str) -> Option<usize> {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let name = text.bytes().skip(1).take_while(is_name).count();
    if name == 0
        || text.as_bytes()[1].is_ascii_digit() && (name > 1 || text[2..].starts_with('.'))
        || text[1 + name..].starts_with('$')
    {
        return None;
    }
    let mut end = 1 + name;
    while let Some(rest) = text.get(end..) {
        if rest.starts_with('[') {
            end += closed(rest, 1, b'[', b']')?;
        } else if let Some(key) = rest.strip_prefix("->") {
            end += 2 + key.bytes().take_while(is_name).count();
        } else {
            break;
        }
    }
    Some(end)
}

/// `%s`, `%1$s`, `%(name)s`, `%@`: no byte in hexadecimal digits.
fn printed(bytes: &[u8]) -> Option<usize> {
    let is_end = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'%' && *b != b'_');
    match bytes.get(1)? {
        b'@' => Some(2),
        b's' | b'v' | b'i' | b'u' | b'q' => is_end(2).then_some(2),
        b'd' | b'f' => is_end(2).then_some(2),
        b'l' if matches!(bytes.get(2), Some(b'd' | b'u')) => is_end(3).then_some(3),
        b'(' => {
            let end = bytes.iter().take(64).position(|b| *b == b')')?;
            matches!(bytes.get(end + 1), Some(b's' | b'd' | b'i' | b'f')).then_some(end + 2)
        }
        digit if digit.is_ascii_digit() && bytes.get(2) == Some(&b'$') => {
            matches!(bytes.get(3), Some(b's' | b'd')).then_some(4)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_fills_in_is_known_by_how_it_is_written() {
        for (text, length) in [
            ("${x}&b", 4),
            ("${encodeURIComponent({a: 1}.a)}", 31),
            ("#{id}", 5),
            ("{$id}", 5),
            ("$cid&x", 4),
            ("$_GET['x']&y", 10),
            ("$this->id", 9),
            ("%s", 2),
            ("%d&x=1", 2),
            ("%1$s", 4),
            ("%(name)s", 8),
            ("<?= $x ?>", 9),
            ("<%= x %>", 8),
            ("\\(id)", 5),
        ] {
            assert_eq!(hole(text, text, false, true), Some(length), "{text}");
        }
        for text in ["{x}", "{{x}}", "%20", "%d0", "%search", "$uid$", "$", "$5.00", "%", "a", "%%x%%", "${"] {
            assert_eq!(hole(text, text, false, true), None, "{text}");
        }
        assert_eq!(hole("{x}", "{x}", true, true), Some(3));
        assert_eq!(hole("{{x}}", "{{x}}", true, true), None);
    }
}
