//! What the tests of all formats share.

use tracklint::source::{Document, FileText, NodeId, NodeKind, Spelled, Syntax, Writing};
use tracklint::span::{Edit, Span};

/// Reads `bytes` and lets `look` look at the document.
pub fn with<T>(bytes: &[u8], syntax: Syntax, look: impl FnOnce(&Document) -> T) -> T {
    let file = FileText::read(bytes);
    look(&Document::read("offers", &file, syntax))
}

/// Every text and key in the order of the file.
pub fn texts(document: &Document) -> Vec<String> {
    let spelled = every_spelled(document);
    spelled.into_iter().map(|s| document.text_of(s).into_owned()).collect()
}

/// The keys and texts of a document in the order of the file.
pub fn every_spelled(document: &Document) -> Vec<Spelled> {
    let mut all = Vec::new();
    for node in &document.nodes {
        all.extend(node.key);
        if node.kind == NodeKind::Text {
            all.push(node.value);
        }
    }
    all
}

/// Where the document is broken, as `line:column message`.
pub fn breaks(document: &Document) -> Vec<String> {
    let told = |b: &tracklint::source::Break| {
        let (line, column) = document.line_and_column(b.at);
        format!("{line}:{column} {}", b.message)
    };
    document.breaks.iter().map(told).collect()
}

/// The offsets of the breaks.
pub fn broken_at(text: &str, syntax: Syntax) -> Vec<usize> {
    with(text.as_bytes(), syntax, |d| d.breaks.iter().map(|b| b.at).collect())
}

/// The key path and text of every text.
pub fn paths(document: &Document) -> Vec<(String, String)> {
    let is_text = |n: &NodeId| document.nodes[*n as usize].kind == NodeKind::Text;
    let all = (0..document.nodes.len() as NodeId).filter(is_text);
    all.map(|n| (document.pointer(n), document.text(n).into_owned())).collect()
}

/// Checks that the bytes under each span of each text spell that span, where `decode` tells what bytes spell (`None` if
/// nobody can), and that the maps cover text and bytes whole.
pub fn check_spans(document: &Document, decode: impl Fn(Writing, &str) -> Option<String>) {
    for spelled in every_spelled(document) {
        let (text, bytes) = (document.text_of(spelled), document.bytes_of(spelled));
        let Some(map) = document.map_of(spelled) else {
            assert_eq!(text, bytes);
            continue;
        };
        assert_eq!((map.inner_len(), map.outer_len()), (text.len(), bytes.len()), "{bytes:?}");
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (from, to) in starts.iter().zip(&starts[1..]) {
            for span in [Span::new(*from, *to), Span::new(*from, text.len())] {
                let under = map.span_out(span).of(bytes);
                assert_eq!(
                    decode(spelled.writing, under).as_deref().unwrap_or(span.of(&text)),
                    span.of(&text),
                    "{bytes:?}"
                );
            }
        }
    }
}

/// Puts `new` in the place of the first text's bytes `span` and reads the file again: the text that stands there then.
/// `None` where the edit cannot be carried into the file.
pub fn edited(file: &str, syntax: Syntax, number: usize, span: Span, new: &str) -> Option<String> {
    let written = with(file.as_bytes(), syntax, |document| {
        let is_text = |n: &NodeId| document.nodes[*n as usize].kind == NodeKind::Text;
        let node = (0..document.nodes.len() as NodeId).filter(is_text).nth(number)?;
        let edit = document.literal(node).file_edit(&Edit::replace(span, new.to_owned()))?;
        Some(format!("{}{}{}", &file[..edit.start_byte as usize], edit.text, &file[edit.end_byte as usize..]))
    })?;
    with(written.as_bytes(), syntax, |document| {
        assert_eq!(breaks(document), [""; 0], "{written}");
        paths(document).get(number).map(|(_, text)| text.clone())
    })
}
