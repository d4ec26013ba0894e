//! HTML.

use super::look::{REPAIRS, breaks, comments, each_character, leaves, lines, never_gives_up, repairs, replaced, texts};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
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

/// What a tokenizer that does as the standard says reads in `page`: attributes with their names, and texts, without the
/// blanks around them.
fn strict(page: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut found, mut text) = (Vec::new(), String::new());
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(piece) => text += &String::from_utf8_lossy(&piece),
            Token::Error(_) => {}
            other => {
                found.push(std::mem::take(&mut text));
                let Token::StartTag(tag) = other else { continue };
                found.extend(tag.attributes.iter().map(|(name, value)| {
                    format!("@{}={}", String::from_utf8_lossy(name), String::from_utf8_lossy(value).trim_ascii())
                }));
            }
        }
    }
    found.push(text);
    sorted(found)
}

/// The same as it is read here.
fn ours(page: &str) -> Vec<String> {
    let named = |(key, text): (String, String)| match key.rsplit_once("/@") {
        Some((_, name)) => format!("@{}={}", name.to_ascii_lowercase(), text.trim_ascii()),
        None => text,
    };
    sorted(leaves(page, Html).into_iter().map(named).collect())
}

fn sorted(texts: Vec<String>) -> Vec<String> {
    let mut texts: Vec<_> = texts.into_iter().map(|text| text.trim_ascii().to_owned()).collect();
    texts.retain(|text| !text.is_empty());
    texts.sort();
    texts
}

/// A text made of some of `words` and of entities.
fn made_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![3 => select(words), 1 => select(&KNOWN[..])];
    prop::collection::vec(word, 0..6).prop_map(|words| words.concat())
}

const IN_VALUES: &[&str] = &[
    "https://a.b/?x={id}",
    "&y=2",
    "&copy=3",
    "<id>",
    ">",
    "'",
    "\"",
    "é",
    " ",
    "\n",
    "\u{a0}",
    "=",
    "/",
    "/>",
    "`",
    "--",
    "日",
];

/// Attributes, each with a blank before it: bare, in either kind of quotes, or without a value.
fn with_attributes() -> impl Strategy<Value = String> {
    let names = subsequence(vec!["href", "SRC", "data-x", "@click", "é", "content"], 0..4);
    let values = prop::collection::vec((made_of(IN_VALUES), 0..7_u8), 3);
    (names, values).prop_map(|(names, values)| {
        let written = names.into_iter().zip(values).map(|(name, (value, style))| match style {
            0 => format!(" {name}"),
            1 | 2 => {
                // What is bare may hold none of these, and stands for nothing without a first character.
                let ends = |c: char| c.is_ascii_whitespace() || "\"'<>=`".contains(c);
                format!(" {name}{}x{}", if style == 1 { "=" } else { " =\n" }, value.replace(ends, ""))
            }
            3 | 4 => format!("\n{name}{}'{}'", if style == 3 { "=" } else { " = " }, value.replace('\'', "")),
            _ => format!("\t{name}=\"{}\"", value.replace('"', "")),
        });
        written.collect()
    })
}

const IN_TEXTS: &[&str] = &[
    "See ",
    "https://t.b/?x={id}&y=2",
    "&copy=3",
    "< ",
    "<3",
    "> ",
    "'",
    "\"",
    "é",
    "\n",
    "\u{a0}",
    "-->",
    "]]>",
    "/",
];

const IN_SCRIPTS: &[&str] = &[
    "if (1 < 2) {}",
    "'https://s.b/?x=1&amp;y=2'",
    "<b c='d'>",
    "</b>",
    "</scripts>",
    "</style-x>",
    "</",
    "<!-- ",
    " -->",
    "// it's\n",
];

const IN_COMMENTS: &[&str] =
    &["x", " - ", "<a b='https://c.b/'>", "</a>", "[if mso]>", "<!", "!>", "\n", "https://c.b/?x=1&amp;y=2"];

/// Pages without faults. What browsers read as bare text in a title, a text area or a frame, with its tags, is left
/// out: here its tags are read, for such a page shows the code of a pixel that is to be copied. So are scripts in the
/// comments of scripts.
fn pages() -> impl Strategy<Value = String> {
    let void = (select(vec!["img", "BR", "meta", "link"]), with_attributes(), select(vec![">", " >", "/>", " />"]));
    let raw = (select(vec!["script", "style", "SCRIPT"]), with_attributes(), made_of(IN_SCRIPTS));
    let leaf = prop_oneof![
        3 => made_of(IN_TEXTS),
        1 => made_of(IN_COMMENTS).prop_map(|inside| format!("<!--{inside}-->")),
        2 => void.prop_map(|(name, attributes, end)| format!("<{name}{attributes}{end}")),
        1 => raw.prop_map(|(name, attributes, inside)| format!("<{name}{attributes}>{inside}</{name}>")),
    ];
    let page = leaf.prop_recursive(4, 32, 5, |inner| {
        let names = select(vec!["a", "p", "DIV", "td", "h1", "x-y"]);
        let around = (names, with_attributes(), select(vec!["", " ", "\n"]));
        (around, prop::collection::vec(inner, 0..5)).prop_map(|((name, attributes, blank), inside)| {
            format!("<{name}{attributes}{blank}>{}</{name}{blank}>", inside.concat())
        })
    });
    (select(vec!["", "<!DOCTYPE html>\n"]), page).prop_map(|(before, page)| format!("{before}<body>{page}</body>"))
}

#[test]
fn comments_and_scripts_end_where_they_do_in_browsers() {
    for page in [
        "<!--><a href=https://a.b/>x</a>-->",
        "<!---><a href=https://a.b/>x</a>-->",
        "<!--!><a href=https://a.b/>x</a>-->",
        "<!-- x --!><a href=https://a.b/>x</a>",
        "<!--[if !mso]><!--><a href=https://a.b/>x</a><!--<![endif]-->",
        "<!----><a href=https://a.b/>x</a>",
        "<script>'</scripts>' + '<a href=https://a.b/>'</script>",
        "<script>'</script-x>' + '<a href=https://a.b/>'</SCRIPT\n>x",
        "<style>a::after {}</style/><a href=https://a.b/>x</a>",
        "<a href=https://a.b/?x=1\u{a0}2\u{3000}3>x</a>",
    ] {
        assert_eq!(ours(page), strict(page), "{page}");
    }
}

proptest! {
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
    fn a_strict_parser_finds_the_same(page in pages()) {
        prop_assert_eq!(ours(&page), strict(&page), "{}", page);
        prop_assert_eq!(breaks(&page, Html), [], "{}", page);
    }

    #[test]
    fn anything_at_all(text in texts(""), more in ".{0,40}", tags in "(<[/!?a-b -]{0,4}>?|<script>|</script>|[&;'\"=a]|-->){0,30}", times in 1..50_usize) {
        for text in [&text, &more, &tags, &format!("<a>{text}<b c='{more}'>{tags}</a>").repeat(times)] {
            never_gives_up(text, Html);
            let _ = markup_links(text);
        }
    }
}
