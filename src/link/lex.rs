//! Macros, in every dialect of the field.
//!
//! The lexer is asked at every byte that may open a macro, before the link is cut anywhere. It would rather
//! miss an exotic macro than take a literal for one: what it does not know stays text.

use super::encoded::{encoded, half_encoded};
use super::macros::{Dialect, LONGEST, Macro, fills_part, is_html, is_name_byte, is_wordy, made};
use crate::span::Span;

/// What the lexer needs to know of the place it is asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// In a host.
    Host,
    /// In a path or fragment.
    Path,
    /// In a parameter's name.
    Key,
    /// In a parameter's value.
    Value,
}

/// The macro that begins at byte `at`, if one does.
pub fn lex(text: &[u8], at: usize, position: Position) -> Option<Macro> {
    match text[at] {
        b'{' => braces(text, at),
        b'$' => match text.get(at + 1)? {
            b'{' => {
                body(text, at, 2, b"}", Dialect::DollarBrace).or_else(|| code(text, at, 2, b"}", Dialect::DollarBrace))
            }
            b'%' => encoded(text, at),
            _ => named(text, at, 1, b"$", Dialect::Dollar).filter(|m| fills_part(text, *m)),
        },
        b'[' => squares(text, at, position),
        b'#' => hashes(text, at),
        b'%' => percents(text, at),
        b'_' => dunder(text, at),
        b'@' if text[at..].starts_with(b"@@") => named(text, at, 2, b"@@", Dialect::DoubleAt),
        b'!' if text[at..].starts_with(b"!!!") => named(text, at, 3, b"!!!", Dialect::Bang),
        b'(' => parens(text, at),
        b'<' => angles(text, at),
        b'*' if text[at..].starts_with(b"*|") => named(text, at, 2, b"|*", Dialect::StarBar),
        b'*' => encoded(text, at),
        _ => None,
    }
}

fn braces(text: &[u8], at: usize) -> Option<Macro> {
    let rest = &text[at..];
    if rest.starts_with(b"{{{")
        && let Some(m) = body(text, at, 3, b"}}}", Dialect::TripleBrace)
    {
        return Some(m);
    }
    match rest.get(1)? {
        b'{' => body(text, at, 2, b"}}", Dialect::DoubleBrace)
            .filter(|m| text.get(m.span.end as usize) != Some(&b'}'))
            .or_else(|| code(text, at, 2, b"}}", Dialect::DoubleBrace)),
        b'%' => body(text, at, 2, b"%}", Dialect::BracePercent)
            .filter(|m| !m.inner.is_empty())
            .or_else(|| code(text, at, 2, b"%}", Dialect::BracePercent)),
        // `{@postback.eventName}` is Airbridge's, `{@x@}` has a dialect of its own.
        b'@' => body(text, at, 2, b"@}", Dialect::BraceAt).or_else(|| body(text, at, 1, b"}", Dialect::Brace)),
        b'$' => body(text, at, 2, b"}", Dialect::BraceDollar),
        // A UUID in braces is how Windows programs write an id.
        _ if is_uuid_in_braces(text, at) => None,
        _ => {
            body(text, at, 1, b"}", Dialect::Brace).or_else(|| conditional(text, at)).or_else(|| half_encoded(text, at))
        }
    }
}

