//! Regular expressions and patterns of paths, which look like links and are none.

/// True for a text that begins as a link does and is none: a pattern for many links, or the beginning of one with
/// dots for the rest of its host.
#[must_use]
pub fn is_pattern(text: &str) -> bool {
    const SIGNS: [&str; 16] =
        ["[^", "(?:", "(?<", "(?P<", "(?=", "(?!", ".*", ".+", "\\.", "\\d", "\\w", "\\s", "\\S", "\\b", "]+", "]*"];
    let slashes = memchr::memchr_iter(b'/', text.as_bytes()).find(|at| text[at + 1..].starts_with('/'));
    let host = slashes.map_or(text, |at| &text[at + 2..]);
    let host = &host[..memchr::memchr2(b'/', b'?', host.as_bytes()).unwrap_or(host.len())];
    let named = host.strip_prefix("www").unwrap_or(host);
    let dots = host.len() < text.len() && (named.starts_with("..") || named.starts_with('…'));
    // `LIKE 'https://a.com%'`
    let like = host.len() < text.len() && host.ends_with('%') && host.matches('%').count() == 1;
    // Each of the signs has one of these characters, and nearly no link does.
    let bytes = text.as_bytes();
    let may_be =
        memchr::memchr3(b'[', b'(', b'\\', bytes).or_else(|| memchr::memchr3(b']', b'*', b'+', bytes)).is_some();
    dots || like
        || host.bytes().any(|b| matches!(b, b'*' | b'^' | b'|'))
        || may_be
            && (SIGNS.iter().any(|sign| text.contains(sign) && !is_escape_of_a_string(text, sign)) || has_class(text))
}

/// `\b` and the like stand in strings too; in a link a backslash before a letter is a pattern's.
fn is_escape_of_a_string(text: &str, sign: &str) -> bool {
    // `]+` and `]*` may follow a macro in square brackets: then no class stands before it.
    matches!(sign, "]+" | "]*") && !has_class(text)
}

/// `[a-z]`, `[0-9]`: a class of characters.
fn has_class(text: &str) -> bool {
    text.match_indices('[').any(|(at, _)| {
        let inner = &text.as_bytes()[at + 1..];
        inner.len() > 3
            && inner[1] == b'-'
            && inner[0].is_ascii_alphanumeric()
            && inner[2].is_ascii_alphanumeric()
            && (inner[3] == b']' || inner.len() > 6 && inner[4] == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_told_from_links() {
        for text in [
            "https://[^\\s]{1,2048}$",
            "https://example\\.com/x",
            "https://*.example.com/*",
            "https://a.com/[a-z]+/x",
            "https://a.com/[a-zA-Z0-9]{3}",
            "https://.*",
            "https://(?:www|m).a.com",
            "http://(www|m).a.com/x",
            "https://...",
            "http://www....",
            "https://…/x",
        ] {
            assert!(is_pattern(text), "{text}");
        }
        for text in [
            "https://a.com/x?b=[click]&c=[sub]+[sub2]",
            "https://a.com/x*?a=1",
            "https:\\/\\/a.com\\/x?b=1\\u0026c=2",
            "https://a.com/?a=(click)",
            "https://a.com/?a[]=1&b[0]=2",
        ] {
            assert!(!is_pattern(text), "{text}");
        }
    }
}
