//! Blanks in a link, and which of them are stray: shared by the two rules that speak of them.

use crate::link::{Dialect, Macro, is_unseen};
use crate::rule::Context;
use crate::rule::edges::edges;
use crate::rule::values::is_assignment;
use crate::span::Span;

/// Where a run of blanks stands, told from the characters beside it and never from the part of the link it is in:
/// without its `?` a link is all path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Before or behind the link: it goes.
    End,
    /// Beside a separator, just inside a macro's delimiters, or within a host that is known without it: it goes.
    Separator,
    /// Beside a macro within a value: perhaps it goes, perhaps it is meant.
    BesideMacro,
    /// Between a macro and a bracket or dash of the same value, as in `{campaign} ({id})`: meant, so `%20`.
    Joins,
    /// A line break between two literal characters, or a blank within the host: something is broken there.
    Broken,
    /// Beside an `&` that is followed by no parameter, as in `Q & A`: the `&` is part of a text.
    Ampersand,
    /// Between two literal characters of a path, name or value: it must be written `%20`.
    Literal,
}

/// Every run of blanks outside macros that may hold them, with where it stands, from left to right.
pub fn blanks(context: &Context) -> Vec<(Span, Blank)> {
    let link = context.link;
    let edges = edges(context);
    let mut found = Vec::new();
    let mut rest = link.text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((i, c)) = rest.next_if(|(_, c)| c.is_whitespace()) {
            end = i + c.len_utf8();
        }
        let span = Span::new(start, end);
        if edges.hold(start) {
            continue;
        }
        match link.macro_at(span.start as usize).filter(|m| m.span.contains(span)) {
            Some(around) if is_legal_inside(context, around, span) => {}
            Some(_) => found.push((span, Blank::Separator)),
            None => found.push((span, place(context, span))),
        }
    }
    found
}

/// A blank at the edge of a macro is stray; one within it is the macro's own, unless the name without it is known
/// and with it is not.
fn is_legal_inside(context: &Context, around: &Macro, span: Span) -> bool {
    let link = context.link;
    let edge = span.start == around.inner.start || span.end == around.inner.end;
    let inner = link.of(around.inner).trim();
    if edge {
        // Liquid, Jinja and Handlebars write `{{ order.id }}`.
        let template = matches!(around.dialect, Dialect::DoubleBrace | Dialect::TripleBrace | Dialect::BracePercent);
        let both = link.of(around.inner).starts_with(' ') && link.of(around.inner).ends_with(' ');
        return (template && both || around.is_code(link.text)) && !context.network_names().any(|n| n == inner);
    }
    let joined: String = inner.split_whitespace().collect();
    let own = context.network_names().any(|n| n == joined) || context.catalogue.is_a_name(&joined);
    !own || context.catalogue.is_a_name(inner)
}

fn place(context: &Context, span: Span) -> Blank {
    let link = &context.link;
    let (before, behind) = (&link.text[..span.start as usize], &link.text[span.end as usize..]);
    if before.chars().all(is_unseen) || behind.chars().all(is_unseen) {
        return Blank::End;
    }
    if let Some(blank) = at_a_separator(context, span, before, behind) {
        return blank;
    }
    if in_a_macros_edge(context, before, behind) || at_an_encoded_separator(before, behind) {
        return Blank::Separator;
    }
    if link.host.contains(span) {
        let joined = [link.of(Span { end: span.start, ..link.host }), link.of(Span { start: span.end, ..link.host })];
        let known = context.catalogue.by_host(&joined.concat()).is_some();
        return if known { Blank::Separator } else { Blank::Broken };
    }
    if span.end <= link.host.start {
        return Blank::Broken;
    }
    // Macros stand in order and do not overlap.
    let beside = link.macros.partition_point(|m| m.span.end < span.start);
    let mut beside = link.macros[beside..].iter().take_while(|m| m.span.start <= span.end);
    if beside.any(|m| m.span.end == span.start || m.span.start == span.end) {
        let joins = |c: char| matches!(c, '(' | ')' | '-' | '|' | ':' | ',' | '+');
        return if before.ends_with(joins) || behind.starts_with(joins) { Blank::Joins } else { Blank::BesideMacro };
    }
    if link.of(span).contains(['\n', '\r']) { Blank::Broken } else { Blank::Literal }
}

