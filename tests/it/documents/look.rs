//! Looking at documents.

use proptest::prelude::*;
use tracklint::source::{Document, FileText, NodeId, NodeKind, Syntax};
use tracklint::span::{Edit, Span};

/// Every node that holds no others: its key path and its text.
pub fn leaves(text: &str, syntax: Syntax) -> Vec<(String, String)> {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    holds_together(&document);
    let is_leaf = |n: &NodeId| !matches!(document.nodes[*n as usize].kind, NodeKind::Map | NodeKind::List);
    let nodes = (0..document.nodes.len() as NodeId).filter(is_leaf);
    nodes.map(|n| (document.pointer(n), document.text(n).into_owned())).collect()
}

/// `/key=text` for every leaf.
pub fn lines(text: &str, syntax: Syntax) -> Vec<String> {
    leaves(text, syntax).into_iter().map(|(key, text)| format!("{key}={text}")).collect()
}

/// The places at which a text is broken: line, column and message.
pub fn breaks(text: &str, syntax: Syntax) -> Vec<(u64, u64, String)> {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    document
        .breaks
        .iter()
        .map(|b| {
            let (line, column) = document.line_and_column(b.at);
            (line, column, b.message.clone())
        })
        .collect()
}

/// The comments.
pub fn comments(text: &str, syntax: Syntax) -> Vec<String> {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    let text = &document.file.text;
    document.comments.iter().map(|c| text[c.start as usize..c.end as usize].to_owned()).collect()
}

/// What must hold of every document, however broken: the tape is a tree, spans lie in the text, maps fit.
pub fn holds_together(document: &Document) {
    let count = document.nodes.len() as NodeId;
    let length = document.file.text.len();
    for (at, node) in (0..).zip(&document.nodes) {
        assert!(at < node.next && node.next <= count, "{node:?}");
        assert!(node.parent == Document::NOTHING || node.parent < at, "{node:?}");
        if let Some(parent) = document.nodes.get(node.parent as usize) {
            assert!(node.next <= parent.next, "{node:?} in {parent:?}");
        }
        for spelled in [Some(node.value), node.key].into_iter().flatten() {
            assert!(spelled.start <= spelled.end && spelled.end as usize <= length, "{node:?}");
            let (text, written) = (document.text_of(spelled), document.bytes_of(spelled));
            if let Some(map) = document.map_of(spelled) {
                assert_eq!((map.inner_len(), map.outer_len()), (text.len(), written.len()), "{text:?}: {written:?}");
            }
        }
        assert!(node.is_alias == document.alias(at).is_some(), "{node:?}");
        assert!(document.alias(at).is_none_or(|of| of < at), "{node:?}");
    }
    assert!(document.breaks.iter().all(|b| b.at <= length && document.file.text.is_char_boundary(b.at)));
}

/// The bytes of `text` under the first leaf that reads `value`.
pub fn written(text: &str, syntax: Syntax, value: &str) -> String {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    let nodes = 0..document.nodes.len() as NodeId;
    let found =
        nodes.into_iter().find(|n| document.text(*n) == value && document.nodes[*n as usize].kind == NodeKind::Text);
    let Some(found) = found else { panic!("{value:?} is not in {:?}", lines(text, syntax)) };
    document.bytes_of(document.nodes[found as usize].value).to_owned()
}

/// What becomes of `text` when `span` of the leaf at `key` is replaced; or why nothing does.
pub fn edited(text: &str, syntax: Syntax, key: &str, span: Span, by: &str) -> Result<String, &'static str> {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    let found = (0..document.nodes.len() as NodeId).find(|n| document.pointer(*n) == key);
    let Some(found) = found else { panic!("no {key} in {:?}", lines(text, syntax)) };
    let literal = document.literal(found);
    if let Some(why) = literal.locked {
        return Err(why);
    }
    let edit = literal.file_edit(&Edit::replace(span, by.to_owned())).ok_or("cannot be carried")?;
    let mut bytes = text.as_bytes().to_vec();
    bytes.splice(edit.start_byte as usize..edit.end_byte as usize, edit.text.bytes());
    String::from_utf8(bytes).map_err(|_| "no text any more")
}

