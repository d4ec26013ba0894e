//! HTML.

use crate::look::{REPAIRS, breaks, comments, each_character, leaves, lines, never_gives_up, repairs, replaced, texts};
use proptest::prelude::*;
use tracklint::source::Syntax::Html;
use tracklint::source::markup_links;

const PAGE: &str = "\
<!DOCTYPE html>
<html><head><meta http-equiv=\"refresh\" content=\"0; url=https://a.b/?x=1&amp;y=2\">
<script>var u = 'https://s.b/?x=1&amp;y=2'; if (1 < 2) {}</script></head>
<body><!-- ours -->
<a href=\"https://a.b/?x={id}&amp;copy=2&copy=3\" data-x>Go &copy there</a>
<a href='https://c.d/?x=1&y=2'>Or &lt;here&gt;</a>
<img src=https://p.b/?x=1&y=2 width=1><br/>
<iframe src=\" https://f.b/ \"></iframe>
See https://t.b/?x=1&amp;y=2 or
</body></html>
";

#[test]
fn tags_and_texts_are_found() {
    assert_eq!(
        lines(PAGE, Html),
        [
            "/meta/@http-equiv=refresh",
            "/meta/@content=0; url=https://a.b/?x=1&y=2",
            "/script=var u = 'https://s.b/?x=1&amp;y=2'; if (1 < 2) {}",
            "/a/0/@href=https://a.b/?x={id}&copy=2&copy=3",
            "/a/0/@data-x=",
            "/a/1=Go © there",
            "/a/2/@href=https://c.d/?x=1&y=2",
            "/a/3=Or <here>",
            "/img/@src=https://p.b/?x=1&y=2",
            "/img/@width=1",
            "/iframe/@src=https://f.b/",
            "/body=See https://t.b/?x=1&y=2 or",
        ]
    );
    assert_eq!(breaks(PAGE, Html), []);
    assert_eq!(comments(PAGE, Html), [" ours "]);
    let after = replaced(PAGE, Html, "/a/0/@href", "&copy=2", "&x=\"").unwrap_or_default();
    assert_eq!(after, PAGE.replace("&amp;copy=2", "&amp;x=&quot;"));
    assert!(replaced(PAGE, Html, "/a/1", "©", "c").is_ok_and(|after| after.contains("Go c there")));
    let windows = format!("\u{FEFF}{}", PAGE.replace('\n', "\r\n"));
    assert_eq!(lines(&windows, Html), lines(PAGE, Html));
}

#[test]
fn links_in_a_piece_of_markup_have_their_places() {
    let pixel =
        "<IMG SRC=\"https://p.b/?x=1&amp;y={z}\" alt='x'><script>load('//s.b/x', 'https://s.b/?x=1&amp;y')</script>";
    let found = markup_links(pixel);
    let seen: Vec<_> = found.iter().map(|m| (m.text.as_str(), &pixel[m.range.clone()])).collect();
    assert_eq!(
        seen,
        [
            ("https://p.b/?x=1&y={z}", "https://p.b/?x=1&amp;y={z}"),
            ("https://s.b/?x=1&amp;y", "https://s.b/?x=1&amp;y"),
        ]
    );
    for marked in &found {
        assert_eq!((marked.map.inner_len(), marked.map.outer_len()), (marked.text.len(), marked.range.len()));
    }
    let plain = markup_links("https://a.b/?x={click_id}&y=1");
    assert_eq!(plain.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["https://a.b/?x={click_id}&y=1"]);
}

#[test]
fn depth_and_length_are_no_danger() {
    let nested = format!("{}https://a.b/{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(lines(&nested, Html).len(), 1);
    for piece in
        ["<a>", "<", "</a>", "<a b=", "<a b='", "<a b='>", "<!--", "<script>", "</script", "<!", "<?", "&", "<a></b>"]
    {
        never_gives_up(&piece.repeat(50_000), Html);
        assert!(markup_links(&piece.repeat(50_000)).is_empty());
    }
}

/// Entities that are known here.
const KNOWN: [&str; 14] = [
    "&amp;", "&amp", "&copy", "&copy;", "&lt", "&#38;", "&#x26", "&#150;", "&quest;", "&notin;", "&not", "&Hat;",
    "&nbsp", "&#0;",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn attributes(text in texts(""), choices in prop::collection::vec(any::<u8>(), 0..64), at in 0..1000_usize, by in 0..8_usize) {
        let text = format!("é{text}é");
        let written: String = text.chars().enumerate().map(|(i, c)| match (choices.get(i).copied().unwrap_or(0) % 2, c) {
            (_, '&') => "&amp;".to_owned(),
            (_, '"') => "&quot;".to_owned(),
            (1, '<') => "&lt;".to_owned(),
            (1, c) => format!("&#{};", c as u32),
            (_, c) => c.to_string(),
        }).collect();
        let file = format!("é<k é=\"{written}\">z</k>");
        each_character(&file, Html, "/k/0/@é", &text, &|written| format!("<k a=\"x{written}x\">"));
        prop_assert!(repairs(&file, Html, "/k/0/@é", at, REPAIRS[by]));
    }

    #[test]
    fn entities_are_read_as_browsers_do(
        pieces in prop::collection::vec(prop_oneof![prop::sample::select(KNOWN.to_vec()), prop::sample::select(vec!["=", "x", "1", ";", " ", "é", "&"])], 0..10),
    ) {
        let written = pieces.concat();
        let attribute = leaves(&format!("<k a=\"x{written}x\">"), Html);
        prop_assert_eq!(&attribute[0].1, &*htmlize::unescape_attribute(format!("x{written}x")));
        let text = leaves(&format!("<k>x{written}x</k>"), Html);
        prop_assert_eq!(&text[0].1, &*htmlize::unescape(format!("x{written}x")));
    }

    #[test]
    fn anything_at_all(text in texts(""), more in ".{0,40}", tags in "(<[/!?a-b -]{0,4}>?|<script>|</script>|[&;'\"=a]|-->){0,30}", times in 1..50_usize) {
        for text in [&text, &more, &tags, &format!("<a>{text}<b c='{more}'>{tags}</a>").repeat(times)] {
            never_gives_up(text, Html);
            let _ = markup_links(text);
        }
    }
}
