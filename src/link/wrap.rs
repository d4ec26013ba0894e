//! Punctuation around a link, from the text it was copied out of.

use super::scheme::leading_scheme;

/// The longest text that is taken for a link's label, in bytes.
const LONGEST_LABEL: usize = 200;

/// Length of what stands before a link: blanks, invisible characters, and the punctuation that wraps it. Brackets
/// wrap it only where a web scheme follows; a quotation mark begins no link. And whether there is punctuation.
pub fn lead(text: &str) -> (usize, bool) {
    let plain = text.len() - text.trim_start_matches(is_unseen).len();
    let rest = &text[plain..];
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) || !rest.starts_with(is_wrapper) {
        return (plain, false);
    }
    if let Some(label) = markdown_label(rest) {
        return (plain + label, true);
    }
    let inside = rest.trim_start_matches(is_wrapper);
    let end = text.len() - inside.len();
    let begins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '?' | '&' | '{');
    let wrapped = leading_scheme(inside).is_some()
        || rest.starts_with(is_quote) && inside.starts_with(begins)
        || is_closed(rest) && inside.split(['/', '?', '&']).next().is_some_and(is_host);
    if wrapped { (end, true) } else { (plain, false) }
}

/// The bracket or mark before a text is closed behind it.
fn is_closed(text: &str) -> bool {
    let close = match text.as_bytes().first() {
        Some(b'(') => ')',
        Some(b'[') => ']',
        Some(b'<') => '>',
        Some(b'*') => '*',
        _ => return false,
    };
    text.trim_end_matches(|c| is_unseen(c) || matches!(c, '.' | ',' | ';')).ends_with(close)
}

/// `go.example.com`, or a scheme that lost a sign: what may follow a bracket round a link.
fn is_host(text: &str) -> bool {
    let damaged = text.len() > 3 && text.trim_end_matches([':', ';']).bytes().all(|b| b.is_ascii_alphabetic());
    let name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:".contains(&b));
    damaged || name && text.trim_matches('.').contains('.') && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `[our offer](` before the link that it leads to.
fn markdown_label(text: &str) -> Option<usize> {
    if !text.starts_with('[') {
        return None;
    }
    let begin = text.find("](").filter(|at| *at <= LONGEST_LABEL)? + 2;
    leading_scheme(&text[begin..]).map(|_| begin)
}

/// True if the last character may be punctuation of the text around the link. `from` is where the last macro ends.
pub fn may_trail(text: &str, from: usize) -> bool {
    let end = text.trim_end_matches(is_unseen);
    end.len() > from && end.ends_with(may_close)
}

/// What people paste around a link without seeing it.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '『')
}

fn is_wrapper(c: char) -> bool {
    is_quote(c) || is_unseen(c) || matches!(c, '<' | '>' | '(' | '[' | '*' | '•' | '（' | '【' | '《' | '＜')
}

/// Punctuation that ends a quotation, a bracket or a sentence.
#[must_use]
pub const fn may_close(c: char) -> bool {
    is_quote(c)
        || matches!(c, '>' | ')' | ']' | '}' | '*' | '.' | ',' | ';')
        || matches!(c, '」' | '』' | '）' | '】' | '》' | '＞' | '。' | '，' | '、' | '；' | '！')
}