/// `{22444B85-CBC8-4777-89F4-B332719C1B45}` begins at byte `at`: an id as it is, and no macro.
pub fn is_uuid_in_braces(text: &[u8], at: usize) -> bool {
    const LENGTH: usize = 36;
    let Some(id) = text.get(at + 1..at + 1 + LENGTH) else { return false };
    text[at] == b'{'
        && text.get(at + 1 + LENGTH) == Some(&b'}')
        && id.iter().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => *b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// Template code: `{{campaign.${name}}}`, `{{x | default: "a"}}`, `${f("x")}`, `{% if x == "a" %}`. Quoted text and
/// inner `${…}` belong to it.
fn code(text: &[u8], at: usize, open: usize, close: &[u8], dialect: Dialect) -> Option<Macro> {
    let from = at + open;
    let first = text[from..].iter().find(|b| !b.is_ascii_whitespace())?;
    // JSON may begin with two braces or with a quotation mark, and no code does.
    if !first.is_ascii_alphabetic() && !matches!(first, b'_' | b'.' | b'$' | b'#' | b'/' | b'-' | b'(') {
        return None;
    }
    let limit = text.len().min(from + LONGEST);
    let (mut inner, mut quote) = (0_usize, None);
    for i in from..limit {
        let b = text[i];
        match (quote, b) {
            (_, b'\n' | b'\r') => return None,
            (Some(mark), _) if b == mark => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if matches!(text[i - 1], b' ' | b'(' | b':' | b',' | b'=' | b'[') => quote = Some(b),
            (None, b'{') if text[i - 1] == b'$' => inner += 1,
            (None, b'}') if inner > 0 => inner -= 1,
            (None, _) if inner == 0 && text[i..].starts_with(close) => {
                return Some(made(at, open, i, close.len(), dialect));
            }
            (None, b'<' | b'>') if dialect == Dialect::BracePercent && text[i - 1] == b' ' => {}
            (None, b'#') if i == from => {}
            (None, b'{' | b'}' | b'&' | b'"' | b'#' | b'<' | b'>') => return None,
            _ => {}
        }
    }
    None
}

/// `<%= x %>` and `<?= $x ?>` with everything in them, or `<x>`.
fn angles(text: &[u8], at: usize) -> Option<Macro> {
    let tag = match text.get(at + 1)? {
        b'%' => Some((&b"%>"[..], Dialect::Scriptlet)),
        b'?' => Some((&b"?>"[..], Dialect::PhpTag)),
        _ => None,
    };
    if let Some((close, dialect)) = tag {
        let limit = text.len().min(at + 2 + LONGEST);
        let inner = memchr::memmem::find(&text[at + 2..limit], close)?;
        return Some(made(at, 2, at + 2 + inner, 2, dialect));
    }
    let found = body(text, at, 1, b">", Dialect::Angle)?;
    let inner = &text[found.inner.range()];
    (is_wordy(inner) && !is_html(inner)).then_some(found)
}

/// Google's `{ifsearch:{keyword}}`: a word with what is written where it holds, which may be a macro.
fn conditional(text: &[u8], at: usize) -> Option<Macro> {
    let rest = text[at + 1..].strip_prefix(b"if")?;
    let word = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    if word < 3 || rest.get(word) != Some(&b':') {
        return None;
    }
    let mut open = 0;
    for (i, b) in text.iter().enumerate().skip(at).take(LONGEST) {
        match b {
            b'{' => open += 1,
            b'}' if open == 1 => return Some(made(at, 1, i, 1, Dialect::Brace)),
            b'}' => open -= 1,
            b'&' | b'"' | b'#' | b'<' | b'>' | b'\n' | b'\r' => return None,
            _ => {}
        }
    }
    None
}

/// A macro whose delimiters cannot be mistaken: everything up to `close` belongs to it, blanks, `?`, `=` and
/// `|` too, unless something shows that the closing delimiter was lost.
fn body(text: &[u8], at: usize, open: usize, close: &[u8], dialect: Dialect) -> Option<Macro> {
    let from = at + open;
    let limit = text.len().min(from + LONGEST);
    for i in from..limit {
        match text[i] {
            b if b == close[0] && text[i..].starts_with(close) => {
                return Some(made(at, open, i, close.len(), dialect));
            }
            // A line break is a stray blank at either edge; elsewhere the delimiter was lost.
            b'\n' | b'\r' if !is_edge(text, from, i, close) => return None,
            b'{' | b'}' | b'&' | b'"' | b'#' | b'<' | b'>' => return None,
            _ => {}
        }
    }
    None
}

/// Only blanks stand between `at` and one of the macro's delimiters.
fn is_edge(text: &[u8], from: usize, at: usize, close: &[u8]) -> bool {
    text[from..at].iter().all(u8::is_ascii_whitespace) || text[at..].trim_ascii_start().starts_with(close)
}

/// A macro that must hold a plain name: for delimiters that also occur in literals.
fn named(text: &[u8], at: usize, open: usize, close: &[u8], dialect: Dialect) -> Option<Macro> {
    let from = at + open;
    let first = text.get(from)?;
    if !first.is_ascii_alphabetic() && *first != b'_' {
        return None;
    }
    let run = text[from..].iter().take(LONGEST).take_while(|&&b| is_name_byte(b)).count();
    text[from + run..].starts_with(close).then(|| made(at, open, from + run, close.len(), dialect))
}

fn squares(text: &[u8], at: usize, position: Position) -> Option<Macro> {
    let before = at.checked_sub(1).map(|i| text[i]);
    // `a[]=`, `filter[name]=`: an array's name, not a macro.
    if position == Position::Key && before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b']' || b == b'_') {
        return None;
    }
    let rest = &text[at..];
    let nested: [(&[u8], &[u8], Dialect); 6] = [
        (b"[[[", b"]]]", Dialect::TripleSquare),
        (b"[[", b"]]", Dialect::DoubleSquare),
        (b"[=", b"=]", Dialect::SquareEquals),
        (b"[+", b"+]", Dialect::SquarePlus),
        (b"[:", b":]", Dialect::SquareColon),
        (b"[%", b"%]", Dialect::SquarePercent),
    ];
    for (open, close, dialect) in nested {
        if rest.starts_with(open)
            && let Some(m) = body(text, at, open.len(), close, dialect)
            && (is_wordy(trimmed(text, m.inner))
                || dialect == Dialect::SquarePercent && is_lookup(&text[m.inner.range()]))
        {
            return Some(m);
        }
    }
    if rest.starts_with(b"[%") {
        return encoded(text, at);
    }
    let found = body(text, at, 1, b"]", Dialect::Square)?;
    let inner = trimmed(text, found.inner);
    let shouted = inner.iter().all(|b| !b.is_ascii_lowercase());
    let glued = before.is_some_and(|b| b.is_ascii_alphanumeric());
    (is_wordy(inner) && (shouted || !glued)).then_some(found)
}

