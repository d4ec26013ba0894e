//! Markdown, whose links are found as those of any text are: a parser of it finds the same.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;
use tracklint::source::{InputFormat, each_passage};

/// Where the links and images of a page lead, as GitHub and its kin read it.
fn strict(page: &str) -> BTreeSet<String> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    let root = parse_document(&arena, page, &options);
    let url = |value: &NodeValue| match value {
        NodeValue::Link(link) | NodeValue::Image(link) => Some(link.url.clone()),
        _ => None,
    };
    root.descendants().filter_map(|node| url(&node.data.borrow().value)).collect()
}

/// The links that are found here.
fn ours(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_passage(page, InputFormat::detect("page.md", page.lines().next().unwrap_or_default().as_bytes()), |passage| {
        found.insert(passage.link(page).into_owned());
    });
    found
}

/// How Markdown writes the link `U`. Left out is what is meant to differ: headings, for a line that starts with `#` is
/// a comment in a list of links; hosts without a scheme, to which Markdown adds one; escapes, `\_` and `&amp;`, which
/// a link in plain text holds by mistake and which are told as such; links in code, which are links here; and in
/// `<U>` a `|`, which parts a link from its label in chats, or a blank.
const FORMS: &[&str] = &[
    "[our link](U)",
    "[our link](U \"to the offer\")",
    "[our link](U 'to the offer')",
    "[our link](U (to the offer))",
    "[our link]( U )",
    "[our link](<U>)",
    "[our link](<U> \"to the offer\")",
    "[](U)",
    "[**our** `link`](U)",
    "**[our link](U)**",
    "_[our link](U)_",
    "~~[our link](U)~~",
    "([our link](U))",
    "[U](U)",
    "[<b>our link</b>](U)",
    "![a picture](U)",
    "![a picture](U \"of an offer\")",
    "[![a picture](U)](U)",
    "<U>",
    "**<U>**",
    "U",
    "(U)",
    "*U*",
    "**U**",
    "~~U~~",
    "_see U now_",
    "U, U; or U.",
    "is it U?",
    "see: U: it is U!",
    "\"U\"",
    "U<br>",
    "U<BR />",
];

/// What stands around it in its paragraph, at `F`, and the names by which others call it, at `U`.
/// Left out are tables without a bar before their first cell: a line that starts with a link and has no blank is one.
const BLOCKS: &[&str] = &[
    "F",
    "See F and others.",
    "See\nF\nand others.",
    "- F",
    "* [ ] F",
    "1. F and more",
    "> F",
    "> - See F",
    "| offer | link |\n| --- | --- |\n| ours | F |",
    "| link | offer |\n|:-|-:|\n| F | ours |",
    "See [ours][one].\n\n[one]: U",
    "[one]\n\n[one]: U \"to the offer\"",
    "[ours][]\n\n[ours]: <U> 'to the offer'",
    "![ours][one]\n\n  [one]:\n    U\n    (to the offer)",
];

/// Forms in which nothing but a link stands between its brackets. Elsewhere the punctuation behind a link is the
/// sentence's, also before the title of one, and where the definition of a name ends.
const ENCLOSED: &[&str] = &[
    "[our link](U)",
    "[our link](<U>)",
    "[our link](<U> \"to the offer\")",
    "![a picture](U)",
    "[![a picture](U)](U)",
    "**[our link](U)**, and",
    "<U>",
    "**<U>**.",
];

/// Links without macros that end as links do.
fn links() -> impl Strategy<Value = String> {
    let start = select(vec!["https://a.com", "http://go.ab.co.uk:8080", "HTTPS://A-b.ex.com", "https://日本.jp"]);
    let path = select(vec![
        "/", "/x", "/g_(h)", "/_a_b", "/x.y", "/a,b", "/a;b", "/a!b", "/*x", "/~x", "/a'b", "/a:b", "/a@b", "/é",
        "/%20x", "/a-b", "/$x", "/a+b", "/a[b]",
    ]);
    let parameter = select(vec![
        "x=1",
        "af_sub1=a_b_c",
        "a=%7Bx%7D",
        "to=https://b.com/y",
        "a[]=1",
        "copy=2",
        "e=a*b*c",
        "é=日b",
        "a=b.c",
    ]);
    let fragment = select(vec!["", "", "", "#x", "#/x_y"]);
    (start, prop::collection::vec(path, 0..4), prop::collection::vec(parameter, 0..4), fragment).prop_map(
        |(start, path, parameters, fragment)| {
            let query = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
            format!("{start}{}{query}{fragment}", path.concat())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn links_are_found_in_markdown(
        blocks in prop::collection::vec((select(BLOCKS), select(FORMS), links()), 1..4),
    ) {
        // Each name stands for one link on a page.
        let written = blocks.iter().enumerate().map(|(i, (block, form, link))| {
            block.replace("one", &format!("one{i}")).replace("[ours]", &format!("[ours{i}]")).replace('F', form).replace('U', link)
        });
        let page = written.collect::<Vec<_>>().join("\n\nAnd:\n\n");
        let wanted = strict(&page);
        prop_assert_eq!(&wanted, &blocks.iter().map(|(_, _, link)| link.clone()).collect(), "the page was meant otherwise: {}", page);
        prop_assert_eq!(ours(&page), wanted, "{}", page);
    }

    #[test]
    fn punctuation_in_brackets_is_the_links(
        block in select(&BLOCKS[..9]), form in select(ENCLOSED), link in links(), end in "[.,;:!?'*_~=&$…]{0,3}",
    ) {
        let link = format!("{link}{end}");
        // `https://*.a.com` and `/x.*` are patterns, and no links.
        let host = link.splitn(3, '/').nth(2).unwrap_or_default().split(['/', '?']).next().unwrap_or_default();
        prop_assume!(!host.contains('*') && !link.contains(".*"));
        let page = block.replace('F', form).replace('U', &link);
        let wanted = strict(&page);
        prop_assert_eq!(&wanted, &BTreeSet::from([link]), "the page was meant otherwise: {}", page);
        prop_assert_eq!(ours(&page), wanted, "{}", page);
    }
}
