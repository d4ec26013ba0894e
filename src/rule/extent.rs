//! Texts that hold more than one link, or less: words before it, a second link, an end that a screen cut off.

use crate::link::{Link, is_unseen};
use crate::platform::{generic_kind, is_click_id_name};
use crate::rule::Context;
use crate::rule::edges::opens;
use crate::span::Span;

/// What is wrong with the extent of a text that should be one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Words stand before the link: `GET https://…`, `Postback URL: https://…`.
    WordsBefore(Span),
    /// A second link begins here.
    SecondLink(Span),
    /// What encloses the link is closed before the end of the text: `'https://…' (new)`.
    WordsBehind(Span),
    /// The end was cut off and an ellipsis stands in its place.
    CutOff(Span),
}

/// What speaks against the text being one link, from its first character to its last.
pub fn extent(context: &Context) -> Option<Extent> {
    let link = &context.link;
    words_before(link.text).or_else(|| second_link(context)).or_else(|| words_behind(link)).or_else(|| cut_off(link))
}

/// The quotation mark, bracket or mark of Markdown before the link is closed, and words follow.
fn words_behind(link: &Link) -> Option<Extent> {
    let open = link.of(link.lead).trim_end_matches(is_unseen).chars().next_back()?;
    let from = link.lead.end as usize;
    let (at, close) = link.text[from..].char_indices().find(|(i, c)| {
        let behind = &link.text[from + i + c.len_utf8()..];
        let set_off = behind.trim_start_matches([*c, '.', ',', ';']).starts_with(char::is_whitespace);
        opens(open, *c) && set_off && link.macro_at(from + i).is_none()
    })?;
    let behind = link.text[from + at + close.len_utf8()..].trim_start_matches([close, '.', ',', ';']);
    let words = behind.trim_matches(is_unseen);
    (!words.is_empty() && !words.starts_with(['?', '&']))
        .then(|| Extent::WordsBehind(Span::new(from + at, link.text.trim_end().len())))
}

/// Where each `http://` or `https://` begins.
fn web_schemes(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("://").filter_map(|(colon, _)| {
        let begins = |name: &str| {
            let at = colon.checked_sub(name.len())?;
            text.get(at..colon).filter(|word| word.eq_ignore_ascii_case(name)).map(|_| at)
        };
        begins("https").or_else(|| begins("http"))
    })
}

fn words_before(text: &str) -> Option<Extent> {
    let at = web_schemes(text).next()?;
    let before = &text[..at];
    let set_off = before.ends_with(|c: char| c.is_whitespace() || matches!(c, ':' | '"' | '\'' | '<' | '('));
    let words = before.trim_matches(|c: char| !c.is_alphanumeric());
    // A scheme of its own, a parameter or a macro before it: then the web link is inside another one.
    let outer = before.contains(['?', '&', '=', '/', '{', '}', '[', ']', '%', '#', '$']);
    // `h ttps://` and `https: //` are one damaged word.
    let damaged = words.len() < 3 || words.to_ascii_lowercase().starts_with("http");
    let found = set_off && !words.is_empty() && !outer && !damaged;
    found.then(|| Extent::WordsBefore(Span::new(0, before.trim_end().len())))
}

fn second_link(context: &Context) -> Option<Extent> {
    let link = &context.link;
    let text = link.text;
    web_schemes(text).skip(1).find_map(|at| {
        let before = &text[..at];
        let blank = before.trim_end_matches(is_unseen);
        let apart = blank.len() < at && !blank.ends_with(['=', '?', '&', '/']) && !blank.is_empty();
        // `{click_id}https://…`: no link goes on with another one behind an id, an amount or an event. A macro of a name
        // that nobody knows may stand for the beginning of a link.
        let behind_id = || {
            let ended = link.macros.iter().find(|m| m.span.end as usize == at);
            ended.is_some_and(|m| {
                let name = link.macro_name(m);
                context.is_network_click_id(name)
                    || is_click_id_name(name)
                    || generic_kind(name).is_some()
                    || name.to_ascii_lowercase().ends_with("id")
            })
        };
        let lead = link.of(link.lead).trim_end_matches(is_unseen).chars().next_back();
        let closed = || lead.zip(before.chars().next_back()).is_some_and(|(open, close)| opens(open, close));
        (apart || behind_id() || is_glued(before) || closed()).then(|| Extent::SecondLink(Span::new(at, text.len())))
    })
}

/// `region=12https://…`, `plan=basichttps://…`: a word or number runs into the link. An escape before it may be a blank
/// or a sign that sets the link off, in any spelling.
fn is_glued(before: &str) -> bool {
    let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let (rest, run) = before.split_at(before.len() - word);
    let escaped = rest.ends_with(['%', '\\']) || rest.ends_with('=') && matches!(run, "3D" | "3d");
    !run.is_empty() && !escaped && !rest.ends_with("://")
}

fn cut_off(link: &Link) -> Option<Extent> {
    let end = link.text.trim_end_matches(|c: char| is_unseen(c) || matches!(c, '"' | '\'' | ')' | '>' | ']' | '”'));
    let kept = end.strip_suffix('…').or_else(|| end.strip_suffix("..."))?.trim_end_matches(['.', '…']);
    // An ellipsis in the place of a whole part stands for whatever belongs there.
    let whole_part = kept.ends_with(['/', '=', '&', '?']) || kept.len() <= link.scheme_end.end as usize;
    (!whole_part).then(|| Extent::CutOff(Span::new(kept.len(), end.len())))
}