/// Flashtalking's `EL:param['x']`: a name, and the name of an entry.
fn is_lookup(inner: &[u8]) -> bool {
    let name = inner.iter().take_while(|b| is_name_byte(**b) || **b == b':').count();
    name > 0 && inner[name..].starts_with(b"['") && inner.ends_with(b"']")
}

/// What stands between the delimiters without the blanks at its edges, non-breaking ones included.
fn trimmed(text: &[u8], inner: Span) -> &[u8] {
    let mut rest = text[inner.range()].trim_ascii();
    while let Some(less) = rest.strip_prefix("\u{A0}".as_bytes()).or_else(|| rest.strip_suffix("\u{A0}".as_bytes())) {
        rest = less.trim_ascii();
    }
    rest
}

/// What stands on both sides of a macro whose delimiter also occurs in literals: no letter, no digit.
fn stands_alone(text: &[u8], m: Macro, also: u8) -> bool {
    let free = |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != also);
    let before = (m.span.start as usize).checked_sub(1).and_then(|i| text.get(i));
    free(before) && free(text.get(m.span.end as usize))
}

fn hashes(text: &[u8], at: usize) -> Option<Macro> {
    if text.get(at + 1) == Some(&b'{') {
        return body(text, at, 2, b"}", Dialect::HashBrace);
    }
    let run = text[at..].iter().take(4).take_while(|&&b| b == b'#').count();
    match run {
        1 => named(text, at, 1, b"#", Dialect::Hash).filter(|m| {
            // `/page#a#b` is a fragment; `#s2##s3#` are two macros.
            let before = at.checked_sub(1).map(|i| text[i]);
            let after = text.get(m.span.end as usize);
            let escape = at >= 3 && text[at - 3] == b'%';
            before.is_some_and(|b| (escape || !b.is_ascii_alphanumeric()) && b != b'}')
                && after.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'=')
        }),
        2 => named(text, at, 2, b"##", Dialect::DoubleHash).or_else(|| called(text, at)),
        3 => named(text, at, 3, b"###", Dialect::TripleHash),
        _ => crosses(text, at),
    }
}

/// `######` as a whole value: a macro without a name, and no fragment.
fn crosses(text: &[u8], at: usize) -> Option<Macro> {
    let run = text[at..].iter().take(LONGEST).take_while(|&&b| b == b'#').count();
    Some(made(at, run / 2, at + run / 2, run - run / 2, Dialect::TripleHash)).filter(|m| fills_part(text, *m))
}

