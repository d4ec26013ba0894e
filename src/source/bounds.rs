//! What belongs to a link in prose and what ends it: characters, and the macros in which blanks and punctuation are
//! legal.

/// The longest macro that is looked for, in bytes. Longer ones are text that lost a bracket.
const LONGEST_MACRO: usize = 160;

/// Names between `<` and `>` that are HTML and no macro.
const TAGS: [&str; 20] = [
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "div",
    "em",
    "font",
    "hr",
    "html",
    "i",
    "li",
    "p",
    "pre",
    "span",
    "td",
    "tr",
    "u",
    "ul",
];

/// True for characters that never stand in a link, wherever they stand in prose.
pub(super) const fn stops(c: char) -> bool {
    matches!(
        c,
        '"' | '`' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '‚' | '。' | '．' | '，' | '、' | '；' | '：' | '！'
            | '？' | '｡' | '､' | '（' | '）' | '［' | '］' | '｛' | '｝' | '＜' | '＞' | '＂' | '＇' | '｢' | '｣' | '・' | '～'
            | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
    )
}

/// What people paste round a link without seeing it.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// True for letters of languages that are written without blanks between words.
pub(super) const fn is_letter_of_cjk(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}')
}

/// Length of the macro that begins at `at` in the link that begins at `start`, if its blanks or its delimiters would
/// else be taken for the end of the link.
pub(super) fn group(text: &str, start: usize, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let before = text[start..at].bytes().next_back();
    match rest.as_bytes()[0] {
        b'{' => braces(rest),
        b'[' => before.is_some_and(|b| b"=/&?[".contains(&b)).then(|| between(rest, 1, b']', is_wordy))?,
        b'<' => {
            let slot = before.is_none_or(|b| b"=/.-_,:|~?&+#".contains(&b));
            let length = if slot { between(rest, 1, b'>', is_wordy) } else { None };
            length.filter(|length| !TAGS.iter().any(|tag| rest[1..length - 1].eq_ignore_ascii_case(tag)))
        }
        b'!' if rest.starts_with("!!!") => {
            let name = rest[3..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            (name > 0 && rest[3 + name..].starts_with("!!!")).then_some(name + 6)
        }
        // A word processor's quotation marks round a macro: `clickid=“{gk_click_id}”`.
        0xE2 if before == Some(b'=') => {
            let (open, close) = [('“', '”'), ('‘', '’')].into_iter().find(|(open, _)| rest.starts_with(*open))?;
            let inner = &rest[open.len_utf8()..];
            let length = inner.starts_with('{').then(|| braces(inner))??;
            inner[length..].starts_with(close).then_some(open.len_utf8() + length + close.len_utf8())
        }
        // A piece that somebody left out: `?id=...`
        b'.' if before == Some(b'=') && rest.starts_with("...") => Some(3),
        _ => None,
    }
}

/// `{x}`, `{{x}}`, `{{{x}}}` with whatever stands in it, but for signs that its end was lost.
fn braces(rest: &str) -> Option<usize> {
    let run = rest.bytes().take(3).take_while(|b| *b == b'{').count();
    let length = between(rest, run, b'}', |inner| !inner.contains("://"))?;
    let more = rest[length..].bytes().take(run - 1).take_while(|b| *b == b'}').count();
    Some(length + more)
}

/// Length up to and with the first `close`, if what stands between is as it should be.
fn between(rest: &str, open: usize, close: u8, is_inner: impl Fn(&str) -> bool) -> Option<usize> {
    let bytes = &rest.as_bytes()[open..];
    for (i, b) in bytes.iter().take(LONGEST_MACRO).enumerate() {
        match b {
            b if *b == close => return is_inner(&rest[open..open + i]).then_some(open + i + 1),
            b'\n' | b'\r' | b'{' | b'[' | b'"' | b'<' | b'>' | b'&' | b'\x1b' => return None,
            _ => {}
        }
    }
    None
}

/// Looks like a name, with arguments or without.
fn is_wordy(inner: &str) -> bool {
    let inner = inner.trim();
    inner.starts_with(|c: char| c.is_ascii_alphabetic() || "_~$:=+%".contains(c))
        && inner.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.:=+% $~|".contains(&b))
}
