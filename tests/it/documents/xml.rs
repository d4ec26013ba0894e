//! XML.

use super::look::{
    REPAIRS, breaks, comments, each_character, leaves, lines, never_gives_up, repairs, replaced, texts, written,
};
use proptest::prelude::*;
use tracklint::source::Syntax::Xml;

fn said(text: &str) -> Vec<(u64, u64)> {
    breaks(text, Xml).into_iter().map(|(line, column, _)| (line, column)).collect()
}

#[test]
fn elements_attributes_and_lists_have_their_key_paths() {
    let text = "\
<?xml version=\"1.0\"?>
<!-- ours -->
<offers xmlns=\"http://cake.example/api/6/\" xmlns:x=\"http://x.example\">
  <offer id=\"1\">
    <offer_link>https://a.b/?x=#s1#&amp;y=&#x41;</offer_link>
    <x:status code='a&quot;b'>live</x:status>
    <pixel_html/>
  </offer>
  <offer id=\"2\"><offer_link><![CDATA[https://a.b/?x=1&y=<id>]]></offer_link></offer>
  <row_count> 2 </row_count>
</offers>
";
    assert_eq!(
        lines(text, Xml),
        [
            "/offers/offer/0/@id=1",
            "/offers/offer/0/offer_link=https://a.b/?x=#s1#&y=A",
            "/offers/offer/0/x:status/@code=a\"b",
            "/offers/offer/0/x:status/1=live",
            "/offers/offer/0/pixel_html=",
            "/offers/offer/1/@id=2",
            "/offers/offer/1/offer_link=https://a.b/?x=1&y=<id>",
            "/offers/row_count=2",
        ]
    );
    assert_eq!(said(text), []);
    assert_eq!(comments(text, Xml), [" ours "]);
    assert_eq!(written(text, Xml, "https://a.b/?x=1&y=<id>"), "https://a.b/?x=1&y=<id>");
    let key = "/offers/offer/1/offer_link";
    assert_eq!(replaced(text, Xml, key, "1", "&").unwrap_or_default(), text.replace("?x=1&y", "?x=&&y"));
    assert!(replaced(text, Xml, key, "1", "]]>").is_err());
    let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    assert_eq!(lines(&windows, Xml), lines(text, Xml));
    let key = "/offers/offer/0/offer_link";
    assert_eq!(replaced(&windows, Xml, key, "y", "&").unwrap_or_default(), windows.replace("y=&#", "&amp;=&#"));
}

#[test]
fn texts_among_elements_are_kept() {
    let text = "<a>one <b>two</b> three<!-- c --> four<i/>&amp;<![CDATA[<x>]]></a>";
    assert_eq!(lines(text, Xml), ["/a/0=one", "/a/b=two", "/a/2=three four", "/a/i=", "/a/4=&<x>"]);
    assert!(replaced(text, Xml, "/a/4", "x", "y").unwrap_err().contains("pieces"));
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_read() {
    for (text, found, at) in [
        ("<a><u>https://a.b/?x=1&y=2</u><b>1</b></a>", vec!["/a/u=https://a.b/?x=1&y=2", "/a/b=1"], (1, 23)),
        ("<a><u>https://a.b/?x=<id>&amp;y=2</u><b>1</b></a>", vec!["/a/u=https://a.b/?x=<id>&y=2", "/a/b=1"], (1, 22)),
        ("<a>\n<b>1\n<c>2</c>\n</a>", vec!["/a/b/0=1", "/a/b/c=2"], (2, 1)),
        ("<a><b>1</b></c></a>", vec!["/a/b=1"], (1, 12)),
        ("<a><b>1</b>", vec!["/a/b=1"], (1, 1)),
        ("<a x='1' x='2'/>", vec!["/a/@x/0=1", "/a/@x/1=2"], (1, 10)),
        ("<a u=https://a.b/?x=1>y</a>", vec!["/a/@u=https://a.b/?x=1", "/a/1=y"], (1, 4)),
        ("<a><b u='1><c>2</c></b></a>", vec!["/a/b/@u=1", "/a/b/c=2"], (1, 10)),
        ("<a><!-- <b>1</b></a>", vec!["/a/b=1"], (1, 4)),
        ("<a>1</a><b>2</b>", vec!["/a=1", "/b=2"], (1, 9)),
        ("https://a.b/?x=1", vec!["=https://a.b/?x=1"], (1, 1)),
    ] {
        assert_eq!(lines(text, Xml), found, "{text}");
        assert_eq!(said(text), [at], "{text}: {:?}", breaks(text, Xml));
    }
}

#[test]
fn entities_of_its_own_are_not_expanded() {
    let mut text = String::from("<!DOCTYPE a [\n<!ENTITY e0 \"https://a.b\">\n");
    for i in 1..40 {
        text += &format!("<!ENTITY e{i} \"{}\">\n", format!("&e{};", i - 1).repeat(10));
    }
    text += "]>\n<a>&e39;</a>";
    assert_eq!(lines(&text, Xml), ["/a=&e39;"]);
    assert_eq!(said(&text), []);
}

#[test]
fn depth_and_length_are_no_danger() {
    let nested = format!("{}https://a.b/?x=1{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let found = lines(&nested, Xml);
    assert!(found.len() == 1 && found[0].ends_with("=https://a.b/?x=1"), "{}", found.len());
    for piece in [
        "<a>",
        "<",
        "</a>",
        "<a b=",
        "<a b='",
        "<a b='>",
        "<!--",
        "<![CDATA[",
        "<![>",
        "<!\"",
        "<?",
        "&",
        "<a></b>",
        "]]>",
    ] {
        never_gives_up(&piece.repeat(50_000), Xml);
    }
    for piece in ["<!--", "<![CDATA[", "<?", "< "] {
        never_gives_up(&format!("<a>x{}</a>", format!("{piece} y").repeat(50_000)), Xml);
    }
    let mut unclosed = "<a>".repeat(50_000);
    unclosed += &"</b><b>".repeat(50_000);
    never_gives_up(&unclosed, Xml);
}

fn escaped(text: &str, choices: &[u8]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match (choices.get(i).copied().unwrap_or(0) % 4, c) {
            (0 | 1, '&') => out.push_str("&amp;"),
            (0 | 1, '<') => out.push_str("&lt;"),
            (1, '>') | (0, '>') => out.push_str("&gt;"),
            (0 | 1, '"') => out.push_str("&quot;"),
            (0 | 1, '\'') => out.push_str("&apos;"),
            (0 | 1, c) if !c.is_control() => out.push(c),
            (2, c) => out += &format!("&#{};", c as u32),
            (_, c) => out += &format!("&#x{:X};", c as u32),
        }
    }
    out
}

/// What a strict parser reads in `text`: its attributes, and its texts without the blanks around them.
fn strict(text: &str) -> Option<Vec<String>> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let blanks = [' ', '\t', '\r', '\n'];
    let mut found = Vec::new();
    for node in document.descendants() {
        found.extend(node.attributes().map(|a| a.value().to_owned()));
        if node.is_text() {
            found.extend(node.text().map(|text| text.trim_matches(blanks).to_owned()).filter(|text| !text.is_empty()));
        }
    }
    found.sort();
    Some(found)
}