/// Replaces `what` in the leaf at `key`.
pub fn replaced(text: &str, syntax: Syntax, key: &str, what: &str, by: &str) -> Result<String, &'static str> {
    let leaves = leaves(text, syntax);
    let Some((_, value)) = leaves.iter().find(|(k, _)| k == key) else { panic!("no {key} in {leaves:?}") };
    let Some(at) = value.find(what) else { panic!("no {what} in {value}") };
    edited(text, syntax, key, Span::new(at, at + what.len()), by)
}

/// Characters that some format or other writes in a way of its own.
const ODD: &str = "aZ09 /?&=:;#%{}[]<>()'\"\\|,.-_!*@~`$+é日🎉\u{301}\t\n";

/// Random texts of such characters, without those in `without`.
pub fn texts(without: &'static str) -> impl Strategy<Value = String> {
    let odd: Vec<char> = ODD.chars().filter(|c| !without.contains(*c)).collect();
    let word =
        prop::sample::select(vec!["https://a.b/?x={click_id}&y=1", "&amp;", "]]>", "''", "\\n", "&copy=2", ": ", " #"]);
    let without = move |text: &String| !text.contains(|c| without.contains(c));
    let piece = prop_oneof![
        3 => prop::sample::select(odd).prop_map(String::from),
        1 => word.prop_map(str::to_owned).prop_filter("a character that is left out", without),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What a repair may put into a link.
pub const REPAIRS: [&str; 8] = ["{gk_click_id}", "&", "https://", "%20", "x=1&y=\"2\"", "'", "<id>", "#s1#"];

/// Reads `text` and asserts that the leaf at `key` is `value`, and that each of its characters stands for bytes which
/// alone, put into a text by `around`, spell that character.
pub fn each_character(text: &str, syntax: Syntax, key: &str, value: &str, around: &dyn Fn(&str) -> String) {
    let found = leaves(text, syntax);
    assert!(found.iter().any(|(k, v)| k == key && v == value), "{value:?} at {key} is not in {found:?} of {text:?}");
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    assert_eq!(document.breaks, [], "{text:?}");
    let node = (0..document.nodes.len() as NodeId).find(|n| document.pointer(*n) == key).unwrap_or_default();
    let literal = document.literal(node);
    for (at, c) in value.char_indices() {
        let place = literal.place(Span::new(at, at + c.len_utf8()));
        let written = &text[place.start_byte as usize..place.end_byte as usize];
        let line = text[..place.start_byte as usize].matches('\n').count() as u64 + 1;
        let before = text[..place.start_byte as usize].rsplit('\n').next().unwrap_or_default();
        assert_eq!((place.line, place.column), (line, before.chars().count() as u64 + 1), "{c:?} in {text:?}");
        if written != c.to_string() {
            let around = around(written);
            let spelt = leaves(&around, syntax);
            assert!(spelt.iter().any(|(_, text)| text.contains(c)), "{c:?} is no {written:?} in {text:?}: {spelt:?}");
        }
    }
}

/// Makes an edit at the leaf at `key` and asserts that the file, read again, differs in that leaf alone and as meant.
/// Returns whether the edit could be made.
pub fn repairs(text: &str, syntax: Syntax, key: &str, at: usize, by: &str) -> bool {
    let before = leaves(text, syntax);
    let Some((_, value)) = before.iter().find(|(k, _)| k == key) else { panic!("no {key} in {before:?}") };
    let starts: Vec<usize> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
    let span = Span::new(starts[at % starts.len()], starts[(at / 7) % starts.len()].max(starts[at % starts.len()]));
    let mut meant = value.clone();
    meant.replace_range(span.range(), by);
    let Ok(after) = edited(text, syntax, key, span, by) else { return false };
    let meant: Vec<_> =
        before.iter().map(|(k, v)| (k.clone(), if k == key { meant.clone() } else { v.clone() })).collect();
    assert_eq!(leaves(&after, syntax), meant, "{text:?} became {after:?}");
    true
}

/// A thousandfold `piece` is read without trouble, and ten times as much takes nothing but ten times as many nodes.
pub fn never_gives_up(text: &str, syntax: Syntax) {
    let file = FileText::read(text.as_bytes());
    let document = Document::read("offers", &file, syntax);
    holds_together(&document);
}
