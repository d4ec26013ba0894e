//! The pairs of links of a file that are to be compared.

use super::Reads;
use crate::compare::{Comparison, DifferenceKind, compare_as};
use crate::settings::Settings;
use crate::source::{Document, FileText, Literal, NodeId};

/// What the two links of a record are called: the first, the second, and what they then are to each other.
const NAMES: [(&str, &str, DifferenceKind); 3] = [
    ("given", "configured", DifferenceKind::Configured),
    ("given", "called", DifferenceKind::Called),
    ("template", "called", DifferenceKind::Called),
];

/// Two links of a record, and what differs.
pub struct Compared<'d> {
    /// The first, then the second, each with its place.
    pub literals: [Literal<'d>; 2],
    /// What differs.
    pub comparison: Comparison,
}

/// Compares the links of each record of a file called `name`: `given` with `configured` or `called`, `template` with
/// `called`. `see` gets them in the order of the file.
///
/// # Errors
/// The file holds no such record, or cannot be read so, in a sentence for the user.
pub fn compare_records(
    name: &str,
    bytes: &[u8],
    settings: &Settings,
    see: &mut dyn FnMut(&Compared),
) -> Result<(), String> {
    let Reads::Structured(syntax) = Reads::detect(name, bytes, settings) else {
        return Err("pairs of links are read from JSON, YAML, TOML, CSV or XML, and this is none of them".to_owned());
    };
    let file = FileText::read(bytes);
    let document = Document::read(name, &file, syntax);
    let mut any = false;
    for node in 0..document.nodes.len() as NodeId {
        let Some((first, second, kind)) = two_links(&document, node) else { continue };
        any = true;
        let literals = [document.literal(first), document.literal(second)];
        let comparison = compare_as(literals[0].text.trim_end(), literals[1].text.trim_end(), Some(kind));
        see(&Compared { literals, comparison });
    }
    let wanted =
        "no record in it has two links to compare: `given` with `configured` or `called`, or `template` with `called`";
    if any { Ok(()) } else { Err(wanted.to_owned()) }
}

/// The two links of a record, where it has two that are called so and are not empty.
fn two_links(document: &Document, record: NodeId) -> Option<(NodeId, NodeId, DifferenceKind)> {
    let called = |name: &str| {
        let found = document.children(record).find(|&node| document.key(node).trim().eq_ignore_ascii_case(name));
        found.filter(|&node| document.children(node).next().is_none() && !document.text(node).trim().is_empty())
    };
    NAMES.into_iter().find_map(|(first, second, kind)| Some((called(first)?, called(second)?, kind)))
}