/// Beside what cuts the link, or only looks like it.
fn at_a_separator(context: &Context, span: Span, before: &str, behind: &str) -> Option<Blank> {
    let link = &context.link;
    let assigned = |text: &str| {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '&' | '?'));
        let text = text.strip_prefix("amp;").unwrap_or(text).trim_start();
        text.starts_with(['{', '[', '#', '$', '%', '_', '<'])
            || is_assignment(text)
            || text.contains('=') && is_assignment(&text.split_whitespace().collect::<String>())
    };
    let ampersand = before.ends_with('&') || behind.starts_with('&');
    if ampersand || before.ends_with('?') || behind.starts_with('?') {
        let text = if ampersand && behind.starts_with('&') || behind.starts_with('?') { &behind[1..] } else { behind };
        // The `?` that begins the query, or would begin it.
        let first = !ampersand
            && (before.len() == link.query.start as usize + 1 || span.end == link.query.start || link.query.is_empty());
        return Some(if first || text.trim().is_empty() || assigned(text) {
            Blank::Separator
        } else {
            Blank::Ampersand
        });
    }
    // `&= (new)`: a value without a name is damage of its own. Of several `=` the first one cuts.
    let nameless = before.ends_with("&=") || before.ends_with("?=");
    let first = |at: usize| link.params.iter().any(|p| p.has_equals && p.value.start as usize == at + 1);
    let equals =
        before.ends_with('=') && first(before.len() - 1) || behind.starts_with('=') && first(span.end as usize);
    let path_begins = behind.starts_with('/') && span.start <= link.path.start;
    let scheme = before.ends_with('/') && span.start as usize <= link.host.start as usize + 1;
    (equals && !nameless || path_begins || scheme).then_some(Blank::Separator)
}

/// Just inside one delimiter of a macro whose other half is damaged: `{ clickid`, `%7Bclickid %7D`. The word beside it
/// has to be a macro's name.
fn in_a_macros_edge(context: &Context, before: &str, behind: &str) -> bool {
    const OPEN: [&str; 6] = ["{", "[", "(", "<", "%7B", "%5B"];
    const CLOSE: [&str; 6] = ["}", "]", ")", ">", "%7D", "%5D"];
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let known = |name: &str| {
        let near = |n: &crate::rule::Near| n.is_macro && context.link.of(n.span) == name;
        !name.is_empty()
            && (context.network_names().any(|n| n == name)
                || context.catalogue.is_a_name(name)
                || context.near.iter().any(near))
    };
    let opened = OPEN.iter().any(|open| before.ends_with(open));
    let closed = CLOSE.iter().any(|close| behind.starts_with(close));
    opened && known(&behind[..behind.len() - behind.trim_start_matches(word).len()])
        || closed && known(&before[before.trim_end_matches(word).len()..])
}

/// Between an encoded separator and the name behind it: `%26 click_id%3D`.
fn at_an_encoded_separator(before: &str, behind: &str) -> bool {
    let name =
        behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-.~$".contains(c)).len();
    let ends = ["%3F", "%3f", "%26"].iter().any(|code| before.ends_with(code));
    let begins = ["%3F", "%3f", "%26"].iter().any(|code| behind.starts_with(code));
    let assigned = |text: &str| ["%3D", "%3d", "="].iter().any(|code| text.starts_with(code));
    let next = behind.get(3..).unwrap_or_default();
    let next_name =
        next.len() - next.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-.~$".contains(c)).len();
    ends && name > 0 && assigned(&behind[name..]) || begins && next_name > 0 && assigned(&next[next_name..])
}

/// Zero width, direction marks, fillers, and control characters that are no blanks.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
