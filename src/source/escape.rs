//! Escapes of strings in programs, logs and JSON, however deep strings stand in strings.

/// What a backslash begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Escape {
    pub stands_for: char,
    /// How many bytes it takes.
    pub length: usize,
}

/// The escape at the start of `text`, if one begins there that programs write in a link: `\/`, `\u0026`, `\x26`, `\n`,
/// `\&`. A string within a string doubles the backslash, so any number of them is taken.
pub(super) fn escape(text: &str) -> Option<Escape> {
    let slashes = text.bytes().take_while(|b| *b == b'\\').count();
    let rest = &text[slashes..];
    let c = rest.chars().next().filter(|_| slashes > 0)?;
    let short = |stands_for| Some(Escape { stands_for, length: slashes + c.len_utf8() });
    match c {
        'u' if rest[1..].starts_with('{') => {
            let digits = &rest[2..2 + rest[2..].find('}').filter(|n| *n <= 6)?];
            hex(digits, slashes + 3 + digits.len())
        }
        'u' => hex(rest.get(1..5)?, slashes + 5),
        'x' => hex(rest.get(1..3)?, slashes + 3),
        'n' => short('\n'),
        'r' => short('\r'),
        't' => short('\t'),
        '/' | '&' | '=' | '"' | '\'' | '`' | '$' | '{' | '}' | '_' | '#' | '%' | '~' | '|' | '!' | '<' | '>' | '-'
        | ' ' => short(c),
        _ => None,
    }
}

fn hex(digits: &str, length: usize) -> Option<Escape> {
    let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let stands_for = all.then(|| u32::from_str_radix(digits, 16).ok())?.and_then(char::from_u32)?;
    Some(Escape { stands_for, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_every_depth_are_read() {
        for (text, stands_for, length) in [
            ("\\/x", '/', 2),
            ("\\\\/x", '/', 3),
            ("\\u0026", '&', 6),
            ("\\\\\\u0026", '&', 8),
            ("\\x3D1", '=', 4),
            ("\\u{26}b", '&', 6),
            ("\\nhttps", '\n', 2),
            ("\\&", '&', 2),
        ] {
            assert_eq!(escape(text), Some(Escape { stands_for, length }), "{text}");
        }
        for text in ["", "x", "\\", "\\d", "\\.", "\\u00", "\\u{", "\\ud83d", "\\xé"] {
            assert_eq!(escape(text), None, "{text}");
        }
    }
}
