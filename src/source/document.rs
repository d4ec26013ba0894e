//! A structured file, taken apart: every key and value with its place, in the order of the file.
//!
//! One flat list, however deep the file: nothing here recurses. A text is kept as the bytes that spell it and is
//! decoded when somebody asks, so that a large file costs little until a finding needs its exact place.

use super::syntax::Syntax;
use super::tape::{Break, Comment, DecodedText, NOTHING, Node, NodeId, Parts, Spelled, Tape, Writing, line_starts};
use super::{FileText, Literal};
use crate::span::{Map, Marks, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A structured file, taken apart.
#[derive(Debug)]
pub struct Document<'a> {
    /// The path of the file as given.
    pub path: &'a str,
    /// The text of the file.
    pub file: &'a FileText<'a>,
    /// How it was read.
    pub syntax: Syntax,
    /// Every value, a map or list before what it holds.
    pub nodes: Vec<Node>,
    /// Nodes that repeat others, in the order of the file, each with the one that it repeats. They stand apart, for
    /// most files have none, and a large one has millions of nodes.
    aliases: Vec<(NodeId, NodeId)>,
    /// Texts that their reader decoded.
    pub kept: Vec<DecodedText>,
    /// Comments, in the order of the file.
    pub comments: Vec<Comment>,
    /// Where it is broken, in the order of the file.
    pub breaks: Vec<Break>,
    /// Offsets at which lines begin; made when a place is first asked for.
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each [`STEP`]th byte; made when a place in a long line is first asked for.
    steps: OnceLock<Vec<u32>>,
}

/// Bytes of text between two counts of characters.
const STEP: usize = 4096;

