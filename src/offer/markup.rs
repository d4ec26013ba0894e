//! Links in HTML that stands in a field.

use crate::link::Tag;
use crate::span::{Encoding, Map};

/// A link in markup.
pub struct Found {
    /// The link, its entities undone.
    pub text: String,
    /// From the link to all of the markup.
    pub map: Map,
    /// Where its bytes begin.
    pub start: usize,
    /// The tag that loads it.
    pub tag: Option<Tag>,
}

/// True for a text with a tag in it.
pub fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 14] =
        ["a", "body", "br", "div", "form", "html", "iframe", "img", "link", "meta", "noscript", "p", "script", "span"];
    text.match_indices('<').any(|(at, _)| {
        let name = &text[at + 1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        TAGS.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
            && name[end..].starts_with([' ', '>', '/', '\n', '\t'])
    })
}

/// Every link in `markup`.
pub fn links(markup: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(sign) = markup[from..].find("://").map(|at| from + at) {
        let scheme = markup[from..sign].bytes().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let start = sign - scheme;
        let quote = markup[..start].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
        let ends = |c: char| match quote {
            Some(quote) => c == quote || c == '\n',
            None => c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'),
        };
        let end = markup[start..].find(ends).map_or(markup.len(), |at| start + at);
        if scheme > 0 && end > sign + 3 {
            found.push(one(markup, start, end));
        }
        from = end.max(sign + 3);
    }
    found
}

fn one(markup: &str, start: usize, end: usize) -> Found {
    const ENTITIES: [(&str, &str); 6] =
        [("&amp;", "&"), ("&#38;", "&"), ("&#x26;", "&"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")];
    let mut map = Map::builder(Encoding::None);
    let mut text = String::new();
    map.replaced(0, start);
    let mut rest = &markup[start..end];
    while !rest.is_empty() {
        let entity = ENTITIES.iter().find(|(e, _)| rest.get(..e.len()).is_some_and(|r| r.eq_ignore_ascii_case(e)));
        let taken = match entity {
            Some((entity, plain)) => {
                text.push_str(plain);
                map.unit(plain.len(), entity.len());
                entity.len()
            }
            None => {
                let len = rest[1..].find('&').map_or(rest.len(), |at| at + 1);
                text.push_str(&rest[..len]);
                map.exact(len);
                len
            }
        };
        rest = &rest[taken..];
    }
    map.replaced(0, markup.len() - end);
    Found { text, map: map.finish(), start, tag: Tag::before(&markup[..start]) }
}
