//! Links in HTML that stands in a field.

use super::model::{InMarkup, TextPart};
use crate::link::Tag;
use crate::source::{Marked, markup_links};
use crate::span::{Encoding, Map};

/// True for a text with a tag in it: one that has attributes, or is closed again, for `<a>` alone may be a macro.
pub fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 14] =
        ["a", "body", "br", "div", "form", "html", "iframe", "img", "link", "meta", "noscript", "p", "script", "span"];
    // Asked at most once, and only where a tag needs it: a value may hold thousands of tags.
    let closes = std::cell::LazyCell::new(|| text.contains("</"));
    text.match_indices('<').any(|(at, _)| {
        let name = &text[at + 1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        TAGS.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
            && (name[end..].starts_with([' ', '\t', '\r', '\n', '/']) || name[end..].starts_with('>') && *closes)
    })
}

/// Every link in `markup`, with the tag that loads it.
pub fn links(markup: &str) -> Vec<(TextPart, Option<Tag>)> {
    let whole = |link: Marked| {
        let mut edges = Map::builder(Encoding::None);
        edges.replaced(0, link.range.start);
        edges.exact(link.range.len());
        edges.replaced(0, markup.len() - link.range.end);
        let map = edges.finish().then(&link.map);
        let tag = Tag::before(&markup[..link.range.start]);
        (
            TextPart::Markup(Box::new(InMarkup {
                text: link.text,
                map,
                start: link.range.start,
                passage: link.passage,
            })),
            tag,
        )
    };
    markup_links(markup).into_iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Edit, Span};

    #[test]
    fn a_link_in_a_tag_is_found_with_its_way_back() {
        let markup = "<p>Ours:</p><img width=1 src=\"https://a.b/?x=1&amp;y={z}\">";
        assert!(is_markup(markup));
        let found = links(markup);
        let [(TextPart::Markup(link), Some(Tag::Image))] = &found[..] else { panic!("{found:?}") };
        let InMarkup { text, map, start, .. } = &**link;
        assert_eq!((text.as_str(), *start), ("https://a.b/?x=1&y={z}", markup.find("https").unwrap()));
        let at = text.find("{z}").unwrap();
        assert_eq!(map.span_out(Span::new(at, at + 3)).of(markup), "{z}");
        assert_eq!(map.span_out(Span::new(0, text.len())).of(markup), "https://a.b/?x=1&amp;y={z}");
        assert_eq!(map.outer_len(), markup.len());
        let edit = map.edit_out(&Edit::insert(text.len() as u32, "&b=2".to_owned())).expect("the way is exact");
        assert_eq!(edit.text, "&amp;b=2");
    }

    #[test]
    fn text_with_angles_is_no_markup() {
        for text in ["https://a.b/?x=<id>&y=<a>b", "1 < 2 and https://a.b", "<clickid>", "", "<"] {
            assert!(!is_markup(text), "{text}");
        }
    }
}