/// The characters that begin in a part of a text.
fn begun(part: &[u8]) -> usize {
    part.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

impl<'a> Document<'a> {
    /// The parent of what stands at the top.
    pub const NOTHING: NodeId = NOTHING;

    /// Takes a file apart. Never fails: what is broken is told in `breaks`.
    #[must_use]
    pub fn read(path: &'a str, file: &'a FileText<'a>, syntax: Syntax) -> Self {
        let mut tape = Tape::new(file);
        syntax.read(&mut tape);
        tape.close_all();
        let Parts { nodes, aliases, kept, comments, mut breaks } = tape.parts;
        breaks.sort_by_key(|b| b.at);
        let (line_starts, steps) = (OnceLock::new(), OnceLock::new());
        Self { path, file, syntax, nodes, aliases, kept, comments, breaks, line_starts, steps }
    }

    /// The nodes directly in `node` ([`Self::NOTHING`] for those at the top), in the order of the file.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let (mut at, end) = match self.nodes.get(node as usize) {
            Some(n) => (node + 1, n.next),
            None => (0, self.nodes.len() as u32),
        };
        std::iter::from_fn(move || {
            let found = (at < end).then_some(at)?;
            at = self.nodes[found as usize].next;
            Some(found)
        })
    }

    /// True if a node repeats another one.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        !self.aliases.is_empty()
    }

    /// The node whose value this one repeats.
    #[must_use]
    pub fn alias(&self, node: NodeId) -> Option<NodeId> {
        if !self.nodes[node as usize].is_alias {
            return None;
        }
        let found = self.aliases.binary_search_by_key(&node, |(at, _)| *at).ok()?;
        Some(self.aliases[found].1)
    }

    /// The decoded key of a node; empty in a list and at the top.
    #[must_use]
    pub fn key(&self, node: NodeId) -> Cow<'_, str> {
        self.nodes[node as usize].key.map_or(Cow::Borrowed(""), |key| self.text_of(key))
    }

    /// The decoded text of a node.
    #[must_use]
    pub fn text(&self, node: NodeId) -> Cow<'_, str> {
        self.text_of(self.nodes[node as usize].value)
    }

    /// What these bytes spell.
    #[must_use]
    pub fn text_of(&self, spelled: Spelled) -> Cow<'_, str> {
        match spelled.writing {
            Writing::DecodedText(number) => Cow::Borrowed(&self.kept[number as usize].text),
            writing => writing.text(self.bytes_of(spelled)),
        }
    }

    /// The bytes as they stand in the file.
    #[must_use]
    pub fn bytes_of(&self, spelled: Spelled) -> &str {
        &self.file.text[spelled.start as usize..spelled.end as usize]
    }

    /// From the decoded text to the bytes that spell it; `None` where they are the same.
    #[must_use]
    pub fn map_of(&self, spelled: Spelled) -> Option<Map> {
        match spelled.writing {
            Writing::DecodedText(number) => Some(self.kept[number as usize].map.clone()),
            writing => writing.map(self.bytes_of(spelled)),
        }
    }

    /// The text of a node with its place.
    #[must_use]
    pub fn literal(&self, node: NodeId) -> Literal<'_> {
        let value = self.nodes[node as usize].value;
        self.part(node, self.text_of(value), self.map_of(value))
    }

    /// A part of the text of a node with its place. `map` leads from the part to all bytes of the node.
    #[must_use]
    pub fn part<'p>(&'p self, node: NodeId, text: Cow<'p, str>, map: Option<Map>) -> Literal<'p> {
        let value = self.nodes[node as usize].value;
        let whole = Span::new(0, text.len());
        let own = map.as_ref().map_or(whole, |map| map.span_out(whole)).range();
        let at = value.start as usize;
        let (start, end) = (at + own.start, at + own.end);
        let (line, column) = self.line_and_column(start);
        let locked = match value.writing {
            Writing::DecodedText(number) => self.kept[number as usize].locked,
            _ => None,
        };
        Literal {
            text,
            map,
            path: self.path,
            key: Some(Cow::Owned(self.pointer(node))),
            at: at as u64,
            // No more of the line: somebody's whole export stands on one.
            lines: &self.file.text.as_bytes()[start..end],
            lines_at: start as u64,
            first_line: line,
            before: column - 1,
            file: Some(self.file),
            locked: if self.file.broken.is_some() { Some("the file is not text throughout") } else { locked },
            marks: Marks::new(),
        }
    }

    /// A comment with its place.
    #[must_use]
    pub fn comment(&self, comment: Comment) -> Literal<'_> {
        let (start, end) = (comment.start as usize, comment.end as usize);
        let (line, column) = self.line_and_column(start);
        let text = &self.file.text[start..end];
        Literal { file: Some(self.file), before: column - 1, ..Literal::plain(text, self.path, start as u64, line) }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| line_starts(&self.file.text))
    }

    /// Line and column of an offset in the text, from 1, the column in characters.
    #[must_use]
    pub fn line_and_column(&self, at: usize) -> (u64, u64) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&s| s as usize <= at) - 1;
        let before = self.characters(starts[line] as usize..at.min(self.file.text.len()));
        (line as u64 + 1, before as u64 + 1)
    }

    /// How many characters begin in a part of the text, however long it is.
    fn characters(&self, part: Range<usize>) -> usize {
        let text = self.file.text.as_bytes();
        if part.len() < 2 * STEP {
            return begun(&text[part]);
        }
        let steps = self.steps.get_or_init(|| {
            let counts = text.chunks(STEP).scan(0, |sum, block| {
                let before = *sum;
                *sum += begun(block) as u32;
                Some(before)
            });
            counts.collect()
        });
        let (first, last) = (part.start.div_ceil(STEP), part.end / STEP);
        // The text may end where a block does.
        let last = last.min(steps.len() - 1);
        let whole = steps[last] - steps[first];
        begun(&text[part.start..first * STEP]) + whole as usize + begun(&text[last * STEP..part.end])
    }

    /// The key path of a node: a JSON Pointer, with `#2` before it in the third document of a file.
    #[must_use]
    pub fn pointer(&self, node: NodeId) -> String {
        let mut steps: Vec<String> = Vec::new();
        let mut at = node;
        while let Some(n) = self.nodes.get(at as usize) {
            if n.key.is_some() {
                steps.push(self.key(at).replace('~', "~0").replace('/', "~1"));
            } else if n.parent != Self::NOTHING {
                steps.push(n.index.to_string());
            } else if n.index > 0 {
                steps.push(format!("#{}", n.index));
            }
            at = n.parent;
        }
        steps.reverse();
        let mut pointer = String::new();
        for step in steps {
            if !step.starts_with('#') || !pointer.is_empty() {
                pointer.push('/');
            }
            pointer.push_str(&step);
        }
        pointer
    }
}