/// Asserts that a strict parser that takes `text` finds the same in it.
fn agrees(text: &str) -> bool {
    let Some(wanted) = strict(text) else { return false };
    let blanks = [' ', '\t', '\r', '\n'];
    let mut found: Vec<_> = leaves(text, Xml).into_iter().map(|(_, text)| text).collect();
    found.retain(|text| !text.is_empty());
    found.sort();
    let wanted: Vec<_> = wanted.into_iter().filter(|text| !text.is_empty()).collect();
    let trim = |texts: Vec<String>| texts.into_iter().map(|t| t.trim_matches(blanks).to_owned()).collect::<Vec<_>>();
    assert_eq!(trim(found), trim(wanted), "{text:?}");
    assert_eq!(said(text), [], "{text:?}");
    true
}

#[test]
fn a_strict_parser_finds_the_same() {
    for text in [
        "<a b='c&#10;d\ne'>f<g h=\"i\"/>j</a>",
        "<a>\r\n<b>c\r\nd</b><![CDATA[x\r\ny]]></a>",
        "<!DOCTYPE a SYSTEM \"x>y\" [ <!-- ] --> ]><a b = 'c' ><d/></a >",
        "<?x <a> ?><é ü='ö'>ß</é>",
    ] {
        assert!(agrees(text), "{text}");
    }
}

proptest! {
    #[test]
    fn texts_of_elements(text in texts("\n\t"), choices in prop::collection::vec(any::<u8>(), 0..64), at in 0..1000_usize, by in 0..8_usize) {
        let text = format!("é{text}é");
        let file = format!("<a>\n  <é>{}</é><z/></a>", escaped(&text, &choices));
        each_character(&file, Xml, "/a/é", &text, &|written| format!("<k>x{written}x</k>"));
        prop_assert!(agrees(&file));
        prop_assert!(repairs(&file, Xml, "/a/é", at, REPAIRS[by]));
    }

    #[test]
    fn values_of_attributes(text in texts(""), choices in prop::collection::vec(any::<u8>(), 0..64), single: bool, at in 0..1000_usize, by in 0..8_usize) {
        let quote = if single { '\'' } else { '"' };
        let choices: Vec<u8> = text.chars().enumerate().map(|(i, c)| if c.is_control() { 2 } else { choices.get(i).copied().unwrap_or(0) }).collect();
        let file = format!("<a>é<k é={quote}{}{quote}/></a>", escaped(&text, &choices));
        each_character(&file, Xml, "/a/k/@é", &text, &|written| format!("<k a={quote}x{written}x{quote}/>"));
        prop_assert!(agrees(&file));
        prop_assert!(repairs(&file, Xml, "/a/k/@é", at, REPAIRS[by]));
    }

    #[test]
    fn cdata_sections(text in texts(""), at in 0..1000_usize, by in 0..8_usize) {
        let text = format!("é{}", text.replace("]]>", ""));
        prop_assume!(!text.contains("]]"));
        let file = format!("<a><k><![CDATA[{text}]]></k><z/></a>");
        each_character(&file, Xml, "/a/k", &text, &|written| written.to_owned());
        prop_assert!(agrees(&file));
        repairs(&file, Xml, "/a/k", at, REPAIRS[by]);
    }

    #[test]
    fn anything_at_all(text in texts(""), more in ".{0,40}", tags in "(<[/!?a-b -]{0,4}>?|[&;'\"=a]|\\[CDATA\\[|-->|\\]\\]>){0,30}", times in 1..50_usize) {
        for text in [&text, &more, &tags, &format!("<a>{text}<b c='{more}'>{tags}</a>").repeat(times)] {
            never_gives_up(text, Xml);
        }
    }
}