/// Adsterra's `##SUB_ID_SHORT(action)##`: a name with an argument.
fn called(text: &[u8], at: usize) -> Option<Macro> {
    let from = at + 2;
    let name = |from: usize| text[from..].iter().take(LONGEST).take_while(|&&b| is_name_byte(b)).count();
    let open = from + name(from);
    let close = open + 1 + (text.get(open) == Some(&b'(')).then(|| name(open + 1))?;
    (open > from && text[close..].starts_with(b")##")).then(|| made(at, 2, close + 1, 2, Dialect::DoubleHash))
}

fn percents(text: &[u8], at: usize) -> Option<Macro> {
    match text.get(at + 1)? {
        b'{' => body(text, at, 2, b"}", Dialect::PercentBrace),
        // Ad Manager's `%%CLICK_URL_UNESC%%` stands before a link.
        b'%' => named(text, at, 2, b"%%", Dialect::DoublePercent)
            .filter(|m| stands_alone(text, *m, b'%') || text[m.span.end as usize..].starts_with(b"http")),
        _ => encoded(text, at).or_else(|| campaign_manager(text, at)).or_else(|| {
            let found = named(text, at, 1, b"%", Dialect::Percent)?;
            (found.inner.len() >= 2 && stands_alone(text, found, b'%')).then_some(found)
        }),
    }
}

/// Campaign Manager 360: `%eaid!`, `%pKEY=!;` and, alone in a value, `%n`.
fn campaign_manager(text: &[u8], at: usize) -> Option<Macro> {
    let run = |from: usize| text[from..].iter().take(LONGEST).take_while(|b| is_name_byte(**b)).count();
    match text.get(at + 1)? {
        b'p' => {
            let end = at + 2 + run(at + 2);
            let closes = end > at + 2 && text[end..].starts_with(b"=!;");
            closes.then(|| made(at, 2, end, 3, Dialect::PercentBang))
        }
        b'e' => {
            let end = at + 1 + run(at + 1);
            let known = (3..=5).contains(&(end - at - 1)) && text[at + 1..end].iter().all(u8::is_ascii_lowercase);
            (known && text.get(end) == Some(&b'!')).then(|| made(at, 1, end, 1, Dialect::PercentBang))
        }
        b'n' => Some(made(at, 1, at + 2, 0, Dialect::PercentBang)).filter(|m| {
            let after = text.get(m.span.end as usize);
            let before = at.checked_sub(1).map(|i| text[i]);
            before == Some(b'=') && after.is_none_or(|b| matches!(b, b'&' | b'?' | b';' | b'/' | b'!'))
        }),
        _ => None,
    }
}

fn dunder(text: &[u8], at: usize) -> Option<Macro> {
    let before = at.checked_sub(1).map(|i| text[i]);
    if text.get(at + 1) != Some(&b'_') || before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let run = text[at..].iter().take(LONGEST).take_while(|&&b| b.is_ascii_alphanumeric() || b == b'_').count();
    let end = at + run;
    let inner = text.get(at + 2..end.checked_sub(2)?)?;
    let shouted = inner.first().is_some_and(u8::is_ascii_uppercase) && !inner.iter().any(u8::is_ascii_lowercase);
    (shouted && text[at..end].ends_with(b"__")).then(|| made(at, 2, end - 2, 2, Dialect::Dunder))
}

/// `(x)` is a macro of AppsFlyer and few others, and legal text everywhere: it must be a whole value or
/// path segment, and look like a name, not like `(US)`.
fn parens(text: &[u8], at: usize) -> Option<Macro> {
    let before = at.checked_sub(1).map(|i| text[i])?;
    let found = named(text, at, 1, b")", Dialect::Paren)?;
    let after = text.get(found.span.end as usize);
    let inner = &text[found.inner.range()];
    let name = inner.len() >= 2 && (inner.contains(&b'_') || inner.iter().any(u8::is_ascii_lowercase));
    (name && matches!(before, b'=' | b'/') && after.is_none_or(|b| matches!(b, b'&' | b'/' | b'?' | b'#')))
        .then_some(found)
}
