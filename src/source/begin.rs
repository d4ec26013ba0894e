//! How a link begins.

/// True if `text` begins as a URL does, be its scheme whole, damaged or missing: `https://`, `https:/`,
/// `https//`, `//host.com`, `host.com/`, `host.com?`. `C:\` and `\\server` are no URLs.
#[must_use]
pub fn starts_like_url(text: &str) -> bool {
    let scheme = text.find(|c| !is_scheme_char(c)).unwrap_or(text.len());
    let after = &text[scheme..];
    if after.starts_with("://") && scheme > 0 {
        return true;
    }
    // `{scheme}://host`, `{{proto}}://host`
    if text.starts_with(['{', '[', '$', '%', '<'])
        && text
            .find("://")
            .is_some_and(|at| text[..at].ends_with(['}', ']', '%', '>']) && !text[..at].contains(is_blank))
    {
        return true;
    }
    // Google's `{lpurl}?utm_source=google`
    let page = text.strip_prefix('{').and_then(|text| text.split_once("}?"));
    if page.is_some_and(|(name, query)| is_word(name) && query.contains('=')) {
        return true;
    }
    let word = &text[..text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())];
    let rest = &text[word.len()..];
    if word.len() > 1 && (rest.starts_with(":/") || rest.starts_with(":\\")) {
        return true;
    }
    if rest.starts_with("//") && (word.eq_ignore_ascii_case("http") || word.eq_ignore_ascii_case("https")) {
        return true;
    }
    match text.strip_prefix("//") {
        Some(host) => has_dotted_host(host, true),
        None => has_dotted_host(text, false),
    }
}

/// True for parameters without a link in front, as Google's final URL suffix and Meta's and Microsoft's URL
/// parameters are: `utm_source=google&utm_campaign={{campaign.name}}`. No host holds a `=`.
#[must_use]
pub fn is_parameters(text: &str) -> bool {
    let name = text.len() - text.trim_start_matches(is_key_char).len();
    let Some(rest) = text[name..].strip_prefix('=').filter(|_| name > 0) else { return false };
    if text.starts_with(['.', '-']) {
        return false;
    }
    // `Link=https://...` and `base64==` are something else; one parameter alone is told by its value.
    let value = &rest[..rest.find('&').unwrap_or(rest.len())];
    let second = &rest[value.len()..];
    let goes_on = second.len() > 1 && second[1..].contains('=');
    let template = value.starts_with(['{', '[', '#', '%', '$', '(', '<', '_']);
    goes_on && !value.contains("://") && !value.starts_with('=') || template && second.is_empty()
}

const fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~' | '$' | '[' | ']')
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_scheme_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '(' | ')')
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r')
}

/// `host.com/...` or `host.com?...`, with a port or without.
pub(super) fn has_dotted_host(text: &str, alone: bool) -> bool {
    let end = text.find(['/', '?']);
    if end.is_none() && !alone {
        return false;
    }
    let host = &text[..end.unwrap_or(text.len())];
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let Some((before, last)) = name.rsplit_once('.') else { return false };
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || "-_{}".contains(c));
    let number = |l: &str| l.bytes().all(|b| b.is_ascii_digit());
    let address = before.split('.').count() == 3 && name.split('.').all(number);
    let ending = last.chars().count() > 1 && last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    before.split('.').all(label) && number(port) && !last.is_empty() && (ending || address)
}

/// `name=...`
pub(super) fn is_parameter(text: &str) -> bool {
    let name = text.bytes().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"_-.[]".contains(b)).count();
    name > 0 && text[name..].starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_known_by_its_beginning() {
        for url in [
            "https://a.com",
            "https:/a.com",
            "htps:\\\\a.com",
            "https//a.com",
            "//a.com/x",
            "a.com/x",
            "a.co.uk?x=1",
            "intent://x",
            "{scheme}://a.com",
            "10.0.0.1/postback",
            "a.com:8080/x",
            "münchen.de/x",
            "{sub}.a.com/x",
            "{lpurl}?utm_source=google",
        ] {
            assert!(starts_like_url(url), "{url}");
        }
        for other in [
            "",
            "a.com",
            "C:\\x",
            "\\\\server\\x",
            "and/or",
            "1.5/2",
            "src//main",
            "/x",
            "?a=b",
            "e.g. this/that",
            ":",
            ".",
        ] {
            assert!(!starts_like_url(other), "{other}");
        }
    }
}
