//! The answer for a ticket, read as GitHub and its kin read it: tables, bare addresses and all.

use super::{CLEAN, STYLE, UNBRACED, golden, scene};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use tracklint::report::OutputFormat;

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options
}

/// What a page comes to.
#[derive(Debug, Default)]
pub struct Read {
    /// The tables: rows of cells.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Blocks of code.
    pub blocks: Vec<String>,
    /// Everything that is read, blocks too.
    pub text: String,
}

/// Reads a page. Nothing in it may be a link, a picture, or markup but what this format uses.
pub fn read(page: &str) -> Read {
    let arena = Arena::new();
    let root = parse_document(&arena, page, &options());
    let mut read = Read::default();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Table(_) => read.tables.push(Vec::new()),
            NodeValue::TableRow(_) => {
                let cells = node.children().map(|cell| words(cell)).collect();
                read.tables.last_mut().expect("a row stands in a table").push(cells);
            }
            NodeValue::CodeBlock(block) => {
                assert!(block.fenced && block.info == "text", "{block:?}");
                read.blocks.push(block.literal.trim_end_matches('\n').to_owned());
            }
            NodeValue::HtmlInline(html) => assert!(["<code>", "</code>"].contains(&&**html), "{html}: {page}"),
            NodeValue::Document
            | NodeValue::Paragraph
            | NodeValue::Text(_)
            | NodeValue::Code(_)
            | NodeValue::Strong
            | NodeValue::SoftBreak
            | NodeValue::TableCell
            | NodeValue::List(_)
            | NodeValue::Item(_) => {}
            other => panic!("{other:?} in\n{page}"),
        }
    }
    read.text = words(root);
    read
}

/// All that is read of a node.
fn words<'a>(node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::CodeBlock(block) => out.push_str(&block.literal),
            NodeValue::Paragraph | NodeValue::SoftBreak | NodeValue::TableCell => out.push('\n'),
            _ => {}
        }
    }
    out.trim_start_matches('\n').to_owned()
}

pub fn texts(page: &str) -> String {
    read(page).text
}

/// Checks what holds of every page with one or more findings: the first table has a row for each.
pub fn check(page: &str) -> Read {
    let read = read(page);
    assert!(!read.tables.is_empty(), "{page}");
    for table in &read.tables {
        assert!(table.iter().all(|row| row.len() == table[0].len()), "{table:?}");
    }
    assert!(read.tables[0][1..].iter().all(|row| ["error", "warning", "advice"].contains(&&*row[0])), "{read:?}");
    let rules = tracklint::rule::ALL;
    assert!(read.tables[0][1..].iter().all(|row| rules.iter().any(|r| r.id == row[3])), "{read:?}");
    read
}

#[test]
fn markdown_reads_as_it_was_meant() {
    let page = scene(OutputFormat::Markdown, STYLE);
    golden("scene-markdown.md", &page);
    let read = check(&page);
    assert_eq!(read.tables.len(), 4);
    assert_eq!(read.tables[0].len(), 7);
    assert_eq!(read.tables[0][0], ["", "where", "what", "rule"]);
    assert_eq!(
        read.tables[0][1][1..],
        ["link 1, column 47", "[af_sub1](1) gives back another click id.", "round-trip-mismatch"]
    );
    assert_eq!(read.tables[0][4][2], "The event id Sale | now holds |, after ********.");
    // What is to be copied stands alone, to the letter.
    let fixed = UNBRACED.replace("gk_click_id", "{gk_click_id}");
    assert!(read.blocks.contains(&UNBRACED.to_owned()) && read.blocks.contains(&fixed), "{:?}", read.blocks);
    assert!(!read.text.contains(CLEAN), "a link without findings");
    assert!(read.text.contains("And 2 more findings."), "{page}");
    assert!(read.text.contains("bad, 100%.json:3:7: JSON: a comma: %0A"), "{page}");
}
