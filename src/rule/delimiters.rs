//! Delimiters of macros that stand about a name without making a macro of it.

use crate::link::Link;
use crate::span::Span;

const OPENING: &[u8] = b"{[(<%#$";
const CLOSING: &[u8] = b"}])>%#";

/// `span`, a macro or the name of one, with the delimiters that touch it on either side and belong to no other macro:
/// all of `(name)`, `%%name%%`, `[{name}` where only the name was read. Two that stand round a whole macro in a pair,
/// as in `({name})`, are text.
#[must_use]
pub fn with_loose_delimiters(link: Link, span: Span) -> Span {
    let bytes = link.text.as_bytes();
    let area = match link.param_at(span) {
        Some(param) if param.value.contains(span) => param.value,
        _ => return span,
    };
    let is_macro = link.macros_in(span).next().is_some_and(|m| m.span == span);
    let own = link.macro_at(span.start as usize).map(|m| m.span);
    let loose = |i: usize| link.macro_at(i).is_none_or(|m| own == Some(m.span));
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    while start > area.start as usize && OPENING.contains(&bytes[start - 1]) && loose(start - 1) {
        start -= 1;
    }
    while end < area.end as usize && CLOSING.contains(&bytes[end]) && loose(end) {
        end += 1;
    }
    let paired = span.start as usize - start == end - span.end as usize;
    // What goes on beyond the delimiters is a value of its own, and not read here.
    if is_macro && paired { span } else { Span::new(start, end) }
}
