//! Delimiters of macros that stand about a name without making a macro of it.

use crate::link::{Link, Macro, Param};
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
    // The percent sign of an escape is no delimiter.
    let escape =
        |i: usize| bytes[i] == b'%' && bytes[i + 1..].iter().take(2).filter(|b| b.is_ascii_hexdigit()).count() == 2;
    while end < area.end as usize && CLOSING.contains(&bytes[end]) && loose(end) && !escape(end) {
        end += 1;
    }
    let paired = span.start as usize - start == end - span.end as usize;
    // What goes on beyond the delimiters is a value of its own, and not read here.
    if is_macro && paired { span } else { Span::new(start, end) }
}

/// What is sent along with an id.
pub struct AppendedPart {
    /// What it is called.
    pub words: &'static str,
    /// Quotation marks, which belong into no value.
    pub is_quoted: bool,
    /// It stands on both sides.
    pub sure: bool,
}

/// Pairs, as they are and percent-encoded.
const PAIRS: [(&str, &str, bool); 12] = [
    ("'", "'", true),
    ("\"", "\"", true),
    ("`", "`", true),
    ("%22", "%22", true),
    ("%27", "%27", true),
    ("[", "]", false),
    ("(", ")", false),
    ("<", ">", false),
    ("%5B", "%5D", false),
    ("%5b", "%5d", false),
    ("%3C", "%3E", false),
    ("%28", "%29", false),
];

/// What stands about `found` in its value, where that is a pair of marks, one of them, or a slash.
#[must_use]
pub fn stuck_to(link: &Link, param: &Param, found: &Macro) -> Option<AppendedPart> {
    let before = &link.text[param.value.start as usize..found.span.start as usize];
    let behind = &link.text[found.span.end as usize..param.value.end as usize];
    if before.is_empty() && behind == "/" {
        return Some(AppendedPart { words: "slash", is_quoted: false, sure: false });
    }
    PAIRS.iter().find_map(|(open, close, is_quoted)| {
        let both = before == *open && behind == *close;
        // `[[click_id]` is a macro that has lost a bracket.
        let damaged = found.dialect.delimiters().0.starts_with(open);
        let one = !damaged && (before == *open && behind.is_empty() || before.is_empty() && behind == *close);
        let words = match (*is_quoted, both) {
            (true, true) => "quotation marks",
            (true, false) => "quotation mark",
            (false, true) => "brackets",
            (false, false) => "bracket",
        };
        (both || one).then_some(AppendedPart { words, is_quoted: *is_quoted, sure: both })
    })
}

/// True if a check for odd characters has nothing to say of the one at `at`: it stands round a macro, and should go
/// instead of being encoded.
#[must_use]
pub fn is_round_a_macro(link: &Link, at: usize) -> bool {
    let param = link.params.iter().find(|p| p.value.range().contains(&at));
    param.is_some_and(|param| {
        let first = link.macros_in(param.value).next().filter(|m| m.span != param.value && !m.encoded);
        first.and_then(|found| stuck_to(link, param, found)).is_some_and(|stuck| stuck.is_quoted && stuck.sure)
    })
}
